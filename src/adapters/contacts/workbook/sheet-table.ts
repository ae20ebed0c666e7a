import type { FindingLog } from '../../../domain/contacts/list-findings.ts';
import { planRows } from '../list-plan.ts';
import { headOf } from '../table-head.ts';
import type { SheetRow } from './sheet-row.ts';

/** The most cells that are kept to plan the list. */
const sampleCells = 2_000_000;
const sampleCharacters = 16 * 1024 * 1024;
/** The rows among which the header is looked for. */
const headRows = 60;

/** The first rows, at most about `limit`. */
export async function takeRows(rows: AsyncGenerator<readonly SheetRow[]>, limit: number): Promise<readonly SheetRow[]> {
  const taken: SheetRow[] = [];
  let cells = 0;
  let characters = 0;
  while (taken.length < limit && cells < sampleCells && characters < sampleCharacters) {
    const next = await rows.next();
    if (next.done === true) break;
    for (const row of next.value) {
      cells += row.cells.length;
      for (const cell of row.cells) characters += cell.length;
      taken.push(row);
    }
  }
  return taken;
}

/** The first rows as a table. Rows have the width of the widest, as in a delimited file. */
export async function tableOf(rows: readonly SheetRow[], name: string, log: FindingLog) {
  const first = rows.slice(0, headRows).map(({ cells }) => cells);
  const width = Math.max(0, ...first.map((cells) => cells.length));
  const padded = first.map((cells) => [...cells, ...Array<string>(width - cells.length).fill('')]);
  const head = await headOf(padded, log);
  const { header, columns, hasHeader, preamble } = head ?? { header: [], columns: [], hasHeader: true, preamble: 0 };
  const body = rows.slice(preamble + (hasHeader ? 1 : 0));
  return {
    name,
    columns,
    hasHeader,
    header,
    headLine: hasHeader ? (rows[preamble]?.line ?? 0) : (rows[preamble - 1]?.line ?? 0),
    rows: (limit: number) => body.slice(0, Math.min(limit, planRows)).map(({ cells }) => cells),
    lineOf: (row: number) => body[row]?.line ?? 0,
  };
}
