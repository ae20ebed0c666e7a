import { Agent as HttpAgent, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { ProviderError, type ProviderErrorKind } from '../domain/provider-error.ts';
import { UserError } from '../domain/user-error.ts';
import { type Environment, proxyChooser } from './proxy.ts';
import {
  answerError,
  type Destination,
  type HttpAnswer,
  jsonObject,
  networkCode,
  networkError,
  notTwilio,
  timedOut,
} from './twilio-errors.ts';
import { isUntrusted, nameIssuer } from './twilio-issuer.ts';

export interface TwilioHttpOptions {
  /** A loopback origin that stands in for every Twilio host; absent: Twilio itself. */
  readonly baseUrl?: string;
  /** For the proxy variables. */
  readonly env: Environment;
  /** For one request with all its tries, in milliseconds; 15 s when absent. */
  readonly timeoutMs?: number;
  /** Milliseconds before each further try; none after the last. 250 and 1000 when absent. */
  readonly retryDelaysMs?: readonly number[];
  /** How long to go on trying what may pass by itself (no answer, 429, 5xx), in milliseconds; 0 when absent. */
  readonly waitMs?: number;
  /** Told of every request before it is sent. */
  readonly onRequest?: (method: string) => void;
  /** Lets requests through that change something. Absent: reads only. */
  readonly writes?: true;
  /** Whether a 200 with this body is Twilio's answer on this path. */
  readonly recognizes: (path: string, body: Readonly<Record<string, unknown>>) => boolean;
}

/** What the SDK asks its HTTP client for: https://github.com/twilio/twilio-node/blob/main/src/base/RequestClient.ts */
interface SdkRequest {
  readonly method: string;
  readonly uri: string;
  readonly username?: string;
  readonly password?: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly params?: Readonly<Record<string, unknown>>;
  /** The form of a POST. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/** What the SDK takes for an answer. */
interface SdkResponse {
  readonly statusCode: number;
  readonly headers: HttpAnswer['headers'];
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * The SDK's way to the network. Answers with Twilio's 200s only, as JSON objects; rejects with `ProviderError`. Without `writes`
 * every method but GET is refused, and so is every host but Twilio's, before the Authorization header exists.
 */
export interface TwilioHttp {
  readonly request: (asked: SdkRequest) => Promise<SdkResponse>;
}

const bodyLimit = 1024 * 1024;
const longestWaitMs = 5000;
const loopbackHosts = ['127.0.0.1', '[::1]', 'localhost'];

/**
 * Throws `UserError` `provider.url-refused` when `baseUrl` is not a loopback origin, `provider.proxy-unusable` when the proxy
 * variables name no proxy, `provider.node-debug` when Node would print the credentials.
 */
export function twilioHttp(options: TwilioHttpOptions): TwilioHttp {
  const { baseUrl, env, timeoutMs = 15_000, retryDelaysMs = [250, 1000], waitMs = 0, recognizes } = options;
  refuseToBePrinted(env);
  const standIn = baseUrl === undefined ? undefined : parseLoopbackOrigin(baseUrl);
  const proxyOf = standIn === undefined ? proxyChooser(env) : () => undefined;
  const direct = new (standIn === undefined ? HttpsAgent : HttpAgent)({ keepAlive: true });

  return {
    request: async (asked) => {
      const method = asked.method.toUpperCase();
      if (method !== 'GET' && !(method === 'POST' && options.writes)) {
        throw new Error(`The provider is read-only: no ${method}.`);
      }
      const url = locate(asked, standIn);
      const proxy = proxyOf(url);
      const form = method === 'POST' ? formOf(asked.data) : undefined;
      const call: Call = {
        method,
        url,
        agent: proxy === undefined ? direct : await agentFor(proxy),
        headers: { ...textHeaders(asked.headers), authorization: basic(asked) },
        ...(form !== undefined && { form }),
        ...(options.onRequest !== undefined && { onSend: options.onRequest }),
      };
      const destination = { place: placeName(url, proxy), timeoutMs };
      const isWanted = (answer: HttpAnswer) => answer.status === 200 || (method === 'POST' && answer.status === 201);
      const answer = await patiently(method === 'GET' ? waitMs : 0, async () => {
        const came = await within(destination, (signal, endsAt) => persist(call, retryDelaysMs, signal, endsAt)).catch(
          async (error: unknown) => {
            throw isUntrusted(error) ? await nameIssuer(error, url, call.agent, timeoutMs) : error;
          },
        );
        if (!isWanted(came)) throw answerError(came, redactor(asked));
        return came;
      });
      const body = jsonObject(answer.body);
      if (body === undefined) throw notTwilio(`${destination.place} sent no JSON object.`);
      if (!recognizes(url.pathname, body))
        throw notTwilio(`${destination.place} sent JSON that Twilio never sends here.`);
      return { statusCode: answer.status, headers: answer.headers, body };
    },
  };
}

const passingKinds: readonly ProviderErrorKind[] = ['unreachable', 'unavailable', 'rate-limited'];
const longestPauseMs = 15_000;

/** Does `work` again, at growing distances, while what stops it may pass by itself and `waitMs` is not over. */
async function patiently<T>(waitMs: number, work: () => Promise<T>): Promise<T> {
  const endsAt = performance.now() + waitMs;
  for (let pauseMs = 1000; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      return await work();
    } catch (error) {
      const mayPass = error instanceof ProviderError && passingKinds.includes(error.kind);
      const leftMs = endsAt - performance.now();
      if (!mayPass || leftMs <= 0) throw error;
      await sleep(Math.min(pauseMs, leftMs));
    }
  }
}

/** With NODE_DEBUG=http Node itself writes the Authorization header to stderr. */
function refuseToBePrinted({ NODE_DEBUG: sections = '' }: Environment): void {
  if (!sections.split(',').some((section) => /^(https?|net|tls|.*\*.*)$/i.test(section.trim()))) return;
  throw new UserError({
    code: 'provider.node-debug',
    message: 'NODE_DEBUG is set so that Node would print the credentials.',
    hints: ['Unset NODE_DEBUG.'],
  });
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

/** Where a request goes. Twilio's hosts only, over https: a region or an edge is part of the host's name and could hold anything. */
function locate({ uri, params = {} }: SdkRequest, standIn: URL | undefined): URL {
  const url = new URL(uri);
  const isTwilio = /^([a-z0-9-]+\.)+twilio\.com$/.test(url.hostname);
  if (!isTwilio || url.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '') {
    throw notTwilio('A request to a host that is not one of Twilio was stopped.');
  }
  for (const [name, value] of Object.entries(params)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== null) url.searchParams.append(name, String(item));
    }
  }
  return standIn === undefined ? url : new URL(url.pathname + url.search, standIn);
}

const placeName = (url: URL, proxy: URL | undefined): string =>
  proxy === undefined ? url.host : `${url.host} through the proxy ${proxy.host}`;

function formOf(data: SdkRequest['data'] = {}): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(data)) if (value !== undefined) form.append(name, String(value));
  return form.toString();
}

