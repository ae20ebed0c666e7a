import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Environment } from '../../domain/environment.ts';
import type { ProviderError } from '../../domain/provider-error.ts';
import type { Secret } from '../../domain/text/secret.ts';
import { UserError } from '../../domain/user-error.ts';
import type { Timer } from '../../ports.ts';
import { proxyChooser } from '../process/proxy.ts';
import { systemTimer } from '../process/system-timer.ts';
import { type Call, mebibyte, withRetry, withTimeout } from './http-call.ts';
import { retryingTemporary } from './retry-temporary.ts';
import { answerError, type Destination, type HttpAnswer, jsonObject, notTwilio } from './twilio-errors.ts';

export interface TwilioHttpOptions {
  /** The loopback origin of a mock server that answers for every Twilio host. Absent: Twilio itself. */
  readonly baseUrl?: string;
  /** For the proxy variables. */
  readonly env: Environment;
  /** The timeout of one request with all its retries, in milliseconds. Default: 15 s. */
  readonly timeoutMs?: number;
  /** Milliseconds before each retry. Default: 250 and 1000, so two retries. */
  readonly retryDelaysMs?: readonly number[];
  /**
   * How long to retry temporary failures (no answer, 429, 5xx) of GET requests, in milliseconds from the first request on,
   * for all requests together. Default: 0.
   */
  readonly waitMs?: number;
  /** For the pauses between tries. Default: `systemTimer`. */
  readonly timer?: Timer;
  /** Called with the failure before each pause of `waitMs`. */
  readonly onWait?: (error: ProviderError) => void;
  /** Called before every request. */
  readonly onRequest?: (method: string) => void;
  /** The methods that are allowed beside GET. Default: none. */
  readonly writes?: readonly ('POST' | 'DELETE')[];
  /** Whether a 200 with this body is Twilio's answer on this path. */
  readonly recognizes: (path: string, body: Readonly<Record<string, unknown>>) => boolean;
}

/** A query or form. Undefined values are left out. */
type Parameters = Readonly<Record<string, string | number | undefined>>;

interface TwilioRequest {
  readonly method: string;
  /** An https URL of one of Twilio's hosts, also for a mock server. */
  readonly url: string;
  readonly query?: Parameters;
  /** The form of a POST. */
  readonly form?: Parameters;
  /** The user agent. */
  readonly agentName?: string | undefined;
  /** The pair of Basic authentication. */
  readonly user: string;
  readonly password: Secret;
}

/**
 * Resolves with Twilio's successful answers only, as JSON objects; empty for a DELETE. Rejects with `ProviderError`. Methods
 * that `writes` does not name and hosts other than Twilio's are refused before the Authorization header exists.
 */
interface TwilioHttp {
  readonly request: (asked: TwilioRequest) => Promise<Readonly<Record<string, unknown>>>;
}

const loopbackHosts = ['127.0.0.1', '[::1]', 'localhost'];

/**
 * Throws `UserError` `provider.url-refused` if `baseUrl` is not a loopback origin, and `provider.proxy-unusable` if a proxy
 * variable is invalid.
 */
