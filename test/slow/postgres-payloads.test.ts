import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { effectOf } from '../../src/adapters/postgres/postgres-functions.ts';
import { readingQuery } from '../../src/adapters/postgres/postgres-query.ts';
import { type Postgres, startPostgres } from '../support/postgres.ts';
import { runProgram, smsctl } from '../support/program.ts';
import { promised } from '../support/promised.ts';
import { itOnlyReads } from '../support/query-payloads.ts';
import { named, postgresRequirement } from '../support/requirements.ts';

const reason = postgresRequirement();
const password = 'NotARealPassword42';

/** `FILE` is a path that nothing may write, `SERVER` a connection to the same server, `SLEEPER` the process of another session. */
const acting: readonly string[] = [
  // Statements that are no query.
  "copy people to 'FILE'",
  "copy (select 1) to program 'touch FILE'",
  'copy people to stdout',
  'copy people from stdin',
  "insert into people values (9, '+12025550123')",
  "insert into people values (9, '+12025550123') returning mobile",
  'update people set mobile = null',
  'delete from people returning mobile',
  'merge into people using (select 1) s on true when matched then delete',
  'truncate people',
  'drop table people',
  'create table made (a int)',
  'create temp table made as select mobile from people',
  'create function made() returns int language sql as $$ select 1 $$',
  'alter role admin password null',
  "do $$ begin perform lo_create(4242); copy people to 'FILE'; end $$",
  'call act()',
  "prepare made as insert into people values (9, 'x')",
  'execute made',
  'lock table people',
  'listen made',
  "notify seen, 'payload'",
  "set session authorization 'reader'",
  'set transaction read write',
  'reset all',
  'begin',
  'commit',
  'rollback; delete from people',
  'explain analyze insert into people values (9)',
  'vacuum people',
  'analyze people',
  'refresh materialized view made',
  'import foreign schema x from server y into z',
  'checkpoint',
  "load 'dblink'",
  "comment on table people is 'made'",
  'declare made cursor with hold for select 1',
  'fetch all from smsctl_list',
  'move all in smsctl_list',
  'close smsctl_list',
  'discard all',
  'reindex table people',
  // More than one statement, or an end to the sub-select.
  'select mobile from people; delete from people',
  'select mobile from people;; commit; delete from people',
  'select mobile from people) as x; delete from people; --',
  "select '\\'; delete from people; --'",
  "select E'\\''; delete from people; --'",
  'select $a$ $b$ $a$; delete from people; -- $b$',
  'select 1 /* /* */ */; delete from people',
  "select 0x1F$$ ' $$; delete from people; --'",
  'select 1) as x for update; --',
  // Queries that write.
  'select * into made from people',
  'select * into temp made from people',
  'with gone as (delete from people returning mobile) select mobile from gone',
  "with more as (insert into people values (9, 'x') returning mobile) select mobile from more",
  'with more as (update people set mobile = null returning mobile) table more',
  'with recursive more as (delete from people returning mobile) select mobile from more',
  'select mobile from people for update',
  'select mobile from people for no key update',
  'select mobile from people for share',
  'select mobile from people for key share skip locked',
  'table people for update',
  // Functions.
  "select dblink_exec('SERVER', 'delete from people')",
  "select * from dblink('SERVER', 'delete from people returning mobile') as t(mobile text)",
  "select dblink_connect('SERVER'), dblink_exec('delete from people')",
  "select dblink_send_query('x', 'delete from people')",
  "select \"dblink_exec\"('SERVER', 'delete from people')",
  "select public.dblink_exec('SERVER', 'delete from people')",
  "select public /* a */ . /* b /* c */ */ dblink_exec -- d\n ('SERVER', 'delete from people')",
  "select U&\"dblink\\005fexec\"('SERVER', 'delete from people')",
  "select U&\"dblink!005fexec\" uescape '!' ('SERVER', 'delete from people')",
  "select DBLINK_EXEC('SERVER', 'delete from people')",
  "select E'\\'' || dblink_exec('SERVER', 'delete from people') || '\\'",
  "select '\\' || dblink_exec('SERVER', 'delete from people') || '\\'",
  "select a$$ || dblink_exec('SERVER', 'delete from people') || b$$ from (select 1 as a$$, 2 as b$$) t",
  "select mobile from people where dblink_exec('SERVER', 'delete from people') <> ''",
  "select mobile from people order by dblink_exec('SERVER', 'delete from people')",
  "select mobile from people limit length(dblink_exec('SERVER', 'delete from people'))",
  "values (dblink_exec('SERVER', 'delete from people'))",
  "select * from (select 1) s, lateral (select dblink_exec('SERVER', 'delete from people')) t",
  "select query_to_xml('select dblink_exec(''SERVER'', ''delete from people'')', true, true, '')",
  "select * from ts_stat('select to_tsvector(dblink_exec(''SERVER'', ''delete from people''))')",
  "select ts_rewrite('a'::tsquery, 'select ''a''::tsquery, dblink_exec(''SERVER'', ''delete from people'')::tsquery')",
  "select * from crosstab('select dblink_exec(''SERVER'', ''delete from people'')::text, ''a''::text, ''b''::text') as t(a text, b text)",
  "select pg_read_file('/etc/passwd')",
  "select ('/etc/passwd'::text).pg_read_file",
  "select pg_read_binary_file('/etc/passwd')",
  "select pg_ls_dir('.')",
  "select pg_file_write('FILE', 'x', false)",
  'select lo_creat(-1)',
  'select lo_create(4242)',
  "select lo_from_bytea(4242, 'x')",
  "select lo_import('/etc/passwd')",
  "select lo_export(4243, 'FILE')",
  'select lo_unlink(4243)',
  "select lo_put(4243, 0, 'changed')",
  "select lowrite(lo_open(4243, x'20000'::int), 'changed')",
  "select nextval('counter')",
  "select setval('counter', 99)",
  "select set_config('transaction_read_only', 'off', true), dblink_exec('SERVER', 'delete from people')",
  "select set_config('statement_timeout', '0', false)",
  'select pg_advisory_lock(42)',
  'select pg_try_advisory_lock(42)',
  'select pg_advisory_xact_lock_shared(42)',
  "select pg_notify('seen', 'payload')",
  'select pg_terminate_backend(SLEEPER)',
  'select pg_cancel_backend(SLEEPER)',
  'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()',
  'select pg_export_snapshot()',
  'select pg_reload_conf()',
  'select pg_rotate_logfile()',
  'select pg_switch_wal()',
  "select pg_create_restore_point('made')",
  "select pg_create_physical_replication_slot('made')",
  "select pg_logical_emit_message(false, 'made', 'x')",
  'select pg_stat_reset()',
  'select txid_current()',
  "select pg_replication_origin_create('made')",
];

