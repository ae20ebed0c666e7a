/**
 * The whole outside world on one page. Plain objects of functions; adapters make them, main.ts hands them out.
 * A secret is a `Secret` from the moment it is read until the call that sends it.
 */

import type { ListPlan } from './domain/columns/contact-plan.ts';
import type {
  ContactExamples,
  ContactsRequest,
  ContactsSummary,
  SampleRow,
} from './domain/contacts/contact-quality.ts';
import type { TallyRow } from './domain/contacts/contact-tally.ts';
import type { ListFinding } from './domain/contacts/list-findings.ts';
import type { RowChoice } from './domain/contacts/row-choices.ts';
import type { AlertRecord } from './domain/deliveries/alert-record.ts';
import type { MessageRecord } from './domain/deliveries/message-record.ts';
import type { OutgoingMessage, SentMessage } from './domain/messages/message.ts';
import type { ContactNumber } from './domain/numbers/contact-number.ts';
import type { ContactReason } from './domain/numbers/contact-reasons.ts';
import type { CountryPrices } from './domain/prices/country-prices.ts';
import type {
  Account,
  Balance,
  Brand,
  Campaign,
  CountryPermission,
  Delivery,
  MessagingService,
  OwnedSender,
  PoolMembership,
  ProfileState,
  TollFreeVerification,
} from './domain/readiness/facts.ts';
import type { VerificationRecord } from './domain/readiness/verification.ts';
import type { SecretStoreProblem } from './domain/secret-store-error.ts';
import type { Credential } from './domain/settings/credential.ts';
import type { SecretStoreKind, Settings } from './domain/settings/settings.ts';
import type { AccountSender } from './domain/settings/suggested-answers.ts';
import type { Secret } from './domain/text/secret.ts';

/** The state of a store, probed by writing, reading and deleting a canary if possible. */
export interface StoreHealth {
  readonly kind: SecretStoreKind;
  readonly ready: boolean;
  /** Null when ready. */
  readonly problem: SecretStoreProblem | null;
  /** One sentence on the state it is in. */
  readonly sentence: string;
  /** One next step; null when ready. */
  readonly nextStep: string | null;
}

/** Keeps secrets. One contract suite runs against every kind. */
export interface SecretStore {
  readonly kind: SecretStoreKind;
  /** Printable, in words: "the OS keychain (Secret Service)", "encrypted files in ~/.config/smsctl/secrets". */
  readonly location: string;
  /** Never rejects and never prompts; leaves nothing behind. */
  readonly probe: () => Promise<StoreHealth>;
  /**
   * Undefined only when the store has proven that it can be read and holds no such key.
   * Rejects with `SecretStoreError` otherwise: a locked store is never reported as empty.
   */
  readonly get: (key: string) => Promise<Secret | undefined>;
  /**
   * Resolves if the store can be written. Prompts for all that `set` needs, such as a passphrase, so that `set` does not.
   * Leaves nothing behind. Rejects as `set` does.
   */
  readonly prepare: () => Promise<void>;
  /** Resolves when the secret has been read back and compared. Rejects with `SecretStoreError`; never falls back. */
  readonly set: (key: string, secret: Secret) => Promise<void>;
  /** Resolves when the key is proven to be gone, also if it never was there. Rejects with `SecretStoreError`. */
  readonly delete: (key: string) => Promise<void>;
}

/** Twilio's own command line on this machine. smsctl only reads what it keeps. */
export interface TwilioCli {
  /** The path of its `config.json`, which may not exist. */
  readonly configPath: string;
  /**
   * What its versions before 3.0 kept in the operating system's keychain for a profile. Undefined if nothing is found, also in a
   * keychain that is locked and does not say so. Rejects with `SecretStoreError`.
   */
  readonly keychainEntry: (profile: string) => Promise<Secret | undefined>;
}

