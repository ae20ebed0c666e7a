import type { PromptScreen } from '../adapters/terminal/prompt-screen.ts';
import type { Context } from '../cli/command/context.ts';
import { fill, styleFor, wrap } from '../cli/render/style.ts';
import type { Prompter } from '../ports.ts';

interface Surroundings extends Pick<Context, 'err' | 'unicode' | 'verbose'> {
  readonly plain: boolean;
  /** Calls `interrupted` on Ctrl-C, until the returned function is called. */
  readonly onInterrupt: (interrupted: () => void) => () => void;
}

/** Prompts on this process's terminal, on stderr, since stdout is for results. */
export async function openPrompter({ err, plain, unicode, verbose, onInterrupt }: Surroundings): Promise<Prompter> {
  const style = () => styleFor(err, { unicode, verbose });
  const terminal = {
    input: process.stdin,
    output: process.stderr,
    explain: (line: string) => {
      const { dim, columns } = style();
      err.write(`${dim(wrap(line, columns, 2))}\n`);
    },
    screen: (): PromptScreen => ({
      ...style(),
      unicode,
      fold: fill,
      accent: err.palette?.cyan ?? ((text) => text),
    }),
  };
  return plain
    ? (await import('../adapters/terminal/plain-prompter.ts')).plainPrompter({ ...terminal, onInterrupt })
    : (await import('../adapters/terminal/terminal.ts')).terminalPrompter(terminal);
}
