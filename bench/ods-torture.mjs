// OpenDocument spreadsheets that real programs and careless or hostile ones write, with the cells that a reader should find.
import { deflateRawSync } from 'node:zlib';
import { contentXml, ods, odsParts } from './ods-files.mjs';
import { zipOf } from './workbook-files.mjs';

const header = ['Name', 'Mobile'];
const ada = [['Ada', '+447911123456']];
const plain = { sheets: [{ name: 'A', rows: [header, ...ada] }] };
const rows = (...lines) => ods({ sheets: [{ name: 'A', rows: [header, ...lines] }] });
const cell = (attributes, inner = '') => ({ xml: `<table:table-cell${attributes}>${inner}</table:table-cell>` });
const typed = (type, value, shown = value) =>
  cell(
    ` office:value-type="${type}" office:${type === 'float' ? 'value' : `${type}-value`}="${value}"`,
    `<text:p>${shown}</text:p>`,
  );
const number = (value, shown = value) => typed('float', value, shown);
const text = (inner) => cell(' office:value-type="string"', inner);
const changed = (how) =>
  zipOf(odsParts(plain).map((part) => (part.name === 'content.xml' ? { ...part, ...how(part) } : part)));
const otherPrefixes = (xml) => xml.replace(/(<\/?|[ :])(office|table|text|style)(?=[:=])/g, '$1$2x');

