import { confirm, input, password, select } from '@inquirer/prompts';
import { Cancelled } from '../../domain/user-error.ts';
import type { Ask, Prompter } from '../../ports.ts';
import { bracketedPaste } from './bracketed-paste.ts';
import { problemOf, withoutPastedBreaks } from './pasted-input.ts';

interface TerminalOptions {
  /** For prompts. Never stdout, which is for results. */
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
      const closed = watchForEnd(keys);
      output.write(bracketedPaste.on);
      try {
        return await show(ask, { output, input: keys, signal: closed.signal }, unicode ? '•' : '*');
      } catch (error) {
        // By name, since the package does not export the classes.
        if (error instanceof Error && /^(?:Exit|Abort)PromptError$/.test(error.name)) throw new Cancelled();
        throw error;
      } finally {
        output.write(bracketedPaste.off);
        closed.end();
        end();
      }
    },
  };
}

/**
 * Ctrl-D closes the reader without an event, and the process would end with exit code 0, since nothing keeps it running. So
 * a timer keeps it running while a prompt is open, and a paused input aborts the prompt.
 */
function watchForEnd(input: NodeJS.ReadableStream) {
  const controller = new AbortController();
  const abort = () => setImmediate(() => controller.abort());
  const timer = setInterval(() => {}, 60_000);
  input.once('pause', abort);
  return {
    signal: controller.signal,
    end: () => {
      clearInterval(timer);
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
      // Otherwise Ctrl-T would show the secret.
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
