import fc from 'fast-check';

export interface WrittenList {
  readonly text: string;
  /** Data rows, with the line on which each starts. */
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

export const numbers = fc.oneof(
  { weight: 6, arbitrary: fc.stringMatching(/^\+1(202|212|416)[2-9]\d{2}0\d{3}$/) },
  { weight: 3, arbitrary: fc.stringMatching(/^\((202|415)\) [2-9]\d{2}-0\d{3}$/) },
  { weight: 2, arbitrary: fc.stringMatching(/^\+44 7[4579]\d{2} \d{6}$/) },
  { weight: 2, arbitrary: fc.stringMatching(/^07[4579]\d{2} ?\d{6}$/) },
  { weight: 1, arbitrary: fc.stringMatching(/^(49|0049|\+49|0)15[12]\d{8}$/) },
  { weight: 1, arbitrary: fc.stringMatching(/^[+\d ().-]{0,22}$/) },
  { weight: 1, arbitrary: fc.stringMatching(/^\+4996596747\d{6}$/) },
  // What is perhaps a placeholder, or lost its +, or is dialled as in Australia.
  {
    weight: 2,
    arbitrary: fc.stringMatching(
      /^[+0]?\d{1,4}(0{7,9}|7{7,9}|9{8}|(?:1234567890|9876543210|9012345678|5551212|55501\d\d))$/,
    ),
  },
  {
    weight: 2,
    arbitrary: fc.stringMatching(/^(4915\d{9}|43664\d{7}|47[49]\d{7}|519\d{8}|0011[14]\d{10}|001[12]\d{9})$/),
  },
  { weight: 1, arbitrary: fc.stringMatching(/^(00)?49\d{3,5}[ /]\d{7,8}$/) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '',
      ' ',
      'n/a',
      'call me',
      '1.41556E+10',
      '2025550123.0',
      '2025550123 x5',
      '0000000000',
      '1234567890',
      '\u200b+12025550123',
      '＋１２０２５５５０１２３',
      '030/1234567',
      '+1 202 555 0123 or 415 555 0199',
      "'+12025550123",
      '911',
      '0',
    ),
  },
);

const names = fc.oneof(
  fc.stringMatching(/^[A-Za-z ]{0,12}$/),
  fc.constantFrom(
    'Lovelace, Ada',
    'the "Countess"',
    'Zoë',
    'two\nlines',
    'two\r\nlines',
    '\n77,Fake,+12025550199,US\n',
    '""',
    ';',
    '"',
  ),
);
export const countries = fc.constantFrom(
  'US',
  'us',
  'GB',
  'uk',
  'DE',
  'Germany',
  'My',
  'MY',
  '',
  ' ',
  'Narnia',
  '49',
  'xx',
);

/** Rows of id, name, phone and country. */
const row = fc.tuple(fc.nat({ max: 99_999 }).map(String), names, numbers, countries);

const needsQuotes = (cell: string, delimiter: string): boolean => /["\r\n]/.test(cell) || cell.includes(delimiter);

const lineBreaks = (text: string): number => text.match(/\r\n|\n|\r/g)?.length ?? 0;

export interface ListForm {
  readonly delimiter: string;
  readonly lineEnd: string;
  readonly header: boolean;
  readonly mark: boolean;
  readonly endsWithLine: boolean;
}

const forms: fc.Arbitrary<ListForm> = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t'),
  lineEnd: fc.constantFrom('\n', '\n', '\r\n', '\r'),
  header: fc.boolean(),
  mark: fc.boolean(),
  endsWithLine: fc.boolean(),
});

/** How one row deviates from all its cells, written once: cut off after some, or followed by blank lines. */
interface Oddity {
  readonly width: number;
  readonly quoteAll: boolean;
  readonly blankLines: number;
}

const oddities: fc.Arbitrary<Oddity> = fc.record({
  width: fc.oneof({ weight: 12, arbitrary: fc.constant(4) }, { weight: 1, arbitrary: fc.constantFrom(1, 2, 3) }),
  quoteAll: fc.boolean(),
  blankLines: fc.oneof({ weight: 12, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(1) }),
});

/** Lists of which the truth is known, since they are written from it. */
export const lists = (maxLength: number): fc.Arbitrary<{ readonly form: ListForm; readonly list: WrittenList }> =>
  fc
    .tuple(forms, fc.array(fc.tuple(row, oddities), { maxLength, size: 'max' }))
    .map(([form, rows]) => ({ form, list: writeList(form, rows) }));

function writeList(form: ListForm, rows: readonly (readonly [readonly string[], Oddity])[]): WrittenList {
  const { delimiter, lineEnd, header, mark, endsWithLine } = form;
  const lines: string[] = header ? [['id', 'name', 'phone', 'country'].join(delimiter)] : [];
  const data: { line: number; cells: readonly string[] }[] = [];
  let line = header ? 2 : 1;
  for (const [cells, { width, quoteAll, blankLines }] of rows) {
    const kept = cells.slice(0, width);
    const text = kept
      .map((cell) => (quoteAll || needsQuotes(cell, delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell))
      .join(delimiter);
    lines.push(text, ...new Array<string>(blankLines).fill(''));
    if (!/^ *$/.test(text)) data.push({ line, cells: kept });
    line += lineBreaks(text) + 1 + blankLines;
  }
  return {
    text: (mark ? '\ufeff' : '') + lines.join(lineEnd) + (endsWithLine && lines.length > 0 ? lineEnd : ''),
    rows: data,
  };
}
