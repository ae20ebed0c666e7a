import type { Environment } from '../../domain/environment.ts';
import type { ContactList, OpenContactsOptions } from '../../ports.ts';
import { parsePostgresAddress } from '../postgres/postgres-address.ts';
import { connectPostgres, type PostgresConnection } from '../postgres/postgres-connection.ts';
import { explained } from '../postgres/postgres-errors.ts';
import { readingQuery } from '../postgres/postgres-query.ts';
import { type CopiedBytes, copiedBytes } from './copied/copied-bytes.ts';
import { type Counter, copiedRows } from './copied/copied-rows.ts';
import { missingQuery, queriedList, sampledList } from './queried-list.ts';

const batchSize = 1000;

/**
 * The result of one read-only query: a sub-select of a COPY to the client, or of a cursor if the server refuses that, in a
 * read-only transaction. Functions that are known to have side effects are refused. Others run if the role may call them. Memory
 * does not grow with the rows. The password comes from `PGPASSWORD` or `~/.pgpass`, never from the address, which others can
 * see. Rejects with `UserError` (`contacts.database`, `contacts.no-phone-column`).
 */
export async function openPostgres(
  address: string,
  options: OpenContactsOptions,
  env: Environment,
  counter: Counter,
): Promise<ContactList> {
  const { query } = options;
  const place = parsePostgresAddress(address, env);
  if (query === undefined || query.trim() === '') throw missingQuery();
  const rows = `select * from (\n${readingQuery(query)}\n) as list`;
  const { shown: source, name } = place;
  const connection = await connectPostgres(place, env).catch((error: unknown) => {
    throw explained(error, source);
  });
  const { close } = connection;
  const explain = (error: unknown): never => {
    close();
    throw explained(error, source);
  };
  const about = { source, name, close };
  const bytes = await copied(connection, rows).catch(explain);
  if (bytes === undefined) {
    const { columns, batches } = await fetched(connection, rows).catch(explain);
    return queriedList({ ...about, columns, batches: explaining(batches, explain) }, options);
  }
  const again = async (error: unknown) => {
    if (codeOf(error) !== timeout) explain(error);
    const { batches } = await fetched(connection, rows).catch(explain);
    return explaining(batches, explain);
  };
  return sampledList(copiedRows({ ...about, bytes, again }, counter), options);
}

const codeOf = (error: unknown): string => (error as { readonly code?: string } | null)?.code ?? '';

/** The server's limit for a statement. A cursor has as many statements as it has batches. */
const timeout = '57014';

/**
 * Errors of a server or a pooler that may run the query, but does not copy it: unsupported features, protocols and transactions,
 * access and syntax, internal errors (https://www.postgresql.org/docs/17/errcodes-appendix.html).
 */
const refusals = /^(?:0A|08|25|42|XX)/;

/** Undefined: the rows have to be fetched by a cursor. */
async function copied({ run, copy }: PostgresConnection, rows: string): Promise<CopiedBytes | undefined> {
  await run('savepoint before_copy');
  let hasRows = false;
  async function* bytes() {
    for await (const piece of copy(`copy (\n${rows}\n) to stdout (format csv, header)`)) {
      hasRows ||= piece.indexOf('\n') < piece.length - 1;
      yield piece;
    }
  }
  try {
    return await copiedBytes(bytes());
  } catch (error) {
    const code = codeOf(error);
    if (refusals.test(code) || (code === timeout && hasRows)) return undefined;
    throw error;
  }
}

async function fetched({ run }: PostgresConnection, rows: string) {
  await run('rollback to savepoint before_copy');
  await run(`declare smsctl_list no scroll cursor for ${rows}`);
  const first = await run(`fetch ${batchSize} from smsctl_list`);
  // A short batch is the last.
  async function* batches() {
    yield first.rows;
    for (let { length } = first.rows; length === batchSize; ) {
      const { rows: batch } = await run(`fetch ${batchSize} from smsctl_list`);
      length = batch.length;
      yield batch;
    }
  }
  return { columns: first.columns, batches: batches() };
}

async function* explaining<T>(batches: AsyncGenerator<T>, explain: (error: unknown) => never): AsyncGenerator<T> {
  try {
    yield* batches;
  } catch (error) {
    explain(error);
  }
}
