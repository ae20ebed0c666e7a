import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitLine } from '../../../src/domain/columns/delimited-line.ts';

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

describe('the cells of a line', () => {
  it('are those of csv-parse, quoted or not, with any delimiter', () => {
    const cell = fc.string({ unit: fc.constantFrom(...'ab ,;\t|"'), maxLength: 6 });
    const line = fc.array(fc.tuple(cell, fc.boolean()), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(line, fc.constantFrom(',', ';', '\t', '|'), (cells, delimiter) => {
        const text = cells
          .map(([each, isQuoted]) => (isQuoted || /[",;\t|]/.test(each) ? quoted(each) : each))
          .join(delimiter);
        const theirs = parse(text, { delimiter, skip_empty_lines: false }) as string[][];
        expect(splitLine(text, delimiter)).toEqual(theirs[0] ?? ['']);
      }),
    );
  });

  it.each<[string, readonly string[]]>([
    ['', ['']],
    [',', ['', '']],
    ['"",', ['', '']],
    ['a,"b', ['a', '"b']],
    ['"a,b', ['"a', 'b']],
    ['a "b", c', ['a "b"', ' c']],
    ['"a"b,c', ['"a"b', 'c']],
    ['"a"b,c",d', ['a"b,c', 'd']],
    ['"5" pipe",b', ['5" pipe', 'b']],
    ['"a" ,b', ['a', 'b']],
    ['"a""', ['"a""']],
    ['"a,"",b', ['"a', '', 'b']],
    ['"a,"b",c', ['a,"b', 'c']],
    ['"""a""",b', ['"a"', 'b']],
  ])('of %j are %j', (line, cells) => expect(splitLine(line, ',')).toEqual(cells));

  it('are found without a search of the whole line for each cell', () => {
    expect(splitLine('"a,'.repeat(350_000), ',')).toHaveLength(350_001);
  });
});
