import {
  columnByContent,
  isHeader,
  looksLikePhone,
  plainName,
  recognizeColumns,
} from '../../domain/contact-columns.ts';
import { type FindingLog, findingLog } from '../../domain/list-findings.ts';
import { UserError } from '../../domain/user-error.ts';
import type { ContactRow } from '../../ports.ts';
import type { ByteSource } from './byte-source.ts';
import { chosenColumns, noPhoneColumn } from './chosen-columns.ts';
import { type DelimitedRecord, recordScanner } from './record-scanner.ts';

const delimiters = [',', ';', '\t', '|'] as const;
const sampleRows = 60;
const sampleCells = 50_000;
/** More are no list of contacts. */
const manyColumns = 1000;
const batchSize = 1000;

export interface DelimitedLayout {
  readonly delimiter: string;
  readonly hasHeader: boolean;
  /** Names of all columns; `column 2` where there is no header. */
  readonly columns: readonly string[];
  /** Indexes of the phone columns, the preferred first. */
  readonly phones: readonly number[];
  /** -1: none. */
  readonly country: number;
  /** True when a line such as `sep=;` stands before the header. */
  readonly hint: boolean;
  /** Those of `phones` whose cells may hold several numbers. */
  readonly lists: ReadonlySet<number>;
}

/** What a delimited file is like, found out from its beginning. Throws `UserError` (`contacts.no-phone-column`, …). */
export function recognizeDelimited(
  { sample, isWhole, name, source }: ByteSource,
  wanted: readonly string[],
  log: FindingLog,
): DelimitedLayout {
  const hinted = /^sep=(.)(?:\r\n|\n|\r)/.exec(sample.subarray(0, 16).toString('latin1'));
  const text = hinted === null ? sample : sample.subarray(hinted[0].length);
  const given = hinted?.[1] ?? (/\.(?:tsv|tab)(?:\.gz)?$/i.test(source) ? '\t' : undefined);
  const { delimiter, records } = given === undefined ? guess(text, isWhole) : recordsBy(text, isWhole, given);
  const [cells, ...rows] = records;
  if (cells === undefined || cells.length === 0) throw brokenHeader(name);
  const hasHeader = isHeader(cells);
  const columns = cells.map((cell, index) => (hasHeader ? cell.trim() : `column ${index + 1}`));
  if (delimiter !== ',') log.add('delimiter');
  if (!hasHeader) log.add('no-header', 1);
  if (columns.length > manyColumns) log.add('too-many-columns', 1);
  const names = columns
    .slice(0, manyColumns)
    .filter((column) => column !== '')
    .map(plainName);
  if (hasHeader && new Set(names).size < names.length) log.add('duplicate-header', 1);
  const found = hasHeader
    ? byHeader(columns, rows, wanted, name, log)
    : byCells(columns, [cells, ...rows], wanted, name);
  // Google Contacts puts all numbers of one label into one cell.
  const lists = found.phones.filter((index) => /^phone \d+ value$/.test(plainName(columns[index] ?? '')));
  return { delimiter, hasHeader, columns, hint: hinted !== null, lists: new Set(lists), ...found };
}

function byHeader(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  wanted: readonly string[],
  name: string,
  log: FindingLog,
) {
  const { phones, country, byContent } = recognizeColumns(columns, rows);
  if (wanted.length > 0) return { phones: chosenColumns(columns, wanted, name), country };
  // A list of nothing but numbers needs no name for them.
  const found = phones.length === 0 && columns.length === 1 && rows.flat().some(looksLikePhone) ? [0] : phones;
  if (found.length === 0) throw noPhoneColumn(columns, name);
  if (byContent) log.add('column-by-content', 1);
  return { phones: found, country };
}

function byCells(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  wanted: readonly string[],
  name: string,
) {
  if (wanted.length > 0) return { phones: chosenColumns(columns, wanted, name), country: -1 };
  const column = columnByContent(columns.length, rows);
  const first = rows[0]?.findIndex(looksLikePhone) ?? -1;
  return { phones: [column === -1 ? first : column], country: -1 };
}

const brokenHeader = (name: string): UserError =>
  new UserError({
    code: 'contacts.no-header',
    message: `The first line of ${name} is longer than 1 MiB: this is no list of contacts.`,
    hints: ['Look at how the file was exported; each contact stands on a line of its own.'],
  });

const cellsOf = (record: DelimitedRecord): readonly string[] =>
  Array.from({ length: record.width }, (_, index) => record.cell(index));

/** What is mostly enough to look at. */
const firstLook = 128 * 1024;

interface Records {
  readonly delimiter: string;
  readonly records: readonly (readonly string[])[];
}

/** The first records of a sample; the last of one that is cut off is not whole. Of very wide rows a few are enough. */
function recordsBy(sample: Buffer, isWhole: boolean, delimiter: string): Records {
  const look = (bytes: Buffer, last: boolean): Records['records'] => {
    const records: (readonly string[])[] = [];
    let cells = 0;
    for (const record of recordScanner(delimiter.charCodeAt(0), findingLog()).push(bytes, last)) {
      cells += record.width;
      if (records.push(cellsOf(record)) > sampleRows || (records.length > 1 && cells > sampleCells)) break;
    }
    return records;
  };
  const records = look(sample.subarray(0, firstLook), isWhole && sample.length <= firstLook);
  return { delimiter, records: records.length > 0 ? records : look(sample, isWhole) };
}

/** The one by which the first records have the most columns, and the same number of them; a comma where none does. */
function guess(sample: Buffer, isWhole: boolean): Records {
  let best: Records | undefined;
  let most = 0;
  for (const delimiter of delimiters) {
    // It parts nothing where it does not stand.
    if (!sample.includes(delimiter)) continue;
    const found = recordsBy(sample, isWhole, delimiter);
    const widths = found.records.map((cells) => cells.length);
    const [first = 1] = widths;
    const same = widths.filter((width) => width === first).length / Math.max(widths.length, 1);
    const score = first > 1 ? same * (1 + Math.min(first, 50) / 50) : 0;
    if (score <= most) continue;
    best = found;
    most = score;
  }
  return best ?? recordsBy(sample, isWhole, ',');
}

/** The rows in batches, every one of the file; with all cells when they are to be written again. */
export async function* delimitedRows(
  source: ByteSource,
  { delimiter, hasHeader, columns, phones, country, hint, lists }: DelimitedLayout,
  log: FindingLog,
  keepCells: boolean,
): AsyncGenerator<readonly ContactRow[]> {
  const scanner = recordScanner(delimiter.charCodeAt(0), log);
  const width = columns.length;
  const numbers = (index: number, cell: string): string | readonly string[] =>
    lists.has(index) && cell.includes(' ::: ') ? cell.split(' ::: ') : cell;
  let before = (hint ? 1 : 0) + (hasHeader ? 1 : 0);
  let batch: ContactRow[] = [];
  for await (const { piece, last } of source.pieces()) {
    for (const record of scanner.push(piece, last)) {
      if (before > 0) {
        before -= 1;
        continue;
      }
      if (record.width !== width && record.width !== 0) log.add('ragged', record.line);
      const row: { -readonly [K in keyof ContactRow]: ContactRow[K] } = {
        line: record.line,
        phones: record.width === 0 ? undefined : phones.flatMap((index) => numbers(index, record.cell(index))),
      };
      if (country !== -1) row.country = record.cell(country);
      if (keepCells) row.cells = cellsOf(record);
      batch.push(row);
      if (batch.length < batchSize) continue;
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
