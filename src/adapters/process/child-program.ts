import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, statSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { exitCode } from '../../domain/exit-code.ts';
import { printable } from '../../domain/text/printable.ts';
import { UserError } from '../../domain/user-error.ts';
import type { ProgramRequest } from '../../ports.ts';
import { findWindowsProgram, startOnWindows } from './windows-program.ts';

/** A terminal sends these to every process of the foreground group, so the program gets them from it. */
const fromTerminal: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT', 'SIGHUP'];
const forwarded: readonly NodeJS.Signals[] = [...fromTerminal, 'SIGTERM', 'SIGUSR1', 'SIGUSR2'];

/**
 * Runs another program with this process's streams, in its process group, with `environment` only. Resolves with its exit
 * code, or 128 plus the number of the signal that ended it. Forwards signals. Rejects with `UserError` if it cannot be
 * started: `exec.not-found` (127) or `exec.not-executable` (126), as shells do.
 */
export function runProgram(request: ProgramRequest): Promise<number> {
  return new Promise((resolve, reject) => {
    const terminal = hasTerminal();
    let child: ChildProcess | undefined;
    const forward = (signal: NodeJS.Signals) => {
      if (!terminal || !fromTerminal.includes(signal)) child?.kill(signal);
    };
    const release = () => {
      for (const signal of forwarded) process.off(signal, forward);
    };
    // Before the start, since a signal may arrive before `spawn` returns. Windows has no such signals.
    if (process.platform !== 'win32') for (const signal of forwarded) process.on(signal, forward);
    try {
      child = start(request);
    } catch (error) {
      release();
      throw error;
    }
    child.once('error', (error: NodeJS.ErrnoException) => {
      release();
      reject(notStarted(request, error));
    });
    child.once('exit', (code, signal) => {
      release();
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}

/** Node throws some errors of starting a program, such as a command line that is too long, and emits the others. */
function start(request: ProgramRequest) {
  const { command, args, environment } = request;
  if (command === '') throw notFound(command);
  try {
    if (process.platform === 'win32') return startBatchOrProgram(request);
    return spawn(command, args, { stdio: 'inherit', env: { ...environment } });
  } catch (error) {
    throw error instanceof UserError ? error : notStarted(request, error as NodeJS.ErrnoException);
  }
}

/** Windows does not find or start batch files, which npm installs as commands. */
function startBatchOrProgram({ command, args, environment }: ProgramRequest): ChildProcess {
  const file = findWindowsProgram(command, environment, isFile);
  if (file === undefined) throw isFile(command) ? notExecutable(command, 'EACCES') : notFound(command);
  const start = startOnWindows(file, args, environment);
  if (start === null) throw noBatchArgument(command);
  const { windowsVerbatimArguments } = start;
  return spawn(start.file, start.args, { stdio: 'inherit', env: { ...start.environment }, windowsVerbatimArguments });
}

/** False also if the system does not tell: another directory of PATH may have the program. */
function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  } catch {
    return false;
  }
}

/** Whether the process has a terminal, which may have sent a signal. Its streams may be redirected. */
function hasTerminal(): boolean {
  try {
    closeSync(openSync('/dev/tty', 'r'));
    return true;
  } catch {
    return false;
  }
}

function notStarted(request: ProgramRequest, { code = 'unknown' }: NodeJS.ErrnoException): UserError {
  const absent = code === 'ENOENT' || (code === 'EACCES' && !isPresent(request));
  return absent ? notFound(request.command) : notExecutable(request.command, code);
}

/**
 * Whether there is such a file. The system answers EACCES also if a directory of PATH is closed to the user, or has a
 * directory of that name.
 */
function isPresent({ command, environment }: ProgramRequest): boolean {
  if (command.includes('/') || process.platform === 'win32') return true;
  return (environment.PATH ?? '').split(delimiter).some((folder) => isFile(join(folder, command)));
}

const notFound = (command: string): UserError =>
  new UserError({
    code: 'exec.not-found',
    message: `Program not found: \`${printable(command, 100)}\`.`,
    hints: [`Use an executable on PATH or a full path. For shell syntax, run \`${shellCommand[family]} "..."\`.`],
    exit: exitCode.notFound,
  });

const notExecutable = (command: string, code: string): UserError =>
  new UserError({
    code: 'exec.not-executable',
    message: `Could not start \`${printable(command, 100)}\` (${code}).`,
    hints: code === 'EACCES' ? [startableHint[family]] : [],
    exit: exitCode.notExecutable,
  });

const noBatchArgument = (command: string): UserError =>
  new UserError({
    code: 'exec.not-executable',
    message: `Invalid argument for the batch file \`${printable(command, 100)}\`: it contains a line break.`,
    hints: ['Start the program that the batch file runs, such as `smsctl exec -- node FILE`.'],
    exit: exitCode.notExecutable,
  });

const family = process.platform === 'win32' ? 'windows' : 'posix';
const shellCommand = { posix: 'sh -c', windows: 'powershell -Command' };
const startableHint = {
  posix: 'Make it executable, or start it with its interpreter.',
  windows:
    'Windows starts .exe, .com, .cmd and .bat files. Start others with their interpreter: `powershell -File FILE`.',
};
