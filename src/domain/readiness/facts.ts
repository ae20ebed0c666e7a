import type { Configuration } from '../application/configuration.ts';
import type { CountryPrices } from '../prices/country-prices.ts';
import type { ProviderError } from '../provider-error.ts';
import type { Credential } from '../settings/credential.ts';
import type { Settings } from '../settings/settings.ts';
import type { Secret } from '../text/secret.ts';

export interface Account {
  readonly sid: string;
  readonly name: string;
  /** `active`, `suspended`, `closed`, or another value of the provider, in lower case. */
  readonly status: string;
  /** `Trial`, `Full`, or another value of the provider. May be empty. */
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
  /** Null: the provider does not say, as for short codes. */
  readonly smsCapable: boolean | null;
  /** Where the provider sends incoming messages of this sender. */
  readonly inbound: Webhook;
}

/**
 * The kind of a webhook's address. Never the address, which may hold credentials:
 * `none` not set; `application` an application of the account answers; `https` a public address over TLS; `http` a
 * public address without TLS; `local` an address that the provider cannot reach, such as localhost or a private network;
 * `demo` the provider's demonstration, the default of a new number; `invalid` no web address.
 */
export type Webhook = 'none' | 'application' | 'https' | 'http' | 'local' | 'demo' | 'invalid';

/** Why the provider or a carrier refused something. */
export interface Refusal {
  /** The provider's error code. Null: none. */
  readonly code: number | null;
  /** The provider's text. May be empty. */
  readonly text: string;
  /** The fields that the provider names. */
  readonly fields: readonly string[];
}

export interface Balance {
  /** A decimal number as the provider writes it, such as `0.05`; may be negative. */
  readonly amount: string;
  /** ISO 4217. */
  readonly currency: string;
}

export interface MessagingService {
  readonly sid: string;
  readonly name: string;
  /** Where incoming messages of its senders go: `number` to each number's own webhook, otherwise to that of the service. */
  readonly inbound: 'number' | Webhook;
  /** The provider's hint that it has an A2P campaign. */
  readonly registered: boolean;
}

/** An A2P 10DLC campaign of a Messaging Service. */
export interface Campaign {
  /** In upper case: `VERIFIED`, `IN_PROGRESS`, `PENDING`, `FAILED`, `SUSPENDED`, … */
  readonly status: string;
  /** A test registration, which registers nothing. */
  readonly mock: boolean;
  /** Null: the provider names none. */
  readonly brandSid: string | null;
  /** Why it was refused. */
  readonly errors: readonly Refusal[];
}

export interface Brand {
  /** `PENDING`, `APPROVED`, `FAILED`, `IN_REVIEW`, `SUSPENDED`, … */
  readonly status: string;
  readonly mock: boolean;
  /** `STANDARD`, `SOLE_PROPRIETOR`, …; may be empty. */
  readonly type: string;
  /** Why it was refused. */
  readonly errors: readonly Refusal[];
}

/** The Messaging Service that holds a sender. */
export interface HoldingService {
  /** Null: none was found. */
  readonly service: MessagingService | null;
  /** False: smsctl did not read all services, so that another one may hold the sender. */
  readonly complete: boolean;
}

/** The A2P 10DLC registration of a US long code. */
export interface LongCodeRegistration {
  /** The campaigns of the service that holds the number, with their brands. Null: the brand cannot be read. */
  readonly campaigns: readonly (Campaign & { readonly brand: Brand | null })[];
  /** Whether a Messaging Service was found that holds the number. */
  readonly pooled: boolean;
  /** False: smsctl did not read all services, so that another one may hold the number. */
  readonly complete: boolean;
  /** How many phone numbers that service holds. Null: unknown. */
  readonly numbers: number | null;
}

export interface TollFreeVerification {
  /** In upper case: `PENDING_REVIEW`, `IN_REVIEW`, `TWILIO_APPROVED`, `TWILIO_REJECTED`, … */
  readonly status: string;
  /** The provider's reasons for a rejection. May be empty. */
  readonly reasons: readonly Refusal[];
  /** Whether a rejected one may be edited and submitted again. Null: the provider does not say. */
  readonly editable: boolean | null;
  /** Until when; ISO 8601, UTC. Null: the provider does not say. */
  readonly editableUntil: string | null;
}

/** Whether the account may send to a country. */
export interface CountryPermission {
  readonly enabled: boolean;
  /** The provider's note, such as `High Risk Country`. May be empty. */
  readonly note: string;
}

