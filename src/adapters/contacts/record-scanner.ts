import { isAscii, isUtf8 } from 'node:buffer';
import type { FindingLog } from '../../domain/contacts/list-findings.ts';

/** A row that is longer has lost its line end. */
export const longestRecord = 1024 * 1024;

const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const blank = 0x20;

/** One record. Its cells are decoded when they are asked for, which has to be before the next record is taken. */
export interface DelimitedRecord {
  /** Of the file, on which it starts, from 1. */
  readonly line: number;
  /** 0: it is longer than it may be, and nobody can say what its cells are. */
  readonly width: number;
  /** An empty text for a cell that is not there. */
  readonly cell: (index: number) => string;
}

export interface RecordScanner {
  /** The records that are whole with this chunk; all of them have to be taken before the next chunk. Blank lines are none. */
  readonly push: (chunk: Buffer, last: boolean) => Iterable<DelimitedRecord>;
}

interface Extent {
  /** Of cells; start and end of each, without its quotes, are in `places`. */
  readonly width: number;
  /** Indexes of cells that hold a quote written twice. */
  readonly doubled: ReadonlySet<number> | undefined;
  /** Where the record ends, and where the next starts. */
  readonly end: number;
  readonly next: number;
}

/**
 * Reads delimited records (RFC 4180 and what passes for it) from UTF-8 bytes as they come, and recovers at the next line end
 * from what is broken, reporting it: nothing that stands on a line of its own is ever dropped. Lines end in LF, CRLF or CR. A
 * quote inside an unquoted cell is text; one that is opened and not closed within 1 MiB, or is closed in the middle of a cell
 * of a later line, is text, too, and its record ends with its line. Memory is bounded by 1 MiB and a chunk.
 */
export function recordScanner(delimiter: number, log: FindingLog): RecordScanner {
  let pending: Buffer = Buffer.alloc(0);
  let line = 1;
  let skipping = false;
  /** Kinds of line ends so far. */
  const ends = new Set<'lf' | 'crlf' | 'cr'>();
  let validHigh = false;
  const places: Places = { at: new Uint32Array(64) };

  const noteEnd = (bytes: Buffer, end: number, next: number): void => {
    if (next === end) return;
    const kind = next - end === 2 ? 'crlf' : bytes[end] === carriageReturn ? 'cr' : 'lf';
    if (ends.has(kind)) return;
    ends.add(kind);
    if (ends.size === 2) log.add('mixed-line-ends', line);
  };

  /** Latin-1 as Windows has it, where the bytes are no UTF-8. */
  const decoderFor = (bytes: Buffer): ((start: number, end: number) => string) => {
    if (isAscii(bytes)) return (start, end) => bytes.toString('latin1', start, end);
    if (isUtf8(bytes)) {
      validHigh = true;
      return (start, end) => bytes.toString('utf8', start, end);
    }
    log.add(validHigh ? 'invalid-utf8' : 'latin1-suspected', line);
    const decoder = new TextDecoder('windows-1252');
    return (start, end) => decoder.decode(bytes.subarray(start, end));
  };

  const whole = (bytes: Buffer, start: number, { width, doubled, end }: Extent): DelimitedRecord => {
    const record = bytes.subarray(start, end);
    if (record.includes(0)) log.add('nul', line);
    const decode = decoderFor(record);
    return {
      line,
      width,
      cell: (index) => {
        if (index >= width) return '';
        const [from = 0, to = 0] = places.at.subarray(index * 2, index * 2 + 2);
        const text = decode(from - start, to - start);
        return doubled?.has(index) ? text.replaceAll('""', '"') : text;
      },
    };
  };

  const tooLong = (): DelimitedRecord => {
    log.add('record-too-long', line);
    return { line, width: 0, cell: () => '' };
  };

  return {
    *push(chunk, last) {
      const bytes = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      let at = 0;
      while (at < bytes.length) {
        if (skipping) {
          const end = lineEnd(bytes, at, last);
          if (end === undefined) {
            at = bytes.length - (bytes.at(-1) === carriageReturn && !last ? 1 : 0);
            break;
          }
          at = end.next;
          line += 1;
          skipping = false;
          continue;
        }
        const extent = scan(bytes, at, last, delimiter, places, (code, offset) => {
          log.add(code, line + breaksIn(bytes, at, offset), offset - lineStart(bytes, at, offset) + 1);
        });
        if (extent === 'more' && bytes.length - at <= longestRecord) break;
        if (extent === 'more') {
          yield tooLong();
          skipping = true;
          continue;
        }
        const { end, next } = extent;
        const isBlank = isBlankLine(bytes, at, end);
        if (end - at > longestRecord) yield tooLong();
        else if (!isBlank) yield whole(bytes, at, extent);
        else if (next < bytes.length || !last) log.add('blank-lines', line);
        noteEnd(bytes, end, next);
        line += breaksIn(bytes, at, end) + (next > end ? 1 : 0);
        at = next;
      }
      // A copy, so that a few bytes do not hold on to a whole chunk.
      pending = Buffer.from(bytes.subarray(at));
      if (last && ends.has('cr') && ends.size === 1) log.add('cr-line-ends');
    },
  };
}

