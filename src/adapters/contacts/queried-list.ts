import type { ListPlan } from '../../domain/columns/contact-plan.ts';
import { rowReader } from '../../domain/contacts/contact-row.ts';
import { type FindingLog, findingLog } from '../../domain/contacts/list-findings.ts';
import { UserError } from '../../domain/user-error.ts';
import type { ContactList, ContactRow, CountRows, OpenContactsOptions } from '../../ports.ts';
import { type PlannedList, planList, planRows, samplesOf } from './list-plan.ts';
import { noteRow } from './row-notes.ts';

export type Batch = readonly (readonly (string | null)[])[];

interface Query {
  /** As messages show it. */
  readonly source: string;
  readonly name: string;
  readonly columns: readonly string[];
  /** Ends the query. */
  readonly close: () => void;
}

/** The result of a query. */
export interface QueryResult extends Query {
  /** Rows as text, in batches that are read when they are needed. */
  readonly batches: AsyncIterator<Batch, unknown>;
}

/** A result of which some rows are known. */
export interface SampledResult extends Query {
  /** The first rows, at least `planRows` of them if there are as many. */
  readonly sample: Batch;
  /** All rows. Can be read once. */
  readonly batches: () => AsyncIterable<Batch>;
  /** What counts the rows by a plan, and notes what it finds; null: they have to be read. */
  readonly counter: (plan: ListPlan, log: FindingLog) => CountRows | null;
}

export const missingQuery = (): UserError =>
  new UserError({
    code: 'contacts.database',
    message: 'A query is required to read a database.',
    hints: ['Pass `--query`, such as --query "select mobile, country from contacts".'],
  });

/** A list of the rows of a query. It reads as many batches ahead as its plan takes. Closes the query if it rejects. */
export async function queriedList(result: QueryResult, options: OpenContactsOptions): Promise<ContactList> {
  try {
    return await sampledList({ ...result, ...(await readAhead(result.batches)), counter: () => null }, options);
  } catch (error) {
    result.close();
    throw error;
  }
}

/** The rows of batches, and the first of them. */
async function readAhead(batches: AsyncIterator<Batch, unknown>): Promise<Pick<SampledResult, 'sample' | 'batches'>> {
  const ahead: Batch[] = [];
  const next = async (): Promise<Batch | undefined> => {
    const { value, done } = await batches.next();
    return done === true ? undefined : (value as Batch);
  };
  for (let size = 0; size < planRows; ) {
    const batch = await next();
    if (batch === undefined) break;
    ahead.push(batch);
    size += batch.length;
  }
  return {
    sample: ahead.flat(),
    batches: async function* () {
      for (let batch = ahead.shift() ?? (await next()); batch !== undefined; batch = ahead.shift() ?? (await next())) {
        yield batch;
      }
    },
  };
}

/** The same for a result of which the first rows are known. */
export async function sampledList(result: SampledResult, options: OpenContactsOptions): Promise<ContactList> {
  const { source, name, columns, close } = result;
  const { keepCells = false } = options;
  const log = findingLog();
  try {
    const sample = result.sample.map((row) => row.map((cell) => cell ?? ''));
    const list: PlannedList = { name: source, columns, hasHeader: true, rows: (limit) => sample.slice(0, limit) };
    const plan = await planList(list, options, log);
    return {
      source,
      name,
      bytes: null,
      modifiedAt: null,
      form: 'table',
      isQueried: true,
      sheet: null,
      delimiter: ',',
      columns,
      header: columns,
      phoneColumns: plan.numbers.map(({ column }) => columns[column] ?? ''),
      countryColumn: columns[plan.country] ?? null,
      plan,
      linesBefore: null,
      samples: () => samplesOf(plan, list, 1),
      count: result.counter(plan, log),
      findings: log.list,
      bytesRead: () => 0,
      close,
      rows: async function* () {
        let before = 0;
        const readRow = rowReader(plan);
        try {
          for await (const batch of result.batches()) {
            yield batch.map((cells, index): ContactRow => {
              const texts = (column: number) => [{ text: cells[column] ?? '' }];
              const row = noteRow(before + index + 1, readRow(texts), log);
              return keepCells ? { ...row, cells: cells.map((cell) => cell ?? '') } : row;
            });
            before += batch.length;
          }
        } finally {
          close();
        }
      },
    };
  } catch (error) {
    close();
    throw error;
  }
}
