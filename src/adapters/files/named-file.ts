import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { otherKind, readingFlags, tooLarge, UnfitFile } from './unfit-file.ts';
import { whileBusy } from './while-busy.ts';

/** An open file. The caller closes it. */
export interface OpenedFile {
  readonly file: number;
  readonly stats: Stats;
}

interface ReadingOptions {
  /** False: a symbolic link is an `ELOOP` error. Default: true. */
  readonly followsLinks?: boolean;
}

/**
 * Opens a regular file for reading. Never waits: opening a pipe would wait for its writer in a system call that no signal
 * handler interrupts. Throws `UnfitFile` for anything that is not a regular file, and the system's own errors.
 */
export function openRegular(path: string, { followsLinks = true }: ReadingOptions = {}): OpenedFile {
  // Opening a device may already have an effect, such as rewinding a tape.
  if (followsLinks) refuseOther(whileBusy(() => statSync(path)));
  const flags = readingFlags | (followsLinks ? 0 : (constants.O_NOFOLLOW ?? 0));
  const file = whileBusy(() => openSync(path, flags));
  try {
    // Another file may have got the name since.
    const stats = fstatSync(file);
    refuseOther(stats);
    return { file, stats };
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

/** A regular file's bytes, at most `limit` of them, and its status. Throws `UnfitFile` and the system's own errors. */
export function readRegular(
  path: string,
  limit: number,
  options: ReadingOptions = {},
): { readonly bytes: Buffer; readonly stats: Stats } {
  const { file, stats } = openRegular(path, options);
  try {
    if (stats.size > limit) throw tooLarge(limit);
    return { bytes: readUpTo(file, limit, stats.size), stats };
  } finally {
    closeSync(file);
  }
}

/**
 * The bytes of a file that the user named: a regular file, or a pipe such as a shell's `<(…)`. Signals are handled while it
 * waits for a pipe. Rejects with `UnfitFile` and the system's own errors.
 */
export async function readNamed(path: string, limit: number): Promise<Buffer> {
  if (isPipe(path)) return (await import('./named-pipe.ts')).readPipe(path, limit);
  return readRegular(path, limit).bytes;
}

/** False if nothing has the name. */
export const isPipe = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFIFO() === true;

function refuseOther(stats: Stats): void {
  const problem = otherKind(stats);
  if (problem !== undefined) throw new UnfitFile(problem, { isDirectory: stats.isDirectory() });
}

/** As much as the file had when it was opened, even if it grows. A file of /proc has no size, and is read to its end. */
function readUpTo(file: number, limit: number, size: number): Buffer {
  const parts: Buffer[] = [];
  let length = 0;
  while (size === 0 || length < size) {
    const part = Buffer.alloc(size === 0 ? 4096 : size - length);
    const taken = readSync(file, part, 0, part.length, null);
    if (taken === 0) break;
    parts.push(part.subarray(0, taken));
    length += taken;
    if (length > limit) throw tooLarge(limit);
  }
  return Buffer.concat(parts, length);
}
