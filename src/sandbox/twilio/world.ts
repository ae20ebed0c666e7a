import type { profilePolicies } from './profile-policies.ts';

/** An account or subaccount. A subaccount's `ownerSid` is its parent's SID; a main account's is its own. */
export interface SandboxAccount {
  readonly sid: string;
  readonly authToken: string;
  readonly name: string;
  /** `active`, `suspended` or `closed`; others are states that Twilio might add. */
  readonly status: string;
  /** `Trial` or `Full`; others are states that Twilio might add. */
  readonly type: string;
  readonly ownerSid: string;
  /** ISO 4217; absent: US dollars. */
  readonly currency?: string;
  /** A decimal number, as text. Only main accounts have one: https://www.twilio.com/docs/usage/api/balance */
  readonly balance?: string;
}

export interface SandboxApiKey {
  readonly sid: string;
  readonly secret: string;
  readonly kind: 'main' | 'standard' | 'restricted';
  readonly accountSid: string;
  /** Its name from when it was created. */
  readonly name?: string;
  /** Beginnings of paths behind the account (`Messages`, `/v1/Services`) that a Restricted key may not read. */
  readonly barred?: readonly string[];
}

/** Test credentials, which may not read anything. */
interface SandboxTestCredentials {
  readonly accountSid: string;
  readonly authToken: string;
}

export interface SandboxPhoneNumber {
  readonly sid: string;
  /** E.164. */
  readonly number: string;
  readonly accountSid: string;
  readonly capabilities: {
    readonly sms: boolean;
    readonly mms: boolean;
    readonly voice: boolean;
    readonly fax: boolean;
  };
  /** The webhook for replies; null: none. */
  readonly inboundUrl: string | null;
  readonly origin: 'twilio' | 'hosted';
}

/** A recipient that was verified for a trial account. */
interface SandboxCallerId {
  readonly sid: string;
  readonly accountSid: string;
  /** E.164. */
  readonly number: string;
}

export interface SandboxShortCode {
  readonly sid: string;
  readonly digits: string;
  readonly accountSid: string;
  /** The webhook for replies; null: none. */
  readonly inboundUrl: string | null;
}

/** A number of another carrier that is being brought over. */
export interface SandboxHostedOrder {
  readonly sid: string;
  readonly accountSid: string;
  /** E.164. */
  readonly number: string;
  readonly status:
    | 'pending-loa'
    | 'pending-verification'
    | 'carrier-processing'
    | 'action-required'
    | 'failed'
    | 'completed';
}

export interface SandboxMessagingService {
  readonly sid: string;
  readonly accountSid: string;
  readonly name: string;
  /** The webhook for replies; null: none. */
  readonly inboundUrl: string | null;
  /** True if each number's own webhook is used instead. */
  readonly inboundOnNumber: boolean;
  /** Its sender pool: SIDs of phone numbers and short codes. */
  readonly pool: readonly string[];
  readonly alphaSenders: readonly string[];
  /** The hint that it has an A2P campaign. Absent: the hint is right. */
  readonly hintsCampaign?: boolean;
  /** Sender IDs for single countries. */
  readonly destinationSenders?: readonly { readonly sender: string; readonly country: string }[];
}

/** A brand that registers for A2P 10DLC. */
export interface SandboxBrand {
  readonly sid: string;
  readonly accountSid: string;
  /** `PENDING`, `APPROVED`, `FAILED`, `IN_REVIEW`, `SUSPENDED`, …; others are states that Twilio might add. */
  readonly status: string;
  readonly mock: boolean;
  /** Absent: `STANDARD`. */
  readonly type?: 'STANDARD' | 'SOLE_PROPRIETOR';
  readonly errors?: readonly SandboxRefusal[];
}

/** Why something was refused. */
export interface SandboxRefusal {
  readonly code: number;
  readonly text: string;
  readonly fields?: readonly string[];
}

/** A campaign that registers a Messaging Service for A2P 10DLC. */
export interface SandboxCampaign {
  readonly sid: string;
  readonly accountSid: string;
  readonly serviceSid: string;
  /** Null: the answer names none. */
  readonly brandSid: string | null;
  /** `PENDING`, `IN_PROGRESS`, `VERIFIED`, `FAILED`, `SUSPENDED`; others are states that Twilio might add. */
  readonly status: string;
  readonly mock: boolean;
  readonly errors: readonly SandboxRefusal[];
}

export interface SandboxTollFreeVerification {
  readonly sid: string;
  readonly accountSid: string;
  readonly numberSid: string;
  readonly number: string;
  /** `PENDING_REVIEW`, `IN_REVIEW`, `TWILIO_APPROVED`, `TWILIO_REJECTED`; others are states that Twilio might add. */
  readonly status: string;
  readonly rejectionReason: string | null;
  /** The code of the rejection; absent: 30485. */
  readonly rejectionCode?: number;
  /** Until when a rejected one may be edited, ISO 8601; absent: it may be edited, and nothing is said of a time. */
  readonly editableUntil?: string;
}

/** A compliance profile. */
export interface SandboxProfile {
  readonly sid: string;
  readonly accountSid: string;
  /**
   * `draft`, `pending-review`, `in-review`, `twilio-rejected`, `twilio-approved`; others are states that Twilio might add.
   */
  readonly status: string;
  /** Absent: `primary-business`. */
  readonly policy?: keyof typeof profilePolicies;
}

