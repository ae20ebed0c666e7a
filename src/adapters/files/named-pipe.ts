import { openSync } from 'node:fs';
import { Socket } from 'node:net';
import { readingFlags, tooLarge, UnfitFile } from './unfit-file.ts';

/** How long a pipe may stay silent before smsctl gives up: a password manager may be asking a person. In milliseconds. */
const patienceMs = 120_000;

/** A pipe's bytes, at most `limit` of them. Rejects with `UnfitFile` for more, and for a pipe that stays silent. */
export async function readPipe(path: string, limit: number, silenceMs: number = patienceMs): Promise<Buffer> {
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
 * What is written to a named pipe, as it comes. It is opened without waiting and polled by the event loop: a thread that waits
 * in `open` or `read` would keep the process from exiting on a signal.
 */
export async function* pipeChunks(path: string, silenceMs = 0): AsyncGenerator<Buffer> {
  const pipe = new Socket({ fd: openSync(path, readingFlags), readable: true, writable: false });
  pipe.setTimeout(silenceMs, () =>
    pipe.destroy(new UnfitFile(`it is a pipe, and nothing was written to it for ${silenceMs / 1000} seconds`)),
  );
  for await (const chunk of pipe) yield chunk as Buffer;
}
