import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { openContacts } from '../../../src/adapters/contacts/open-contacts.ts';
import { compiledJudge } from '../../../src/adapters/counting/compiled-judge.ts';
import { checkContacts } from '../../../src/app/contacts/check-contacts.ts';
import type { ContactsReport } from '../../../src/domain/contacts/contact-quality.ts';
import { startTally } from '../../../src/domain/contacts/contact-tally.ts';
import { reservedUse } from '../../../src/domain/numbers/reserved-numbers.ts';
import { built } from '../../support/built.ts';
import { countAt } from '../../support/count-at.ts';
import { lists } from '../../support/lists.ts';

await built();

const directory = mkdtempSync(join(tmpdir(), 'smsctl-counting-'));
afterAll(() => rmSync(directory, { recursive: true }));
const path = join(directory, 'list.csv');
const openJudge = async () => compiledJudge();
const clock = { now: () => new Date('2026-11-25T12:00:00Z') };

const open = () => openContacts(path, { columns: ['phone'] });

const byCode = <F extends { readonly code: string }>(findings: readonly F[]) =>
  [...findings].sort((one, other) => one.code.localeCompare(other.code));

const sorted = (report: ContactsReport): ContactsReport => ({
  ...report,
  lists: report.lists.map((list) => ({ ...list, findings: byCode(list.findings) })),
});

async function counted() {
  const list = await open();
  const count = await list.count?.({});
  list.close();
  if (count === undefined || 'why' in count) throw new Error(count?.why ?? 'It cannot be counted.');
  const { summary, examples } = count;
  return { summary, examples, findings: byCode(list.findings()) };
}

async function read() {
  const list = await open();
  const tally = startTally();
  let count = 0;
  for await (const batch of list.rows()) {
    for (const row of batch) {
      const { reason, number } = tally.add(row, null);
      if (reason === null && reservedUse(number?.e164 ?? '') === 'fiction') count += 1;
    }
  }
  const fictional =
    count === 0 ? [] : [{ code: 'fictional-numbers' as const, count, line: null, column: null, detail: null }];
  const findings = byCode([...list.findings(), ...fictional]);
  return { summary: tally.summary(), examples: tally.examples(), findings };
}

