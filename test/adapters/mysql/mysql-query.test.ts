import { describe, expect, it } from 'vitest';
import { parseMysqlAddress } from '../../../src/adapters/mysql/mysql-address.ts';
import { readingMysqlQuery } from '../../../src/adapters/mysql/mysql-query.ts';

const database = expect.objectContaining({ code: 'contacts.database', exit: 2 });

describe('a query of MySQL', () => {
  it.each<[query: string, sent: string]>([
    ['select 1', 'select 1'],
    ['select 1;', 'select 1'],
    ['select 1 ; ; -- done', 'select 1'],
    ['/* a */ SELECT 1 # b', '/* a */ SELECT 1'],
    ['(select 1) union (select 2)', '(select 1) union (select 2)'],
    ['with a as (select 1) select * from a', 'with a as (select 1) select * from a'],
    ['table people', 'table people'],
    ['values row(1)', 'values row(1)'],
    ["select 'sleep(1); into' as a", "select 'sleep(1); into' as a"],
    [`select "it\\"s; into" as a`, `select "it\\"s; into" as a`],
    ["select 'a''; into' as a", "select 'a''; into' as a"],
    ['select 1--1', 'select 1--1'],
    ['select `a``b` from `t`', 'select `a``b` from `t`'],
    ['select sleeping from t', 'select sleeping from t'],
    ['select a from t for system_time all', 'select a from t for system_time all'],
  ])('is sent: %s', (query, sent) => expect(readingMysqlQuery(query)).toBe(sent));

  it.each([
    'delete from t',
    'set @a = 1',
    'load data local infile "x" into table t',
    '',
    '-- nothing',
    'select 1; select 2',
    "select 'a\\'; delete from t; -- '; delete from t",
    'select 1 into outfile "/tmp/x"',
    'select 1 INTO dumpfile "/tmp/x"',
    'select 1 into @a',
    'select sleep(10)',
    'select SLEEP (10)',
    'select `sleep`(10)',
    'select benchmark(1000000, md5(1))',
    "select get_lock('a', 1)",
    "select release_lock('a')",
    "select load_file('/etc/passwd')",
    'select nextval(s)',
    'select next value for s',
    'select next/**/value for s',
    'select a from t for update',
    'select a from t for share',
    'select a from t lock in share mode',
    "select sys_exec('id')",
    "select spider_direct_sql('x')",
    "select master_pos_wait('a', 1)",
    'select /*! sleep(10) */ 1',
    'select /*!50000 sleep(10) */ 1',
    'select /*M! sleep(10) */ 1',
    'select /*M!100100 sleep(10) */ 1',
    'select 1 /* never closed',
    "select 'never closed",
    'select `never closed',
    'select 1 -- x\n; delete from t',
    'select 1 --x\n; delete from t',
  ])('is refused: %s', (query) => {
    expect(() => readingMysqlQuery(query)).toThrow(database);
  });
});

describe('an address of MySQL', () => {
  const parse = (address: string, options: Readonly<Record<string, string>> = {}, env = {}) =>
    parseMysqlAddress(address, env, new Map(Object.entries(options)));

  it.each<[address: string, options: Readonly<Record<string, string>>, expected: object]>([
    [
      'mysql://me@db.example.com/crm',
      {},
      { host: 'db.example.com', port: 3306, user: 'me', encryption: 'verify-full' },
    ],
    ['mysql://me@localhost/crm', {}, { encryption: 'none', database: 'crm', socket: undefined }],
    ['mysql://me@127.0.0.1:3307/crm', {}, { encryption: 'none', port: 3307, statementTimeout: 300_000 }],
    [
      'mysql://db.example.com/crm',
      { user: 'a', port: '3308', host: 'x' },
      { host: 'db.example.com', user: 'a', port: 3308 },
    ],
    ['mysql:///crm', { host: 'db.example.com' }, { host: 'db.example.com', encryption: 'verify-full' }],
    ['mysql://me@localhost/crm', { socket: '/s' }, { socket: '/s' }],
    ['mysql://me@db.example.com/crm', { socket: '/s' }, { socket: undefined }],
    ['mysql://db.example.com/crm?ssl-mode=DISABLED', {}, { encryption: 'none' }],
    ['mysql://db.example.com/crm?ssl_mode=preferred', {}, { encryption: 'require' }],
    ['mysql://db.example.com/crm?sslmode=prefer', {}, { encryption: 'require' }],
    ['mysql://db.example.com/crm?ssl-mode=REQUIRED', {}, { encryption: 'require' }],
    ['mysql://db.example.com/crm?ssl-mode=REQUIRED&ssl-ca=a', {}, { encryption: 'verify-ca' }],
    ['mysql://db.example.com/crm?ssl-mode=VERIFY_CA', {}, { encryption: 'verify-full' }],
    ['mysql://db.example.com/crm', { 'ssl-ca': 'a' }, { encryption: 'verify-full', rootCertificate: 'a' }],
    ['mysql://localhost/crm?ssl-mode=VERIFY_IDENTITY', {}, { encryption: 'verify-full' }],
    ['mysql://localhost/crm?statement_timeout=0', {}, { statementTimeout: 0 }],
  ])('%s with %j', (address, options, expected) => expect(parse(address, options)).toMatchObject(expected));

  it('takes the password from the options before the environment', () => {
    expect(parse('mysql://localhost/crm', { password: 'a' }, { MYSQL_PWD: 'b' }).password).toBe('a');
    expect(parse('mysql://localhost/crm', {}, { MYSQL_PWD: 'b' }).password).toBe('b');
  });

  it.each([
    'mysql://u:hunter2@h/db',
    'mysql://u:a/hunter2@h/db',
    'mysql://h/db?password=hunter2',
    'mysql://h:99999/db',
    'mysql://h/%E0%A4%A',
    'mysql://h/db?ssl-mode=hunter2',
    'mysql://10.0.0.1/db',
    'mysql://[2001:db8::1]/db',
    'mysql://h/db?statement_timeout=soon',
  ])('is refused: %s', (address) => {
    expect(() => parse(address)).toThrow(database);
    expect(() => parse(address)).not.toThrow(/hunter2/);
  });
});
