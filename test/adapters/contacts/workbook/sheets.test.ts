import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { workbook, zipOf } from '../../../../bench/workbook-files.mjs';
import { openContacts } from '../../../../src/adapters/contacts/open-contacts.ts';
import type { ContactRow, OpenContactsOptions } from '../../../../src/ports.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const folder = temporaryFolder('sheets');
let files = 0;

function write(file: Buffer | string, extension = 'xlsx'): string {
  files += 1;
  const path = join(folder, `list-${files}.${extension}`);
  writeFileSync(path, file);
  return path;
}

async function readPath(path: string, options: OpenContactsOptions = {}) {
  const list = await openContacts(path, options);
  const rows: ContactRow[] = [];
  for await (const batch of list.rows()) rows.push(...batch);
  const findings = list.findings();
  return { list, rows, findings, codes: findings.map(({ code, count, line }) => [code, count, line]) };
}

const read = (description: Parameters<typeof workbook>[0], options: OpenContactsOptions = {}) =>
  readPath(write(workbook(description)), options);

const people = [
  ['Name', 'Mobile'],
  ['Ada', '+447911123456'],
];
const notes = [
  ['Topic', 'Remark'],
  ['Budget', 'open'],
];
const phonesOf = (rows: readonly ContactRow[]) => rows.map(({ line, phones }) => [line, phones?.[0]]);

describe('the sheet of a workbook', () => {
  it.each<[string, Parameters<typeof workbook>[0]['sheets'], OpenContactsOptions, string, readonly unknown[]]>([
    ['the only one', [{ name: 'A', rows: people }], {}, 'A', []],
    [
      'the first that looks like a contact list',
      [
        { name: 'Notes', rows: notes },
        { name: 'People', rows: people },
      ],
      {},
      'People',
      ['other-sheets'],
    ],
    [
      'the first of several that look like contact lists',
      [
        { name: 'Old', rows: people },
        { name: 'New', rows: people },
      ],
      {},
      'Old',
      ['other-contact-sheets'],
    ],
    [
      'a visible one before a hidden one',
      [
        { name: 'Secret', rows: people, state: 'hidden' },
        { name: 'Shown', rows: people },
      ],
      {},
      'Shown',
      ['other-sheets'],
    ],
    [
      'a hidden one if no other has rows',
      [
        { name: 'Empty', rows: [] },
        { name: 'Secret', rows: people, state: 'veryHidden' },
      ],
      {},
      'Secret',
      ['hidden-sheet', 'other-sheets'],
    ],
    [
      'the one with the named column',
      [
        { name: 'A', rows: people },
        {
          name: 'B',
          rows: [
            ['Name', 'Handy'],
            ['Bob', '+447911123457'],
          ],
        },
      ],
      { columns: ['Handy'] },
      'B',
      ['other-sheets'],
    ],
    [
      'the named one',
      [
        { name: 'A', rows: people },
        { name: 'Kunden & Co', rows: people },
      ],
      { sheet: 'Kunden & Co' },
      'Kunden & Co',
      [],
    ],
    [
      'the named one, in another case',
      [
        { name: 'A', rows: people },
        { name: 'Kunden', rows: people },
      ],
      { sheet: ' kunden' },
      'Kunden',
      [],
    ],
  ])('is %s', async (_, sheets, options, sheet, codes) => {
    const { list, rows, findings } = await read({ sheets }, options);
    expect(list.sheet).toBe(sheet);
    expect(rows.length).toBe(1);
    expect(findings.map(({ code }) => code)).toEqual(codes);
  });

  it('that does not exist is an error that names the others', async () => {
    const sheets = [
      { name: 'People', rows: people },
      { name: 'Old', rows: people, state: 'hidden' },
    ];
    await expect(read({ sheets }, { sheet: 'Kunden' })).rejects.toMatchObject({
      code: 'contacts.no-sheet',
      hints: ['Sheets: "People", "Old" (hidden).'],
    });
  });

  it.each<[string, OpenContactsOptions]>([
    ['a workbook without rows', {}],
    ['a named sheet without rows', { sheet: 'Empty' }],
  ])('cannot be empty: %s', async (_, options) => {
    await expect(read({ sheets: [{ name: 'Empty', rows: [] }] }, options)).rejects.toMatchObject({
      code: 'contacts.empty',
    });
  });

  it('is no option for a list that is no workbook', async () => {
    const path = write('phone\n+447911123456\n', 'csv');
    await expect(readPath(path, { sheet: 'A' })).rejects.toMatchObject({ code: 'contacts.no-sheet' });
  });

  it('is not missed in a short JSON list whose records have a doc_id', async () => {
    const path = write('{"doc_id": 7, "phone": "+447911123456"}', 'json');
    expect(phonesOf((await readPath(path)).rows)).toEqual([[1, '+447911123456']]);
  });

  it('may have any name of its file, and may be compressed', async () => {
    const file = workbook({ sheets: [{ name: 'A', rows: people }] });
    for (const path of [write(file, 'csv'), write(gzipSync(file), 'xlsx.gz')]) {
      expect(phonesOf((await readPath(path)).rows)).toEqual([[2, '+447911123456']]);
    }
  });
});