/** Queries that read, and texts that are not queries, in forms that a program can stumble over. */
const unusual: readonly string[] = [
  'select',
  'select from people',
  'select null',
  'select null as mobile from people',
  'select mobile, mobile from people',
  'select p from people p',
  'select array[mobile] from people',
  'select mobile as "", mobile as " ", mobile as "a""b" from people',
  "select E'\\x1b[2J' || mobile as mobile from people",
  'values (1)',
  'values (null)',
  'table people',
  '(((table people)))',
  'select 1 where false',
  'select $1',
  'select :mobile',
  "select 'a'::int",
  'select 1/0',
  'select mobile from people order by 99',
  'select mobile from nobody',
  'select nothing(1)',
  'select 1 as mobile union all select 1/(2 - n) from generate_series(1, 3) n',
  `select ${Array.from({ length: 1600 }, (_, at) => `1 as c${at}`).join(', ')}`,
  `select ${Array.from({ length: 1700 }, (_, at) => `1 as c${at}`).join(', ')}`,
  `select ${'('.repeat(5000)}1${')'.repeat(5000)}`,
  "select repeat('9', 20000000) as mobile",
  "select 'smörgås', '\ud800'",
  ';',
  '-- nothing',
  '/*',
  "'",
  '"',
  '$$',
  '\\! touch FILE',
];

