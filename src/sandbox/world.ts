import { type Answer, errorAnswer, json } from './answer.ts';
import { accountBody, listBody, phoneNumberBody, shortCodeBody } from './resources.ts';

/** An account or subaccount. A subaccount's `ownerSid` is its parent's SID; a main account's is its own. */
export interface SandboxAccount {
  readonly sid: string;
  readonly authToken: string;
  readonly name: string;
  readonly status: 'active' | 'suspended' | 'closed';
  readonly type: 'Trial' | 'Full';
  readonly ownerSid: string;
}

interface SandboxApiKey {
  readonly sid: string;
  readonly secret: string;
  readonly kind: 'main' | 'standard' | 'restricted';
  readonly accountSid: string;
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
}

export interface SandboxShortCode {
  readonly sid: string;
  readonly digits: string;
  readonly accountSid: string;
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
  readonly faults: readonly Fault[];
}

export interface SandboxRequest {
  readonly method: string;
  /** Path and query, as in the request line. */
  readonly path: string;
  /** The Authorization header's value. */
  readonly authorization?: string;
}

export interface SandboxResponse {
  /** Milliseconds to wait before answering. */
  readonly delayMs: number;
  /** An answer; `hang`: never answer; `reset`: cut the connection. */
  readonly answer: Answer | 'hang' | 'reset';
}

/** Who is asking, once the credentials are known to be right. */
type Actor =
  | { readonly kind: 'account' | 'main' | 'standard' | 'restricted'; readonly accountSid: string }
  | { readonly kind: 'test' };

interface Visit {
  readonly world: World;
  readonly actor: Actor;
  readonly account: SandboxAccount;
  readonly url: URL;
}

interface Route {
  /** Method and path, as Twilio's OpenAPI definitions write it; the first `{…}` is the account. */
  readonly on: string;
  readonly answer: (visit: Visit) => Answer;
}

const isNotKeyed = ({ kind }: Actor): boolean => kind === 'account' || kind === 'main';

// Standard and Restricted keys get this answer although they are good: https://www.twilio.com/docs/iam/api-keys/key-resource-v1
const invalidUsername = errorAnswer(401, 20003, 'Authentication Error - invalid username');
const wrongPair = errorAnswer(401, 20003, 'Authenticate', 'Your AccountSid or AuthToken was incorrect.');

/** A filter as Twilio reads it: part of the number is enough, and `*` stands for one digit. */
function matches(text: string, filter: string | null): boolean {
  if (filter === null) return true;
  const pattern = filter.replace(/[^\d*+]/g, '').replace(/[+]/g, '\\+');
  return new RegExp(pattern.replaceAll('*', '\\d')).test(text);
}

const table: readonly Route[] = [
  {
    on: 'GET /2010-04-01/Accounts/{Sid}.json',
    answer: ({ actor, account }) => (isNotKeyed(actor) ? json(200, accountBody(account)) : invalidUsername),
  },
  {
    on: 'GET /2010-04-01/Accounts/{AccountSid}/Messages.json',
    answer: ({ url }) => json(200, listBody('messages', [], url)),
  },
  {
    on: 'GET /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers.json',
    answer: ({ world, account, url }) => {
      const filter = url.searchParams.get('PhoneNumber');
      const found = world.phoneNumbers.filter((row) => row.accountSid === account.sid && matches(row.number, filter));
      return json(200, listBody('incoming_phone_numbers', found.map(phoneNumberBody), url));
    },
  },
  {
    on: 'GET /2010-04-01/Accounts/{AccountSid}/SMS/ShortCodes.json',
    answer: ({ world, account, url }) => {
      const filter = url.searchParams.get('ShortCode');
      const found = world.shortCodes.filter((row) => row.accountSid === account.sid && matches(row.digits, filter));
      return json(200, listBody('short_codes', found.map(shortCodeBody), url));
    },
  },
];

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
  return {
    response: {
      delayMs: fault?.delayMs ?? 0,
      answer: respond === undefined ? usualAnswer(world, request, url) : faultAnswer(respond),
    },
    next: fault?.times === undefined ? world : withFault(world, index, { ...fault, times: fault.times - 1 }),
  };
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

function usualAnswer(world: World, { method, authorization }: SandboxRequest, url: URL): Answer {
  const actor = authenticate(world, authorization);
  if ('status' in actor) return actor;
  if (method !== 'GET') return errorAnswer(405, 20004, 'Method not allowed');
  if (actor.kind === 'test') return errorAnswer(403, 20008, 'Resource not accessible with Test Account Credentials');
  for (const { on, answer } of table) {
    const segments = fit(on, method, url.pathname);
    if (segments === undefined) continue;
    const account = authorize(world, actor, segments[0] ?? '', url);
    return 'body' in account ? account : answer({ world, actor, account, url });
  }
  return notFound(url);
}

const notFound = (url: URL): Answer => errorAnswer(404, 20404, `The requested resource ${url.pathname} was not found`);

/** Basic authentication: an Account SID with its Auth Token, or an API key's SID with its secret. */
function authenticate(world: World, authorization: string | undefined): Actor | Answer {
  const pair = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1];
  if (pair === undefined) return errorAnswer(401, 20003, 'Authentication Error - No credentials provided');
  const [user = '', ...rest] = Buffer.from(pair, 'base64').toString().split(':');
  const known: readonly (readonly [user: string, password: string, actor: Actor])[] = [
    ...world.accounts.map(({ sid, authToken }) => [sid, authToken, { kind: 'account', accountSid: sid }] as const),
    ...world.apiKeys.map(({ sid, secret, kind, accountSid }) => [sid, secret, { kind, accountSid }] as const),
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
  const isChild = isNotKeyed(actor) && account.ownerSid === actor.accountSid;
  if (!isOwn && !isChild) return wrongPair;
  // What Twilio answers to a suspended account's own credentials is not documented; 20005 is one of the codes that say so.
  const self = world.accounts.find(({ sid }) => sid === actor.accountSid);
  return self?.status === 'active' ? account : errorAnswer(403, 20005, 'Account not active');
}
