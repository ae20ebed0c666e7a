import { confirm, input, password, select } from '@inquirer/prompts';
import { Cancelled } from '../../domain/user-error.ts';
import type { Ask, Prompter } from '../../ports.ts';
import { bracketedPaste } from './bracketed-paste.ts';
import { problemOf, withoutPastedBreaks } from './pasted-input.ts';

interface TerminalOptions {
  /** Prompts go here; never to stdout, which carries results. */
  readonly output: NodeJS.WritableStream;
  readonly input: NodeJS.ReadStream;
  /** Shows a question's help above it. */
  readonly explain: (help: string) => void;
  readonly unicode: boolean;
}

/** Asks on a terminal. */
export function terminalPrompter({ output, input: from, explain, unicode }: TerminalOptions): Prompter {
  return {
    ask: async (ask) => {
      if (ask.help !== undefined) explain(ask.help);
      const { keys, end } = withoutPastedBreaks(from);
      const gone = watchForEnd(keys);
      output.write(bracketedPaste.on);
      try {
        return await show(ask, { output, input: keys, signal: gone.signal }, unicode ? '•' : '*');
      } catch (error) {
        // Told by their names: the package exports the classes from elsewhere.
        if (error instanceof Error && /^(?:Exit|Abort)PromptError$/.test(error.name)) throw new Cancelled();
        throw error;
      } finally {
        output.write(bracketedPaste.off);
        gone.end();
        end();
      }
    },
  };
}

/**
 * Ctrl-D closes the reader without a word, and with nothing left to wait for the process would end as if all were well. So
 * something is waited for while a prompt is open, and input that is paused under it aborts it.
 */
function watchForEnd(input: NodeJS.ReadableStream) {
  const gone = new AbortController();
  const abort = () => setImmediate(() => gone.abort());
  const awake = setInterval(() => {}, 60_000);
  input.once('pause', abort);
  return {
    signal: gone.signal,
    end: () => {
      clearInterval(awake);
      input.off('pause', abort);
    },
  };
}

interface Streams {
  readonly output: NodeJS.WritableStream;
  readonly input: NodeJS.ReadableStream;
  readonly signal: AbortSignal;
}

async function show(ask: Ask, streams: Streams, mask: string): Promise<string> {
  const { message, initial, initialLabel } = ask;
  const validate = async (raw: string) => (await problemOf(ask, raw)) ?? true;
  switch (ask.kind) {
    case 'text':
      return input({ message: `${message}:`, validate, ...(initial !== undefined && { default: initial }) }, streams);
    case 'secret': {
      const enter = initialLabel === undefined ? '' : ` (Enter takes ${initialLabel})`;
      // Showing a secret on the screen is never offered, and never what a stray Ctrl-T does.
      return password({ message: `${message}${enter}:`, mask, toggleMask: false, validate }, streams);
    }
    case 'confirm':
      return (await confirm({ message: `${message}?`, default: initial === 'yes' }, streams)) ? 'yes' : 'no';
    case 'choice':
      return select(
        {
          message: `${message}:`,
          choices: [...(ask.choices ?? [])],
          loop: false,
          ...(initial !== undefined && { default: initial }),
        },
        streams,
      );
  }
}