const textHeaders = (headers: SdkRequest['headers'] = {}): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );

const encodedPair = ({ username = '', password = '' }: SdkRequest): string =>
  Buffer.from(`${username}:${password}`).toString('base64');

const basic = (asked: SdkRequest): string => `Basic ${encodedPair(asked)}`;

function redactor(asked: SdkRequest): (text: string) => string {
  const { password = '' } = asked;
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
  work: (signal: AbortSignal, endsAt: number) => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  const signal = AbortSignal.timeout(destination.timeoutMs);
  try {
    return await work(signal, performance.now() + destination.timeoutMs);
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    throw signal.aborted ? timedOut(destination) : networkError(error, destination);
  }
}

interface Call {
  readonly method: string;
  readonly url: URL;
  readonly agent: HttpAgent;
  readonly headers: Readonly<Record<string, string>>;
  readonly form?: string;
  readonly onSend?: (method: string) => void;
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
  const mayRepeat = call.method === 'GET' || ('answer' in outcome && outcome.answer.status === 429);
  const waitMs = delayMs === undefined || !mayRepeat ? undefined : waitAfter(outcome, delayMs);
  if (waitMs !== undefined && performance.now() + waitMs < endsAt) {
    await sleep(waitMs, undefined, { signal });
    return persist(call, later, signal, endsAt);
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

/** Seconds or a date: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
function retryAfterMs({ headers }: HttpAnswer): number | undefined {
  const text = headers['retry-after'];
  if (typeof text !== 'string') return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(ms, 0);
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
