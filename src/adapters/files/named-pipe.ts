import { openSync } from 'node:fs';
import { Socket } from 'node:net';
import { readingFlags, tooLarge, UnfitFile } from './unfit-file.ts';

/** How long to wait for a silent pipe: a password manager may be waiting for its user. In milliseconds. */
const pipeTimeoutMs = 120_000;

/** A pipe's bytes, at most `limit` of them. Rejects with `UnfitFile` for more, and for a pipe that stays silent. */
export async function readPipe(path: string, limit: number, silenceMs: number = pipeTimeoutMs): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of pipeChunks(path, silenceMs)) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > limit) throw tooLarge(limit);
  }
  return Buffer.concat(chunks, length);
}

/**
 * The chunks that are written to a named pipe. It is opened without waiting and polled by the event loop: a thread that
 * waits in `open` or `read` would keep the process from exiting on a signal.
 */
export async function* pipeChunks(path: string, silenceMs = 0): AsyncGenerator<Buffer> {
  const pipe = new Socket({ fd: openSync(path, readingFlags), readable: true, writable: false });
  pipe.setTimeout(silenceMs, () =>
    pipe.destroy(new UnfitFile(`it is a pipe, and nothing was written to it for ${silenceMs / 1000} seconds`)),
  );
  for await (const chunk of pipe) yield chunk as Buffer;
}
