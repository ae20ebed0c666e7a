import { describe, expect, it } from 'vitest';
import { vocabulary } from '../../../src/domain/columns/column-vocabulary.ts';
import { planColumns } from '../../../src/domain/columns/contact-columns.ts';
import { type ColumnChoice, isSimple, type ListPlan } from '../../../src/domain/columns/contact-plan.ts';

const noChoice: ColumnChoice = { phones: [] };
const phone = (at: number): string => `(202) 555-01${String(at).padStart(2, '0')}`;
const bare = (at: number): string => `20255501${String((at * 37 + 10) % 90).padStart(2, '0')}`;

/** Cells by the first word of their column's header, so that a table of headers is a table of lists. */
const fill: Readonly<Record<string, (at: number) => string>> = {
  phone,
  bare,
  empty: () => '',
  word: (at) => `w${'abcdef'[at] ?? 'g'}`,
  yes: (at) => (at % 2 === 0 ? 'yes' : 'no'),
  label: (at) => (at % 2 === 0 ? 'Mobile' : 'Work'),
  code: (at) => `+4${at + 3}`,
  area: (at) => `20${at}`,
  ext: (at) => String(10 + at),
  wordExt: (at) => `x${10 + at}`,
  wordCode: (at) => `x+4${at + 3}`,
  country: (at) => (at % 2 === 0 ? 'US' : 'GB'),
  counting: (at) => String(2_025_550_100 + at),
  half: (at) => (at < 3 ? phone(at) : 'none'),
  most: (at) => (at < 4 ? phone(at) : 'none'),
};

type Cells = keyof typeof fill;
type Spec = readonly (readonly [header: string, cells: Cells])[];

function planned(spec: Spec, choice = noChoice, { hasHeader = true, rows = 6 } = {}) {
  const sample = Array.from({ length: rows }, (_, at) => spec.map(([, cells]) => fill[cells]?.(at) ?? ''));
  return planColumns(
    spec.map(([header]) => header),
    sample,
    choice,
    hasHeader,
    vocabulary,
  );
}

function planOf(spec: Spec, choice = noChoice, more: { hasHeader?: boolean; rows?: number } = {}): ListPlan {
  const result = planned(spec, choice, more);
  if (!result.ok) throw new Error(`Uncertain: ${JSON.stringify(result.possible)}`);
  return result.plan;
}

/** `Mobile dialling:Code label:Type`: the number columns, each with the columns that belong to it, by their headers. */
const numbersOf = (spec: Spec, plan: ListPlan): readonly string[] =>
  plan.numbers.map(({ column, label, dialling, area, extension }) => {
    const name = (index: number) => spec[index]?.[0] ?? String(index);
    const parts = { dialling, area, extension, label };
    const own = Object.entries(parts).flatMap(([part, index]) => (index === -1 ? [] : [`${part}:${name(index)}`]));
    return [name(column), ...own].join(' ');
  });

