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
import { basename, dirname, join } from 'node:path';

/**
 * The name of a file that is being written: hidden, and with the writer's pid, so that what a killed process left behind
 * can be told from what a living one is writing.
 */
export const temporaryName = (path: string): string =>
  join(dirname(path), `.${basename(path)}.${process.pid}.${randomBytes(6).toString('hex')}.tmp`);

/**
 * Replaces the file at `path`, or creates it, with mode 0600 in a directory that is made with 0700. When this returns, the
 * bytes are on disk; when it throws (the system's own error) or the machine dies, the former file is as it was. Every step
 * is there because leaving it out lost data somewhere: a short write that reports success on a full disk, a rename that
 * reaches the disk before the bytes do, a symbolic link planted under the temporary name.
 */
export function writeDurably(path: string, data: Uint8Array): void {
  const directory = dirname(path);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const temporary = temporaryName(path);
  const file = openSync(
    temporary,
    constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0),
    0o600,
  );
  try {
    try {
      fchmodSync(file, 0o600);
      for (let written = 0; written < data.length; ) written += writeSync(file, data, written);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    if (!readFileSync(temporary).equals(data)) throw new Error('What was written is not what is on disk.');
    renameSync(temporary, path);
  } catch (error) {
    unlinkQuietly(temporary);
    throw error;
  }
  syncDirectory(directory);
}

/** Deletes a file durably; a file that is not there is no error. */
export function removeDurably(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
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

/** Windows cannot open a directory, and keeps its names safe by itself. */
function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(directory, constants.O_RDONLY);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
