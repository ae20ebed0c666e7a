import { confirm, input, select } from '@inquirer/prompts';
import { Cancelled } from '../../domain/user-error.ts';
import type { Ask, Prompter } from '../../ports.ts';
import { answerIn, askUntilAnswered, problemOf, type Reply, wishIn } from './asking.ts';
import { bracketedPaste } from './bracketed-paste.ts';
import { withoutPastedBreaks } from './pasted-input.ts';
import { tabCompletes } from './path-completion.ts';
import { choiceConfig, confirmConfig, lineConfig } from './prompt-configs.ts';
import type { PromptScreen } from './prompt-screen.ts';
import { wishingKeys } from './wishing-keys.ts';

interface TerminalOptions {
  /** For prompts. Never stdout, which is for results. */
  readonly output: NodeJS.WritableStream;
  readonly input: NodeJS.ReadStream;
  /** Prints a line of help. */
  readonly explain: (line: string) => void;
  readonly screen: () => PromptScreen;
}

/** Asks on a terminal. */
export function terminalPrompter({ output, input: from, explain, screen }: TerminalOptions): Prompter {
  const prompt = async (ask: Ask, draft: string | undefined): Promise<Reply> => {
    const shown = new ShownPrompt(ask, draft, output);
    const { keys, end } = withoutPastedBreaks(from, (write) => shown.pressing(write));
    const unwatch = watchForEnd(keys, () => shown.close());
    output.write(bracketedPaste.on);
    try {
      return await shown.reply(keys, screen());
    } catch (error) {
      // By name, since the package does not export the classes.
      if (error instanceof Error && /^(?:Exit|Abort)PromptError$/.test(error.name)) throw new Cancelled();
      throw error;
    } finally {
      output.write(bracketedPaste.off);
      unwatch();
      end();
    }
  };
  return { ask: (ask) => askUntilAnswered(ask, (draft) => prompt(ask, draft), explain) };
}

/**
 * Ctrl-D closes the reader without an event, and the process would end with exit code 0, since nothing keeps it running. So
 * a timer keeps it running while a prompt is open, and a paused input closes the prompt.
 */
function watchForEnd(input: NodeJS.ReadableStream, close: () => void): () => void {
  const onPause = () => setImmediate(close);
  const timer = setInterval(() => {}, 60_000);
  input.once('pause', onPause);
  return () => {
    clearInterval(timer);
    input.off('pause', onPause);
  };
}

/** One prompt on the screen. If it is left for help, it is erased: the one which follows takes its place. */
class ShownPrompt {
  readonly #ask: Ask;
  readonly #draft: string | undefined;
  readonly #abort = new AbortController();
  /** `clearPromptOnDone` is read when the prompt ends. */
  readonly #context: { output: NodeJS.WritableStream; signal: AbortSignal; clearPromptOnDone: boolean };
  #wished: Reply | undefined;
  /** The line that is typed, or the choice that is marked. */
  #current: string | undefined;
  /** The line that was refused and stays, to be corrected; help may be asked for behind it. */
  #refused: string | undefined;

  constructor(ask: Ask, draft: string | undefined, output: NodeJS.WritableStream) {
    this.#ask = ask;
    this.#draft = draft;
    this.#current = draft;
    this.#refused = draft;
    this.#context = { output, signal: this.#abort.signal, clearPromptOnDone: false };
  }

  close(): void {
    this.#abort.abort();
  }

  /** What becomes of keys before the prompt gets them. */
  pressing(write: (keys: string) => void): (keys: string) => void {
    const { kind, initial } = this.#ask;
    if (kind === 'choice' || kind === 'confirm') {
      return wishingKeys(this.#ask, write, (wish) => this.#leave({ wish, draft: this.#current }));
    }
    if (kind !== 'path') return write;
    return tabCompletes({
      typed: () => this.#current ?? '',
      offered: (this.#draft ?? initial) !== undefined,
      press: write,
      ring: () => this.#context.output.write('\u0007'),
      list: (lines) => this.#leave({ lines, draft: this.#current ?? '' }),
    });
  }

  async reply(keys: NodeJS.ReadableStream, screen: PromptScreen): Promise<Reply> {
    try {
      const answer = await this.#show(Object.assign(this.#context, { input: keys }), screen);
      return this.#wished ?? { answer };
    } catch (error) {
      if (this.#wished !== undefined) return this.#wished;
      throw error;
    }
  }

  async #show(context: Parameters<typeof input>[1], screen: PromptScreen): Promise<string> {
    const [ask, draft] = [this.#ask, this.#draft];
    const onChange = (current: string): void => {
      this.#current = current;
    };
    switch (ask.kind) {
      case 'confirm':
        return (await confirm(confirmConfig(ask, screen), context)) ? 'yes' : 'no';
      case 'choice':
        return select(choiceConfig({ ask, draft, onChange }, screen), context);
      default: {
        const validate = (line: string) => this.#validate(line);
        return answerIn(ask, await input({ ...lineConfig({ ask, draft, onChange }, screen), validate }, context));
      }
    }
  }

  async #validate(line: string): Promise<string | true> {
    const refused = this.#refused;
    const wish = wishIn(line) ?? (refused === undefined ? undefined : wishIn(withoutStart(line, refused)));
    if (wish !== undefined) {
      this.#wish({ wish, draft: refused });
      return true;
    }
    const problem = await problemOf(this.#ask, answerIn(this.#ask, line));
    if (problem !== undefined && this.#ask.kind !== 'secret') this.#refused = line;
    return problem ?? true;
  }

  #wish(reply: Reply): void {
    this.#wished ??= reply;
    this.#context.clearPromptOnDone = true;
  }

  #leave(reply: Reply): void {
    this.#wish(reply);
    this.close();
  }
}

const withoutStart = (line: string, start: string): string =>
  line.startsWith(start) ? line.slice(start.length) : line;
