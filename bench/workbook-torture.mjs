// Workbooks that real programs and careless or hostile ones write, with the cells that a reader should find in them.
import { deflateRawSync } from 'node:zlib';
import { workbook, workbookParts, zipOf } from './workbook-files.mjs';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const header = ['Name', 'Mobile'];
const sheetXml = (data, root = '') => `${root}<worksheet xmlns="${main}"><sheetData>${data}</sheetData></worksheet>`;
const headXml =
  '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="inlineStr"><is><t>Mobile</t></is></c></row>';
const ofXml = (data, root) => workbook({ sheets: [{ name: 'A', xml: sheetXml(data, root) }] });
const rows = (...lines) => workbook({ sheets: [{ name: 'A', rows: [header, ...lines] }] });
const formatted = (code, v) =>
  workbook({ sheets: [{ name: 'A', rows: [header, ['Ada', { v, s: 1 }]] }], formats: [code] });
const parts = (change) =>
  zipOf(workbookParts({ sheets: [{ name: 'A', rows: [header, ['Ada', '+447911123456']] }] }).map(change));
const ada = [['Ada', '+447911123456']];
const changed = (name, how) => parts((part) => (part.name === name ? { ...part, ...how(part) } : part));
const sheet1 = 'xl/worksheets/sheet1.xml';

