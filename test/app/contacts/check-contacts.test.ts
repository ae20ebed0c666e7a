import { describe, expect, it } from 'vitest';
import { checkContacts } from '../../../src/app/contacts/check-contacts.ts';
import type { ContactsPorts } from '../../../src/app/contacts/counted-lists.ts';
import { listColumns } from '../../../src/app/contacts/list-columns.ts';
import { type ColumnUse, headedColumn, type ListPlan } from '../../../src/domain/columns/contact-plan.ts';
import type { ContactsResult } from '../../../src/domain/contacts/contact-quality.ts';
import { PhoneColumnUnknown } from '../../../src/domain/contacts/phone-column-unknown.ts';
import { addedCells, type RowChoice, rowChoices } from '../../../src/domain/contacts/row-choices.ts';
import { judgeCell } from '../../../src/domain/numbers/contact-judge.ts';
import { contactRules } from '../../../src/domain/numbers/contact-rules.ts';
import type { ContactList, ContactRow, OpenContactsOptions, RowWriter, WrittenRow } from '../../../src/ports.ts';
import { now } from '../../support/fixtures.ts';

const column = (name: string, change: Partial<ColumnUse> = {}): ColumnUse => ({
  ...{ name, role: 'number', used: true, ground: 'header', rows: null },
  ...change,
});

const numberAt = (at: number): ListPlan['numbers'][number] => ({
  ...{ column: at, kind: 'plain', label: -1, dialling: -1, area: -1, extension: -1, isList: false },
});

const plan: ListPlan = {
  ...{ numbers: [numberAt(0)], country: -1, countryContext: headedColumn, countriesSeen: [], countryDoubts: [] },
  ...{ consents: [], others: [], readings: 'undecided', readingDoubt: null, uses: [column('phone')] },
};

type Rows = readonly (Partial<ContactRow> | string)[];

/** A list in memory; a row is its phone cell, or all that it has. */
function listOf(rows: Rows, change: Partial<ContactList> = {}) {
  let closed = 0;
  const list: ContactList = {
    ...{
      source: '/lists/a.csv',
      name: 'a.csv',
      bytes: 100,
      modifiedAt: '2026-11-19T09:00:00.000Z',
      form: 'table',
      sheet: null,
    },
    ...{ delimiter: ',', columns: ['phone'], header: ['phone'], phoneColumns: ['phone'], countryColumn: null, plan },
    ...{ linesBefore: null, count: null, isQueried: false, findings: () => [], bytesRead: () => 50 },
    samples: () => [{ line: 2, cells: [] }],
    rows: async function* () {
      const all = rows.map(
        (row, index): ContactRow => ({
          line: index + 2,
          phones: typeof row === 'string' ? [row] : undefined,
          ...(typeof row !== 'string' && row),
        }),
      );
      for (let at = 0; at < all.length; at += 2) yield all.slice(at, at + 2);
    },
    close: () => {
      closed += 1;
    },
    ...change,
  };
  return { list, closed: () => closed };
}

type Request = Partial<Parameters<typeof checkContacts>[0]>;

async function check(lists: readonly ContactList[], request: Request = {}, more: Partial<ContactsPorts> = {}) {
  const opened: [source: string, options: OpenContactsOptions][] = [];
  const ports: ContactsPorts = {
    openContacts: async (source, options) => {
      const list = lists[opened.length];
      opened.push([source, options]);
      if (list === undefined) throw new Error('More lists are opened than are given.');
      return list;
    },
    openJudge: async () => judgeCell,
    clock: { now: () => now },
    ...more,
  };
  const sources = lists.map((_, index) => `list-${index}`);
  return { report: await checkContacts({ sources, ...request }, ports), opened };
}

/** As long as there are this many, a number of its own each. */
const mobiles = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => `+4915112345${String(from + index).padStart(3, '0')}`);

