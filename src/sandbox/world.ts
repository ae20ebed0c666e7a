/** An account of the small Twilio. Times are fixed, so that answers are the same in every run. */
export interface SandboxAccount {
  readonly sid: string;
  readonly authToken: string;
  readonly name: string;
  readonly status: 'active' | 'suspended' | 'closed';
  readonly type: 'Trial' | 'Full';
  /** The parent's SID; its own for a main account. */
  readonly ownerSid: string;
}

/** `main` keys may do everything, `standard` ones all but `/Accounts` and `/Keys`, `restricted` ones what is allowed them. */
export interface SandboxApiKey {
  readonly sid: string;
  readonly secret: string;
  readonly accountSid: string;
  readonly kind: 'main' | 'standard' | 'restricted';
}

export interface SandboxNumber {
  readonly sid: string;
  /** E.164. */
  readonly phoneNumber: string;
  readonly accountSid: string;
  readonly sms: boolean;
}

export interface SandboxShortCode {
  readonly sid: string;
  readonly shortCode: string;
  readonly accountSid: string;
}

/** What a matching request meets instead of its answer, or before it. */
export interface Fault {
  /** The route's template, as in `routes`; absent: every route. */
  readonly on?: string;
  /** How often; absent: always. */
  readonly times?: number;
  /** `reset` breaks the connection, `hang` never answers. */
  readonly respond?: SandboxResponse | 'reset' | 'hang';
  /** In milliseconds, before the answer. */
  readonly delayMs?: number;
}

/** The whole state. Nothing changes it in place. */
export interface World {
  readonly accounts: readonly SandboxAccount[];
  readonly apiKeys: readonly SandboxApiKey[];
  /** Test credentials sign in, and may read nothing (https://www.twilio.com/docs/iam/test-credentials). */
  readonly testCredentials: readonly { readonly sid: string; readonly authToken: string }[];
  readonly numbers: readonly SandboxNumber[];
  readonly shortCodes: readonly SandboxShortCode[];
  readonly faults: readonly Fault[];
}

export interface SandboxRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: ReadonlyMap<string, string>;
  /** From Basic authentication; null: there is none. */
  readonly user: string | null;
  readonly password: string | null;
}

export interface SandboxResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON, a string as it is. */
  readonly body: object | string;
}

export interface Outcome {
  /** The world after this request: a fault's times are counted down. */
  readonly world: World;
  readonly respond: SandboxResponse | 'reset' | 'hang';
  readonly delayMs: number;
}

interface Signed {
  readonly account: SandboxAccount;
  /** Null: signed in with the Auth Token. */
  readonly key: SandboxApiKey | null;
}

type Route = (world: World, request: SandboxRequest, signed: Signed) => SandboxResponse;

/** A list's page is the whole list: the small Twilio holds little. */
function page(request: SandboxRequest, key: string, items: readonly object[]): SandboxResponse {
  const uri = `${request.path}?PageSize=${request.query.get('PageSize') ?? '50'}&Page=0`;
  return ok({
    [key]: items,
    first_page_uri: uri,
    next_page_uri: null,
    previous_page_uri: null,
    uri,
    start: 0,
    end: Math.max(items.length - 1, 0),
    page: 0,
    page_size: Number(request.query.get('PageSize') ?? 50),
  });
}

const ok = (body: object): SandboxResponse => ({ status: 200, body });

/** Twilio's own form of an error (https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions). */
const failure = (status: number, code: number, message: string, more: object = {}): SandboxResponse => ({
  status,
  body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status, ...more },
});

const wrongCredentials = failure(401, 20003, 'Authenticate', {
  detail: 'Your AccountSid or AuthToken was incorrect.',
});
const unknownUser = failure(401, 20003, 'Authentication Error - invalid username');
const noCredentials = failure(401, 20003, 'Authentication Error - No credentials provided');
const testCredentialsOnly = failure(403, 20008, 'Resource not accessible with Test Account Credentials');
const suspended = failure(403, 20005, 'Account not active');
const missingPermission = failure(401, 70051, "Authorization Error: actor doesn't have any assertions");

/** Every route by its template; a name in braces stands for one part of the path. */
const routes: Readonly<Record<string, Route>> = {
  'GET /2010-04-01/Accounts/{Sid}.json': (_, __, { account, key }) =>
    key === null || key.kind === 'main' ? ok(accountBody(account)) : unknownUser,

  'GET /2010-04-01/Accounts/{AccountSid}/Messages.json': (_, request, { key }) =>
    key?.kind === 'restricted' ? missingPermission : page(request, 'messages', []),

  'GET /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers.json': ({ numbers }, request, { account, key }) => {
    if (key?.kind === 'restricted') return missingPermission;
    const pattern = request.query.get('PhoneNumber') ?? '';
    const own = numbers.filter(({ accountSid }) => accountSid === account.sid);
    // As Twilio does: the parameter is a pattern, and a part of a number finds it.
    return page(
      request,
      'incoming_phone_numbers',
      own.filter((number) => fits(number.phoneNumber, pattern)).map(numberBody),
    );
  },

  'GET /2010-04-01/Accounts/{AccountSid}/SMS/ShortCodes.json': ({ shortCodes }, request, { account, key }) => {
    if (key?.kind === 'restricted') return missingPermission;
    const pattern = request.query.get('ShortCode') ?? '';
    const own = shortCodes.filter(({ accountSid }) => accountSid === account.sid);
    return page(request, 'short_codes', own.filter(({ shortCode }) => fits(shortCode, pattern)).map(shortCodeBody));
  },
};

