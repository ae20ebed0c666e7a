import { readFileSync } from 'node:fs';
import { printable } from '../domain/printable.ts';
import { UserError } from '../domain/user-error.ts';

/** A file's text, or all of stdin for `-`. Rejects with `UserError` `input.unreadable` (exit 2). */
export async function readInput(path: string): Promise<string> {
  try {
    return path === '-' ? await readAll(process.stdin) : readFileSync(path, 'utf8');
  } catch (error) {
    const { code = 'unknown reason' } = error as NodeJS.ErrnoException;
    throw new UserError({
      code: 'input.unreadable',
      message: `${path === '-' ? 'Stdin' : printable(path)} cannot be read (${code}).`,
      hints: ['Look at the path and its permissions.'],
    });
  }
}

/** What is piped in is short; a stream without end is cut off where no input goes. */
const longestInput = 1024 * 1024;

async function readAll(stream: NodeJS.ReadStream): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size > longestInput) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** How an output stream ended: `whole`, `closed` by its reader (as `head` does), or `failed`, as on a full disk. */
type Delivery = 'whole' | 'closed' | 'failed';

interface Output {
  readonly write: (text: string) => void;
  /** Resolves when everything that was written has left the process, or can leave it no more. */
  readonly delivered: () => Promise<Delivery>;
}

/** A stream whose errors are kept until the end, instead of being thrown wherever the program happens to be. */
export function output(stream: NodeJS.WriteStream): Output {
  let failure: NodeJS.ErrnoException | undefined;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    failure ??= error;
  });
  const delivery = (): Delivery => {
    if (failure === undefined) return 'whole';
    return failure.code === 'EPIPE' ? 'closed' : 'failed';
  };
  return {
    write: (text) => {
      if (failure === undefined) stream.write(text);
    },
    delivered: () =>
      new Promise((resolve) => {
        if (failure !== undefined) resolve(delivery());
        else {
          // An error of an earlier write may be on its way: it comes with this write's answer, or a turn behind it.
          stream.write('', (error) => {
            failure ??= error ?? undefined;
            setImmediate(() => resolve(delivery()));
          });
        }
      }),
  };
}
