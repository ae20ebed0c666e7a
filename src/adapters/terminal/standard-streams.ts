import { fstatSync, statSync, writeSync } from 'node:fs';
import { printable } from '../../domain/text/printable.ts';
import { redact } from '../../domain/text/redaction.ts';
import { UserError } from '../../domain/user-error.ts';
import { codeOf, isMissing, reasonOf } from '../files/file-problem.ts';
import { readNamed } from '../files/named-file.ts';
import { tooLarge } from '../files/unfit-file.ts';

/** Longer than answers, a message or a secret. In bytes. */
const longestInput = 1024 * 1024;

/**
 * The text of a file or pipe, or all of stdin for `-`. Rejects with `UserError` `input.unreadable` (exit 2), also for a
 * device, a directory, and more than 1 MiB. Calls `onTerminal` before it waits for what a person types.
 */
export async function readInput(path: string, onTerminal?: () => void): Promise<string> {
  try {
    if (path !== '-') return (await readNamed(path, longestInput)).toString('utf8');
    const text = await (await import('./standard-input.ts')).readStandardInput(0, onTerminal);
    // What is cut off may look complete.
    if (Buffer.byteLength(text) > longestInput) throw tooLarge(longestInput);
    return text;
  } catch (error) {
    const name = path === '-' ? 'stdin' : printable(path);
    throw new UserError({
      code: 'input.unreadable',
      message: isMissing(error) ? `File not found: ${name}` : `Could not read ${name}: ${reasonOf(error)}.`,
      hints: isMissing(error) ? ['Check the path.'] : ['Check the path and its permissions.'],
    });
  }
}

/**
 * Redacts known secrets in everything that is written to a process's two streams, also by prompts, libraries and Node. Opens
 * neither stream.
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

/** Makes Node's log print the number of bytes instead of the bytes, which may be a secret that is not known yet. */
export function hideBytes(): void {
  process.getBuiltinModule('node:buffer').INSPECT_MAX_BYTES = 0;
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
  // Binary data stays as it is.
  return clean === text ? chunk : clean;
}

/** How an output stream ended: `whole`, `closed` by its reader (as `head` does), or `failed`, as on a full disk. */
type Delivery = 'whole' | 'closed' | 'failed';

export interface Output {
  /** True for a terminal only. */
  readonly isTerminal: boolean;
  /** In characters. Undefined without a terminal. */
  readonly columns: number | undefined;
  readonly write: (text: string) => void;
  /** Resolves when everything has been written or writing has failed. */
  readonly delivered: () => Promise<Delivery>;
}

/**
 * Standard output or error. Errors are kept for `delivered` instead of being thrown at any time. Node's stream is opened for a
 * terminal only: opening it takes as long as the rest of a short run.
 */
export function output(name: 'stdout' | 'stderr'): Output {
  const file = name === 'stdout' ? 1 : 2;
  return mayBeTerminal(file) ? streamOutput(process[name]) : fileOutput(file);
}

/** `devNull` of node:os, without loading that module. */
const devNull = process.platform === 'win32' ? '\\\\.\\nul' : '/dev/null';

/** False if the file is certainly not a terminal. Does not open Node's stream. */
export function mayBeTerminal(file: number): boolean {
  try {
    const stats = fstatSync(file);
    return stats.isCharacterDevice() && stats.rdev !== statSync(devNull).rdev;
  } catch {
    return false;
  }
}

const deliveryOf = (failure: Error | undefined): Delivery => {
  if (failure === undefined) return 'whole';
  return codeOf(failure) === 'EPIPE' ? 'closed' : 'failed';
};

/** Not a terminal: a file, a pipe or a device. */
export function fileOutput(file: number): Output {
  let failure: Error | undefined;
  return {
    isTerminal: false,
    columns: undefined,
    write: (text) => {
      if (failure !== undefined) return;
      try {
        writeAll(file, Buffer.from(redact(text)));
      } catch (error) {
        failure = error as Error;
      }
    },
    delivered: async () => deliveryOf(failure),
  };
}

/** How long to wait for a slow reader. In milliseconds. */
const pauseMs = 5;

/** Retries if a non-blocking pipe is full. */
function writeAll(file: number, bytes: Uint8Array): void {
  let left = bytes;
  while (left.length > 0) {
    try {
      left = left.subarray(writeSync(file, left));
    } catch (error) {
      if (codeOf(error) !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
    }
  }
}

export function streamOutput(stream: NodeJS.WriteStream): Output {
  let failure: Error | undefined;
  stream.on('error', (error) => {
    failure ??= error;
  });
  return {
    isTerminal: stream.isTTY === true,
    // A getter, since the window may be resized.
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
          // An error of an earlier write arrives with this write's callback, or one turn later.
          stream.write('', (error) => {
            failure ??= error ?? undefined;
            setImmediate(() => resolve(deliveryOf(failure)));
          });
        }
      }),
  };
}