/** One organization's settings, in one file. */
export interface SettingsStore {
  /** The file's path. */
  readonly location: string;
  /**
   * Undefined when nothing was ever saved. Creates and writes nothing. Rejects with `UserError` (`settings.unreadable`,
   * `settings.newer`, exit 3) when the file cannot be read, is broken, or was written by a newer smsctl.
   */
  readonly load: () => Promise<Settings | undefined>;
  /**
   * Applies `change` to the settings on disk, under the lock, and resolves when the result is durable.
   * Rejects with `UserError` `settings.busy` (exit 75) when another process holds the lock for 5 seconds; after any
   * rejection the former file is as it was. `change` may be called with `{}` when nothing was saved yet.
   */
  readonly update: (change: (current: Settings) => Settings) => Promise<Settings>;
}

/** The organizations of this machine, by id. */
export interface OrganizationStore {
  /** The configuration directory. */
  readonly directory: string;
  /** Those with settings, sorted; reads no settings. */
  readonly list: () => Promise<readonly string[]>;
  /** True if settings were saved for it, readable or not. Reads no file. */
  readonly exists: (id: string) => Promise<boolean>;
  /** The one that `use` chose; undefined: none. Rejects with `UserError` `org.choice-unreadable` (exit 3). */
  readonly current: () => Promise<string | undefined>;
  readonly use: (id: string) => Promise<void>;
  /**
   * What `rename` would do: begin, finish an interrupted one, or nothing, since `from` does not exist. Rejects with
   * `UserError` `org.exists` when `to` is taken.
   */
  readonly renaming: (from: string, to: string) => Promise<'new' | 'unfinished' | 'absent'>;
  /**
   * Moves settings, last results and the choice of `use`. Secrets keep their keys. Nothing is ever replaced: rejects with
   * `UserError` `org.exists` when `to` is taken by then. One that is killed at any point can be run again.
   */
  readonly rename: (from: string, to: string) => Promise<void>;
  /** Deletes settings, last results and the choice of `use`; secrets must be gone before. */
  readonly remove: (id: string) => Promise<void>;
  /**
   * The organization that the nearest `.smsctl.json`, in the working directory or above, names; undefined: there is none.
   * Rejects with `UserError` (exit 3) when it is broken or no regular file (`project.unreadable`), or belongs neither to this
   * user nor to root (`project.untrusted`). Root also trusts the owner of the working directory, unless `onlyOwn`.
   */
  readonly bound: (trust: {
    readonly onlyOwn: boolean;
  }) => Promise<{ readonly id: string; readonly path: string } | undefined>;
}

/** The last results of the live checks, kept beside the settings and never part of them. */
export interface VerificationStore {
  /** Undefined when there is none, or none that can be read: a lost memory is no error. */
  readonly load: () => Promise<VerificationRecord | undefined>;
  /** Best effort: resolves to false when it could not be written. */
  readonly save: (record: VerificationRecord) => Promise<boolean>;
}

