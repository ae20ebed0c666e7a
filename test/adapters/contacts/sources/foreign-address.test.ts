import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openContacts } from '../../../../src/adapters/contacts/open-contacts.ts';
import { schemeOf } from '../../../../src/domain/contacts/source-address.ts';
import type { UserError } from '../../../../src/domain/user-error.ts';
import { codeIn, rowsOf } from '../../../support/tables.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const folder = temporaryFolder('addresses');

const failureOf = (source: string): Promise<UserError> =>
  openContacts(source, {}).then(
    (list) => {
      list.close();
      throw new Error('It was opened.');
    },
    (error: UserError) => error,
  );

describe('the scheme of a source', () => {
  it.each<[source: string, scheme: string | undefined]>([
    ['https://example.com/a.csv', 'https'],
    ['S3://bucket/a.csv', 's3'],
    ['mongodb+srv://host/db', 'mongodb+srv'],
    ['jdbc:postgresql://h/db', 'jdbc'],
    ['C:\\lists\\a.csv', undefined],
    ['C:/lists/a.csv', undefined],
    ['c://lists/a.csv', undefined],
    ['contacts:old.csv', undefined],
    ['2026-11-30 10:00.csv', undefined],
    ['lists/postgres://a', undefined],
    ['contacts.csv', undefined],
    ['-', undefined],
  ])('%s', (source, scheme) => expect(schemeOf(source)).toBe(scheme));
});

const query = "'select mobile, country from contacts'";

describe('an address that smsctl does not read', () => {
  it.each<[source: string, command: string]>([
    [
      'mssql://sa:hunter2@h/crm',
      `sqlcmd -S h -U sa -d crm -h -1 -W -s , -Q 'set nocount on; select mobile, country from contacts'`,
    ],
    [
      'sqlserver://h:1434',
      `sqlcmd -S h,1434 -U USER -d DATABASE -h -1 -W -s , -Q 'set nocount on; select mobile, country from contacts'`,
    ],
    [
      'jdbc:sqlserver://h:1433;databaseName=crm;password=hunter2',
      `sqlcmd -S HOST -U USER -d DATABASE -h -1 -W -s , -Q 'set nocount on; select mobile, country from contacts'`,
    ],
    [
      'mongodb://me:hunter2@h:27017/crm',
      'mongoexport --quiet --host h:27017 -u me --db crm --collection contacts --type csv --fields mobile,country',
    ],
    [
      'mongodb+srv://me:hunter2@cluster0.example.net/crm',
      'mongoexport --quiet --uri URI --collection contacts --type csv --fields mobile,country',
    ],
    ['redshift://me:hunter2@h:5439/crm', `psql --csv -h h -p 5439 -U me -d crm -c ${query}`],
    [
      'snowflake://me:hunter2@account/db',
      `snowsql -o output_format=csv -o header=true -o friendly=false -o timing=false -q ${query}`,
    ],
    [
      'bigquery://project/dataset',
      `bq query --format=csv --max_rows=10000000 --use_legacy_sql=false 'select mobile, country from DATASET.contacts'`,
    ],
    ['oracle://scott:hunter2@h/orcl', `sqlplus -S -M 'CSV ON' scott@DATABASE @QUERY.sql`],
    ['jdbc:oracle:thin:scott/hunter2@//h:1521/orcl', `sqlplus -S -M 'CSV ON' USER@DATABASE @QUERY.sql`],
    [
      'clickhouse://h/crm',
      `clickhouse-client --host h --query 'select mobile, country from contacts format CSVWithNames'`,
    ],
    ['trino://h:8080/crm', `trino --server h:8080 --output-format CSV_HEADER --execute ${query}`],
    ['duckdb:crm.duckdb', `duckdb -readonly -csv crm.duckdb ${query}`],
    ['https://example.com/a.csv', 'curl -fL https://example.com/a.csv'],
    ["https://example.com/it's.csv", `curl -fL 'https://example.com/it'\\''s.csv'`],
    ['https://example.com/a.csv?sig=hunter2', 'curl -fL URL'],
    ['https://me:hunter2@example.com/a.csv', 'curl -fL URL'],
    [
      'https://docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmN/edit?gid=7#gid=7',
      "curl -fL 'https://docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmN/export?format=csv&gid=7'",
    ],
    ['ftp://example.com/a.csv', 'curl -f ftp://example.com/a.csv'],
    ['sftp://me:hunter2@h:2222/lists/a.csv', 'ssh -p 2222 me@h cat /lists/a.csv'],
    ['s3://bucket/a b.csv', "aws s3 cp 's3://bucket/a b.csv' -"],
    ['s3a://bucket/a.csv', 'aws s3 cp s3://bucket/a.csv -'],
    ['gs://bucket/a.csv', 'gcloud storage cat gs://bucket/a.csv'],
    ['hdfs://h/a.csv', 'hdfs dfs -cat hdfs://h/a.csv'],
  ])('%s is read through a pipe', async (source, command) => {
    const { code, exit, message, hints } = await failureOf(source);
    expect({ code, exit }).toEqual({ code: 'contacts.unreadable', exit: 2 });
    expect(message).toMatch(/^smsctl does not read from .+\.$/);
    expect(hints.join(' ')).toContain(`\`${command} | smsctl contacts check -\``);
    expect(message + hints.join(' ')).not.toContain('hunter2');
  });

  it.each([
    ['mssql://u:hun/ter2@h/db'],
    ['mssql://u:hunter2#x@h/db'],
    ['mssql://u:12/34hunter2@h/db'],
    ['mssql://u:a@hunter2@h/db'],
    ['mssql://h/db?password=hunter2'],
    ['mssql://h/db;password=hunter2'],
    ['nosuchscheme://u:hunter2@h'],
    ['nosuchscheme://u:hunter2'],
    ['__proto__://u:hunter2@h'],
    ['constructor://u:hunter2@h'],
    ['postgresql+psycopg2://u:hunter2@h/db'],
    ['mysql+pymysql://u:hunter2@h/db'],
    ['jdbc:postgresql://h/db?user=u&password=hunter2'],
    ['jdbc:hunter2'],
    ['odbc:Driver=x;Pwd=hunter2'],
    ['root:hunter2@tcp(127.0.0.1:3306)/crm'],
    ['me:hunter2@h/db'],
    [`https://h/${'a'.repeat(100_000)}?hunter2`],
  ])('%s repeats no password', async (source) => {
    const { code, message, hints } = await failureOf(source);
    expect(code).toBe('contacts.unreadable');
    expect(message + hints.join(' ')).not.toMatch(/hun|ter2|34|File not found/);
  });

  it.each<[source: string, file: string]>([
    ['sqlite:crm.db', 'crm.db'],
    ['sqlite3:crm.db', 'crm.db'],
    ['sqlite:///data/my crm.db', "'/data/my crm.db'"],
    ['sqlite:////data/crm.db', '/data/crm.db'],
    ['sqlite://u:hunter2@h/crm.db', 'FILE'],
    ['jdbc:sqlite:crm.db', 'crm.db'],
  ])('is the file of a database: %s', async (source, file) => {
    expect((await failureOf(source)).hints).toEqual([
      `Name the file: \`smsctl contacts check ${file} --query 'select mobile, country from contacts'\`.`,
    ]);
  });

  it('is named in words, with the form that smsctl reads', async () => {
    for (const source of ['jdbc:postgresql://h/db', 'postgresql+psycopg2://h/db', 'postgres:h']) {
      expect((await failureOf(source)).hints).toEqual(['Use the form postgres://user@host:5432/name, with `--query`.']);
    }
  });
});

