import {
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, type PlatformPath, resolve } from 'node:path';
import { codeOf, reasonOf } from './file-problem.ts';
import { whileBusy } from './while-busy.ts';

/**
 * A hidden temporary name beside `path`, for a file that will replace it. It contains the writer's pid, so that files that a
 * killed process left can be told from those that are being written. `label` replaces the name of a file that may be too long.
 */
export function temporaryName(path: string, label: string = basename(path)): string {
  const random = process.getBuiltinModule('node:crypto').randomBytes(6).toString('hex');
  return join(dirname(path), `.${label}.${process.pid}.${random}.tmp`);
}

/** Creates a file with mode 0600 for writing. Throws the system's error if anything has that name, such as a planted link. */
export const createFile = (path: string): number =>
  openSync(path, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0), 0o600);

/**
 * Replaces the file at `path`, or creates it, with mode 0600. Creates missing directories with 0700. When this returns, the
 * bytes are on disk. If it throws (the system's own error) or the machine dies, the former file is unchanged, except after
 * `NotSynced`, which says that the new one is in place. `beforeRename` runs when the new file is complete on disk and the
 * former one is still in place; if it throws, it stays.
 *
 * Each step prevents a loss of data that was seen: a short write that reports success on a full disk, a rename that reaches
 * the disk before the bytes, a symbolic link planted under the temporary name.
 */
export function writeDurably(path: string, data: Uint8Array, beforeRename?: () => void): void {
  const directory = dirname(path);
  makeDirectory(directory);
  const temporary = temporaryName(path);
  const file = createFile(temporary);
  try {
    try {
      fchmodSync(file, 0o600);
      if (!writeAll(file, data)) throw new NotWritten();
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    if (!readFileSync(temporary).equals(data)) throw new NotWritten();
    beforeRename?.();
    whileBusy(() => renameSync(temporary, path));
  } catch (error) {
    unlinkQuietly(temporary);
    throw error;
  }
  try {
    syncDirectory(directory);
  } catch (error) {
    throw new NotSynced(path, error);
  }
}

/** Creates a directory and its missing parents durably, with mode 0700: a file is lost with a directory that is lost. */
export function makeDirectory(path: string): void {
  const first = mkdirSync(path, { recursive: true, mode: 0o700 });
  if (first !== undefined) for (const parent of parentsMade(path, first)) syncDirectory(parent);
}

/**
 * The directories that got a new entry when `path` was created, the innermost first. `first` is what `mkdirSync` returned: the
 * outermost that was missing. On Windows it has the prefix `\\?\`, so that no parent of `path` equals it: then all parents are
 * returned, up to the root.
 */
export function parentsMade(
  path: string,
  first: string,
  rules: Pick<PlatformPath, 'resolve' | 'dirname'> = { resolve, dirname },
): string[] {
  const outermost = rules.resolve(first);
  const parents: string[] = [];
  for (let made = rules.resolve(path); rules.dirname(made) !== made; made = rules.dirname(made)) {
    parents.push(rules.dirname(made));
    if (made === outermost) break;
  }
  return parents;
}

/**
 * False if the disk takes no more: at the end of a disk or quota a write may take less than it was given, without an error.
 */
export function writeAll(file: number, data: Uint8Array): boolean {
  for (let written = 0; written < data.length; ) {
    const taken = writeSync(file, data, written);
    if (taken === 0) return false;
    written += taken;
  }
  return true;
}

/** The system reported success, but the bytes are not on disk. */
export class NotWritten extends Error {
  constructor() {
    super('what was written is not what is on the disk');
  }
}

/** The new file is in place, but its name may not have reached the disk. */
export class NotSynced extends Error {
  readonly path: string;

  constructor(path: string, cause: unknown) {
    super(reasonOf(cause), { cause });
    this.path = path;
  }
}

/** Deletes a file durably. A file that does not exist is no error. */
export function removeDurably(path: string): void {
  try {
    whileBusy(() => unlinkSync(path));
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) return;
    throw error;
  }
  syncDirectory(dirname(path));
}

function unlinkQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // The caller throws the error that matters.
  }
}

/** Errors of file systems that cannot sync a directory, such as some network and user-space ones. */
const withoutSync: ReadonlySet<unknown> = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** Writes the names in a directory to disk. Windows cannot open a directory, and its file systems log the names. */
export function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(directory, constants.O_RDONLY);
  try {
    fsyncSync(handle);
  } catch (error) {
    if (!withoutSync.has(codeOf(error))) throw error;
  } finally {
    closeSync(handle);
  }
}

/** File systems without hard links answer a link with these: FAT, some network and phone file systems, some sandboxes. */
export const withoutLinks: ReadonlySet<string | undefined> = new Set([
  ...['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'],
  // Windows answers so on FAT (ERROR_INVALID_FUNCTION).
  ...(process.platform === 'win32' ? ['EISDIR'] : []),
]);
