import { StringDecoder } from 'node:string_decoder';
import { Cancelled } from '../../domain/user-error.ts';
import type { Ask, Prompter } from '../../ports.ts';
import { answerIn, askUntilAnswered, marked, problemOf, type Reply, wishIn } from './asking.ts';
import { lineBreakSign, pastedLines } from './pasted-input.ts';
import { folded, foldedBefore, type PromptScreen } from './prompt-screen.ts';
import { escapeSequences } from './wishing-keys.ts';

interface PlainOptions {
  readonly output: NodeJS.WritableStream;
  readonly input: NodeJS.ReadStream;
  /** Prints a line of help. */
  readonly explain: (line: string) => void;
  readonly screen: () => PromptScreen;
  /** Calls `interrupted` on Ctrl-C, until the function that it returns is called. */
  readonly onInterrupt: (interrupted: () => void) => () => void;
}

/**
 * Asks line by line, for screen readers and terminals without escape sequences. Output is append-only, and choices have
 * numbers. Secrets are not echoed.
 */
export function plainPrompter({ output, input, explain, screen, onInterrupt }: PlainOptions): Prompter {
  const lines = lineReader(input, onInterrupt);
  const read = async ({ kind }: Ask): Promise<string> => {
    let line: string | undefined;
    try {
      line = await (kind === 'secret' ? lines.hidden() : lines.shown());
      return line;
    } finally {
      // Otherwise the terminal has shown the Enter.
      if (kind === 'secret' || line === undefined) output.write('\n');
    }
  };
  const prompt = async (ask: Ask): Promise<Reply> => {
    for (;;) {
      output.write(question(ask, screen()));
      const line = await read(ask);
      const wish = wishIn(line);
      if (wish !== undefined) return { wish };
      const { answer, problem } = await understood(ask, line);
      if (problem === undefined) return { answer };
      output.write(`${folded(problem, screen())}\n`);
    }
  };
  // The question shows what its choices are.
  return { ask: (ask) => askUntilAnswered({ ...ask, choices: [] }, () => prompt(ask), explain) };
}

function question(ask: Ask, screen: PromptScreen): string {
  const { kind, message, initial, initialLabel, choices = [] } = ask;
  // The answer starts on the last line.
  const narrower = { ...screen, columns: screen.columns - typedRoom };
  const line = (text: string, rest: string): string => {
    const before = foldedBefore(text, rest.length, narrower);
    return `${before}${before.endsWith('\n') ? '' : ' '}${rest} `;
  };
  switch (kind) {
    case 'text':
    case 'path':
      return initial === undefined ? `${folded(marked(message, ':'), narrower)} ` : line(message, `[${initial}]:`);
    case 'secret': {
      const enter = initialLabel === undefined ? '' : ` (Enter takes ${initialLabel})`;
      return `${folded(`${message}${enter}, not shown:`, narrower)} `;
    }
    case 'confirm':
      return line(marked(message, '?'), `yes or no [${initial ?? 'no'}]:`);
    case 'choice': {
      const rows = choices.map(({ name, description, disabled }, index) => {
        const named = disabled === undefined ? name : `${name} (not available: ${disabled})`;
        const row = `${index + 1}. ${named}${description === undefined ? '' : `: ${description}`}`;
        return `  ${folded(row, screen, rowIndent)}\n`;
      });
      const enter = choices.findIndex(({ value }) => value === defaultOf(ask)?.value);
      const number = `Number${enter === -1 ? '' : ` [${enter + 1}]`}: `;
      return `${folded(marked(message, ':'), screen)}\n${rows.join('')}${number}`;
    }
  }
}

/** Room behind a question for a space and the first character that is typed. */
const typedRoom = 2;

/** The choice that Enter takes: the first that can be chosen, unless another one is proposed. */
function defaultOf({ initial, choices = [] }: Ask) {
  const enabled = choices.filter(({ disabled }) => disabled === undefined);
  return enabled.find(({ value }) => value === initial) ?? enabled[0];
}

/** Of the lines of a choice after its first. */
const rowIndent = 5;

