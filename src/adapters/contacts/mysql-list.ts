import type { Environment } from '../../domain/environment.ts';
import type { ContactList, OpenContactsOptions } from '../../ports.ts';
import { parseMysqlAddress } from '../mysql/mysql-address.ts';
import { queryMysql } from '../mysql/mysql-connection.ts';
import { explainedMysql } from '../mysql/mysql-errors.ts';
import { clientOptions } from '../mysql/mysql-options.ts';
import { readingMysqlQuery } from '../mysql/mysql-query.ts';
import { missingQuery, queriedList } from './queried-list.ts';

/**
 * The result of one read-only query of MySQL or MariaDB. Words that are known to have side effects are refused. Memory does not
 * grow with the rows. The password comes from `~/.my.cnf` or `MYSQL_PWD`, never from the address, which others can see. Rejects
 * with `UserError` (`contacts.database`, `contacts.no-phone-column`).
 */
export async function openMysql(address: string, options: OpenContactsOptions, env: Environment): Promise<ContactList> {
  const { query } = options;
  const place = parseMysqlAddress(address, env, clientOptions(env));
  if (query === undefined || query.trim() === '') throw missingQuery();
  const selection = readingMysqlQuery(query);
  const { shown, name } = place;
  const explain = (error: unknown): never => {
    throw explainedMysql(error, shown);
  };
  const { columns, batches, close } = await queryMysql(place, selection).catch(explain);
  async function* explainedBatches() {
    try {
      yield* batches;
    } catch (error) {
      explain(error);
    }
  }
  return queriedList({ source: shown, name, columns, batches: explainedBatches(), close }, options);
}