describe('the rows of a sheet', () => {
  it('have the numbers of the sheet, without titles, empty rows and repeated headers', async () => {
    const rows = [
      ['Customers 2026'],
      { line: 4, cells: ['Name', 'Mobile'] },
      { line: 5, cells: ['Ada', '+447911123456'] },
      { line: 9, cells: ['Name', 'Mobile'] },
      { line: 12, cells: ['Bob', '+447911123457'] },
    ];
    const { rows: found, list, codes } = await read({ sheets: [{ name: 'A', rows }] });
    expect(phonesOf(found)).toEqual([
      [5, '+447911123456'],
      [12, '+447911123457'],
    ]);
    expect(list.samples().map(({ line }) => line)).toEqual([5, 9, 12]);
    expect(codes).toEqual([
      ['preamble', 1, 1],
      ['repeated-header', 1, 9],
    ]);
  });

  it('may have no header', async () => {
    const { rows, codes } = await read({
      sheets: [
        {
          name: 'A',
          rows: [
            ['Ada', '+447911123456'],
            ['Bob', '+447911123457'],
          ],
        },
      ],
    });
    expect(phonesOf(rows)).toEqual([
      [1, '+447911123456'],
      [2, '+447911123457'],
    ]);
    expect(codes).toContainEqual(['no-header', 1, 1]);
  });

  it('tell what their texts do not show, if it is about a column in use', async () => {
    const head = ['Name', 'Mobile', 'Postcode'];
    const error = { v: '#N/A', t: 'e' };
    const rows = [
      head,
      ['Ada', '+447911123456', error],
      ['Bob', error, { v: '1067', s: 1 }],
      { cells: ['Cy', '+447911123457'], attributes: ' hidden="1"' },
      ['Di', { v: '7911123458', s: 2 }],
      ['Ed', { v: '1234567890123456789' }],
      ['Fay', { xml: '<c r="B7"><f>A7</f></c>' }],
      ['Gil', { v: '447911123459', s: 3 }],
    ];
    const after = '<mergeCells count="2"><mergeCell ref="A1:B1"/><mergeCell ref="B2:B3"/></mergeCells>';
    const formats = ['00000', '00000000000', '"+"0'];
    const { rows: found, codes } = await read({ sheets: [{ name: 'A', rows, after }], formats });
    expect(phonesOf(found)).toEqual([
      [2, '+447911123456'],
      [3, '#N/A'],
      [4, '+447911123457'],
      [5, '07911123458'],
      [6, '1234567890123456800'],
      [7, ''],
      [8, '+447911123459'],
    ]);
    expect(codes).toEqual([
      ['error-cells', 1, 3],
      ['hidden-rows', 1, 4],
      ['format-digits', 2, 5],
      ['digits-lost', 1, 6],
      ['formula-without-value', 1, 7],
      ['merged-cells', 1, null],
    ]);
  });

  it('count as unreadable if they are longer than 1 MiB, and end at column 1,000', async () => {
    const long = Array.from({ length: 40 }, (_, at) => `${at}`.padStart(32_000, 'x'));
    const wide = { xml: '<c r="XFD3" t="str"><v>far</v></c>' };
    const rows = [[...(people[0] as string[])], ['Ada', '+447911123456', ...long], ['Bob', '+447911123457', wide]];
    const { rows: found, codes } = await read(
      { sheets: [{ name: 'A', rows }] },
      { columns: ['Mobile'], keepCells: true },
    );
    expect(phonesOf(found)).toEqual([
      [2, undefined],
      [3, '+447911123457'],
    ]);
    expect(found[1]?.cells?.length).toBe(2);
    expect(codes).toContainEqual(['record-too-long', 1, 2]);
    expect(codes).toContainEqual(['too-many-columns', 1, 3]);
  });

  it('tell of totals at the end, and of cells beyond the header', async () => {
    const rows = [...people, ['Bob', '+447911123457', 'x'], ['Total', 2]];
    const first = [['Name', 'Mobile', 'Note', 'More'], ...rows];
    expect((await read({ sheets: [{ name: 'A', rows: first }] })).codes).toContainEqual(['footer-rows', 1, null]);
    const late = [
      ...people,
      ...Array.from({ length: 70 }, (_, at) => ['Cy', `+4479111240${at + 10}`]),
      ['D', '+447911123459', 'x'],
    ];
    expect((await read({ sheets: [{ name: 'A', rows: late }] })).codes).toContainEqual(['ragged', 1, 73]);
  });

  it('are all read where there are more than plan the list', async () => {
    const rows = Array.from({ length: 25_000 }, (_, at) => ['Ada', 447_400_000_000 + at]);
    const { rows: found } = await read({ sheets: [{ name: 'A', rows: [['Name', 'Mobile'], ...rows] }] });
    expect(found.length).toBe(25_000);
    expect(found.at(-1)).toMatchObject({ line: 25_001, phones: ['447400024999'] });
  });
});

