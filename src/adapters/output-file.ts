import { randomUUID } from 'node:crypto';
import { renameSync } from 'node:fs';
import { rm, stat, writeFile } from 'node:fs/promises';
import { exitCode } from '../domain/exit-code.ts';
import { printable } from '../domain/printable.ts';
import { redact } from '../domain/redaction.ts';
import { UserError } from '../domain/user-error.ts';
import { whileBusy } from './while-busy.ts';

/**
 * Writes a file that somebody asked for: whole, or not at all, so that a full disk leaves the former one. What is no regular
 * file, such as a pipe, is written to as it is. Rejects with `UserError` `output.failed` (exit 74).
 */
export async function writeOutput(path: string, whole: string): Promise<void> {
  const text = redact(whole);
  try {
    const existing = await stat(path).catch(() => undefined);
    if (existing !== undefined && !existing.isFile()) {
      await writeFile(path, text);
      return;
    }
    const draft = `${path}.${randomUUID().slice(0, 8)}.tmp`;
    try {
      await writeFile(draft, text, { flag: 'wx' });
      whileBusy(() => renameSync(draft, path));
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  } catch (error) {
    throw new UserError({
      code: 'output.failed',
      message: `${printable(path)} could not be written (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`,
      hints: ['Name a file in a folder that you may write to.'],
      exit: exitCode.outputFailed,
    });
  }
}
