import type { Context } from '../cli/command/context.ts';
import { styleFor, wrap } from '../cli/render/style.ts';
import type { Prompter } from '../ports.ts';

interface Surroundings extends Pick<Context, 'err' | 'unicode' | 'verbose'> {
  readonly plain: boolean;
  /** Calls `interrupted` on Ctrl-C, until the returned function is called. */
  readonly onInterrupt: (interrupted: () => void) => () => void;
}

/** Prompts on this process's terminal, on stderr, since stdout is for results. */
export async function openPrompter({ err, plain, unicode, verbose, onInterrupt }: Surroundings): Promise<Prompter> {
  const terminal = {
    input: process.stdin,
    output: process.stderr,
    explain: (help: string) => {
      const { dim, columns } = styleFor(err, { unicode, verbose });
      err.write(`${dim(wrap(help, columns, 2))}\n`);
    },
  };
  return plain
    ? (await import('../adapters/terminal/plain-prompter.ts')).plainPrompter({ ...terminal, onInterrupt })
    : (await import('../adapters/terminal/terminal.ts')).terminalPrompter({ ...terminal, unicode });
}
