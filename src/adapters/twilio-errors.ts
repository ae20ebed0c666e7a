import { printable } from '../domain/printable.ts';
import { ProviderError, type ProviderErrorKind } from '../domain/provider-error.ts';

/** An HTTP answer as it came. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** The JSON object that a text is; undefined when it is anything else. */
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

/** What Twilio says about an error, in either of its two shapes; every field is from outside, checked and printable. */
interface Said {
  readonly code?: number;
  readonly words?: string;
  readonly moreInfo?: string;
}

const textIn = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

function readSaid(body: string, redact: (text: string) => string): Said | undefined {
  const object = jsonObject(body);
  if (object === undefined) return undefined;
  const { code, message, detail, title, more_info: moreInfo } = object;
  const words = [textIn(message) ?? textIn(title), textIn(detail)].filter((text) => text !== undefined).join(' - ');
  if (words === '' && typeof code !== 'number') return undefined;
  return {
    ...(typeof code === 'number' && Number.isSafeInteger(code) && { code }),
    ...(words !== '' && { words: printable(redact(words)) }),
    ...(isTwilioPage(moreInfo) && { moreInfo: printable(redact(moreInfo)) }),
  };
}

const isTwilioPage = (value: unknown): value is string =>
  typeof value === 'string' && /^https:\/\/([a-z0-9-]+\.)*twilio\.com\/[\w./-]*$/.test(value);

/** https://www.twilio.com/docs/api/errors/20005, …/10001 and …/90010; which of them, and with which status, is not documented. */
const suspensionCodes = [20005, 10001, 90010];

/** The status first, then the code: Twilio splits codes and asks not to depend on them. */
function kindOf(status: number, said: Said | undefined): ProviderErrorKind {
  if (status === 429) return 'rate-limited';
  if (status >= 500) return 'unavailable';
  if (status === 407) return 'unreachable';
  if (status < 400 || said === undefined) return 'not-twilio';
  if (said.code !== undefined && suspensionCodes.includes(said.code)) return 'suspended';
  // 70051 comes with 401 and is about permissions: https://www.twilio.com/docs/api/errors/70051
  if (status === 401) return said.code === 70051 ? 'refused' : 'rejected';
  if (status === 403) return said.code === 20008 ? 'test-credentials' : 'refused';
  return status === 404 ? 'not-found' : 'refused';
}

const sentences: Readonly<Record<ProviderErrorKind, string>> = {
  rejected: 'Twilio does not accept these credentials',
  refused: 'Twilio knows these credentials and refuses them this request',
  'test-credentials': 'These are test credentials: they can read nothing and send nothing',
  suspended: 'Twilio says that this account is not active',
  'not-found': 'Twilio has no such resource',
  'other-account': 'The answer is about another account than the one that is set up',
  'rate-limited': 'Twilio gets too many requests from this account at the moment',
  unavailable: 'Twilio could not answer: the fault is on its side',
  unreachable: 'The proxy asks for a sign-in',
  'not-twilio': 'The answer is not from Twilio',
};

const hints: Readonly<Record<ProviderErrorKind, readonly string[]>> = {
  rejected: [
    'Compare the Account SID and the Auth Token, or the API key SID and its secret, with the ones in the Twilio Console.',
    'A key belongs to one account and one region: check that both are the ones that are set up here.',
  ],
  refused: ['Use a key with the permission to read this, or the Auth Token.'],
  'test-credentials': ['Take the live credentials from the Twilio Console instead.'],
  suspended: ['Look into the Twilio Console for the reason, often an unpaid balance.'],
  'not-found': ['Check the Account SID.'],
  'other-account': ["Use the account's own credentials: its parent's read Messaging Services of the parent only."],
  'rate-limited': ['Try again in a minute.'],
  unavailable: ['Try again later; https://status.twilio.com shows known faults.'],
  unreachable: ['Put the user and the password into the proxy variable: http://user:password@proxy:port.'],
  'not-twilio': [
    'A login page, a proxy or another service answered in its place: open a web page from here to see it.',
  ],
};

