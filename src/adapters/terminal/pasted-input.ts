import { PassThrough } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** Replaces a line break in pasted text. Visible, and not on any keyboard. */
export const lineBreakSign = '\u2424';

// biome-ignore lint/suspicious/noControlCharactersInRegex: the marks begin with one.
const marks = /(\u001b\[20[01]~)/;

/** A line break with text after it in the same chunk, which is too fast to be typed. Control keys after it are not text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: line breaks are what is looked for.
const breakInside = /(?:\r\n?|\n)(?=[^\u0000-\u001f\u007f])/g;

/**
 * Turns chunks from a terminal into keys, so that a pasted line break does not end an answer. One inside the text becomes
 * `lineBreakSign`. One at its end, which is copied with a whole line, is left out if the terminal marks pasted text.
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

type Press = (keys: string) => void;

/** A terminal's input for a prompt, whose keys `pressing` may change or keep. `end` releases the terminal. */
export function withoutPastedBreaks(input: NodeJS.ReadStream, pressing: (write: Press) => Press = (write) => write) {
  const decoder = new StringDecoder('utf8');
  const translate = pastedLines();
  const keys = Object.assign(new PassThrough(), {
    isTTY: input.isTTY,
    setRawMode: (raw: boolean) => {
      input.setRawMode(raw);
      return keys;
    },
  });
  const press = pressing((text) => {
    if (!keys.destroyed) keys.write(text);
  });
  const forward = (chunk: Buffer): void => press(translate(decoder.write(chunk)));
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
