import type { Credential } from './credential.ts';
import type { Settings } from './settings.ts';

/** The account behind a credential, as far as the provider tells. */
export interface Account {
  readonly sid: string;
  readonly name: string;
  readonly status: 'active' | 'suspended' | 'closed';
  readonly type: 'Trial' | 'Full';
  /** The parent's SID when this is a subaccount, otherwise its own. */
  readonly ownerSid: string;
}

/** A sender that the account holds: a phone number or a short code. */
export interface OwnedSender {
  readonly sid: string;
  /** E.164, or a short code's digits. */
  readonly sender: string;
  readonly accountSid: string;
  /** Null where the provider does not say, as for short codes. */
  readonly smsCapable: boolean | null;
}

/**
 * What checks look at. Each fact is looked up at most once a run, on first use; a plain object satisfies this in a test.
 * Those of the secret store and the provider reject with `SecretStoreError` or `ProviderError` when they cannot be had.
 */
export interface Facts {
  readonly settings: Settings;
  readonly now: Date;
  /** The active credential. Rejects when nothing is saved, too: a check that uses it needs `credentials.saved`. */
  readonly credential: () => Promise<Credential>;
  /** Resolves when the provider accepts the credential for this account. The one request that every kind of key may make. */
  readonly acceptance: () => Promise<void>;
  /** Refused to Standard and Restricted API keys (`rejected`), which is no fault of theirs. */
  readonly account: () => Promise<Account>;
  /** The saved sender as this account holds it, matched exactly; null: the account does not hold it. */
  readonly ownedSender: () => Promise<OwnedSender | null>;
}