/**
 * The state of the Primary Compliance Profile, of a business or an individual; `none`: the provider lists no such profile;
 * `other`: the provider lists profiles in states that smsctl does not know.
 */
export type ProfileState = 'approved' | 'in-review' | 'rejected' | 'draft' | 'none' | 'other';

/** Whether a Messaging Service may use an alphanumeric sender ID, and for which countries (ISO 3166-1 alpha-2). */
export interface PoolMembership {
  readonly holds: boolean;
  /** Null: for all countries. */
  readonly countries: readonly string[] | null;
}

/** The outcome of a message of the saved sender, without its text and recipient. */
export interface Delivery {
  /** When it was sent, or created if it was never sent; ISO 8601, UTC. */
  readonly at: string;
  /** `refused`: the provider or a carrier did not deliver it. Messages without a final state are left out. */
  readonly outcome: 'delivered' | 'refused';
  /** The provider's error code. Null: none. */
  readonly code: number | null;
  /** The recipient's country, ISO 3166-1 alpha-2. Null: unknown. */
  readonly country: string | null;
  /** A number per recipient, to tell recipients apart within one list of deliveries. */
  readonly recipient: number;
  /** Whether the recipient is a verified caller ID of the account. Null: unknown. */
  readonly verified: boolean | null;
}

/** Credentials in environment variables, which other programs use. Absent: not set. */
export interface Ambient {
  readonly accountSid?: string;
  readonly apiKeySid?: string;
  readonly authToken?: Secret;
  readonly apiKeySecret?: Secret;
  readonly region?: string;
  readonly edge?: string;
}

/** The configuration of an application, which is verified instead of an organization. Nothing is saved for it. */
export interface ApplicationFacts {
  readonly configuration: Configuration;
  /** As `Facts.acceptance`, for the credential of the other method. Resolves if only one method is set. */
  readonly otherAcceptance: () => Promise<void>;
  /** How many phone numbers the Messaging Service holds. */
  readonly poolSize: () => Promise<number>;
}

/** Facts that need neither the secret store nor the provider. */
export interface SavedFacts {
  /** Absent: an organization is verified. */
  readonly application?: ApplicationFacts;
  readonly settings: Settings;
  readonly now: Date;
  /** Recorded deliveries of the saved sender, newest first. */
  readonly recorded: readonly Delivery[];
}

/**
 * The input of checks. A run reads each fact at most once, on first use. Facts of the secret store and the provider reject with
 * `SecretStoreError` or `ProviderError` if they cannot be read.
 */
export interface Facts extends SavedFacts {
  /** The active credential. Rejects if none is saved: checks that use it depend on `credentials.saved`. */
  readonly credential: () => Promise<Credential>;
  /** Resolves if the provider accepts the credential for this account. Every kind of key may make this request. */
  readonly acceptance: () => Promise<void>;
  /** Standard and Restricted API keys may not read it (`rejected`). */
  readonly account: () => Promise<Account>;
  /** Null: this account has none of its own, like a subaccount. */
  readonly balance: () => Promise<Balance | null>;
  readonly profile: () => Promise<ProfileState>;
  /** The saved sender as this account holds it, matched exactly; null: the account does not hold it. */
  readonly ownedSender: () => Promise<OwnedSender | null>;
  /** The SID of the parent or subaccount that holds the saved number; null: none that these credentials may read. */
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
  /** For a toll-free number that the account holds. Null: no verification was requested. */
  readonly tollFree: () => Promise<TollFreeVerification | null>;
  /** How many recipients are verified; a trial account sends to these only. */
  readonly verifiedRecipients: () => Promise<number>;
  /**
   * The saved sender's messages of the last 30 days, from the newest 100 and from the record; newest first. Never
   * rejects: leaves out what these credentials may not read.
   */
  readonly deliveries: () => Promise<readonly Delivery[]>;
  /** The error of a provider host that says the account is suspended. Null: no host that this setup uses says so. */
  readonly suspension: () => Promise<ProviderError | null>;
  /** By country, for the countries of the contacts. Lacks countries that the provider does not list. */
  readonly geoPermissions: () => Promise<ReadonlyMap<string, CountryPermission>>;
  /**
   * What a message to the countries of the contacts costs: as far as it was read within a day, and for the three countries
   * with most contacts. Null: the provider names no prices for a country.
   */
  readonly prices: () => Promise<ReadonlyMap<string, CountryPrices | null>>;
  /** True if the API key in use belongs to the parent account, whose Main keys may use its subaccounts. */
  readonly isParentsKey: () => Promise<boolean>;
  readonly ambient: Ambient;
}
