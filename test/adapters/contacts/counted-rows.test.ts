import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { ods } from '../../../bench/ods-files.mjs';
import { workbook } from '../../../bench/workbook-files.mjs';
import { withCountedRows } from '../../../src/adapters/contacts/counted/count-rows.ts';
import { openContacts } from '../../../src/adapters/contacts/open-contacts.ts';
import { queriedList } from '../../../src/adapters/contacts/queried-list.ts';
import { compiledJudge } from '../../../src/adapters/counting/compiled-judge.ts';
import { checkContacts } from '../../../src/app/contacts/check-contacts.ts';
import type { ContactsReport, ContactsRequest } from '../../../src/domain/contacts/contact-quality.ts';
import { UserError } from '../../../src/domain/user-error.ts';
import type { OpenContacts } from '../../../src/ports.ts';
import { built } from '../../support/built.ts';
import { clock } from '../../support/fixtures.ts';
import { countries, numbers } from '../../support/lists.ts';

await built();

const folder = mkdtempSync(join(tmpdir(), 'smsctl-counted-'));
afterAll(() => rmSync(folder, { recursive: true }));
const judge = compiledJudge();

const sorted = (report: ContactsReport): ContactsReport => ({
  ...report,
  lists: report.lists.map((list) => ({
    ...list,
    findings: [...list.findings].sort((one, other) => one.code.localeCompare(other.code)),
  })),
});

type Options = Omit<ContactsRequest, 'sources'>;

/** The report of a list that is counted, and of the same list row by row. */
async function reports(source: string, open: OpenContacts, options: Options) {
  let isCounted = false;
  const why: string[] = [];
  const ports = { openJudge: async () => judge, clock };
  const counting: OpenContacts = async (...args) => {
    const list = await open(...args);
    isCounted = list.count !== null;
    return list;
  };
  const check = (openList: OpenContacts) =>
    checkContacts(
      { sources: [source], ...options },
      { ...ports, openContacts: openList, onSlow: (sentence) => why.push(sentence) },
    ).then(sorted, (error: unknown) => {
      if (error instanceof UserError) return { error: error.code };
      throw error;
    });
  const counted = await check(counting);
  // Writers need all cells of a row.
  const rowByRow = await check((path, given) => open(path, { ...given, keepCells: true }));
  return { counted, rowByRow, isCounted: isCounted && why.length === 0 };
}

const hostile = fc.oneof(
  { weight: 10, arbitrary: numbers },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '+1 202 555 0123 ::: +44 7400 123456',
      'a"b',
      '"+12025550123"',
      '\u001f+12025550123',
      '\u0001{"phones":["+12025550123"]}',
      '+1202\n5550123',
      '\ufeff+12025550123',
      '\ud800',
      '+12025550123 ☎',
      '\u00a0+12025550123\u00a0',
      '😀',
      '+8829999999999999',
      '4792345678',
      '1700000000',
      '12025550123',
      '~'.repeat(300),
    ),
  },
);
const codes = fc.oneof(
  { weight: 6, arbitrary: countries },
  { weight: 1, arbitrary: fc.constantFrom('AQ', 'XK', 'AC', 'Georgia', 'Österreich', 'a"b', 'CA', 'IN') },
);
const labels = fc.constantFrom('', 'mobile', 'home', 'fax', 'Assistant');
const answers = fc.constantFrom('', 'yes', 'no', 'maybe', 'STOP');

/** Columns that decide about a row, beside the id. */
const heads: readonly (readonly string[])[] = [
  ['phone', 'country'],
  ['phone'],
  ['mobile', 'country', 'home phone'],
  ['home phone', 'mobile', 'work phone', 'country'],
  ['phone', 'phone type', 'country'],
  ['country code', 'phone'],
  ['phone', 'sms opt-in', 'country'],
  ['phone', 'emergency contact phone'],
  ['phone', 'extension'],
];
const cellOf = (head: string): fc.Arbitrary<string> => {
  if (head === 'country') return codes;
  if (head === 'phone type') return labels;
  if (head === 'sms opt-in') return answers;
  if (head === 'country code') return fc.constantFrom('', '+1', '44', '0044', '49', 'DE', '030', 'x');
  if (head === 'extension') return fc.constantFrom('', '12', '0', 'x5');
  return fc.oneof({ weight: 9, arbitrary: hostile }, { weight: 1, arbitrary: fc.constant('') });
};

interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}
const tables: fc.Arbitrary<Table> = fc.constantFrom(...heads).chain((head) =>
  fc.record({
    head: fc.constant(['id', ...head]),
    rows: fc.array(fc.tuple(fc.nat({ max: 9999 }).map(String), ...head.map(cellOf)), {
      minLength: 1,
      maxLength: 40,
      size: 'max',
    }),
  }),
);
const choices = fc.record(
  {
    country: fc.constantFrom('US', 'GB', 'DE', 'NO'),
    numbers: fc.constantFrom('national' as const, 'international' as const),
  },
  { requiredKeys: [] },
);

const xmlText = (cell: string): string => cell.replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd]/g, '');

/** Writes a table in a form; returns its path. */
const forms: Readonly<Record<string, (table: Table) => string>> = {
  ndjson: ({ head, rows }) => file('list.ndjson', rows.map((row) => JSON.stringify(recordOf(head, row))).join('\n')),
  json: ({ head, rows }) => file('list.json', JSON.stringify(rows.map((row) => recordOf(head, row)))),
  csv: ({ head, rows }) => file('list.csv', [head, ...rows].map((row) => row.map(quoted).join()).join('\n')),
  xlsx: ({ head, rows }) =>
    file('list.xlsx', workbook({ sheets: [{ name: 'A', rows: [head, ...rows].map((row) => row.map(xmlText)) }] })),
  ods: ({ head, rows }) =>
    file('list.ods', ods({ sheets: [{ name: 'A', rows: [head, ...rows].map((row) => row.map(xmlText)) }] })),
};
const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
const recordOf = (head: readonly string[], row: readonly string[]) =>
  Object.fromEntries(head.map((name, at) => [name, row[at]]));

/** Reads rows as the result of a query. */
const openQueried =
  ({ head, rows }: Table): OpenContacts =>
  (source, options) => {
    const batches = (async function* () {
      yield rows.map((row) => row.map((cell) => (cell === '' ? null : cell)));
    })();
    return queriedList({ source, name: 'db', columns: head, batches, close: () => {} }, options).then((list) =>
      options.keepCells === true ? list : withCountedRows(list),
    );
  };

const value: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 8, arbitrary: hostile },
  {
    weight: 3,
    arbitrary: fc.constantFrom<unknown[]>(
      ...[
        null,
        true,
        0,
        -1,
        1.5,
        1e21,
        12_025_550_123,
        4_915_112_345_678,
        2 ** 53,
        [],
        {},
        ['+12025550123', '+447400123456'],
      ],
      ...[
        [{ type: 'home', value: '+12025550124' }],
        { type: 'fax', value: '+12025550125' },
        { number: '+12025550126', dialCode: '+1' },
      ],
      ...[[{ value: '07400123456', country_code: 'GB' }, '+12025550127'], { a: { b: 1 } }],
    ),
  },
);
const record = fc
  .record(
    { id: fc.oneof(fc.integer(), fc.double()), phone: value, country: fc.oneof(codes, value), note: value },
    { requiredKeys: [] },
  )
  .chain((fields) => fc.shuffledSubarray(Object.entries(fields), { minLength: Object.keys(fields).length }))
  .map((entries) => Object.fromEntries(entries));
/** Lines as JSON allows them, and with one character that it may not. */
const jsonLine = fc.oneof(
  { weight: 6, arbitrary: record.map((fields) => JSON.stringify(fields)) },
  { weight: 2, arbitrary: record.map((fields) => JSON.stringify(fields, null, 1).replaceAll('\n', ' \t')) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        record,
        fc.nat(),
        fc.constantFrom(
          '',
          '\\',
          '"',
          ',',
          ':',
          '{',
          '}',
          ' ',
          '0',
          '-',
          '.',
          'e',
          '\\u00e9',
          '\\x',
          '\t',
          '\r',
          '\u0080',
          'null',
          '\u000b',
          '[]',
        ),
        fc.boolean(),
      )
      .map(([fields, at, text, replaces]) => {
        const line = JSON.stringify(fields);
        const place = at % (line.length + 1);
        return line.slice(0, place) + text + line.slice(place + (replaces ? 1 : 0));
      }),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...[
        '',
        ' ',
        '\t\r',
        '\u00a0',
        '"+12025550123"',
        '12025550123',
        '[]',
        '{}',
        '{ }',
        'null',
        '{"phone":"1","phone":"+12025550123"}',
      ],
      ...[
        '{"phone":null,"phone":"+12025550123"}',
        '{"ph\\u006fne":"+12025550123"}',
        '{"phone":"+1\\u0032025550123"}',
        '{"phone":012}',
      ],
      ...[
        '{"phone":12025550123.0}',
        '{"phone":12025550123e0}',
        '{"phone":"+12025550123"} x',
        '{"phone":"+12025550123",}',
        '{"phone":nul}',
      ],
      ...[
        '{"__proto__":"x","phone":"+12025550123"}',
        '{"phone.a":1,"phone":"+12025550124"}',
        `{"note":"${'x'.repeat(2000)}"}`,
      ],
    ),
  },
);

