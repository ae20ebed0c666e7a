import buffer from 'node:buffer';
import { fstatSync, statSync, writeSync } from 'node:fs';
import { printable } from '../../domain/text/printable.ts';
import { redact } from '../../domain/text/redaction.ts';
import { UserError } from '../../domain/user-error.ts';
import { reasonOf } from '../files/file-problem.ts';
import { readNamed } from '../files/named-file.ts';

/** Longer than any input that is read whole: answers, a message, a secret. In bytes. */
const longestInput = 1024 * 1024;

/**
 * The text of a file or pipe, or all of stdin for `-`. Rejects with `UserError` `input.unreadable` (exit 2), also for a device, a
 * directory, and a file of more than 1 MiB.
 */
export async function readInput(path: string): Promise<string> {
  try {
    return path === '-'
      ? await (await import('./standard-input.ts')).readStandardInput()
      : (await readNamed(path, longestInput)).toString('utf8');
  } catch (error) {
    throw new UserError({
      code: 'input.unreadable',
      message: `${path === '-' ? 'Stdin' : printable(path)} cannot be read: ${reasonOf(error)}.`,
      hints: ['Check the path and its permissions.'],
    });
  }
}

/**
 * Makes the two streams of a process leave out the secrets that it has met, whoever writes to them: a prompt, a library, Node.
 * Opens neither.
 */
export function keepSecretsFrom(process: Pick<NodeJS.Process, 'stdout' | 'stderr'>): void {
  for (const name of ['stdout', 'stderr'] as const) {
    const open = Object.getOwnPropertyDescriptor(process, name)?.get;
    let guarded: NodeJS.WriteStream | undefined;
    const get = (): NodeJS.WriteStream => {
      guarded ??= guard(open?.call(process));
      return guarded;
    };
    Object.defineProperty(process, name, { configurable: true, enumerable: true, get });
  }
}

/** Node's own log shows bytes before anybody knows what they are: of answers, and of what is piped in. From now on it counts them. */
export function hideBytes(): void {
  buffer.INSPECT_MAX_BYTES = 0;
}

function guard(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  const write = stream.write.bind(stream) as (chunk: unknown, ...rest: readonly unknown[]) => boolean;
  stream.write = (chunk: unknown, ...rest: readonly unknown[]) => write(withoutSecrets(chunk), ...rest);
  return stream;
}

function withoutSecrets(chunk: unknown): unknown {
  if (typeof chunk === 'string') return redact(chunk);
  if (!(chunk instanceof Uint8Array)) return chunk;
  const text = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString();
  const clean = redact(text);
  // Bytes that are no text stay as they are.
  return clean === text ? chunk : clean;
}

/** How an output stream ended: `whole`, `closed` by its reader (as `head` does), or `failed`, as on a full disk. */
type Delivery = 'whole' | 'closed' | 'failed';

export interface Output {
  /** True for a terminal and nothing else. */
  readonly isTerminal: boolean;
  /** In characters; undefined where there is no terminal. */
  readonly columns: number | undefined;
  readonly write: (text: string) => void;
  /** Resolves when everything that was written has left the process, or can leave it no more. */
  readonly delivered: () => Promise<Delivery>;
}

/**
 * Standard output or error. Its errors are kept until the end, instead of being thrown wherever the program happens to be.
 * Node's own stream is opened for a terminal alone: to open it takes as long as all the rest of a short run.
 */
export function output(name: 'stdout' | 'stderr'): Output {
  const file = name === 'stdout' ? 1 : 2;
  return mayBeTerminal(file) ? streamOutput(process[name]) : fileOutput(file);
}

/** `devNull` of node:os, which takes long to load. */
const devNull = process.platform === 'win32' ? '\\\\.\\nul' : '/dev/null';

/** False where there is no terminal for certain, which is told without opening Node's own stream. */
export function mayBeTerminal(file: number): boolean {
  try {
    const stats = fstatSync(file);
    return stats.isCharacterDevice() && stats.rdev !== statSync(devNull).rdev;
  } catch {
    return false;
  }
}

const deliveryOf = (failure: NodeJS.ErrnoException | undefined): Delivery => {
  if (failure === undefined) return 'whole';
  return failure.code === 'EPIPE' ? 'closed' : 'failed';
};

function fileOutput(file: number): Output {
  let failure: NodeJS.ErrnoException | undefined;
  return {
    isTerminal: false,
    columns: undefined,
    write: (text) => {
      if (failure !== undefined) return;
      try {
        writeAll(file, Buffer.from(redact(text)));
      } catch (error) {
        failure = error as NodeJS.ErrnoException;
      }
    },
    delivered: async () => deliveryOf(failure),
  };
}

/** How long a reader that is behind is left alone. In milliseconds. */
const pauseMs = 5;

/** A pipe takes what it has room for, and says so where whoever opened it made it non-blocking. */
function writeAll(file: number, bytes: Uint8Array): void {
  let left = bytes;
  while (left.length > 0) {
    try {
      left = left.subarray(writeSync(file, left));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
    }
  }
}

function streamOutput(stream: NodeJS.WriteStream): Output {
  let failure: NodeJS.ErrnoException | undefined;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    failure ??= error;
  });
  return {
    isTerminal: stream.isTTY === true,
    // A resized window counts from the next line on.
    get columns() {
      return stream.columns;
    },
    write: (text) => {
      if (failure === undefined) stream.write(text);
    },
    delivered: () =>
      new Promise((resolve) => {
        if (failure !== undefined) resolve(deliveryOf(failure));
        else {
          // An error of an earlier write may be on its way: it comes with this write's answer, or a turn behind it.
          stream.write('', (error) => {
            failure ??= error ?? undefined;
            setImmediate(() => resolve(deliveryOf(failure)));
          });
        }
      }),
  };
}
