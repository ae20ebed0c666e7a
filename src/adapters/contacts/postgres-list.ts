import { rowReader } from '../../domain/contact-row.ts';
import { findingLog } from '../../domain/list-findings.ts';
import { printable } from '../../domain/printable.ts';
import { UserError } from '../../domain/user-error.ts';
import type { ContactList, ContactRow, OpenContactsOptions } from '../../ports.ts';
import { type PlannedList, planList, planRows, samplesOf } from './list-plan.ts';
import { noteRow } from './row-notes.ts';

/** Rows that are in memory at once. */
const batchSize = 1000;
const connectTimeoutMs = 10_000;

const databaseError = (message: string, ...hints: readonly string[]): UserError =>
  new UserError({ code: 'contacts.database', message, hints });

/**
 * The result of one query, read through a cursor in a read-only transaction: memory does not grow with the rows, and nothing
 * can be written. The password comes from `PGPASSWORD` or `~/.pgpass`, never from the address, which others can see. Rejects
 * with `UserError` (`contacts.database`, `contacts.no-phone-column`).
 */
export async function openPostgres(address: string, options: OpenContactsOptions): Promise<ContactList> {
  const { keepCells = false, query } = options;
  const url = parseAddress(address);
  if (query === undefined || query.trim() === '') {
    throw databaseError(
      'A database needs a query.',
      'Add `--query`, such as --query "select mobile, country from contacts".',
    );
  }
  const shown = `${url.protocol}//${url.host}${url.pathname}`;
  const { default: pg } = await import('pg');
  const { default: Cursor } = await import('pg-cursor');
  const client = new pg.Client({
    connectionString: address,
    connectionTimeoutMillis: connectTimeoutMs,
    application_name: 'smsctl',
    // Everything as the text that the server writes: a number stays as it is.
    types: { getTypeParser: () => (value: string) => value },
  });
  // A connection that breaks while nobody waits for it would end the process; the next read tells.
  client.on('error', () => {});
  const failing = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      await client.end().catch(() => {});
      throw explained(error, shown);
    }
  };
  await failing(client.connect());
  await failing(client.query('begin transaction read only'));
  const cursor = client.query(new Cursor<readonly (string | null)[]>(query, [], { rowMode: 'array' }));
  const read = () =>
    failing(
      new Promise<{ readonly rows: readonly (readonly (string | null)[])[]; readonly columns: readonly string[] }>(
        (resolve, reject) => {
          cursor.read(batchSize, (error, rows, result) => {
            if (error) reject(error);
            // Behind the last row there is no result any more.
            else
              resolve({ rows, columns: (result as typeof result | undefined)?.fields.map(({ name }) => name) ?? [] });
          });
        },
      ),
    );
  const first = await read();
  const log = findingLog();
  const close = () => {
    client.end().catch(() => {});
  };
  /** What is read to decide how the rows are read, and given again as rows. */
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
    name: `${url.hostname || 'postgres'}${url.pathname}`,
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
        // A short batch is the last: the cursor is closed behind it.
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

function parseAddress(address: string): URL {
  let url: URL;
  try {
    // Without a host it is a socket's, which an address may not leave out behind a user.
    url = new URL(address.replace('@/', '@localhost/'));
  } catch {
    throw databaseError('The address of the database cannot be read.', 'It looks like postgres://user@host:5432/name.');
  }
  if (url.password === '' && !url.searchParams.has('password')) return url;
  throw databaseError(
    'The address of the database holds a password, which others can see on the command line.',
    'Take it out, and set `PGPASSWORD` or write it into ~/.pgpass.',
  );
}

const causes: Readonly<Record<string, readonly [what: string, hint: string]>> = {
  ECONNREFUSED: ['nothing answers there', 'Look at host and port, and whether the server runs.'],
  ENOTFOUND: ['there is no such host', 'Look at the host.'],
  ENOENT: ['there is no such socket', 'Look at the folder of the socket, and whether the server runs.'],
  '28P01': ['the password is refused', 'Set `PGPASSWORD`, or write the password into ~/.pgpass.'],
  '28000': ['the user is refused', "Look at the user, and at the server's pg_hba.conf."],
  '3D000': ['there is no such database', "Look at the address's last part."],
  '25006': ['the query would write, and this transaction may only read', 'Give a query that selects.'],
  '42601': ['the query cannot be understood', 'Try it in psql.'],
  '42501': ['the user may not read that', 'Ask for the right to select.'],
};

/** The server's words may show parts of the query, and of rows that a cast refuses; these stay out. */
function explained(error: unknown, shown: string): UserError {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  if (/password must be a string|no password/i.test(message)) {
    return databaseError(`${printable(shown)}: a password is wanted.`, 'Set `PGPASSWORD`, or write it into ~/.pgpass.');
  }
  const [what, hint] = causes[code] ?? [
    /^42/.test(code)
      ? `the query is refused: ${printable(message, 200)}`
      : /timeout/i.test(message)
        ? 'it does not answer'
        : `it failed (${printable(code || 'unknown reason', 20)})`,
    'Try the query in psql.',
  ];
  return databaseError(`${printable(shown)}: ${what}.`, hint);
}
