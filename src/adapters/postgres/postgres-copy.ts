import type { EventEmitter } from 'node:events';
import type { Duplex } from 'node:stream';

const pieceBytes = 256 * 1024;
/** Pieces that wait for their reader; with as many, the server is not read. */
const mostWaiting = 4;

/** The part of the library's client that a copy needs. */
interface CopyingClient {
  readonly connection: EventEmitter & { readonly stream: Duplex };
  readonly query: (request: { readonly text: string; readonly queryMode: 'extended' }) => Promise<unknown>;
}

/**
 * The bytes of a COPY statement to the client, in pieces that end where a row ends. The server is not read faster than the
 * pieces are taken. Rejects with an error of the system or server.
 */
export async function* copiedBytes(client: CopyingClient, statement: string): AsyncGenerator<Buffer> {
  const { connection } = client;
  const { stream } = connection;
  const waiting: Buffer[] = [];
  let filling = Buffer.allocUnsafeSlow(pieceBytes);
  let used = 0;
  let isEnded = false;
  let wake = (): void => {};
  const passOn = (): void => {
    if (used > 0) waiting.push(filling.subarray(0, used));
    used = 0;
    if (waiting.length >= mostWaiting) stream.pause();
    wake();
  };
  // A message has one row (https://www.postgresql.org/docs/17/protocol-flow.html#PROTOCOL-COPY). The library reuses its memory.
  const take = ({ chunk }: { readonly chunk: Buffer }): void => {
    if (used + chunk.length > filling.length) {
      passOn();
      filling = Buffer.allocUnsafeSlow(Math.max(pieceBytes, chunk.length));
    }
    used += chunk.copy(filling, used);
  };
  let failure: { readonly error: unknown } | undefined;
  connection.on('copyData', take);
  const ended = client
    // In this mode, the protocol refuses a second statement.
    .query({ text: statement, queryMode: 'extended' })
    .catch((error: unknown) => {
      failure = { error };
    })
    .finally(() => {
      isEnded = true;
      passOn();
    });
  try {
    for (;;) {
      const piece = waiting.shift();
      if (piece !== undefined) yield piece;
      else if (failure !== undefined) throw failure.error;
      else if (isEnded) return;
      else {
        stream.resume();
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    connection.off('copyData', take);
    if (!isEnded) stream.destroy();
    await ended;
  }
}
