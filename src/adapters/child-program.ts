import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { constants } from 'node:os';
import { exitCode } from '../domain/exit-code.ts';
import { printable } from '../domain/printable.ts';
import { UserError } from '../domain/user-error.ts';
import type { ProgramRequest } from '../ports.ts';

/** A terminal sends these to every process in front of it, so that the program has them already. */
const fromTerminal: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT', 'SIGHUP'];
const forwarded: readonly NodeJS.Signals[] = [...fromTerminal, 'SIGTERM', 'SIGUSR1', 'SIGUSR2'];

/**
 * Runs another program in our place: with our streams, in our process group, with nothing but `environment`. Resolves with
 * its exit code, or 128 and the number of the signal that ended it. Signals are passed on. Rejects with `UserError` when it
 * cannot be started: `exec.not-found` (127) or `exec.not-executable` (126), as shells do.
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
    // Before there is a program: it may be up, and be spoken to, before we go on. Windows has no such signals to hear.
    if (process.platform !== 'win32') for (const signal of forwarded) process.on(signal, forward);
    try {
      child = start(request);
    } catch (error) {
      release();
      throw error;
    }
    child.once('error', (error: NodeJS.ErrnoException) => {
      release();
      reject(notStarted(request.command, error));
    });
    child.once('exit', (code, signal) => {
      release();
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}

/** Node throws some of what keeps a program from starting, such as a command line that is too long, and tells the rest. */
function start({ command, args, environment }: ProgramRequest) {
  if (command === '') throw notStarted(command, { name: '', message: '', code: 'ENOENT' });
  try {
    return spawn(command, args, { stdio: 'inherit', env: { ...environment } });
  } catch (error) {
    throw notStarted(command, error as NodeJS.ErrnoException);
  }
}

/** Whether there is a terminal that could have sent us a signal, wherever our streams lead. */
function hasTerminal(): boolean {
  try {
    closeSync(openSync('/dev/tty', 'r'));
    return true;
  } catch {
    return false;
  }
}

function notStarted(command: string, { code = 'unknown' }: NodeJS.ErrnoException): UserError {
  const name = printable(command, 100);
  if (code === 'ENOENT') {
    return new UserError({
      code: 'exec.not-found',
      message: `There is no program \`${name}\`.`,
      hints: ['Give its name as it is found on PATH, or its path. A line for the shell goes to it: `sh -c`.'],
      exit: exitCode.notFound,
    });
  }
  return new UserError({
    code: 'exec.not-executable',
    message: `\`${name}\` could not be started (${code}).`,
    hints: code === 'EACCES' ? ['Make it executable, or start it with its interpreter.'] : [],
    exit: exitCode.notExecutable,
  });
}
