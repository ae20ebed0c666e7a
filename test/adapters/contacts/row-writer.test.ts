import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { openRowWriter } from '../../../src/adapters/contacts/row-writer.ts';
import { rowChoices } from '../../../src/domain/contacts/row-choices.ts';

const directory = mkdtempSync(join(tmpdir(), 'smsctl-rows-'));
afterAll(() => rmSync(directory, { recursive: true }));
const path = join(directory, 'out.csv');

/** What a list of these cells is written as, and how many cells were said to be changed. */
function written(columns: readonly string[], rows: readonly (readonly string[])[], delimiter = ',') {
  const list = { form: 'table', delimiter, columns, header: columns } as const;
  const writer = openRowWriter(path, list, { replace: true, sources: [], choice: rowChoices.fixed });
  for (const cells of rows) writer.write({ row: { line: 1, phones: [], cells }, reason: 'empty' });
  const { disarmed } = writer.commit();
  const text = readFileSync(path, 'utf8');
  const table = parse(text, { delimiter, relax_column_count: true, record_delimiter: '\r\n' });
  return { disarmed, rows: table.map((cells: string[]) => cells.slice(0, columns.length)) };
}

describe('rows that are written again', () => {
  it('keep every character of every cell', () => {
    const cells = [
      '\u200fDan\u200e',
      'Sch\u00admidt',
      'Z\u200bw',
      '\ufeff+12025550124',
      'bell\u0007',
      '\u001b[31m',
      'nul\0',
      'می\u200cخواهم',
      ' Ada ',
      'a\nb',
      'a\r\nb',
      '"quoted"',
      '+1 (202) 555-0123',
      '-5',
    ];
    const columns = cells.map((_, index) => `c${index}`);
    expect(written(columns, [cells])).toEqual({ disarmed: 0, rows: [columns, cells] });
  });

  it('count the formulas that got an apostrophe, headers included', () => {
    expect(
      written(
        ['name', '=cmd'],
        [
          ['=1+1', 'x'],
          ['@a', '\u200b=2'],
          ['Dan', '+12025550123'],
        ],
      ),
    ).toEqual({
      disarmed: 4,
      rows: [
        ['name', "'=cmd"],
        ["'=1+1", 'x'],
        ["'@a", "'\u200b=2"],
        ['Dan', '+12025550123'],
      ],
    });
  });

  it('differ only by the reported number of apostrophes', () => {
    const unit = fc.constantFrom(...'ab01 =+-@,;"\'\n\r\t\0é\u00ad\u200b\u200d\u200e\u200f\u202e\ufeff\u0007');
    const row = fc.array(fc.string({ unit, maxLength: 8 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 6 }), fc.constantFrom(',', ';', '\t'), (rows, delimiter) => {
        const columns = ['a', 'b', 'c'];
        const { disarmed, rows: after } = written(columns, rows, delimiter);
        const before = [columns, ...rows].flat();
        const changed = after.flat().filter((cell, index) => cell !== before[index]);
        expect(after.flat()).toHaveLength(before.length);
        expect(changed).toHaveLength(disarmed);
        for (const [index, cell] of after.flat().entries())
          expect([before[index], `'${before[index]}`]).toContain(cell);
      }),
    );
  });

  it.each([',', ';', '\t'])(
    'stand before what is added, in its own columns, when a row is short or long: %j',
    (delimiter) => {
      const columns = ['name', 'phone', 'city'];
      const list = { form: 'table', delimiter, columns, header: columns } as const;
      const writer = openRowWriter(path, list, { replace: true, sources: [], choice: rowChoices.fixed });
      const number = { e164: '+12025550123', country: 'US', type: 'MOBILE' } as const;
      const rows = [['Ada', '1', 'Rome'], ['Bob', '2'], ['Cleo'], [], ['Dan', '4', 'Oslo', 'more']];
      for (const cells of rows) writer.write({ row: { line: 1, phones: [], cells }, reason: null, number });
      writer.commit();
      const table: string[][] = parse(readFileSync(path, 'utf8'), { delimiter, relax_column_count: true });
      const [header = [], ...written] = table;
      const at = header.indexOf('e164');
      expect(header.slice(at)).toEqual(['e164', 'country', 'type', 'reason']);
      expect(written).toHaveLength(rows.length);
      for (const cells of written.slice(0, 4)) expect(cells.slice(at)).toEqual(['+12025550123', 'US', 'MOBILE', '']);
      // A row of more cells than the header keeps them all.
      expect(written[4]).toEqual(['Dan', '4', 'Oslo', 'more', '+12025550123', 'US', 'MOBILE', '']);
    },
  );
});
