import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { page, parquet, plainTexts } from '../../../../bench/parquet-files.mjs';
import { readable, refused, texts } from '../../../../bench/parquet-torture.mjs';
import { openContacts } from '../../../../src/adapters/contacts/open-contacts.ts';
import { pathKey, readFooter } from '../../../../src/adapters/contacts/parquet/parquet-footer.ts';
import { parquetRows } from '../../../../src/adapters/contacts/parquet/parquet-rows.ts';
import type { ContactRow, OpenContactsOptions } from '../../../../src/ports.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { processorMs } from '../../../support/work.ts';

const folder = temporaryFolder('parquet');
let files = 0;

function write(file: Buffer | string, extension = 'parquet'): string {
  files += 1;
  const path = join(folder, `list-${files}.${extension}`);
  writeFileSync(path, file);
  return path;
}

// pyarrow 25 wrote them (bench/parquet-fixtures.py).
const fixture = (name: string): string => join(import.meta.dirname, '../../../fixtures/parquet', `${name}.parquet`);

async function read(path: string, options: OpenContactsOptions = {}) {
  const list = await openContacts(path, { keepCells: true, ...options });
  const rows: ContactRow[] = [];
  for await (const batch of list.rows()) rows.push(...batch);
  const codes = list.findings().map(({ code, count, line }) => [code, count, line]);
  return { list, rows, codes, cells: rows.map(({ cells }) => cells), phones: rows.map(({ phones }) => phones) };
}

const mobile = { columns: ['Mobile'] };
const inMobile = (column: string) => ({ columns: [column] });

const types = [
  ...[['Ada', '447911123456', '447911123456', '447911123456', '1234', '2024-05-06', '2024-05-06T18:00:01', '18:05:00']],
  ...[['Bob', '447911123457', '-1.5', '0.5', '4.479111e+11', '', '2024-05-06', '']],
  ...[['東京', '447911123458', '', '', '0.5', '1899-12-31', '', '']],
  ...[['', '', '0', '', '', '2024-05-06', '', '']],
  ...[
    ['Ed', '9007199254740993', '12345678901234567890.12', '1.00000000000000e+300', '2', '', '1960-01-01', '00:00:01'],
  ],
];
const others = [
  ['TRUE', '1', '18446744073709551615', '+447911123456'],
  ['FALSE', '2', '0', 'tel'],
  ['', '3', '', ''],
  ['TRUE', '', '1', ''],
  ['FALSE', '255', '2', 'x'],
];

