import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ods } from '../../../../bench/ods-files.mjs';
import { readable, refused } from '../../../../bench/ods-torture.mjs';
import { openContacts } from '../../../../src/adapters/contacts/open-contacts.ts';
import { openWorkbook } from '../../../../src/adapters/contacts/workbook/open-workbook.ts';
import { openZip } from '../../../../src/adapters/contacts/workbook/zip-parts.ts';
import type { ContactRow, OpenContactsOptions } from '../../../../src/ports.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const folder = temporaryFolder('ods');
let files = 0;

/** The same document as one XML file (.fods). */
async function flat(file: Buffer): Promise<Buffer> {
  const parts = await openZip({ name: 'a.ods', size: file.length, from: file });
  const chunks: Buffer[] = [];
  for await (const chunk of parts.chunks('content.xml')) chunks.push(chunk);
  const found = Buffer.concat(chunks);
  const isUtf16 = found[0] === 0xff || found[0] === 0xfe;
  const text = isUtf16 ? new TextDecoder(found[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(found) : `${found}`;
  return Buffer.from(text.replaceAll(/(<\/?(?:\w+:)?)document-content/g, '$1document'));
}

async function read(file: Buffer, options: OpenContactsOptions = {}, extension = 'ods') {
  files += 1;
  const path = join(folder, `list-${files}.${extension}`);
  writeFileSync(path, file);
  const list = await openContacts(path, { keepCells: true, ...options });
  const rows: ContactRow[] = [];
  for await (const batch of list.rows()) rows.push(...batch);
  const codes = list.findings().map(({ code, count, line }) => [code, count, line]);
  return { list, rows, codes };
}

const people = [
  ['Name', 'Mobile'],
  ['Ada', '+447911123456'],
];
const notes = [
  ['Topic', 'Remark'],
  ['Budget', 'open'],
];
const column = { columns: ['Mobile'] };

describe('OpenDocument spreadsheets', () => {
  it.each(readable)('are read with %s', async (_, file, cells) => {
    const { rows } = await read(file, column);
    expect(rows.map((row) => row.cells)).toEqual(cells);
    expect(rows.map(({ line }) => line)).toEqual(cells.map((_each: unknown, at: number) => at + 2));
  });

  it.each(readable)('are read from one XML file with %s', async (_, file, cells) => {
    for (const extension of ['fods', 'xml']) {
      const { list, rows } = await read(await flat(file), column, extension);
      expect(rows.map((row) => row.cells)).toEqual(cells);
      expect(list.bytesRead()).toBe(list.bytes);
    }
  });

  it('are refused from one XML file that breaks off, and from one of another program', async () => {
    const rows = [...people, ...Array.from({ length: 300 }, (_, at) => ['Bob', 447_400_000_000 + at])];
    const whole = await flat(ods({ sheets: [{ name: 'A', rows }] }));
    for (const length of [800, 20_000, whole.length - 40]) {
      await expect(read(whole.subarray(0, length), {}, 'fods')).rejects.toMatchObject({ code: 'contacts.unreadable' });
    }
    const text = `${whole}`.replaceAll('office:spreadsheet', 'office:text');
    await expect(read(Buffer.from(text), {}, 'fods')).rejects.toMatchObject({ code: 'contacts.unreadable' });
  });

  const many = Array.from({ length: 400 }, (_, at) => ['Bob', 447_400_000_000 + at] as const);
  it.each<[title: string, row: string]>([
    ['nothing unusual', ''],
    ['a comment that looks like an end', '<!-- </table:table> -->'],
    [
      'a text that looks like an end',
      '<table:table-row><table:table-cell><text:p><![CDATA[</table:table>]]></text:p></table:table-cell></table:table-row>',
    ],
    ['an instruction', '<?a </table:table>?>'],
    [
      'a table in a cell',
      '<table:table-row><table:table-cell><table:table><table:table-row/></table:table></table:table-cell></table:table-row>',
    ],
    [
      'an empty table in a cell',
      '<table:table-row><table:table-cell><table:table/></table:table-cell></table:table-row>',
    ],
    [
      'an element of a longer name',
      '<table:table-row><table:table-cell><table:table-source/></table:table-cell></table:table-row>',
    ],
  ])('know all sheets behind many rows with %s', async (_, row) => {
    const sheets = [
      { name: 'A', rows: [...people, ...many, row, ...many] },
      { name: 'B', rows: [...people, ...many], isHidden: true },
      { name: 'C', rows: people },
    ];
    const file = ods({ sheets });
    const workbook = await openWorkbook({ name: 'a.ods', size: file.length, from: file });
    expect(workbook.sheets).toMatchObject([
      { name: 'A', isHidden: false },
      { name: 'B', isHidden: true },
      { name: 'C', isHidden: false },
    ]);
    const found = await read(file, { sheet: 'A' });
    // A row without a value is not counted.
    expect(found.rows.length).toBe(1 + 2 * many.length + (row.includes('CDATA') ? 1 : 0));
    expect((await read(file, { sheet: 'C' })).rows.map(({ phones }) => phones)).toEqual([['+447911123456']]);
  });

  it.each(refused)('are refused with %s', async (_, file) => {
    await expect(read(file, column)).rejects.toMatchObject({ code: 'contacts.unreadable', exit: 2 });
  });

  it('are refused with the way to remove the password', async () => {
    const file = ods({ sheets: [{ name: 'A', rows: people }], isEncrypted: true });
    await expect(read(file)).rejects.toMatchObject({
      message: expect.stringContaining('is an encrypted workbook.'),
      hints: [expect.stringContaining('Save with password')],
    });
  });

  it('propose the sheet that looks like contacts, and read the named one', async () => {
    const sheets = [
      { name: 'Notes', rows: notes },
      { name: 'Secret', rows: people, isHidden: true },
      { name: 'People', rows: people },
    ];
    const proposed = await read(ods({ sheets }));
    expect(proposed.list.sheet).toBe('People');
    expect(proposed.codes).toEqual([['other-sheets', 2, null]]);
    expect((await read(ods({ sheets }), { sheet: 'secret' })).list.sheet).toBe('Secret');
    await expect(read(ods({ sheets }), { sheet: 'Kunden' })).rejects.toMatchObject({
      code: 'contacts.no-sheet',
      hints: ['Sheets: "Notes", "Secret" (hidden), "People".'],
    });
    await expect(read(ods({ sheets: [{ name: 'Empty', rows: [] }] }))).rejects.toMatchObject({
      code: 'contacts.empty',
    });
    await expect(read(ods({ sheets: [] }))).rejects.toMatchObject({ message: expect.stringContaining('no sheet') });
  });

  it('tell what their texts do not show', async () => {
    const float = (value: string, shown: string) => ({
      xml: `<table:table-cell office:value-type="float" office:value="${value}"><text:p>${shown}</text:p></table:table-cell>`,
    });
    const rows = [
      ['Customers 2026'],
      ...people,
      { cells: ['Bob', float('7911123457', '07911123457')], attributes: ' table:visibility="filter"' },
      ['Cy', float('1234567890123456789', '1.23E+18')],
      ['Di', { xml: '<table:table-cell table:formula="of:=[.B9]"/>' }],
      ['Ed', { xml: '<table:table-cell table:formula="of:=NA()"><text:p>#N/A</text:p></table:table-cell>' }],
      [
        {
          xml: '<table:table-cell table:number-rows-spanned="2" office:value-type="string"><text:p>Fay</text:p></table:table-cell>',
        },
        '+447911123458',
      ],
      { cells: ['Name', 'Mobile'] },
    ];
    const { rows: found, codes } = await read(ods({ sheets: [{ name: 'A', rows }] }));
    expect(found.map(({ line, phones }) => [line, phones?.[0]])).toEqual([
      [3, '+447911123456'],
      [4, '07911123457'],
      [5, '1234567890123456800'],
      [6, ''],
      [7, '#N/A'],
      [8, '+447911123458'],
    ]);
    expect(codes).toEqual([
      ['preamble', 1, 1],
      ['hidden-rows', 1, 4],
      ['format-digits', 1, 4],
      ['digits-lost', 1, 5],
      ['formula-without-value', 1, 6],
      ['error-cells', 1, 7],
      ['repeated-header', 1, 9],
      ['merged-cells', 1, null],
    ]);
  });

  it('take little memory for a million repeated rows, and end at column 1,000', async () => {
    const wide =
      '<table:table-cell table:number-columns-repeated="999999999" office:value-type="string"><text:p>x</text:p></table:table-cell>';
    const repeated = {
      cells: ['Ada', '+447911123456', { xml: wide }],
      attributes: ' table:number-rows-repeated="1048575"',
    };
    const path = join(folder, 'repeated.ods');
    writeFileSync(path, ods({ sheets: [{ name: 'A', rows: [['Name', 'Mobile'], repeated] }] }));
    const list = await openContacts(path, { columns: ['Mobile'] });
    let count = 0;
    let largest = 0;
    for await (const batch of list.rows()) {
      count += batch.length;
      largest = Math.max(largest, batch.length);
    }
    expect(count).toBe(1_048_575);
    expect(largest).toBeLessThanOrEqual(11_000);
    expect(list.findings()).toContainEqual(expect.objectContaining({ code: 'too-many-columns', count: 1_048_575 }));
  });

  it('give all rows of a sheet as often as they are read', async () => {
    const rows = Array.from({ length: 700 }, (_, at) => ['Ada', at]);
    const file = ods({ sheets: [{ name: 'A', rows }] });
    const workbook = await openWorkbook({ name: 'a.ods', size: file.length, from: file });
    for (const onMerged of [undefined, () => undefined, undefined]) {
      const lines: number[] = [];
      for await (const batch of workbook.rows(0, onMerged)) lines.push(...batch.map(({ line }) => line));
      expect(lines).toEqual(rows.map((_, at) => at + 1));
    }
  });

  it('are all read where there are more rows than plan the list', async () => {
    const rows = Array.from({ length: 25_000 }, (_, at) => ['Ada', 447_400_000_000 + at]);
    const sheets = [
      { name: 'Notes', rows: notes },
      { name: 'A', rows: [['Name', 'Mobile'], ...rows] },
      { name: 'B', rows: notes },
    ];
    const { rows: found } = await read(ods({ sheets }));
    expect(found.length).toBe(25_000);
    expect(found.at(-1)).toMatchObject({ line: 25_001, phones: ['447400024999'] });
    expect(new Set(found.map(({ line }) => line)).size).toBe(25_000);
  });
});
