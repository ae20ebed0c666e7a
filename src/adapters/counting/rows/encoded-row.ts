import type { TallyRow } from '../../../domain/contacts/contact-tally.ts';
import type { ContactReason } from '../../../domain/numbers/contact-reasons.ts';

// Rows of any source as lines of text that the kernel reads as it reads a delimited list: the line that the row names, its
// country, and its phone cells. They hold telephone numbers, so that they are kept in files without a name only.

/** Parts the cells of an encoded row; no cell contains it. */
export const cellEnd = '\u001f';
const lineEnd = '\n';
const lineFeed = 0x0a;
const zero = 0x30;
/** Precedes JSON in place of the first phone cell, which the kernel leaves to its caller. */
const mark = '\u0001';

/** The columns of an encoded row, after the one with its line. */
export const countryColumn = 1;
export const firstPhoneColumn = 2;

/** A row that is judged; which of the plan's numbers each of `phones` is, unless they are in the plan's order. */
export interface EncodableRow extends TallyRow {
  readonly sources?: readonly number[];
}

/** What a row has beyond its line, as JSON; `null` stands for undefined in `homes`, `false` for null. */
interface OddRow {
  readonly phones?: readonly string[];
  readonly homes?: readonly (string | false | null)[];
  readonly country?: string | null;
  readonly refusal?: ContactReason;
  readonly sources?: readonly number[];
}

/** Control characters, quotes and halves of characters would not come back from a line of UTF-8 as they are. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const unfit = /[\u0000-\u001f"\ud800-\udfff\ufeff]/;

/**
 * Writes rows as lines. `sources`: which of the plan's numbers each phone column is. `isCode`: whether the reader of the lines
 * reads a country's code as that country. Rows with more than phones and a country are written as JSON.
 */
export function rowEncoder(sources: readonly number[], isCode: (country: string) => boolean) {
  /** The phone cells of an ordinary row by column; undefined: it is not one. */
  const cellsOf = ({ phones, homes, country, refusal, sources: own }: EncodableRow): string | undefined => {
    if (phones === undefined || homes !== undefined || refusal !== undefined) return undefined;
    if (country === null || (country !== undefined && !isCode(country))) return undefined;
    let cells = '';
    let column = 0;
    for (const [at, cell] of phones.entries()) {
      if (unfit.test(cell)) return undefined;
      const before = column;
      if (at > 0) column += 1;
      while (own !== undefined && column < sources.length && sources[column] !== own[at]) column += 1;
      if (column >= sources.length) return undefined;
      cells += cellEnd.repeat(column - before) + cell;
    }
    return cells;
  };
  return (row: EncodableRow): string => {
    const { line, country = '' } = row;
    const cells = cellsOf(row);
    if (cells === undefined) return line + cellEnd + cellEnd + mark + oddText(row) + lineEnd;
    return line + cellEnd + country + cellEnd + cells + lineEnd;
  };
}

/** ASCII alone, so that neither half of a character nor a byte-order mark is in it. */
function oddText({ phones, homes, country, refusal, sources }: EncodableRow): string {
  const odd: OddRow = {
    ...(phones !== undefined && { phones }),
    ...(homes !== undefined && { homes: homes.map((home) => (home === null ? false : (home ?? null))) }),
    ...(country !== undefined && { country }),
    ...(refusal !== undefined && { refusal }),
    ...(sources !== undefined && { sources }),
  };
  return JSON.stringify(odd).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Of the cell that stands for a whole row; undefined: it is an ordinary one. */
export function oddRowOf(cell: string): Omit<EncodableRow, 'line'> | undefined {
  if (!cell.startsWith(mark)) return undefined;
  const { phones, homes, ...others } = JSON.parse(cell.slice(mark.length)) as OddRow;
  return {
    phones,
    ...(homes !== undefined && { homes: homes.map((home) => (home === false ? null : (home ?? undefined))) }),
    ...others,
  };
}

/** The line, from 0, that the row with the byte at `place` names. */
export function namedLine(bytes: Uint8Array, place: number): number {
  let line = 0;
  const start = place === 0 ? 0 : bytes.lastIndexOf(lineFeed, place - 1) + 1;
  for (let at = start; at < bytes.length; at += 1) {
    const digit = (bytes[at] ?? 0) - zero;
    if (digit < 0 || digit > 9) break;
    line = line * 10 + digit;
  }
  return line - 1;
}

/** Reads an encoded row again, without its line end. `countryOf`: what its country cell means. */
export function decodedRow(
  text: string,
  sources: readonly number[] | undefined,
  countryOf: (cell: string) => string | null | undefined,
): EncodableRow {
  const [named = '', code = '', ...phones] = text.split(cellEnd);
  const line = Number(named);
  const odd = oddRowOf(phones[0] ?? '');
  if (odd !== undefined) return { line, ...odd };
  const country = countryOf(code);
  return {
    line,
    phones,
    ...(sources !== undefined && { sources: sources.slice(0, phones.length) }),
    ...(country !== undefined && { country }),
  };
}
