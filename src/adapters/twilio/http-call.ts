import { type Agent as HttpAgent, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { ProviderError } from '../../domain/provider-error.ts';
import type { Timer } from '../../ports.ts';
import { withCertificate } from './twilio-certificate.ts';
import { type Destination, type HttpAnswer, notTwilio, retryAfterMs } from './twilio-errors.ts';
import { isAboutCertificate, networkCode, networkError, timedOut } from './twilio-network.ts';

/** A request with its headers. */
export interface Call {
  readonly method: string;
  readonly url: URL;
  readonly agent: HttpAgent;
  readonly headers: Readonly<Record<string, string>>;
  readonly form?: string;
  /** The longest answer that is read, in bytes. */
  readonly bodyLimit: number;
  readonly onSend?: (method: string) => void;
  /** For the pauses between tries. The time limit always goes by the system's. */
  readonly timer: Timer;
}

/** The time that is left for a request with all its retries. */
interface TimeLimit {
  /** Aborted when the time is over. */
  readonly signal: AbortSignal;
  /** By the call's timer. */
  readonly endsAt: number;
}

/** Runs `work` with a time limit, and turns network errors into `ProviderError`. */
export async function withTimeout(
  destination: Destination,
  { url, agent, timer }: Call,
  work: (limit: TimeLimit) => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  const signal = AbortSignal.timeout(destination.timeoutMs);
  try {
    return await work({ signal, endsAt: timer.now() + destination.timeoutMs });
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    if (signal.aborted) throw timedOut(destination);
    const known = networkError(error, destination);
    const { timeoutMs } = destination;
    throw isAboutCertificate(error) ? await withCertificate(known, { url, agent, timeoutMs }) : known;
  }
}

/** Sends a request, and retries it after temporary failures as long as the time allows. The last outcome counts. */
export async function withRetry(call: Call, delaysMs: readonly number[], limit: TimeLimit): Promise<HttpAnswer> {
  const { signal, endsAt } = limit;
  const outcome = await send(call, signal).then(
    (answer) => ({ answer }) as const,
    (error: unknown) => ({ error }) as const,
  );
  const [delayMs, ...later] = delaysMs;
  // A POST may have been done although the answer was lost, and would be done twice.
  const mayRepeat = call.method !== 'POST' || ('answer' in outcome && outcome.answer.status === 429);
  const waitMs = delayMs === undefined || !mayRepeat ? undefined : waitAfter(outcome, delayMs);
  if (waitMs !== undefined && call.timer.now() + waitMs < endsAt) {
    try {
      await call.timer.sleep(waitMs, signal);
      return await withRetry(call, later, limit);
    } catch (error) {
      // If the time ran out during a retry, the earlier answer says more.
      if (!signal.aborted || !('answer' in outcome)) throw error;
    }
  }
  if ('error' in outcome) throw outcome.error;
  return outcome.answer;
}

const longestWaitMs = 5000;

type Outcome = { readonly answer: HttpAnswer } | { readonly error: unknown };

const temporaryStatus = [429, 502, 503, 504];
const temporaryCodes = ['ECONNRESET', 'EPIPE'];

/** Milliseconds until the next try. Undefined if the failure is not temporary. */
function waitAfter(outcome: Outcome, delayMs: number): number | undefined {
  // Random, so that many clients do not retry at the same time.
  const usual = delayMs * (0.75 + Math.random() / 2);
  if ('error' in outcome) return temporaryCodes.includes(networkCode(outcome.error)) ? usual : undefined;
  if (!temporaryStatus.includes(outcome.answer.status)) return undefined;
  const asked = retryAfterMs(outcome.answer);
  if (asked === undefined) return usual;
  return asked <= longestWaitMs ? asked : undefined;
}

/** One try. Does not follow redirects, which would send the credentials elsewhere. Rejects with Node's own errors. */
async function send(
  { method, url, agent, headers, form, onSend, bodyLimit }: Call,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  // Overrides NODE_TLS_REJECT_UNAUTHORIZED=0, which would send the credentials to any server.
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
    // While its agent waits for the proxy, an aborted request emits no error.
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    request.once('response', resolve).on('error', reject).end(form);
  });
  return { status: response.statusCode ?? 0, headers: response.headers, body: await readBody(response, bodyLimit) };
}

/** In bytes. */
export const mebibyte = 1024 * 1024;

async function readBody(response: IncomingMessage, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    length += (chunk as Buffer).length;
    // Leaving the loop destroys the response and closes the connection.
    if (length > limit) throw notTwilio(`The answer is longer than ${Math.floor(limit / mebibyte)} MiB.`);
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString();
}
