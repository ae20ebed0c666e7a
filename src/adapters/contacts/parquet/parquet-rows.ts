import { columnPages, type PageSource } from './column-pages.ts';
import { type ParquetFooter, pathKey } from './parquet-footer.ts';
import { assembleNested, type ColumnDecoder, DEFAULT_PARSERS, type SchemaTree } from './parquet-library.ts';
import { damagedParquet } from './parquet-problem.ts';
import { valueText } from './value-text.ts';

/** Rows that are read at a time. */
const batchRows = 1000;

/** A text, or lists and records of texts; null for no value. */
export type ParquetValue = unknown;

export interface ParquetBatch {
  /** The values of each column of the table; none of a column that is not read. */
  readonly columns: readonly (readonly ParquetValue[])[];
  readonly rows: number;
  /** Rows, from 0, in which a column has lost digits. */
  readonly lost: readonly { readonly column: number; readonly row: number }[];
}

/** The rows of a file in batches, with the values of some columns. Rejects with `UserError` (`contacts.unreadable`). */
export async function* parquetRows(
  source: PageSource,
  { columns, groups }: Pick<ParquetFooter, 'columns' | 'groups'>,
  isRead: (column: number) => boolean,
): AsyncGenerator<ParquetBatch> {
  for (const { rows, parts } of groups) {
    if (rows === 0) continue;
    const readers = columns.map((column, at) => (isRead(at) ? columnReader(source, column, parts) : undefined));
    for (let left = rows; left > 0; ) {
      const count = Math.min(batchRows, left);
      left -= count;
      const lost: { column: number; row: number }[] = [];
      const values: (readonly ParquetValue[])[] = [];
      for (const [column, reader] of readers.entries()) {
        values.push((await reader?.take(count, (row) => lost.push({ column, row }))) ?? []);
      }
      yield { columns: values, rows: count, lost };
    }
    for (const reader of readers) await reader?.end();
  }
}

interface ColumnReader {
  readonly take: (count: number, onLost: (row: number) => void) => Promise<readonly ParquetValue[]>;
  /** Rejects if there are more values than rows. */
  readonly end: () => Promise<void>;
}

function columnReader(
  source: PageSource,
  column: SchemaTree,
  parts: ParquetFooter['groups'][number]['parts'],
): ColumnReader {
  const paths = leavesOf(column);
  const leaves = paths.map((path) => {
    const part = parts.get(pathKey(path));
    if (part === undefined) throw damagedParquet(source.name);
    return leafReader(source.name, part.decoder, columnPages(source, part));
  });
  const [first] = leaves;
  if (first === undefined) throw damagedParquet(source.name);
  const end = async () => {
    for (const leaf of leaves) await leaf.end();
  };
  if (column.children.length === 0) return { take: first.take, end };
  return {
    end,
    take: async (count, onLost) => {
      const values = new Map<string, ParquetValue[]>();
      for (const [at, leaf] of leaves.entries())
        values.set((paths[at] ?? []).join('.'), await leaf.take(count, onLost));
      try {
        assembleNested(values, column, DEFAULT_PARSERS);
      } catch {
        throw damagedParquet(source.name);
      }
      const found = values.get(column.path.join('.'));
      if (found?.length !== count) throw damagedParquet(source.name);
      return found;
    },
  };
}

const leavesOf = ({ children, path }: SchemaTree): readonly (readonly string[])[] =>
  children.length === 0 ? [path] : children.flatMap(leavesOf);

function leafReader(name: string, { element }: ColumnDecoder, pages: AsyncGenerator<ArrayLike<unknown>>) {
  const textOf = valueText(element);
  const readable = (value: unknown) => {
    try {
      return textOf(value);
    } catch {
      // A number of another size than its type has.
      throw damagedParquet(name);
    }
  };
  let page: ArrayLike<unknown> = [];
  let at = 0;
  let onLost = (): void => undefined;
  const textsOf = (value: unknown): ParquetValue => {
    if (Array.isArray(value)) return value.map(textsOf);
    // An index beyond the dictionary.
    if (value === undefined) throw damagedParquet(name);
    const found = readable(value);
    if (found === null || typeof found === 'string') return found;
    onLost();
    return found.text;
  };
  return {
    take: async (count: number, noteLost: (row: number) => void): Promise<ParquetValue[]> => {
      const taken: ParquetValue[] = [];
      onLost = () => noteLost(taken.length);
      while (taken.length < count) {
        if (at === page.length) {
          const next = await pages.next();
          if (next.done === true) throw damagedParquet(name);
          page = next.value;
          at = 0;
          continue;
        }
        const value = page[at];
        at += 1;
        taken.push(textsOf(value));
      }
      return taken;
    },
    end: async (): Promise<void> => {
      if (at < page.length) throw damagedParquet(name);
      for await (const more of pages) if (more.length > 0) throw damagedParquet(name);
    },
  };
}
