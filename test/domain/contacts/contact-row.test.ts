import { describe, expect, it } from 'vitest';
import { headedColumn, type ListPlan, type PlannedNumber } from '../../../src/domain/columns/contact-plan.ts';
import { type CellEntry, type ReadRow, rowReader } from '../../../src/domain/contacts/contact-row.ts';

const number = (column: number, change: Partial<PlannedNumber> = {}): PlannedNumber => ({
  ...{ column, kind: 'plain', label: -1, dialling: -1, area: -1, extension: -1, isList: false },
  ...change,
});

const planOf = (change: Partial<ListPlan> = {}): ListPlan => ({
  ...{ numbers: [number(0)], country: -1, countryContext: headedColumn, countriesSeen: [], countryDoubts: [] },
  ...{ consents: [], others: [], readings: 'national', readingDoubt: null, uses: [] },
  ...change,
});

type Cell = string | readonly CellEntry[];

const read = (change: Partial<ListPlan>, ...cells: readonly Cell[]): ReadRow =>
  rowReader(planOf(change))((column) => {
    const cell = cells[column] ?? '';
    return typeof cell === 'string' ? [{ text: cell }] : cell;
  });

describe('a row of one number', () => {
  it.each<[string, Partial<ListPlan>, readonly Cell[], object]>([
    ['and nothing else', {}, ['1'], { phones: ['1'], sources: [0] }],
    ['that is empty', {}, [''], { phones: [''], sources: [0] }],
    ['without a cell', {}, [[]], { phones: [], sources: [] }],
    ['with a country', { country: 1 }, ['1', 'Germany'], { phones: ['1'], sources: [0], country: 'DE' }],
    ['with an empty country', { country: 1 }, ['1', ''], { phones: ['1'], sources: [0] }],
    ['with a blank country', { country: 1 }, ['1', ' '], { phones: ['1'], sources: [0] }],
    ['with an unknown country', { country: 1 }, ['1', 'Narnia'], { phones: ['1'], sources: [0], country: null }],
    [
      'with a country, of several entries',
      { country: 1 },
      [[{ text: '1' }, { text: '2' }], 'Germany'],
      { phones: ['1', '2'], sources: [0, 0], country: 'DE' },
    ],
    [
      'of several entries with labels',
      {},
      [
        [
          { text: '1', label: 'Work' },
          { text: '2', label: 'Mobile' },
          { text: '3', label: 'Fax' },
        ],
      ],
      { phones: ['2', '1'], sources: [0, 0] },
    ],
    [
      'of one entry with a label',
      {},
      [[{ text: '1', label: 'Fax' }]],
      { phones: [], sources: [], isOtherPerson: true },
    ],
    ['of one empty entry with a label', {}, [[{ text: ' ', label: 'Fax' }]], { phones: [], sources: [] }],
    [
      'of one entry with a dialling code',
      {},
      [[{ text: '1', dialling: '+44' }]],
      { phones: ['1'], sources: [0], homes: ['GB'] },
    ],
  ])('%s', (_, change, cells, row) => {
    // The second answer of a reader comes from what it remembers of countries.
    const reader = rowReader(planOf(change));
    const of = (column: number) => {
      const cell = cells[column] ?? '';
      return typeof cell === 'string' ? [{ text: cell }] : cell;
    };
    expect(reader(of)).toEqual(row);
    expect(reader(of)).toEqual(row);
  });

  it('has its own country, however many were read before', () => {
    const reader = rowReader(planOf({ country: 1 }));
    const countryIn = (cell: string) => reader((column) => [{ text: column === 1 ? cell : '1' }]).country;
    for (let at = 0; at < 2_100; at += 1) expect(countryIn(`Narnia ${at}`)).toBeNull();
    expect(['Germany', 'Narnia 1', 'Germany', ''].map(countryIn)).toEqual(['DE', null, 'DE', undefined]);
  });
});

describe('a row of several numbers', () => {
  it('prefers by type, and by column for equal types', () => {
    const numbers = [number(0, { kind: 'home' }), number(1, { kind: 'mobile' }), number(2, { kind: 'home' })];
    expect(read({ numbers }, '1', '2', '3')).toEqual({ phones: ['2', '1', '3'], sources: [1, 0, 2] });
  });

  it('takes the type of a number from its label, which beats that of its column', () => {
    const numbers = [number(0, { label: 1 }), number(2, { label: 3 }), number(4, { kind: 'mobile', label: 5 })];
    expect(read({ numbers }, '1', 'Work', '2', 'Mobile', '3', 'Landline')).toEqual({
      ...{ phones: ['2', '1', '3'], sources: [1, 0, 2] },
    });
    expect(read({ numbers }, '1', 'Spouse', '2', 'Fax', '3', '')).toEqual({ phones: ['3'], sources: [2] });
  });

  it('is another person’s or a machine’s if no number is left', () => {
    const numbers = [number(0, { label: 1 })];
    expect(read({ numbers }, '1', 'Fax')).toEqual({ phones: [], sources: [], isOtherPerson: true });
    expect(read({ numbers }, ' ', 'Fax')).toEqual({ phones: [], sources: [] });
    expect(read({ others: [2, 3] }, '', 'x', ' ', '5')).toEqual({ phones: [''], sources: [0], isOtherPerson: true });
    expect(read({ others: [2, 3] }, '', 'x', ' ', '')).toEqual({ phones: [''], sources: [0] });
    expect(read({ others: [2, 3] }, '1', 'x', '4', '5')).toEqual({ phones: ['1'], sources: [0] });
  });

  it('splits a cell of Google Contacts, and no other', () => {
    expect(read({ numbers: [number(0, { isList: true })] }, '1 ::: 2')).toEqual({
      phones: ['1', '2'],
      sources: [0, 0],
    });
    expect(read({ numbers: [number(0, { isList: true })] }, '1')).toEqual({ phones: ['1'], sources: [0] });
    expect(read({ numbers: [number(0), number(1)] }, '1 ::: 2', '3').phones).toEqual(['1 ::: 2', '3']);
  });
});

