import { isUtf8 } from 'node:buffer';
import { splitLine } from '../../../domain/columns/delimited-line.ts';
import { findingLog } from '../../../domain/contacts/list-findings.ts';
import { cellsOf, recordScanner } from './record-scanner.ts';

const delimiters = [',', ';', '\t', '|'] as const;
/** The most cells of a sample. */
const sampleCells = 2_000_000;
/** The bytes that are usually enough. */
const firstLook = 128 * 1024;
const guessRows = 60;

type Records = readonly (readonly string[])[];

/** The first records of a sample, at most `limit`, fewer of very wide rows. The last one of a cut sample may be incomplete. */
export function firstRecords(sample: Buffer, isWhole: boolean, delimiter: string, limit: number): Records {
  const first = sample.subarray(0, firstLook);
  if (sample.length > firstLook) {
    const records = split(first, false, delimiter, limit);
    if (records !== undefined && records.length >= limit) return records;
    if (limit <= guessRows) {
      const scannedRecords = scanned(first, false, delimiter, limit, 50_000);
      if (scannedRecords.length > 0) return scannedRecords;
    }
  }
  return split(sample, isWhole, delimiter, limit) ?? scanned(sample, isWhole, delimiter, limit, sampleCells);
}

function scanned(bytes: Buffer, last: boolean, delimiter: string, limit: number, mostCells: number): Records {
  const records: (readonly string[])[] = [];
  let cells = 0;
  for (const record of recordScanner(delimiter.charCodeAt(0), findingLog()).push(bytes, last)) {
    cells += record.width;
    if (records.push(cellsOf(record)) >= limit || (records.length > 1 && cells > mostCells)) break;
  }
  return records;
}

const quotes = /"/g;

/** The same in a fifth of the time, if lines end in LF or CRLF and quotes close on their line; otherwise undefined. */
function split(sample: Buffer, isWhole: boolean, delimiter: string, limit: number): Records | undefined {
  const text = isUtf8(sample) ? sample.toString('utf8') : new TextDecoder('windows-1252').decode(sample);
  const lines = text.split('\n', limit * 2);
  // The last line is cut by the sample.
  if (!isWhole && lines.length < limit * 2) lines.pop();
  const records: (readonly string[])[] = [];
  let cells = 0;
  for (const line of lines) {
    const bare = line.endsWith('\r') ? line.slice(0, -1) : line;
    if (/^ *$/.test(bare)) continue;
    if (bare.includes('\r')) return undefined;
    const isQuoted = bare.includes('"');
    if (isQuoted && (bare.match(quotes)?.length ?? 0) % 2 === 1) return undefined;
    const record = isQuoted ? splitLine(bare, delimiter) : bare.split(delimiter);
    cells += record.length;
    if (records.push(record) >= limit || cells > sampleCells) break;
  }
  return records;
}

/** The delimiter that gives most of the first records the same number of columns, and most columns; by default a comma. */
export function guessDelimiter(sample: Buffer, isWhole: boolean): string {
  let best = ',';
  let most = 0;
  for (const delimiter of delimiters) {
    if (!sample.includes(delimiter)) continue;
    const widths = firstRecords(sample, isWhole, delimiter, guessRows).map((cells) => cells.length);
    const score = scoreOf(widths);
    if (score <= most) continue;
    best = delimiter;
    most = score;
  }
  return best;
}

/** Records with one column before the header are titles. */
function scoreOf(widths: readonly number[]): number {
  const [first = 1] = widths;
  const behind = widths.slice(widths.findIndex((width) => width > 1));
  const width = first > 1 ? first : (behind[0] ?? 1);
  if (width <= 1) return 0;
  const same = widths.filter((each) => each === width).length / Math.max(widths.length, 1);
  return same * (1 + Math.min(width, 50) / 50) * (first > 1 ? 1 : 0.5);
}

/** The lines before the n-th record, counted from 0. */
export function linesAbove(sample: Buffer, isWhole: boolean, delimiter: string, record: number): readonly string[] {
  let count = 0;
  for (const { line } of recordScanner(delimiter.charCodeAt(0), findingLog()).push(sample, isWhole)) {
    if (count === record) return sample.toString('utf8').split(/\r\n|\n|\r/, line - 1);
    count += 1;
  }
  return [];
}
