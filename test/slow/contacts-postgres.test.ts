import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runMeasured } from '../support/measured.ts';
import { type Postgres, startPostgres } from '../support/postgres.ts';
import { named, postgresRequirement } from '../support/requirements.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const reason = postgresRequirement();
const password = 'NotARealPassword42';
const rows = 1_000_000;

describe.skipIf(reason !== undefined)(named('contacts in a real PostgreSQL', reason), () => {
  const home = temporaryFolder('pg-home');
  const env = { HOME: home, PATH: process.env.PATH ?? '', LANG: 'C.UTF-8' };
  let server: Postgres;
  let address: string;

  beforeAll(async () => {
    server = await startPostgres(password);
    address = `postgres://reader@127.0.0.1:${server.port}/postgres`;
    server.sql(`create table people as select n as id, 'Person ' || n as name,
      case when n % 10 = 0 then null when n % 10 = 1 then 'n/a' else '+1202' || (2000000 + n)::text end as mobile,
      'US' as country from generate_series(1, ${rows}) n; grant select on people to reader`);
  });
  afterAll(() => server.stop());

  const check = async (query: string, more: readonly string[] = [], change: Readonly<Record<string, string>> = {}) => {
    const argv = ['contacts', 'check', address, '--query', query, '--json', ...more];
    const result = await runMeasured(argv, { ...env, PGPASSWORD: password, ...change });
    expect(result.out + result.err).not.toContain(password);
    return { ...result, document: JSON.parse(result.out) };
  };

  it('reads a million rows in constant memory', async () => {
    const few = await check('select mobile, country from people where id <= 10000');
    const many = await check('select mobile, country from people order by id');
    const { document } = many;
    expect(document).toMatchObject({
      rows,
      // One of the numbers is that of directory assistance.
      reasons: { empty: rows / 10, placeholder: rows / 10 + 1 },
      lists: [{ name: '127.0.0.1/postgres', bytes: null, phoneColumns: ['mobile'], countryColumn: 'country' }],
    });
    const sum = Object.values(document.reasons as Record<string, number>).reduce((total, count) => total + count, 0);
    expect(document.textable + sum).toBe(rows);
    // Beside the rows stand the numbers that were seen, in 24 bytes each at most.
    expect(many.peakMb - few.peakMb).toBeLessThan(60);
    expect(many.peakMb).toBeLessThanOrEqual(150);
  });

  it('writes the rows with their columns', async () => {
    const valid = join(home, 'valid.csv');
    const { document } = await check('select id, name, mobile from people where id < 5', ['--valid', valid]);
    expect(document).toMatchObject({ rows: 4, files: { valid: { rows: 3 } } });
  });

  it('takes the password from ~/.pgpass, and the address of a socket', async () => {
    writeFileSync(join(home, '.pgpass'), `127.0.0.1:${server.port}:postgres:reader:${password}\n`, { mode: 0o600 });
    const argv = ['contacts', 'check', address, '--query', 'select mobile from people limit 3', '--json'];
    expect(JSON.parse((await runMeasured(argv, env)).out).rows).toBe(3);
    const socket = `postgres://reader@/postgres?host=${encodeURIComponent(server.folder)}&port=${server.port}`;
    const overSocket = ['contacts', 'check', socket, '--query', 'select mobile from people limit 3', '--json'];
    expect(JSON.parse((await runMeasured(overSocket, env)).out).rows).toBe(3);
  });

  it.each<[string, string, Readonly<Record<string, string>>, RegExp]>([
    ['a query that writes', 'delete from people returning mobile', {}, /must start with SELECT/],
    ['a part that writes', 'with gone as (delete from people returning mobile) table gone', {}, /writes/],
    ['rows that are locked', 'select mobile from people for update', {}, /writes|only reads|sub-select/],
    ['a query that is none', 'select mobile frm people where', {}, /syntax error/],
    ['a table that is not there', 'select mobile from nobody', {}, /refuses the query/],
    ['a wrong password', 'select mobile from people', { PGPASSWORD: 'wrong' }, /wrong password/],
    ['two statements', 'select mobile from people; select 1', {}, /more than one statement/],
    ['no phone column', 'select id, name from people limit 3', {}, /phone/],
  ])('%s is exit 2, with the cause', async (_, query, change, words) => {
    const { code, document } = await check(query, [], change);
    expect(code).toBe(2);
    expect(document.error.message).toMatch(words);
  });

  it.each([
    ['deletes rows', 'delete from people where id <= 5'],
    ['makes a table', 'create table made_by_a_query (id int)'],
    ['makes a table from rows', 'create table made_by_a_query as select 1 as id'],
  ])('is in a transaction that only reads when a function of the database %s', async (_, statement) => {
    server.sql(`create or replace function innocent() returns text language plpgsql security definer volatile as
      $$ begin ${statement}; return '+12025550123'; end $$; grant execute on function innocent() to reader`);
    const { code, document } = await check('select innocent() as mobile');
    expect(code).toBe(2);
    expect(document.error).toMatchObject({ code: 'contacts.database' });
    expect(server.sql('select count(*) from people').trim()).toBe(String(rows));
    expect(server.sql("select count(*) from pg_class where relname = 'made_by_a_query'").trim()).toBe('0');
  });

  it('says that the transaction only reads, and that rows come in UTF-8 with a time limit', async () => {
    server.sql(`create or replace function setting_of(name text) returns text language sql security definer as
      'select pg_catalog.current_setting(name)'`);
    const settings = ['transaction_read_only', 'client_encoding', 'standard_conforming_strings', 'statement_timeout'];
    const valid = join(home, 'settings.csv');
    const columns = settings.map((name) => `setting_of('${name}') as ${name}`).join(', ');
    await check(`select '+12025550123' as mobile, ${columns}`, ['--valid', valid]);
    const [, row = ''] = readFileSync(valid, 'utf8').split('\r\n');
    expect(row).toContain('+12025550123,on,UTF8,on,5min,');
  });

  it('reports an error that comes after some rows', async () => {
    const { code, document } = await check(
      'select case when id > 5000 then (1 / (id - id))::text else mobile end as mobile from people',
    );
    expect(code).toBe(2);
    expect(document.error.code).toBe('contacts.database');
  });

  it('leaves the database unchanged', () =>
    expect(server.sql('select count(*) from people').trim()).toBe(String(rows)));
});
