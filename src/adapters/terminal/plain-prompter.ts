import { StringDecoder } from 'node:string_decoder';
import { Cancelled } from '../../domain/user-error.ts';
import type { Ask, Prompter } from '../../ports.ts';
import { lineBreakSign, pastedLines, problemOf } from './pasted-input.ts';

interface PlainOptions {
  readonly output: NodeJS.WritableStream;
  readonly input: NodeJS.ReadStream;
  /** Shows a question's help above it. */
  readonly explain: (help: string) => void;
  /** Calls `interrupted` on Ctrl-C, until the function that it returns is called. */
  readonly onInterrupt: (interrupted: () => void) => () => void;
}

/**
 * Asks line by line, for screen readers and terminals without escape sequences. Output is append-only, and choices have
 * numbers. Secrets are not echoed.
 */
export function plainPrompter({ output, input, explain, onInterrupt }: PlainOptions): Prompter {
  const lines = lineReader(input, onInterrupt);
  const askFor = async (ask: Ask): Promise<string> => {
    output.write(question(ask));
    const raw = ask.kind === 'secret' ? await lines.hidden() : await lines.shown();
    if (ask.kind === 'secret') output.write('\n');
    const answer = answerTo(ask, raw);
    const problem = answer === undefined ? wanted(ask) : await problemOf(ask, answer);
    if (answer !== undefined && problem === undefined) return answer;
    output.write(`${problem}\n`);
    return askFor(ask);
  };
  return {
    ask: async (ask) => {
      if (ask.help !== undefined) explain(ask.help);
      return askFor(ask);
    },
  };
}

function question({ kind, message, initial, initialLabel, choices = [] }: Ask): string {
  switch (kind) {
    case 'text':
      return `${message}${initial === undefined ? '' : ` [${initial}]`}: `;
    case 'secret':
      return `${message}${initialLabel === undefined ? '' : ` (Enter takes ${initialLabel})`}, not shown: `;
    case 'confirm':
      return `${message}? yes or no [${initial ?? 'no'}]: `;
    case 'choice': {
      const rows = choices.map(({ name, description }, index) => {
        return `  ${index + 1}. ${name}${description === undefined ? '' : `: ${description}`}\n`;
      });
      const enter = choices.findIndex(({ value }) => value === initial);
      return `${message}:\n${rows.join('')}Number${enter === -1 ? '' : ` [${enter + 1}]`}: `;
    }
  }
}

/** Undefined if the text does not answer the question. */
function answerTo({ kind, initial, choices = [] }: Ask, raw: string): string | undefined {
  const text = raw.trim();
  switch (kind) {
    case 'secret':
      return raw;
    case 'text':
      return text === '' && initial !== undefined ? initial : raw;
    case 'confirm':
      if (text === '') return initial ?? 'no';
      return /^y(?:es)?$/i.test(text) ? 'yes' : /^no?$/i.test(text) ? 'no' : undefined;
    case 'choice': {
      if (text === '') return initial;
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
        return line.slice(0, end).replace(/\r$/, '');
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

/** From arrow and function keys. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
const escapeSequences = /\u001b(?:\[[0-9;?]*[@-~]|O.)?/g;

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