/** The provider, in our verbs. Read-only. Every function rejects with `ProviderError` and with nothing else. */
export interface Provider {
  /** Resolves when the credential is accepted for its account. */
  readonly accept: () => Promise<void>;
  readonly account: () => Promise<Account>;
  /** The phone number of this account that is exactly `e164`; null when it holds none such. */
  readonly phoneNumber: (e164: string) => Promise<OwnedSender | null>;
  /** The short code of this account that is exactly `digits`; null when it holds none such. */
  readonly shortCode: (digits: string) => Promise<OwnedSender | null>;
  /** The first phone numbers and short codes of the account, and whether these are all. */
  readonly heldSenders: () => Promise<HeldSenders>;
  /** The SID of the parent or subaccount that holds `e164`, of those that this credential may read. */
  readonly holderOf: (e164: string) => Promise<string | null>;
  /** The state of the latest order to host `e164`; null: there is none. */
  readonly hostedOrder: (e164: string) => Promise<string | null>;
  /** Null: a subaccount, which has none of its own. */
  readonly balance: () => Promise<Balance | null>;
  readonly profile: () => Promise<ProfileState>;
  /** Null: there is no such service. */
  readonly messagingService: (sid: string) => Promise<MessagingService | null>;
  /** The first services of the account, and whether these are all. */
  readonly messagingServices: () => Promise<{ readonly services: readonly MessagingService[]; readonly all: boolean }>;
  /** Whether the service's pool holds the phone number or short code with this SID. */
  readonly inPool: (serviceSid: string, senderSid: string) => Promise<boolean>;
  /** How many phone numbers the service's pool holds. */
  readonly poolSize: (serviceSid: string) => Promise<number>;
  /** The phone numbers in the service's pool, in E.164. */
  readonly poolNumbers: (serviceSid: string) => Promise<readonly string[]>;
  /** Whether the service may use an alphanumeric sender ID, and for which countries. */
  readonly alphaSender: (serviceSid: string, sender: string) => Promise<PoolMembership>;
  /** Also empty if there is no such service. */
  readonly campaigns: (serviceSid: string) => Promise<readonly Campaign[]>;
  readonly brand: (sid: string) => Promise<Brand>;
  /** The first brands of the account, by SID; not all that there are, so that one which is missing may be asked for alone. */
  readonly brands: () => Promise<ReadonlyMap<string, Brand>>;
  /** Null: verification was never asked for. */
  readonly tollFreeVerification: (numberSid: string) => Promise<TollFreeVerification | null>;
  /** How many recipients were verified for the account. */
  readonly verifiedRecipients: () => Promise<number>;
  /**
   * The outcomes of the newest messages of a sender since a time, newest first: of all, or of those that it sent through a
   * Messaging Service. At most two requests. Without texts and recipients.
   */
  readonly deliveries: (wanted: {
    readonly sender: string;
    readonly serviceSid?: string;
    readonly since: Date;
  }) => Promise<readonly Delivery[]>;
  /**
   * The account's messages that fit, newest first, in batches of one request each. Ends when the provider has no more; rejects
   * with `not-understood` if the list ends in the middle.
   */
  readonly messages: (wanted: MessageQuery) => AsyncIterable<readonly MessageRecord[]>;
  /** Null: the account has no such message. */
  readonly message: (sid: string, options: { readonly withText: boolean }) => Promise<MessageRecord | null>;
  /** The debugger's alerts of a span of time, in batches of one request each. The provider keeps 30 days. */
  readonly alerts: (wanted: { readonly since: Date; readonly until: Date }) => AsyncIterable<readonly AlertRecord[]>;
  /** By country, ISO 3166-1 alpha-2; one that the provider does not speak of is missing. */
  readonly geoPermissions: (countries: readonly string[]) => Promise<ReadonlyMap<string, CountryPermission>>;
  /**
   * What a message to the country (ISO 3166-1 alpha-2) costs this account, without carrier fees. Null: the provider names no
   * prices for it.
   */
  readonly prices: (country: string) => Promise<CountryPrices | null>;
  /** Whether the API key with this SID is the account's own. For Auth Tokens and Main keys only: others are `rejected`. */
  readonly holdsKey: (sid: string) => Promise<boolean>;
}

/** Which messages are listed. The provider may ignore a filter, so that the caller compares each message. */
export interface MessageQuery {
  /** E.164, or a short code's digits. */
  readonly from?: string;
  readonly to?: string;
  /**
   * Only messages that were sent on this day or later, by the provider's days (UTC). Leaves out those that were never sent, also
   * failed ones.
   */
  readonly sentSince?: Date;
  readonly sentUntil?: Date;
  readonly withText: boolean;
}

interface HeldSenders {
  readonly senders: readonly Omit<AccountSender, 'services'>[];
  readonly complete: boolean;
}

export type OpenProvider = (credential: Credential) => Promise<Provider>;

/** The one way in which anything is sent. Every function rejects with `ProviderError` and with nothing else. */
interface Messenger {
  /** Sends once and never retries: without an answer, the message may have left. */
  readonly send: (message: OutgoingMessage) => Promise<SentMessage>;
  readonly look: (sid: string) => Promise<SentMessage>;
}

export type OpenMessenger = (credential: Credential) => Promise<Messenger>;

/**
 * The one way in which API keys are made and deleted, by whoever may: an Auth Token or a Main key. Every function rejects with
 * `ProviderError` and with nothing else.
 */