describe('the number columns of a list', () => {
  it.each<[string, Spec, readonly string[]]>([
    [
      'the mobile before others, a company last',
      [
        ['Company Phone', 'phone'],
        ['Work Phone', 'phone'],
        ['Home Phone', 'phone'],
        ['Phone', 'phone'],
        ['Mobile', 'phone'],
      ],
      ['Mobile', 'Phone', 'Home Phone', 'Work Phone', 'Company Phone'],
    ],
    [
      'a derived column before its source, not before another kind',
      [
        ['Phone', 'phone'],
        ['Phone E164', 'phone'],
        ['Home MSISDN Phone', 'phone'],
        ['Mobile', 'phone'],
      ],
      ['Mobile', 'Phone E164', 'Phone', 'Home MSISDN Phone'],
    ],
    [
      'not one that holds answers',
      [
        ['SMS', 'yes'],
        ['Phone', 'phone'],
      ],
      ['Phone'],
    ],
    [
      'not one that holds words in many rows',
      [
        ['Mobile', 'word'],
        ['Phone', 'phone'],
      ],
      ['Phone'],
    ],
    [
      'one without any cell',
      [
        ['Mobile', 'empty'],
        ['Phone', 'phone'],
      ],
      ['Mobile', 'Phone'],
    ],
    ['one that holds words, if no other holds numbers', [['Mobile', 'word']], ['Mobile']],
    [
      'a place whose cells are numbers',
      [
        ['Home', 'phone'],
        ['Office', 'word'],
        ['Mobile', 'phone'],
      ],
      ['Mobile', 'Home'],
    ],
    [
      'a place of which most, and not nearly all, are numbers',
      [
        ['Home', 'most'],
        ['Mobile', 'phone'],
      ],
      ['Mobile'],
    ],
  ])('are %s', (_, spec, expected) => {
    const plan = planOf(spec);
    expect(numbersOf(spec, plan)).toEqual(expected);
  });

  it('that has few rows is kept although its cells are words', () => {
    const spec: Spec = [
      ['Mobile', 'word'],
      ['Phone', 'phone'],
    ];
    expect(numbersOf(spec, planOf(spec, noChoice, { rows: 4 }))).toEqual(['Mobile', 'Phone']);
    expect(numbersOf(spec, planOf(spec, noChoice, { rows: 5 }))).toEqual(['Phone']);
  });

  it.each<[string, Spec, readonly string[]]>([
    [
      'with the same words in the header, wherever it is',
      [
        ['Home Code', 'code'],
        ['Mobile Code', 'code'],
        ['Mobile Phone', 'bare'],
        ['Home Phone', 'bare'],
      ],
      ['Mobile Phone dialling:Mobile Code', 'Home Phone dialling:Home Code'],
    ],
    [
      'before it, for each number',
      [
        ['Country Code', 'code'],
        ['Phone', 'bare'],
        ['Dial Code', 'code'],
        ['Mobile', 'bare'],
      ],
      ['Mobile dialling:Dial Code', 'Phone dialling:Country Code'],
    ],
    [
      'behind it',
      [
        ['Phone', 'bare'],
        ['Calling Code', 'code'],
      ],
      ['Phone dialling:Calling Code'],
    ],
    [
      'between two numbers, for both',
      [
        ['Phone', 'bare'],
        ['Dial Code', 'code'],
        ['Mobile', 'bare'],
      ],
      ['Mobile dialling:Dial Code', 'Phone dialling:Dial Code'],
    ],
    [
      'in front of all, if another one is that of the mobile',
      [
        ['Dial Code', 'code'],
        ['Phone', 'bare'],
        ['Mobile', 'bare'],
        ['Mobile Code', 'code'],
      ],
      ['Mobile dialling:Mobile Code', 'Phone dialling:Dial Code'],
    ],
    [
      'that comes first of two that are not next to it',
      [
        ['Dial Code', 'code'],
        ['Calling Code', 'code'],
        ['Name', 'word'],
        ['Phone', 'bare'],
      ],
      ['Phone dialling:Dial Code'],
    ],
    [
      'that is the type of one of two numbers',
      [
        ['Phone', 'bare'],
        ['Mobile', 'bare'],
        ['Type', 'label'],
      ],
      ['Mobile', 'Phone label:Type'],
    ],
    [
      'of a list with a single code, for all of its numbers',
      [
        ['Dial Code', 'code'],
        ['Name', 'word'],
        ['Phone', 'bare'],
        ['Mobile', 'bare'],
      ],
      ['Mobile dialling:Dial Code', 'Phone dialling:Dial Code'],
    ],
    [
      'whose header is unknown and whose cells are codes with a +',
      [
        ['Zone', 'code'],
        ['Phone', 'bare'],
      ],
      ['Phone dialling:Zone'],
    ],
    [
      'that is an area code',
      [
        ['Area Code', 'area'],
        ['Phone', 'bare'],
      ],
      ['Phone area:Area Code'],
    ],
    [
      'that is the area code of the telephone, not of the mobile',
      [
        ['Area Code', 'area'],
        ['Phone', 'bare'],
        ['Mobile', 'bare'],
      ],
      ['Mobile', 'Phone area:Area Code'],
    ],
    [
      'that is an extension',
      [
        ['Phone', 'bare'],
        ['Ext', 'ext'],
      ],
      ['Phone extension:Ext'],
    ],
    [
      'that is no extension of a mobile',
      [
        ['Mobile', 'bare'],
        ['Ext', 'ext'],
      ],
      ['Mobile'],
    ],
    [
      'that is the extension of the other of two numbers',
      [
        ['Phone', 'bare'],
        ['Ext', 'ext'],
        ['Mobile', 'bare'],
      ],
      ['Mobile', 'Phone extension:Ext'],
    ],
    [
      'that is a type',
      [
        ['Phone', 'bare'],
        ['Phone Type', 'label'],
      ],
      ['Phone label:Phone Type'],
    ],
    [
      'that is the type of each number',
      [
        ['Phone 1 - Type', 'label'],
        ['Phone 1 - Value', 'bare'],
        ['Phone 2 - Type', 'label'],
        ['Phone 2 - Value', 'bare'],
      ],
      ['Phone 1 - Value label:Phone 1 - Type', 'Phone 2 - Value label:Phone 2 - Type'],
    ],
    [
      'not an extension with words',
      [
        ['Phone', 'bare'],
        ['Ext', 'wordExt'],
      ],
      ['Phone'],
    ],
    [
      'not codes with words',
      [
        ['Zone', 'wordCode'],
        ['Phone', 'bare'],
      ],
      ['Phone'],
    ],
    [
      'before the mobile, which is not that of the number before it',
      [
        ['Home Phone', 'bare'],
        ['Dial Code', 'code'],
        ['Mobile', 'bare'],
        ['Name', 'word'],
        ['Calling Code', 'code'],
      ],
      ['Mobile dialling:Dial Code', 'Home Phone'],
    ],
    [
      'not if it holds other words',
      [
        ['Phone', 'bare'],
        ['Phone Type', 'word'],
      ],
      ['Phone'],
    ],
    [
      'not if a dialling code is empty',
      [
        ['Phone', 'bare'],
        ['Calling Code', 'empty'],
      ],
      ['Phone'],
    ],
  ])('take the column %s', (_, spec, expected) => expect(numbersOf(spec, planOf(spec))).toEqual(expected));

  it('take a column by its first fifty cells', () => {
    const cells = Array.from({ length: 90 }, (_, at) => ['2025550101', at < 50 ? 'Mobile' : 'x']);
    const result = planColumns(['Phone', 'Phone Type'], cells, noChoice, true, vocabulary);
    expect(result.ok && result.plan.numbers.map(({ label }) => label)).toEqual([1]);
  });

  it('hold several numbers in a cell only in an export of Google Contacts', () => {
    const spec: Spec = [
      ['Phone 1 - Value', 'phone'],
      ['Phone', 'phone'],
    ];
    expect(planOf(spec).numbers.map(({ column, isList }) => [column, isList])).toEqual([
      [0, true],
      [1, false],
    ]);
  });

  it('are those that an option names, in its order', () => {
    const spec: Spec = [
      ['Mobile', 'phone'],
      ['Fax', 'phone'],
      ['Other', 'phone'],
    ];
    const plan = planOf(spec, { phones: [1, 2] });
    expect(numbersOf(spec, plan)).toEqual(['Fax', 'Other']);
    expect(plan.uses.map(({ name, ground }) => [name, ground])).toEqual([
      ['Fax', 'option'],
      ['Other', 'option'],
    ]);
  });
});

