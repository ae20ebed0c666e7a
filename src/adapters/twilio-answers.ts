import { ProviderError } from '../domain/provider-error.ts';
import { notTwilio } from './twilio-errors.ts';

type Body = Readonly<Record<string, unknown>>;

const holds =
  (key: string, type: 'array' | 'string') =>
  (body: Body): boolean =>
    type === 'array' ? Array.isArray(body[key]) : typeof body[key] === type;

/** What each path answers with. Without it the SDK would take almost any JSON for an empty list. */
const forms: readonly (readonly [path: RegExp, form: (body: Body) => boolean])[] = [
  [/^\/2010-04-01\/Accounts\.json$/, holds('accounts', 'array')],
  [/^\/2010-04-01\/Accounts\/\w+\/Balance\.json$/, holds('balance', 'string')],
  [
    /^\/2010-04-01\/Accounts\/\w+\/Messages\.json$/,
    (body) => Array.isArray(body.messages) || typeof body.sid === 'string',
  ],
  [/^\/2010-04-01\/Accounts\/\w+\/IncomingPhoneNumbers\.json$/, holds('incoming_phone_numbers', 'array')],
  [/^\/2010-04-01\/Accounts\/\w+\/SMS\/ShortCodes\.json$/, holds('short_codes', 'array')],
  [/^\/v1\/Services$/, holds('services', 'array')],
  [/^\/v1\/Services\/\w+\/AlphaSenders$/, holds('alpha_senders', 'array')],
  [/^\/v1\/Services\/\w+\/Compliance\/Usa2p$/, holds('compliance', 'array')],
  [/^\/v1\/Tollfree\/Verifications$/, holds('verifications', 'array')],
  [/^\/v1\/Messaging\/GeoPermissions$/, holds('permissions', 'array')],
  [/^\/v1\/CustomerProfiles$/, holds('results', 'array')],
  [/^\/v2\/HostedNumber\/Orders$/, holds('items', 'array')],
];

/** Whether a body is what Twilio answers on this path: the list that it is about, or one thing with its SID. */
export function recognizes(path: string, body: Body): boolean {
  const form = forms.find(([pattern]) => pattern.test(path))?.[1] ?? holds('sid', 'string');
  return form(body);
}

/** Whatever the SDK throws beside our own errors comes from an answer that it cannot read; it may hold the request, and stays here. */
export async function asked<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    throw notTwilio('It does not have the form of an answer of Twilio.');
  }
}

/** As `asked`; null where Twilio says that there is no such thing. */
export async function found<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await asked(ask);
  } catch (error) {
    if (error instanceof ProviderError && error.kind === 'not-found') return null;
    throw error;
  }
}

/** For paths that name the account. */
export function belongs(seen: unknown, accountSid: string): void {
  if (seen !== accountSid) throw notTwilio('It is about another account than the one asked for.');
}
