import type { Credential } from '../settings/credential.ts';
import type { NumberSettings } from '../settings/settings.ts';
import type { Secret } from '../text/secret.ts';

/** What is wrong with a value, or with several; part of the machine interface. */
type ProblemId =
  | 'both-methods'
  | 'contradiction'
  | 'incomplete'
  | 'invalid'
  | 'missing'
  | 'placeholder'
  | 'reference'
  | 'region'
  | 'template';

export interface Problem {
  readonly id: ProblemId;
  /** False: messages can be sent nevertheless. */
  readonly isFatal: boolean;
  /** Sentences that name the variables and their lines. Never a value. */
  readonly detail: string;
  /** A sentence on what to do, with its commands in backticks. */
  readonly remedy: string;
}

export interface UsedVariable {
  readonly name: string;
  /** The name of the answer of `setup` that it would give, such as `credentials.accountSid`. */
  readonly setting: string;
  /** Null: it is not from a file. */
  readonly line: number | null;
}

/** Where a configuration is, in words and in commands. */
export interface Place {
  /** `the environment`, or the file's name, printable. */
  readonly name: string;
  readonly form: 'environment' | 'dotenv' | 'manifest' | 'twilio-cli';
  /** The file as a word of a shell. Null: the environment, or stdin. */
  readonly file: string | null;
  /** The command that reads it again. */
  readonly command: string;
  /** The command that reads the values after another program has resolved them: from the environment, or from the cluster. */
  readonly commandForResolved: string;
}

/** The valid values of a credential, which may lack some. */
export interface CredentialParts {
  readonly accountSid?: string;
  readonly apiKeySid?: string;
  readonly apiKeySecret?: Secret;
  readonly authToken?: Secret;
  readonly region?: string;
}

/** An application's configuration as smsctl understands it. */
export interface Configuration {
  readonly place: Place;
  /** Absent: none is set, or it is invalid. */
  readonly number?: NumberSettings;
  /** A Messaging Service that chooses the sender, since no number is set. */
  readonly service?: string;
  /** The credential to verify with. Absent: none is complete and valid. */
  readonly credential?: Credential;
  /** That of the other method, if both are set. */
  readonly other?: Credential;
  /** Those of a credential that is not complete. Empty beside a complete one. */
  readonly parts: CredentialParts;
  readonly senderProblems: readonly Problem[];
  readonly credentialProblems: readonly Problem[];
  /** The variables that were used, in the order of the settings. */
  readonly used: readonly UsedVariable[];
}
