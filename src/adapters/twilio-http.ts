import http from 'node:http';
import https from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { printable } from '../domain/printable.ts';
import { ProviderError, type ProviderErrorKind } from '../domain/provider-error.ts';
import { UserError } from '../domain/user-error.ts';

export interface TwilioHttpOptions {
  /** An origin on loopback that stands in for every Twilio host; the path stays as it is. */
  readonly baseUrl?: string;
  /** For one call with all its tries. */
  readonly timeoutMs?: number;
}

/** What the SDK asks its HTTP client for; the parts of it that reading needs. */
export interface TwilioRequest {
  readonly method: string;
  readonly uri: string;
  readonly username?: string;
  readonly password?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly params?: Readonly<Record<string, unknown>>;
}

export interface TwilioResponse {
  readonly statusCode: number;
  readonly body: string;
  readonly headers: http.IncomingHttpHeaders;
}

interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

const defaultTimeoutMs = 15_000;
/** No answer to what we ask comes near this. */
const bodyLimit = 1024 * 1024;
const moreTries = 2;
/** A server that wants us to wait longer is not waited for. */
const longestRetryAfterMs = 5_000;

/**
 * The SDK's way to the network. Only `*.twilio.com` over https, or the loopback origin that was given, ever gets the
 * credentials; redirects are not followed; proxies and certificate authorities are the environment's. Every failure is a
 * `ProviderError` of its own, because the SDK's errors carry the Authorization header.
 */
export function twilioHttp({ baseUrl, timeoutMs = defaultTimeoutMs }: TwilioHttpOptions) {
  const stand = baseUrl === undefined ? undefined : parseLoopback(baseUrl);
  return {
    request: async (asked: TwilioRequest): Promise<TwilioResponse> => {
      const url = urlOf(asked, stand);
      const deadline = AbortSignal.timeout(timeoutMs);
      const { status, headers, text } = await withRetries(asked, url, deadline, timeoutMs);
      if (status < 200 || status >= 300) throw refusal(url, status, headers, text);
      if (!isJsonObject(text)) throw notTwilio(url, 'answered with something that is not JSON');
      return { statusCode: status, body: text, headers };
    },
  };
}

/** Throws `UserError` `provider.url-refused` (exit 2) for whatever is not on this machine: it would get the credentials. */
export function parseLoopback(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isLoopback = url !== undefined && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  const isPlain =
    url?.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  if (url !== undefined && isLoopback && isPlain && url.protocol === 'http:') return url;
  throw new UserError({
    code: 'provider.url-refused',
    message: `SMSCTL_TWILIO_URL is ${printable(text, 80)}; credentials are sent to Twilio and to loopback only.`,
    hints: ['Give an origin on this machine, such as http://127.0.0.1:4010, or unset it.'],
  });
}

const twilioHost = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.twilio\.com$/;

function urlOf({ uri, params = {} }: TwilioRequest, stand: URL | undefined): URL {
  const url = new URL(uri);
  if (url.protocol !== 'https:' || !twilioHost.test(url.hostname) || url.port !== '') {
    throw new ProviderError({
      kind: 'not-twilio',
      message: `${printable(url.host, 80)} is no host of Twilio; nothing was sent.`,
    });
  }
  for (const [name, value] of Object.entries(params))
    if (value !== undefined) url.searchParams.append(name, String(value));
  return stand === undefined ? url : new URL(url.pathname + url.search, stand);
}

async function withRetries(asked: TwilioRequest, url: URL, deadline: AbortSignal, timeoutMs: number): Promise<Answer> {
  for (let tries = 0; ; tries += 1) {
    const isLast = tries === moreTries || asked.method.toLowerCase() !== 'get';
    try {
      const answer = await send(asked, url, deadline);
      if (isLast || ![429, 502, 503, 504].includes(answer.status)) return answer;
      await sleep(pauseMs(tries, answer.headers['retry-after']), undefined, { signal: deadline });
    } catch (error) {
      if (error instanceof ProviderError) throw error;
      if (deadline.aborted) throw late(url, timeoutMs);
      const reset = (error as NodeJS.ErrnoException).code === 'ECONNRESET';
      if (isLast || !reset) throw networkError(url, error as NodeJS.ErrnoException);
      await sleep(pauseMs(tries, undefined), undefined, { signal: deadline }).catch(() => {
        throw late(url, timeoutMs);
      });
    }
  }
}

function pauseMs(tries: number, retryAfter: string | undefined): number {
  const wanted = Number(retryAfter) * 1000;
  if (retryAfter !== undefined && wanted >= 0 && wanted <= longestRetryAfterMs) return wanted;
  return 250 * 4 ** tries * (0.75 + Math.random() / 2);
}

async function send({ method, username = '', password = '', headers }: TwilioRequest, url: URL, signal: AbortSignal) {
  const loopback = url.protocol === 'http:';
  const agent = loopback ? undefined : await proxyAgent();
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const options = {
    method: method.toUpperCase(),
    headers: { ...headers, authorization },
    signal,
    ...(agent && { agent }),
  };
  return new Promise<Answer>((resolve, reject) => {
    const request = (loopback ? http : https).request(url, options, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        chunks.push(chunk);
        if (size > bodyLimit) request.destroy(notTwilio(url, 'answered with more than a megabyte'));
      });
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    request.on('error', reject);
    request.end();
  });
}

type ProxyAgent = InstanceType<typeof import('proxy-agent')['ProxyAgent']>;
let proxies: Promise<ProxyAgent> | undefined;

