import { readXml } from './xml-reader.ts';

/** How a number is shown, as far as its text depends on it. */
export type NumberFormat =
  | { readonly kind: 'plain' }
  | { readonly kind: 'date' }
  /** Digits with fixed text between them, which may add leading zeros or a plus sign. */
  | { readonly kind: 'pattern'; readonly places: readonly Place[] };

/** A place for a digit (`0`, `#`, `?`), or a fixed text. */
interface Place {
  readonly isDigit: boolean;
  readonly text: string;
}

const plain: NumberFormat = { kind: 'plain' };
const date: NumberFormat = { kind: 'date' };

/** Excel's own formats that are dates or times, some of them in East Asian versions only. */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** The number formats of a workbook, by the index that a cell names. */
export async function numberFormats(name: string, chunks: AsyncIterable<Buffer>): Promise<readonly NumberFormat[]> {
  const codes = new Map<number, NumberFormat>();
  const formats: NumberFormat[] = [];
  let isCells = false;
  await readXml(name, chunks, {
    open: (tag, attributes) => {
      if (tag === 'cellXfs') isCells = true;
      else if (tag === 'numFmt') {
        const { numFmtId, formatCode = '' } = attributes();
        codes.set(Number(numFmtId), numberFormat(formatCode));
      } else if (tag === 'xf' && isCells) {
        const id = Number(attributes().numFmtId ?? 0);
        formats.push(codes.get(id) ?? (isBuiltInDate(id) ? date : plain));
      }
    },
    close: (tag) => {
      if (tag === 'cellXfs') isCells = false;
    },
  });
  return formats;
}

/** Of Excel. Each number of the column is written by it. */
const longestCode = 255;

/** What a format code does to a number. Its first section counts, which is the one for positive numbers. */
export function numberFormat(code: string): NumberFormat {
  if (code.length > longestCode) return plain;
  const places: Place[] = [];
  /** What is neither a place for a digit nor a text. */
  let others = '';
  let isElapsed = false;
  for (const [token] of code.matchAll(tokens)) {
    if (token === ';') break;
    const [first = ''] = token;
    if (first === '"') places.push(...[...token.replaceAll('"', '')].map(literal));
    else if (first === '\\') places.push(literal(token.slice(1)));
    else if (first === '_') places.push(literal(' '));
    else if (first === '[') {
      isElapsed ||= /^\[(?:h+|m+|s+)\]$/i.test(token);
      // Colors and languages do not change the text. A condition might.
      if (/^\[[<>=]/.test(token)) others += token;
    } else if (/[0#?]/.test(first)) places.push({ isDigit: true, text: first });
    else if (/[ ()+\-/]/.test(first)) places.push(literal(first));
    // A character that is repeated to fill the cell.
    else if (first !== '*') others += token;
  }
  if (isElapsed || dateLetters.test(others.replace(/general|e[+-]/gi, ''))) return date;
  const isNumber = places.every(({ isDigit, text }) => isDigit || /^[\d\s()+\-/.]$/.test(text));
  return others === '' && isNumber && places.some(({ isDigit }) => isDigit) ? { kind: 'pattern', places } : plain;
}

/** A quoted, escaped, padding, filling or bracketed text, an exponent, or one character. */
const tokens = /"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]?|e[+-]|./gis;
const dateLetters = /[dmyhsge]/i;
const literal = (text: string): Place => ({ isDigit: false, text });

/** A whole number as a pattern shows it; undefined if that adds neither a digit nor a plus sign. */
export function patternText(digits: string, places: readonly Place[]): string | undefined {
  const first = places.findIndex(({ isDigit }) => isDigit);
  let rest = digits;
  let shown = '';
  for (const [at, { isDigit, text }] of [...places.entries()].toReversed()) {
    if (!isDigit) {
      shown = text + shown;
      continue;
    }
    // The first place takes all digits that are left.
    const taken = at === first ? rest : rest.slice(-1);
    rest = rest.slice(0, rest.length - taken.length);
    shown = (taken || (text === '0' ? '0' : '')) + shown;
  }
  const text = shown.trim();
  return text.replace(/\D/g, '') !== digits || text.startsWith('+') ? text : undefined;
}
