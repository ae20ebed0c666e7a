/**
 * The whole outside world on one page. Plain objects of functions; adapters make them, main.ts hands them out.
 * A secret is a `Secret` from the moment it is read until the call that sends it.
 */
import type { Credential } from './domain/credential.ts';
import type {
  Account,
  Balance,
  Brand,
  Campaign,
  CountryPermission,
  MessagingService,
  OwnedSender,
  ProfileState,
  TollFreeVerification,
} from './domain/facts.ts';
import type { OutgoingMessage, SentMessage } from './domain/message.ts';
import type { Secret } from './domain/secret.ts';
import type { SecretStoreProblem } from './domain/secret-store-error.ts';
import type { SecretStoreKind, Settings } from './domain/settings.ts';
import type { VerificationRecord } from './domain/verification.ts';

/** Whether a store can be used now, found out by writing, reading and deleting a canary where that is possible. */
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

/** Where secrets are kept. One contract suite runs against every kind of it. */
export interface SecretStore {
  readonly kind: SecretStoreKind;
  /** Printable, in words: "the OS keychain (Secret Service)", "encrypted files in ~/.config/smsctl/secrets". */
  readonly location: string;
  /** Never rejects and never asks the person anything; leaves nothing behind. */
  readonly probe: () => Promise<StoreHealth>;
  /**
   * Undefined only when the store has proven that it can be read and holds no such key.
   * Rejects with `SecretStoreError` otherwise: a locked store never looks like an empty one.
   */
  readonly get: (key: string) => Promise<Secret | undefined>;
  /** Asks the person what a `set` needs, such as a passphrase, so that the set asks nothing. Rejects as `set` does. */
  readonly prepare: () => Promise<void>;
  /** Resolves when the secret has been read back and compared. Rejects with `SecretStoreError`; never falls back. */
  readonly set: (key: string, secret: Secret) => Promise<void>;
  /** Resolves when the key is proven to be gone, also if it never was there. Rejects with `SecretStoreError`. */
  readonly delete: (key: string) => Promise<void>;
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
   * Applies `change` to what is on disk at that moment, under the lock, and resolves when the result is durable.
   * Rejects with `UserError` `settings.busy` (exit 75) when another process holds the lock for 5 seconds; after any
   * rejection the former file is as it was. `change` may be called with `{}` when nothing was saved yet.
   */
  readonly update: (change: (current: Settings) => Settings) => Promise<Settings>;
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
  /** The SID of the parent or subaccount that holds `e164`, among those that this credential may look into. */
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
  /** The service's alphanumeric sender IDs. */
  readonly alphaSenders: (serviceSid: string) => Promise<readonly string[]>;
  /** Empty also where there is no such service. */
  readonly campaigns: (serviceSid: string) => Promise<readonly Campaign[]>;
  readonly brand: (sid: string) => Promise<Brand>;
  /** The first brands of the account, by SID; not all that there are, so that one which is missing may be asked for alone. */
  readonly brands: () => Promise<ReadonlyMap<string, Brand>>;
  /** Null: verification was never asked for. */
  readonly tollFreeVerification: (numberSid: string) => Promise<TollFreeVerification | null>;
  /** By country, ISO 3166-1 alpha-2; one that the provider does not speak of is missing. */
  readonly geoPermissions: (countries: readonly string[]) => Promise<ReadonlyMap<string, CountryPermission>>;
  /** Whether the API key with this SID is the account's own. For Auth Tokens and Main keys only: others are `rejected`. */
  readonly holdsKey: (sid: string) => Promise<boolean>;
}

export type OpenProvider = (credential: Credential) => Promise<Provider>;

/** The one way in which anything is sent. Every function rejects with `ProviderError` and with nothing else. */
interface Messenger {
  /** Sends once, and never tries again by itself: a message whose answer is lost may have left. */
  readonly send: (message: OutgoingMessage) => Promise<SentMessage>;
  readonly look: (sid: string) => Promise<SentMessage>;
}

export type OpenMessenger = (credential: Credential) => Promise<Messenger>;

/** One row's cells that matter, as they stand in the file. */
export interface ContactRow {
  /** Line of the file on which the row starts, from 1. */
  readonly line: number;
  readonly phone: string;
  /** The row's own country, where the file has such a column; as written there. */
  readonly country?: string;
}

/** An opened contact list. `rows` can be read once. */
export interface ContactFile {
  /** Absolute. */
  readonly path: string;
  /** Without its folder. */
  readonly name: string;
  readonly bytes: number;
  /** ISO 8601, UTC. */
  readonly modifiedAt: string;
  /** The column that holds the phone numbers, by its header, or `column 2` where there is no header. */
  readonly column: string;
  /** Batches, so that a long list costs no promise a row. Rejects with `UserError` (`contacts.broken`) naming the line. */
  readonly rows: () => AsyncIterable<readonly ContactRow[]>;
  /** Bytes read so far; for progress. */
  readonly bytesRead: () => number;
}

/** Rejects with `UserError` (`contacts.unreadable`, `contacts.no-phone-column`, …) that says what was seen and what to do. */
export type OpenContacts = (source: string, options: { readonly column?: string }) => Promise<ContactFile>;

interface Choice {
  readonly value: string;
  readonly name: string;
  readonly description?: string;
}

/** A question, ready to be shown. */
export interface Ask {
  /** The answer's name, such as `number.sender`; what a scripted answer goes by. */
  readonly key: string;
  readonly kind: 'text' | 'choice' | 'secret' | 'confirm';
  readonly message: string;
  /** Shown in dim above a question when it is asked. */
  readonly help?: string;
  /** What Enter takes. For `confirm`, `yes` or `no`. For `secret` never the secret: `initialLabel` says what Enter keeps. */
  readonly initial?: string;
  readonly initialLabel?: string;
  readonly choices?: readonly Choice[];
  /** A sentence when the answer will not do; undefined when it will. */
  readonly problem?: (raw: string) => Promise<string | undefined>;
}

/** Asks a person. Rejects with `Cancelled` on Ctrl-C, Ctrl-D and a closed terminal. An empty answer means "Enter". */
export interface Prompter {
  readonly ask: (ask: Ask) => Promise<string>;
}

export interface Clock {
  readonly now: () => Date;
}

/** Another program, and all that it gets: nothing of our own environment is added. */
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