describe('docs/contacts.md', () => {
  it.each(rowsOf('docs/contacts.md', 'address', 'command'))(
    'names the command for %s: %s',
    async (address, command) => {
      const { hints } = await failureOf(codeIn(address)[0] ?? '');
      expect(hints.join(' ')).toContain(`\`${codeIn(command)[0]} | smsctl contacts check -\``);
    },
  );
});

describe('a path with a colon', () => {
  const list = 'phone\n+12025550123\n';
  const opens = async (source: string) => {
    const { name, close } = await openContacts(source, {});
    close();
    return name;
  };

  const names = ['contacts:old.csv', 'sqlite:crm', 'me:pw@h'];

  it.each(names)('is a file if there is one: %s', async (name) => {
    const path = join(folder, name);
    writeFileSync(path, list);
    expect(await opens(path)).toBe(name);
  });

  // A thread cannot change its directory.
  describe.runIf(isMainThread)('in the working directory', () => {
    const before = process.cwd();
    beforeAll(() => process.chdir(folder));
    afterAll(() => process.chdir(before));

    it.each(names)('is a file if there is one: %s', async (name) => {
      writeFileSync(name, list);
      expect(await opens(name)).toBe(name);
    });

    it('is a file if there is one under the name of an address', async () => {
      mkdirSync('s3:/bucket', { recursive: true });
      writeFileSync('s3:/bucket/a.csv', list);
      expect(await opens('s3://bucket/a.csv')).toBe('a.csv');
      expect((await failureOf('s3://bucket')).message).toContain('S3');
    });
  });

  it('is the path of a file: address', async () => {
    const path = join(folder, 'a b%.csv');
    writeFileSync(path, list);
    expect(await opens(pathToFileURL(path).href)).toBe('a b%.csv');
    expect((await failureOf(`file://${folder}/none.csv`)).message).toBe(`File not found: ${folder}/none.csv`);
  });

  it.each(['C:\\lists\\a.csv', 'D:/lists/a.csv', 'contacts:none.csv'])('is not found as a file: %s', async (source) => {
    expect((await failureOf(source)).message).toMatch(/^File not found: /);
  });
});
