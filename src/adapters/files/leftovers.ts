import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isRunning } from './running-process.ts';

/** The end of a name from `temporaryName`. */
const temporary = /\.(\d+)\.[0-9a-f]{12}\.tmp$/;

/** For callers that have finished writing: a file with their own pid is of an earlier process with the same pid. */
const isOtherWriter = (pid: number): boolean => pid !== process.pid && isRunning(pid);

/**
 * Deletes the temporary files that killed writers of `path` left beside it. `isWriting` tells by the writer's pid which are
 * still in use. Never throws: a file that cannot be deleted is left to the next writer.
 */
export function removeLeftovers(path: string, isWriting: (pid: number) => boolean = isOtherWriter): void {
  const prefix = `.${basename(path)}`;
  for (const name of namesBeside(path, prefix)) {
    const found = temporary.exec(name.suffix);
    if (found?.index === 0 && !isWriting(Number(found[1]))) removeQuietly(name.path);
  }
}

/** The same for all files of a directory that only smsctl uses. */
export function removeAllLeftovers(directory: string, isWriting = isOtherWriter): void {
  for (const name of namesBeside(join(directory, 'any'), '.')) {
    const pid = temporary.exec(name.suffix)?.[1];
    if (pid !== undefined && !isWriting(Number(pid))) removeQuietly(name.path);
  }
}

interface Name {
  readonly path: string;
  /** What comes after the prefix. */
  readonly suffix: string;
}

/** Names in the directory of `path` that start with `prefix`. None if it cannot be read. */
export function namesBeside(path: string, prefix: string): readonly Name[] {
  const directory = dirname(path);
  try {
    return readdirSync(directory)
      .filter((name) => name.startsWith(prefix))
      .map((name) => ({ path: join(directory, name), suffix: name.slice(prefix.length) }));
  } catch {
    return [];
  }
}

/** A temporary lock may be a directory; a symbolic link is removed, never followed. */
export function removeQuietly(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // Another user's file or a read-only disk must not stop the writer.
  }
}
