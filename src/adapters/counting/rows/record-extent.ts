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
  let problems = noProblems;
  let at = start;
  for (;;) {
    let after: number | undefined;
    if (bytes[at] === quote) {
      const cell = quotedCell(part, at, start);
      if (cell === 'more') return 'more';
      if (cell === 'unclosed') problems = [...problems, { code: 'unclosed-quote', offset: at }];
      else {
        if (cell.doubled) doubled = (doubled ?? new Set()).add(width);
        if (cell.stray !== -1) problems = [...problems, { code: 'stray-quote', offset: cell.stray }];
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
    return { width, doubled, end: after, next: Math.min(next, bytes.length), problems };
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

function quotedCell(part: ListPart, open: number, start: number): QuotedCell | 'more' | 'unclosed' {
  const { bytes, last, delimiter } = part;
  const limit = start + longestRow;
  let doubled = false;
  let stray = -1;
  for (let from = open + 1; ; ) {
    const at = bytes.indexOf(quote, from);
    if (at === -1 || at > limit) return last || bytes.length > limit ? 'unclosed' : 'more';
    if (at + 1 === bytes.length && !last) return 'more';
    if (bytes[at + 1] === quote) {
      doubled = true;
      from = at + 2;
      continue;
    }
    let after = at + 1;
    while (bytes[after] === blank && delimiter !== blank) after += 1;
    if (after === bytes.length && !last) return 'more';
    const byte = bytes[after];
    const closes = after >= bytes.length || byte === delimiter || byte === lineFeed || byte === carriageReturn;
    const lines = (stray !== -1 || !closes) && breaksIn(bytes, open, at) > 0;
    // A quote that closes within a cell of a later line was not meant to span lines.
    if (lines) return 'unclosed';
    if (closes) return { end: at, after, doubled, stray };
    if (stray === -1) stray = at;
    from = at + 1;
  }
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

/** Where the line of a place starts, not before `start`. */
export function lineStart(bytes: Buffer, start: number, offset: number): number {
  let at = offset;
  while (at > start && bytes[at - 1] !== lineFeed && bytes[at - 1] !== carriageReturn) at -= 1;
  return at;
}
