import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openContacts } from '../../../src/adapters/contacts/open-contacts.ts';
import { openRowWriter } from '../../../src/adapters/contacts/row-writer.ts';
import { compiledJudge } from '../../../src/adapters/counting/compiled-judge.ts';
import { checkContacts } from '../../../src/app/contacts/check-contacts.ts';
import { rowChoices } from '../../../src/domain/contacts/row-choices.ts';
import type { ContactList, RowWriter } from '../../../src/ports.ts';
import { built } from '../../support/built.ts';
import { clock } from '../../support/fixtures.ts';
import { type Postgres, startPostgres } from '../../support/postgres.ts';
import { type CopyRefusal, refuseCopy } from '../../support/refused-copy.ts';
import { named, postgresRequirement } from '../../support/requirements.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const password = 'NotARealPassword42';
const folder = temporaryFolder('postgres-copy');
const env = { HOME: folder, PGPASSWORD: password };
const names = ['valid', 'invalid', 'fixed'] as const;

const reason = postgresRequirement();
if (reason === undefined) await built();

interface Asked {
  readonly query: string;
  readonly port: number;
  readonly options?: string;
  readonly country?: string;
}

/** All that a check returns and writes, and whether the rows were counted from bytes. */
async function checked({ query, port, options = '', country }: Asked) {
  const source = `postgres://reader@127.0.0.1:${port}/postgres${options}`;
  let files: readonly RowWriter[] = [];
  let slow: string | undefined;
  let isCounted = false;
  const openWriters = (list: ContactList) => {
    for (const file of files) file.abort();
    files = names.map((name) =>
      openRowWriter(join(folder, name), list, { replace: true, sources: [], choice: rowChoices[name] }),
    );
    return files;
  };
  const report = await checkContacts(
    { sources: [source], query, ...(country !== undefined && { country }) },
    {
      openContacts: async (address, request) => {
        const list = await openContacts(address, request, env);
        isCounted = list.count !== null;
        return list;
      },
      openJudge: async () => compiledJudge(),
      clock,
      openWriters,
      onSlow: (why) => {
        slow = why;
      },
    },
  );
  const written = files.map((file, index) => {
    const { rows, disarmed } = file.commit();
    return { rows, disarmed, bytes: readFileSync(join(folder, names[index] ?? ''), 'utf8') };
  });
  const lists = report.lists.map((list) => ({ ...list, source: '' }));
  return { isCounted: isCounted && slow === undefined, slow, seen: { ...report, lists, written } };
}

/** In lines, since the difference of long texts takes minutes. */
const linesOf = (value: unknown): readonly string[] => JSON.stringify(value, null, 1).split(/\n|\\r\\n/);

/** Columns of each type, and texts that CSV has to quote. */
const people = `create table people as select n as id,
  case n % 9 when 0 then null when 1 then '' when 2 then ' ' when 3 then 'n/a' when 4 then '(202) 555-01' || n % 90 + 10
    when 5 then '0' || 1510000000 + n else '+1202' || (2000000 + n % 9000)::text end as mobile,
  (array['Ada', 'Lovelace, Ada', 'the "Countess"', E'two\\nlines', E'two\\r\\nlines', '', null, '\\.', 'Zoë €', ' x ', E'\\t',
    '=1+1', 'mobile', E'\\ufeff', 'Total', '"', E'"\\n"', ','])[n % 18 + 1] as name,
  (array['US', 'GB', null, '', 'DE', 'us', 'nowhere'])[n % 7 + 1] as country,
  n % 2 = 0 as flag, n::numeric / 8 as share, n::float8 / 3 as third, array[n, null] as pieces,
  json_build_object('n', n, 'text', 'a, "b"') as json, date '2000-01-31' + n as since,
  timestamptz '2000-01-31 12:00:00+00' + n * interval '1 minute' as seen, decode('00ff', 'hex') as photo, row(n, 'a b')::text as whole
  from generate_series(1, 12000) n`;

/** Without marks at the start of cells, which could be the start of a file that was joined to another. */
const plain = `select id, mobile, name, flag, share, third, pieces, json, since, seen, photo, whole from people
  where name is distinct from E'\\ufeff'`;