/** `redact` takes this request's secrets out of a text: a server, or something between, may repeat what it was sent. */
export function answerError(answer: HttpAnswer, redact: (text: string) => string): ProviderError {
  const { status } = answer;
  const said = readSaid(answer.body, redact);
  const kind = kindOf(status, said);
  const { code, words, moreInfo } = kind === 'not-twilio' ? {} : (said ?? {});
  const source = [`HTTP ${status}`, ...(code === undefined ? [] : [`error ${code}`])].join(', ');
  const quoted = words === undefined ? '' : `: ${words}`;
  return new ProviderError({
    kind,
    message: `${sentences[kind]} (${source}${quoted}).`,
    hints: kind === 'rate-limited' ? [...waitHint(answer), ...hints[kind]] : hints[kind],
    status,
    ...(code !== undefined && { providerCode: code }),
    ...(moreInfo !== undefined && { moreInfo }),
  });
}

function waitHint({ headers }: HttpAnswer): readonly string[] {
  const seconds = headers['retry-after'];
  return typeof seconds === 'string' && /^\d{1,5}$/.test(seconds) ? [`It asks to wait ${seconds} seconds.`] : [];
}

/** `seen` is a sentence on what came instead of Twilio's answer. */
export const notTwilio = (seen: string): ProviderError =>
  new ProviderError({ kind: 'not-twilio', message: `${sentences['not-twilio']}. ${seen}`, hints: hints['not-twilio'] });

/** The host takes the account from the credentials, and these are another account's. */
export const otherAccount = (): ProviderError =>
  new ProviderError({
    kind: 'other-account',
    message: `${sentences['other-account']}.`,
    hints: hints['other-account'],
  });

/** Where a request went, in words for an error: `api.twilio.com through the proxy proxy.example.com:8080`. */
export interface Destination {
  readonly place: string;
  readonly timeoutMs: number;
}

export const timedOut = ({ place, timeoutMs }: Destination): ProviderError =>
  unreachable(`No answer from ${place} within ${timeoutMs / 1000} seconds.`, 'Check the network, and try again.');

const unreachable = (message: string, hint: string): ProviderError =>
  new ProviderError({ kind: 'unreachable', message, hints: [hint] });

/** The code by which Node names a network error; `UNKNOWN` when it has none. Its message and fields may hold the request. */
export function networkCode(error: unknown): string {
  const { code } = typeof error === 'object' && error !== null ? (error as { code?: unknown }) : {};
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{0,60}$/.test(code) ? code : 'UNKNOWN';
}

/** Node's names for certificates that it does not trust, and for TLS that does not come about. */
const tlsCode = /CERT|ERR_TLS|ERR_SSL|^EPROTO$|UNABLE_TO_VERIFY|HOSTNAME_MISMATCH/;
const trustVariable =
  'If a company proxy inspects traffic, point NODE_EXTRA_CA_CERTS to its certificate; otherwise do not go on from this network.';

/** Only the code is taken from the error. */
export function networkError(error: unknown, { place }: Destination): ProviderError {
  const code = networkCode(error);
  if (code.startsWith('HPE_')) return notTwilio(`What ${place} sent is no HTTP (${code}).`);
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    return unreachable(
      `The certificate of ${place} is not valid today (${code}).`,
      `Check the clock. ${trustVariable}`,
    );
  }
  if (tlsCode.test(code)) {
    return unreachable(`No trusted TLS connection to ${place} came about (${code}).`, trustVariable);
  }
  const [sentence, hint] = networkWords[code] ?? ['could not be reached', 'Check the network, and try again.'];
  return unreachable(`${capitalized(place)} ${sentence} (${code}).`, hint);
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const dns = ['could not be found: its name has no address', 'Check the network and its DNS server.'] as const;
const cut = ['cut the connection', 'Try again; a firewall or a proxy may be in between.'] as const;
const noRoute = ['cannot be reached from this network', 'Check the network, or set HTTPS_PROXY.'] as const;

const networkWords: Readonly<Record<string, readonly [sentence: string, hint: string]>> = {
  ENOTFOUND: dns,
  EAI_AGAIN: dns,
  ECONNREFUSED: ['accepts no connection', 'Check the network, and the proxy variables if a proxy is needed.'],
  ECONNRESET: cut,
  EPIPE: cut,
  ETIMEDOUT: ['did not answer', 'Check the network, or set HTTPS_PROXY if a proxy is needed.'],
  EHOSTUNREACH: noRoute,
  ENETUNREACH: noRoute,
};
