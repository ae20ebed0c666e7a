import type { SecretStoreProblem } from '../secret-store-error.ts';
import type { Parsed } from '../text/parsed.ts';
import type { Secret } from '../text/secret.ts';
import type { CredentialMethod } from './credential.ts';
import type { SecretStoreKind, Settings } from './settings.ts';
import type { AccountSenders, ListColumns } from './suggested-answers.ts';

/** True for the words that leave an optional answer empty. Enter alone takes a proposal, so `none` is one. */
export const isNone = (text: string): boolean => /^\s*(none)?\s*$/i.test(text);

/** Every input of the setup by its name, with the type of its parsed value. */
export interface Answers {
  readonly 'owner.team': string;
  readonly 'owner.contact': string;
  /** As it was entered, without surrounding white space. The step parses it together with the country. */
  readonly 'number.sender': string;
  readonly 'number.country': string;
  readonly 'number.messagingService': string;
  readonly 'credentials.accountSid': string;
  readonly 'credentials.method': CredentialMethod;
  readonly 'credentials.apiKeySid': string;
  readonly 'credentials.region': string;
  readonly 'credentials.store': SecretStoreKind;
  /** The program that prints the secret, and its arguments. */
  readonly 'credentials.secretCommand': readonly string[];
  /** The path of a file with the passphrase. Only the store reads the file. */
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
  /** The name of a workbook's sheet. */
  readonly 'contacts.sheet': string;
  readonly 'contacts.minimum': number;
  readonly 'contacts.acknowledged': boolean;
  readonly 'contacts.shortForm': boolean;
  /** The person who gives the acknowledgements. */
  readonly 'contacts.acknowledgedBy': string;
}

export type AnswerKey = keyof Answers;

/** The answers so far. An absent key was not asked yet, or an optional one was left empty. */
export type GivenAnswers = Partial<Answers>;

/** What is known before a question is asked. A question's proposal is made from it. */
export interface PromptContext {
  readonly saved: Settings;
  /** Keys that a flag, an environment variable or the answers file sets. */
  readonly given: ReadonlySet<AnswerKey>;
  /** The stores that were probed, preferred ones first. */
  readonly stores: readonly {
    readonly kind: SecretStoreKind;
    readonly ready: boolean;
    readonly problem: SecretStoreProblem | null;
    readonly sentence: string;
  }[];
  /** The user's name, from the operating system. */
  readonly operator: string;
  /** True in CI, where secrets come from environment variables. */
  readonly ci: boolean;
  /** What suggestions are made from. Absent: none are made. */
  readonly lookup?: PromptLookup;
}

/** What can be looked up while a person answers. */
export interface PromptLookup {
  /** The senders of the account, if its credentials are known. Never rejects: undefined if they cannot be read. */
  readonly senders: () => Promise<AccountSenders | undefined>;
  /**
   * The columns of a contact list. Undefined: it is no file that can be read again. Rejects with `UserError` (`contacts.…`) if it
   * cannot be read.
   */
  readonly columns: (source: string) => Promise<ListColumns | undefined>;
}

interface QuestionChoice {
  readonly value: string;
  readonly name: string;
  readonly description?: string;
  /** Why it cannot be chosen now. Absent: it can be chosen. */
  readonly disabled?: string;
}

/** Answers to choose from. */
export interface Suggestions {
  readonly choices: readonly QuestionChoice[];
  /** Why there is no default, in a few words, shown with the question. */
  readonly note?: string;
  /** The choice that stands for typing another answer; absent: there is no other answer. */
  readonly other?: string;
}

