import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  type Stats,
  writeSync,
} from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { exitCode } from '../../domain/exit-code.ts';
import { printable } from '../../domain/text/printable.ts';
import { redact, redactBytes } from '../../domain/text/redaction.ts';
import { UserError } from '../../domain/user-error.ts';
import type { OutputFile } from '../../ports.ts';
import { createFile, temporaryName, withoutLinks, writeAll } from './durable-file.ts';
import { codeOf, isSystemError, reasonOf } from './file-problem.ts';
import { existsAlready, isSame, type OutputTarget, outputTarget, type Replacing, refused } from './output-target.ts';
import { whileBusy } from './while-busy.ts';

/**
 * Starts a file that the user named. It appears under its name when it is complete. Until then, and if anything fails, a
 * former file stays as it was. It keeps the mode of the former file; a new file has 0600. Throws `UserError`
 * `output.refused` (exit 2) for a file that must not be replaced, and for a pipe or device, and `output.failed` (exit 74)
 * for errors of the system.
 */
export function openOutput(name: string, replacing: Replacing): OutputFile {
  const path = resolve(name);
  return mapErrors(path, () => {
    const target = outputTarget(path, replacing);
    if (target.kind === 'stream') throw refused(path, 'is a pipe or a device', 'Name a file.');
    return startFile(path, target);
  });
}

/** The same with a complete text, which may also go to a pipe that is read, or to a device such as a terminal. */
export async function writeOutput(name: string, text: string, replacing: Replacing): Promise<void> {
  const path = resolve(name);
  try {
    const target = outputTarget(path, replacing);
    if (target.kind === 'stream') return await pour(path, Buffer.from(redact(text)));
    const file = startFile(path, target);
    try {
      file.write(text);
      file.commit();
    } finally {
      file.abort();
    }
  } catch (error) {
    throw failure(path, error);
  }
}

/** Files that are not complete: the target of each, by its temporary name. */
const unfinished = new Map<string, string>();
const removeAll = () => {
  for (const temporary of unfinished.keys()) rmSync(temporary, { force: true });
};

function startFile(path: string, target: Exclude<OutputTarget, { kind: 'stream' }>): OutputFile {
  if ([...unfinished.values()].includes(target.path)) {
    throw refused(path, 'is named for two outputs', 'Name a different file for each output.');
  }
  const temporary = temporaryName(target.path, 'smsctl');
  let file: number | undefined = createFile(temporary);
  if (unfinished.size === 0) process.on('exit', removeAll);
  unfinished.set(temporary, target.path);
  const close = () => {
    if (file !== undefined) closeSync(file);
    file = undefined;
  };
  const leave = () => {
    unfinished.delete(temporary);
    if (unfinished.size === 0) process.off('exit', removeAll);
  };
  return {
    path,
    write: (text) =>
      mapErrors(path, () => {
        if (file === undefined) throw new Error('The output was finished before.');
        if (!writeAll(file, redactBytes(text))) throw new Error('no space left on the disk');
      }),
    commit: () =>
      mapErrors(path, () => {
        if (file === undefined) throw new Error('The output was finished before.');
        if (target.kind === 'file') takeOver(file, target.stats);
        fsyncSync(file);
        close();
        if (target.kind === 'file') replaceFile(temporary, target.path, target.stats);
        else placeNew(temporary, target.path);
        leave();
      }),
    abort: () => {
      if (!unfinished.has(temporary)) return;
      try {
        close();
      } catch {
        // The file is deleted anyway.
      }
      rmSync(temporary, { force: true });
      leave();
    },
  };
}

/** Gives the new file the owner, group and mode of the former one. */
function takeOver(file: number, { mode, uid, gid }: Stats): void {
  if (process.platform === 'win32') return;
  const own = fstatSync(file);
  let permissions = mode & 0o777;
  if (own.gid !== gid || own.uid !== uid) {
    try {
      fchownSync(file, uid, gid);
    } catch {
      // Only root can change the owner. The group stays this user's, so it loses its permissions.
      permissions &= 0o707;
    }
  }
  fchmodSync(file, permissions);
}

function replaceFile(temporary: string, path: string, former: Stats): void {
  if (!isSame(lstatSync(path, { throwIfNoEntry: false }), former)) {
    throw refused(path, 'was replaced by another program', 'Run the command again.');
  }
  whileBusy(() => renameSync(temporary, path));
}

/** Uses a link, which, unlike a rename, replaces no file that was created meanwhile. */
function placeNew(temporary: string, path: string): void {
  try {
    linkSync(temporary, path);
    rmSync(temporary, { force: true });
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === 'EEXIST') throw existsAlready(path);
    // Android's shared storage answers links with EACCES.
    if (!withoutLinks.has(error.code) && error.code !== 'EACCES') throw error;
    if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) throw existsAlready(path);
    renameSync(temporary, path);
  }
}

/** How long to wait for a slow reader. In milliseconds. */
const pauseMs = 5;

/** Does not block: a pipe without a reader is an error, and signals are handled while a reader is slow. */
async function pour(path: string, bytes: Uint8Array): Promise<void> {
  const file = openSync(path, constants.O_WRONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0));
  try {
    for (let left = bytes; left.length > 0; ) {
      try {
        left = left.subarray(writeSync(file, left));
      } catch (error) {
        if (!isSystemError(error) || error.code !== 'EAGAIN') throw error;
        await pause(pauseMs);
      }
    }
  } finally {
    closeSync(file);
  }
}

function mapErrors<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw failure(path, error);
  }
}

const roomIsLacking: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

function failure(path: string, error: unknown): UserError {
  if (error instanceof UserError) return error;
  const code = codeOf(error);
  return new UserError({
    code: 'output.failed',
    message: `Could not write ${printable(path)}: ${code === 'ENXIO' ? 'no program reads the pipe' : reasonOf(error)}.`,
    hints: [
      roomIsLacking.has(code)
        ? 'Free disk space, or name a file on another disk.'
        : 'Name a file in a directory that exists and that you can write to.',
    ],
    exit: exitCode.outputFailed,
  });
}
