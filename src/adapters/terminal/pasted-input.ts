import { PassThrough } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { Ask } from '../../ports.ts';

/** Stands where a pasted text had a line break: visible, and typed by nobody. */
export const lineBreakSign = '\u2424';

// biome-ignore lint/suspicious/noControlCharactersInRegex: the marks begin with one.
const marks = /(\u001b\[20[01]~)/;

/** A line break with more text behind it in one piece: nobody types as fast. Control keys behind it are no text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: line breaks are what is looked for.
const breakInside = /(?:\r\n?|\n)(?=[^\u0000-\u001f\u007f])/g;

/**
 * Turns pieces of what a terminal sends into keys, such that a pasted line break ends no answer: one inside of the text
 * becomes `lineBreakSign`, and one at its end, which copying a whole line brings, is left out where the terminal marks what
 * is pasted. Whatever a prompt then cuts at a line break is no part of an answer.
 */
export function pastedLines(): (piece: string) => string {
  let pasting = false;
  let heldBack = '';
  const pasted = (text: string): string => {
    const whole = heldBack + text.replace(/\r\n?|\n/g, lineBreakSign);
    const ended = whole.replace(new RegExp(`${lineBreakSign}+$`), '');
    heldBack = whole.slice(ended.length);
    return ended;
  };
  return (piece) =>
    piece
      .split(marks)
      .map((part) => {
        if (marks.test(part)) {
          pasting = part.endsWith('200~');
          heldBack = '';
          return '';
        }
        return pasting ? pasted(part) : part.replace(breakInside, lineBreakSign);
      })
      .join('');
}

/** A terminal's input as a prompt may read it; `end` gives the terminal back. */
export function withoutPastedBreaks(input: NodeJS.ReadStream) {
  const decoder = new StringDecoder('utf8');
  const translate = pastedLines();
  const keys = Object.assign(new PassThrough(), {
    isTTY: input.isTTY,
    setRawMode: (raw: boolean) => {
      input.setRawMode(raw);
      return keys;
    },
  });
  const forward = (chunk: Buffer): void => {
    keys.write(translate(decoder.write(chunk)));
  };
  const close = (): void => {
    keys.end();
  };
  input.on('data', forward).once('end', close).once('error', close).resume();
  return {
    keys,
    end: () => {
      input.off('data', forward).off('end', close).off('error', close).pause();
      keys.destroy();
    },
  };
}

/** A text that was pasted over several lines is never cut to its first one. */
export async function problemOf({ problem }: Ask, raw: string): Promise<string | undefined> {
  if (raw.includes(lineBreakSign)) return 'What was pasted has a line break in it. Ctrl-U clears it; paste one line.';
  return problem?.(raw);
}
