import { readFileSync, readSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type IPty, spawn } from '@lydell/node-pty';

/** A program in a terminal, as a person has it before them. */
export interface Terminal {
  readonly pid: number;
  /** Everything that was written so far, with its escape sequences. */
  readonly raw: () => string;
  /** The same without them. */
  readonly text: () => string;
  /** Resolves when `words` stand on the screen behind what was waited for before. */
  readonly until: (words: string | RegExp) => Promise<void>;
  readonly type: (keys: string) => void;
  /** Resolves with the exit code. */
  readonly ended: Promise<number>;
  readonly kill: (signal: string) => void;
  /** Takes the terminal away, as closing its window does; resolves when the program is gone. */
  readonly hangUp: () => Promise<void>;
}

interface TerminalOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly columns?: number;
  readonly rows?: number;
  readonly cwd?: string;
}

export const keys = {
  enter: '\r',
  up: '\u001b[A',
  down: '\u001b[B',
  clear: '\u0015',
  interrupt: '\u0003',
  endOfInput: '\u0004',
  paste: (text: string) => `\u001b[200~${text}\u001b[201~`,
} as const;

const patienceMs = 60_000;

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
const escapes = /\u001b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007]*\u0007|[@-Z\\-_])/g;

function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** What is left in a terminal that hung up: whoever watches it is told so while its last words may still be under way. */
function restOf(fd: number): string {
  const buffer = Buffer.alloc(4_096);
  let text = '';
  for (;;) {
    try {
      const count = readSync(fd, buffer);
      if (count === 0) return text;
      text += buffer.toString('utf8', 0, count);
    } catch {
      // EIO: there is nothing more.
      return text;
    }
  }
}

/** Starts a program in a terminal of its own. */
export function openTerminal(
  command: readonly string[],
  { env, columns = 100, rows = 60, cwd = process.cwd() }: TerminalOptions,
): Terminal {
  const [file = '', ...args] = command;
  const pty: IPty = spawn(file, args, {
    name: env.TERM ?? 'xterm-256color',
    cols: columns,
    rows,
    cwd,
    env: { ...env },
  });
  let raw = '';
  let seen = 0;
  const listeners = new Set<() => void>();
  const take = (data: string) => {
    raw += data;
    for (const listen of listeners) listen();
  };
  pty.onData(take);
  const { fd, on } = pty as unknown as {
    readonly fd: number;
    readonly on: (event: 'end', listener: () => void) => void;
  };
  on.call(pty, 'end', () => take(restOf(fd)));
  const ended = new Promise<number>((resolve) =>
    pty.onExit(({ exitCode, signal }) => resolve(signal ? 128 + signal : exitCode)),
  );
  const text = () => raw.replace(escapes, '').replaceAll('\r', '');
  return {
    pid: pty.pid,
    raw: () => raw,
    text,
    type: (typed) => pty.write(typed),
    kill: (signal) => pty.kill(signal),
    hangUp: async () => {
      (pty as IPty & { destroy: () => void }).destroy();
      while (isAlive(pty.pid)) await sleep(20);
    },
    ended,
    until: (words) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          listeners.delete(look);
          reject(new Error(`Waited for ${words}; on the screen since:\n${text().slice(seen)}`));
        }, patienceMs);
        const look = () => {
          const behind = text().slice(seen);
          const at = typeof words === 'string' ? behind.indexOf(words) : behind.search(words);
          if (at === -1) return;
          clearTimeout(timer);
          listeners.delete(look);
          const found = typeof words === 'string' ? words.length : (words.exec(behind)?.[0].length ?? 0);
          seen += at + found;
          // A prompt shows before it listens; what is typed in between is lost.
          setTimeout(resolve, 60);
        };
        listeners.add(look);
        look();
      }),
  };
}
