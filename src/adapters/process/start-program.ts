import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { ProgramRequest } from '../../ports.ts';
import { findWindowsProgram, startOnWindows } from './windows-program.ts';

/** Why a program did not start. `line-break`: an argument has one, which no batch file of Windows can get. */
type Reason = 'not-found' | 'not-executable' | 'line-break';

export class NotStarted extends Error {
  readonly reason: Reason;
  /** The system's, such as `EACCES`. */
  readonly code: string;

  constructor(reason: Reason, code: string) {
    super(reason);
    this.name = new.target.name;
    this.reason = reason;
    this.code = code;
  }
}

type StartOptions = Pick<SpawnOptions, 'stdio' | 'detached' | 'windowsHide'>;

/**
 * Starts a program without a shell, with `environment` only; on Windows, also a batch file. Throws `NotStarted`, or the program
 * emits `error`, which `whyNotStarted` explains: Node throws some errors, such as a command line that is too long, and emits
 * the others.
 */
export function startProgram(request: ProgramRequest, options: StartOptions): ChildProcess {
  const { command, args, environment } = request;
  if (command === '') throw new NotStarted('not-found', 'ENOENT');
  try {
    if (process.platform === 'win32') return startBatchOrProgram(request, options);
    return spawn(command, args, { ...options, env: { ...environment } });
  } catch (error) {
    throw error instanceof NotStarted ? error : whyNotStarted(request, error as NodeJS.ErrnoException);
  }
}

/** Windows does not find or start batch files, which npm installs as commands. */
function startBatchOrProgram({ command, args, environment }: ProgramRequest, options: StartOptions): ChildProcess {
  const file = findWindowsProgram(command, environment, isFile);
  if (file === undefined) {
    throw isFile(command) ? new NotStarted('not-executable', 'EACCES') : new NotStarted('not-found', 'ENOENT');
  }
  const start = startOnWindows(file, args, environment);
  if (start === null) throw new NotStarted('line-break', 'EINVAL');
  const { windowsVerbatimArguments } = start;
  return spawn(start.file, start.args, { ...options, env: { ...start.environment }, windowsVerbatimArguments });
}

export function whyNotStarted(request: ProgramRequest, { code = 'unknown' }: NodeJS.ErrnoException): NotStarted {
  // A path of which the system says EACCES leads to something.
  const isAbsent = code === 'ENOENT' || (code === 'EACCES' && !request.command.includes('/') && !isPresent(request));
  return new NotStarted(isAbsent ? 'not-found' : 'not-executable', code);
}

/**
 * Whether there is such a file. The system answers EACCES also if a directory of PATH is closed to the user, or has a
 * directory of that name; and ENOENT if the interpreter of a script is missing. Always true on Windows.
 */
export function isPresent({ command, environment }: Pick<ProgramRequest, 'command' | 'environment'>): boolean {
  if (process.platform === 'win32') return true;
  const folders = command.includes('/') ? [''] : (environment.PATH ?? '').split(delimiter);
  return folders.some((folder) => isFile(join(folder, command)));
}

/** False also if the system does not tell: another directory of PATH may have the program. */
function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  } catch {
    return false;
  }
}
