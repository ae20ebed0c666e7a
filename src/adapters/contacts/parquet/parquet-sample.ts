import { planRows } from '../list-plan.ts';
import type { PageSource } from './column-pages.ts';
import type { ParquetFooter } from './parquet-footer.ts';
import { type ParquetBatch, type ParquetValue, parquetRows } from './parquet-rows.ts';

/** The most text that is kept to plan the list. */
const sampleCharacters = 16 * 1024 * 1024;

/** The first rows of a file, fewer of long ones. One column is read after the other, so that a page of each is not kept. */
export async function firstRows(
  source: PageSource,
  { columns, groups }: Pick<ParquetFooter, 'columns' | 'groups'>,
): Promise<Pick<ParquetBatch, 'columns' | 'rows'>> {
  let rows = planRows;
  let taken: (readonly ParquetValue[])[] = [];
  for (const column of columns) {
    const values: ParquetValue[] = [];
    let characters = 0;
    for await (const batch of parquetRows(source, { columns: [column], groups }, () => true)) {
      for (const value of batch.columns[0] ?? []) {
        values.push(value);
        characters += lengthOf(value);
      }
      if (values.length >= rows || characters > sampleCharacters) break;
    }
    rows = Math.min(rows, values.length);
    taken = [...taken, values].map((each) => each.slice(0, rows));
    while (rows > 1 && charactersIn(taken) > sampleCharacters) {
      rows = Math.ceil(rows / 2);
      taken = taken.map((each) => each.slice(0, rows));
    }
  }
  return { columns: taken, rows };
}

function charactersIn(columns: readonly (readonly ParquetValue[])[]): number {
  let sum = 0;
  for (const values of columns) for (const value of values) sum += lengthOf(value);
  return sum;
}

/** The characters of a text, or of all texts in lists and records. */
export function lengthOf(value: ParquetValue): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  let size = 0;
  for (const each of Object.values(value)) size += lengthOf(each);
  return size;
}
