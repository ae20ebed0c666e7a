import type { SecretStoreProblem } from '../secret-store-error.ts';
import type { Parsed } from '../text/parsed.ts';
import type { Secret } from '../text/secret.ts';
import type { CredentialMethod } from './credential.ts';
import type { SecretStoreKind, Settings } from './settings.ts';

/** Every input of the setup by its one name, with what its parser makes of it. */
export interface Answers {
  readonly 'owner.team': string;
  readonly 'owner.contact': string;
  /** As it was entered, without surrounding white space; the step makes a sender of it and the country. */
  readonly 'number.sender': string;
  readonly 'number.country': string;
  readonly 'number.messagingService': string;
  readonly 'credentials.accountSid': string;
  readonly 'credentials.method': CredentialMethod;
  readonly 'credentials.apiKeySid': string;
  readonly 'credentials.region': string;
  readonly 'credentials.store': SecretStoreKind;
  /** The path of a file that holds the passphrase; its content is read by the store alone. */
  readonly 'credentials.passphraseFile': string;
  readonly 'credentials.authToken': Secret;
  readonly 'credentials.apiKeySecret': Secret;
  readonly 'method.confirmed': CredentialMethod | 'unsure';
  readonly 'method.confirmedBy': string;
  readonly 'contacts.source': string;
  readonly 'contacts.country': string;
  readonly 'contacts.column': string;
  /** A column's header, or `none`. */
  readonly 'contacts.countryColumn': string;
  /** A column's header, `NAME=VALUE`, or `none`. */
  readonly 'contacts.consentColumn': string;
  readonly 'contacts.numbers': 'national' | 'international';
  readonly 'contacts.minimum': number;
  readonly 'contacts.acknowledged': boolean;
  readonly 'contacts.shortForm': boolean;
}

export type AnswerKey = keyof Answers;

/** What has been answered so far. A key that is absent was not asked, or was left empty where that is allowed. */
export type GivenAnswers = Partial<Answers>;

/** What is known before a question is asked; from this a question makes its proposal. */
export interface PromptContext {
  readonly saved: Settings;
  /** Keys that a flag, a variable or the answers file gives. */
  readonly given: ReadonlySet<AnswerKey>;
  /** The stores that were probed, in the order of preference. */
  readonly stores: readonly {
    readonly kind: SecretStoreKind;
    readonly ready: boolean;
    readonly problem: SecretStoreProblem | null;
    readonly sentence: string;
  }[];
  /** The name of the person at the keyboard, as the operating system knows it. */
  readonly operator: string;
  /** True under CI, where secrets come from variables. */
  readonly ci: boolean;
}

interface QuestionChoice {
  readonly value: string;
  readonly name: string;
  readonly description?: string;
}

interface Asked<K extends AnswerKey> {
  readonly key: K;
  /** The prompt, as a noun phrase or a question, without a colon. */
  readonly message: string;
  /** One sentence: what is wanted, with an example. Serves the prompt, the flag's help and the reference page. */
  readonly help: string;
  /** Long flag, without a value; null where there is none. */
  readonly flag: string | null;
  readonly variable: string | null;
  /** An empty answer is fine, and means "none". */
  readonly optional?: true;
  /** `none` is an answer of its own, and no empty one. */
  readonly takesNone?: true;
  /** Asked only where the step refuses what a flag, a variable or the answers file gives, or does not give. */
  readonly unprompted?: true;
  /** Asked when the step's report has been shown: who acknowledges something should have seen it. */
  readonly afterReport?: true;
  /** Whether the question arises; absent: always. */
  readonly when?: (answers: GivenAnswers, saved: Settings) => boolean | Promise<boolean>;
  /** The value in force, as its parser would read it; for a secret, in words, where it is kept. Enter keeps it. */
  readonly current: (saved: Settings, answers: GivenAnswers) => string | undefined;
  /** Offered where there is no current value; taken by itself, and said, where nobody can be asked. */
  readonly propose?: (context: PromptContext, answers: GivenAnswers) => string | undefined;
  /** The only gate: prompt, flag, variable, answers file and what is saved all pass through it. */
  readonly parse: (raw: string) => Parsed<Answers[K]> | Promise<Parsed<Answers[K]>>;
}

interface TextQuestion<K extends AnswerKey> extends Asked<K> {
  readonly kind: 'text';
}

interface ChoiceQuestion<K extends AnswerKey> extends Asked<K> {
  readonly kind: 'choice';
  readonly choices: (context: PromptContext) => readonly QuestionChoice[];
}

/** Answered `yes` or `no`; its flag takes no value and means yes. */
interface ConfirmQuestion<K extends AnswerKey> extends Asked<K> {
  readonly kind: 'confirm';
}

/** Never on the command line, never in the answers file: typed, piped, read from a file, or in a variable. */
interface SecretQuestion<K extends AnswerKey> extends Asked<K> {
  readonly kind: 'secret';
  readonly flag: null;
  readonly variable: string;
  /** True when nothing but the variable will do, as with the store `env`: then it is not asked for. */
  readonly variableOnly: (answers: GivenAnswers) => boolean;
  readonly stdinFlag: string;
  readonly fileFlag: string;
}

type KeyOf<V> = { [K in AnswerKey]: Answers[K] extends V ? K : never }[AnswerKey];

export type Question =
  | { [K in Exclude<AnswerKey, KeyOf<Secret> | KeyOf<boolean>>]: TextQuestion<K> | ChoiceQuestion<K> }[Exclude<
      AnswerKey,
      KeyOf<Secret> | KeyOf<boolean>
    >]
  | { [K in KeyOf<boolean>]: ConfirmQuestion<K> }[KeyOf<boolean>]
  | { [K in KeyOf<Secret>]: SecretQuestion<K> }[KeyOf<Secret>];
