import { Agent as HttpAgent, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { ProviderError, type ProviderErrorKind } from '../../domain/provider-error.ts';
import type { Secret } from '../../domain/text/secret.ts';
import { UserError } from '../../domain/user-error.ts';
import type { Timer } from '../../ports.ts';
import { type Environment, proxyChooser } from '../process/proxy.ts';
import { systemTimer } from '../process/system-timer.ts';
import { withCertificate } from './twilio-certificate.ts';
import {
  answerError,
  type Destination,
  type HttpAnswer,
  jsonObject,
  notTwilio,
  retryAfterMs,
} from './twilio-errors.ts';
import { isAboutCertificate, networkCode, networkError, timedOut } from './twilio-network.ts';

export interface TwilioHttpOptions {
  /** A loopback origin that stands in for every Twilio host; absent: Twilio itself. */
  readonly baseUrl?: string;
  /** For the proxy variables. */
  readonly env: Environment;
  /** For one request with all its tries, in milliseconds; 15 s when absent. */
  readonly timeoutMs?: number;
  /** Milliseconds before each further try; none after the last. 250 and 1000 when absent. */
  readonly retryDelaysMs?: readonly number[];
  /**
   * How long to go on trying what may pass by itself (no answer, 429, 5xx), in milliseconds from the first request on, for all
   * of them together; 0 when absent.
   */
  readonly waitMs?: number;
  /** For the pauses between tries; the machine's own when absent. A deadline always goes by the machine's. */
  readonly timer?: Timer;
  /** Told what is waited for, before each pause of `waitMs`. */
  readonly onWait?: (error: ProviderError) => void;
  /** Told of every request before it is sent. */
  readonly onRequest?: (method: string) => void;
  /** The methods that are let through beside GET. Absent: reads only. */
  readonly writes?: readonly ('POST' | 'DELETE')[];
  /** Whether a 200 with this body is Twilio's answer on this path. */
  readonly recognizes: (path: string, body: Readonly<Record<string, unknown>>) => boolean;
}

/** Query or form: what is undefined is left out. */
type Parameters = Readonly<Record<string, string | number | undefined>>;

interface TwilioRequest {
  readonly method: string;
  /** One of Twilio's own hosts, over https; also where a stand-in answers. */
  readonly url: string;
  readonly query?: Parameters;
  /** The form of a POST. */
  readonly form?: Parameters;
  /** Who asks, as the provider's logs show it. */
  readonly agentName?: string | undefined;
  /** The pair of Basic authentication. */
  readonly user: string;
  readonly password: Secret;
}

/**
 * The way to the network. Answers with Twilio's successes only, as JSON objects, empty for a DELETE; rejects with `ProviderError`. Without `writes`
 * every method but GET is refused, and so is every host but Twilio's, before the Authorization header exists.
 */
interface TwilioHttp {
  readonly request: (asked: TwilioRequest) => Promise<Readonly<Record<string, unknown>>>;
}

const bodyLimit = 1024 * 1024;
const longestWaitMs = 5000;
const loopbackHosts = ['127.0.0.1', '[::1]', 'localhost'];

/**
 * Throws `UserError` `provider.url-refused` when `baseUrl` is not a loopback origin, `provider.proxy-unusable` when the proxy
 * variables name no proxy.
 */
export function twilioHttp(options: TwilioHttpOptions): TwilioHttp {
  const { baseUrl, env, timeoutMs = 15_000, retryDelaysMs = [250, 1000], waitMs = 0, recognizes } = options;
  const { timer = systemTimer } = options;
  const standIn = baseUrl === undefined ? undefined : parseLoopbackOrigin(baseUrl);
  const proxyOf = standIn === undefined ? proxyChooser(env) : () => undefined;
  const direct = new (standIn === undefined ? HttpsAgent : HttpAgent)({ keepAlive: true });
  const wait = patience(waitMs, timer, options.onWait);

  return {
    request: async (asked) => {
      const method = asked.method.toUpperCase();
      if (method !== 'GET' && !options.writes?.some((allowed) => allowed === method)) {
        throw new Error(`The provider is read-only: no ${method}.`);
      }
      const url = locate(asked, standIn);
      const proxy = proxyOf(url);
      const call: Call = {
        method,
        url,
        agent: proxy === undefined ? direct : await agentFor(proxy),
        headers: { ...headersOf(asked), authorization: basic(asked) },
        ...(method === 'POST' && { form: encoded(asked.form).toString() }),
        ...(options.onRequest !== undefined && { onSend: options.onRequest }),
        timer,
      };
      const destination: Destination = {
        host: url.host,
        proxy: proxy?.host,
        standsIn: standIn !== undefined,
        timeoutMs,
      };
      const work = async (): Promise<HttpAnswer> => {
        const came = await within(destination, call, (signal, endsAt) => persist(call, retryDelaysMs, signal, endsAt));
        if (!successOf(method).includes(came.status)) throw answerError(came, destination, redactor(asked));
        return came;
      };
      const answer = method === 'GET' ? await wait(work) : await work();
      if (method === 'DELETE') return {};
      const body = jsonObject(answer.body);
      if (body === undefined) throw answerError(answer, destination, redactor(asked));
      if (!recognizes(url.pathname, body)) throw notTwilio(`${url.host} sent JSON that Twilio never sends here.`);
      return body;
    },
  };
}

/** https://www.twilio.com/docs/usage/twilios-response */
const successOf = (method: string): readonly number[] =>
  method === 'DELETE' ? [204] : method === 'POST' ? [200, 201] : [200];

const passingKinds: readonly ProviderErrorKind[] = ['unreachable', 'unavailable', 'rate-limited'];
const longestPauseMs = 15_000;

/** Does work again, at growing distances, while what stops it may pass by itself and the time, which all work shares, is not over. */
function patience(waitMs: number, { now, sleep }: Timer, onWait: TwilioHttpOptions['onWait']) {
  let endsAt: number | undefined;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    endsAt ??= now() + waitMs;
    for (let pauseMs = 1000; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      try {
        return await work();
      } catch (error) {
        const mayPass = error instanceof ProviderError && passingKinds.includes(error.kind);
        const leftMs = endsAt - now();
        const askedMs = error instanceof ProviderError ? (error.retryAfterMs ?? 0) : 0;
        if (!mayPass || leftMs <= 0 || askedMs > leftMs) throw error;
        onWait?.(error);
        await sleep(Math.min(Math.max(pauseMs, askedMs), leftMs));
      }
    }
  };
}