type Understood =
  | { readonly answer: string; readonly problem?: undefined }
  | { readonly answer?: undefined; readonly problem: string };

/** The answer in a typed line, or why it is invalid. */
async function understood(ask: Ask, line: string): Promise<Understood> {
  const answer = answerTo(ask, line);
  if (answer === undefined) return { problem: wanted(ask) };
  const disabled = ask.choices?.find(({ value }) => value === answer)?.disabled;
  const problem = disabled === undefined ? await problemOf(ask, answer) : `Not available: ${disabled}.`;
  return problem === undefined ? { answer } : { problem };
}

/** Undefined if the text does not answer the question. */
function answerTo(ask: Ask, line: string): string | undefined {
  const { kind, initial, choices = [] } = ask;
  const text = line.trim();
  switch (kind) {
    case 'secret':
      return line;
    case 'text':
    case 'path':
      return text === '' && initial !== undefined ? initial : answerIn(ask, line);
    case 'confirm':
      if (text === '') return initial ?? 'no';
      return /^y(?:es)?$/i.test(text) ? 'yes' : /^no?$/i.test(text) ? 'no' : undefined;
    case 'choice': {
      if (text === '') return defaultOf(ask)?.value;
      const named = choices.find(({ value, name }) => value === text || name === text);
      return (named ?? (/^\d+$/.test(text) ? choices[Number(text) - 1] : undefined))?.value;
    }
  }
}

const wanted = ({ kind, choices = [] }: Ask): string =>
  kind === 'confirm' ? 'Type yes or no.' : `Type a number from 1 to ${choices.length}.`;

/** Reads lines from a terminal. Keeps what is typed ahead. Both functions reject with `Cancelled` on Ctrl-C and Ctrl-D. */
function lineReader(input: NodeJS.ReadStream, onInterrupt: PlainOptions['onInterrupt']) {
  let ahead = '';

  /** Reads chunks until `take` returns a line. */
  const read = (take: (piece: string) => string | undefined): Promise<string> =>
    new Promise((resolve, reject) => {
      const decoder = new StringDecoder('utf8');
      const finish = (): void => {
        stop();
        input.off('data', onData).off('end', onEnd).off('error', onEnd).pause();
      };
      const onEnd = (): void => {
        finish();
        reject(new Cancelled());
      };
      const onData = (chunk: Buffer | string): void => {
        try {
          const line = take(typeof chunk === 'string' ? chunk : decoder.write(chunk));
          if (line === undefined) return;
          finish();
          resolve(line);
        } catch (error) {
          finish();
          reject(error);
        }
      };
      const stop = onInterrupt(onEnd);
      input.on('data', onData).once('end', onEnd).once('error', onEnd).resume();
      if (ahead !== '') {
        const typed = ahead;
        ahead = '';
        onData(typed);
      }
    });

  return {
    /** The terminal echoes and edits the line. */
    shown: () => {
      let line = '';
      return read((piece) => {
        line += piece;
        const end = line.indexOf('\n');
        if (end === -1) return undefined;
        ahead = line.slice(end + 1);
        return line.slice(0, end).replace(/\r$/, '').replace(escapeSequences, '');
      });
    },
    hidden: async () => {
      let line = '';
      const translate = pastedLines();
      input.setRawMode(true);
      try {
        return await read((piece) => {
          for (const key of translate(piece).replace(escapeSequences, '')) {
            const next = pressed(line, key);
            if (next === undefined) return line;
            line = next;
          }
          return undefined;
        });
      } finally {
        input.setRawMode(false);
      }
    },
  };
}

/** The line after a key. Undefined when it is complete. Throws `Cancelled` on Ctrl-C and Ctrl-D. */
function pressed(line: string, key: string): string | undefined {
  switch (key) {
    case '\r':
    case '\n':
      return undefined;
    case '\u0003':
      throw new Cancelled();
    case '\u0004':
      if (line === '') throw new Cancelled();
      return line;
    case '\u0008':
    case '\u007f':
      return [...line].slice(0, -1).join('');
    case '\u0015':
      return '';
    default:
      // Other control keys are ignored.
      return key >= ' ' || key === lineBreakSign ? line + key : line;
  }
}
