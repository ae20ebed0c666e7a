import { type ListPlan, usedColumns } from '../../../domain/columns/contact-plan.ts';
import { type CellEntry, rowReader } from '../../../domain/contacts/contact-row.ts';
import type { FindingLog } from '../../../domain/contacts/list-findings.ts';
import type { ContactRow, OpenContactsOptions } from '../../../ports.ts';
import { type JsonFields, jsonValueFields } from '../json/json-fields.ts';
import { type PlannedList, planList, planRows } from '../list-plan.ts';
import { noteRow } from '../row-notes.ts';
import { type PlacedBytes, readerAt } from '../workbook/placed-bytes.ts';
import { readFooter } from './parquet-footer.ts';
import { type ParquetBatch, parquetRows } from './parquet-rows.ts';

/** A contact list has fewer columns. */
const mostColumns = 1000;
/** As a row of a delimited file. */
const longestRow = 1024 * 1024;
/** The rows that show which fields a record has. */
const fieldRows = 200;
/** The most text that is kept to plan the list. */
const sampleCharacters = 16 * 1024 * 1024;

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
  readonly ahead: readonly ParquetBatch[];
  readonly rest: AsyncGenerator<ParquetBatch>;
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
  const rest = parquetRows({ name: placed.name, read }, { columns, groups: footer.groups });
  const ahead = await firstBatches(rest);
  const about = columns.flatMap(({ element: { name, repetition_type }, children }, at): readonly ListColumn[] =>
    children.length === 0 && repetition_type !== 'REPEATED'
      ? [{ name, at, top: name, field: undefined }]
      : fieldNames(ahead, at, name).map((field) => ({ name: field, at, top: name, field })),
  );
  const rowsAhead = ahead.flatMap((batch) => Array.from({ length: batch.rows }, (_, row) => ({ batch, row })));
  const list: PlannedList = {
    name: placed.name,
    columns: about.map(({ name }) => name),
    hasHeader: true,
    rows: (limit) => rowsAhead.slice(0, limit).map(({ batch, row }) => cellsOf(about, entriesIn(about, batch, row))),
    ...(about.some(({ field }) => field !== undefined) && {
      entries: (row, column) => {
        const found = rowsAhead[row];
        return found === undefined ? [] : entriesIn(about, found.batch, found.row)(column);
      },
    }),
  };
  const plan = await planList(list, options, log);
  return { ...list, plan, about, ahead, rest, bytesRead: () => furthest };
}

/** All rows in batches; `keepCells`: with all cells, to write them again. */
export async function* parquetContacts(
  { about, plan, ahead, rest }: ParquetLayout,
  log: FindingLog,
  keepCells: boolean,
): AsyncGenerator<readonly ContactRow[]> {
  const readRow = rowReader(plan);
  const used = usedColumns(plan);
  const usedAt = new Set(about.filter((_, column) => used.has(column)).map(({ at }) => at));
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
  for (const batch of ahead) yield convert(batch);
  for await (const batch of rest) yield convert(batch);
}

async function firstBatches(batches: AsyncGenerator<ParquetBatch>): Promise<readonly ParquetBatch[]> {
  const taken: ParquetBatch[] = [];
  let rows = 0;
  let characters = 0;
  while (rows < planRows && characters < sampleCharacters) {
    const next = await batches.next();
    if (next.done === true) break;
    taken.push(next.value);
    rows += next.value.rows;
    for (const values of next.value.columns) for (const value of values) characters += lengthOf(value);
  }
  return taken;
}

/** The names of the fields in the first records of a column; its own, if they have none. */
function fieldNames(batches: readonly ParquetBatch[], at: number, name: string): readonly string[] {
  const names = new Set<string>();
  for (const value of batches[0]?.columns[at]?.slice(0, fieldRows) ?? []) {
    for (const field of jsonValueFields(name, value).keys()) names.add(field);
  }
  // A row without a value has the name of the column, which is no field of the others.
  if (names.size > 1) names.delete(name);
  return names.size === 0 ? [name] : [...names];
}

function entriesIn(about: readonly ListColumn[], { columns }: ParquetBatch, row: number) {
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

function isTooLong({ columns }: ParquetBatch, row: number): boolean {
  let size = 0;
  for (const values of columns) size += lengthOf(values[row]);
  return size > longestRow;
}

function lengthOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  let size = 0;
  for (const each of Object.values(value)) size += lengthOf(each);
  return size;
}