describe('a list that is counted from its bytes', () => {
  it('gives the counts and findings of the rows one by one', async () => {
    const withHeader = lists(60).filter(({ form, list }) => form.header && list.rows.length > 0);
    await fc.assert(
      fc.asyncProperty(withHeader, async ({ list }) => {
        writeFileSync(path, list.text);
        expect(await counted()).toEqual(await read());
      }),
      { numRuns: 60 },
    );
  });

  it('gives the same when some or all rows are Latin-1', async () => {
    const row = fc
      .tuple(
        fc.constantFrom('Ada', 'Zo\xeb', 'Zo\xc3\xab', '"Zo\xeb\nLee"', '"\xc3\xa9"', '\xff'),
        fc.constantFrom(
          '+12025550123',
          '+1\xa0202\xa0555\xa00124',
          '(202) 555-0125',
          '+1\xc2\xa02025550126',
          '\xe9',
          'n/a',
          '',
        ),
        fc.constantFrom('US', '', 'Espa\xf1a', 'Espa\xc3\xb1a'),
      )
      .map((cells) => cells.join());
    const header = fc.constantFrom('name,phone,country', 'pr\xe9nom,phone,country', 'pr\xc3\xa9nom,phone,country');
    const layout = { delimiter: ',', hasHeader: true, columns: 3, phones: [1], country: 2 };
    await fc.assert(
      fc.asyncProperty(
        header,
        fc.array(row, { maxLength: 30 }),
        fc.integer({ min: 10, max: 400 }),
        async (first, rows, size) => {
          writeFileSync(path, Buffer.from(`${[first, ...rows].join('\n')}\n`, 'latin1'));
          const count = await countAt(path, layout, { threads: 1, blockBytes: size });
          if (!count.ok) throw new Error(count.why);
          const { summary, examples, notes } = count.counted;
          const { findings, ...expected } = await read();
          const noted = findings.map(({ code, count: times, line }) => ({ code, times, line }));
          expect({ summary, examples }).toEqual(expected);
          expect(byCode(notes)).toEqual(noted);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives the same with many columns, wherever the used ones are', async () => {
    const other = fc.oneof(
      { weight: 6, arbitrary: fc.stringMatching(/^[a-z0-9 .]{0,9}$/) },
      {
        weight: 1,
        arbitrary: fc.constantFrom('"a,b"', '"a\nb"', '"c""d"', 'e"f', '"g\r\nh"', 'x'.repeat(70), '\u00e9'),
      },
    );
    const phone = fc.constantFrom('+12025550123', '+12025550124', '(202) 555-0125', '"+1 202 555 0126"', 'n/a', '');
    const country = fc.constantFrom('US', 'GB', '', '"US"');
    const table = fc.integer({ min: 15, max: 40 }).chain((columns) =>
      fc.record({
        columns: fc.constant(columns),
        phoneAt: fc.nat({ max: columns - 1 }),
        countryAt: fc.nat({ max: columns - 1 }),
        lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
        endsWithLine: fc.boolean(),
        rows: fc.array(
          fc.tuple(
            fc.array(other, { minLength: columns, maxLength: columns }),
            phone,
            country,
            fc.oneof(
              { weight: 9, arbitrary: fc.constant(columns) },
              { weight: 1, arbitrary: fc.integer({ min: 1, max: 45 }) },
            ),
          ),
          { maxLength: 12 },
        ),
      }),
    );
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 600, max: 4000 }), async (of, blockBytes) => {
        const { columns, phoneAt, countryAt, lineEnd, endsWithLine, rows } = of;
        fc.pre(phoneAt !== countryAt);
        const placed = (cells: readonly string[], phoneCell: string, countryCell: string): string[] =>
          cells.map((cell, at) => (at === phoneAt ? phoneCell : at === countryAt ? countryCell : cell));
        const header = placed(
          new Array<string>(columns).fill('x').map((name, at) => name + at),
          'phone',
          'country',
        );
        // A row of more cells than the header has repeats its own.
        const lines = rows.map(([cells, phoneCell, countryCell, width]) => {
          const row = placed(cells, phoneCell, countryCell);
          return [...row, ...row].slice(0, width).join();
        });
        writeFileSync(path, [header.join(), ...lines].join(lineEnd) + (endsWithLine ? lineEnd : ''));
        const layout = { delimiter: ',', hasHeader: true, columns, phones: [phoneAt], country: countryAt };
        const count = await countAt(path, layout, { threads: 1, blockBytes });
        if (!count.ok) throw new Error(count.why);
        const { summary, examples, notes } = count.counted;
        const { findings, ...expected } = await read();
        expect({ summary, examples }).toEqual(expected);
        expect(byCode(notes)).toEqual(findings.map(({ code, count: times, line }) => ({ code, times, line })));
      }),
      { numRuns: 300 },
    );
  });

  it('gives the same when unusual cells repeat', async () => {
    const digits = fc.stringMatching(/^[0-9]{1,12}$/);
    const scientific = fc
      .tuple(
        fc.constantFrom('', '', '+', '-', '++', ' '),
        digits,
        fc.constantFrom('', '.', '.0', '.5', ',5', '.41556', ',4155552671', '.41000', '"', '..1'),
        fc.constantFrom('E', 'e', 'E+', 'E-', 'e++', 'EE', 'x'),
        fc.constantFrom('0', '9', '10', '010', '', '1 ', '1x'),
      )
      .map((parts) => parts.join(''));
    const odd = fc.constantFrom(
      'n/a',
      'x',
      'call office',
      '911',
      '12',
      '0',
      '00',
      '-',
      'ext',
      '+',
      '1E',
      'E5',
      'a12025550123',
    );
    const row = fc.tuple(
      fc.oneof(odd, scientific, digits),
      fc.constantFrom('US', 'us', 'DE', '', 'ZZ', '"US"', 'x', 'Spain'),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 20, max: 400 }),
        async (rows, size) => {
          const plain = rows.map(([cell, country]) => [cell.replaceAll('"', ''), country].join(';'));
          writeFileSync(path, `phone;country\n${[...plain, ...plain, ...plain].join('\n')}\n`);
          const layout = { delimiter: ';', hasHeader: true, columns: 2, phones: [0], country: 1 };
          const count = await countAt(path, layout, { threads: 1, blockBytes: size });
          if (!count.ok) throw new Error(count.why);
          const { findings: _, ...expected } = await read();
          expect({ summary: count.counted.summary, examples: count.counted.examples }).toEqual(expected);
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([
    ['two phone columns', ['Mobile', 'Phone'], 'country'],
    ['two phone columns and no country', ['Mobile', 'Phone'], 'note'],
    ['phone columns in another order than they are read', ['Work Phone', 'Home Phone', 'Mobile'], 'country'],
  ])('gives the same with %s', async (_, phones, last) => {
    const number = fc
      .tuple(
        fc.constantFrom('+1202555', '(202) 555-', '202555', '+4479112345', '07911 1234', '12025550', '4792345'),
        fc.integer({ min: 0, max: 30 }),
      )
      .map(([start, end]) => `${start}${String(end).padStart(4, '0')}`);
    const odd = ['n/a', 'x', 'STOP', 'do not text', '911', '1.2E+10', '1e+9', '""', ' ', '" "', '+1\xa02025550123'];
    const more = ['"(202) 555-0101"', '"a""b"', '+49151123456789012', '0', 'Phone', 'Mobile', '\xe9'];
    const cell = fc.oneof(number, fc.constant(''), fc.constantFrom(...odd, ...more));
    const row = fc.tuple(
      fc.array(cell, { minLength: phones.length, maxLength: phones.length }),
      fc.constantFrom('US', 'GB', '', 'ZZ', 'Spain', '"US"'),
      // Rows may be short, or too long.
      fc.constantFrom(0, 0, 0, 0, 1, 2, -1),
    );
    let counts = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 15 }),
        fc.constantFrom(undefined, 'US', 'NO'),
        async (rows, country) => {
          const lines = rows.map(([cells, own, missing]) => {
            const all = ['Ada', ...cells, own];
            return (missing < 0 ? [...all, 'more'] : all.slice(0, all.length - missing)).join(',');
          });
          const text = `name,${[...phones, last].join(',')}\n${lines.join('\n')}\n`;
          writeFileSync(path, Buffer.from(text, 'latin1'));
          const given = { columns: phones, ...(country !== undefined && { country }) };
          const request = { ...given, sources: [path], countryColumn: last === 'country' ? 'country' : 'none' };
          const ways: string[] = [];
          const ports = { openContacts, openJudge, clock, onSlow: (why: string) => ways.push(why) };
          const atOnce = await checkContacts(request, ports);
          const slowly: typeof openContacts = async (...asked) => ({ ...(await openContacts(...asked)), count: null });
          const rowByRow = await checkContacts(request, { ...ports, openContacts: slowly });
          if (ways.length === 0) counts += 1;
          expect(sorted(atOnce)).toEqual(sorted(rowByRow));
        },
      ),
      { numRuns: 400 },
    );
    expect(counts).toBeGreaterThan(100);
  });

  it.each([255, 256, 257])('reads each of %i phone columns', async (count) => {
    const names = Array.from({ length: count }, (_, index) => `phone ${index + 1}`);
    const cells = names.map((_, index) => (index === count - 1 ? '+12025550123' : ''));
    writeFileSync(path, `name,${names}\nAda,${cells}\n`);
    const report = await checkContacts({ sources: [path], columns: names }, { openContacts, openJudge, clock });
    expect(report.result).toMatchObject({ rows: 1, textable: 1 });
    expect(report.lists[0]?.columns.map(({ rows }) => rows)).toEqual(names.map((_, at) => (at === count - 1 ? 1 : 0)));
  });

  it('is read row by row, and says so, when only that reader understands it', async () => {
    writeFileSync(path, 'name,phone\nA\0da,+12025550123\nGrace,+12025550124\n');
    const why: string[] = [];
    const report = await checkContacts(
      { sources: [path] },
      { openContacts, openJudge, clock, onSlow: (sentence) => why.push(sentence) },
    );
    expect(why).toEqual([expect.stringContaining('two countries')]);
    expect(report.result).toMatchObject({ rows: 2, textable: 2 });
    expect(report.lists[0]?.findings).toMatchObject([
      { code: 'nul', line: 2 },
      { code: 'fictional-numbers', count: 2 },
    ]);
  });

  it('proposes the country of national numbers', async () => {
    const rows = Array.from({ length: 50 }, (_, index) => `Ada,07400 1234${10 + index}`);
    writeFileSync(path, `name,phone\n${rows.join('\n')}\n`);
    const why: string[] = [];
    const report = await checkContacts(
      { sources: [path] },
      { openContacts, openJudge, clock, onSlow: (sentence) => why.push(sentence) },
    );
    expect(why).toEqual([]);
    expect(report.result.reasons).toEqual({ 'no-country': 50 });
    expect(report.proposal).toMatchObject({ country: 'GB' });
  });

  it.each<[string, string]>([
    ['a column of types', 'name,phone,phone type\nAda,+12025550123,mobile\nGrace,+12025550124,fax\n'],
    ['cells with several numbers', 'Name,Phone 1 - Value\nAda,+12025550123 ::: +12025550124\n'],
    ['a line that names the delimiter', 'sep=;\nname;phone\nAda;+12025550123\n'],
    ['a column of consent', 'name,phone,sms opt-in\nAda,+12025550123,no\nGrace,+12025550124,yes\n'],
  ])('is read by the row and counted then, with %s', async (_, text) => {
    writeFileSync(path, text);
    const list = await openContacts(path, {});
    const count = await list.count?.({});
    expect(count).toMatchObject({ summary: { textable: 1 } });
    list.close();
  });
});
