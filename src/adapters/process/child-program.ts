import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { constants } from 'node:os';
import { exitCode } from '../../domain/exit-code.ts';
import { printable } from '../../domain/text/printable.ts';
import { UserError } from '../../domain/user-error.ts';
import type { ProgramRequest } from '../../ports.ts';
import { NotStarted, startProgram, whyNotStarted } from './start-program.ts';

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
      reject(errorOf(request, whyNotStarted(request, error)));
    });
    child.once('exit', (code, signal) => {
      release();
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}

/** Starts it with this process's streams. */
function start(request: ProgramRequest): ChildProcess {
  try {
    return startProgram(request, { stdio: 'inherit' });
  } catch (error) {
    throw error instanceof NotStarted ? errorOf(request, error) : error;
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

function errorOf({ command }: ProgramRequest, { reason, code }: NotStarted): UserError {
  if (reason === 'not-found') return notFound(command);
  return reason === 'line-break' ? noBatchArgument(command) : notExecutable(command, code);
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