describe('a list that was checked before', () => {
  const { list } = listOf(mobiles(1));
  const known: ContactsResult = {
    ...{ rows: 7, textable: 7, reasons: {}, countries: {}, types: {}, name: 'a.csv', bytes: 100 },
    ...{ modifiedAt: '2026-11-19T09:00:00.000Z', checkedAt: '2026-11-19T10:00:00.000Z', rules: contactRules },
  };

  it('is not read again when it is the same file, and is closed', async () => {
    const { list: same, closed } = listOf(mobiles(1), {
      rows: () => Promise.reject(new Error('It was read.')) as never,
    });
    const { report } = await check([same], { known });
    expect(report).toEqual({
      ...{ result: known, examples: {}, proposal: null },
      lists: [expect.objectContaining({ name: 'a.csv', rows: null, samples: [], columns: [column('phone')] })],
    });
    expect(closed()).toBe(1);
  });

  it.each<[string, Partial<ContactList>, Partial<ContactsResult>]>([
    ['its name', { name: 'b.csv' }, {}],
    ['its size', { bytes: 101 }, {}],
    ['its time', { modifiedAt: '2026-11-19T09:00:01.000Z' }, {}],
    ['the version of the rules', {}, { rules: 'contacts.rules/1' }],
    ['nothing, but it is no file,', { bytes: null }, { bytes: null }],
  ])('is read again when %s differs', async (_name, change, before) => {
    const { report } = await check([{ ...list, ...change }], { known: { ...known, ...before } });
    expect(report.result).toMatchObject({ rows: 1, checkedAt: now.toISOString(), rules: contactRules });
  });

  it('is read again beside another list', async () => {
    const { report } = await check([list, listOf(mobiles(1)).list], { known });
    expect(report.result.rows).toBe(2);
  });
});

describe('a list that is opened', () => {
  it.each([undefined, []])('keeps its cells only if rows are written: %j', async (writers) => {
    const more = writers === undefined ? {} : { openWriters: () => writers };
    const request = { country: 'DE', columns: ['phone'], countryColumn: 'land', consentColumn: 'ok' };
    const { opened } = await check([listOf([]).list], { ...request, numbers: 'national' }, more);
    const keepCells = writers !== undefined;
    expect(opened).toEqual([['list-0', { ...request, numbers: 'national', keepCells }]]);
  });
});

describe('several lists', () => {
  it('are one result, in which a number counts once, with the rows and findings of each', async () => {
    const unclear = { ...plan, readingDoubt: '030… or +30…' };
    const { report } = await check([
      listOf([...mobiles(2), ''], { name: 'a.csv' }).list,
      listOf([...mobiles(1), 'Ada'], { name: 'b.csv', plan: unclear }).list,
      listOf([], { name: 'c.csv' }).list,
    ]);
    expect(report.result).toMatchObject({ name: 'a.csv and 2 more', bytes: null, modifiedAt: null, rows: 5 });
    expect(report.result).toMatchObject({ textable: 2, reasons: { empty: 1, duplicate: 1, 'not-a-number': 1 } });
    expect(report.lists.map(({ name, rows }) => [name, rows])).toEqual([
      ['a.csv', 3],
      ['b.csv', 2],
      ['c.csv', 0],
    ]);
    expect(report.examples.duplicate).toMatchObject([{ list: 'b.csv', line: 2 }]);
  });

  it('name no list in the examples of a single one', async () => {
    const { report } = await check([listOf(['Ada']).list]);
    expect(report.examples['not-a-number']).toMatchObject([{ list: null, line: 2 }]);
    expect(report.result).toMatchObject({ name: 'a.csv', bytes: 100, modifiedAt: '2026-11-19T09:00:00.000Z' });
  });

  it('are none when no source is given', async () => {
    const { report } = await check([]);
    expect(report).toMatchObject({ lists: [], result: { name: '', bytes: null, modifiedAt: null, rows: 0 } });
  });
});

describe('the columns of a list', () => {
  it('have the rows that each number decided, and null if they are no number or not used', async () => {
    const uses = [
      column('mobile'),
      column('fax', { used: false }),
      column('country', { role: 'country' }),
      column('land'),
    ];
    const two = { ...plan, numbers: [numberAt(0), numberAt(3)], uses };
    const [first = '', second = '', third = ''] = mobiles(3);
    const { report } = await check([
      listOf(
        [
          { phones: [first, second] },
          { phones: ['', third] },
          { phones: ['', ''] },
          // The second of the plan's numbers is the only one of this row.
          { phones: ['+4915112345009'], sources: [1] },
        ],
        { plan: two },
      ).list,
    ]);
    expect(report.lists[0]?.columns.map(({ name, rows }) => [name, rows])).toEqual([
      ['mobile', 1],
      ['fax', null],
      ['country', null],
      ['land', 2],
    ]);
  });
});