const queries: readonly [name: string, query: string, more?: Partial<Asked>][] = [
  ['all types', 'select * from people order by id'],
  ['all types, without a country', `${plain} order by id`],
  ['national numbers', 'select * from people order by id', { country: 'DE' }],
  ['one column', 'select mobile from people order by id'],
  [
    'one column of blanks',
    "select repeat(' ', n % 3) as mobile from generate_series(1, 50) n union all select '+12025550123'",
  ],
  ['no rows', 'select * from people where false'],
  ['few rows, with a comment', 'select mobile, name from people where id < 50 order by id; -- all'],
  ['names that have to be quoted', 'select mobile as "mobile, ""own""", name as "a\nb" from people order by id'],
  ['numbers with line breaks', "select E'+1 202\\n555 01' || id % 90 + 10 as mobile, id from people order by id"],
  ['two phone columns', "select mobile, '+1415' || 5550100 + id % 100 as phone2, country from people order by id"],
  [
    'rows as long as a reader of files takes',
    "select mobile, repeat('9', 255000 + id * 200) as note from people where id < 99",
  ],
  [
    'rows that are longer',
    "select mobile, repeat(E'9\\n', id * 100000) as note, id from people where id < 15 order by id",
  ],
  ['a mark at the start', "select E'\\ufeff+12025550123' as mobile, 1 as id union all select '+12025550124', 2"],
  [
    'a mark in the middle',
    "select E'+12025550' || id % 900 + 100 as mobile, case id when 11000 then E'\\ufeff' end as note from people",
  ],
  ['times', 'select 1600000000 + id as mobile, id from people order by id', { country: 'US' }],
];

describe.skipIf(reason !== undefined)(named('rows that a real PostgreSQL copies', reason), () => {
  let server: Postgres;
  let refusal: CopyRefusal;
  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    server = await startPostgres(password);
    refusal = await refuseCopy(server.port);
    server.sql(people);
    server.sql('grant select on people to reader');
  });
  afterAll(async () => {
    refusal.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(queries)('are the same as those of a cursor: %s', async (_, query, more) => {
    const before = refusal.refused();
    const copied = await checked({ query, port: server.port, ...more });
    const fetched = await checked({ query, port: refusal.port, ...more });
    expect(refusal.refused()).toBe(before + 1);
    expect(fetched.isCounted).toBe(false);
    expect(linesOf(copied.seen)).toEqual(linesOf(fetched.seen));
  });

  it.each([
    ['all types', plain, true],
    ['one column', 'select mobile from people', true],
    ['long rows', "select mobile, repeat('9', 300000) as note from people where id < 9", false],
    ['consent', "select mobile, 'yes' as consent from people", false],
  ])('are counted from their bytes if their plan and their length allow it: %s', async (_, query, expected) =>
    expect((await checked({ query, port: server.port })).isCounted).toBe(expected),
  );

  it.each([
    ['while the columns are recognized', 0],
    ['later', 14_000],
  ])('come by a cursor if the time limit for all rows ends the copy %s', async (_, from) => {
    const query = `select '+1202' || 2000000 + n as mobile, case when n > ${from} and n % 1000 = 500 then pg_sleep(0.7) end
      from generate_series(1, ${from + 4000}) n`;
    const { seen, slow } = await checked({ query, port: server.port, options: '?statement_timeout=2000' });
    expect(seen.result.rows).toBe(from + 4000);
    expect(slow === undefined).toBe(from === 0);
  });

  it('are refused if the first row takes longer than the limit', async () => {
    const query = "select '+12025550123' as mobile, pg_sleep(10)";
    await expect(checked({ query, port: server.port, options: '?statement_timeout=200' })).rejects.toMatchObject({
      code: 'contacts.database',
      message: expect.stringContaining('longer than the time limit'),
    });
  });

  it('end on the server when the list is closed', async () => {
    const query = "select '+12025550123' as mobile, m, n from generate_series(1, 10000) m, generate_series(1, 10000) n";
    const list = await openContacts(`postgres://reader@127.0.0.1:${server.port}/postgres`, { query }, env);
    list.close();
    const running = () => server.sql("select count(*) from pg_stat_activity where usename = 'reader'").trim();
    await expect.poll(running, { timeout: 60_000 }).toBe('0');
  });
});