describe.skipIf(reason !== undefined)(named('queries against a real PostgreSQL, by a superuser', reason), () => {
  let server: Postgres;
  let sleeper: pg.Client;
  let listener: pg.Client;
  let watcher: pg.Client;
  const heard: string[] = [];
  let file: string;

  const client = async () => {
    const connection = new pg.Client({ host: server.folder, port: server.port, user: 'admin', database: 'postgres' });
    connection.on('error', () => {});
    await connection.connect();
    return connection;
  };

  /** All that a payload could change. */
  const state = async () => {
    const counts = [
      "select string_agg(id || coalesce(mobile, '-'), ' ' order by id) from people",
      'select last_value || is_called::text from counter',
      "select string_agg(oid::text, ' ') from pg_largeobject_metadata",
      "select string_agg(encode(data, 'hex'), ' ') from pg_largeobject",
      "select string_agg(oid::text, ' ' order by oid) from pg_class where oid > 16383",
      "select string_agg(oid::text, ' ' order by oid) from pg_proc where oid > 16383",
      "select string_agg(rolname || coalesce(rolpassword, ''), ' ' order by rolname) from pg_authid",
      'select count(*) from pg_replication_slots',
      'select count(*) from pg_replication_origin',
      "select count(*) from pg_locks where locktype = 'advisory'",
      "select string_agg(name || setting, ' ' order by name) from pg_settings where source not in ('default', 'override', 'client')",
      'select pg_conf_load_time()',
      "select stats_reset from pg_stat_database where datname = 'postgres'",
      `select count(*) from pg_stat_activity where pid = ${sleeperPid}`,
      'select xmax from people where id = 1',
      // Of this statement itself: a statement that writes, or takes a number, moves it on.
      'select pg_snapshot_xmax(pg_current_snapshot())',
    ];
    const answers = [];
    for (const count of counts) answers.push((await watcher.query({ text: count, rowMode: 'array' })).rows.join());
    return `${answers.join('\n')}\n${existsSync(file)}`;
  };
  let sleeperPid = 0;

  beforeAll(async () => {
    server = await startPostgres(password);
    file = join(server.folder, 'written');
    server.sql(`create role powerful superuser login password '${password}'`);
    server.sql('create extension dblink; create extension adminpack; create extension tablefunc');
    server.sql(`create table people as select n as id, '+1202' || (2000000 + n)::text as mobile from generate_series(1, 5) n;
      create sequence counter; create procedure act() language sql as 'delete from people'`);
    server.sql("select lo_from_bytea(4243, 'kept')");
    sleeper = await client();
    sleeperPid = (await sleeper.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid ?? 0;
    listener = await client();
    listener.on('notification', ({ channel }) => heard.push(channel));
    await listener.query('listen seen');
    watcher = await client();
  });
  afterAll(async () => {
    await sleeper.end();
    await listener.end();
    await watcher.end();
    await server.stop();
  });

  const check = async (query: string) => {
    const address = `postgres://powerful@127.0.0.1:${server.port}/postgres`;
    const text = query
      .replaceAll('FILE', file)
      .replaceAll('SERVER', `host=127.0.0.1 port=${server.port} dbname=postgres user=powerful password=${password}`)
      .replaceAll('SLEEPER', String(sleeperPid));
    const env = { HOME: server.folder, PATH: process.env.PATH ?? '', PGPASSWORD: password };
    return runProgram([...smsctl, 'contacts', 'check', address, '--query', text, '--json'], { env });
  };

  it('acts in as many ways as are promised', () =>
    expect(acting.length).toBe(promised(/(\d+) statements, queries and functions/)));

  itOnlyReads({ acting, unusual, check, state });

  it('sends no notification', async () => {
    await listener.query('select 1');
    expect(heard).toEqual([]);
    server.sql("notify seen, 'payload'");
    await listener.query('select 1');
    expect(heard).toEqual(['seen']);
  });

  it('notices each kind of effect', async () => {
    // Of what the state is made up of, so that it can differ.
    const before = await state();
    server.sql("insert into people values (9, 'x')");
    expect(await state()).not.toBe(before);
    server.sql('delete from people where id = 9');
  });
});

describe.skipIf(reason !== undefined)(named('words of a query, as a real PostgreSQL reads them', reason), () => {
  const pieces = [
    ...['heap_force_kill()', '"heap_force_kill"()', 'U&"heap\\005fforce_kill"()', 'Heap_Force_KILL /* */ ()'],
    ...["'", "''", '"', '""', '\\', "\\'", "E'", "e'", "U&'", "b'", "N'", 'U&"', '$$', '$a$', '$A$', '$', '$1'],
    ...['--', '/*', '*/', '/', '*', '\n', ' ', ' ', ' || ', ', ', '(', ')', ';', 'a', 'e', 'x$', '1', '0x', '1e5', '.'],
  ];

  it('hides no function that the server would call', async () => {
    const server = await startPostgres(password);
    const client = new pg.Client({ host: server.folder, port: server.port, user: 'admin', database: 'postgres' });
    await client.connect();
    let seen = 0;
    let read = 0;
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 14 }), async (parts) => {
          const query = `select ${parts.join('')}`;
          const problem = await client.query(query).then(
            () => '',
            (error: { readonly message: string }) => error.message,
          );
          // For the server it is a word then, and all of the query can be parsed.
          if (problem.includes('function heap_force_kill() does not exist')) {
            seen += 1;
            expect(() => readingQuery(query)).toThrow();
          }
          if (problem === '') read += 1;
        }),
        { numRuns: 20_000 },
      );
    } finally {
      await client.end();
      await server.stop();
    }
    expect(seen).toBeGreaterThan(200);
    expect(read).toBeGreaterThan(200);
  });
});

