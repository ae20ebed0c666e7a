import { closeSync, read, readSync } from 'node:fs';
import { resolve } from 'node:path';
import { printable } from '../../domain/text/printable.ts';
import { UserError } from '../../domain/user-error.ts';
import { isMissing, isSystemError } from '../files/file-problem.ts';
import { withHome } from '../files/home-path.ts';
import { type OpenedFile, openRegular } from '../files/named-file.ts';
import { UnfitFile } from '../files/unfit-file.ts';

/** Readers get pieces of about this size, whatever the size of the chunks that come. */
export const pieceBytes = 256 * 1024;

export const unreadable = (name: string, what: string, ...hints: readonly string[]): UserError =>
  new UserError({ code: 'contacts.unreadable', message: `${printable(name)} ${what}.`, hints });

export const notFound = (path: string): UserError =>
  new UserError({
    code: 'contacts.unreadable',
    message: `File not found: ${printable(path)}`,
    hints: ['Check the path.'],
  });

/** An absolute path; a relative one is resolved as the shell does. `-` stays. */
export const pathOf = (source: string): string =>
  // A function, since node:os takes long to load.
  source === '-' ? '-' : resolve(withHome(source, () => process.getBuiltinModule('node:os').homedir()));

/** Opens a regular file. Throws `UserError` (`contacts.unreadable`). */
export function openList(path: string): OpenedFile {
  try {
    return openRegular(path);
  } catch (error) {
    throw listError(path, error);
  }
}

/** The `UserError` (`contacts.unreadable`) for a list that cannot be opened or read; any other error as it is. */
export function listError(path: string, error: unknown): unknown {
  if (error instanceof UnfitFile) return unfit(path, error);
  if (!isSystemError(error)) return error;
  const { code } = error;
  if (isMissing(error)) return notFound(path);
  if (code === 'EACCES')
    return unreadable(path, 'cannot be read: permission denied', 'Change its permissions, or copy the file.');
  return unreadable(path, `cannot be read (${code ?? 'unknown reason'})`, 'Check the path.');
}

const unfit = (path: string, { isDirectory }: UnfitFile): UserError =>
  isDirectory
    ? unreadable(path, 'is a directory', 'Name a file in it, such as contacts.csv.')
    : unreadable(path, 'is a device or a pipe', 'Redirect it to stdin and pass `-`.');

const tailBytes = 4096;

/** The last bytes of an open file. Throws the system's own errors. */
export function tailOf({ file, bytes }: { readonly file: number; readonly bytes: number }): Buffer {
  const tail = Buffer.alloc(Math.min(bytes, tailBytes));
  const length = readSync(file, tail, 0, tail.length, bytes - tail.length);
  return tail.subarray(0, length);
}

/** The bytes of a file in chunks. Node.js would load more code for a stream than it takes to read a short list. */
export function fileChunks({ file, stats: { size } }: OpenedFile) {
  let isOpen = true;
  const close = () => {
    if (isOpen) closeSync(file);
    isOpen = false;
  };
  const readChunk = () =>
    new Promise<Buffer>((resolve, reject) => {
      const chunk = Buffer.allocUnsafeSlow(Math.min(size + 1, pieceBytes));
      read(file, chunk, 0, chunk.length, null, (error, count) =>
        error === null ? resolve(chunk.subarray(0, count)) : reject(error),
      );
    });
  async function* chunks(): AsyncGenerator<Buffer> {
    try {
      while (isOpen) {
        const chunk = await readChunk();
        if (chunk.length === 0) return;
        yield chunk;
      }
    } finally {
      close();
    }
  }
  return { chunks, close };
}

/** The bytes of a file or a stream, with errors that name it; `count` gets the length of each chunk. */
export async function* readChunks(
  chunks: AsyncIterable<unknown>,
  name: string,
  count: (length: number) => void,
): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of chunks) {
      const bytes = chunk as Buffer;
      count(bytes.length);
      yield bytes;
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES')
      throw unreadable(name, 'cannot be read: permission denied', 'Change its permissions, or copy the file.');
    throw unreadable(name, `cannot be read to its end (${code ?? 'unknown reason'})`, 'Copy it to this machine first.');
  }
}
