import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { handle, type SandboxResponse, type World } from './twilio/world.ts';

/** A request as it came, without its headers: no credentials. */
export interface SeenRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
}

/** A sandbox that answers. */
export interface Sandbox {
  /** Its origin, `http://127.0.0.1:PORT`; every Twilio host's paths are there. */
  readonly url: string;
  /** Every request so far, in order. */
  readonly requests: readonly SeenRequest[];
  /** Cuts what is still open, and resolves when the port is free again. */
  readonly close: () => Promise<void>;
}

/**
 * A small Twilio on 127.0.0.1 that answers as `world` says, and 421 where the Host header names a host that is neither this one
 * nor Twilio's. `port` 0, the default, takes any free one. Rejects with the system's own error when it cannot listen there.
 */
export async function startSandbox({
  world,
  port = 0,
}: {
  readonly world: World;
  readonly port?: number;
}): Promise<Sandbox> {
  const requests: SeenRequest[] = [];
  const waiting = new Set<NodeJS.Timeout>();
  let current = world;

  const server = createServer(async (request, response) => {
    const { method = '', url: path = '' } = request;
    const { authorization, host } = request.headers;
    if (!isOurs(host)) {
      response
        .writeHead(421, { 'content-type': 'text/plain' })
        .end('The sandbox answers no request for another host.\n');
      return;
    }
    requests.push({ method, path });
    const form = await readForm(request);
    const { response: decided, next } = handle(current, {
      method,
      path,
      form,
      at: new Date().toISOString(),
      ...(authorization !== undefined && { authorization }),
    });
    current = next;
    const timer = setTimeout(() => {
      waiting.delete(timer);
      send(decided.answer, request, response);
    }, decided.delayMs);
    waiting.add(timer);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        for (const timer of waiting) clearTimeout(timer);
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * A page whose name leads here asks with that name: its scripts are not to read what the sandbox answers. A proxy may ask with
 * Twilio's own.
 */
const isOurs = (host = ''): boolean =>
  /^(?:127\.0\.0\.1|localhost|\[::1\]|(?:[a-z\d-]+\.)+twilio\.com)(?::\d{1,5})?$/i.test(host);

/** Longer forms than any message are not read to their end. */
const formLimit = 64 * 1024;

/** Empty where the client went away before its end. */
async function readForm(request: IncomingMessage): Promise<string> {
  let form = '';
  try {
    for await (const chunk of request) if (form.length < formLimit) form += String(chunk);
    return form;
  } catch {
    return '';
  }
}

function send(answer: SandboxResponse['answer'], request: IncomingMessage, response: ServerResponse): void {
  if (answer === 'hang') return;
  if (answer === 'reset') {
    request.socket.resetAndDestroy();
    return;
  }
  response.writeHead(answer.status, answer.headers).end(answer.body);
}
