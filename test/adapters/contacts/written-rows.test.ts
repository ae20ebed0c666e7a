import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowSink } from '../../../src/adapters/contacts/delimited/row-sink.ts';
import { openContacts } from '../../../src/adapters/contacts/open-contacts.ts';
import { openRowWriter } from '../../../src/adapters/contacts/row-writer.ts';
import type { FileLayout } from '../../../src/adapters/counting/block.ts';
import { compiledJudge } from '../../../src/adapters/counting/compiled-judge.ts';
import { checkContacts } from '../../../src/app/contacts/check-contacts.ts';
import { rowChoices } from '../../../src/domain/contacts/row-choices.ts';
import type { ContactList, RowWriter } from '../../../src/ports.ts';
import { built } from '../../support/built.ts';
import { countAt } from '../../support/count-at.ts';
import { clock } from '../../support/fixtures.ts';
import { lists } from '../../support/lists.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

await built();

const folder = temporaryFolder('written-rows');
const path = join(folder, 'list.csv');
const names = ['valid', 'invalid', 'fixed'] as const;
const openJudge = async () => compiledJudge();

const openWriters = (list: Pick<ContactList, 'form' | 'delimiter' | 'columns' | 'header'>): readonly RowWriter[] =>
  names.map((name) =>
    openRowWriter(join(folder, name), list, { replace: true, sources: [], choice: rowChoices[name] }),
  );

const committed = (writers: readonly RowWriter[]) =>
  writers.map((writer, index) => {
    const { rows, disarmed } = writer.commit();
    return { rows, disarmed, bytes: readFileSync(join(folder, names[index] ?? ''), 'latin1') };
  });

/** The files of a check, from the kernel or row by row. */
async function checked(reader: 'kernel' | 'rows', country?: string) {
  let writers: readonly RowWriter[] = [];
  let slow: string | undefined;
  const report = await checkContacts(
    { sources: [path], ...(country !== undefined && { country }) },
    {
      openContacts: async (...request) => {
        const list = await openContacts(...request);
        return reader === 'rows' ? { ...list, count: null } : list;
      },
      openJudge,
      clock,
      openWriters: (list) => {
        if (writers.length === 0) writers = openWriters(list);
        return writers;
      },
      onSlow: (why) => {
        slow = why;
      },
    },
  );
  const sorted = report.lists.map((list) => ({
    ...list,
    findings: [...list.findings].sort((one, other) => one.code.localeCompare(other.code)),
  }));
  return { slow, files: committed(writers), report: { ...report, lists: sorted } };
}

const phone = fc.oneof(
  { weight: 6, arbitrary: fc.stringMatching(/^\+1(202|415)[2-4]\d{2}0\d{1}12$/) },
  fc.stringMatching(/^\((202|415)\) [2-4]\d{2}-01\d{2}$/),
  fc.stringMatching(/^0(151|30|89)[12]\d{6,8}$/),
  fc.stringMatching(/^(00|\+)?49(151|30|6996)\d{7,11}$/),
  fc.stringMatching(/^\+49(30|89)\d{6,9}$/),
  fc.constantFrom(
    ...['', ' ', 'n/a', '911', '4.91512E+12', '491511234567.0', '2025550123.0', '2025550123 x5', '=+12025550123'],
    ...[
      '+12025550123',
      '2025550123',
      '(202) 555-0123',
      '+1 202 555 0123 or 415 555 0199',
      '800 555 0100',
      '+80012345678',
    ],
    ...[
      '(800) 555 0100 x',
      '+4932233445566',
      '\u200b+12025550123',
      'O2O2555O123',
      '++4915112345678',
      '+49 (0)151 12345678',
    ],
    ...['+4996596747123456', '030/1234567', '+1-900-555-0100', 'do not text', '0000000000', '1 800 FLOWERS'],
  ),
);

/** Cells that are written otherwise than they are read, and others that look like these. */
const oddText = fc.constantFrom(
  ...[
    'Ada',
    '',
    ' Ada',
    'Ada ',
    ' ',
    '\tAda',
    'Ada\u00a0',
    '\u00a0',
    '\u3000x',
    'x\u2003',
    '\ufeff',
    'Zoë',
    'Дан',
    '李雷',
  ],
  ...['=1+1', '@x', '-x', '+x', '-5', '+1 (2)/3', '-5 ', '＝x', '\u200b=x', '\u061c=x', '\u00ad', '\u034f@', "'x", '-'],
  ...[
    'a,b',
    'a;b',
    'a\tb',
    'a"b',
    '"',
    '""',
    'a\nb',
    'a\r\nb',
    '\n',
    '\u0007',
    'x\u007f',
    '\u007fx',
    '\u{1f600}',
    '한',
    'é',
  ],
  ...[
    '\u06dd=1',
    '\u0600',
    'ＡＢ',
    'x\u202f',
    'x\u1680',
    'x\u2028',
    'x\u0085',
    '\u0085',
    'x\u001c',
    'شكرا',
    'दो',
    'word-x',
  ],
);

const home = fc.constantFrom('US', 'us', 'DE', 'Germany', 'Narnia', '', ' ', 'de', '"', 'ZZ');

/** A row that is `broken` has a quote that is not doubled, or not closed. */
const quotings = ['needed', 'needed', 'needed', 'all', 'all', 'blank behind', 'broken'] as const;
const brokenCells = ['"5" x"', '"5"x', '"open', '"a" b "c"', '"x"" y" z"', '"', '"a\nb" c', '"a"" "b"'];