/** HTTPS_PROXY, HTTP_PROXY and NO_PROXY in either case. Undefined, and not loaded, where none of them is set. */
function proxyAgent(): Promise<ProxyAgent> | undefined {
  const isSet = Object.keys(process.env).some((name) => /^(?:https?|all)_proxy$/i.test(name) && process.env[name]);
  if (!isSet) return undefined;
  proxies ??= import('proxy-agent').then(({ ProxyAgent }) => new ProxyAgent());
  return proxies;
}

const isJsonObject = (text: string): boolean => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
};

interface TwilioFailure {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly more_info?: unknown;
  readonly detail?: unknown;
}

/** Suspended or closed, as Twilio's error pages have it; what a suspended account's GET answers is not documented. */
const suspendedCodes: ReadonlySet<number> = new Set([20005, 10001, 90010]);

/** The status decides first, the code second: Twilio asks not to build on codes, which are split up from time to time. */
function refusal(url: URL, status: number, headers: http.IncomingHttpHeaders, text: string): ProviderError {
  if (status >= 300 && status < 400) {
    return notTwilio(url, `answered with a redirect (HTTP ${status}), which was not followed`);
  }
  if (status === 407) {
    return new ProviderError({
      kind: 'unreachable',
      status,
      message: 'The proxy wants a user name and a password (HTTP 407).',
      hints: ['Put them into HTTPS_PROXY, or ask for a way around it.'],
    });
  }
  if (!isJsonObject(text)) {
    if (status >= 500) return unavailable(url, status);
    if (status !== 429) return notTwilio(url, `answered HTTP ${status} with something that is not JSON`);
  }
  const { code, message, more_info: moreInfo } = (isJsonObject(text) ? JSON.parse(text) : {}) as TwilioFailure;
  const providerCode = typeof code === 'number' ? code : undefined;
  const kind = kindOf(status, providerCode);
  if (kind === 'unavailable') return unavailable(url, status);
  const words = typeof message === 'string' ? printable(message) : 'without words';
  return new ProviderError({
    kind,
    status,
    message: `${sentences[kind]} (HTTP ${status}${providerCode === undefined ? '' : `, error ${providerCode}`}: ${words}).`,
    hints: kind === 'rate-limited' ? [retryHint(headers['retry-after'])] : [],
    ...(providerCode !== undefined && { providerCode }),
    ...(typeof moreInfo === 'string' && { moreInfo: printable(moreInfo) }),
  });
}

function kindOf(status: number, code: number | undefined): ProviderErrorKind {
  if (status >= 500) return 'unavailable';
  if (status === 429) return 'rate-limited';
  if (code !== undefined && suspendedCodes.has(code)) return 'suspended';
  if (code === 20008) return 'test-credentials';
  if (code === 70051) return 'refused';
  if (status === 401) return 'rejected';
  return status === 404 ? 'not-found' : 'refused';
}

const sentences: Readonly<Record<ProviderErrorKind, string>> = {
  rejected: 'The provider does not accept the credentials',
  refused: 'The provider does not let these credentials do this',
  'test-credentials': 'The provider says that these are test credentials',
  suspended: 'The provider says that the account is not active',
  'not-found': 'The provider knows no such thing',
  'rate-limited': 'The provider has had too many requests',
  unavailable: 'The provider has a fault',
  unreachable: 'The provider cannot be reached',
  'not-twilio': 'What answered is not the provider',
};

const retryHint = (retryAfter: string | undefined): string =>
  retryAfter === undefined ? 'Try again in a minute.' : `Try again in ${printable(retryAfter, 20)} seconds.`;

const unavailable = (url: URL, status: number): ProviderError =>
  new ProviderError({
    kind: 'unavailable',
    status,
    message: `${url.host} has a fault on its side (HTTP ${status}), also after ${moreTries} more tries.`,
    hints: ['Look at https://status.twilio.com, and try again later.'],
  });

const notTwilio = (url: URL, what: string): ProviderError =>
  new ProviderError({
    kind: 'not-twilio',
    message: `What answered for ${url.host} is not the provider: it ${what}.`,
    hints: ['A proxy or the login page of a network may be in between: open any page in a browser, then try again.'],
  });

const late = (url: URL, timeoutMs: number): ProviderError =>
  new ProviderError({
    kind: 'unreachable',
    message: `${url.host} did not answer within ${timeoutMs / 1000} seconds.`,
    hints: ['Look at the network; behind a proxy, set HTTPS_PROXY.'],
  });

function networkError(url: URL, { code = 'unknown reason' }: NodeJS.ErrnoException): ProviderError {
  const [what, hint] = networkWords(code);
  return new ProviderError({ kind: 'unreachable', message: `${url.host} ${what} (${code}).`, hints: [hint] });
}

function networkWords(code: string): readonly [string, string] {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return [
      'cannot be found: its name does not resolve',
      'Look at the network and its DNS; behind a proxy, set HTTPS_PROXY.',
    ];
  }
  if (code === 'ECONNREFUSED') return ['refused the connection', 'Look at the network, its firewall, and HTTPS_PROXY.'];
  if (/CERT|SELF_SIGNED|UNABLE_TO/.test(code)) {
    return [
      'showed a certificate that is not trusted',
      "Something reads the traffic in between: name its authority's file in NODE_EXTRA_CA_CERTS.",
    ];
  }
  return ['broke the connection off', 'Try again; behind a proxy, set HTTPS_PROXY.'];
}
