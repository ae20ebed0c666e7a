import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { handle, type SandboxRequest, type SandboxResponse, type World } from './world.ts';

export interface Sandbox {
  /** `http://127.0.0.1:PORT`: every Twilio host's paths share this one origin. */
  readonly url: string;
  /** What was asked so far, `GET /2010-04-01/…?PageSize=1`, without credentials. */
  readonly requests: readonly string[];
  /** Resolves when nothing listens any more; open connections are cut. */
  readonly close: () => Promise<void>;
}

interface SandboxOptions {
  readonly world: World;
  /** Absent: one that is free. */
  readonly port?: number;
}

/** Runs the small Twilio on loopback, and on loopback only. */
export async function startSandbox({ world: first, port = 0 }: SandboxOptions): Promise<Sandbox> {
  const requests: string[] = [];
  let world = first;
  const server = createServer((message, response) => {
    requests.push(`${message.method} ${message.url}`);
    const outcome = handle(world, asRequest(message));
    world = outcome.world;
    const { respond, delayMs } = outcome;
    if (respond === 'hang') return;
    setTimeout(() => (respond === 'reset' ? message.socket.resetAndDestroy() : send(response, respond)), delayMs);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: listening } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${listening}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function asRequest({ method = 'GET', url = '/', headers }: IncomingMessage): SandboxRequest {
  const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
  const basic = /^Basic (.+)$/.exec(headers.authorization ?? '')?.[1];
  const pair = basic === undefined ? undefined : Buffer.from(basic, 'base64').toString('utf8');
  const colon = pair?.indexOf(':') ?? -1;
  return {
    method,
    path: decodeURIComponent(pathname),
    query: new Map(searchParams),
    user: pair === undefined ? null : pair.slice(0, colon),
    password: pair === undefined ? null : pair.slice(colon + 1),
  };
}

function send(response: ServerResponse, { status, headers = {}, body }: SandboxResponse): void {
  const isText = typeof body === 'string';
  response.writeHead(status, {
    'content-type': isText ? 'text/html; charset=utf-8' : 'application/json',
    'twilio-request-id': 'RQ00000000000000000000000000000000',
    ...headers,
  });
  response.end(isText ? body : JSON.stringify(body));
}