/** Whether messages may go to a country; one that is not named is left out of the answer, as Twilio does. */
export interface SandboxGeoPermission {
  readonly accountSid: string;
  readonly country: string;
  readonly enabled: boolean;
  /** What Twilio adds, such as `High Risk Country`. */
  readonly note?: string;
}

/** What a message to a country costs, on each of its networks. */
export interface SandboxPrices {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** ISO 4217, in the case in which Twilio answers. */
  readonly currency: string;
  readonly networks: readonly {
    readonly carrier: string;
    readonly mcc: string;
    readonly mnc: string;
    /** By kind of sender, as decimal numbers. */
    readonly prices: readonly (readonly [kind: string, price: string])[];
  }[];
}

/** The states of a message to a number. A number without an entry gets its messages. */
interface SandboxFate {
  readonly to: string;
  /** Every request advances to the next one. The last one stays. */
  readonly statuses: readonly SandboxStatus[];
  readonly errorCode: number | null;
}

type SandboxStatus =
  | ('queued' | 'sending' | 'sent' | 'delivered' | 'undelivered' | 'failed')
  | ('accepted' | 'scheduled' | 'canceled' | 'receiving' | 'received' | 'read' | 'partially_delivered');

export interface SandboxMessage {
  readonly sid: string;
  readonly accountSid: string;
  readonly from: string | null;
  readonly serviceSid: string | null;
  readonly to: string;
  readonly body: string;
  /** The current status and those to come. */
  readonly statuses: SandboxFate['statuses'];
  readonly errorCode: number | null;
  /** When it was made, ISO 8601, UTC. */
  readonly at: string;
  /** Absent: `outbound-api`. */
  readonly direction?: 'inbound' | 'outbound-api' | 'outbound-call' | 'outbound-reply';
  /** When it was sent, ISO 8601; null: never. Absent: at once, but null while it is queued and if it failed. */
  readonly sentAt?: string | null;
  /** ISO 8601. Absent: `at`. */
  readonly updatedAt?: string;
  /** A negative decimal number, as text. Absent: Twilio has not priced it yet. */
  readonly price?: string;
  /** Absent: `USD`. */
  readonly currency?: string;
  /** Absent: 1. */
  readonly segments?: number;
}

/** Messages that are made when they are listed, newest first, so that a world can have millions of them. */
interface SandboxMessageLog {
  readonly count: number;
  readonly messageAt: (index: number) => SandboxMessage;
  /** Undefined: the log has no message with this SID. */
  readonly indexOf: (sid: string) => number | undefined;
}

/** What Twilio's debugger shows: a failed webhook, or a request that was refused. */
export interface SandboxAlert {
  readonly sid: string;
  readonly accountSid: string;
  /** An error code, as text. */
  readonly code: string;
  /** `error`, `warning`, `notice` or `debug`. */
  readonly level: string;
  /** Parameters of a URL, or prose. */
  readonly text: string;
  /** Twilio's request to a webhook, or the application's to Twilio. */
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** The message; null: none, as for a refused request. */
  readonly resourceSid: string | null;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/**
 * What a fault answers with: an answer of any kind (without `body`, Twilio's own error body for that status), no answer at
 * all, or a connection that is cut.
 */
export type FaultResponse =
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** A text is sent as it is, as HTML; anything else as JSON. */
      readonly body?: unknown;
    }
  | 'hang'
  | 'reset';

/** Something that goes wrong, as data. The first fault that fits a request meets it, before anything else is looked at. */
export interface Fault {
  /**
   * A method and a path, in which `{…}` stands for one segment: `GET /2010-04-01/Accounts/{Sid}.json`; `*` is every request.
   */
  readonly on: string;
  /** How many requests it meets; absent: all. */
  readonly times?: number;
  /** Milliseconds that pass before the answer. */
  readonly delayMs?: number;
  /** Absent: the answer is the usual one, only late. */
  readonly respond?: FaultResponse;
}

/** Everything that the sandbox knows. Never changed: a request leads to a next world. */
export interface World {
  readonly accounts: readonly SandboxAccount[];
  readonly apiKeys: readonly SandboxApiKey[];
  readonly testCredentials: readonly SandboxTestCredentials[];
  readonly phoneNumbers: readonly SandboxPhoneNumber[];
  readonly shortCodes: readonly SandboxShortCode[];
  readonly callerIds: readonly SandboxCallerId[];
  readonly hostedOrders: readonly SandboxHostedOrder[];
  readonly services: readonly SandboxMessagingService[];
  readonly campaigns: readonly SandboxCampaign[];
  readonly brands: readonly SandboxBrand[];
  readonly tollFreeVerifications: readonly SandboxTollFreeVerification[];
  readonly profiles: readonly SandboxProfile[];
  readonly geoPermissions: readonly SandboxGeoPermission[];
  readonly prices: readonly SandboxPrices[];
  readonly fates: readonly SandboxFate[];
  readonly messages: readonly SandboxMessage[];
  /** Older messages of the main account. Absent: none. */
  readonly messageLog?: SandboxMessageLog;
  readonly alerts: readonly SandboxAlert[];
  readonly faults: readonly Fault[];
}