export interface ApiKeys {
  /** Makes a Standard key of that name. Asks once: a key whose answer is lost may have been made. */
  readonly create: (name: string) => Promise<{ readonly sid: string; readonly secret: Secret }>;
  /** The SIDs of the account's keys that are called exactly that. */
  readonly named: (name: string) => Promise<readonly string[]>;
  /** Resolves when there is no such key any more, also when there never was. */
  readonly delete: (sid: string) => Promise<void>;
}

export type OpenApiKeys = (credential: Credential) => Promise<ApiKeys>;

export interface ContactRow extends TallyRow {
  /** Which of the plan's numbers each of `phones` is; absent: they are in the plan's order. */
  readonly sources?: readonly number[];
  /** All cells, in the order of the list's columns, with `keepCells` and if the list is a table. */
  readonly cells?: readonly string[];
  /** The record as it is written, with `keepCells` and if the list is JSON. */
  readonly json?: string;
}

/** All rows of a list, counted at once: the same as they come to one by one. */
interface CountedRows {
  readonly summary: ContactsSummary;
  readonly examples: ContactExamples;
  /** Rows decided by each of the plan's numbers. */
  readonly decided: readonly number[];
  /** Textable numbers that are reserved for fiction. Absent: the list's findings count them. */
  readonly fictional?: number;
}

/**
 * Counts a list without showing its rows, on all processors. `country` (ISO 3166-1 alpha-2) reads numbers that are written
 * without one, in rows that name none. Resolves to `why`, a sentence, if the rows have to be read one by one.
 */
export type CountRows = (options: {
  readonly country?: string;
  readonly onProgress?: (progress: { readonly rows: number; readonly bytes: number }) => void;
  /** They get the rows, if these can be counted. */
  readonly writers?: readonly RowWriter[];
}) => Promise<CountedRows | { readonly why: string }>;

/** An opened contact list. `rows` can be read once. */
export interface ContactList {
  /** An absolute path, `-` for stdin, or a database's address; never a password. */
  readonly source: string;
  /** Without its folder. */
  readonly name: string;
  /** Null without a file. */
  readonly bytes: number | null;
  /** ISO 8601, UTC; null without a file. */
  readonly modifiedAt: string | null;
  /** The sheet of a workbook; null: the list is no workbook. */
  readonly sheet: string | null;
  readonly form: 'table' | 'json';
  /** Its rows are the result of the query. */
  readonly isQueried: boolean;
  /** By which a table's columns are parted when it is written again. */
  readonly delimiter: string;
  /** Names of all columns, or of the fields of the first records. */
  readonly columns: readonly string[];
  /** The cells of its header as they are written; null if it has none and `columns` are our own names. */
  readonly header: readonly string[] | null;
  /** The columns that hold the phone numbers, the preferred first. */
  readonly phoneColumns: readonly string[];
  /** The column that holds each row's country; null: none. */
  readonly countryColumn: string | null;
  /** How its rows are read. */
  readonly plan: ListPlan;
  /** Lines before the header; null: its rows are no lines that are parted by `delimiter`. */
  readonly linesBefore: readonly string[] | null;
  /** Its first rows, masked. */
  readonly samples: () => readonly SampleRow[];
  /** Null if the rows have to be read one by one. After it, `rows` yields the rows that it read. */
  readonly count: CountRows | null;
  /** Batches, so that a long list costs no promise a row. Rejects with `UserError` (`contacts.…`). */
  readonly rows: () => AsyncIterable<readonly ContactRow[]>;
  /** Findings about the list as a whole. Complete once its rows were read or counted. */
  readonly findings: () => readonly ListFinding[];
  /** Bytes of the file read so far; for progress. */
  readonly bytesRead: () => number;
  /** Lets go of a list whose rows are not read to their end. */
  readonly close: () => void;
}

export interface OpenContactsOptions extends Omit<ContactsRequest, 'sources' | 'known'> {
  /** Rows carry all their cells, so that they can be written again. */
  readonly keepCells?: boolean;
}

/** Rejects with `UserError` (`contacts.unreadable`, `contacts.no-phone-column`, …). */
export type OpenContacts = (source: string, options: OpenContactsOptions) => Promise<ContactList>;