interface Form {
  readonly delimiter: string;
  readonly lineEnd: string;
  readonly mark: boolean;
}

const form: fc.Arbitrary<Form> = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  mark: fc.boolean(),
});

const oddRow = fc.record({
  cells: fc.tuple(oddText, phone, home, oddText, phone),
  quoting: fc.constantFrom(...quotings),
  width: fc.constantFrom(5, 5, 5, 5, 4, 2, 1, 7),
  blank: fc.constantFrom(false, false, false, true),
});

function lineOf({ cells, quoting, width }: typeof oddRow extends fc.Arbitrary<infer R> ? R : never, delimiter: string) {
  return [...cells, 'more', '']
    .slice(0, width)
    .map((cell, column) => {
      const needs = /["\r\n]/.test(cell) || cell.includes(delimiter);
      if (quoting === 'broken' && (column === 0 || column === 3) && cell.length % 2 === 0) {
        return brokenCells[cell.charCodeAt(0) % brokenCells.length] ?? brokenCells[0];
      }
      if (!needs && (quoting === 'needed' || quoting === 'broken')) return cell;
      return `"${cell.replaceAll('"', '""')}"${quoting === 'blank behind' && cell.length % 2 === 1 ? ' ' : ''}`;
    })
    .join(delimiter);
}

/** Lists of a name, a phone, a country, a note and another phone. */
const oddLists = fc
  .tuple(form, fc.array(oddRow, { minLength: 1, maxLength: 25, size: 'max' }))
  .map(([{ delimiter, lineEnd, mark }, rows]) => {
    const header = ['name', 'phone', 'country', 'note', 'second phone'].join(delimiter);
    const lines = rows.flatMap((row) => [lineOf(row, delimiter), ...(row.blank ? ['', '  '] : [])]);
    return { delimiter, text: (mark ? '\ufeff' : '') + [header, ...lines].join(lineEnd) + lineEnd };
  });

describe('rows that the kernel writes', () => {
  it('are those of the reader row by row, in every byte, and so is the report', async () => {
    let counted = 0;
    await fc.assert(
      fc.asyncProperty(oddLists, fc.constantFrom(undefined, 'DE', 'US'), async ({ text }, country) => {
        writeFileSync(path, text);
        const rows = await checked('rows', country);
        const { slow, ...kernel } = await checked('kernel', country);
        if (slow === undefined) counted += 1;
        expect({ slow: undefined, ...kernel }).toEqual(rows);
      }),
      { numRuns: 80 },
    );
    expect(counted).toBeGreaterThan(40);
  });

  it('are the same for lists of ordinary cells', async () => {
    const withHeader = lists(60).filter(({ form: { header }, list }) => header && list.rows.length > 0);
    await fc.assert(
      fc.asyncProperty(withHeader, fc.constantFrom(undefined, 'DE', 'GB'), async ({ list }, country) => {
        writeFileSync(path, list.text);
        const rows = await checked('rows', country);
        expect(await checked('kernel', country)).toEqual(rows);
      }),
      { numRuns: 40 },
    );
  });

  it('are the same in blocks of any size, with one and several phone columns', async () => {
    const phones = fc.constantFrom([1], [1, 4], [4, 1]);
    await fc.assert(
      fc.asyncProperty(oddLists, phones, fc.integer({ min: 20, max: 500 }), async ({ text, delimiter }, at, size) => {
        writeFileSync(path, text);
        const layout: FileLayout = { delimiter, hasHeader: true, columns: 5, phones: at, country: 2 };
        const list = await openContacts(path, {
          columns: at.map((column) => (column === 1 ? 'phone' : 'second phone')),
        });
        list.close();
        const whole = await writtenBy(layout, list);
        expect(await writtenBy(layout, list, { threads: 1, blockBytes: size, budget: 64 })).toEqual(whole);
      }),
      { numRuns: 100 },
    );
  });

  it('are the same if some rows are Latin-1', async () => {
    const row = fc
      .tuple(
        fc.constantFrom('Ada', 'Zo\xeb', 'Zo\xc3\xab', '"Zo\xeb\nLee"', '"\xc3\xa9"', '\xff', '\xa0x', '=\xeb'),
        fc.constantFrom(
          '+12025550123',
          '+1\xa0202\xa0555\xa00124',
          '(202) 555-0125',
          '\xe9',
          'n/a',
          '',
          '2025550123.0',
        ),
        fc.constantFrom('US', '', 'Espa\xf1a', 'Espa\xc3\xb1a'),
      )
      .map((cells) => cells.join());
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (rows) => {
        writeFileSync(path, Buffer.from(`name,phone,country\n${rows.join('\n')}\n`, 'latin1'));
        const expected = await checked('rows');
        expect(await checked('kernel')).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('are written whole if they are longer than what is collected', async () => {
    const long = 'x'.repeat(700_000);
    const rows = Array.from({ length: 12 }, (_, row) => `${long},+1202555012${row % 3},US`);
    writeFileSync(path, `name,phone,country\n${rows.join('\n')}\n`);
    const { slow, files } = await checked('kernel');
    expect(slow).toBeUndefined();
    expect(files.map(({ rows: count }) => count)).toEqual([3, 9, 12]);
    expect(files).toEqual((await checked('rows')).files);
  });
});

/** The files of a count with its writers. */
async function writtenBy(layout: FileLayout, list: ContactList, options: Parameters<typeof countAt>[2] = {}) {
  const writers = openWriters(list);
  const count = await countAt(path, layout, { ...options, sink: rowSink(writers, layout.delimiter) });
  return { ok: count.ok, files: committed(writers) };
}
