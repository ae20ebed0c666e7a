import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openContacts } from '../../../src/adapters/contacts/open-contacts.ts';
import { hasSqlite } from '../../../src/adapters/sqlite/sqlite-reader.ts';
import type { UserError } from '../../../src/domain/user-error.ts';
import { built } from '../../support/built.ts';
import { named } from '../../support/requirements.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

await built();

const folder = temporaryFolder('sqlite');

async function read(path: string, query: string) {
  const list = await openContacts(path, { query, keepCells: true }, process.env);
  const cells: (readonly string[])[] = [];
  for await (const batch of list.rows()) cells.push(...batch.map((row) => row.cells ?? []));
  return { list, cells };
}

const failureOf = (path: string, query?: string): Promise<UserError> =>
  openContacts(path, query === undefined ? {} : { query }, process.env).then(
    (list) => {
      list.close();
      throw new Error('It was opened.');
    },
    (error: UserError) => error,
  );

describe('the versions of Node.js that read SQLite', () => {
  it.each<[version: string, reads: boolean]>([
    ['20.20.2', false],
    ['22.15.1', false],
    ['22.16.0', true],
    ['23.11.0', false],
    ['24.0.0', true],
    ['26.1.0', true],
  ])('%s: %s', (version, reads) => expect(hasSqlite(version)).toBe(reads));
});

describe.skipIf(hasSqlite())('an SQLite database, with a Node.js that does not read it', () => {
  it('is refused with the pipe, and with the query', async () => {
    const path = join(folder, "it's.db");
    writeFileSync(path, 'SQLite format 3\0\u0010\0\u0001\u0001');
    const { code, exit, hints } = await failureOf(path, "select x from y where z = 'q'");
    expect({ code, exit }).toEqual({ code: 'contacts.database', exit: 2 });
    const file = `'${folder}/it'\\''s.db'`;
    expect(hints).toEqual([
      `Pipe the list: \`sqlite3 -readonly -csv -header ${file} 'select x from y where z = '\\''q'\\''' | smsctl contacts check -\`.`,
    ]);
    expect((await failureOf(path)).hints[0]).toContain("'select mobile, country from contacts'");
  });
});

interface Database {
  readonly exec: (sql: string) => void;
  readonly close: () => void;
}
/** The types are those of Node.js 20. */
const sqlite = () =>
  process.getBuiltinModule('node:sqlite' as 'node:fs') as unknown as {
    readonly DatabaseSync: new (path: string) => Database;
  };

function database(name: string, sql: string): string {
  const path = join(folder, name);
  rmSync(path, { force: true });
  const made = new (sqlite().DatabaseSync)(path);
  made.exec(sql);
  made.close();
  return path;
}

const reason = hasSqlite() ? undefined : 'Reading SQLite needs Node.js 22.16 and later';