interface Asked<K extends AnswerKey> {
  readonly key: K;
  /** The prompt, as a noun phrase or a question, without a colon. */
  readonly message: string;
  /** One sentence: what to enter, with an example. For the prompt, the flag's help and the reference page. */
  readonly help: string;
  /** The long flag, without a value; null if there is none. */
  readonly flag: string | null;
  readonly variable: string | null;
  /** An empty answer is allowed, and means "none". */
  readonly optional?: true;
  /** `none` is an answer, and differs from an empty one. */
  readonly takesNone?: true;
  /**
   * Asked only if there are suggestions, or if the step refuses what a flag, an environment variable or the answers file sets, or
   * that none sets it.
   */
  readonly unprompted?: true;
  /** Its value in an answers file may be an array of texts. */
  readonly takesList?: true;
  /**
   * Why an input from a flag, a file or stdin has no use with these answers, as a sentence. Undefined: it has. A variable is
   * ignored instead, since it may be for another program.
   */
  readonly useless?: (answers: GivenAnswers) => string | undefined;
  /** Answers to offer in a prompt, instead of an empty line. Undefined: none. */
  readonly suggest?: (lookup: PromptLookup, answers: GivenAnswers) => Promise<Suggestions | undefined>;
  /** The problem of an answer that `parse` accepts and that does not work, found by looking at it. Asked in a prompt only. */
  readonly probe?: (lookup: PromptLookup, answer: Answers[K], answers: GivenAnswers) => Promise<string | undefined>;
  /** Asked after the step's report, which the user has to see before acknowledging it. */
  readonly afterReport?: true;
  /** Whether to ask the question. Default: always. */
  readonly when?: (answers: GivenAnswers, saved: Settings) => boolean | Promise<boolean>;
  /** The current value, which the parser accepts; for a secret, a description of its store. Enter keeps it. */
  readonly current: (saved: Settings, answers: GivenAnswers) => string | undefined;
  /** The question whose input answers this one as well, if this one has none. */
  readonly sameAs?: AnswerKey;
  /** The default if there is no current value. Used and printed without a prompt if the run is not interactive. */
  readonly propose?: (context: PromptContext, answers: GivenAnswers) => string | undefined;
  /** Parses every value, from a prompt, a flag, an environment variable, the answers file or the settings. */
  readonly parse: (raw: string, saved?: Settings) => Parsed<Answers[K]> | Promise<Parsed<Answers[K]>>;
}

interface TextQuestion<K extends AnswerKey> extends Asked<K> {
  /** `path`: a text in which Tab completes the path of a file. */
  readonly kind: 'text' | 'path';
}

interface ChoiceQuestion<K extends AnswerKey> extends Asked<K> {
  readonly kind: 'choice';
  readonly choices: (context: PromptContext, answers: GivenAnswers) => readonly QuestionChoice[];
}

/** Answered `yes` or `no`; its flag takes no value and means yes. */
interface ConfirmQuestion<K extends AnswerKey> extends Asked<K> {
  readonly kind: 'confirm';
}

/** From a prompt, stdin, a file or an environment variable. Never from the command line or the answers file. */
interface SecretQuestion<K extends AnswerKey> extends Asked<K> {
  readonly kind: 'secret';
  readonly flag: null;
  readonly variable: string;
  /** True if only the environment variable is accepted, as with the store `env`. There is no prompt then. */
  readonly variableOnly: (answers: GivenAnswers) => boolean;
  readonly stdinFlag: string;
  readonly fileFlag: string;
  readonly parse: (raw: string | Secret) => Parsed<Answers[K]>;
}

type KeyOf<V> = { [K in AnswerKey]: Answers[K] extends V ? K : never }[AnswerKey];

export type Question =
  | { [K in Exclude<AnswerKey, KeyOf<Secret> | KeyOf<boolean>>]: TextQuestion<K> | ChoiceQuestion<K> }[Exclude<
      AnswerKey,
      KeyOf<Secret> | KeyOf<boolean>
    >]
  | { [K in KeyOf<boolean>]: ConfirmQuestion<K> }[KeyOf<boolean>]
  | { [K in KeyOf<Secret>]: SecretQuestion<K> }[KeyOf<Secret>];
