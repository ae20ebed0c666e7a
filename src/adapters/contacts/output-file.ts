import { closeSync, constants, existsSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { printable } from '../../domain/printable.ts';
import { redact } from '../../domain/redaction.ts';
import { UserError } from '../../domain/user-error.ts';
import type { OpenOutput } from '../../ports.ts';
import { temporaryName } from '../durable-file.ts';
import { whileBusy } from '../while-busy.ts';

export const unwritable = (path: string, what: string, hint: string): UserError =>
  new UserError({ code: 'contacts.output', message: `${printable(path)} ${what}.`, hints: [hint] });

/** Readable by its owner alone (0600): it holds, or tells of, people's numbers. */
export const openOutput: OpenOutput = (target, replace) => {
  const path = resolve(target);
  if (!replace && existsSync(path)) throw unwritable(path, 'is there already', 'Add `--yes` to replace it.');
  const temporary = temporaryName(path);
  const file = open(temporary, path);
  const remove = () => rmSync(temporary, { force: true });
  // Also when the process is told to end.
  process.on('exit', remove);
  let done = false;
  return {
    path,
    write: (text) => {
      const bytes = Buffer.from(redact(text), 'utf8');
      try {
        for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        throw unwritable(path, `could not be written (${code})`, 'Make room, or give another place.');
      }
    },
    commit: () => {
      try {
        fsyncSync(file);
        closeSync(file);
        whileBusy(() => renameSync(temporary, path));
      } catch (error) {
        throw unwritable(
          path,
          `could not be written (${(error as NodeJS.ErrnoException).code})`,
          'Give another place.',
        );
      }
      done = true;
      process.off('exit', remove);
    },
    abort: () => {
      if (done) return;
      done = true;
      closeSync(file);
      remove();
      process.off('exit', remove);
    },
  };
};

function open(temporary: string, path: string): number {
  try {
    return openSync(temporary, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, 0o600);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw unwritable(path, 'cannot be made: its folder does not exist', 'Look at the path.');
    throw unwritable(path, `cannot be made (${code})`, 'Give a place where you may write.');
  }
}
