import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { handle, type SandboxResponse } from './twilio/handle.ts';
import type { World } from './twilio/world.ts';

/** A request without its headers, which have the credentials. */
export interface SeenRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
}

/** A running sandbox. */
export interface Sandbox {
  /** Its origin, `http://127.0.0.1:PORT`, for the paths of every Twilio host. */
  readonly url: string;
  /** Every request so far, in order. */
  readonly requests: readonly SeenRequest[];
  /** Closes all connections. Resolves when the port is free. */
  readonly close: () => Promise<void>;
}

/**
 * Starts a mock Twilio API on 127.0.0.1 that answers from `world`. Answers 421 if the Host header names neither this server
 * nor Twilio. `port` 0, the default, is any free one. Rejects with the system's own error if it cannot listen.
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

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url: path = '' } = request;
    const { authorization, host } = request.headers;
    if (!isOurs(host)) {
      response
        .writeHead(421, { 'content-type': 'text/plain' })
        .end('The sandbox only answers requests for its own host.\n');
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
  };
  const server = createServer((request, response) => void answer(request, response));
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
 * Protects against DNS rebinding: a web page whose name resolves to this machine must not read answers. A proxy may send
 * Twilio's name.
 */
const isOurs = (host = ''): boolean =>
  /^(?:127\.0\.0\.1|localhost|\[::1\]|(?:[a-z\d-]+\.)+twilio\.com)(?::\d{1,5})?$/i.test(host);

/** Longer than any message. The rest of a form is not read. */
const formLimit = 64 * 1024;

/** Empty if the client closed the connection. */
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
