import { isAscii, isUtf8 } from 'node:buffer';
import { longestRow } from '../../../automaton/layout.ts';
import type { FindingLog } from '../../../domain/contacts/list-findings.ts';
import {
  blank,
  breaksIn,
  type CellPlaces,
  carriageReturn,
  type Extent,
  findRecord,
  type ListPart,
  lineFeed,
  placed,
} from '../../counting/rows/record-extent.ts';

/** One record. Its cells can be decoded until the next record is taken. */
export interface DelimitedRecord {
  /** The line of the file on which it starts, from 1. */
  readonly line: number;
  /** The number of cells; 0: the record is too long, and its cells are unknown. */
  readonly width: number;
  /** An empty text for a cell that is not there. */
  readonly cell: (index: number) => string;
}

export const cellsOf = ({ width, cell }: DelimitedRecord): readonly string[] =>
  Array.from({ length: width }, (_, index) => cell(index));

export interface RecordScanner {
  /** The records that end in this chunk, without blank lines. All of them have to be taken before the next chunk is pushed. */
  readonly push: (chunk: Buffer, last: boolean) => Iterable<DelimitedRecord>;
}

/**
 * Reads delimited records (RFC 4180 and common deviations) from UTF-8 or Latin-1 bytes as they come. It reports what is broken
 * and recovers at the next line end: no line is ever dropped. Lines end in LF, CRLF or CR. A quote inside an unquoted cell is
 * text. So is a quote that is not closed within 1 MiB, or is closed within a cell of a later line: its record ends with its
 * line. Memory is bounded by 1 MiB and a chunk.
 *
 * kernel/kernel.ts reads the same format, and a broken record by the same function (counting/rows/broken-rows.ts). It leaves a
 * file to this reader that only this reader can recover from. test/adapters/counting/counting.test.ts compares the two on
 * generated lists.
 */
export function recordScanner(delimiter: number, log: FindingLog): RecordScanner {
  let pending: Buffer = Buffer.alloc(0);
  let line = 1;
  let isSkipping = false;
  let hasUtf8 = false;
  const lineEnds = new Set<'lf' | 'crlf' | 'cr'>();
  const places: CellPlaces = { at: new Uint32Array(64) };

  const noteLineEnd = (bytes: Buffer, { end, next }: Extent): void => {
    if (next === end) return;
    const kind = next - end === 2 ? 'crlf' : bytes[end] === carriageReturn ? 'cr' : 'lf';
    if (lineEnds.has(kind)) return;
    lineEnds.add(kind);
    if (lineEnds.size === 2) log.add('mixed-line-ends', line);
  };

  const read = (bytes: Buffer, start: number, { width, doubled, end }: Extent): DelimitedRecord => {
    const record = bytes.subarray(start, end);
    if (record.includes(0)) log.add('nul', line);
    const encoding = isAscii(record) ? 'latin1' : isUtf8(record) ? 'utf8' : 'windows-1252';
    if (encoding === 'windows-1252') log.add(hasUtf8 ? 'invalid-utf8' : 'latin1-suspected', line);
    if (encoding === 'utf8') hasUtf8 = true;
    const decoder = encoding === 'windows-1252' ? new TextDecoder(encoding) : undefined;
    return {
      line,
      width,
      cell: (index) => {
        if (index >= width) return '';
        const [from = 0, to = 0] = places.at.subarray(index * 2, index * 2 + 2);
        const text = decoder?.decode(bytes.subarray(from, to)) ?? bytes.toString(encoding as BufferEncoding, from, to);
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
      const part: ListPart = { bytes, last, delimiter };
      let at = 0;
      while (at < bytes.length) {
        if (isSkipping) {
          const next = nextLine(part, at);
          if (next === undefined) {
            at = bytes.length - (bytes.at(-1) === carriageReturn && !last ? 1 : 0);
            break;
          }
          at = next;
          line += 1;
          isSkipping = false;
          continue;
        }
        const extent = findRecord(part, at, places);
        if (extent === 'more' && bytes.length - at <= longestRow) break;
        if (extent === 'more') {
          yield tooLong();
          isSkipping = true;
          continue;
        }
        const { end, next, problems } = extent;
        for (const { code, line: before, column } of placed(bytes, at, problems)) log.add(code, line + before, column);
        if (end - at > longestRow) yield tooLong();
        else if (!isBlankLine(bytes, at, end)) yield read(bytes, at, extent);
        else if (next < bytes.length || !last) log.add('blank-lines', line);
        noteLineEnd(bytes, extent);
        line += breaksIn(bytes, at, end) + (next > end ? 1 : 0);
        at = next;
      }
      // A copy, so that a few bytes do not hold on to a whole chunk.
      pending = Buffer.from(bytes.subarray(at));
      if (last && lineEnds.has('cr') && lineEnds.size === 1) log.add('cr-line-ends');
    },
  };
}

function isBlankLine(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (bytes[at] !== blank) return false;
  return true;
}

/** Where the next line starts; undefined: its line end has not come. */
function nextLine({ bytes, last }: ListPart, start: number): number | undefined {
  for (let at = start; at < bytes.length; at += 1) {
    if (bytes[at] === lineFeed) return at + 1;
    if (bytes[at] !== carriageReturn) continue;
    if (at + 1 === bytes.length && !last) return undefined;
    return at + (bytes[at + 1] === lineFeed ? 2 : 1);
  }
  return undefined;
}
