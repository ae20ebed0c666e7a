import { type ListPlan, usedColumns } from '../../../domain/columns/contact-plan.ts';
import { rowReader } from '../../../domain/contacts/contact-row.ts';
import type { FindingLog } from '../../../domain/contacts/list-findings.ts';
import type { ContactRow, OpenContactsOptions } from '../../../ports.ts';
import { mostFooters, noteFooters } from '../delimited/footer-rows.ts';
import { type PlannedList, planList, planRows } from '../list-plan.ts';
import { noteRow } from '../row-notes.ts';
import { chooseSheet } from './chosen-sheet.ts';
import type { SheetRow } from './sheet-row.ts';
import { tableOf, takeRows } from './sheet-table.ts';
import type { Workbook } from './workbook.ts';

/** More ranges of merged cells are not counted. */
const mostMerged = 100_000;

export interface WorkbookLayout extends PlannedList {
  readonly plan: ListPlan;
  readonly sheet: string;
  readonly hasHeader: boolean;
  readonly header: readonly string[];
  readonly rest: AsyncGenerator<readonly SheetRow[]>;
  /** The rows that were read to plan the list. */
  readonly ahead: readonly SheetRow[];
  /** The row of the header; 0 without one. */
  readonly headLine: number;
  /** The last row of each range of merged cells; complete after the last row. */
  readonly merged: readonly number[];
}

/** Chooses a sheet, and recognizes its columns. Rejects with `UserError` (`contacts.no-sheet`, `contacts.empty`, …). */
export async function recognizeWorkbook(
  workbook: Workbook,
  name: string,
  options: OpenContactsOptions,
  log: FindingLog,
): Promise<WorkbookLayout> {
  const at = await chooseSheet(workbook, name, options, log);
  const merged: number[] = [];
  const rest = workbook.rows(at, (lastRow) => {
    if (merged.length < mostMerged) merged.push(lastRow);
  });
  const ahead = await takeRows(rest, planRows);
  const list = await tableOf(ahead, name, log);
  const sheet = workbook.sheets[at]?.name ?? '';
  return { ...list, plan: await planList(list, options, log), sheet, rest, ahead, merged };
}

/** All rows in batches; `keepCells`: with all cells, to write them again. */
export async function* workbookRows(
  layout: WorkbookLayout,
  log: FindingLog,
  keepCells: boolean,
): AsyncGenerator<readonly ContactRow[]> {
  const { plan, columns, headLine, ahead, rest, merged } = layout;
  const readRow = rowReader(plan);
  const isHeaderAgain = headerMatcher(layout);
  const noteCells = cellNotes(plan, log);
  const last: (readonly string[])[] = [];
  const convert = (rows: readonly SheetRow[]): readonly ContactRow[] => {
    const batch: ContactRow[] = [];
    for (const row of rows) {
      const { line, cells } = row;
      if (line <= headLine) continue;
      if (isHeaderAgain(cells)) {
        log.add('repeated-header', line);
        continue;
      }
      if (cells.length > columns.length) log.add('ragged', line);
      const isCut = noteCells(row);
      const read: ContactRow = isCut
        ? { line, phones: undefined }
        : noteRow(
            line,
            readRow((column) => [{ text: cells[column] ?? '' }]),
            log,
          );
      batch.push(keepCells ? { ...read, cells } : read);
    }
    for (const { cells } of rows.slice(-mostFooters)) last.push(cells);
    last.splice(0, last.length - mostFooters);
    return batch;
  };
  yield convert(ahead);
  for await (const rows of rest) yield convert(rows);
  const inRows = merged.filter((lastRow) => lastRow > headLine);
  if (inRows.length > 0) log.add('merged-cells', undefined, undefined, inRows.length);
  noteFooters(last, layout, log);
}

const findingOf = {
  zeros: 'format-digits',
  digits: 'digits-lost',
  error: 'error-cells',
  'no-value': 'formula-without-value',
  'too-wide': 'too-many-columns',
} as const;

/** Notes what is unusual about a row and its used cells; returns whether the row was too long to keep. */
function cellNotes(plan: ListPlan, log: FindingLog): (row: SheetRow) => boolean {
  const used = usedColumns(plan);
  return ({ line, notes }) => {
    let isCut = false;
    for (const { code, column } of notes) {
      if (code === 'hidden') log.add('hidden-rows', line);
      else if (code === 'too-long') {
        isCut = true;
        log.add('record-too-long', line);
      } else if (code === 'too-wide' || used.has(column)) log.add(findingOf[code], line);
    }
    return isCut;
  };
}

function headerMatcher({ hasHeader, header, plan }: WorkbookLayout): (cells: readonly string[]) => boolean {
  if (!hasHeader) return () => false;
  const [number] = plan.numbers;
  const column = number?.column ?? 0;
  return (cells) =>
    cells[column] === header[column] && header.every((each, index) => each.trim() === (cells[index] ?? '').trim());
}
