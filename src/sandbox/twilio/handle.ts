import { accountRoutes } from './account-routes.ts';
import { alertRoutes } from './alert-routes.ts';
import { type Answer, errorAnswer, json, notFound } from './answer.ts';
import { authenticate, authorize } from './authorization.ts';
import { messagingRoutes } from './messaging-routes.ts';
import { listBody, pageBody } from './page.ts';
import { pricingRoutes } from './pricing-routes.ts';
import type { Fault, FaultResponse, World } from './world.ts';

export interface SandboxRequest {
  readonly method: string;
  /** Path and query, as in the request line. */
  readonly path: string;
  /** The Authorization header's value. */
  readonly authorization?: string;
  /** The form of a POST. */
  readonly form?: string;
  /** ISO 8601, UTC. Default: the start of 2026. */
  readonly at?: string;
}

export interface SandboxResponse {
  /** Milliseconds to wait before answering. */
  readonly delayMs: number;
  /** An answer; `hang`: never answer; `reset`: cut the connection. */
  readonly answer: Answer | 'hang' | 'reset';
}

/** The answer to a Restricted key without the permission: https://www.twilio.com/docs/api/errors/70051 */
const noPermission = errorAnswer(401, 70051, "Authorization Error: actor doesn't have any assertions");

const table = Object.entries({ ...accountRoutes, ...messagingRoutes, ...pricingRoutes, ...alertRoutes });

/** The routes, as `METHOD path` with Twilio's names in braces. */
export const routes: readonly string[] = table.map(([on]) => on);

/** The segments in braces, if the method and path match. */
function match(on: string, method: string, pathname: string): readonly string[] | undefined {
  const pattern = on.replaceAll('.', '\\.').replace(/\{\w+\}/g, '([^/]+?)');
  return new RegExp(`^${pattern}$`).exec(`${method} ${pathname}`)?.slice(1);
}

/** The answer to a request, and the world after it. */
export function handle(
  world: World,
  request: SandboxRequest,
): { readonly response: SandboxResponse; readonly next: World } {
  const url = new URL(request.path, 'http://sandbox.invalid');
  const index = world.faults.findIndex(
    ({ on, times }) => times !== 0 && (on === '*' || match(on, request.method, url.pathname) !== undefined),
  );
  const fault = world.faults[index];
  const respond = fault?.respond;
  const after = fault?.times === undefined ? world : withFault(world, index, { ...fault, times: fault.times - 1 });
  const delayMs = fault?.delayMs ?? 0;
  if (respond !== undefined) return { response: { delayMs, answer: faultAnswer(respond) }, next: after };
  const { answer, next } = usualAnswer(after, request, url);
  return { response: { delayMs, answer }, next };
}

const withFault = (world: World, index: number, fault: Fault): World => ({
  ...world,
  faults: world.faults.with(index, fault),
});

function faultAnswer(respond: FaultResponse): Answer | 'hang' | 'reset' {
  if (typeof respond === 'string') return respond;
  const { status, headers = {}, body } = respond;
  const answer =
    body === undefined
      ? errorAnswer(status, 20000 + status, 'Simulated fault of the sandbox')
      : typeof body === 'string'
        ? { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body }
        : json(status, body);
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

interface Outcome {
  readonly answer: Answer;
  readonly next: World;
}

function usualAnswer(world: World, request: SandboxRequest, url: URL): Outcome {
  const { method, authorization, form = '', at = '2026-01-01T09:00:00.000Z' } = request;
  const refuse = (answer: Answer): Outcome => ({ answer, next: world });
  const actor = authenticate(world, authorization);
  if ('status' in actor) return refuse(actor);
  const route = table
    .map(([on, answerVisit]) => ({ answerVisit, found: match(on, method, url.pathname) }))
    .find(({ found }) => found !== undefined);
  if (actor.kind === 'test') {
    return refuse(errorAnswer(403, 20008, 'Resource not accessible with Test Account Credentials'));
  }
  if (route?.found === undefined) {
    return refuse(method === 'GET' ? notFound(url) : errorAnswer(405, 20004, 'Method not allowed'));
  }
  const inPath = url.pathname.startsWith('/2010-04-01/Accounts/');
  const account = authorize(world, actor, inPath ? (route.found[0] ?? '') : actor.accountSid, url);
  if ('body' in account) return refuse(account);
  const place = url.pathname.replace(/^\/2010-04-01\/Accounts\/\w+\//, '');
  if (actor.barred?.some((beginning) => place.startsWith(beginning))) return refuse(noPermission);
  const pageOf = url.pathname.startsWith('/2010-04-01/') ? listBody : pageBody;
  const outcome = route.answerVisit({
    world,
    actor,
    account,
    own: (rows) => rows.filter(({ accountSid }) => accountSid === account.sid),
    segments: inPath ? route.found.slice(1) : route.found,
    url,
    query: (name) => url.searchParams.get(name),
    form: new URLSearchParams(form),
    at,
    list: (key, rows) => json(200, pageOf(key, rows, url)),
  });
  if (outcome === undefined) return refuse(notFound(url));
  return 'next' in outcome ? outcome : refuse(outcome);
}
