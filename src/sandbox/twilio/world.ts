import { type Answer, errorAnswer, json } from './answer.ts';
import type { profilePolicies } from './profile-policies.ts';
import { table } from './routes.ts';

/** An account or subaccount. A subaccount's `ownerSid` is its parent's SID; a main account's is its own. */
export interface SandboxAccount {
  readonly sid: string;
  readonly authToken: string;
  readonly name: string;
  /** `active`, `suspended` or `closed`; another word is one that Twilio might add. */
  readonly status: string;
  /** `Trial` or `Full`; another word is one that Twilio might add. */
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
  /** What it was called when it was made. */
  readonly name?: string;
  /** Beginnings of paths behind the account (`Messages`, `/v1/Services`) that a Restricted key may not read. */
  readonly barred?: readonly string[];
}

/** A pair that is known as test credentials and may read nothing. */
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
  /** Where replies go; null: nowhere. */
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
  /** Where replies go; null: nowhere. */
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
  /** Where replies go; null: nowhere. */
  readonly inboundUrl: string | null;
  /** True: each number's own webhook counts instead. */
  readonly inboundOnNumber: boolean;
  /** What is in its sender pool: SIDs of phone numbers and short codes. */
  readonly pool: readonly string[];
  readonly alphaSenders: readonly string[];
  /** Sender IDs for single countries. */
  readonly destinationSenders?: readonly { readonly sender: string; readonly country: string }[];
}

/** A brand that registers for A2P 10DLC. */
export interface SandboxBrand {
  readonly sid: string;
  readonly accountSid: string;
  /** `PENDING`, `APPROVED`, `FAILED`, `IN_REVIEW`, `SUSPENDED`, …; another word is one that Twilio might add. */
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
  /** `PENDING`, `IN_PROGRESS`, `VERIFIED`, `FAILED`, `SUSPENDED`; another word is one that Twilio might add. */
  readonly status: string;
  readonly mock: boolean;
  readonly errors: readonly SandboxRefusal[];
}

