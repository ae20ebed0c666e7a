import type { ContactsRequest, ContactsResult } from '../contacts/contact-quality.ts';
import { programOf } from './command-words.ts';
import type { CredentialMethod, Fingerprint } from './credential.ts';
import type { SenderKind } from './sender.ts';

/**
 * Where secrets are stored: `keychain` is the operating system's, `file` means files encrypted with a passphrase, `env`
 * environment variables, `command` the output of a program such as a secret manager's, `memory` this process only (the
 * sandbox). `env` and `command` are read-only. The operator chooses once; the choice is saved.
 */
export type SecretStoreKind = 'keychain' | 'file' | 'env' | 'command' | 'memory';

/** The stores that smsctl reads at every run and never writes. */
export type ReadOnlyStore = 'env' | 'command';

export const isReadOnly = (store: SecretStoreKind): store is ReadOnlyStore => store === 'env' || store === 'command';

/** The stores' names on screen. */
export const storeNames: Readonly<Record<SecretStoreKind, string>> = {
  keychain: 'the OS keychain',
  file: 'an encrypted file',
  env: 'environment variables',
  command: 'the output of a command',
  memory: "this process's memory",
};

/** Where a secret is stored. Every save has a new key (`<organization>.<uuid>`), which is never written twice. */
export interface SecretRef {
  readonly store: SecretStoreKind;
  readonly key: string;
  /** Set before the secret is deleted, so that a concurrent save never switches to it. */
  readonly doomed?: true;
}

/** Who acknowledged something, and when (ISO 8601, UTC). */
export interface Acknowledgement {
  readonly by: string;
  readonly at: string;
}

/** Only valid for the sender and method that were in use. */
export interface ShortFormAcknowledgement extends Acknowledgement {
  /** From `number.sender`. Older settings lack it and `method`. */
  readonly sender?: string;
  readonly method?: CredentialMethod;
}

interface OwnerSettings {
  readonly team: string;
  /** The address of a person or channel, in any format. */
  readonly contact: string;
}

export interface NumberSettings {
  /** E.164, a short code's digits, or an alphanumeric sender ID; what `kind` says. */
  readonly sender: string;
  readonly kind: SenderKind;
  /** ISO 3166-1 alpha-2. Absent for an alphanumeric sender ID and for numbers of no country. */
  readonly country?: string;
  /** libphonenumber's type: `MOBILE`, `TOLL_FREE`, … Absent if unknown or if `kind` is not `number`. */
  readonly type?: string;
  readonly messagingService?: string;
}

export interface CredentialSettings {
  readonly accountSid: string;
  readonly method: CredentialMethod;
  /** Present when `method` is `api-key`. */
  readonly apiKeySid?: string;
  readonly region?: string;
  readonly store: SecretStoreKind;
  /** The secret's key in that store. Absent for `env` and `command`, which have no keys. */
  readonly secretKey?: string;
  /** The program that prints the secret, and its arguments. Present when `store` is `command`. */
  readonly secretCommand?: readonly string[];
  readonly fingerprint: Fingerprint;
  readonly savedAt: string;
}

/**
 * An API key that was requested from the provider and that no credentials use yet. After a crash or a lost answer, it may or
 * may not exist there.
 */
export interface PendingKey {
  readonly accountSid: string;
  /** The key's name at the provider. Names are unique, so that the key can be found by its name. */
  readonly name: string;
  /** ISO 8601, UTC. */
  readonly requestedAt: string;
  /** Absent until the provider has answered. */
  readonly sid?: string;
}

/** The team's answer to "which credential method is active now", with what was in use when it was given. */
export interface MethodSettings {
  readonly confirmed: Acknowledgement & {
    readonly method: CredentialMethod;
    readonly fingerprint: Fingerprint;
    /** The account in use. Older settings lack it. */
    readonly accountSid?: string;
  };
}

export interface ContactsSettings
  extends Pick<ContactsRequest, 'country' | 'countryColumn' | 'consentColumn' | 'numbers' | 'sheet'> {
  /** The file's path. */
  readonly source: string;
  /** The phone column's name. If absent, the column is detected. */
  readonly column?: string;
  /** The share of rows that must be textable, in percent. */
  readonly minimum: number;
  /** Counts only, no numbers or names. */
  readonly result: ContactsResult;
  /** "SMS workflows may still fail where contact phone data is missing or incorrect." */
  readonly acknowledged?: Acknowledgement;
  /** "SMS is short-form and infrastructure-sensitive." */
  readonly shortForm?: ShortFormAcknowledgement;
}

/** The settings of one organization. Each step has a section, which is absent until the step is finished. */
export interface Settings {
  readonly owner?: OwnerSettings;
  readonly number?: NumberSettings;
  /** The active ones, which sign in. */
  readonly credentials?: CredentialSettings;
  /**
   * Standby credentials, to which `credentials use` can switch: at most one of each method, the last active one first. Never
   * empty.
   */
  readonly standby?: readonly CredentialSettings[];
  readonly method?: MethodSettings;
  readonly contacts?: ContactsSettings;
  /** Secrets that no section uses any more or yet. The next command that writes deletes them. */
  readonly pending?: readonly SecretRef[];
  /**
   * Never empty. An entry is removed by the write that saves the key's credentials, or when the key is known to be deleted.
   */
  readonly pendingKeys?: readonly PendingKey[];
}

/** Every credential that is stored, the active one first. */
export const storedCredentials = ({ credentials, standby = [] }: Settings): readonly CredentialSettings[] => [
  ...(credentials === undefined ? [] : [credentials]),
  ...standby,
];

/** Where the secret of stored credentials is, in words: "the OS keychain", "the output of op". */
export const storeNameOf = ({ store, secretCommand }: Pick<CredentialSettings, 'store' | 'secretCommand'>): string =>
  store === 'command' && secretCommand !== undefined ? `the output of ${programOf(secretCommand)}` : storeNames[store];

/** True if both read the same place, which holds one secret at a time. */
export const shareSource = (one: CredentialSettings, other: CredentialSettings): boolean =>
  one.store === other.store &&
  ((one.store === 'env' && one.method === other.method) ||
    (one.store === 'command' && isSameCommand(one.secretCommand, other.secretCommand)));

export const isSameCommand = (one: readonly string[] = [], other: readonly string[] = []): boolean =>
  one.length === other.length && one.every((word, index) => word === other[index]);

/** `settings` with these standby credentials: the first of each method, without the active ones. */
export function withStandby(
  { standby: _, ...settings }: Settings,
  candidates: readonly CredentialSettings[],
): Settings {
  const kept = candidates.filter(
    (one, index) =>
      one.fingerprint !== settings.credentials?.fingerprint &&
      candidates.findIndex((other) => other.method === one.method) === index,
  );
  return kept.length === 0 ? settings : { ...settings, standby: kept };
}

/** An organization's id: `default`, `acme-eu`. Safe as a file name and in a keychain account. */
export const organizationPattern = /^[a-z0-9][a-z0-9-]{0,62}$/;

export const organizationRule = 'An organization ID has only lower-case letters, digits and hyphens, such as acme-eu.';

/** A secret's key. Safe in every store: one ignores what follows a NUL, another uses the key as a file name. */
export const secretKeyPattern = /^[a-z0-9][a-z0-9.-]{0,127}$/;