/** The loopback origin that a text names. Throws `UserError` `provider.url-refused` for everything else. */
function parseLoopbackOrigin(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isHttpOrigin = url?.protocol === 'http:' && url.href === `${url.origin}/`;
  if (isHttpOrigin && loopbackHosts.includes(url.hostname)) return url;
  throw new UserError({
    code: 'provider.url-refused',
    message:
      'Credentials go to Twilio or to this machine, and nowhere else: the URL given is not an http origin on loopback.',
    hints: ['Give an origin such as http://127.0.0.1:4010, as `smsctl sandbox` prints it, or unset SMSCTL_TWILIO_URL.'],
  });
}

/** Where a request goes. Twilio's hosts only, over https: a region is part of the host's name and could hold anything. */
function locate({ url: text, query = {} }: TwilioRequest, standIn: URL | undefined): URL {
  const url = new URL(text);
  const isTwilio = /^([a-z0-9-]+\.)+twilio\.com$/.test(url.hostname);
  if (!isTwilio || url.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '') {
    throw notTwilio('A request to a host that is not one of Twilio was stopped.');
  }
  url.search = encoded(query).toString();
  return standIn === undefined ? url : new URL(url.pathname + url.search, standIn);
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

/** The package is large, and most machines need no proxy. */
async function agentFor(proxy: URL): Promise<HttpAgent> {
  const { ProxyAgent } = await import('proxy-agent');
  return new ProxyAgent({ getProxyForUrl: () => proxy.href });
}

/** Runs `work` with a signal that goes off when the time is over, and turns every network error into ours. */
async function within(
  destination: Destination,
  { url, agent, timer }: Call,
  work: (signal: AbortSignal, endsAt: number) => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  const signal = AbortSignal.timeout(destination.timeoutMs);
  try {
    return await work(signal, timer.now() + destination.timeoutMs);
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    if (signal.aborted) throw timedOut(destination);
    const known = networkError(error, destination);
    const { timeoutMs } = destination;
    throw isAboutCertificate(error) ? await withCertificate(known, { url, agent, timeoutMs }) : known;
  }
}

interface Call {
  readonly method: string;
  readonly url: URL;
  readonly agent: HttpAgent;
  readonly headers: Readonly<Record<string, string>>;
  readonly form?: string;
  readonly onSend?: (method: string) => void;
  readonly timer: Timer;
}

/** Tries again after what often passes by itself, as long as the time allows; then the last outcome counts. */
async function persist(
  call: Call,
  delaysMs: readonly number[],
  signal: AbortSignal,
  endsAt: number,
): Promise<HttpAnswer> {
  const outcome = await send(call, signal).then(
    (answer) => ({ answer }) as const,
    (error: unknown) => ({ error }) as const,
  );
  const [delayMs, ...later] = delaysMs;
  // What is deleted twice is gone as well; what is made twice is there twice.
  const mayRepeat = call.method !== 'POST' || ('answer' in outcome && outcome.answer.status === 429);
  const waitMs = delayMs === undefined || !mayRepeat ? undefined : waitAfter(outcome, delayMs);
  if (waitMs !== undefined && call.timer.now() + waitMs < endsAt) {
    try {
      await call.timer.sleep(waitMs, signal);
      return await persist(call, later, signal, endsAt);
    } catch (error) {
      // The time ran out in a further try: what came before says more than that.
      if (!signal.aborted || !('answer' in outcome)) throw error;
    }
  }
  if ('error' in outcome) throw outcome.error;
  return outcome.answer;
}

type Outcome = { readonly answer: HttpAnswer } | { readonly error: unknown };

const passingStatus = [429, 502, 503, 504];
const passingCodes = ['ECONNRESET', 'EPIPE'];

/** Milliseconds until a further try makes sense; undefined: it does not. */
function waitAfter(outcome: Outcome, delayMs: number): number | undefined {
  // Half of it is left to chance, so that many clients do not come back together.
  const usual = delayMs * (0.75 + Math.random() / 2);
  if ('error' in outcome) return passingCodes.includes(networkCode(outcome.error)) ? usual : undefined;
  if (!passingStatus.includes(outcome.answer.status)) return undefined;
  const asked = retryAfterMs(outcome.answer);
  if (asked === undefined) return usual;
  return asked <= longestWaitMs ? asked : undefined;
}

/** One try. Redirects are not followed: they would carry the credentials elsewhere. Rejects with Node's own errors. */
async function send({ method, url, agent, headers, form, onSend }: Call, signal: AbortSignal): Promise<HttpAnswer> {
  // NODE_TLS_REJECT_UNAUTHORIZED=0 would send the credentials to anybody.
  const options: RequestOptions & { rejectUnauthorized: boolean } = {
    method,
    agent,
    headers,
    signal,
    rejectUnauthorized: true,
  };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = url.protocol === 'https:' ? httpsRequest(url, options) : httpRequest(url, options);
    onSend?.(method);
    // While an agent still waits for its proxy, an aborted request says nothing of it.
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    request.once('response', resolve).on('error', reject).end(form);
  });
  return { status: response.statusCode ?? 0, headers: response.headers, body: await readBody(response) };
}

async function readBody(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    length += (chunk as Buffer).length;
    // Leaving the loop destroys the response, and with it the connection.
    if (length > bodyLimit) throw notTwilio('The answer is longer than 1 MiB.');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString();
}
