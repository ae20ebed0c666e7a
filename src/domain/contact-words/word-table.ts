/**
 * Words by language, separated by commas, as `foldWords` returns them. `tele*` begins a word, `*nummer` ends one, several words
 * match in this order. A word of a script without blanks between words (Chinese, Japanese, Korean, Thai)
 * matches anywhere.
 */
export type WordTable = Readonly<Record<string, string>>;

const isAscii = /^[\0-\x7f]*$/;
const unspaced = /[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;
const otherLetters: Readonly<Record<string, string>> = {
  ı: 'i',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ة: 'ه',
};

/**
 * A text for comparison: lower case, without diacritics (also Arabic and Hebrew points), one blank between words.
 * `homePhone`, `home_phone` and `Home-Phone` are `home phone`.
 */
export function foldWords(text: string): string {
  if (isAscii.test(text)) {
    return text
      .replace(/(?<=[a-z\d])(?=[A-Z])/g, ' ')
      .toLowerCase()
      .replace(/[^a-z\d]+/g, ' ')
      .trim();
  }
  return text
    .replace(/(?<=\p{Ll}|\d)(?=\p{Lu})/gu, ' ')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0670\u0640\u093c\u200b-\u200f\u202a-\u202e\ufeff]/g, '')
    .normalize('NFC')
    .replace(/[ıøłđßæœىیکأإآة]/g, (letter) => otherLetters[letter] ?? letter)
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}

/** The tables with a word of a text: bit n for the n-th table. */
export type WordFinder = (folded: string) => number;

interface Index {
  readonly whole: Map<string, number>;
  readonly begins: Map<string, number>;
  readonly ends: Map<string, number>;
  /** By their first word. */
  readonly phrases: Map<string, (readonly [phrase: string, bit: number])[]>;
  readonly anywhere: (readonly [part: string, bit: number])[];
}

/** Compiles up to 31 tables; words of other scripts on demand. */
export function wordFinder(tables: readonly WordTable[]): WordFinder {
  const ascii = indexOf(tables, true);
  let other: Index | undefined;
  return (folded) => {
    let found = look(ascii, folded);
    if (isAscii.test(folded)) return found;
    other ??= indexOf(tables, false);
    found |= look(other, folded);
    return found;
  };
}

function indexOf(tables: readonly WordTable[], ofAscii: boolean): Index {
  const index: Index = { whole: new Map(), begins: new Map(), ends: new Map(), phrases: new Map(), anywhere: [] };
  const put = (map: Map<string, number>, word: string, bit: number): void => {
    map.set(word, (map.get(word) ?? 0) | bit);
  };
  for (const [at, table] of tables.entries()) {
    const bit = 1 << at;
    for (const words of Object.values(table)) {
      for (const entry of words.split(', ')) {
        if (isAscii.test(entry) !== ofAscii) continue;
        if (!ofAscii && unspaced.test(entry)) index.anywhere.push([entry, bit]);
        else if (entry.endsWith('*')) put(index.begins, entry.slice(0, -1), bit);
        else if (entry.startsWith('*')) put(index.ends, entry.slice(1), bit);
        else if (!entry.includes(' ')) put(index.whole, entry, bit);
        else {
          const first = entry.slice(0, entry.indexOf(' '));
          const phrases = index.phrases.get(first) ?? [];
          if (phrases.push([`${entry} `, bit]) === 1) index.phrases.set(first, phrases);
        }
      }
    }
  }
  return index;
}

function look({ whole, begins, ends, phrases, anywhere }: Index, folded: string): number {
  let found = 0;
  const spaced = `${folded} `;
  let at = 0;
  for (const word of folded.split(' ')) {
    found |= whole.get(word) ?? 0;
    const rest = spaced.slice(at);
    // Several words may be the beginning of a stem: `codigo do*`.
    for (let length = 2; length <= Math.min(rest.length - 1, 30); length += 1) {
      found |= begins.get(rest.slice(0, length)) ?? 0;
    }
    for (let from = 0; from <= word.length - 2; from += 1) found |= ends.get(word.slice(from)) ?? 0;
    for (const [phrase, bit] of phrases.get(word) ?? []) if (rest.startsWith(phrase)) found |= bit;
    at += word.length + 1;
  }
  for (const [part, bit] of anywhere) if (folded.includes(part)) found |= bit;
  return found;
}
