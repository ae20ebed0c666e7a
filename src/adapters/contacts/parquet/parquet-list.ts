import { type ListPlan, usedColumns } from '../../../domain/columns/contact-plan.ts';
import { type CellEntry, rowReader } from '../../../domain/contacts/contact-row.ts';
import type { FindingLog } from '../../../domain/contacts/list-findings.ts';
import type { ContactRow, OpenContactsOptions } from '../../../ports.ts';
import { type JsonFields, jsonValueFields } from '../json/json-fields.ts';
import { type PlannedList, planList } from '../list-plan.ts';
import { noteRow } from '../row-notes.ts';
import { type PlacedBytes, readerAt } from '../workbook/placed-bytes.ts';
import { readFooter } from './parquet-footer.ts';
import { type ParquetBatch, parquetRows } from './parquet-rows.ts';
import { firstRows, lengthOf } from './parquet-sample.ts';

/** A contact list has fewer columns. */
const mostColumns = 1000;
/** As a row of a delimited file. */
const longestRow = 1024 * 1024;
/** The rows that show which fields a record has. */
const fieldRows = 200;

/** A column of the list: one of the table, or a field of the records in one. */
interface ListColumn {
  readonly name: string;
  readonly at: number;
  /** The name of the table's column. */
  readonly top: string;
  /** Undefined: the values are texts. */
  readonly field: string | undefined;
}

export interface ParquetLayout extends PlannedList {
  readonly plan: ListPlan;
  readonly about: readonly ListColumn[];
  /** The columns of the table that the plan uses. */
  readonly usedAt: ReadonlySet<number>;
  readonly batches: () => AsyncGenerator<ParquetBatch>;
  readonly bytesRead: () => number;
}

/** Reads the first rows, and recognizes the columns. Rejects with `UserError` (`contacts.unreadable`, …). */
export async function recognizeParquet(
  placed: PlacedBytes,
  options: OpenContactsOptions,
  log: FindingLog,
): Promise<ParquetLayout> {
  const footer = await readFooter(placed);
  const columns = footer.columns.slice(0, mostColumns);
  if (footer.columns.length > mostColumns) log.add('too-many-columns', 1);
  const readAt = readerAt(placed);
  let furthest = 0;
  const read = (position: number, length: number) => {
    furthest = Math.max(furthest, position + length);
    return readAt(position, length);
  };
  const source = { name: placed.name, read };
  const table = { columns, groups: footer.groups };
  const sample = await firstRows(source, table);
  const about = columns.flatMap(({ element: { name, repetition_type }, children }, at): readonly ListColumn[] =>
    children.length === 0 && repetition_type !== 'REPEATED'
      ? [{ name, at, top: name, field: undefined }]
      : fieldNames(sample.columns[at] ?? [], name).map((field) => ({ name: field, at, top: name, field })),
  );
  const sampled = Array.from({ length: sample.rows }, (_, row) => row);
  const list: PlannedList = {
    name: placed.name,
    columns: about.map(({ name }) => name),
    hasHeader: true,
    rows: (limit) => sampled.slice(0, limit).map((row) => cellsOf(about, entriesIn(about, sample, row))),
    ...(about.some(({ field }) => field !== undefined) && {
      entries: (row, column) => entriesIn(about, sample, row)(column),
    }),
  };
  const plan = await planList(list, options, log);
  const placesOf = (wanted: ReadonlySet<number>): ReadonlySet<number> =>
    new Set(about.filter((_, column) => wanted.has(column)).map(({ at }) => at));
  const usedAt = placesOf(usedColumns(plan));
  const readAts = placesOf(new Set([...usedColumns(plan), ...plan.others]));
  // Rows that are written again have all cells.
  const isRead = (column: number): boolean => options.keepCells === true || readAts.has(column);
  const batches = () => parquetRows(source, table, isRead);
  return { ...list, plan, about, usedAt, batches, bytesRead: () => furthest };
}

/** All rows in batches; `keepCells`: with all cells, to write them again. */
export async function* parquetContacts(
  { about, usedAt, plan, batches }: ParquetLayout,
  log: FindingLog,
  keepCells: boolean,
): AsyncGenerator<readonly ContactRow[]> {
  const readRow = rowReader(plan);
  let before = 0;
  const convert = (batch: ParquetBatch): readonly ContactRow[] => {
    for (const { column, row } of batch.lost) if (usedAt.has(column)) log.add('digits-lost', before + row + 1);
    const rows = Array.from({ length: batch.rows }, (_, row): ContactRow => {
      const line = before + row + 1;
      const entries = entriesIn(about, batch, row);
      if (isTooLong(batch, row)) {
        log.add('record-too-long', line);
        return { line, phones: undefined, ...(keepCells && { cells: [] }) };
      }
      const read = noteRow(line, readRow(entries), log);
      return keepCells ? { ...read, cells: cellsOf(about, entries) } : read;
    });
    before += batch.rows;
    return rows;
  };
  for await (const batch of batches()) yield convert(batch);
}

/** The names of the fields in the first records of a column; its own, if they have none. */
function fieldNames(values: readonly unknown[], name: string): readonly string[] {
  const names = new Set<string>();
  for (const value of values.slice(0, fieldRows)) {
    for (const field of jsonValueFields(name, value).keys()) names.add(field);
  }
  // A row without a value has the name of the column, which is no field of the others.
  if (names.size > 1) names.delete(name);
  return names.size === 0 ? [name] : [...names];
}

function entriesIn(about: readonly ListColumn[], { columns }: Pick<ParquetBatch, 'columns'>, row: number) {
  let fields: Map<number, JsonFields> | undefined;
  return (column: number): readonly CellEntry[] => {
    const { at, field, top } = about[column] ?? { at: -1, field: undefined, top: '' };
    const value = columns[at]?.[row];
    if (field === undefined) return [{ text: typeof value === 'string' ? value : '' }];
    fields ??= new Map();
    const known = fields.get(at) ?? jsonValueFields(top, value);
    fields.set(at, known);
    return known.get(field) ?? [];
  };
}

/** The cells of a row as texts: several entries as JSON. */
function cellsOf(about: readonly ListColumn[], entries: (column: number) => readonly CellEntry[]): readonly string[] {
  return about.map((_, column) => {
    const [first, ...others] = entries(column);
    if (first === undefined) return '';
    if (others.length === 0 && first.label === undefined) return first.text;
    return JSON.stringify(
      [first, ...others].map(({ text, label }) => (label === undefined ? text : { type: label, value: text })),
    );
  });
}

/** Columns that are not read do not count. */
function isTooLong({ columns }: ParquetBatch, row: number): boolean {
  let size = 0;
  for (const values of columns) size += lengthOf(values[row]);
  return size > longestRow;
}