/** A compound file whose directory, in the second sector, names streams. */
function compound(...streams: readonly string[]): Buffer {
  const file = Buffer.alloc(1536);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(file);
  file.writeUInt16LE(9, 30);
  file.writeUInt32LE(1, 48);
  for (const [at, name] of streams.entries()) Buffer.from(name, 'utf16le').copy(file, 1024 + at * 128);
  return file;
}

describe('a file that is no workbook that smsctl reads', () => {
  const binary =
    '<Relationships><Relationship Id="r" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>';
  it.each<[string, Buffer | string, RegExp, RegExp]>([
    [
      'an encrypted workbook',
      compound('EncryptionInfo', 'EncryptedPackage'),
      /encrypted workbook/,
      /remove the password/,
    ],
    ['an old workbook', compound('Workbook'), /old Excel workbook \(\.xls\)/, /\.xlsx/],
    ['an older workbook', compound('Book'), /old Excel workbook \(\.xls\)/, /\.xlsx/],
    ['an old document', compound('WordDocument'), /old Office document/, /right file/],
    ['a cut compound file', compound('Workbook').subarray(0, 40), /old Office document/, /right file/],
    ['a binary workbook', zipOf([{ name: '_rels/.rels', data: binary }]), /\.xlsb/, /\.xlsx/],
    [
      'an OpenDocument text',
      zipOf([{ name: 'mimetype', data: 'application/vnd.oasis.opendocument.text' }]),
      /ZIP archive/,
      /unzip/,
    ],
    ['a document of Apple Numbers', zipOf([{ name: 'Index/Document.iwa', data: 'x' }]), /Apple Numbers/, /Export To/],
    ['a ZIP archive with a list', zipOf([{ name: 'list.csv', data: 'phone\n1\n' }]), /ZIP archive/, /unzip -p/],
    ['an empty ZIP archive', zipOf([]), /ZIP archive/, /unzip -l/],
    [
      'an older shortcut to a Google Sheet',
      '{"url": "https://docs.google.com/open?id=1aB", "doc_id": "1aB", "email": "ada@example.com"}',
      /Google Sheet/,
      /Download > Microsoft Excel/,
    ],
    [
      'a shortcut to a Google Sheet',
      '{"":"WARNING! DO NOT EDIT THIS FILE!","doc_id":"1aB","resource_key":"","email":"ada@example.com"}',
      /Google Sheet/,
      /Download > Microsoft Excel/,
    ],
    ['a workbook without sheets', workbook({ sheets: [] }), /no sheet/, /right workbook/],
  ])('is refused with a sentence: %s', async (_, file, message, hint) => {
    await expect(readPath(write(file, 'bin'))).rejects.toMatchObject({
      ...{ code: 'contacts.unreadable', exit: 2, message: expect.stringMatching(message) },
      hints: expect.arrayContaining([expect.stringMatching(hint)]),
    });
  });
});
