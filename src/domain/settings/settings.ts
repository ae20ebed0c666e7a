import type { ContactsResult } from '../contacts/contact-quality.ts';
import type { CredentialMethod, Fingerprint } from './credential.ts';
import type { SenderKind } from './sender.ts';

/**
 * Where secrets are kept: `keychain` the operating system's, `file` files encrypted with a passphrase, `env` environment
 * variables, never written, `memory` this process only (the sandbox). Chosen once by the operator and remembered.
 */
export type SecretStoreKind = 'keychain' | 'file' | 'env' | 'memory';

/** Stores by the name that people are shown. */
export const storeNames: Readonly<Record<SecretStoreKind, string>> = {
  keychain: 'the OS keychain',
  file: 'an encrypted file',
  env: 'environment variables',
  memory: "this process's memory",
};

/** A secret's place. Keys are fresh for every save (`<organization>.<uuid>`) and never written twice. */
export interface SecretRef {
  readonly store: SecretStoreKind;
  readonly key: string;
  /** Set before it is deleted, so that a save that is still under way never switches to it. */
  readonly doomed?: true;
}

/** That a person said they understood something, and when (ISO 8601, UTC). */
export interface Acknowledgement {
  readonly by: string;
  readonly at: string;
}

/** Bound to what was in use when it was given. */
export interface ShortFormAcknowledgement extends Acknowledgement {
  /** As it is saved in `number.sender`. Absent, as `method` is, in one that was given before this was recorded. */
  readonly sender?: string;
  readonly method?: CredentialMethod;
}

interface OwnerSettings {
  readonly team: string;
  /** A person's or a channel's address, in the team's own words. */
  readonly contact: string;
}

export interface NumberSettings {
  /** E.164, a short code's digits, or an alphanumeric sender ID; what `kind` says. */
  readonly sender: string;
  readonly kind: SenderKind;
  /** ISO 3166-1 alpha-2. Absent for an alphanumeric sender ID and for numbers of no country. */
  readonly country?: string;
  /** As libphonenumber names it: `MOBILE`, `TOLL_FREE`, … Absent where `kind` is not `number`, or not known. */
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
  /** The secret's key in that store. Absent for `env`, which has no keys. */
  readonly secretKey?: string;
  readonly fingerprint: Fingerprint;
  readonly savedAt: string;
}

/**
 * An API key that was asked for at the provider and that no credentials name yet. It may exist there: a crash, or an answer
 * that was lost, leaves nobody who knows.
 */
export interface PendingKey {
  readonly accountSid: string;
  /** What the key is called at the provider. Names are made once, so that it is found by its name there. */
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
    /** Absent in settings that were saved before it was recorded: the account in use. */
    readonly accountSid?: string;
  };
}

export interface ContactsSettings {
  /** The file's path. */
  readonly source: string;
  /** Country of numbers written without one; ISO 3166-1 alpha-2. */
  readonly country?: string;
  /** The phone column's name, where it was given; otherwise it is recognized. */
  readonly column?: string;
  /** The country column's name, or `none`, where it was given. */
  readonly countryColumn?: string;
  /** The consent column's name, also `NAME=VALUE`, or `none`, where it was given. */
  readonly consentColumn?: string;
  /** How numbers without a + are read that are valid in two countries, where it was given. */
  readonly numbers?: 'national' | 'international';
  /** The share of rows that must be textable, in percent. */
  readonly minimum: number;
  /** Counts only, never a number or a name. */
  readonly result: ContactsResult;
  /** "SMS workflows may still fail where contact phone data is missing or incorrect." */
  readonly acknowledged?: Acknowledgement;
  /** "SMS is short-form and infrastructure-sensitive." */
  readonly shortForm?: ShortFormAcknowledgement;
}

/** What one organization has saved; one section a step, absent until that step is finished. */
export interface Settings {
  readonly owner?: OwnerSettings;
  readonly number?: NumberSettings;
  /** The active ones: what signs in. */
  readonly credentials?: CredentialSettings;
  /**
   * Credentials that are stored beside the active ones, to switch to and back; at most one of each method, the ones that were
   * active last first. Never empty.
   */
  readonly standby?: readonly CredentialSettings[];
  readonly method?: MethodSettings;
  readonly contacts?: ContactsSettings;
  /** Secrets that no section points to any more, or does not point to yet; deleted by the next writing command. */
  readonly pending?: readonly SecretRef[];
  /** Never empty. Taken off in the write that saves the key's credentials, or when the key is known to be gone. */
  readonly pendingKeys?: readonly PendingKey[];
}

/** Every credential that is stored, the active one first. */
export const storedCredentials = ({ credentials, standby = [] }: Settings): readonly CredentialSettings[] => [
  ...(credentials === undefined ? [] : [credentials]),
  ...standby,
];

/** `settings` with these credentials beside the active ones: of each method the first, and none that is active. */
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

/** A secret's key. The same in every store: one treats what follows a NUL as absent, another makes a file name of it. */
export const secretKeyPattern = /^[a-z0-9][a-z0-9.-]{0,127}$/;
