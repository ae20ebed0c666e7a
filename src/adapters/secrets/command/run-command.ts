import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { ProgramRequest } from '../../../ports.ts';
import { isPresent, NotStarted, startProgram, whyNotStarted } from '../../process/start-program.ts';

/** What became of a command. `output` is what it printed on stdout, also if it failed. */
export type CommandEnd =
  | { readonly kind: 'not-found' | 'late' | 'too-long' }
  /** `code` is the system's, such as `EACCES`. */
  | { readonly kind: 'not-executable'; readonly code: string }
  | {
      readonly kind: 'ended';
      /** Null: a signal ended it. */
      readonly exit: number | null;
      readonly signal: NodeJS.Signals | null;
      readonly output: Buffer;
      readonly errors: string;
    };

interface RunOptions {
  readonly deadlineMs: number;
  /** Called if the command takes long, since it may wait for a person in a window of its own. */
  readonly onWaiting?: (() => void) | undefined;
}

/** No secret is longer. In bytes. */
const longestOutput = 65_536;
/** Of stderr; the rest is read and dropped. In bytes. */
const longestErrors = 16_384;
/** After this time, the command probably waits for a person. */
const noticeMs = 2_000;
/** How long a process that the command left behind may keep its output open. */
const graceMs = 1_000;

/** Commands that run. They are killed when this process ends. */
const running = new Map<ChildProcess, ProgramRequest>();
process.on('exit', () => {
  for (const [child, request] of running) killGroup(child, request);
});

/**
 * Runs a command without a shell, without stdin and without this terminal: it leads a session of its own, so that a signal of the
 * terminal does not reach it, and it cannot ask on it. At the deadline, or if it prints too much, it is killed with the processes
 * that it started. Never rejects.
 */
export function runCommand(request: ProgramRequest, { deadlineMs, onWaiting }: RunOptions): Promise<CommandEnd> {
  return new Promise((resolve) => {
    let child: ChildProcess;
    try {
      child = startProgram(request, { stdio: ['ignore', 'pipe', 'pipe'], detached: !isWindows, windowsHide: true });
    } catch (error) {
      resolve(endOf(request, error));
      return;
    }
    running.set(child, request);
    const output: Buffer[] = [];
    let [length, errors] = [0, ''];
    const timers = [
      setTimeout(() => stop({ kind: 'late' }), deadlineMs),
      ...(onWaiting === undefined ? [] : [setTimeout(onWaiting, noticeMs)]),
    ];
    const finish = (end: CommandEnd): void => {
      for (const timer of timers) clearTimeout(timer);
      running.delete(child);
      // A process that was left behind must not keep this one running.
      child.stdout?.destroy();
      child.stderr?.destroy();
      child.unref();
      resolve(end);
    };
    const stop = (end: CommandEnd): void => {
      killGroup(child, request);
      finish(end);
    };
    child.stdout?.on('data', (chunk: Buffer) => {
      output.push(chunk);
      length += chunk.length;
      if (length > longestOutput) stop({ kind: 'too-long' });
    });
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      errors = (errors + chunk).slice(0, longestErrors);
    });
    const ended = (exit: number | null, signal: NodeJS.Signals | null): void =>
      finish({ kind: 'ended', exit, signal, output: Buffer.concat(output), errors });
    child.on('error', (error) => finish(endOf(request, error)));
    child.on('close', ended);
    child.on('exit', (exit, signal) => {
      // What is in the pipes is read before the second of these.
      timers.push(setTimeout(() => setImmediate(() => ended(exit, signal)), graceMs));
    });
  });
}

const isWindows = process.platform === 'win32';

function endOf(request: ProgramRequest, error: unknown): CommandEnd {
  const { reason, code } = error instanceof NotStarted ? error : whyNotStarted(request, error as NodeJS.ErrnoException);
  if (reason !== 'not-found') return { kind: 'not-executable', code };
  // Then the interpreter of a script is missing.
  return isPresent(request) && !isWindows ? { kind: 'not-executable', code } : { kind: 'not-found' };
}

/** Kills a command with the processes that it started, if they are still of its group. */
function killGroup(child: ChildProcess, { environment }: Pick<ProgramRequest, 'environment'>): void {
  const { pid } = child;
  if (pid === undefined) return;
  if (isWindows) {
    const [, root = 'C:\\Windows'] = Object.entries(environment).find(([name]) => /^systemroot$/i.test(name)) ?? [];
    const taskkill = join(root, 'System32', 'taskkill.exe');
    const killer = spawn(taskkill, ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore', windowsHide: true });
    killer.on('error', () => child.kill('SIGKILL'));
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}
