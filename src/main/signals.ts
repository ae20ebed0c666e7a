import { bracketedPaste } from '../adapters/terminal/bracketed-paste.ts';
import type { Context } from '../cli/command/context.ts';
import { type ExitCode, exitCode } from '../domain/exit-code.ts';
import { printable } from '../domain/text/printable.ts';
import type { Terminal } from './terminal.ts';

/** The parts of `process` that end a run. */
export interface SignaledProcess {
  readonly on: (event: string, listener: (value: unknown) => void) => unknown;
  readonly exit: (code: number) => unknown;
  /** `leave`, with the exit code, says that the process ends now; true: a listener ends it. */
  readonly emit: (event: 'leave', code: number) => boolean;
  readonly stdin: Pick<NodeJS.ReadStream, 'setRawMode'>;
  readonly stderr: { readonly write: (text: string) => unknown };
}

export interface Signals extends Pick<Context, 'untilInterrupted'> {
  /** Ctrl-C calls `cancel`, until the returned function is called. */
  readonly onInterrupt: (cancel: () => void) => () => void;
  /** Ignores signals while `work` runs: they are for the program that it starts. */
  readonly leaveToProgram: <T>(work: () => Promise<T>) => Promise<T>;
}

const exitCodes = { SIGHUP: exitCode.hangup, SIGINT: exitCode.interrupted, SIGTERM: exitCode.terminated } as const;

/** Ends the run on a signal. Every write is atomic, so only the terminal has to be restored. */
export function handleSignals(
  process: SignaledProcess,
  { interactive, err }: Pick<Terminal, 'interactive' | 'err'>,
): Signals {
  let cancelLine: (() => void) | undefined;
  let interrupt: ((code: ExitCode) => void) | undefined;
  let ignored = false;
  for (const [signal, code] of Object.entries(exitCodes)) {
    process.on(signal, () => {
      if (ignored) return;
      if (signal === 'SIGINT' && cancelLine !== undefined) {
        cancelLine();
        return;
      }
      if (interrupt !== undefined) {
        interrupt(code);
        interrupt = undefined;
        return;
      }
      if (interactive) process.stdin.setRawMode(false);
      if (err.isTerminal) process.stderr.write(`\u001b[?25h${bracketedPaste.off}\n`);
      if (!process.emit('leave', code)) process.exit(code);
    });
  }
  return {
    onInterrupt: (cancel) => {
      cancelLine = cancel;
      return () => {
        cancelLine = undefined;
      };
    },
    untilInterrupted: () =>
      new Promise((resolve) => {
        interrupt = resolve;
      }),
    leaveToProgram: async (work) => {
      ignored = true;
      try {
        return await work();
      } finally {
        ignored = false;
      }
    },
  };
}

/** Ends the run on an uncaught error. Prints only its class: its message may hold a secret. */
export function handleFaults(process: Pick<SignaledProcess, 'on' | 'exit' | 'stderr'>): void {
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    process.on(event, (error) => {
      const name = error instanceof Error ? error.name : typeof error;
      process.stderr.write(`smsctl: Internal error: ${printable(name, 60)}. Please report it.\n`);
      process.exit(exitCode.internal);
    });
  }
}