export function twilioHttp(options: TwilioHttpOptions): TwilioHttp {
  const { baseUrl, env, timeoutMs = 15_000, retryDelaysMs = [250, 1000], waitMs = 0, recognizes } = options;
  const { timer = systemTimer } = options;
  const mock = baseUrl === undefined ? undefined : parseLoopbackOrigin(baseUrl);
  const proxyOf = mock === undefined ? proxyChooser(env) : () => undefined;
  const direct = new (mock === undefined ? HttpsAgent : HttpAgent)({ keepAlive: true });
  const retryTemporary = retryingTemporary(waitMs, timer, options.onWait);

  return {
    request: async (asked) => {
      const method = asked.method.toUpperCase();
      if (method !== 'GET' && !options.writes?.some((allowed) => allowed === method)) {
        throw new Error(`The provider is read-only: no ${method}.`);
      }
      const url = locate(asked, mock);
      const proxy = proxyOf(url);
      const call: Call = {
        method,
        url,
        agent: proxy === undefined ? direct : await agentFor(proxy),
        headers: { ...headersOf(asked), authorization: basic(asked) },
        ...(method === 'POST' && { form: encoded(asked.form).toString() }),
        ...(options.onRequest !== undefined && { onSend: options.onRequest }),
        bodyLimit: limitFor(asked),
        timer,
      };
      const destination: Destination = {
        host: url.host,
        proxy: proxy?.host,
        isMock: mock !== undefined,
        timeoutMs,
      };
      const work = async (): Promise<HttpAnswer> => {
        const answer = await withTimeout(destination, call, (limit) => withRetry(call, retryDelaysMs, limit));
        if (!successOf(method).includes(answer.status)) throw answerError(answer, destination, redactor(asked));
        return answer;
      };
      const answer = method === 'GET' ? await retryTemporary(work) : await work();
      if (method === 'DELETE') return {};
      const body = jsonObject(answer.body);
      if (body === undefined) throw answerError(answer, destination, redactor(asked));
      if (!recognizes(url.pathname, body)) throw notTwilio(`${url.host} sent JSON that Twilio never sends here.`);
      return body;
    },
  };
}

/** A message with a long text in a wide script takes about 12 KiB of JSON. */
const rowBytes = 16 * 1024;

/** In bytes: 1 MiB, and more for a page of many rows. */
const limitFor = ({ query }: TwilioRequest): number => Math.max(mebibyte, Number(query?.PageSize ?? 0) * rowBytes);

/** https://www.twilio.com/docs/usage/twilios-response */
const successOf = (method: string): readonly number[] =>
  method === 'DELETE' ? [204] : method === 'POST' ? [200, 201] : [200];

/** Throws `UserError` `provider.url-refused` for anything but an http origin on loopback. */
function parseLoopbackOrigin(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isHttpOrigin = url?.protocol === 'http:' && url.href === `${url.origin}/`;
  if (isHttpOrigin && loopbackHosts.includes(url.hostname)) return url;
  throw new UserError({
    code: 'provider.url-refused',
    message:
      'Invalid SMSCTL_TWILIO_URL: it must be an http origin on loopback, so that credentials stay on this machine.',
    hints: ['Set it to the URL that `smsctl sandbox` prints, such as http://127.0.0.1:4010, or unset it.'],
  });
}

/**
 * The URL that is requested. Refuses all but https URLs of Twilio's hosts: a region is part of the host and may be anything.
 */
function locate({ url: text, query = {} }: TwilioRequest, mock: URL | undefined): URL {
  const url = new URL(text);
  const isTwilio = /^([a-z0-9-]+\.)+twilio\.com$/.test(url.hostname);
  if (!isTwilio || url.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '') {
    throw notTwilio('A request to a host that is not one of Twilio was stopped.');
  }
  url.search = encoded(query).toString();
  return mock === undefined ? url : new URL(url.pathname + url.search, mock);
}

function encoded(values: Parameters = {}): URLSearchParams {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== undefined) search.append(name, String(value));
  return search;
}

const headersOf = ({ method, agentName }: TwilioRequest): Readonly<Record<string, string>> => ({
  accept: 'application/json',
  'user-agent': agentName ?? 'smsctl',
  ...(method.toUpperCase() === 'POST' && { 'content-type': 'application/x-www-form-urlencoded' }),
});

const encodedPair = ({ user, password }: TwilioRequest): string =>
  Buffer.from(`${user}:${password.reveal()}`).toString('base64');

const basic = (asked: TwilioRequest): string => `Basic ${encodedPair(asked)}`;

function redactor(asked: TwilioRequest): (text: string) => string {
  const password = asked.password.reveal();
  const secrets = [encodedPair(asked), password, encodeURIComponent(password)].filter((secret) => secret !== '');
  return (text) => secrets.reduce((rest, secret) => rest.replaceAll(secret, '[secret]'), text);
}

/** Lazy: the package is large, and most machines need no proxy. */
async function agentFor(proxy: URL): Promise<HttpAgent> {
  const { ProxyAgent } = await import('proxy-agent');
  return new ProxyAgent({ getProxyForUrl: () => proxy.href });
}