/** A file that is being written. It has its name after `commit`; nothing is left of it after `abort`. */
export interface OutputFile {
  /** Absolute. */
  readonly path: string;
  /** A text, or its bytes in UTF-8. */
  readonly write: (text: string | Uint8Array) => void;
  readonly commit: () => void;
  /** Does nothing after `commit`. */
  readonly abort: () => void;
}

/** Which files an output may replace. */
interface OutputOptions {
  readonly replace: boolean;
  /** The lists that are being read, which are never replaced. */
  readonly sources: readonly string[];
}

/**
 * All functions throw `UserError`: `output.refused` (exit 2) if the name belongs to something that must not be replaced, such as
 * a list or a device; `output.failed` (exit 74) if it cannot be written.
 */
export type OpenOutput = (path: string, options: OutputOptions) => OutputFile;

/** A row with its result. */
export interface WrittenRow {
  readonly row: ContactRow;
  /** Null: it can be texted. */
  readonly reason: ContactReason | null;
  readonly number?: ContactNumber | undefined;
  /** The number that a damaged cell most likely had. */
  readonly fix?: ContactNumber | undefined;
}

/** A file of rows that is being written; it has its name after `commit`. */
export interface RowWriter {
  readonly path: string;
  /** Which rows it writes. */
  readonly choice: RowChoice;
  /** Throws as `OpenOutput` does. */
  readonly write: (row: WrittenRow) => void;
  /** The same with complete lines in UTF-8, as `write` would write so many rows. Keeps no reference to them. */
  readonly writeLines: (lines: Uint8Array, rows: number) => void;
  /** `disarmed` counts cells that a spreadsheet would have run as formulas. */
  readonly commit: () => { readonly path: string; readonly rows: number; readonly disarmed: number };
  readonly abort: () => void;
}

/** Adds the cells `e164`, `country`, `type` and `reason` to each row of `choice`. */
export type OpenRowWriter = (
  path: string,
  list: Pick<ContactList, 'form' | 'delimiter' | 'columns' | 'header'>,
  options: OutputOptions & { readonly choice: RowChoice },
) => RowWriter;

interface Choice {
  readonly value: string;
  readonly name: string;
  readonly description?: string;
  /** Why it cannot be chosen now, in a few words. Absent: it can be chosen. */
  readonly disabled?: string;
}

export interface Ask {
  /** The answer's name, such as `number.sender`; scripted answers use it. */
  readonly key: string;
  /** `path`: a text in which Tab completes the path of a file. */
  readonly kind: 'text' | 'path' | 'choice' | 'secret' | 'confirm';
  readonly message: string;
  /** Printed on `?`. */
  readonly help?: string;
  /** True: `<` goes back one question. Absent: `<` prints that there is no way back. */
  readonly back?: boolean;
  /** The value that Enter takes; for `confirm`, `yes` or `no`. For `secret`, `initialLabel` describes it instead. */
  readonly initial?: string;
  readonly initialLabel?: string;
  readonly choices?: readonly Choice[];
  /** The problem of an invalid answer, as a sentence; undefined if it is valid. */
  readonly problem?: (raw: string) => Promise<string | undefined>;
}

/**
 * Prompts a person. An empty answer means "Enter". Rejects with `Cancelled` on Ctrl-C, Ctrl-D and a closed terminal, and with
 * `WentBack` on `<`. At every prompt, `?` prints the help and asks again.
 */
export interface Prompter {
  readonly ask: (ask: Ask) => Promise<string>;
}

export interface Clock {
  readonly now: () => Date;
}

/** Waits, and measures time that never goes backwards. In milliseconds. */
export interface Timer {
  readonly now: () => number;
  /** Rejects if the signal is aborted. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** A program to run, with its whole environment. */
export interface ProgramRequest {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Runs it with our streams and passes signals on. Resolves with its exit code, or 128 + n when signal n ended it. Rejects
 * with `UserError`: `exec.not-found` (exit 127), `exec.not-executable` (126).
 */
export type RunProgram = (request: ProgramRequest) => Promise<number>;
