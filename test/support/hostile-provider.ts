import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defaultWorld } from '../../src/sandbox/twilio/default-world.ts';
import { handle } from '../../src/sandbox/twilio/handle.ts';

/** What answers in Twilio's place: `well` is the sandbox's default world, everything else goes wrong in its own way. */
export type Mode = 'well' | ((authorization: string, response: ServerResponse) => void);

/** A provider on loopback whose manners can be changed while it runs. */
export interface HostileProvider {
  readonly url: string;
  /** The values of the Authorization header that came, in order. */
  readonly authorizations: readonly string[];
  mode: Mode;
  readonly close: () => Promise<void>;
}

export async function startHostileProvider(): Promise<HostileProvider> {
  const authorizations: string[] = [];
  let world = defaultWorld();
  const provider = { mode: 'well' as Mode };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url: path = '' } = request;
    const { authorization = '' } = request.headers;
    let form = '';
    for await (const chunk of request) form += String(chunk);
    authorizations.push(authorization);
    if (provider.mode !== 'well') {
      provider.mode(authorization, response);
      return;
    }
    const { response: decided, next } = handle(world, { method, path, form, authorization });
    world = next;
    if (typeof decided.answer === 'object') {
      response.writeHead(decided.answer.status, decided.answer.headers).end(decided.answer.body);
    }
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(provider, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    authorizations,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

/** Says the header that it got in every place and every writing in which a server says things. */
const echo =
  (status: number): Mode =>
  (authorization, response) => {
    const pair = Buffer.from(authorization.replace('Basic ', ''), 'base64').toString();
    const password = pair.slice(pair.indexOf(':') + 1);
    const said = [
      authorization,
      pair,
      password,
      encodeURIComponent(pair),
      Buffer.from(password).toString('hex'),
      Buffer.from(password).toString('base64'),
      Buffer.from(password).toString('base64url'),
      JSON.stringify({ password }),
    ].join(' ');
    response
      .writeHead(status, { 'content-type': 'application/json', 'x-echo': authorization, location: `/${pair}` })
      .end(JSON.stringify({ code: 20003, status, message: said, detail: said, more_info: said, [password]: said }));
  };

const plain =
  (status: number, type: string, body: string): Mode =>
  (_, response) => {
    response.writeHead(status, { 'content-type': type }).end(body);
  };

/** Everything that can go wrong between a request and an answer, by name. */
export const failures: Readonly<Record<string, Mode>> = {
  'an echo with 400': echo(400),
  'an echo with 401': echo(401),
  'an echo with 403': echo(403),
  'an echo with 404': echo(404),
  'an echo with 429': echo(429),
  'an echo with 500': echo(500),
  'an echo with 200': echo(200),
  'an echo with 302': echo(302),
  'an echo that is no JSON': (authorization, response) => {
    response.writeHead(502, { 'content-type': 'text/html' }).end(`<html>${authorization}</html>`);
  },
  'a login page': plain(200, 'text/html', '<!DOCTYPE html><title>Sign in</title>'),
  'an empty object': plain(200, 'application/json', '{}'),
  'a list': plain(200, 'application/json', '[]'),
  'half a document': plain(200, 'application/json', '{"messages": ['),
  'a connection cut before the answer': (_, response) => {
    response.socket?.resetAndDestroy();
  },
  'a connection cut inside the answer': (authorization, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
    response.write(`{"message":"${authorization}`);
    setTimeout(() => response.socket?.resetAndDestroy(), 20);
  },
  'more than a megabyte': (authorization, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(`{"a":"${authorization.repeat(30_000)}"}`);
  },
  'something that is no HTTP': (authorization, response) => {
    response.socket?.end(`NOPE ${authorization}\r\n\r\n`);
  },
  'no answer': () => {},
};
