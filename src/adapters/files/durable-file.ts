import { randomBytes } from 'node:crypto';
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
import { reasonOf } from './file-problem.ts';
import { whileBusy } from './while-busy.ts';

/**
 * The name of a file that is being written: hidden, and with the writer's pid, so that what a killed process left behind
 * can be told from what a living one is writing.
 */
export const temporaryName = (path: string): string =>
  join(dirname(path), `.${basename(path)}.${process.pid}.${randomBytes(6).toString('hex')}.tmp`);

/**
 * Replaces the file at `path`, or creates it, with mode 0600 in a directory that is made with 0700. When this returns, the
 * bytes are on disk; when it throws (the system's own error) or the machine dies, the former file is as it was, but for
 * `NotSynced`, which says that the new one is in place. Every step
 * is there because leaving it out lost data somewhere: a short write that reports success on a full disk, a rename that
 * reaches the disk before the bytes do, a symbolic link planted under the temporary name. `beforeRename` runs
 * when the new file is complete on disk and nothing has changed yet; what it throws keeps it so.
 */
export function writeDurably(path: string, data: Uint8Array, beforeRename?: () => void): void {
  const directory = dirname(path);
  makeDirectory(directory);
  const temporary = temporaryName(path);
  const file = openSync(
    temporary,
    constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0),
    0o600,
  );
  try {
    try {
      fchmodSync(file, 0o600);
      writeAll(file, data);
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

/** Makes a directory, and those above that are missing, 0700 and durably: a file in a directory that is lost is lost with it. */
export function makeDirectory(path: string): void {
  const first = mkdirSync(path, { recursive: true, mode: 0o700 });
  if (first !== undefined) for (const parent of parentsMade(path, first)) syncDirectory(parent);
}

/**
 * The directories that got a new entry when `path` was made, the innermost first. `first` is what `mkdirSync` returned: the
 * outermost that was missing. Node for Windows returns it with the prefix `\\?\`, so that no parent of `path` equals it: then
 * all parents are given, up to the root.
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

/** A write may take less than it was given, as at the end of a disk or of a quota; one that takes nothing never will. */
function writeAll(file: number, data: Uint8Array): void {
  for (let written = 0; written < data.length; ) {
    const taken = writeSync(file, data, written);
    if (taken === 0) throw new NotWritten();
    written += taken;
  }
}

/** The system reported success, and the bytes are not there. */
export class NotWritten extends Error {
  constructor() {
    super('what was written is not what is on the disk');
  }
}

/** The new file is in place, and its name may not have reached the disk. */
export class NotSynced extends Error {
  readonly path: string;

  constructor(path: string, cause: unknown) {
    super(reasonOf(cause), { cause });
    this.path = path;
  }
}

/** Deletes a file durably; a file that is not there is no error, nor is one that cannot be there. */
export function removeDurably(path: string): void {
  try {
    whileBusy(() => unlinkSync(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return;
    throw error;
  }
  syncDirectory(dirname(path));
}

function unlinkQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // The error that brought us here says more than this one would.
  }
}

/** How file systems say that their directories know no fsync: some network and user-space ones. */
const withoutSync: ReadonlySet<unknown> = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** Brings the names in a directory to the disk. Windows cannot open a directory, and keeps its names safe by itself. */
export function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(directory, constants.O_RDONLY);
  try {
    fsyncSync(handle);
  } catch (error) {
    if (!withoutSync.has((error as NodeJS.ErrnoException).code)) throw error;
  } finally {
    closeSync(handle);
  }
}
