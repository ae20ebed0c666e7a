import { isHeader, type Sample } from '../../domain/columns/column-content.ts';
import { plainName } from '../../domain/columns/column-names.ts';
import type { FindingLog } from '../../domain/contacts/list-findings.ts';

/** A contact list has fewer columns. */
const manyColumns = 1000;

/** What comes before the rows of a table. */
interface TableHead {
  /** The cells of the header, or of the first row. */
  readonly header: readonly string[];
  /** Names of all columns; `column 2` without a header. */
  readonly columns: readonly string[];
  readonly hasHeader: boolean;
  /** Records before the header: titles and remarks. */
  readonly preamble: number;
}

/** Finds the header among the first records of a table; undefined if there is no record. */
export async function headOf(records: Sample, log: FindingLog): Promise<TableHead | undefined> {
  const preamble = await preambleOf(records);
  const header = records[preamble];
  if (header === undefined || header.length === 0) return undefined;
  const hasHeader = isHeader(header);
  const columns = header.map((cell, index) => (hasHeader ? cell.trim() : `column ${index + 1}`));
  if (preamble > 0) log.add('preamble', 1, undefined, preamble);
  if (!hasHeader) log.add('no-header', 1);
  if (columns.length > manyColumns) log.add('too-many-columns', 1);
  const names = columns
    .slice(0, manyColumns)
    .filter((column) => column !== '')
    .map(plainName);
  if (hasHeader && new Set(names).size < names.length) log.add('duplicate-header', 1);
  return { header, columns, hasHeader, preamble };
}

/** The most records of titles and remarks. */
const longestPreamble = 20;

/** The number of records before the header: titles, with fewer cells than the rows and without a number. */
async function preambleOf(records: Sample): Promise<number> {
  const widths = records.map((cells) => cells.length);
  const width = commonest(widths);
  const [first] = records;
  const filled = (cells: readonly string[]): number => cells.filter((cell) => cell.trim() !== '').length;
  const isShort = (cells: readonly string[]): boolean =>
    (cells.length < width || filled(cells) <= 1) && isHeader(cells);
  if (first === undefined || width < 2 || !isShort(first)) return 0;
  const { isNumberName } = await import('../../domain/columns/column-vocabulary.ts');
  const isTitle = (cells: readonly string[]): boolean => isShort(cells) && !cells.some(isNumberName);
  if (!isTitle(first)) return 0;
  const at = records.slice(0, longestPreamble + 1).findIndex((cells) => !isTitle(cells));
  const header = records[at];
  // A wide row without a number after the titles is the header; otherwise there is none.
  return header !== undefined && header.length >= width && filled(header) > 1 && isHeader(header) ? at : 0;
}

/** Of several equally common ones, the largest. */
function commonest(numbers: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  const [best] = [...counts].toSorted(([one, count], [other, times]) => times - count || other - one);
  return best?.[0] ?? 0;
}
