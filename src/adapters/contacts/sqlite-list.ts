import { basename } from 'node:path';
import { isNumberName } from '../../domain/columns/column-vocabulary.ts';
import type { Environment } from '../../domain/environment.ts';
import { printable } from '../../domain/text/printable.ts';
import { shellWord } from '../../domain/text/shell-word.ts';
import { UserError } from '../../domain/user-error.ts';
import type { ContactList, OpenContactsOptions } from '../../ports.ts';
import type { SqliteTable } from '../sqlite/sqlite-protocol.ts';
import { hasSqlite, querySqlite, sqliteTables } from '../sqlite/sqlite-reader.ts';
import { queriedList } from './queried-list.ts';
import { exampleQuery, nameInShell, pipeFrom } from './sources/pipe-hint.ts';

/**
 * The result of one read-only query of an SQLite file. Without a query, the error names tables that look like contacts. Rejects
 * with `UserError` (`contacts.database`, `contacts.no-phone-column`).
 */
export async function openSqlite(path: string, options: OpenContactsOptions, env: Environment): Promise<ContactList> {
  const query = options.query?.trim() ? options.query : undefined;
  if (!hasSqlite()) throw withoutLibrary(path, query ?? exampleQuery);
  if (query === undefined) throw withoutQuery(path, await sqliteTables(path, env));
  const result = await querySqlite(path, query, env);
  return queriedList({ source: path, name: basename(path), ...result }, options);
}

const withoutLibrary = (path: string, query: string): UserError =>
  new UserError({
    code: 'contacts.database',
    message: `${printable(path)} is an SQLite database, which smsctl reads with Node.js 22.16 and later only.`,
    hints: [
      `Pipe the list: ${pipeFrom(`sqlite3 -readonly -csv -header ${nameInShell(path, 'FILE')} ${shellWord(query)}`)}.`,
    ],
  });

const mostNames = 5;

function withoutQuery(path: string, tables: readonly SqliteTable[]): UserError {
  const likely = tables.filter(({ columns }) => columns.some(isNumberName));
  const named = likely.length > 0 ? likely : tables;
  const names = named.slice(0, mostNames).map(({ name }) => printable(name, 40));
  const more = named.length > mostNames ? `, and ${named.length - mostNames} more` : '';
  const about =
    names.length === 0
      ? 'It has no tables.'
      : `${likely.length > 0 ? 'Tables that look like contacts' : 'Its tables'}: ${names.join(', ')}${more}.`;
  const [first] = named;
  const table = `"${first?.name.replaceAll('"', '""')}"`;
  const query = first === undefined ? exampleQuery : `select * from ${table}`;
  const command = `smsctl contacts check ${nameInShell(path, 'FILE')} --query ${nameInShell(query, `'${exampleQuery}'`)}`;
  return new UserError({
    code: 'contacts.database',
    message: `${printable(path)} is an SQLite database and needs a query.`,
    hints: [about, `Run \`${command}\`.`],
  });
}
