import type { Credential } from './credential.ts';
import type { Secret } from './secret.ts';
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
  /** True when the provider hands replies to this sender on, to a webhook or an application of its own. */
  readonly inbound: boolean;
}

/** What the account has to spend. */
export interface Balance {
  /** A decimal number as the provider writes it, such as `0.05`; may be negative. */
  readonly amount: string;
  /** ISO 4217. */
  readonly currency: string;
}

/** A Messaging Service of the account. */
export interface MessagingService {
  readonly sid: string;
  readonly name: string;
  /** Where replies to its senders go: to the service's own webhook, to each number's, or nowhere. */
  readonly inbound: 'service' | 'number' | 'nowhere';
  /** The provider's hint that it has an A2P campaign. */
  readonly registered: boolean;
}

/** An A2P 10DLC campaign of a Messaging Service. */
export interface Campaign {
  /** As the provider writes it: `VERIFIED`, `IN_PROGRESS`, `PENDING`, `FAILED`, `SUSPENDED`, … */
  readonly status: string;
  /** A trial run of a registration: it registers nothing. */
  readonly mock: boolean;
  readonly brandSid: string;
  /** Why it was refused, in the provider's words. */
  readonly errors: readonly string[];
}

export interface Brand {
  /** `PENDING`, `APPROVED`, `FAILED`, `IN_REVIEW`, `SUSPENDED`, … */
  readonly status: string;
  readonly mock: boolean;
}

/** What is known of a US long code's A2P 10DLC registration. */
export interface LongCodeRegistration {
  /** The campaigns of the service that holds the number, each with its brand; null where the brand could not be read. */
  readonly campaigns: readonly (Campaign & { readonly brand: Brand | null })[];
  /** Whether a Messaging Service was found that holds the number. */
  readonly pooled: boolean;
  /** False when there were more services than were looked at, so that the number may be in one of the others. */
  readonly complete: boolean;
}

export interface TollFreeVerification {
  /** `PENDING_REVIEW`, `IN_REVIEW`, `TWILIO_APPROVED`, `TWILIO_REJECTED`. */
  readonly status: string;
  /** The provider's reasons for a rejection; empty where it gives none. */
  readonly reasons: readonly string[];
  /** Whether a rejected one may be edited and submitted again; null where the provider does not say. */
  readonly editable: boolean | null;
  /** Until when; ISO 8601, UTC. Null where the provider does not say. */
  readonly editableUntil: string | null;
}

/** Whether the account may send to a country. */
export interface CountryPermission {
  readonly enabled: boolean;
  /** What the provider adds, such as `High Risk Country`; empty where it adds nothing. */
  readonly note: string;
}

/** Where the Primary Compliance Profile stands; `none`: the provider shows no such profile. */
export type ProfileState = 'approved' | 'in-review' | 'rejected' | 'draft' | 'none';

/** What the environment says to other programs: variables that they prefer to anything that is saved. Absent: not set. */
export interface Ambient {
  readonly accountSid?: string;
  readonly apiKeySid?: string;
  readonly authToken?: Secret;
  readonly apiKeySecret?: Secret;
  readonly region?: string;
  readonly edge?: string;
}

/** What can be told without asking anybody. */
export interface SavedFacts {
  readonly settings: Settings;
  readonly now: Date;
}

/**
 * What checks look at. Each fact is looked up at most once a run, on first use; a plain object satisfies this in a test.
 * Those of the secret store and the provider reject with `SecretStoreError` or `ProviderError` when they cannot be had.
 */
export interface Facts extends SavedFacts {
  /** The active credential. Rejects when nothing is saved, too: a check that uses it needs `credentials.saved`. */
  readonly credential: () => Promise<Credential>;
  /** Resolves when the provider accepts the credential for this account. The one request that every kind of key may make. */
  readonly acceptance: () => Promise<void>;
  /** Refused to Standard and Restricted API keys (`rejected`), which is no fault of theirs. */
  readonly account: () => Promise<Account>;
  /** Null: this account has none of its own, as a subaccount. */
  readonly balance: () => Promise<Balance | null>;
  readonly profile: () => Promise<ProfileState>;
  /** The saved sender as this account holds it, matched exactly; null: the account does not hold it. */
  readonly ownedSender: () => Promise<OwnedSender | null>;
  /** The SID of the parent or subaccount that holds the saved number; null: none that these credentials may look into. */
  readonly holder: () => Promise<string | null>;
  /** The state of the order to bring the saved number over from its carrier; null: there is none. */
  readonly hostedOrder: () => Promise<string | null>;
  /** The saved Messaging Service; null: this account has no such service. */
  readonly service: () => Promise<MessagingService | null>;
  /** Whether the saved service's pool holds the saved sender. */
  readonly pooled: () => Promise<boolean>;
  /** For a US long code that the account holds. */
  readonly registration: () => Promise<LongCodeRegistration>;
  /** For a toll-free number that the account holds; null: verification was never asked for. */
  readonly tollFree: () => Promise<TollFreeVerification | null>;
  /** By country, for those that the contact check found; a country that the provider does not speak of is missing. */
  readonly geoPermissions: () => Promise<ReadonlyMap<string, CountryPermission>>;
  /** True when what signs in is an API key of another account: of the parent, whose Main key acts on its subaccounts, too. */
  readonly foreignKey: () => Promise<boolean>;
  readonly ambient: Ambient;
}
