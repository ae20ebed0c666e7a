import { longestRow } from '../../../automaton/layout.ts';

export const lineFeed = 0x0a;
export const carriageReturn = 0x0d;
export const blank = 0x20;
const quote = 0x22;

/** A list's bytes, or the part of them that has come. */
export interface ListPart {
  readonly bytes: Buffer;
  /** The list ends with these bytes. */
  readonly last: boolean;
  readonly delimiter: number;
}

/** Start and end of each cell of a record. The array is used for all records, since one may have a hundred thousand cells. */
export interface CellPlaces {
  at: Uint32Array;
}

/** One record; `places` holds its cells, without their quotes. */
export interface Extent {
  /** The number of cells. */
  readonly width: number;
  /** Indexes of cells with a doubled quote. */
  readonly doubled: ReadonlySet<number> | undefined;
  /** Where the record ends, and where the next starts. */
  readonly end: number;
  readonly next: number;
  readonly problems: readonly Problem[];
}

interface Problem {
  readonly code: 'unclosed-quote' | 'stray-quote';
  readonly offset: number;
}

const noProblems: readonly Problem[] = [];

/** The line of a cell whose quote is not closed. Kept, so that it is not searched again for each cell of a long line. */
interface OpenLine {
  /** Its end: a line end, or that of the bytes. */
  readonly end: number;
  /** The last quote in it that neither is doubled nor closes a cell; -1: none. */
  readonly lastStray: number;
}

/** Finds the record that starts at a place; `more`: it goes on in bytes that have not come. */
export function findRecord(part: ListPart, start: number, places: CellPlaces): Extent | 'more' {
  const { bytes, last, delimiter } = part;
  let width = 0;
  const put = (from: number, to: number): void => {
    if (width * 2 === places.at.length) {
      const larger = new Uint32Array(places.at.length * 4);
      larger.set(places.at);
      places.at = larger;
    }
    places.at[width * 2] = from;
    places.at[width * 2 + 1] = to;
    width += 1;
  };
  let doubled: Set<number> | undefined;
  let problems: Problem[] | undefined;
  const report = (code: Problem['code'], offset: number): void => {
    problems ??= [];
    problems.push({ code, offset });
  };
  let open: OpenLine | undefined;
  let at = start;
  for (;;) {
    let after: number | undefined;
    if (bytes[at] === quote) {
      const known = open !== undefined && at < open.end ? open : undefined;
      const cell = known !== undefined && staysOpen(part, at, known) ? known : quotedCell(part, at, start);
      if (cell === 'more') return 'more';
      if ('lastStray' in cell) {
        open = cell;
        report('unclosed-quote', at);
      } else {
        if (cell.doubled) doubled = (doubled ?? new Set()).add(width);
        if (cell.stray !== -1) report('stray-quote', cell.stray);
        put(at + 1, cell.end);
        after = cell.after;
      }
    }
    if (after === undefined) {
      after = at;
      for (; after < bytes.length; after += 1) {
        const byte = bytes[after];
        if (byte === delimiter || byte === lineFeed || byte === carriageReturn) break;
      }
      if (after === bytes.length && !last) return 'more';
      put(at, after);
    }
    const byte = bytes[after];
    if (byte === delimiter && after < bytes.length) {
      at = after + 1;
      if (at === bytes.length && !last) return 'more';
      continue;
    }
    if (byte === carriageReturn && after + 1 === bytes.length && !last) return 'more';
    const next = after + (byte === carriageReturn && bytes[after + 1] === lineFeed ? 2 : 1);
    return { width, doubled, end: after, next: Math.min(next, bytes.length), problems: problems ?? noProblems };
  }
}

interface QuotedCell {
  /** Where its closing quote is. */
  readonly end: number;
  /** Where the delimiter, the line end or the end of the list is. */
  readonly after: number;
  readonly doubled: boolean;
  /** The first quote inside that should be doubled; -1: none. */
  readonly stray: number;
}

/** A quote that is not doubled closes the cell if a delimiter, a line end or the end of the list follows. */
function quotedCell(part: ListPart, open: number, start: number): QuotedCell | 'more' | OpenLine {
  const { bytes, last } = part;
  const limit = start + longestRow;
  let doubled = false;
  let stray = -1;
  let lastStray = -1;
  let lineEnd: number | undefined;
  for (let from = open + 1; ; ) {
    const at = bytes.indexOf(quote, from);
    if (at === -1 || at > limit) {
      if (!last && bytes.length <= limit) return 'more';
      return { end: lineEnd ?? endOfLine(bytes, open), lastStray };
    }
    if (at + 1 === bytes.length && !last) return 'more';
    if (bytes[at + 1] === quote) {
      doubled = true;
      from = at + 2;
      continue;
    }
    const after = afterQuote(part, at);
    if (after === bytes.length && !last) return 'more';
    const closes = endsCell(part, after);
    if (closes && stray === -1) return { end: at, after, doubled, stray };
    lineEnd ??= endOfLine(bytes, open);
    // A quote that closes within a cell of a later line was not meant to span lines.
    if (lineEnd < at) return { end: lineEnd, lastStray };
    if (closes) return { end: at, after, doubled, stray };
    if (stray === -1) stray = at;
    lastStray = at;
    from = at + 1;
  }
}

/**
 * Whether the quote at `open` is not closed either, after another quote of its line was not: no quote of the line closes a cell,
 * unless it belongs to the quotes at the very start of this one, which the search before has taken in other pairs.
 */
function staysOpen(part: ListPart, open: number, { lastStray }: OpenLine): boolean {
  const { bytes } = part;
  let after = open + 1;
  while (bytes[after] === quote) after += 1;
  const isPaired = (after - open) % 2 === 0;
  if (isPaired) return !endsCell(part, afterQuote(part, after - 1)) && after < bytes.length;
  return lastStray >= after;
}

/** The place after a quote and the blanks behind it. */
function afterQuote({ bytes, delimiter }: ListPart, at: number): number {
  let after = at + 1;
  while (bytes[after] === blank && delimiter !== blank) after += 1;
  return after;
}

function endsCell({ bytes, delimiter }: ListPart, at: number): boolean {
  const byte = bytes[at];
  return at >= bytes.length || byte === delimiter || byte === lineFeed || byte === carriageReturn;
}

function endOfLine(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === lineFeed || byte === carriageReturn) return at;
  }
  return bytes.length;
}

/** Line ends between two places; CRLF is one. */
export function breaksIn(bytes: Buffer, start: number, end: number): number {
  let breaks = 0;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at];
    if (byte === lineFeed || (byte === carriageReturn && bytes[at + 1] !== lineFeed)) breaks += 1;
  }
  return breaks;
}

/** A problem with its place: the line ends before it in the record, and its byte in its line, from 1. */
interface PlacedProblem {
  readonly code: Problem['code'];
  readonly line: number;
  readonly column: number;
}

/** Places the problems of the record that starts at `start`. They are in the order of the record, which is read once. */
export function placed(bytes: Buffer, start: number, problems: readonly Problem[]): readonly PlacedProblem[] {
  let at = start;
  let line = 0;
  let lineStart = start;
  return problems.map(({ code, offset }) => {
    for (; at < offset; at += 1) {
      const byte = bytes[at];
      if (byte !== lineFeed && byte !== carriageReturn) continue;
      lineStart = at + 1;
      if (byte === lineFeed || bytes[at + 1] !== lineFeed) line += 1;
    }
    return { code, line, column: offset - lineStart + 1 };
  });
}