/** Each with a title, the file, and the cells of its rows below the header. */
export const readable = [
  ['a number of 12 digits', rows(['Ada', 447911123456]), [['Ada', '447911123456']]],
  ['a number in the form of an exponent', rows(['Ada', number('4.47911123456E+11')]), [['Ada', '447911123456']]],
  [
    'a number that is shown as an exponent',
    rows(['Ada', number('447911123456', '4.48E+11')]),
    [['Ada', '447911123456']],
  ],
  [
    'a number that is shown with thousands',
    rows(['Ada', number('447911123456', '447.911.123.456')]),
    [['Ada', '447911123456']],
  ],
  [
    'a number that is shown with decimals',
    rows(['Ada', number('447911123456', '447911123456.00')]),
    [['Ada', '447911123456']],
  ],
  ['a number that is too wide for its column', rows(['Ada', number('447911123456', '###')]), [['Ada', '447911123456']]],
  ['a number with a leading zero', rows(['Ada', number('7911123456', '07911 123456')]), [['Ada', '07911 123456']]],
  [
    'a number with a calling code',
    rows(['Ada', number('447911123456', '+44 7911 123456')]),
    [['Ada', '+44 7911 123456']],
  ],
  ['a fraction', rows(['Ada', number('0.5', '0,50')]), [['Ada', '0.5']]],
  ['zero, shown with decimals', rows(['Ada', number('0', '0.00')]), [['Ada', '0']]],
  [
    'a percentage and a currency',
    rows([
      cell(' office:value-type="percentage" office:value="0.25"', '<text:p>25%</text:p>'),
      cell(
        ' office:value-type="currency" office:currency="EUR" office:value="447911123456"',
        '<text:p>447.911.123.456,00 €</text:p>',
      ),
    ]),
    [['0.25', '447911123456']],
  ],
  [
    'booleans',
    rows(['Ada', typed('boolean', 'true', 'WAHR')], ['Bob', typed('boolean', 'false', 'FALSCH')]),
    [
      ['Ada', 'TRUE'],
      ['Bob', 'FALSE'],
    ],
  ],
  ['a date', rows(['Ada', typed('date', '2024-05-06', '06.05.24')]), [['Ada', '2024-05-06']]],
  [
    'a date and a time',
    rows(['Ada', typed('date', '2024-05-06T18:00:00.000000000', '06.05.24 18:00')]),
    [['Ada', '2024-05-06T18:00:00']],
  ],
  ['a date at midnight', rows(['Ada', typed('date', '2024-05-06T00:00:00', '06.05.24')]), [['Ada', '2024-05-06']]],
  ['a time', rows(['Ada', typed('time', 'PT18H05M00S', '18:05')]), [['Ada', '18:05:00']]],
  [
    'a formula with a saved text',
    rows([
      'Ada',
      cell(
        ' table:formula="of:=[.A1]" office:value-type="string" office:string-value="+447911123456"',
        '<text:p>+447911123456</text:p>',
      ),
    ]),
    ada,
  ],
  [
    'a formula with a saved number',
    rows([
      'Ada',
      cell(' table:formula="of:=1" office:value-type="float" office:value="447911123456"', '<text:p>x</text:p>'),
    ]),
    [['Ada', '447911123456']],
  ],
  [
    'an error',
    rows([
      'Ada',
      cell(
        ' table:formula="of:=NA()" office:value-type="string" office:string-value="" calcext:value-type="error"',
        '<text:p>#N/A</text:p>',
      ),
    ]),
    [['Ada', '#N/A']],
  ],
  [
    'an error of an old version',
    rows([
      'Ada',
      cell(' table:formula="of:=X" office:value-type="float" office:value="0"', '<text:p>Err:508</text:p>'),
    ]),
    [['Ada', 'Err:508']],
  ],
  ['text without a type', rows(['Ada', cell('', '<text:p>+447911123456</text:p>')]), ada],
  ['text in parts', rows([text('<text:p>A<text:span>d</text:span><text:a>a</text:a></text:p>'), '+447911123456']), ada],
  [
    'blanks that count, and blanks that do not',
    rows([text('<text:p> A  b<text:s text:c="2"/>c<text:tab/>d\n </text:p>'), '+447911123456']),
    [['A b  c d', '+447911123456']],
  ],
  [
    'several lines',
    rows([text('<text:p>A</text:p><text:p>b<text:line-break/>c</text:p>'), '+447911123456']),
    [['A\nb\nc', '+447911123456']],
  ],
  [
    'comments, notes, pictures and readings',
    rows([
      text(
        '<office:annotation><text:p>No</text:p></office:annotation><text:p>A<text:ruby><text:ruby-base>da</text:ruby-base><text:ruby-text>No</text:ruby-text></text:ruby></text:p><draw:frame><draw:text-box><text:p>No</text:p></draw:text-box></draw:frame>',
      ),
      '+447911123456',
    ]),
    ada,
  ],
  [
    'a table in a cell',
    rows([
      text(
        '<text:p>Ada</text:p><table:table table:name="No"><table:table-row><table:table-cell><text:p>No</text:p></table:table-cell></table:table-row></table:table>',
      ),
      '+447911123456',
    ]),
    ada,
  ],
  [
    'repeated cells',
    ods({
      sheets: [
        {
          name: 'A',
          rows: [
            [...header, 'Home', 'Work'],
            [
              'Ada',
              cell(' table:number-columns-repeated="2" office:value-type="string"', '<text:p>+447911123456</text:p>'),
              'x',
            ],
          ],
        },
      ],
    }),
    [['Ada', '+447911123456', '+447911123456', 'x']],
  ],
  [
    'repeated empty cells',
    ods({
      sheets: [
        {
          name: 'A',
          rows: [
            [...header, 'Home', 'Work'],
            [
              'Ada',
              '+447911123456',
              { xml: '<table:table-cell table:number-columns-repeated="1"/>' },
              'x',
              { xml: '<table:table-cell table:number-columns-repeated="16380"/>' },
            ],
          ],
        },
      ],
    }),
    [['Ada', '+447911123456', '', 'x']],
  ],
  ['repeated rows', rows({ cells: ada[0], attributes: ' table:number-rows-repeated="3"' }), [...ada, ...ada, ...ada]],
  [
    'a row of groups and headers',
    ods({
      sheets: [
        {
          name: 'A',
          rows: [
            `<table:table-header-rows><table:table-row>${'<table:table-cell office:value-type="string"><text:p>Name</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>Mobile</text:p></table:table-cell>'}</table:table-row></table:table-header-rows><table:table-row-group><table:table-rows>`,
            ada[0],
            '</table:table-rows></table:table-row-group>',
          ],
        },
      ],
    }),
    ada,
  ],
  [
    'covered cells',
    rows([
      cell(' table:number-columns-spanned="2" office:value-type="string"', '<text:p>Ada</text:p>'),
      { xml: '<table:covered-table-cell office:value-type="string"><text:p>No</text:p></table:covered-table-cell>' },
      '+447911123456',
    ]),
    [['Ada', '', '+447911123456']],
  ],
  [
    'empty rows to the end of the sheet',
    rows(
      ada[0],
      '<table:table-row table:number-rows-repeated="1048574"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>',
    ),
    ada,
  ],
  [
    'empty rows beyond the end of the sheet',
    rows(
      ada[0],
      '<table:table-row table:number-rows-repeated="999999999999"><table:table-cell table:number-columns-repeated="999999999999"/></table:table-row>',
    ),
    ada,
  ],
  ['other prefixes', changed(({ data }) => ({ data: otherPrefixes(data) })), ada],
  [
    'tracked changes and links before the sheets',
    ods({
      ...plain,
      before:
        '<table:tracked-changes><table:cell-content-change><table:change-track-table-cell><text:p>No</text:p></table:change-track-table-cell></table:cell-content-change></table:tracked-changes>',
      after:
        '<table:dde-links><table:dde-link><table:table><table:table-row><table:table-cell office:value-type="string"><text:p>No</text:p></table:table-cell></table:table-row></table:table></table:dde-link></table:dde-links>',
    }),
    ada,
  ],
  ['entities', rows(['A & "B" <c>', '+447911123456']), [['A & "B" <c>', '+447911123456']]],
  ['a part in UTF-16', changed(({ data }) => ({ data: Buffer.from(`\ufeff${data}`, 'utf16le') })), ada],
  ['no mimetype', zipOf(odsParts(plain).slice(1)), ada],
  [
    'a template',
    zipOf([
      { name: 'mimetype', data: 'application/vnd.oasis.opendocument.spreadsheet-template' },
      ...odsParts(plain).slice(1),
    ]),
    ada,
  ],
  ['no manifest', zipOf(odsParts(plain).slice(0, 2)), ada],
];

