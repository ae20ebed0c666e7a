import { isSimple, type ListPlan } from '../../../domain/columns/contact-plan.ts';
import { rowReader } from '../../../domain/contacts/contact-row.ts';
import type { FindingLog } from '../../../domain/contacts/list-findings.ts';
import type { ContactRow } from '../../../ports.ts';
import type { ByteSource } from '../byte-source.ts';
import { noteRow } from '../row-notes.ts';
import type { DelimitedLayout } from './delimited-list.ts';
import { noteFooter } from './footer-rows.ts';
import { cellsOf, type DelimitedRecord, recordScanner } from './record-scanner.ts';

const batchSize = 1000;

/** All rows in batches; `keepCells`: with all cells, to write them again. */
export async function* delimitedRows(
  source: ByteSource,
  layout: DelimitedLayout,
  log: FindingLog,
  keepCells: boolean,
): AsyncGenerator<readonly ContactRow[]> {
  const { delimiter, hasHeader, columns, hint, preamble, plan } = layout;
  const scanner = recordScanner(delimiter.charCodeAt(0), log);
  const width = columns.length;
  const toRow = contactReader(plan, log);
  const isHeaderAgain = headerMatcher(layout);
  let before = (hint ? 1 : 0) + preamble + (hasHeader ? 1 : 0);
  let batch: ContactRow[] = [];
  let tail: Buffer = Buffer.alloc(0);
  for await (const { piece, last } of source.pieces()) {
    for (const record of scanner.push(piece, last)) {
      if (before > 0) {
        before -= 1;
        continue;
      }
      if (isHeaderAgain(record)) {
        log.add('repeated-header', record.line);
        continue;
      }
      if (record.width !== width && record.width !== 0) log.add('ragged', record.line);
      const row = toRow(record);
      batch.push(keepCells ? { ...row, cells: cellsOf(record) } : row);
      if (batch.length < batchSize) continue;
      yield batch;
      batch = [];
    }
    tail = piece.length > 4096 ? Buffer.from(piece.subarray(-4096)) : Buffer.concat([tail.subarray(-4096), piece]);
  }
  noteFooter(tail, layout, log);
  if (batch.length > 0) yield batch;
}

function contactReader(plan: ListPlan, log: FindingLog): (record: DelimitedRecord) => ContactRow {
  const [only] = plan.numbers;
  if (only !== undefined && isSimple(plan) && plan.country === -1) {
    return (record) => ({
      line: record.line,
      phones: record.width === 0 ? undefined : [record.cell(only.column)],
    });
  }
  const readRow = rowReader(plan);
  return (record) => {
    const { line } = record;
    if (record.width === 0) return { line, phones: undefined };
    const read = readRow((column) => [{ text: record.cell(column) }]);
    return noteRow(line, read, log);
  };
}

/** Recognizes a repeated header, also after a byte-order mark. */
function headerMatcher({ hasHeader, columns, plan }: DelimitedLayout): (record: DelimitedRecord) => boolean {
  const [number] = plan.numbers;
  const column = number?.column ?? 0;
  const name = columns[column] ?? '';
  if (!hasHeader) return () => false;
  return (record) =>
    record.width === columns.length &&
    withoutMark(record.cell(column)) === name &&
    columns.every((each, index) => withoutMark(record.cell(index)) === each);
}

const withoutMark = (cell: string): string => cell.replace(/^\ufeff"?|"$/g, '').trim();
