import { randomBytes } from 'node:crypto';
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
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { exitCode } from '../../domain/exit-code.ts';
import { printable } from '../../domain/text/printable.ts';
import { redact } from '../../domain/text/redaction.ts';
import { UserError } from '../../domain/user-error.ts';
import type { OutputFile } from '../../ports.ts';
import { withoutLinks } from './file-lock.ts';
import { isSystemError, reasonOf } from './file-problem.ts';
import { existsAlready, isSame, type OutputTarget, outputTarget, type Replacing, refused } from './output-target.ts';
import { whileBusy } from './while-busy.ts';

/**
 * Starts a file that a person named. It appears under its name when it is whole; until then, and if anything fails, a former
 * file is as it was. It keeps the mode of the former file, and is readable by its owner alone (0600) where there was none.
 * Throws `UserError`: `output.refused` (exit 2) for what must not be replaced, and for a pipe or device; `output.failed` (exit
 * 74) where the system refuses.
 */
export function openOutput(name: string, replacing: Replacing): OutputFile {
  const path = resolve(name);
  return saying(path, () => {
    const target = outputTarget(path, replacing);
    if (target.kind === 'stream') throw refused(path, 'is a pipe or a device', 'Name a file.');
    return startFile(path, target);
  });
}

/** The same with a whole text, which is also written into a pipe that is read, or into a device such as a terminal. */
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

/** Files that are not finished: their temporary names, with what they are going to be. */
const unfinished = new Map<string, string>();
/** Also when a signal ends the process. */
const removeAll = () => {
  for (const temporary of unfinished.keys()) rmSync(temporary, { force: true });
};

function startFile(path: string, target: Exclude<OutputTarget, { kind: 'stream' }>): OutputFile {
  if ([...unfinished.values()].includes(target.path)) {
    throw refused(path, 'is named for two outputs', 'Give each output a file of its own.');
  }
  const temporary = join(dirname(target.path), `.smsctl-${process.pid}-${randomBytes(6).toString('hex')}.tmp`);
  const flags = constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0);
  let file: number | undefined = openSync(temporary, flags, 0o600);
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
    write: (text) => saying(path, () => writeAll(file, Buffer.from(redact(text), 'utf8'))),
    commit: () =>
      saying(path, () => {
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
        // What is thrown away need not reach the disk.
      }
      rmSync(temporary, { force: true });
      leave();
    },
  };
}

/** Who may read the former file may read the new one, and nobody else. */
function takeOver(file: number, { mode, uid, gid }: Stats): void {
  if (process.platform === 'win32') return;
  const own = fstatSync(file);
  let permissions = mode & 0o777;
  if (own.gid !== gid || own.uid !== uid) {
    try {
      fchownSync(file, uid, gid);
    } catch {
      // Only root can give a file away: its group would be another one.
      permissions &= 0o707;
    }
  }
  fchmodSync(file, permissions);
}

function replaceFile(temporary: string, path: string, former: Stats): void {
  if (!isSame(lstatSync(path, { throwIfNoEntry: false }), former)) {
    throw refused(path, 'was replaced by another program meanwhile', 'Run the same command again.');
  }
  whileBusy(() => renameSync(temporary, path));
}

/** A link, unlike a rename, replaces nothing that has come meanwhile. */
function placeNew(temporary: string, path: string): void {
  try {
    linkSync(temporary, path);
    rmSync(temporary, { force: true });
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === 'EEXIST') throw existsAlready(path);
    // A phone's shared storage forbids links.
    if (!withoutLinks.has(error.code) && error.code !== 'EACCES') throw error;
    if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) throw existsAlready(path);
    renameSync(temporary, path);
  }
}

function writeAll(file: number | undefined, bytes: Uint8Array): void {
  if (file === undefined) throw new Error('The output was finished before.');
  for (let written = 0; written < bytes.length; ) {
    const taken = writeSync(file, bytes, written);
    // A full disk may report success.
    if (taken === 0) throw new Error('the disk takes nothing more');
    written += taken;
  }
}

/** How long a reader that is behind is left alone. In milliseconds. */
const pauseMs = 5;

/** Without blocking: a pipe that nobody reads is an error, and a slow reader keeps no signal from being answered. */
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

function saying<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw failure(path, error);
  }
}

const roomIsLacking: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

function failure(path: string, error: unknown): UserError {
  if (error instanceof UserError) return error;
  const code = isSystemError(error) ? error.code : undefined;
  return new UserError({
    code: 'output.failed',
    message: `${printable(path)} could not be written: ${code === 'ENXIO' ? 'no program reads the pipe' : reasonOf(error)}.`,
    hints: [
      roomIsLacking.has(code)
        ? 'Make room, or name a file on another disk.'
        : 'Name a file in a directory that exists and that you may write to.',
    ],
    exit: exitCode.outputFailed,
  });
}
