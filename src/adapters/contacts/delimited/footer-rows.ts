import { looksLikePhone } from '../../../domain/columns/column-content.ts';
import { type FindingLog, findingLog } from '../../../domain/contacts/list-findings.ts';
import type { DelimitedLayout } from './delimited-list.ts';
import { cellsOf, recordScanner } from './record-scanner.ts';

/** The beginning of a totals row or a remark of the exporting program. */
const footer =
  /^(?:(?:grand |sub ?)?totals?\b|sum\b|summe|gesamt|insgesamt|total g[eé]n[eé]ral|totale|totaal|suma|razem|celkem|итого|всего|загалом|σύνολο|toplam|[oö]sszesen|yhteens[aä]|summa|i alt|合計|合计|总计|總計|합계|รวม|tổng|jumlah|الإجمالي|المجموع|סה"?כ|कुल|copyright\b|©|\(c\)|confidential|generated (?:by|on|at)|exported (?:by|on|from|at)|report (?:generated|ends?)|end of (?:report|file|list)|\d+ (?:rows?|records?|contacts?|entries)\b)/i;

export const mostFooters = 10;

type Table = Pick<DelimitedLayout, 'delimiter' | 'columns' | 'hasHeader' | 'plan'>;

/** Notes totals and remarks at the end of a file; `tail`: its last bytes. */
export function noteFooter(tail: Buffer, layout: Table, log: FindingLog): void {
  const { delimiter } = layout;
  const last = lastLine(tail).split(delimiter);
  if (last.some((cell) => looksLikePhone(cell.replaceAll('"', '')))) return;
  const from = tail.length < 4096 ? 0 : tail.indexOf(0x0a) + 1;
  const records: (readonly string[])[] = [];
  for (const record of recordScanner(delimiter.charCodeAt(0), findingLog()).push(tail.subarray(from), true)) {
    records.push(cellsOf(record));
    if (records.length > mostFooters) records.shift();
  }
  noteFooters(records, layout, log);
}

/** The same of the last records of a table, at most `mostFooters`. */
export function noteFooters(
  records: readonly (readonly string[])[],
  { columns, hasHeader, plan }: Omit<Table, 'delimiter'>,
  log: FindingLog,
): void {
  if (!hasHeader || columns.length < 2) return;
  const first = records.findIndex((record) => {
    const cells = record.map((cell) => cell.trim());
    const hasPhone = plan.numbers.some(({ column }) => looksLikePhone(cells[column] ?? ''));
    return !hasPhone && !cells.some(looksLikePhone) && footer.test(cells.find((cell) => cell !== '') ?? '');
  });
  if (first !== -1) log.add('footer-rows', undefined, undefined, records.length - first);
}

const lastLine = (tail: Buffer): string => tail.subarray(-400).toString('utf8').trimEnd().split('\n').at(-1) ?? '';