describe('the findings about a list', () => {
  const findingsOf = async (rows: Rows, change: Partial<ListPlan>) => {
    const own = { code: 'delimiter', count: 1, line: null, column: null, detail: null } as const;
    const { list } = listOf(rows, { plan: { ...plan, ...change }, findings: () => [own] });
    const { report } = await check([list], { country: 'DE' });
    return report.lists[0]?.findings.map(({ code, count, detail }) => [code, count, detail]);
  };
  const own = ['delimiter', 1, null];

  it('are its own when nothing is unclear', async () => {
    expect(await findingsOf(mobiles(2), { readingDoubt: 'a doubt', countryDoubts: ['XX'] })).toEqual([own]);
  });

  it('say how many rows may be read in two ways, and one of them', async () => {
    // German mobile numbers, and after a + numbers of the US.
    const rows = ['15125550000', '16025550001', ...mobiles(1)];
    const doubt = '015… or +15…';
    const unclear = { readings: 'unclear', readingDoubt: doubt } as const;
    expect(await findingsOf(rows, unclear)).toEqual([own, ['reading-unclear', 2, doubt]]);
    expect(await findingsOf(rows, { readings: 'national', readingDoubt: doubt })).toEqual([own]);
  });

  it('say how many rows have a country that is not understood, and some of these', async () => {
    const rows = [{ phones: ['0151 12345678'], country: null }, ...mobiles(1)];
    const unknown = (detail: string | null) => [own, ['country-unknown', 1, detail]];
    expect(await findingsOf(rows, { countryDoubts: ['Elbonia', 'XX'] })).toEqual(unknown('"Elbonia", "XX"'));
    expect(await findingsOf(rows, {})).toEqual(unknown(null));
  });

  it('say how many textable numbers are fictional', async () => {
    const fictional = '+12025550123';
    expect(await findingsOf([fictional, fictional, '+12024561111'], {})).toEqual([own, ['fictional-numbers', 1, null]]);
  });
});

describe('national numbers without a country', () => {
  const german = (count: number) =>
    Array.from({ length: count }, (_, index) => `0151 123456${String(index).padStart(2, '0')}`);
  const proposalOf = async (rows: Rows, request: Request = {}) =>
    (await check([listOf(rows).list], request)).report.proposal;

  it('get a proposal when they are more than half of the rows that are not empty', async () => {
    expect(await proposalOf([...german(6), ...mobiles(5)])).toMatchObject({ country: 'DE' });
    expect(await proposalOf([...german(6), ...mobiles(5), '', '', ''])).toMatchObject({ country: 'DE' });
    expect(await proposalOf([...german(6), ...mobiles(6)])).toBeNull();
    expect(await proposalOf([...german(6), ...mobiles(5), 'x'])).toBeNull();
  });

  it('get none when a country is given, or when they are too few', async () => {
    expect(await proposalOf(german(12), { country: 'DE' })).toBeNull();
    expect(await proposalOf(german(2))).toBeNull();
    expect(await proposalOf([])).toBeNull();
  });
});