export interface SandboxTollFreeVerification {
  readonly sid: string;
  readonly accountSid: string;
  readonly numberSid: string;
  readonly number: string;
  /** `PENDING_REVIEW`, `IN_REVIEW`, `TWILIO_APPROVED`, `TWILIO_REJECTED`; another word is one that Twilio might add. */
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
  /** `draft`, `pending-review`, `in-review`, `twilio-rejected`, `twilio-approved`; another word is one that Twilio might add. */
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

/** What becomes of a message to a number; without an entry it is delivered. */
interface SandboxFate {
  readonly to: string;
  /** Each time that somebody asks, the next one; the last one stays. */
  readonly statuses: readonly ('queued' | 'sending' | 'sent' | 'delivered' | 'undelivered' | 'failed')[];
  readonly errorCode: number | null;
}

export interface SandboxMessage {
  readonly sid: string;
  readonly accountSid: string;
  readonly from: string | null;
  readonly serviceSid: string | null;
  readonly to: string;
  readonly body: string;
  /** What is still to come, the present status first. */
  readonly statuses: SandboxFate['statuses'];
  readonly errorCode: number | null;
  /** When it was made, ISO 8601, UTC. */
  readonly at: string;
  /** Absent: `outbound-api`. */
  readonly direction?: 'inbound' | 'outbound-api';
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
  /** A method and a path, in which `{…}` stands for one segment: `GET /2010-04-01/Accounts/{Sid}.json`; `*` is every request. */
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
  readonly fates: readonly SandboxFate[];
  readonly messages: readonly SandboxMessage[];
  readonly faults: readonly Fault[];
}

export interface SandboxRequest {
  readonly method: string;
  /** Path and query, as in the request line. */
  readonly path: string;
  /** The Authorization header's value. */
  readonly authorization?: string;
  /** The form of a POST. */
  readonly form?: string;
  /** When it came, ISO 8601, UTC; absent: at the beginning of 2026. */
  readonly at?: string;
}

export interface SandboxResponse {
  /** Milliseconds to wait before answering. */
  readonly delayMs: number;
  /** An answer; `hang`: never answer; `reset`: cut the connection. */
  readonly answer: Answer | 'hang' | 'reset';
}

/** Who is asking, once the credentials are known to be right. */
export type Actor =
  | {
      readonly kind: 'account' | 'main' | 'standard' | 'restricted';
      readonly accountSid: string;
      readonly barred?: readonly string[];
    }
  | { readonly kind: 'test' };

/** True for those that may read accounts: Auth Tokens and Main keys. */
const readsAccounts = ({ kind }: Actor): boolean => kind === 'account' || kind === 'main';

const invalidUsername = errorAnswer(401, 20003, 'Authentication Error - invalid username');
const wrongPair = errorAnswer(401, 20003, 'Authenticate', 'Your AccountSid or AuthToken was incorrect.');
/** What a Restricted key without the permission gets: https://www.twilio.com/docs/api/errors/70051 */
const noPermission = errorAnswer(401, 70051, "Authorization Error: actor doesn't have any assertions");

/** What the sandbox answers, as `METHOD path` with Twilio's own names in braces. */
export const routes: readonly string[] = table.map(({ on }) => on);

/** The segments in braces, when the method and path fit. */
function fit(on: string, method: string, pathname: string): readonly string[] | undefined {
  const pattern = on.replaceAll('.', '\\.').replace(/\{\w+\}/g, '([^/]+?)');
  return new RegExp(`^${pattern}$`).exec(`${method} ${pathname}`)?.slice(1);
}

/** The request's answer, and the world after it. */
export function handle(
  world: World,
  request: SandboxRequest,
): { readonly response: SandboxResponse; readonly next: World } {
  const url = new URL(request.path, 'http://sandbox.invalid');
  const index = world.faults.findIndex(
    ({ on, times }) => times !== 0 && (on === '*' || fit(on, request.method, url.pathname) !== undefined),
  );
  const fault = world.faults[index];
  const respond = fault?.respond;
  const after = fault?.times === undefined ? world : withFault(world, index, { ...fault, times: fault.times - 1 });
  const delayMs = fault?.delayMs ?? 0;
  if (respond !== undefined) return { response: { delayMs, answer: faultAnswer(respond) }, next: after };
  const { answer, next } = usualAnswer(after, request, url);
  return { response: { delayMs, answer }, next };
}

const withFault = (world: World, index: number, fault: Fault): World => ({
  ...world,
  faults: world.faults.with(index, fault),
});

function faultAnswer(respond: FaultResponse): Answer | 'hang' | 'reset' {
  if (typeof respond === 'string') return respond;
  const { status, headers = {}, body } = respond;
  const answer =
    body === undefined
      ? errorAnswer(status, 20000 + status, 'A fault that this sandbox was told to show')
      : typeof body === 'string'
        ? { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body }
        : json(status, body);
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

interface Outcome {
  readonly answer: Answer;
  readonly next: World;
}

function usualAnswer(world: World, request: SandboxRequest, url: URL): Outcome {
  const { method, authorization, form = '', at = '2026-01-01T09:00:00.000Z' } = request;
  const refuse = (answer: Answer): Outcome => ({ answer, next: world });
  const actor = authenticate(world, authorization);
  if ('status' in actor) return refuse(actor);
  const route = table
    .map((each) => ({ each, segments: fit(each.on, method, url.pathname) }))
    .find(({ segments }) => segments !== undefined);
  if (actor.kind === 'test') {
    return refuse(errorAnswer(403, 20008, 'Resource not accessible with Test Account Credentials'));
  }
  if (route?.segments === undefined) {
    return refuse(method === 'GET' ? notFound(url) : errorAnswer(405, 20004, 'Method not allowed'));
  }
  const inPath = url.pathname.startsWith('/2010-04-01/Accounts/');
  const account = authorize(world, actor, inPath ? (route.segments[0] ?? '') : actor.accountSid, url);
  if ('body' in account) return refuse(account);
  const place = url.pathname.replace(/^\/2010-04-01\/Accounts\/\w+\//, '');
  if (actor.barred?.some((beginning) => place.startsWith(beginning))) return refuse(noPermission);
  const segments = inPath ? route.segments.slice(1) : route.segments;
  const outcome = route.each.answer({ world, actor, account, url, segments, at, form: new URLSearchParams(form) });
  if (outcome === undefined) return refuse(notFound(url));
  return 'next' in outcome ? outcome : refuse(outcome);
}

const notFound = (url: URL): Answer => errorAnswer(404, 20404, `The requested resource ${url.pathname} was not found`);

/** Basic authentication: an Account SID with its Auth Token, or an API key's SID with its secret. */
function authenticate(world: World, authorization: string | undefined): Actor | Answer {
  const pair = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1];
  if (pair === undefined) return errorAnswer(401, 20003, 'Authentication Error - No credentials provided');
  const [user = '', ...rest] = Buffer.from(pair, 'base64').toString().split(':');
  const known: readonly (readonly [user: string, password: string, actor: Actor])[] = [
    ...world.accounts.map(({ sid, authToken }) => [sid, authToken, { kind: 'account', accountSid: sid }] as const),
    ...world.apiKeys.map(({ sid, secret, name: _, ...actor }) => [sid, secret, actor] as const),
    ...world.testCredentials.map(({ accountSid, authToken }) => [accountSid, authToken, { kind: 'test' }] as const),
  ];
  const candidates = known.filter(([name]) => name === user);
  if (candidates.length === 0) return invalidUsername;
  return candidates.find(([, password]) => password === rest.join(':'))?.[2] ?? wrongPair;
}

/**
 * The account that the path names, when this actor may act on it: its own, and its subaccounts' with the Auth Token or a
 * Main key (https://www.twilio.com/docs/iam/api/subaccounts).
 */
function authorize(
  world: World,
  actor: Exclude<Actor, { kind: 'test' }>,
  accountSid: string,
  url: URL,
): SandboxAccount | Answer {
  const account = world.accounts.find(({ sid }) => sid === accountSid);
  if (account === undefined) return notFound(url);
  const isOwn = account.sid === actor.accountSid;
  const isChild = readsAccounts(actor) && account.ownerSid === actor.accountSid;
  if (!isOwn && !isChild) return wrongPair;
  // What Twilio answers to a suspended account's own credentials is not documented; 20005 is one of the codes that say so.
  const self = world.accounts.find(({ sid }) => sid === actor.accountSid);
  const isInactive = self?.status === 'suspended' || self?.status === 'closed';
  return isInactive ? errorAnswer(403, 20005, 'Account not active') : account;
}
