import { type AddressInfo, connect, createServer } from 'node:net';

/** A proxy that lets no COPY statement pass, like a pooler without COPY: the server gets a word that it does not know. */
export interface CopyRefusal {
  readonly port: number;
  readonly refused: () => number;
  readonly close: () => void;
}

export async function refuseCopy(to: number): Promise<CopyRefusal> {
  let refused = 0;
  const server = createServer((client) => {
    const upstream = connect(to, '127.0.0.1');
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
    upstream.pipe(client);
    client.on('end', () => upstream.end());
    client.on('data', (message) => {
      const at = message.indexOf('copy (');
      if (at !== -1) {
        refused += 1;
        message.write('kopy', at);
      }
      upstream.write(message);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, refused: () => refused, close: () => server.close() };
}