describe('what stands in front of a number', () => {
  const withCode = { numbers: [number(0, { dialling: 1 })] };
  const withArea = { numbers: [number(0, { area: 1 })] };

  it.each<[string, Partial<ListPlan>, string, object]>([
    ['a calling code', withCode, '+44', { homes: ['GB'] }],
    ['a calling code with 00', withCode, '0044', { homes: ['GB'] }],
    ['a calling code without +', withCode, ' 44 ', { homes: ['GB'] }],
    ['a country', withCode, 'GB', { homes: ['GB'] }],
    ['a country with its code', withCode, 'United Kingdom (+44)', { homes: ['GB'] }],
    ['a code of no country', withCode, '+999', { homes: [null] }],
    ['a code of several countries with one plan', withCode, '1', { homes: ['US'] }],
    ['nothing', withCode, ' ', {}],
    ['a dash', withCode, '-', {}],
    ['an area code in the column of calling codes', withCode, '0171', { phones: ['0171 234', '234'], sources: [0, 0] }],
    ['one in brackets', withCode, '(0171)', { phones: ['0171 234', '234'], sources: [0, 0] }],
    ['an area code', withArea, '202', { phones: ['202 234', '234'], sources: [0, 0] }],
    ['an area code in brackets', withArea, '(202)', { phones: ['202 234', '234'], sources: [0, 0] }],
    ['a calling code in the column of area codes', withArea, '+44', { homes: ['GB'] }],
    ['one with 00', withArea, '0044', { homes: ['GB'] }],
    ['no area code', withArea, '', {}],
  ])('is %s', (_, change, cell, expected) => {
    expect(read(change, '234', cell)).toEqual({ phones: ['234'], sources: [0], ...expected });
  });

  it.each(['+12025550123', ' 0012025550123', '', ' '])(
    'is no area code of an international or empty number: %j',
    (cell) => {
      expect(read(withArea, cell, '202')).toEqual({ phones: [cell], sources: [0] });
    },
  );

  it('is a calling code and an area code, each from its own column', () => {
    const numbers = [number(0, { dialling: 1, area: 2 })];
    expect(read({ numbers }, '234', '+49', '0171')).toEqual({
      ...{ phones: ['0171 234', '234'], sources: [0, 0], homes: ['DE', 'DE'] },
    });
    // A code in the column of the area stands in for an empty one, and an area in the column of the code.
    expect(read({ numbers }, '234', '', '+49')).toEqual({ phones: ['234'], sources: [0], homes: ['DE'] });
    expect(read({ numbers }, '234', '0171', '')).toEqual({ phones: ['0171 234', '234'], sources: [0, 0] });
    expect(read({ numbers }, '234', 'Narnia', '+49')).toEqual({ phones: ['234'], sources: [0], homes: [null] });
  });

  it('is the dialling code of one number, and none of another', () => {
    const numbers = [number(0, { dialling: 1 }), number(2)];
    expect(read({ numbers }, '1', '+44', '2')).toEqual({
      phones: ['1', '2'],
      sources: [0, 1],
      homes: ['GB', undefined],
    });
  });
});

describe('an extension beside a number', () => {
  const withExtension = { numbers: [number(0, { extension: 1 })] };

  it.each([
    ['202', '12', '202 x12'],
    [' 202 ', ' 123456 ', '202 x123456'],
    ['202', '', '202'],
    ['202', '1234567', '202'],
    ['202', 'x12', '202'],
    ['', '12', ''],
    [' ', '12', ' '],
  ])('%j and %j are %j', (cell, extension, phone) =>
    expect(read(withExtension, cell, extension).phones).toEqual([phone]),
  );
});

describe('the consents of a row', () => {
  const consents = [
    { column: 1, sense: 'consent', allowed: null },
    { column: 2, sense: 'opt-out', allowed: null },
  ] as const;

  it.each([
    ['yes', 'no', {}],
    ['yes', '', {}],
    ['no', '', { refusal: 'do-not-text' }],
    ['yes', 'yes', { refusal: 'do-not-text' }],
    ['', 'no', { isConsentEmpty: true }],
    ['', 'yes', { refusal: 'do-not-text', isConsentEmpty: true }],
    ['perhaps', 'no', { refusal: 'consent-unclear' }],
    ['perhaps', 'yes', { refusal: 'do-not-text' }],
    ['no', 'perhaps', { refusal: 'do-not-text' }],
  ])('%j to texts and %j to opting out: %j', (consent, optOut, expected) => {
    expect(read({ consents }, '1', consent, optOut)).toEqual({ phones: ['1'], sources: [0], ...expected });
  });
});
