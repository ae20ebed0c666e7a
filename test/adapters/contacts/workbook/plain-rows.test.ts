import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sharedStrings } from '../../../../src/adapters/contacts/workbook/shared-strings.ts';
import type { SheetRow } from '../../../../src/adapters/contacts/workbook/sheet-row.ts';
import { sheetRows } from '../../../../src/adapters/contacts/workbook/sheet-rows.ts';

const texts = ['Ada', '+12025550123', '', 'Grace'];
const strings = { at: (index: number) => texts[index] };

async function* chunksOf(xml: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(xml);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** With this before it, the parser of XML reads the whole part. */
const slowly = (name: string) => `<!-- <${name}> -->`;

type Read = { readonly rows: readonly SheetRow[]; readonly merged: readonly number[] } | { readonly error: unknown };

async function read(xml: string, size: number): Promise<Read> {
  const rows: SheetRow[] = [];
  const merged: number[] = [];
  const source = { name: 'a.xlsx', strings, formats: [], from1904: false, onMerged: (row: number) => merged.push(row) };
  try {
    for await (const batch of sheetRows(chunksOf(xml, size), source)) rows.push(...batch);
    return { rows, merged };
  } catch (error) {
    return { error };
  }
}

const cell = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.constantFrom('A', 'B', 'AA', 'ZZZ'), fc.nat({ max: 99 }), fc.constantFrom('', ' s="0"', ' s="1"'))
      .chain(([column, row, style]) =>
        fc.constantFrom(
          `<c r="${column}${row}"${style}><v>12025550123</v></c>`,
          `<c r="${column}${row}"${style} t="s"><v>${row % 4}</v></c>`,
          `<c r="${column}${row}"${style} t="inlineStr"><is><t>x > y_x000D_</t></is></c>`,
          `<c r="${column}${row}"${style} t="inlineStr"><is><t xml:space="preserve"> z </t></is></c>`,
          `<c r="${column}${row}"${style} t="b"><v>1</v></c>`,
          `<c r="${column}${row}"${style}/>`,
        ),
      ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '<c r="A1" t="inlineStr"><is><t>a&amp;b</t></is></c>',
      '<c r="A1" t="inlineStr"><is><t>a</t><rPh sb="0" eb="1"><t>b</t></rPh></is></c>',
      '<c r="B1"><f>A1</f><v>7</v></c>',
      '<c r="B1"><f>A1</f></c>',
      '<c r="B1" t="e"><v>#N/A</v></c>',
      '<c r="B1"><v><![CDATA[5]]></v></c>',
      '<c r="B1"><!-- </row><row r="9"> --><v>5</v></c>',
      '<c t="s" r="A2"><v>1</v></c>',
      '<c><v>1</v></c>',
      '<c r="a3"><v>1</v></c>',
      '<c r="A1" t="s"><v>9</v></c>',
      '<c r="A1" t="s"><v>1</v><extLst/></c>',
      '<c r="A1" t="inlineStr"><v>q</v></c>',
      '<c r="A1" t="str"><is><t>q</t></is></c>',
      '<c r="A1"><v>1</v>',
      '</c>',
      '<x/>',
      ' ',
    ),
  },
);
const row = fc
  .tuple(
    fc.constantFrom(
      ...[
        '<row r="1">',
        '<row r="2" spans="1:3" ht="15">',
        '<row r="3" hidden="1">',
        '<row>',
        '<row r="0">',
        '<row  r="4">',
      ],
      ...['<row r="8" x="a>b">', '\n<row r="5">', '<row r="6" r="7">', '<row r="9999999">'],
    ),
    fc.array(cell, { maxLength: 5 }),
    fc.constantFrom(
      '</row>',
      '</row>',
      '</row>',
      '</row>\r\n',
      '</row><row r="12"/>',
      '</row><!-- x -->',
      '</row><!-- </row><row r="9"><c r="A9"><v>9</v></c></row> -->',
      '</row >',
    ),
  )
  .map(([open, cells, close]) => open + cells.join('') + close);
const sheet = fc
  .tuple(
    fc.constantFrom(
      '<sheetData>',
      '<sheetData >',
      '<sheetData\n>',
      '<x><y/></x><sheetData>',
      '<sheetData/><sheetData>',
    ),
    fc.array(row, { maxLength: 12 }),
    fc.constantFrom(
      '</sheetData>',
      '</sheetData><mergeCells><mergeCell ref="A1:A3"/></mergeCells>',
      '</sheetData><row r="1"></row>',
      '',
    ),
  )
  .map(([open, rows, close]) => `${open}${rows.join('')}${close}</worksheet>`);

describe('rows in the usual form', () => {
  it('are those that the parser of XML reads', async () => {
    let read1 = 0;
    await fc.assert(
      fc.asyncProperty(sheet, fc.integer({ min: 1, max: 400 }), async (xml, size) => {
        const plain = await read(`<worksheet>${xml}`, size);
        expect(plain).toEqual(await read(`<worksheet>${slowly('sheetData')}${xml}`, size));
        if ('rows' in plain && plain.rows.length > 0) read1 += 1;
      }),
      { numRuns: 1500 },
    );
    expect(read1).toBeGreaterThan(300);
  });

  it('are read if a row is longer than what is kept of it', async () => {
    const long = `<row r="1">${'<c r="A1" t="inlineStr"><is><t>x</t></is></c>'.repeat(9000)}</row>`;
    const xml = `<sheetData>${long}<row r="2"><c r="A2"><v>1</v></c></row></sheetData></worksheet>`;
    const rows = await read(`<worksheet>${xml}`, 10_000);
    expect(rows).toMatchObject({
      rows: [
        { line: 1, cells: ['x'] },
        { line: 2, cells: ['1'] },
      ],
    });
  });

  it('are the same texts', async () => {
    const item = fc.constantFrom(
      ...[
        '<si><t>a</t></si>',
        '<si><t xml:space="preserve"> b </t></si>',
        '<si><t>c &lt; d</t></si>',
        '<si><t/></si>',
        '<si/>',
      ],
      ...[
        '<si><r><t>e</t></r><r><t>f</t></r></si>',
        '<si><t>g</t><rPh sb="0" eb="1"><t>h</t></rPh></si>',
        '\n <si><t>_x0041_</t></si>',
      ],
      ...[
        '<si><!-- <si><t>i</t></si> --><t>j</t></si>',
        '<si><t><![CDATA[k]]></t></si>',
        '<si><t></t></si>',
        '<si><t>é</t></si>',
      ],
    );
    const all = async (xml: string, size: number): Promise<readonly (string | undefined)[]> => {
      const { at } = await sharedStrings('a.xlsx', chunksOf(xml, size));
      return Array.from({ length: 14 }, (_, index) => at(index));
    };
    await fc.assert(
      fc.asyncProperty(fc.array(item, { maxLength: 12 }), fc.integer({ min: 1, max: 100 }), async (items, size) => {
        const xml = `<sst count="1">${items.join('')}</sst>`;
        expect(await all(xml, size)).toEqual(await all(slowly('sst') + xml, size));
      }),
      { numRuns: 500 },
    );
  });
});