describe('a list that is counted from its bytes', () => {
  const counted = {
    summary: { rows: 9, textable: 5, reasons: { empty: 1, unreadable: 2, 'no-country': 1 }, countries: {}, types: {} },
    examples: { 'no-country': [{ list: null, line: 3, shown: '•••' }] },
    decided: [6],
  };
  const neverRead = { rows: () => Promise.reject(new Error('It was read.')) as never };

  it('has the result of the count, and is closed', async () => {
    const asked: unknown[] = [];
    const { list, closed } = listOf([], {
      ...neverRead,
      count: async (options) => {
        asked.push(options);
        return counted;
      },
    });
    const { report } = await check([list], { country: 'DE' });
    expect(asked).toEqual([{ country: 'DE' }]);
    expect(report).toMatchObject({ result: counted.summary, examples: counted.examples, proposal: null });
    expect(report.lists[0]).toMatchObject({ rows: 9, columns: [{ name: 'phone', rows: 6 }] });
    expect(closed()).toBe(1);
  });

  it('reports its progress with the size of the file', async () => {
    const seen: unknown[] = [];
    const { list } = listOf([], {
      count: async ({ onProgress, ...rest }) => {
        onProgress?.({ rows: 1, bytes: 2 });
        expect(rest).toEqual({});
        return counted;
      },
    });
    await check([list], {}, { onProgress: (progress) => seen.push(progress) });
    expect(seen).toEqual([{ rows: 1, bytes: 2, totalBytes: 100 }]);
  });

  it('is read row by row, and says why, when it cannot be counted', async () => {
    const why: string[] = [];
    const { list } = listOf(mobiles(3), { count: async () => ({ why: 'It has quotes.' }) });
    const { report } = await check([list], {}, { onSlow: (reason) => why.push(reason) });
    expect([report.result.rows, why]).toEqual([3, ['It has quotes.']]);
  });

  it('is read for a proposal, in which the first hundred national numbers count, and closed', async () => {
    const rows = Array.from({ length: 300 }, (_, index) => `0151 12345${String(index).padStart(3, '0')}`);
    let batches = 0;
    const summary = { rows: 300, textable: 0, reasons: { 'no-country': 300 }, countries: {}, types: {} };
    const whole = listOf(rows);
    const { list, closed } = listOf([], {
      count: async () => ({ summary, examples: {}, decided: [300] }),
      rows: async function* () {
        for await (const batch of whole.list.rows()) {
          batches += 1;
          yield batch;
        }
      },
    });
    const { report } = await check([list]);
    expect(report.proposal).toMatchObject({ country: 'DE' });
    // Two rows a batch.
    expect([batches, closed()]).toEqual([50, 1]);
  });
});

describe('progress', () => {
  it('is reported ten times a second at most, with the rows of all lists', async () => {
    let at = 0;
    const seen: unknown[] = [];
    const clock = {
      now: () => {
        at += 40;
        return new Date(at);
      },
    };
    await check(
      [listOf(mobiles(4)).list, listOf(mobiles(8, 4)).list],
      {},
      {
        clock,
        onProgress: (progress) => seen.push(progress),
      },
    );
    // A batch has two rows and takes 40 ms.
    expect(seen).toEqual([{ rows: 4 + 6, bytes: 50, totalBytes: 100 }]);
  });
});

describe('rows that are written', () => {
  const written = async (rows: Rows, country?: string) => {
    const got: WrittenRow[] = [];
    const writer: RowWriter = {
      path: '/out.csv',
      choice: rowChoices.fixed,
      writeLines: () => {},
      write: (row) => got.push(row),
      commit: () => ({ path: '/out.csv', rows: got.length, disarmed: 0 }),
      abort: () => {},
    };
    const other = { ...writer, write: () => {} };
    const request = country === undefined ? {} : { country };
    await check([listOf(rows).list], request, { openWriters: () => [other, writer] });
    return got;
  };

  it('have their reason and number, and a fix when they have no number', async () => {
    const [good, again, lost] = await written(['+4915112345678', '+4915112345678', '4915112345679.0']);
    expect(good).toMatchObject({ reason: null, number: { e164: '+4915112345678' }, fix: undefined });
    expect(again).toMatchObject({ reason: 'duplicate', number: { e164: '+4915112345678' }, fix: undefined });
    expect(lost?.number).toBeUndefined();
    expect(lost?.fix).toMatchObject({ e164: '+4915112345679' });
  });

  it('are repaired in the country of the number, else of the row, else of the list', async () => {
    const cell = 'call 0151 12345678';
    const fixOf = async (row: Partial<ContactRow>, country?: string) =>
      (await written([{ phones: [cell], ...row }], country))[0]?.fix?.country;
    expect(await fixOf({}, 'DE')).toBe('DE');
    expect(await fixOf({})).toBeUndefined();
    expect(await fixOf({ country: 'DE' }, 'US')).toBe('DE');
    expect(await fixOf({ country: null }, 'DE')).toBeUndefined();
    expect(await fixOf({ homes: ['DE'], country: 'US' }, 'US')).toBe('DE');
    expect(await fixOf({ homes: [undefined], country: 'DE' })).toBe('DE');
  });

  it('go to the file of their verdict, with the number that they have or get', () => {
    const number = { e164: '+4915112345678', country: 'DE', type: 'MOBILE' } as const;
    const row = { line: 2, phones: [] };
    const good: WrittenRow = { row, reason: null, number };
    const bad: WrittenRow = { row, reason: 'plus-lost', fix: number };
    const twice: WrittenRow = { row, reason: 'duplicate', number };
    const cells = [number.e164, number.country, number.type];
    const addedTo = (choice: RowChoice) => [good, bad, twice].map((each) => addedCells(choice, each));
    expect(addedTo(rowChoices.valid)).toEqual([[...cells, ''], undefined, undefined]);
    expect(addedTo(rowChoices.invalid)).toEqual([undefined, ['', '', '', 'plus-lost'], [...cells, 'duplicate']]);
    expect(addedTo(rowChoices.fixed)).toEqual([
      [...cells, ''],
      [...cells, 'plus-lost'],
      [...cells, 'duplicate'],
    ]);
  });
});