function isBlankLine(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (bytes[at] !== blank) return false;
  return true;
}

/** Line ends between two places; CRLF is one. */
function breaksIn(bytes: Buffer, start: number, end: number): number {
  let breaks = 0;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at];
    if (byte === lineFeed || (byte === carriageReturn && bytes[at + 1] !== lineFeed)) breaks += 1;
  }
  return breaks;
}

function lineStart(bytes: Buffer, start: number, offset: number): number {
  let at = offset;
  while (at > start && bytes[at - 1] !== lineFeed && bytes[at - 1] !== carriageReturn) at -= 1;
  return at;
}

function lineEnd(bytes: Buffer, start: number, last: boolean): { readonly next: number } | undefined {
  for (let at = start; at < bytes.length; at += 1) {
    if (bytes[at] === lineFeed) return { next: at + 1 };
    if (bytes[at] !== carriageReturn) continue;
    if (at + 1 === bytes.length && !last) return undefined;
    return { next: at + (bytes[at + 1] === lineFeed ? 2 : 1) };
  }
  return undefined;
}

type Report = (code: 'unclosed-quote' | 'stray-quote', offset: number) => void;

/** Room for a record's places, used again for each one, since rows may have a hundred thousand cells. */
interface Places {
  at: Uint32Array;
}

function scan(
  bytes: Buffer,
  start: number,
  last: boolean,
  delimiter: number,
  places: Places,
  report: Report,
): Extent | 'more' {
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
  let reports: Parameters<Report>[] | undefined;
  let at = start;
  for (;;) {
    let after: number | undefined;
    if (bytes[at] === quote) {
      const cell = quoted(bytes, at, start, last, delimiter);
      if (cell === 'more') return 'more';
      if (cell === 'unclosed') reports = [...(reports ?? []), ['unclosed-quote', at]];
      else {
        if (cell.doubled) doubled = (doubled ?? new Set()).add(width);
        if (cell.stray !== -1) reports = [...(reports ?? []), ['stray-quote', cell.stray]];
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
    for (const each of reports ?? []) report(...each);
    const next = after + (byte === carriageReturn && bytes[after + 1] === lineFeed ? 2 : 1);
    return { width, doubled, end: after, next: Math.min(next, bytes.length) };
  }
}

interface QuotedCell {
  /** Where its closing quote stands. */
  readonly end: number;
  /** Where the delimiter, the line end or the end of the file stands. */
  readonly after: number;
  readonly doubled: boolean;
  /** Where a quote stands in it that should be written twice; -1: none. */
  readonly stray: number;
}

function quoted(
  bytes: Buffer,
  open: number,
  start: number,
  last: boolean,
  delimiter: number,
): QuotedCell | 'more' | 'unclosed' {
  const limit = start + longestRecord;
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
    // A quote that is closed in the middle of a later line's cell was never meant to go on to there.
    if (lines) return 'unclosed';
    if (closes) return { end: at, after, doubled, stray };
    if (stray === -1) stray = at;
    from = at + 1;
  }
}
