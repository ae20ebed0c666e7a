import { ProviderError, type ProviderErrorKind } from '../../domain/provider-error.ts';
import { printable } from '../../domain/text/printable.ts';

/** An HTTP answer as it came. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** The JSON object in a text; undefined for anything else. */
export function jsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Twilio's error body, in either of its two shapes. Every field is checked and printable. */
interface ErrorBody {
  readonly code?: number;
  readonly words?: string;
  readonly moreInfo?: string;
}

/** An Auth Token, the request's own or another one. SIDs have two letters before the digits. */
const tokenPattern = /(?<![0-9a-zA-Z])[0-9a-fA-F]{32}(?![0-9a-zA-Z])/g;

const textIn = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

function readErrorBody(body: string, redact: (text: string) => string): ErrorBody | undefined {
  const object = jsonObject(body);
  if (object === undefined) return undefined;
  const { code, message, detail, title, more_info: moreInfo } = object;
  const words = [textIn(message) ?? textIn(title), textIn(detail)].filter((text) => text !== undefined).join(' - ');
  if (words === '' && typeof code !== 'number') return undefined;
  return {
    ...(typeof code === 'number' && Number.isSafeInteger(code) && { code }),
    ...(words !== '' && { words: printable(redact(words).replace(tokenPattern, '[secret]')) }),
    ...(isTwilioPage(moreInfo) && { moreInfo: printable(redact(moreInfo).replace(tokenPattern, '[secret]')) }),
  };
}

const isTwilioPage = (value: unknown): value is string =>
  typeof value === 'string' && /^https:\/\/([a-z0-9-]+\.)*twilio\.com\/[\w./-]*$/.test(value);

/**
 * https://www.twilio.com/docs/api/errors/20005, …/10001, …/90010. Twilio does not document when it sends which, or the
 * status.
 */
const suspensionCodes = [20005, 10001, 90010];

/** Sent with 401 or 403 to valid credentials: https://www.twilio.com/docs/api/errors/70051 */
export const noPermission = 70051;

/** The account accepts signed requests only: https://www.twilio.com/docs/api/errors/70052 */
const needsSignature = 70052;

/** By the status first, then by the code: Twilio splits codes and asks clients not to depend on them. */
function kindOf(status: number, said: ErrorBody | undefined): ProviderErrorKind {
  if (status === 429) return 'rate-limited';
  if (status >= 500) return 'unavailable';
  if (status === 407) return 'unreachable';
  if (status < 400 || said === undefined) return 'not-twilio';
  if (said.code !== undefined && suspensionCodes.includes(said.code)) return 'suspended';
  if (status === 401) return said.code === noPermission || said.code === needsSignature ? 'refused' : 'rejected';
  if (status === 403) return said.code === 20008 ? 'test-credentials' : 'refused';
  return status === 404 ? 'not-found' : 'refused';
}

const sentences: Readonly<Record<ProviderErrorKind, string>> = {
  rejected: 'Twilio does not accept these credentials',
  refused: 'Twilio accepts these credentials but refuses this request',
  'test-credentials': 'These are test credentials, which can neither read nor send anything',
  suspended: 'Twilio reports that this account is not active',
  'not-found': 'Twilio has no such resource',
  'other-account':
    'These credentials belong to another account, such as the parent, and this part of Twilio answered for that account',
  'rate-limited': 'Twilio receives too many requests from this account',
  unavailable: 'Twilio has an internal error',
  unreachable: 'The proxy requires authentication',
  'not-understood': 'smsctl does not understand the answer of Twilio',
  'not-twilio': 'The answer did not come from Twilio',
};

const hints: Readonly<Record<ProviderErrorKind, readonly string[]>> = {
  rejected: [
    'Compare the SID and the secret with those in the Twilio Console.',
    'Check the account and the region: an API key works in one of each.',
  ],
  refused: ['Use the Auth Token or an API key with this permission, or check in the Twilio Console.'],
  'test-credentials': ['Use the live credentials from the Twilio Console.'],
  suspended: ['Check the reason in the Twilio Console. It is often an unpaid balance.'],
  'not-found': ['Check the Account SID.'],
  'other-account': ['Use credentials of the account itself.'],
  'rate-limited': ['Retry in a minute, or run `smsctl verify --wait 2m`.'],
  unavailable: ['Retry with `smsctl verify --wait 2m`. Known incidents: https://status.twilio.com'],
  unreachable: ['Add the user and the password to the proxy environment variable: http://user:password@proxy:port.'],
  'not-understood': ['Check in the Twilio Console, or update smsctl.'],
  'not-twilio': [
    'Open a web page on this machine: the login page of a network, a proxy or a filter may have answered.',
  ],
};

/** Where a request goes. */
export interface Destination {
  /** Host and port, as in a URL. */
  readonly host: string;
  /** Host and port; undefined: no proxy. */
  readonly proxy: string | undefined;
  /** True for a mock server on this machine. */
  readonly isMock: boolean;
  readonly timeoutMs: number;
}