describe('a query', () => {
  const database = () => listOf(['+12025550123'], { isQueried: true });
  const needsDatabase = { code: 'input.usage', exit: 2 };
  const query = 'select mobile from people';

  it('is refused without a database, and the list is closed unread', async () => {
    const { list, closed } = listOf(['+12025550123']);
    await expect(check([list], { query })).rejects.toMatchObject(needsDatabase);
    await expect(check([list], { query: '' })).rejects.toMatchObject(needsDatabase);
    expect(closed()).toBe(2);
    await expect(check([listOf([]).list, listOf([]).list], { query })).rejects.toMatchObject(needsDatabase);
  });

  it('is refused before stdin is read', async () => {
    const failure = check([], { query, sources: ['-'] });
    await expect(failure).rejects.toMatchObject(needsDatabase);
    await expect(check([], { query, sources: ['-', '-'] })).rejects.toMatchObject(needsDatabase);
  });

  it('is for the databases among several lists', async () => {
    expect((await check([database().list], { query })).report.result.rows).toBe(1);
    expect((await check([listOf(['+12025550124']).list, database().list], { query })).report.result.rows).toBe(2);
  });
});

describe('the columns that setup offers', () => {
  const uses = [
    column('land', { role: 'country' }),
    column('old_consent', { role: 'consent', used: false }),
    column('stop', { role: 'opt-out' }),
    column('phone'),
  ];
  const columns = ['id', 'phone', 'land', 'stop'];

  it('are those of the list, which is closed unread', async () => {
    const { list, closed } = listOf([], { columns, countryColumn: 'land', plan: { ...plan, uses } });
    expect(await listColumns('a.csv', async () => list)).toEqual({
      ...{ name: 'a.csv', all: columns, phones: ['phone'], possible: [], country: 'land', consent: 'stop' },
    });
    expect(closed()).toBe(1);
    const consent = [column('opted_in', { role: 'consent' })];
    expect(await listColumns('a.csv', async () => ({ ...list, plan: { ...plan, uses: consent } }))).toMatchObject({
      consent: 'opted_in',
    });
    expect(await listColumns('a.csv', async () => ({ ...list, plan }))).toMatchObject({ consent: null });
  });

  it('are the phone columns of a list that is no table', async () => {
    const { list } = listOf([], { columns, form: 'json' });
    expect(await listColumns('a.json', async () => list)).toMatchObject({ all: ['phone'] });
  });

  it('are all columns when none is certain, with those that may be it', async () => {
    const error = new PhoneColumnUnknown({
      ...{ code: 'contacts.column-uncertain', message: 'Which?', hints: [], name: 'a.csv', columns, possible: ['id'] },
    });
    expect(await listColumns('a.csv', () => Promise.reject(error))).toEqual({
      ...{ name: 'a.csv', all: columns, phones: [], possible: ['id'], country: null, consent: null },
    });
    const fault = new TypeError('a fault');
    await expect(listColumns('a.csv', () => Promise.reject(fault))).rejects.toBe(fault);
  });
});
