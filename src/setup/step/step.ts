import type { ContactsReport, ContactsRequest } from '../../domain/contacts/contact-quality.ts';
import type { Check } from '../../domain/readiness/check.ts';
import type { Headline } from '../../domain/readiness/headline.ts';
import type { Credential } from '../../domain/settings/credential.ts';
import type { AnswerKey, GivenAnswers, Question } from '../../domain/settings/question.ts';
import type { CredentialSettings, Settings } from '../../domain/settings/settings.ts';
import type { UserError } from '../../domain/user-error.ts';

export type StepId = 'owner' | 'number' | 'credentials' | 'method' | 'contacts';

/** What `settle` may use to make settings of answers. */
export interface SettleContext {
  /** The saved settings, with the sections that earlier steps of this run have settled. */
  readonly settings: Settings;
  readonly now: Date;
  /** True if there is a prompter. */
  readonly canAsk: boolean;
  /** Reads the credential of a saved section. Rejects with `SecretStoreError`. */
  readonly readCredential: (section: CredentialSettings) => Promise<Credential>;
  /** Checks a contact list and shows the progress. Rejects with `UserError` if it cannot be read. */
  readonly checkContacts: (request: ContactsRequest) => Promise<ContactsReport>;
}

/** The section to save, and the credential if its secret has to be stored; or the invalid answer and its problem. */
export type Settled =
  | {
      readonly ok: true;
      readonly section: Partial<Settings>;
      readonly credential?: Credential;
      readonly report?: ContactsReport;
    }
  | {
      readonly ok: false;
      readonly key: AnswerKey;
      readonly problem: string;
      /** What a run without prompts ends with. Absent: the answer is invalid. */
      readonly error?: UserError;
    };

export interface StepProof<Id extends StepId = StepId> {
  readonly id: Id;
  readonly headline: Headline;
  readonly checks: readonly Check<`${Id}.${string}`>[];
}

/** A step of the wizard: its questions and its checks. */
export interface SetupStep<Id extends StepId = StepId> extends StepProof<Id> {
  readonly title: string;
  /** Why the step matters, in one or two sentences. Printed with the help of its questions. */
  readonly intro: string;
  readonly questions: readonly Question[];
  /** True if its section is saved and complete. */
  readonly finished: (settings: Settings) => boolean;
  /**
   * The questions whose saved answers were given for other settings than the current ones. Empty: none, or the step is not
   * saved. Absent: its answers depend on no other step.
   */
  readonly outdated?: (settings: Settings) => readonly AnswerKey[];
  readonly settle: (answers: GivenAnswers, context: SettleContext) => Promise<Settled>;
}
