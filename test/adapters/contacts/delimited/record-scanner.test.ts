import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellsOf, recordScanner } from '../../../../src/adapters/contacts/delimited/record-scanner.ts';
import { findRecord } from '../../../../src/adapters/counting/rows/record-extent.ts';
import { splitLine } from '../../../../src/domain/columns/delimited-line.ts';
import { findingLog } from '../../../../src/domain/contacts/list-findings.ts';
import { processorMs } from '../../../support/work.ts';

/** The records of chunks with their lines, and the findings about them. */
function read(...chunks: readonly (string | Buffer)[]) {
  const log = findingLog();
  const { push } = recordScanner(0x2c, log);
  const records = chunks.flatMap((chunk, index) =>
    Array.from(push(Buffer.from(chunk as string), index === chunks.length - 1), (record) => [
      record.line,
      ...cellsOf(record),
    ]),
  );
  return { records, findings: log.list().map(({ code, line, column }) => [code, line, column]) };
}

const extentOf = (text: string, last: boolean, start = 0) =>
  findRecord({ bytes: Buffer.from(text), last, delimiter: 0x2c }, start, { at: new Uint32Array(2) });

describe('the end of a record', () => {
  it.each<[string, string]>([
    ['without a line end', 'a,b'],
    ['after a delimiter', 'a,'],
    ['after CR, which LF may follow', 'a,b\r'],
    ['within quotes', '"ab'],
    ['after a quote, which another may follow', '"a"'],
    ['after blanks behind a quote', '"a" '],
  ])('is not known %s, unless the list ends there', (_, text) => {
    expect(extentOf(text, false)).toBe('more');
    expect(extentOf(text, true)).toMatchObject({ next: text.length });
  });

  it.each<[string, object]>([
    ['a,b\nc', { width: 2, end: 3, next: 4 }],
    ['a,b\r\nc', { width: 2, end: 3, next: 5 }],
    ['a,b\rc', { width: 2, end: 3, next: 4 }],
    ['"a\r\nb",c\nd', { width: 2, end: 8, next: 9 }],
  ])('is the first line end outside of quotes: %j', (text, expected) => {
    expect(extentOf(text, false)).toMatchObject({ ...expected, problems: [] });
  });

  it('has room for any number of cells', () => {
    const places = { at: new Uint32Array(2) };
    findRecord({ bytes: Buffer.from('a,"b",c\n'), last: true, delimiter: 0x2c }, 0, places);
    expect([...places.at.subarray(0, 6)]).toEqual([0, 1, 3, 4, 6, 7]);
  });

  it('comes with the problems of its quotes', () => {
    expect(extentOf('"a"b",c\n', true)).toMatchObject({ problems: [{ code: 'stray-quote', offset: 2 }] });
    expect(extentOf('a,"b\n', true)).toMatchObject({ end: 4, problems: [{ code: 'unclosed-quote', offset: 2 }] });
  });
});

describe('the record scanner', () => {
  it('numbers records by the line on which they start', () => {
    expect(read('a\n"b\r\nc"\rd\n').records).toEqual([
      [1, 'a'],
      [2, 'b\r\nc'],
      [4, 'd'],
    ]);
  });

  it('reports each kind of problem with its line and column', () => {
    expect(read('a,b\n\nx"y,"z"w",c\r\n"open\n').findings).toEqual([
      ['blank-lines', 2, null],
      ['stray-quote', 3, 7],
      ['mixed-line-ends', 3, null],
      ['unclosed-quote', 4, 1],
    ]);
    expect(read('a\rb\r').findings).toEqual([['cr-line-ends', null, null]]);
  });

  it('decodes a record that is not UTF-8 as Latin-1, and reports it as invalid after a UTF-8 record', () => {
    const latin1 = Buffer.from('Zo\xeb\n', 'latin1');
    expect(read(latin1)).toEqual({ records: [[1, 'Zoë']], findings: [['latin1-suspected', 1, null]] });
    expect(read('Zoë\n', latin1)).toEqual({
      records: [
        [1, 'Zoë'],
        [2, 'Zoë'],
      ],
      findings: [['invalid-utf8', 2, null]],
    });
  });

  it('returns a record of more than 1 MiB without its cells, and goes on with the next line', () => {
    const long = 'x'.repeat(1024 * 1024 + 1);
    const expected = { records: [[1, 'a'], [2], [3, 'b']], findings: [['record-too-long', 2, null]] };
    expect(read(`a\n${long}\nb\n`)).toEqual(expected);
    expect(read('a\n', long, 'y\r', '\nb\n').records).toEqual(expected.records);
  });
});

describe('a record of almost 1 MiB', () => {
  it.each([
    ['open quotes', '"a,', ''],
    ['open quotes before another line', '"a,', '\n"x'],
    ['quotes within quoted cells', '"a"b,', ''],
    ['doubled quotes', '""a,', ''],
    ['an open quote before doubled ones', '"a,"",', ''],
    ['quotes in threes', '"a,"""b,', ''],
    ['quotes alone', '"', ''],
    ['blanks behind quotes', `"${' '.repeat(900)}`, ''],
    ['lines with open quotes', '"a,"b\n', ''],
  ])('is read in one pass with %s', async (_, piece, end) => {
    const text = piece.repeat(1_000_000 / piece.length) + end;
    // What grows with the square of the length would take minutes.
    expect(await processorMs(() => read(text))).toBeLessThan(10_000);
  });
});

describe('the cells of a record on one line', () => {
  it('are those that `contacts classify` finds in it, however its quotes are placed', () => {
    // 'x' in front: a blank line is not a record.
    const line = fc.string({ unit: fc.constantFrom(...'"",, a'), maxLength: 16 }).map((text) => `x,${text}`);
    fc.assert(
      fc.property(line, (text) => {
        expect([[1, ...splitLine(text, ',')]]).toEqual(read(`${text}\n`).records);
      }),
      { numRuns: 2000 },
    );
  });
});