describe('a list whose headers name no number', () => {
  it.each<[string, Spec, number]>([
    [
      'most of its cells',
      [
        ['who', 'word'],
        ['reach', 'most'],
      ],
      1,
    ],
    [
      'more of its punctuation',
      [
        ['a', 'bare'],
        ['b', 'phone'],
      ],
      1,
    ],
    [
      'an unknown header',
      [
        ['Ref', 'phone'],
        ['b', 'phone'],
      ],
      1,
    ],
    [
      'a header for some numbers',
      [
        ['Ref', 'phone'],
        ['b', 'word'],
      ],
      0,
    ],
    ['a single column', [['whatever', 'counting']], 0],
  ])('uses a column by %s', (_, spec, column) => {
    const result = planned(spec);
    expect(result.ok && result.plan.numbers.map((each) => each.column)).toEqual([column]);
    expect(result.ok && result.byContent).toBe(spec.length > 1);
    expect(result.ok && result.plan.uses[0]).toMatchObject({ role: 'number', used: true, ground: 'content' });
  });

  it.each<[string, Spec, readonly (readonly [number, string])[]]>([
    [
      'two columns alike',
      [
        ['a', 'phone'],
        ['b', 'phone'],
      ],
      [
        [0, 'content'],
        [1, 'content'],
      ],
    ],
    [
      'a half of the cells',
      [
        ['a', 'half'],
        ['b', 'word'],
      ],
      [],
    ],
    [
      'a column that counts up',
      [
        ['a', 'counting'],
        ['b', 'word'],
      ],
      [],
    ],
    [
      'a known header for something else',
      [
        ['City', 'phone'],
        ['b', 'word'],
      ],
      [],
    ],
    [
      'other people, machines and identifiers',
      [
        ['Spouse Mobile', 'phone'],
        ['Fax', 'phone'],
        ['Customer ID', 'bare'],
        ['Pager', 'word'],
      ],
      [
        [0, 'other-person'],
        [1, 'machine'],
        [2, 'identifier'],
      ],
    ],
    [
      'a half of a fax',
      [
        ['Fax', 'half'],
        ['b', 'word'],
      ],
      [],
    ],
    ['an identifier alone', [['Customer ID', 'bare']], [[0, 'identifier']]],
    ['words alone', [['a', 'word']], []],
  ])('is uncertain with %s', (_, spec, possible) => {
    const result = planned(spec);
    expect(result.ok ? 'certain' : result.possible.map(({ column, why }) => [column, why])).toEqual(possible);
  });

  it('uses the first number of the first row if there is no header', () => {
    const spec: Spec = [
      ['', 'word'],
      ['', 'counting'],
      ['', 'counting'],
    ];
    expect(planOf(spec, noChoice, { hasHeader: false }).numbers.map(({ column }) => column)).toEqual([1]);
    expect(planned(spec, noChoice, { hasHeader: true }).ok).toBe(false);
  });

  it('does not read the first row as a header, whatever its words', () => {
    const spec: Spec = [
      ['Mobile', 'word'],
      ['Fax', 'phone'],
    ];
    const result = planned(spec, noChoice, { hasHeader: false });
    expect(result).toMatchObject({ ok: true, byContent: false, plan: { numbers: [{ column: 1 }] } });
  });
});

