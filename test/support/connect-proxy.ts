import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** A proxy on loopback that notes what it is asked for and lets nothing out of this machine. */
export interface ConnectProxy {
  readonly url: string;
  /** The targets of all CONNECT requests, `host:port`. */
  readonly targets: readonly string[];
  readonly headers: readonly IncomingHttpHeaders[];
  readonly close: () => Promise<void>;
}

/** `meet` gets each tunnel's client side. Without it every tunnel is refused with 403. */
export async function startConnectProxy(meet: (socket: Duplex) => void = refuse): Promise<ConnectProxy> {
  const targets: string[] = [];
  const headers: IncomingHttpHeaders[] = [];
  const sockets = new Set<Duplex>();
  const server = createServer((_, response) => response.writeHead(400).end());
  server.on('connect', (request, socket) => {
    targets.push(request.url ?? '');
    headers.push(request.headers);
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    meet(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    targets,
    headers,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const refuse = (socket: Duplex): void => {
  socket.end('HTTP/1.1 403 Forbidden\r\ncontent-type: text/html\r\ncontent-length: 9\r\n\r\nForbidden');
};

/** Opens the tunnel and then talks something that is not TLS. */
export const openAndTalkNonsense = (socket: Duplex): void => {
  socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
  socket.once('data', () => socket.end('This is no TLS.'));
};
