import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Mariadb, startMariadb } from '../support/mariadb.ts';
import { runProgram, smsctl } from '../support/program.ts';
import { promised } from '../support/promised.ts';
import { itOnlyReads } from '../support/query-payloads.ts';
import { mariadbRequirement, named } from '../support/requirements.ts';

const reason = mariadbRequirement();
const password = 'NotARealPassword42';

/** `FILE` is a path that nothing may write. */
const acting: readonly string[] = [
  // Statements that are no query.
  "insert into people values (9, '+12025550123')",
  "insert into people values (9, '+12025550123') returning mobile",
  "replace into people values (1, 'x')",
  'update people set mobile = null',
  'delete from people returning mobile',
  'truncate people',
  'drop table people',
  'create table made (a int)',
  'create or replace table people (a int)',
  'create temporary table made as select mobile from people',
  'create user made',
  'alter table people add column made int',
  'rename table people to made',
  "grant all on *.* to made identified by 'x'",
  'set global max_connections = 3',
  "load data infile '/etc/passwd' into table people",
  "load data local infile '/etc/passwd' into table people",
  'lock tables people write',
  'flush tables with read lock',
  'handler people open',
  'call act()',
  'do sleep(1)',
  "prepare made from 'delete from people'",
  "execute immediate 'delete from people'",
  'kill 1',
  'shutdown',
  'begin',
  'commit',
  'start transaction read write',
  'analyze table people',
  'optimize table people',
  'explain delete from people',
  'analyze delete from people',
  "install soname 'ha_spider'",
  'purge binary logs before now()',
  'reset query cache',
  'use mysql',
  'begin not atomic delete from people; end',
  // More than one statement, or what looks like one.
  'select mobile from people; delete from people',
  'select mobile from people;; delete from people',
  'select 1 # \n; delete from people',
  'select 1 --\n; delete from people',
  'select 1--1; delete from people',
  'select 1 /* /* */; delete from people -- */',
  'select 1 /*! ; delete from people */',
  "select 'a\\'', 'b'; delete from people; -- '",
  'select "a\\"", "b"; delete from people; -- "',
  // Queries that write.
  "select mobile into outfile 'FILE' from people",
  "select mobile from people into outfile 'FILE'",
  "select mobile from people into dumpfile 'FILE'",
  "(select mobile from people) into outfile 'FILE'",
  "table people into outfile 'FILE'",
  "values ('a') into outfile 'FILE'",
  "select mobile from people union select 'a' into outfile 'FILE'",
  "select mobile from people /*! into outfile 'FILE' */",
  "select mobile from people /*!50000 into outfile 'FILE' */",
  "select mobile from people /*M! into outfile 'FILE' */",
  "select mobile from people /*M!100100 into outfile 'FILE' */",
  "select mobile from people in/**/to outfile 'FILE'",
  "select mobile from people InTo OutFile 'FILE'",
  'select id into @made from people limit 1',
  'with gone as (select 1) delete from people',
  'with gone as (select 1) update people set mobile = null',
  'select mobile from people for update',
  'select mobile from people for\nupdate',
  'select mobile from people for /* a */ update skip locked',
  'select mobile from people lock in share mode',
  // Functions.
  'select sleep(1)',
  'select SLEEP(1)',
  'select sleep (1)',
  'select sleep/* a */(1)',
  'select sleep -- a\n(1)',
  'select mobile from people where sleep(1)',
  'select mobile from people order by sleep(1)',
  "select benchmark(1000000, md5('a'))",
  "select get_lock('made', 0)",
  "select release_lock('kept')",
  'select release_all_locks()',
  "select load_file('/etc/passwd')",
  "select 'a\\'' , load_file('/etc/passwd')",
  'select nextval(counter)',
  'select nextval(`counter`)',
  'select next value for counter',
  'select next /* a */ value for counter',
  'select setval(counter, 99)',
  "select master_pos_wait('a', 4, 1)",
  "select master_gtid_wait('0-1-1', 1)",
  'select writes() as mobile',
];

/** Queries that read, and texts that are not queries. */
const unusual: readonly string[] = [
  'select',
  'select null',
  'select null as mobile from people',
  'select mobile, mobile from people',
  'select mobile as ``, mobile as ` `, mobile as `a``b` from people',
  'select mobile as "a""b" from people',
  "select concat(char(27), '[2J', mobile) as mobile from people",
  'select @made := id as mobile from people',
  "select '''; delete from people; -- ' as mobile",
  "select '\\'; delete from people; -- '",
  'values (1)',
  'table people',
  '(select mobile from people)',
  'select 1 where false',
  'select ?',
  'select :mobile',
  'select 1/0',
  'select mobile from people order by 99',
  'select mobile from nobody',
  'select nothing(1)',
  'select * from counter',
  'select * from people procedure analyse()',
  "select _utf8mb4'smörgås', x'ff', b'1', 0xff",
  "select repeat('9', 3000000) as mobile",
  `select ${Array.from({ length: 1600 }, (_, at) => `1 as c${at}`).join(', ')}`,
  `select ${'('.repeat(3000)}1${')'.repeat(3000)}`,
  'with recursive n as (select 1 as mobile union all select mobile + 1 from n) select * from n limit 5',
  ';',
  '-- nothing',
  '# nothing',
  '/*',
  "'",
  '`',
  '\\! touch FILE',
  'system touch FILE',
];

describe.skipIf(reason !== undefined)(named('queries against a real MariaDB, by a superuser', reason), () => {
  let server: Mariadb;
  let file: string;

  /** All that a payload could change. */
  const state = async (): Promise<string> => {
    const found = server.sql(`
      select * from crm.people order by id; select * from crm.counter;
      select table_schema, table_name from information_schema.tables
        where table_schema <> 'information_schema' order by 1, 2;
      select user, host, priv from mysql.global_priv order by 1, 2;
      select variable_name, variable_value from information_schema.global_variables
        where variable_name not in ('timestamp') order by 1;
      select is_free_lock('made');
      select variable_name, variable_value from information_schema.global_status
        where variable_name in ('com_kill', 'com_lock_tables', 'com_load', 'com_flush', 'innodb_rows_deleted')`);
    return `${found}\n${existsSync(file)}`;
  };

  const check = async (query: string) => {
    const address = `mysql://powerful@127.0.0.1:${server.port}/crm`;
    const env = { HOME: server.folder, PATH: process.env.PATH ?? '', MYSQL_PWD: password };
    const text = query.replaceAll('FILE', file);
    return runProgram([...smsctl, 'contacts', 'check', address, '--query', text, '--json'], { env });
  };

  beforeAll(async () => {
    server = await startMariadb(password);
    file = join(server.folder, 'written');
    server.sql(`create user powerful@'%' identified by '${password}';
      grant all on *.* to powerful@'%' with grant option;
      use crm; create table people (id int primary key, mobile text);
      insert into people select seq, concat('+1202', 2000000 + seq) from seq_1_to_5; create sequence counter;
      create procedure act() delete from people;
      create function writes() returns text modifies sql data return (select concat('+1', nextval(counter)))`);
  });
  afterAll(() => server.stop());

  itOnlyReads({ acting, unusual, check, state });

  it('acts in as many ways as are promised', () =>
    expect(acting.length).toBe(promised(/(\d+) against a real MariaDB/)));

  it('notices effects', async () => {
    const before = await state();
    server.sql("insert into crm.people values (9, 'x')");
    expect(await state()).not.toBe(before);
    server.sql('delete from crm.people where id = 9');
  });
});
