import type { ProviderError } from '../provider-error.ts';
import type { Credential } from '../settings/credential.ts';
import type { Settings } from '../settings/settings.ts';
import type { Secret } from '../text/secret.ts';

/** The account behind a credential, as far as the provider tells. */
export interface Account {
  readonly sid: string;
  readonly name: string;
  /** `active`, `suspended`, `closed`, or another word of the provider's, in lower case. */
  readonly status: string;
  /** `Trial`, `Full`, or another word of the provider's; empty where it gives none. */
  readonly type: string;
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
  /** Where the provider sends replies to this sender. */
  readonly inbound: Webhook;
}

/**
 * What is known of a webhook's address, without the address, which may hold credentials:
 * `none` there is none; `application` an application of the account answers; `https` a public address over TLS; `http` a
 * public address without TLS; `local` an address that the provider cannot reach, such as localhost or a private network;
 * `demo` the provider's own demonstration, which a new number has; `invalid` no address of the web.
 */
export type Webhook = 'none' | 'application' | 'https' | 'http' | 'local' | 'demo' | 'invalid';

/** Why the provider or a carrier refused something. */
export interface Refusal {
  /** The provider's error code; null where it gives none. */
  readonly code: number | null;
  /** In the provider's words; may be empty. */
  readonly text: string;
  /** The fields that it names. */
  readonly fields: readonly string[];
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
  /** Where replies to its senders go: `number` to each number's own webhook, otherwise to the service's. */
  readonly inbound: 'number' | Webhook;
  /** The provider's hint that it has an A2P campaign. */
  readonly registered: boolean;
}

/** An A2P 10DLC campaign of a Messaging Service. */
export interface Campaign {
  /** In upper case: `VERIFIED`, `IN_PROGRESS`, `PENDING`, `FAILED`, `SUSPENDED`, … */
  readonly status: string;
  /** A trial run of a registration: it registers nothing. */
  readonly mock: boolean;
  /** Null where the provider names none. */
  readonly brandSid: string | null;
  /** Why it was refused. */
  readonly errors: readonly Refusal[];
}

export interface Brand {
  /** `PENDING`, `APPROVED`, `FAILED`, `IN_REVIEW`, `SUSPENDED`, … */
  readonly status: string;
  readonly mock: boolean;
  /** `STANDARD`, `SOLE_PROPRIETOR`, …; empty where the provider does not say. */
  readonly type: string;
  /** Why it was refused. */
  readonly errors: readonly Refusal[];
}

/** The Messaging Service that holds a sender. */
export interface HoldingService {
  /** Null: none was found. */
  readonly service: MessagingService | null;
  /** False when there were more services than were looked through, so that another one may hold the sender. */
  readonly complete: boolean;
}

/** What is known of a US long code's A2P 10DLC registration. */
export interface LongCodeRegistration {
  /** The campaigns of the service that holds the number, each with its brand; null where the brand could not be read. */
  readonly campaigns: readonly (Campaign & { readonly brand: Brand | null })[];
  /** Whether a Messaging Service was found that holds the number. */
  readonly pooled: boolean;
  /** False when there were more services than were looked at, so that the number may be in one of the others. */
  readonly complete: boolean;
  /** How many phone numbers that service holds; null where it was not asked or could not be read. */
  readonly numbers: number | null;
}

export interface TollFreeVerification {
  /** In upper case: `PENDING_REVIEW`, `IN_REVIEW`, `TWILIO_APPROVED`, `TWILIO_REJECTED`, … */
  readonly status: string;
  /** The provider's reasons for a rejection; empty where it gives none. */
  readonly reasons: readonly Refusal[];
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

/**
 * The state of the Primary Compliance Profile, of a business or an individual; `none`: the provider shows no such profile;
 * `other`: it shows profiles, in states that smsctl does not know.
 */
export type ProfileState = 'approved' | 'in-review' | 'rejected' | 'draft' | 'none' | 'other';

/** Whether a Messaging Service may use an alphanumeric sender ID, and for which countries (ISO 3166-1 alpha-2). */
export interface PoolMembership {
  readonly holds: boolean;
  /** Null: for all countries. */
  readonly countries: readonly string[] | null;
}

/** What became of one message of the saved sender. The text and the recipient stay with the provider. */
export interface Delivery {
  /** When it was sent, or created if it was never sent; ISO 8601, UTC. */
  readonly at: string;
  /** `refused`: the provider or a carrier did not deliver it. Messages without a final state are left out. */
  readonly outcome: 'delivered' | 'refused';
  /** The provider's error code; null where it gives none. */
  readonly code: number | null;
  /** The recipient's country, ISO 3166-1 alpha-2; null where it cannot be told. */
  readonly country: string | null;
  /** Tells the recipients of one reading apart: the same recipient has the same number. */
  readonly recipient: number;
  /** Whether the recipient is a verified caller ID of the account; null where that could not be read. */
  readonly verified: boolean | null;
}

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
  /** What became of the saved sender's messages, as it was recorded; newest first. */
  readonly recorded: readonly Delivery[];
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
  readonly pooled: () => Promise<PoolMembership>;
  /** The service that holds the saved number or short code: the saved one, or else one that was found. */
  readonly holdingService: () => Promise<HoldingService>;
  /** For a US long code that the account holds. */
  readonly registration: () => Promise<LongCodeRegistration>;
  /** For a toll-free number that the account holds; null: verification was never asked for. */
  readonly tollFree: () => Promise<TollFreeVerification | null>;
  /** How many recipients were verified for the account; a trial account sends to these alone. */
  readonly verifiedRecipients: () => Promise<number>;
  /**
   * The saved sender's messages of the last 30 days, from the newest 100 and from what was recorded; newest first. Never
   * rejects: what these credentials may not read is left out.
   */
  readonly deliveries: () => Promise<readonly Delivery[]>;
  /** What any of the provider's hosts says of a suspended account; null: none of those that this setup needs. */
  readonly suspension: () => Promise<ProviderError | null>;
  /** By country, for those that the contact check found; a country that the provider does not speak of is missing. */
  readonly geoPermissions: () => Promise<ReadonlyMap<string, CountryPermission>>;
  /** True when what signs in is an API key of another account: of the parent, whose Main key acts on its subaccounts, too. */
  readonly foreignKey: () => Promise<boolean>;
  readonly ambient: Ambient;
}
