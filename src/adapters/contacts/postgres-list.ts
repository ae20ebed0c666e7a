import type { Environment } from '../../domain/environment.ts';
import type { ContactList, OpenContactsOptions } from '../../ports.ts';
import { parsePostgresAddress } from '../postgres/postgres-address.ts';
import { connectPostgres } from '../postgres/postgres-connection.ts';
import { explained } from '../postgres/postgres-errors.ts';
import { readingQuery } from '../postgres/postgres-query.ts';
import { missingQuery, queriedList } from './queried-list.ts';

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
  const { query } = options;
  const place = parsePostgresAddress(address, env);
  if (query === undefined || query.trim() === '') throw missingQuery();
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
  const first = await run(`fetch ${batchSize} from smsctl_list`);
  // A short batch is the last.
  async function* batches() {
    yield first.rows;
    for (let { length } = first.rows; length === batchSize; ) {
      const { rows } = await run(`fetch ${batchSize} from smsctl_list`);
      length = rows.length;
      yield rows;
    }
  }
  return queriedList({ source: shown, name, columns: first.columns, batches: batches(), close }, options);
}
