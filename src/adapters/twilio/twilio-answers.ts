import { ProviderError } from '../../domain/provider-error.ts';
import { printable } from '../../domain/text/printable.ts';
import { notUnderstood } from './twilio-errors.ts';

/** A JSON object from Twilio. Its fields are unchecked: use the functions below to read them. */
export type Row = Readonly<Record<string, unknown>>;

const holds =
  (key: string, type: 'array' | 'string') =>
  (body: Row): boolean =>
    type === 'array' ? Array.isArray(body[key]) : typeof body[key] === type;

/** What the body of each path must hold. Without this, almost any JSON would count as an empty list. */
const bodyChecks: readonly (readonly [path: RegExp, fits: (body: Row) => boolean])[] = [
  [/^\/2010-04-01\/Accounts\.json$/, holds('accounts', 'array')],
  [/^\/2010-04-01\/Accounts\/\w+\/Keys\.json$/, (body) => Array.isArray(body.keys) || typeof body.sid === 'string'],
  [/^\/2010-04-01\/Accounts\/\w+\/Balance\.json$/, (body) => 'balance' in body],
  [
    /^\/2010-04-01\/Accounts\/\w+\/Messages\.json$/,
    (body) => Array.isArray(body.messages) || typeof body.sid === 'string',
  ],
  [/^\/2010-04-01\/Accounts\/\w+\/IncomingPhoneNumbers\.json$/, holds('incoming_phone_numbers', 'array')],
  [/^\/2010-04-01\/Accounts\/\w+\/SMS\/ShortCodes\.json$/, holds('short_codes', 'array')],
  [/^\/v1\/Alerts$/, holds('alerts', 'array')],
  [/^\/v1\/Services$/, holds('services', 'array')],
  [/^\/2010-04-01\/Accounts\/\w+\/OutgoingCallerIds\.json$/, holds('outgoing_caller_ids', 'array')],
  [/^\/v1\/Services\/\w+\/PhoneNumbers$/, holds('phone_numbers', 'array')],
  [/^\/v1\/Services\/\w+\/(Destination)?AlphaSenders$/, holds('alpha_senders', 'array')],
  [/^\/v1\/Services\/\w+\/Compliance\/Usa2p$/, holds('compliance', 'array')],
  [/^\/v1\/a2p\/BrandRegistrations$/, holds('data', 'array')],
  [/^\/v1\/Tollfree\/Verifications$/, holds('verifications', 'array')],
  [/^\/v1\/Messaging\/GeoPermissions$/, holds('permissions', 'array')],
  [/^\/v1\/Messaging\/Countries\/[A-Z]{2}$/, holds('iso_country', 'string')],
  [/^\/v1\/CustomerProfiles$/, holds('results', 'array')],
  [/^\/v2\/HostedNumber\/Orders$/, holds('items', 'array')],
];

/** Whether a body is what Twilio answers on this path: its list, or a resource with a SID. */
export function recognizes(path: string, body: Row): boolean {
  const fits = bodyChecks.find(([pattern]) => pattern.test(path))?.[1] ?? holds('sid', 'string');
  return fits(body);
}

export function asRow(value: unknown): Row {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Row;
  throw notUnderstood('A part of it differs from what Twilio documents.');
}

/** The rows of a list. */
export function rowsOf(body: Row, key: string): readonly Row[] {
  const rows = body[key];
  return (Array.isArray(rows) ? rows : []).map(asRow);
}

/** A field that must be a string, unescaped. Compare it or send it to Twilio; never print it. */
export function text(row: Row, key: string): string {
  const value = row[key];
  if (typeof value === 'string') return value;
  throw notUnderstood(`It lacks the field ${key}.`);
}

/** A SID, which may become part of a path. */
export function sidIn(row: Row, key = 'sid'): string {
  const sid = text(row, key);
  if (/^[A-Z]{2}[0-9a-fA-F]{32}$/.test(sid)) return sid;
  throw notUnderstood(`Its field ${key} is not a SID.`);
}

/** An optional SID. Null if it is missing or is not a SID. */
export function sidOrNull(row: Row, key: string): string | null {
  const value = row[key];
  return typeof value === 'string' && /^[A-Z]{2}[0-9a-fA-F]{32}$/.test(value) ? value : null;
}

/** A field to print, without control characters. Empty if it is not a string. */
export function shown(row: Row, key: string, limit?: number): string {
  const value = row[key];
  return typeof value === 'string' ? printable(value, limit) : '';
}

export const isGiven = (value: unknown): boolean => typeof value === 'string' && value !== '';

/** The answer; null if Twilio says that the resource does not exist. */
export async function found<T>(asking: Promise<T>): Promise<T | null> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof ProviderError && error.kind === 'not-found') return null;
    throw error;
  }
}

/** Returns the row if it belongs to the account that the path names. Throws `ProviderError` if not. */
export function belonging(row: Row, accountSid: string, key = 'account_sid'): Row {
  if (row[key] !== accountSid) throw notUnderstood('It is about another account than the requested one.');
  return row;
}

/** An error code, as a number or a text. Null: none. */
export function codeIn({ error_code: code }: Row): number | null {
  const number = typeof code === 'string' && /^\d{5,6}$/.test(code) ? Number(code) : code;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
}
