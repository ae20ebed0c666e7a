// The process that reads an SQLite database. The library blocks the process while it computes, so that only another process can
// end a query that takes too long. It reads one request from stdin and writes `SqliteAnswer`s, one on each line.
import { readFileSync, writeSync } from 'node:fs';
import { memoryLimit, type SqliteAnswer, type SqliteRequest, type SqliteTable } from './sqlite-protocol.ts';

/** The parts of `node:sqlite` (https://nodejs.org/api/sqlite.html) that it uses; the types are those of Node.js 20. */
type SqliteValue = null | bigint | number | string | Uint8Array;
interface Statement {
  readonly sourceSQL: string;
  readonly columns: () => readonly { readonly name: string }[];
  readonly all: (...values: readonly string[]) => readonly Readonly<Record<string, unknown>>[];
  readonly iterate: () => Iterable<readonly SqliteValue[]>;
  readonly setReadBigInts: (on: boolean) => void;
  readonly setReturnArrays: (on: boolean) => void;
}
interface Database {
  readonly exec: (sql: string) => void;
  readonly prepare: (sql: string) => Statement;
  readonly setAuthorizer?: (decide: (action: number, first: string | null) => number) => void;
}
interface Sqlite {
  readonly DatabaseSync: new (path: string, options: object) => Database;
}

// Without a listener, SIGUSR1 makes Node open its debugger.
process.on('SIGUSR1', () => {});

const batchRows = 1000;
/** In characters of the cells of a batch. */
const batchSize = 1024 * 1024;

/** Actions of a query that only reads (https://www.sqlite.org/c3ref/c_alter_table.html). */
const allowed: readonly number[] = [
  20, // read
  21, // select
  31, // function
  33, // recursive
];
const pragma = 19;

/** Others may have written the file: its views call no function with an effect (https://www.sqlite.org/security.html). */
const settings = 'pragma trusted_schema = off; pragma mmap_size = 0';

/**
 * Ends the process if it needs too much memory, or if its parent has gone. Another thread, since the library blocks this one.
 * SQLite's own limit has no effect, since Node.js builds it without counting memory.
 */
const watch = `
  const parent = process.ppid;
  setInterval(() => {
    if (process.memoryUsage.rss() > ${memoryLimit} || process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
  }, 50);
`;

function startWatch(): void {
  const { Worker } = process.getBuiltinModule('node:worker_threads');
  new Worker(watch, { eval: true }).unref();
}

function answer(line: SqliteAnswer): void {
  const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(1, bytes, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      // The pipe is full until the parent has judged the rows.
      Atomics.wait(clock, 0, 0, 2);
    }
  }
}

const clock = new Int32Array(new SharedArrayBuffer(4));

function open(uri: string): Database {
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite' as 'node:fs') as unknown as Sqlite;
  const database = new DatabaseSync(uri, {
    readOnly: true,
    allowExtension: false,
    enableDoubleQuotedStringLiterals: false,
  });
  database.exec(settings);
  return database;
}

function run(database: Database, query: string): void {
  database.setAuthorizer?.((action, name) =>
    allowed.includes(action) || (action === pragma && name === 'data_version') ? 0 : 1,
  );
  // The library runs the first statement of a text. In a sub-select, this can only be one that selects.
  const text = `select * from (\n${query}\n)`;
  const statement = database.prepare(text);
  if (statement.sourceSQL !== text) {
    answer({ fault: 0, text: '' });
    return;
  }
  statement.setReadBigInts(true);
  statement.setReturnArrays(true);
  answer({ columns: statement.columns().map(({ name }) => name) });
  let rows: (readonly (string | null)[])[] = [];
  let size = 0;
  for (const row of statement.iterate()) {
    const cells = row.map(textOf);
    rows.push(cells);
    for (const cell of cells) size += cell?.length ?? 0;
    if (rows.length < batchRows && size < batchSize) continue;
    answer({ rows });
    rows = [];
    size = 0;
  }
  answer({ rows });
  answer({ end: true });
}

/** Bytes that are no text are left out. */
function textOf(value: SqliteValue): string | null {
  if (value === null) return null;
  if (!(value instanceof Uint8Array)) return String(value);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(value);
  } catch {
    return '';
  }
}

const tableLimit = 1000;

function listTables(database: Database): void {
  const found = database
    .prepare(
      `select name from sqlite_schema where type in ('table', 'view') and name not like 'sqlite\\_%' escape '\\'
        order by name limit ${tableLimit}`,
    )
    .all();
  const columns = database.prepare('select name from pragma_table_info(?) limit 1000');
  const tables = found.map(({ name }): SqliteTable => {
    try {
      return { name: String(name), columns: columns.all(String(name)).map((column) => String(column.name)) };
    } catch {
      // A view may name what does not exist.
      return { name: String(name), columns: [] };
    }
  });
  answer({ tables });
  answer({ end: true });
}

try {
  startWatch();
  const { uri, query } = JSON.parse(readFileSync(0, 'utf8')) as SqliteRequest;
  const database = open(uri);
  if (query === null) listTables(database);
  else run(database, query);
} catch (error) {
  const { errcode = 1, message } = error as { readonly errcode?: number; readonly message: string };
  answer({ fault: errcode & 0xff, text: message });
}