/** Each with a title, the file, and the cells of its rows below the header. */
export const readable = [
  ['a number of 12 digits', rows(['Ada', 447911123456]), [['Ada', '447911123456']]],
  ['a number in the form of an exponent', rows(['Ada', { v: '4.47911123456E+11' }]), [['Ada', '447911123456']]],
  ['a number with a point and zeros', rows(['Ada', { v: '447911123456.0' }]), [['Ada', '447911123456']]],
  ['a number of 15 digits', rows(['Ada', { v: '123456789012345' }]), [['Ada', '123456789012345']]],
  ['a fraction', rows(['Ada', { v: '0.5' }]), [['Ada', '0.5']]],
  ['a shared string', rows(['Ada', '+447911123456']), ada],
  [
    'a rich string with a phonetic run',
    workbook({
      sheets: [
        {
          name: 'A',
          rows: [header, [{ xml: '<c r="A2" t="s"><v>2</v></c>' }, { xml: '<c r="B2" t="s"><v>3</v></c>' }]],
        },
      ],
      strings:
        '<si><t>Name</t></si><si><t>Mobile</t></si><si><r><t>東</t></r><r><rPr><b/></rPr><t>京</t></r><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si><si><t>+447911123456</t></si>',
    }),
    [['東京', '+447911123456']],
  ],
  [
    'inline strings, plain and rich',
    ofXml(
      `${headXml}<row r="2"><c r="A2" t="inlineStr"><is><r><t>A</t></r><r><t>da</t></r></is></c><c r="B2" t="inlineStr"><is><t>+447911123456</t></is></c></row>`,
    ),
    ada,
  ],
  [
    'formulas with saved values',
    rows(['Ada', { xml: '<c r="B2" t="str"><f>"+44"&amp;7911123456</f><v>+447911123456</v></c>' }]),
    ada,
  ],
  [
    'a formula with a saved number',
    rows(['Ada', { xml: '<c r="B2"><f>A1+1</f><v>447911123456</v></c>' }]),
    [['Ada', '447911123456']],
  ],
  [
    'booleans',
    rows(['Ada', { v: '1', t: 'b' }], ['Bob', { v: '0', t: 'b' }]),
    [
      ['Ada', 'TRUE'],
      ['Bob', 'FALSE'],
    ],
  ],
  ['an error', rows(['Ada', { v: '#N/A', t: 'e' }]), [['Ada', '#N/A']]],
  ['a date', formatted('yyyy-mm-dd', '45418'), [['Ada', '2024-05-06']]],
  ['a date and a time', formatted('d/m/yy h:mm', '45418.75'), [['Ada', '2024-05-06T18:00:00']]],
  [
    'a date that counts from 1904',
    workbook({
      sheets: [{ name: 'A', rows: [header, ['Ada', { v: '43956', s: 1 }]] }],
      formats: ['dd.mm.yyyy'],
      workbookPr: '<workbookPr date1904="1"/>',
    }),
    [['Ada', '2024-05-06']],
  ],
  ['a date in ISO form', rows(['Ada', { v: '2024-05-06T00:00:00', t: 'd' }]), [['Ada', '2024-05-06']]],
  ['a format with thousands', formatted('#,##0', '447911123456'), [['Ada', '447911123456']]],
  ['a format of exponents', formatted('0.00E+00', '447911123456'), [['Ada', '447911123456']]],
  ['a format that shows a leading zero', formatted('00000000000', '7911123456'), [['Ada', '07911123456']]],
  [
    'rows and cells without references',
    ofXml(
      '<row><c t="inlineStr"><is><t>Name</t></is></c><c t="inlineStr"><is><t>Mobile</t></is></c></row><row><c t="inlineStr"><is><t>Ada</t></is></c><c><v>447911123456</v></c></row>',
    ),
    [['Ada', '447911123456']],
  ],
  [
    'a prefix for the namespace',
    workbook({
      sheets: [
        {
          name: 'A',
          xml: `<x:worksheet xmlns:x="${main}"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>Name</x:t></x:is></x:c><x:c r="B1" t="inlineStr"><x:is><x:t>Mobile</x:t></x:is></x:c></x:row><x:row r="2"><x:c r="A2" t="inlineStr"><x:is><x:t>Ada</x:t></x:is></x:c><x:c r="B2"><x:v>447911123456</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
        },
      ],
    }),
    [['Ada', '447911123456']],
  ],
  [
    'cells in no order',
    rows([{ xml: '<c r="B2"><v>447911123456</v></c><c r="A2" t="str"><v>Ada</v></c>' }]),
    [['Ada', '447911123456']],
  ],
  ['entities', rows(['A & "B" <c>', '+447911123456']), [['A & "B" <c>', '+447911123456']]],
  [
    'numeric entities and CDATA',
    ofXml(
      `${headXml}<row r="2"><c r="A2" t="inlineStr"><is><t>&#65;&#x64;<![CDATA[a]]></t></is></c><c r="B2" t="inlineStr"><is><t>&#43;447911123456</t></is></c></row>`,
    ),
    ada,
  ],
  ["Excel's escape of a control character", rows(['Ada_x000A_L', '+447911123456']), [['Ada\nL', '+447911123456']]],
  [
    'comments between cells',
    ofXml(
      `${headXml}<!-- <row> --><row r="2"><c r="A2" t="str"><v>Ada</v></c><!-- > --><c r="B2" t="str"><v>+447911123456</v></c></row>`,
    ),
    ada,
  ],
  [
    'a part in UTF-16',
    changed(sheet1, ({ data }) => ({ data: Buffer.from(`\ufeff${data.replace('UTF-8', 'UTF-16')}`, 'utf16le') })),
    ada,
  ],
  ['a part with a byte-order mark', changed(sheet1, ({ data }) => ({ data: `\ufeff${data}` })), ada],
  ['stored parts', parts((part) => ({ ...part, method: 0 })), ada],
  [
    'the form for large files',
    zipOf(workbookParts({ sheets: [{ name: 'A', rows: [header, ...ada] }] }), { zip64: true }),
    ada,
  ],
  [
    'names of parts in another case, and absolute targets',
    parts((part) => ({
      ...part,
      name: part.name.replace('xl/worksheets/sheet1.xml', 'xl/Worksheets/Sheet1.xml'),
      data: String(part.data).replaceAll('Target="worksheets/', 'Target="/xl/worksheets/'),
    })),
    ada,
  ],
  ['backslashes in the names of parts', parts((part) => ({ ...part, name: part.name.replaceAll('/', '\\') })), ada],
  ['macros', workbook({ sheets: [{ name: 'A', rows: [header, ...ada] }], kind: 'macroEnabled.sheet' }), ada],
];

const mebibyte = 1024 * 1024;
/** Deflate cannot pack closer: 1 to 1,029. */
const bomb = (bytes) => {
  const data = Buffer.alloc(bytes, ' ');
  return { data: '', packed: deflateRawSync(data, { level: 9 }), size: bytes, checksum: 0 };
};
const dtd = '<!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>';
const whole = rows(['Ada', '+447911123456'], ['Bob', '+447911123457']);
const noise = Buffer.from(Array.from({ length: 4000 }, (_, at) => (at * 7919) % 251));

/** Files that a reader should refuse, rather than show less than they contain, or take all memory. */
export const refused = [
  [
    'a cell of many texts',
    ofXml(`${headXml}<row r="2"><c r="A2" t="str"><v>${`${'a'.repeat(1000)}<!-- -->`.repeat(1100)}</v></c></row>`),
  ],
  [
    'a shared string of many texts',
    workbook({
      sheets: [{ name: 'A', rows: [header] }],
      strings: `<si>${`<r><t>${'a'.repeat(1000)}</t></r>`.repeat(1100)}</si>`,
    }),
  ],
  ['a part that unpacks to 600 times its size', changed(sheet1, () => bomb(200 * mebibyte))],
  ['a part that is larger than it says', changed(sheet1, ({ data }) => ({ size: data.length - 10 }))],
  ['a part that is smaller than it says', changed(sheet1, ({ data }) => ({ size: data.length + 10 }))],
  ['a part with another checksum', changed(sheet1, () => ({ checksum: 1 }))],
  ['a part that does not unpack', changed(sheet1, () => ({ packed: noise }))],
  ['an encrypted part', changed(sheet1, () => ({ flags: 1 }))],
  ['a method of packing that is not deflate', changed(sheet1, ({ data }) => ({ method: 14, data }))],
  ['a document type with entities', ofXml(`${headXml}<row r="2"><c r="A2" t="str"><v>&b;</v></c></row>`, dtd)],
  ['deep nesting', ofXml(`${headXml}${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}`)],
  ['a shared string that does not exist', rows(['Ada', { v: '99', t: 's' }])],
  ['a shared string with a negative index', rows(['Ada', { v: '-1', t: 's' }])],
  ['a sheet that breaks off', changed(sheet1, ({ data }) => ({ data: data.slice(0, -60) }))],
  ['tags that do not match', ofXml(`${headXml}<row r="2"><c r="A2"><v>1</row></c>`)],
  ['a row below the last of a sheet', rows({ line: 1_048_577, cells: ['Ada', '+447911123456'] })],
  ['a comment that does not end', ofXml(`${headXml}<!--${'<a>'.repeat(mebibyte)}`)],
  ['a text of 2 MiB', ofXml(`${headXml}<row r="2"><c r="A2" t="str"><v>${'a'.repeat(2 * mebibyte)}</v></c></row>`)],
  [
    'a sheet whose part is missing',
    zipOf(workbookParts({ sheets: [{ name: 'A', rows: [header] }] }).filter(({ name }) => name !== sheet1)),
  ],
  ['half a file', whole.subarray(0, whole.length / 2)],
  ['a file without its last byte', whole.subarray(0, -1)],
  ['a directory that says it has 4 billion parts', lyingCount()],
];

function lyingCount() {
  const copy = Buffer.from(zipOf([{ name: 'a', data: '' }], { zip64: true }));
  const end = copy.lastIndexOf(Buffer.from('504b0606', 'hex'));
  copy.writeBigUInt64LE(4_000_000_000n, end + 32);
  return copy;
}
