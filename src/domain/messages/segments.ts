/**
 * How a text is encoded and billed: https://www.twilio.com/docs/glossary/what-sms-character-limit
 * Counts as Twilio's own calculator does (the npm package `sms-segments-calculator`); docs/messages.md names the differences.
 */
export interface Segmentation {
  readonly encoding: 'GSM-7' | 'UCS-2';
  /** Each is billed as one message. An empty text is one segment. */
  readonly segments: number;
  /** Unicode characters (code points). */
  readonly characters: number;
  /** Their length: septets in GSM-7, UTF-16 code units in UCS-2. */
  readonly units: number;
  /** The units of the only segment, and of each of several. */
  readonly room: { readonly alone: number; readonly joined: number };
}

const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Each is sent after an escape, so it counts twice (3GPP TS 23.038). */
const extended = new Set('\f^{}\\[~]|€');

/** True if every character is in GSM-7's basic or extended table. */
export const isGsm = (text: string): boolean => {
  for (const character of text) if (!basic.has(character) && !extended.has(character)) return false;
  return true;
};

const rooms = {
  'GSM-7': { alone: 160, joined: 153 },
  'UCS-2': { alone: 70, joined: 67 },
} as const;

/**
 * One segment holds 160 septets or 70 code units; in a longer text each has a header. `split` returns what a reader sees as
 * one character, which is never cut.
 */
export function segmentsOf(text: string, split: (text: string) => readonly string[] = splitCharacters): Segmentation {
  const encoding = isGsm(text) ? 'GSM-7' : 'UCS-2';
  const room = rooms[encoding];
  const widths = encoding === 'GSM-7' ? septets(text) : codeUnits(text, room, split);
  const units = widths.reduce((sum, width) => sum + width, 0);
  return {
    encoding,
    segments: units <= room.alone ? 1 : pack(widths, room.joined),
    characters: [...text].length,
    units,
    room,
  };
}

const septets = (text: string): readonly number[] => [...text].map((character) => (extended.has(character) ? 2 : 1));

/** The lengths of what a reader sees as one character. One that is longer than a segment is cut. */
function codeUnits(
  text: string,
  { alone, joined }: Segmentation['room'],
  split: (text: string) => readonly string[],
): readonly number[] {
  // In a single segment, no character is cut.
  if (text.length <= alone) return [text.length];
  return split(text).flatMap((character) =>
    character.length <= joined ? [character.length] : [...character].map(({ length }) => length),
  );
}

function pack(widths: readonly number[], joined: number): number {
  let segments = 1;
  let filled = 0;
  for (const width of widths) {
    if (filled + width > joined) {
      segments += 1;
      filled = 0;
    }
    filled += width;
  }
  return segments;
}

/** Lazy: creating a segmenter takes longer than the rest of `status`. */
let segmenter: Intl.Segmenter | undefined;

function graphemes(): Intl.Segmenter {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return segmenter;
}

/** The segmenter's time and memory grow with the square of a text's length, so it gets pieces. */
const pieceLength = 512;

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;

/** Splits a text into what a reader sees as one character: a letter with its accents, an emoji with all its parts. */
export function splitCharacters(text: string): readonly string[] {
  const characters: string[] = [];
  let start = 0;
  let length = pieceLength;
  while (start < text.length) {
    const end = start + length + (isHighSurrogate(text.charCodeAt(start + length - 1)) ? 1 : 0);
    const piece = Array.from(graphemes().segment(text.slice(start, end)), ({ segment }) => segment);
    const isEnd = end >= text.length;
    // The last character may continue in the next piece.
    const whole = isEnd ? piece : piece.slice(0, -1);
    // CR and LF are sent as two characters.
    for (const each of whole) characters.push(...(each === '\r\n' ? ['\r', '\n'] : [each]));
    const read = whole.reduce((sum, each) => sum + each.length, 0);
    if (isEnd) break;
    start += read;
    length = read === 0 ? length * 2 : pieceLength;
  }
  return characters;
}