describe.skipIf(reason !== undefined)(named('an SQLite database', reason), () => {
  const people = `create table people (id integer primary key, mobile text, country text, note blob);
    insert into people values (1, '+12025550123', 'US', null), (2, 447911123456, 'GB', x'41'), (3, null, '', x'ff00');`;

  it('is read as text, in the order of the query', async () => {
    const path = database('people.sqlite', people);
    const { list, cells } = await read(path, 'select * from people order by id desc;');
    expect(list).toMatchObject({
      ...{ source: path, name: 'people.sqlite', bytes: null, modifiedAt: null, isQueried: true },
      ...{ columns: ['id', 'mobile', 'country', 'note'], phoneColumns: ['mobile'], countryColumn: 'country' },
    });
    expect(cells).toEqual([
      ['3', '', '', ''],
      ['2', '447911123456', 'GB', 'A'],
      ['1', '+12025550123', 'US', ''],
    ]);
  });

  it('keeps all digits of a number, as an integer and as a float', async () => {
    const path = database(
      'digits.db',
      'create table t (mobile); insert into t values (9007199254740993), (447911123456.0)',
    );
    expect((await read(path, 'select mobile from t')).cells).toEqual([['9007199254740993'], ['447911123456']]);
  });

  it('is read in batches, each row once', async () => {
    const path = database(
      'many.db',
      `create table t (phone); with recursive n(i) as
      (select 1 union all select i + 1 from n where i < 25000) insert into t select '+1202' || (2000000 + i) from n`,
    );
    const { cells } = await read(path, 'select phone from t');
    expect(cells.length).toBe(25_000);
    expect(new Set(cells.flat()).size).toBe(25_000);
  });

  it.each<[title: string, query: string, words: RegExp]>([
    ['a writing statement', 'delete from people', /query fails/],
    ['a file', `vacuum into 'made.db'`, /query fails/],
    ['a file behind a parenthesis', `select 1); vacuum into 'made.db' --`, /more than one statement/],
    ['another database', `attach 'made.db' as x`, /query fails/],
    ['two statements', 'select 1; delete from people', /query fails/],
    ['a setting', 'pragma journal_mode = wal', /query fails/],
    ['a library', `select load_extension('x') as mobile`, /query fails|does more than read/],
    ['a table that is not there', 'select mobile from nobody', /no such table: nobody/],
    ['a word that is no column', 'select "mobil" as mobile from people', /no such column/],
    ['a row that is too large', 'select randomblob(900000000) as mobile', /512 MiB/],
  ])('is not changed by %s', async (_, query, words) => {
    const path = database('kept.db', people);
    const before = readFileSync(path);
    const names = readdirSync(folder);
    const { code, message } = await failureOf(path, query);
    expect(code).toBe('contacts.database');
    expect(message).toMatch(words);
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(folder)).toEqual(names);
  });

  it('with a write-ahead log is read without a new file', async () => {
    const path = database(
      'wal.db',
      `pragma journal_mode = wal; create table t (phone); insert into t values ('+12025550123')`,
    );
    const names = readdirSync(folder);
    expect((await read(path, 'select phone from t')).cells).toEqual([['+12025550123']]);
    expect(readdirSync(folder)).toEqual(names);
  });

  it('that is open elsewhere is read with its last changes', async () => {
    const path = database('open.db', 'pragma journal_mode = wal; create table t (phone)');
    const writer = new (sqlite().DatabaseSync)(path);
    writer.exec(`insert into t values ('+12025550123')`);
    try {
      expect((await read(path, 'select phone from t')).cells).toEqual([['+12025550123']]);
      const left = join(folder, 'left.db');
      for (const end of ['', '-wal']) copyFileSync(path + end, left + end);
      expect((await failureOf(left, 'select phone from t')).message).toMatch(/its last changes are in a log/);
      expect(readdirSync(folder)).not.toContain('left.db-shm');
    } finally {
      writer.close();
    }
  });

  it.each<[title: string, sql: string, words: RegExp, command: string]>([
    [
      'tables with phone columns',
      `${people} create table a (x); create view v as select nope from gone`,
      /look like contacts: people\.$/,
      'select * from "people"',
    ],
    [
      'other tables',
      'create table "my ""list" (x); create table z (y)',
      /^Its tables: my "list, z\.$/,
      'select * from "my ""list"',
    ],
    ['no tables', 'pragma user_version = 1', /no tables/, 'select mobile, country from contacts'],
    [
      'many tables',
      [...'abcdefg'].map((name) => `create table ${name} (phone);`).join(''),
      /: a, b, c, d, e, and 2 more\.$/,
      'select * from "a"',
    ],
    [
      'a hostile name',
      'create table "x\u001b[31m`" (phone)',
      /contacts: x.*\.$/,
      'select mobile, country from contacts',
    ],
  ])('without a query names %s, with a command', async (_, sql, words, command) => {
    const path = database('tables.db', sql);
    const { code, exit, message, hints } = await failureOf(path);
    expect({ code, exit }).toEqual({ code: 'contacts.database', exit: 2 });
    expect(message).toBe(`${path} is an SQLite database and needs a query.`);
    expect(hints).toEqual([
      expect.stringMatching(words),
      `Run \`smsctl contacts check ${path} --query '${command}'\`.`,
    ]);
    expect(hints.join('')).not.toMatch(/\p{Cc}/u);
  });

  it.each<[title: string, change: (bytes: Buffer) => Buffer]>([
    ['is cut off', (bytes) => bytes.subarray(0, 4096)],
    ['holds only a header', (bytes) => bytes.subarray(0, 100)],
    ['has random pages', (bytes) => Buffer.concat([bytes.subarray(0, 100), Buffer.alloc(bytes.length - 100, 0xa5)])],
  ])('is refused in words when it %s', async (_, change) => {
    const path = database('damaged.db', people);
    writeFileSync(path, change(readFileSync(path)));
    const { code } = await failureOf(path, 'select mobile from people');
    expect(code).toBe('contacts.database');
  });
});