describe('the country column of a list', () => {
  it.each<[string, Spec, string | undefined]>([
    [
      'the only one',
      [
        ['Phone', 'phone'],
        ['Country', 'country'],
      ],
      'Country',
    ],
    [
      'the one of the number',
      [
        ['Country', 'country'],
        ['Phone Country', 'country'],
        ['Phone', 'phone'],
      ],
      'Phone Country',
    ],
    [
      'not an empty one',
      [
        ['Phone Country', 'empty'],
        ['Country', 'country'],
        ['Phone', 'phone'],
      ],
      'Country',
    ],
    [
      'the person before an address',
      [
        ['Billing Country', 'country'],
        ['Home Country', 'country'],
        ['Phone', 'phone'],
      ],
      'Home Country',
    ],
    [
      'a country before a code or country, and that before a longer name',
      [
        ['Customer Current Country', 'country'],
        ['Country Code', 'country'],
        ['Phone', 'phone'],
      ],
      'Country Code',
    ],
    [
      'a country before a code',
      [
        ['Country Code', 'country'],
        ['Country', 'country'],
        ['Phone', 'phone'],
      ],
      'Country',
    ],
    [
      'a calling code with letters',
      [
        ['Phone', 'bare'],
        ['Dial Code', 'country'],
      ],
      'Dial Code',
    ],
    [
      'not a calling code of a number',
      [
        ['Phone', 'bare'],
        ['Dial Code', 'code'],
      ],
      undefined,
    ],
    [
      'none',
      [
        ['Phone', 'phone'],
        ['City', 'word'],
      ],
      undefined,
    ],
  ])('is %s', (_, spec, name) => {
    const { country, uses } = planOf(spec);
    expect(spec[country]?.[0]).toBe(name);
    expect(uses.filter(({ role }) => role === 'country').map((use) => [use.name, use.ground])).toEqual(
      name === undefined ? [] : [[name, 'header']],
    );
  });

  it('is the one that an option names, or none', () => {
    const spec: Spec = [
      ['Phone', 'phone'],
      ['Country', 'country'],
      ['Origin', 'country'],
    ];
    expect(planOf(spec, { phones: [], country: 2 })).toMatchObject({
      country: 2,
      uses: [{ name: 'Phone' }, { name: 'Origin', role: 'country', ground: 'option' }],
    });
    expect(planOf(spec, { phones: [], country: -1 }).country).toBe(-1);
  });
});

describe('the consent columns of a list', () => {
  it.each<[string, Spec, readonly (readonly [number, string])[]]>([
    [
      'by their headers',
      [
        ['Phone', 'phone'],
        ['SMS Consent', 'word'],
        ['Opted out', 'yes'],
      ],
      [
        [1, 'consent'],
        [2, 'opt-out'],
      ],
    ],
    [
      'by a header about texts whose cells answer',
      [
        ['Phone', 'phone'],
        ['SMS', 'yes'],
        ['Do not text', 'yes'],
      ],
      [
        [1, 'consent'],
        [2, 'opt-out'],
      ],
    ],
    [
      'not by such a header alone',
      [
        ['Phone', 'phone'],
        ['Text', 'word'],
      ],
      [],
    ],
    [
      'not one for e-mail',
      [
        ['Phone', 'phone'],
        ['E-mail Consent', 'yes'],
      ],
      [],
    ],
  ])('are found %s', (_, spec, expected) => {
    const { consents, uses } = planOf(spec);
    expect(consents).toEqual(expected.map(([column, sense]) => ({ column, sense, allowed: null })));
    expect(
      uses.filter(({ role }) => role === 'consent' || role === 'opt-out').map((use) => [use.role, use.ground]),
    ).toEqual(expected.map(([, sense]) => [sense, 'header']));
  });

  it('are what an option names, or none', () => {
    const spec: Spec = [
      ['Phone', 'phone'],
      ['SMS Consent', 'yes'],
      ['Opted out', 'yes'],
      ['Status', 'word'],
    ];
    const chosen = (column: number, allowed: readonly string[] | null = null) =>
      planOf(spec, { phones: [], consent: { column, allowed } });
    expect(chosen(3, ['ok']).consents).toEqual([{ column: 3, sense: 'consent', allowed: ['ok'] }]);
    expect(chosen(2).consents).toEqual([{ column: 2, sense: 'opt-out', allowed: null }]);
    expect(chosen(3).uses.at(-1)).toMatchObject({ name: 'Status', role: 'consent', ground: 'option' });
    expect(planOf(spec, { phones: [], consent: null }).consents).toEqual([]);
  });
});