const property = fc.oneof(
  { weight: 6, arbitrary: hostile.map((cell) => `TEL;TYPE=CELL:${cell}`) },
  { weight: 3, arbitrary: hostile.map((cell) => `TEL:${cell}`) },
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      ...[
        'TEL;TYPE=FAX:+12025550123',
        'tel;type="cell:x":+12025550124',
        'item1.TEL:tel:+12025550125',
        'item1.X-ABLabel:_$!<Assistant>!$_',
      ],
      ...[
        'a.b.TEL;HOME:+1 202\\, 555\\;0126',
        'TEL;TYPE="x:+12025550127',
        'ADR;TYPE=HOME:;;;;;;Germany',
        'ADR:;;;;;;',
        'ADR:;;;;;;Narnia',
      ],
      ...[
        'TEL;ENCODING=QUOTED-PRINTABLE:=2B1=\n2025550128',
        'TEL:+1202\n 5550129',
        'NOTE:x\n\t y',
        'AGENT:',
        'BEGIN:VCARD',
        'END:VCARD',
        'END:x',
      ],
      ...[
        'begin:vcard',
        ':',
        'x',
        '.TEL:+12025550130',
        ';TEL:1',
        ' TEL:2',
        'FN:Ada',
        '',
        'TEL:',
        'TEL;PREF:  07400 123456 ',
      ],
    ),
  },
);
const card = fc
  .array(property, { maxLength: 6 })
  .map((lines) => ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD'].join('\n'));

describe('rows of every source', () => {
  const agree = async (run: Awaited<ReturnType<typeof reports>>): Promise<boolean> => {
    expect(run.counted).toEqual(run.rowByRow);
    return run.isCounted;
  };
  /** Most of them are counted. */
  const holds = async <T>(arbitrary: fc.Arbitrary<T>, check: (value: T, options: Options) => Promise<boolean>) => {
    let counts = 0;
    let runs = 0;
    const both = fc.asyncProperty(arbitrary, choices, async (each, options) => {
      runs += 1;
      if (await check(each, options)) counts += 1;
    });
    await fc.assert(both, { numRuns: 150 });
    expect(counts * 2).toBeGreaterThan(runs);
  };

  it.each(Object.entries(forms))(
    'are counted as one by one: %s',
    async (_, write) => {
      await holds(tables, async (table, options) => agree(await reports(write(table), openContacts, options)));
    },
    240_000,
  );

  it('are counted as one by one: the result of a query', async () => {
    await holds(tables, async (table, options) => agree(await reports('db', openQueried(table), options)));
  }, 240_000);

  it('are counted as one by one: lines of any JSON', async () => {
    const ends = fc.constantFrom('\n', '\r\n');
    const lines = fc.tuple(fc.array(jsonLine, { maxLength: 40, size: 'max' }), ends, fc.boolean());
    await holds(lines, async ([texts, end, isEnded], options) => {
      const first = '{"phone":"+12025550100","country":"US"}';
      const source = file('lines.ndjson', [first, ...texts].join(end) + (isEnded ? end : ''));
      return agree(await reports(source, openContacts, { ...options, columns: ['phone'], countryColumn: 'country' }));
    });
  }, 240_000);

  it('are counted as one by one: cards', async () => {
    const cards = fc.tuple(fc.array(card, { minLength: 1, maxLength: 30, size: 'max' }), fc.boolean());
    await holds(cards, async ([texts, isWindows], options) => {
      const text = `${texts.join('\n')}\n`;
      const source = file('list.vcf', isWindows ? text.replaceAll('\n', '\r\n') : text);
      return agree(await reports(source, openContacts, options));
    });
  }, 240_000);

  describe('of a list that is longer than what is read at once', () => {
    const plainLine = (at: number) =>
      `{"id":${at},"phone":"+1202555${String(at % 9973).padStart(4, '0')}","country":"US","note":"x"}`;
    const manyLines = (odd: (at: number) => string | undefined): string =>
      Array.from({ length: 30_000 }, (_, at) => odd(at) ?? plainLine(at)).join('\n');
    const odd = (at: number): string | undefined => {
      if (at % 97 === 0) return '{"phone":["+12025550123","+447400123456"],"country":"GB"}';
      if (at % 101 === 0) return `{"phone":"+1202\\u00355501${at % 90}"}`;
      if (at % 499 === 0) return `{"note":"${'é'.repeat(at)}","phone":"07400 123456","country":"GB"}`;
      return at % 997 === 0 ? '{"phone":' : undefined;
    };

    it.each<[string, string | Buffer, string]>([
      ['flat lines', manyLines(() => undefined), 'ndjson'],
      ['other lines among them', manyLines(odd), 'ndjson'],
      ['a byte-order mark', `\ufeff${manyLines(odd)}\n`, 'ndjson'],
      [
        'a line of more than 1 MiB',
        manyLines((at) => (at === 20_000 ? `{"phone":"${'1'.repeat(1_200_000)}"}` : odd(at))),
        'ndjson',
      ],
      ['UTF-16', Buffer.from(`\ufeff${manyLines(odd)}`, 'utf16le'), 'ndjson'],
      ['gzip', gzipSync(manyLines(odd)), 'ndjson.gz'],
      ['an array', `[${Array.from({ length: 30_000 }, (_, at) => plainLine(at)).join(',\n')}]`, 'json'],
      [
        'cards',
        Array.from(
          { length: 30_000 },
          (_, at) => `BEGIN:VCARD\r\nFN:A\r\nTEL:+1202555${at % 9973}\r\nTEL:0740012345${at % 10}\r\nEND:VCARD`,
        ).join('\r\n'),
        'vcf',
      ],
    ])('are counted as one by one: %s', async (_, content, ending) => {
      const { counted, rowByRow, isCounted } = await reports(file(`long.${ending}`, content), openContacts, {
        country: 'US',
      });
      expect(counted).toEqual(rowByRow);
      expect(rowByRow).toMatchObject({ result: { rows: expect.any(Number) } });
      expect(isCounted).toBe(true);
    });

    it('are read one by one, and the reason is told, if they cannot be stored', async () => {
      const source = file('long.ndjson', manyLines(odd));
      vi.stubEnv('TMPDIR', join(folder, 'nowhere'));
      try {
        const why: string[] = [];
        const ports = { openContacts, openJudge: async () => judge, clock };
        const report = await checkContacts(
          { sources: [source] },
          { ...ports, onSlow: (sentence) => why.push(sentence) },
        );
        expect(why).toEqual(['The rows cannot be written to the temporary folder.']);
        vi.unstubAllEnvs();
        expect(sorted(report)).toEqual((await reports(source, openContacts, {})).rowByRow);
      } finally {
        vi.unstubAllEnvs();
      }
    });
  });

  it('propose a country after they were counted', async () => {
    const lines = Array.from({ length: 50 }, (_, at) => `{"phone":"07400 1234${10 + at}"}`);
    const { counted, rowByRow } = await reports(file('home.ndjson', lines.join('\n')), openContacts, {});
    expect(counted).toEqual(rowByRow);
    expect(counted).toMatchObject({ proposal: { country: 'GB' } });
  });

  it('report progress while they are read', async () => {
    const lines = Array.from({ length: 200_000 }, (_, at) => `{"phone":"+1202555${at % 9973}","note":["x"]}`);
    const source = file('progress.ndjson', lines.join('\n'));
    const seen: { readonly rows: number; readonly bytes: number; readonly totalBytes: number | null }[] = [];
    const ports = { openContacts, openJudge: async () => judge, clock };
    const { result } = await checkContacts({ sources: [source] }, { ...ports, onProgress: (now) => seen.push(now) });
    expect(result.rows).toBe(200_000);
    expect(seen.length).toBeGreaterThan(0);
    for (const { rows, bytes, totalBytes } of seen) {
      expect(rows).toBeLessThanOrEqual(200_000);
      expect(bytes).toBeLessThanOrEqual(totalBytes ?? 0);
    }
    expect(seen.map(({ rows }) => rows)).toEqual(seen.map(({ rows }) => rows).toSorted((one, other) => one - other));
  });
});