const mebibyte = 1024 * 1024;
const dtd = '<!DOCTYPE office:document-content [<!ENTITY a "aaaaaaaaaa">]>';
const whole = ods(plain);

/** Files that a reader should refuse, rather than show less than they contain, or take all memory. */
export const refused = [
  [
    'a part that unpacks to 600 times its size',
    changed(() => ({
      data: '',
      packed: deflateRawSync(Buffer.alloc(200 * mebibyte, ' '), { level: 9 }),
      size: 200 * mebibyte,
    })),
  ],
  ['a part that is larger than it says', changed(({ data }) => ({ size: data.length - 10 }))],
  ['a part with another checksum', changed(() => ({ checksum: 1 }))],
  ['a document that breaks off', changed(({ data }) => ({ data: data.slice(0, -60) }))],
  [
    'a document that breaks off after its first sheet',
    changed(({ data }) => ({ data: data.slice(0, data.indexOf('</office:spreadsheet>')) })),
  ],
  ['a document type with entities', ods({ xml: contentXml({ ...plain, root: dtd }) })],
  ['deep nesting', rows([text(`<text:p>${'<text:span>'.repeat(5000)}`)])],
  ['a text of 2 MiB', rows([text(`<text:p>${'a'.repeat(2 * mebibyte)}</text:p>`)])],
  ['a cell of many texts', rows([text(`<text:p>${'a'.repeat(1000)}</text:p>`.repeat(1100))])],
  ['a row below the last of a sheet', rows({ cells: ada[0], attributes: ' table:number-rows-repeated="1048576"' })],
  [
    'a row after more empty ones than a sheet has',
    rows('<table:table-row table:number-rows-repeated="1048576"><table:table-cell/></table:table-row>', ada[0]),
  ],
  ['a missing document', zipOf(odsParts(plain).filter(({ name }) => name !== 'content.xml'))],
  ['half a file', whole.subarray(0, whole.length / 2)],
  ['an encrypted document', ods({ ...plain, isEncrypted: true })],
  ['an encrypted package', zipOf([...odsParts(plain).slice(0, 1), { name: 'encrypted-package', data: 'x' }])],
];