describe.skipIf(reason !== undefined)(named('functions of a real PostgreSQL', reason), () => {
  /** Volatile functions that only compute, look, or wait; or that no query can call. */
  const harmless =
    /^(?:RI_FKey_|.*handler$|.*validator$|dsnowball_|amvalidate|bernoulli|system|clock_timestamp|current_query|currtid2|currval|lastval|gen_random_uuid|random|setseed|timeofday|txid_status|lo_get|pg_blocking_pids|pg_collation_actual_version|pg_database_collation_actual_version|pg_control_|pg_current_wal_|pg_\w*_size$|pg_get_|pg_is_|pg_isolation_test_session_is_blocked|pg_jit_available|pg_last_|pg_lock_status|pg_notification_queue_usage|pg_partition_|pg_prepared_xact|pg_safe_snapshot_blocking_pids|pg_sequence_last_value|pg_show_replication_origin_status|pg_sleep|pg_stat_get_|pg_stat_clear_snapshot|pg_stat_have_stats|pg_xact_|pg_visibility|pg_check_|normal_rand|.*trigger|.*_trigger_column|unique_key_recheck|lo_oid|pg_buffercache_pages|pg_stat_statements$|pg_stat_statements_info)/;

  it('refuses every function that is not known to be harmless', async () => {
    const server = await startPostgres(password);
    try {
      const modules = ['dblink', 'lo', 'adminpack', 'tablefunc', 'pg_prewarm', 'pg_surgery', 'pg_visibility'];
      const others = ['pg_stat_statements', 'pg_buffercache', 'pgrowlocks', 'xml2'];
      for (const module of [...modules, ...others]) {
        server.sql(`do $$ begin create extension "${module}"; exception when others then null; end $$`);
      }
      const volatile = server.sql("select distinct proname from pg_proc where provolatile = 'v'").trim().split('\n');
      expect(volatile.length).toBeGreaterThan(200);
      expect(volatile.filter((name) => effectOf(name) === undefined && !harmless.test(name))).toEqual([]);
      expect(volatile.filter((name) => effectOf(name) !== undefined).length).toBeGreaterThan(100);
    } finally {
      await server.stop();
    }
  });
});