describe('a Parquet file', () => {
  it.each(['none', 'snappy', 'gzip', 'brotli', 'zstd', 'lz4', 'groups'])(
    'keeps all digits of all types: %s',
    async (name) => {
      const { list, rows, cells } = await read(fixture(`types-${name}`));
      expect(list).toMatchObject({
        sheet: null,
        isQueried: false,
        form: 'table',
        phoneColumns: ['Mobile'],
        count: null,
      });
      expect(list.columns.slice(-4)).toEqual(['OK', 'Small', 'Big', 'Bytes']);
      expect(cells).toEqual(types.map((row, at) => [...row, ...(others[at] ?? [])]));
      expect(rows.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5]);
      expect(list.samples().map(({ line }) => line)).toEqual([1, 2, 3]);
    },
  );

  it('tells of digits that its type cannot keep, in a column in use', async () => {
    expect((await read(fixture('types-none'))).codes).toEqual([]);
    expect((await read(fixture('types-none'), inMobile('Double'))).codes).toEqual([['digits-lost', 1, 5]]);
    const floats = await read(fixture('types-groups'), inMobile('Float'));
    expect(floats.codes).toEqual([['digits-lost', 1, 2]]);
    expect(floats.phones[1]).toEqual(['4.479111e+11']);
  });

  it('has lists and records like those of JSON', async () => {
    const { list, rows, cells } = await read(fixture('nested'), { columns: ['phones', 'contact.phone', 'numbers'] });
    expect(list.columns).toEqual(['name', 'phones', 'contact.phone', 'contact.country', 'numbers', 'tags.a', 'tags.b']);
    expect(cells.map((row) => row?.slice(0, 4))).toEqual([
      ['Ada', '["+447911123456","+447911123457"]', '+447911123459', 'GB'],
      ['Bob', '', '', ''],
      ['Cy', '', '', 'DE'],
      ['', '+447911123458', '+447911123460', ''],
    ]);
    // A number that its label calls mobile comes first.
    expect(rows[0]?.phones?.[0]).toBe('+447911123461');
    expect(rows[0]?.phones?.length).toBe(5);
    expect(rows.map(({ country }) => country)).toEqual(['GB', undefined, 'DE', undefined]);
  });

  it('has lists that continue on the next page', async () => {
    const { phones } = await read(fixture('long-lists'));
    // A field has at most 20 entries.
    expect(phones.map((row) => [row?.length, row?.[0], row?.at(-1)])).toEqual(
      Array.from({ length: 6 }, (_, at) => [20, `+44791110${at}000`, `+44791110${at}019`]),
    );
  });

  it('may be empty, be in gzip, and have any name', async () => {
    expect((await read(fixture('empty'))).rows).toEqual([]);
    const file = readFileSync(fixture('types-none'));
    for (const path of [write(file, 'csv'), write(gzipSync(file), 'gz')]) {
      expect((await read(path)).phones[0]).toEqual(['447911123456']);
    }
  });

  it('is read without the columns that decide nothing', async () => {
    const path = fixture('columns');
    const { list, rows, codes, phones } = await read(path, { keepCells: false });
    expect(list.columns).toEqual(['note', 'Mobile', 'Emergency contact phone', 'country', 'score']);
    expect(phones).toEqual([['+447911123456'], [''], ['+447911123458']]);
    expect(rows.map(({ country }) => country)).toEqual(['GB', 'GB', 'GB']);
    expect(codes).toEqual([['other-person-only', 1, 2]]);
    expect((await read(path)).cells[1]).toEqual(['second', '', '+447911123457', 'GB', '2']);
    const bytes = readFileSync(path);
    const placed = { name: path, size: bytes.length, from: bytes };
    const footer = await readFooter(placed);
    const places = footer.groups.map(({ parts }) => parts.get(pathKey(['Mobile'])));
    const got: number[] = [];
    const source = {
      name: path,
      read: async (position: number, length: number) => {
        got.push(position);
        return bytes.subarray(position, position + length);
      },
    };
    const batches: unknown[] = [];
    for await (const { columns } of parquetRows(source, footer, (column) => column === 1)) batches.push(columns);
    expect(batches).toEqual([
      [[], ['+447911123456', null], [], [], []],
      [[], ['+447911123458'], [], [], []],
    ]);
    expect(got.every((at) => places.some((part) => part !== undefined && at >= part.start && at < part.end))).toBe(
      true,
    );
  });

  it.each([
    [plainTexts(['+447911123456', '+447911123457']), 3, /LZO compression/, /Snappy/],
    [Buffer.alloc(8), 0, /BIT_PACKED/, /duckdb -csv -c 'from read_parquet\(.*list-\d+\.parquet/],
  ])('is refused with a command for its own name', async (data, codec, message, hint) => {
    const encoding = codec === 0 ? 'BIT_PACKED' : 'PLAIN';
    const path = write(parquet({ pages: [page({ data, values: 2, encoding })], rows: 2, codec }));
    await expect(read(path, mobile)).rejects.toMatchObject({
      ...{ code: 'contacts.unreadable', message: expect.stringMatching(message) },
      hints: [expect.stringMatching(hint)],
    });
  });

  it('is not taken for a text that begins with the same letters', async () => {
    expect((await read(write('PAR1,Mobile\nAda,+447911123456\n', 'csv'))).phones).toEqual([['+447911123456']]);
  });

  it('has no sheets', async () => {
    await expect(read(fixture('types-none'), { sheet: 'A' })).rejects.toMatchObject({ code: 'contacts.no-sheet' });
  });

  it.each([
    ['encrypted', /is an encrypted Parquet file/, /keys/],
    ['encrypted-columns', /is an encrypted Parquet file/, /keys/],
  ])('is refused with a sentence: %s', async (name, message, hint) => {
    await expect(read(fixture(name))).rejects.toMatchObject({
      ...{ code: 'contacts.unreadable', exit: 2, message: expect.stringMatching(message) },
      hints: [expect.stringMatching(hint)],
    });
  });

  it('is refused if it breaks off anywhere', async () => {
    const file = readFileSync(fixture('types-groups'));
    for (let length = 5; length < file.length; length += 97) {
      await expect(read(write(file.subarray(0, length)), mobile), `${length}`).rejects.toMatchObject({ exit: 2 });
    }
  });

  it.each(readable)('is read with %s', async (_, file) => {
    const { phones } = await read(write(file), mobile);
    expect(phones).toEqual(texts.map((text) => [text]));
  });

  it.each(refused)('is refused at once with %s', async (_, file) => {
    const path = write(file);
    const before = process.memoryUsage.rss();
    const refusal = async () => {
      await expect(read(path, mobile)).rejects.toMatchObject({ code: 'contacts.unreadable', exit: 2 });
    };
    expect(await processorMs(refusal)).toBeLessThan(5000);
    expect(process.memoryUsage.rss() - before).toBeLessThan(300 * 1024 * 1024);
  });
});