/**
 * The error for an unsuccessful answer. `redact` removes this request's secrets from a text: the server, or a proxy, may
 * repeat them.
 */
export function answerError(
  answer: HttpAnswer,
  destination: Destination,
  redact: (text: string) => string,
): ProviderError {
  const { status } = answer;
  const said = readErrorBody(answer.body, redact);
  const kind = kindOf(status, said);
  if (kind === 'not-twilio') return notTwilio(whatCame(answer, destination), status);
  const { code, words, moreInfo } = said ?? {};
  const source = [`HTTP ${status}`, ...(code === undefined ? [] : [`error ${code}`])].join(', ');
  const quoted = words === undefined ? '' : `: ${words}`;
  const waitMs = retryAfterMs(answer);
  return new ProviderError({
    kind,
    message: `${sentenceOf(kind, status, said, destination)} (${source}${quoted}).`,
    hints: hintsFor(kind, said, waitMs),
    status,
    ...(code !== undefined && { providerCode: code }),
    ...(moreInfo !== undefined && { moreInfo }),
    ...(waitMs !== undefined && { retryAfterMs: waitMs }),
  });
}

function hintsFor(kind: ProviderErrorKind, said: ErrorBody | undefined, waitMs: number | undefined): readonly string[] {
  if (kind === 'rate-limited' && waitMs !== undefined) return [waitHint(waitMs)];
  return said?.code === needsSignature
    ? ['Use a key of an account without public key client validation, or check in the Twilio Console.']
    : hints[kind];
}

function sentenceOf(
  kind: ProviderErrorKind,
  status: number,
  said: ErrorBody | undefined,
  { proxy }: Destination,
): string {
  if (kind === 'unreachable')
    return `${proxy === undefined ? 'A proxy' : `The proxy ${proxy}`} requires authentication`;
  // Without Twilio's error body, the answer may be from a proxy or gateway.
  if (kind === 'unavailable' && said === undefined) {
    return `${proxy === undefined ? 'Twilio or a gateway' : `The proxy ${proxy} or Twilio`} could not answer`;
  }
  if (kind === 'refused' && status === 400) return 'Twilio refuses this request';
  if (said?.code === noPermission) return 'This key does not have the permission to read it';
  if (said?.code === needsSignature) {
    return 'The account accepts signed requests only (public key client validation), and smsctl cannot sign them';
  }
  return sentences[kind];
}

/** What came instead of an answer of Twilio's, by its outer form: nothing of the text is repeated. */
function whatCame({ status, headers, body }: HttpAnswer, { host }: Destination): string {
  const { location } = headers;
  if (typeof location === 'string' && status >= 300 && status < 400) {
    const target = URL.canParse(location) ? new URL(location).host : '';
    return `${host} redirects to ${target === '' ? 'another page' : printable(target, 80)} (HTTP ${status}).`;
  }
  const isPage = /html/i.test(String(headers['content-type'])) || /^\s*<(!doctype|html|h1)/i.test(body);
  if (isPage) return `${host} sent a web page (HTTP ${status}), for example the login page of a network.`;
  return `${host} did not send a JSON object of Twilio (HTTP ${status}).`;
}

/** Seconds or a date: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
export function retryAfterMs({ headers }: HttpAnswer): number | undefined {
  const text = headers['retry-after'];
  if (typeof text !== 'string') return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(ms, 0);
}

function waitHint(waitMs: number): string {
  const seconds = Math.ceil(waitMs / 1000);
  const minutes = Math.ceil(seconds / 60);
  if (minutes > 10) return `Wait ${minutes} minutes (Retry-After), then run \`smsctl verify\`.`;
  const time = seconds < 60 ? `${seconds} seconds` : seconds === 60 ? 'a minute' : `${minutes} minutes`;
  return `Wait ${time} (Retry-After): run \`smsctl verify --wait ${minutes + 1}m\`.`;
}

const errorOf = (kind: ProviderErrorKind, message: string, status?: number): ProviderError =>
  new ProviderError({ kind, message, hints: hints[kind], ...(status !== undefined && { status }) });

/** `seen` is a sentence on what came instead of Twilio's answer. */
export const notTwilio = (seen: string, status?: number): ProviderError =>
  errorOf('not-twilio', `${sentences['not-twilio']}. ${seen}`, status);

/** `seen` is a sentence on the part that is new or odd; nothing of an answer is repeated in it unchecked. */
export const notUnderstood = (seen: string): ProviderError =>
  errorOf('not-understood', `${sentences['not-understood']}. ${seen}`);

/** The host takes the account from the credentials, and these are another account's. */
export const otherAccount = (): ProviderError => errorOf('other-account', `${sentences['other-account']}.`);