describe('the report of columns', () => {
  it('names those that are used by their headers or cells, and those that look like numbers and are not', () => {
    const spec: Spec = [
      ...([
        ['Phone', 'bare'],
        ['Zone', 'code'],
        ['Phone Type', 'label'],
        ['Ext', 'ext'],
      ] as const),
      ...([
        ['Spouse Mobile', 'phone'],
        ['Fax', 'phone'],
        ['Customer ID', 'bare'],
        ['Pager', 'empty'],
      ] as const),
      ...([
        ['Assistant Phone', 'half'],
        ['Country', 'country'],
        ['City', 'word'],
      ] as const),
    ];
    const { uses, others } = planOf(spec);
    expect(uses.map(({ name, role, used, ground }) => [name, role, used, ground])).toEqual([
      ['Phone', 'number', true, 'header'],
      ['Zone', 'dialling-code', true, 'content'],
      ['Ext', 'extension', true, 'header'],
      ['Phone Type', 'label', true, 'header'],
      ['Country', 'country', true, 'header'],
      ['Spouse Mobile', 'other-person', false, 'header'],
      ['Fax', 'machine', false, 'header'],
      ['Customer ID', 'identifier', false, 'header'],
    ]);
    expect(others.map((index) => spec[index]?.[0])).toEqual(['Spouse Mobile', 'Assistant Phone']);
    expect(uses.every(({ rows }) => rows === null)).toBe(true);
  });

  it('says that a calling code is known by its header', () => {
    for (const header of ['Country Code', 'Dial Code']) {
      expect(
        planOf([
          ['Phone', 'bare'],
          [header, 'code'],
        ]).uses.at(-1),
      ).toEqual({
        ...{ name: header, role: 'dialling-code', used: true, ground: 'header', rows: null },
      });
    }
    expect(
      planOf([
        ['Phone', 'bare'],
        ['Area Code', 'area'],
      ]).uses.at(-1),
    ).toMatchObject({ ground: 'header' });
    expect(
      planOf([
        ['Phone', 'bare'],
        ['Zone', 'code'],
      ]).uses.at(-1),
    ).toMatchObject({ ground: 'content' });
  });

  it('names a column without a header by its place', () => {
    expect(
      planOf(
        [
          ['', 'word'],
          ['', 'phone'],
        ],
        noChoice,
        { hasHeader: false },
      ).uses,
    ).toMatchObject([{ name: 'column 2' }]);
  });
});

describe('a plan', () => {
  const simple = planOf([
    ['Phone', 'phone'],
    ['Country', 'country'],
  ]);
  const [number] = simple.numbers;
  if (number === undefined) throw new Error('The list has a number.');
  const consent = { column: 1, sense: 'consent', allowed: null } as const;

  it.each<[string, Partial<ListPlan>, boolean]>([
    ['a number and a country', {}, true],
    ['a number alone', { country: -1 }, true],
    ['no number', { numbers: [] }, false],
    ['two numbers', { numbers: [number, number] }, false],
    ['a consent', { consents: [consent] }, false],
    ['numbers of others', { others: [2] }, false],
    ...(['label', 'dialling', 'area', 'extension'] as const).map((part): [string, Partial<ListPlan>, boolean] => [
      `a column: ${part}`,
      { numbers: [{ ...number, [part]: 1 }] },
      false,
    ]),
    ['lists in its cells', { numbers: [{ ...number, isList: true }] }, false],
  ])('with %s is simple or not', (_, change, expected) => expect(isSimple({ ...simple, ...change })).toBe(expected));
});