/** The templates of every route, such as `GET /2010-04-01/Accounts/{Sid}.json`. */
export const routeTemplates: readonly string[] = Object.keys(routes);

/** What the small Twilio answers, and the world after that. Pure: the same world and request give the same outcome. */
export function handle(world: World, request: SandboxRequest): Outcome {
  const template = routeTemplates.find((each) => templatePattern(each).test(`${request.method} ${request.path}`));
  const fault = world.faults.find(({ on, times }) => (on === undefined || on === template) && times !== 0);
  const after = fault?.times === undefined ? world : countDown(world, fault);
  return {
    world: after,
    respond: fault?.respond ?? answer(world, request, template),
    delayMs: fault?.delayMs ?? 0,
  };
}

const countDown = (world: World, fault: Fault): World => ({
  ...world,
  faults: world.faults.map((each) => (each === fault ? { ...each, times: (each.times ?? 0) - 1 } : each)),
});

function templatePattern(template: string): RegExp {
  const [start = '', ...rest] = template.split(/\{\w+\}/).map((part) => part.replace(/[.+*?^$()[\]\\|]/g, '\\$&'));
  return new RegExp(`^${[start, ...rest].join('([^/]+?)')}$`);
}

function answer(world: World, request: SandboxRequest, template: string | undefined): SandboxResponse {
  const { path, user, password } = request;
  if (user === null || password === null) return noCredentials;
  const route = template === undefined ? undefined : routes[template];
  if (template === undefined || route === undefined) return unknownPath(request);
  const accountSid = templatePattern(template).exec(`${request.method} ${path}`)?.[1] ?? '';
  if (world.testCredentials.some(({ sid, authToken }) => sid === user && authToken === password)) {
    return testCredentialsOnly;
  }
  const signed = signIn(world, user, password, accountSid);
  if ('status' in signed) return signed;
  return signed.account.status === 'active' ? route(world, request, signed) : suspended;
}

function unknownPath({ method, path }: SandboxRequest): SandboxResponse {
  const known = routeTemplates.some((each) => templatePattern(each).test(`GET ${path}`));
  return known && method !== 'GET'
    ? failure(405, 20004, 'Method not allowed')
    : failure(404, 20404, `The requested resource ${path} was not found`);
}

/** The account that the path names, if these credentials may act on it: a parent's token may act on its subaccounts. */
function signIn(world: World, user: string, password: string, accountSid: string): Signed | SandboxResponse {
  const key = world.apiKeys.find(({ sid }) => sid === user);
  const owner = world.accounts.find(({ sid }) => sid === (key?.accountSid ?? user));
  if (owner === undefined) return unknownUser;
  if (password !== (key?.secret ?? owner.authToken)) return wrongCredentials;
  const account = world.accounts.find(({ sid }) => sid === accountSid);
  const mayAct = account !== undefined && (account.sid === owner.sid || account.ownerSid === owner.sid);
  return mayAct ? { account, key: key ?? null } : wrongCredentials;
}

function fits(value: string, pattern: string): boolean {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(escaped).test(value);
}

const created = 'Mon, 02 Mar 2026 09:00:00 +0000';

const accountBody = ({ sid, authToken, name, status, type, ownerSid }: SandboxAccount): object => ({
  sid,
  auth_token: authToken,
  friendly_name: name,
  status,
  type,
  owner_account_sid: ownerSid,
  date_created: created,
  date_updated: created,
  subresource_uris: { messages: `/2010-04-01/Accounts/${sid}/Messages.json` },
  uri: `/2010-04-01/Accounts/${sid}.json`,
});

const numberBody = ({ sid, phoneNumber, accountSid, sms }: SandboxNumber): object => ({
  sid,
  account_sid: accountSid,
  phone_number: phoneNumber,
  friendly_name: phoneNumber,
  capabilities: { voice: true, sms, mms: sms, fax: false },
  address_requirements: 'none',
  address_sid: null,
  api_version: '2010-04-01',
  beta: false,
  bundle_sid: null,
  date_created: created,
  date_updated: created,
  emergency_address_sid: null,
  emergency_address_status: 'unregistered',
  emergency_status: 'Inactive',
  identity_sid: null,
  origin: 'twilio',
  sms_application_sid: null,
  sms_fallback_method: 'POST',
  sms_fallback_url: '',
  sms_method: 'POST',
  sms_url: '',
  status: 'in-use',
  status_callback: '',
  status_callback_method: 'POST',
  trunk_sid: null,
  uri: `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers/${sid}.json`,
  voice_application_sid: null,
  voice_caller_id_lookup: false,
  voice_fallback_method: 'POST',
  voice_fallback_url: '',
  voice_method: 'POST',
  voice_receive_mode: 'voice',
  voice_url: '',
});

const shortCodeBody = ({ sid, shortCode, accountSid }: SandboxShortCode): object => ({
  sid,
  account_sid: accountSid,
  short_code: shortCode,
  friendly_name: shortCode,
  api_version: '2010-04-01',
  date_created: created,
  date_updated: created,
  sms_fallback_method: 'POST',
  sms_fallback_url: '',
  sms_method: 'POST',
  sms_url: '',
  uri: `/2010-04-01/Accounts/${accountSid}/SMS/ShortCodes/${sid}.json`,
});
