import { rowReader } from '../../domain/contacts/contact-row.ts';
import { findingLog } from '../../domain/contacts/list-findings.ts';
import type { Environment } from '../../domain/environment.ts';
import type { ContactList, ContactRow, OpenContactsOptions } from '../../ports.ts';
import { databaseError, parsePostgresAddress } from '../postgres/postgres-address.ts';
import { connectPostgres } from '../postgres/postgres-connection.ts';
import { explained } from '../postgres/postgres-errors.ts';
import { readingQuery } from '../postgres/postgres-query.ts';
import { type PlannedList, planList, planRows, samplesOf } from './list-plan.ts';
import { noteRow } from './row-notes.ts';

const batchSize = 1000;

/**
 * The result of one read-only query: a sub-select of a cursor in a read-only transaction. Functions that
 * are known to have side effects are refused. Others run if the role may call them. Memory does not grow with the rows. The
 * password comes from `PGPASSWORD` or `~/.pgpass`, never from the address, which others can see. Rejects with `UserError`
 * (`contacts.database`, `contacts.no-phone-column`).
 */
export async function openPostgres(
  address: string,
  options: OpenContactsOptions,
  env: Environment,
): Promise<ContactList> {
  const { keepCells = false, query } = options;
  const place = parsePostgresAddress(address, env);
  if (query === undefined || query.trim() === '') {
    throw databaseError(
      'A database needs a query.',
      'Add `--query`, such as --query "select mobile, country from contacts".',
    );
  }
  const selection = readingQuery(query);
  const { shown, name } = place;
  const connection = await connectPostgres(place, env).catch((error: unknown) => {
    throw explained(error, shown);
  });
  const { close } = connection;
  const run = async (statement: string) => {
    try {
      return await connection.run(statement);
    } catch (error) {
      close();
      throw explained(error, shown);
    }
  };
  await run(`declare smsctl_list no scroll cursor for select * from (\n${selection}\n) as list`);
  const read = () => run(`fetch ${batchSize} from smsctl_list`);
  const first = await read();
  const log = findingLog();
  /** Batches that are read to plan the list, and returned as rows later. */
  const ahead = [first.rows];
  const { columns } = first;
  for (let size = first.rows.length; size > 0 && size % batchSize === 0 && size < planRows; ) {
    const next = await read();
    ahead.push(next.rows);
    size += next.rows.length;
    if (next.rows.length < batchSize) break;
  }
  const sample = ahead.flat().map((row) => row.map((cell) => cell ?? ''));
  const list: PlannedList = { name: shown, columns, hasHeader: true, rows: (limit) => sample.slice(0, limit) };
  const plan = await planList(list, options, log).catch((error: unknown) => {
    close();
    throw error;
  });
  return {
    source: shown,
    name,
    bytes: null,
    modifiedAt: null,
    form: 'table',
    delimiter: ',',
    columns,
    header: columns,
    phoneColumns: plan.numbers.map(({ column }) => columns[column] ?? ''),
    countryColumn: columns[plan.country] ?? null,
    plan,
    linesBefore: null,
    samples: () => samplesOf(plan, list, 1),
    count: null,
    findings: log.list,
    bytesRead: () => 0,
    close,
    rows: async function* () {
      let before = 0;
      const readRow = rowReader(plan);
      try {
        // A short batch is the last.
        for (let batch = ahead.shift(); batch !== undefined; ) {
          yield batch.map((cells, index): ContactRow => {
            const texts = (column: number) => [{ text: cells[column] ?? '' }];
            const row = noteRow(before + index + 1, readRow(texts), log);
            return keepCells ? { ...row, cells: cells.map((cell) => cell ?? '') } : row;
          });
          before += batch.length;
          if (batch.length < batchSize) return;
          batch = ahead.shift() ?? (await read()).rows;
        }
      } finally {
        close();
      }
    },
  };
}
