import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openContacts } from '../../../../src/adapters/contacts/open-contacts.ts';
import type { ContactRow } from '../../../../src/ports.ts';

// LibreOffice 7.4 wrote libreoffice.* from one document, exceljs 4.4 and hucre 1.0 the others.
const fixture = (name: string): string => join(import.meta.dirname, '../../../fixtures/workbooks', name);

async function read(name: string) {
  const list = await openContacts(fixture(name), { keepCells: true });
  const rows: ContactRow[] = [];
  for await (const batch of list.rows()) rows.push(...batch);
  const codes = list.findings().map(({ code, count, line }) => [code, count, line]);
  return { list, codes, rows: rows.map(({ line, cells }) => [line, ...(cells ?? [])]) };
}

describe('a workbook that another program wrote', () => {
  it.each(['libreoffice.xlsx', 'libreoffice.ods'])('is read if it is of LibreOffice: %s', async (name) => {
    const { list, rows, codes } = await read(name);
    expect(list.sheet).toBe('Kunden & Freunde');
    expect(list.columns).toEqual(['Name', 'Mobile', 'Joined', 'Texts OK']);
    expect(rows).toEqual([
      [3, 'Ada & Co', '447911123456', '2024-05-06', '1'],
      [4, 'Bob', '07911123457', '2024-05-07', '0'],
      [5, '東京', '+447911123458'],
      [6, 'Di', '#N/A'],
      [8, 'Ed', '+447911123459'],
    ]);
    expect(codes).toEqual([
      ['other-sheets', 2, null],
      ['preamble', 1, 1],
      ['format-digits', 1, 4],
      ['hidden-rows', 1, 5],
      ['consent-empty', 3, 5],
      ['error-cells', 1, 6],
    ]);
  });

  it('is read if it is of exceljs', async () => {
    const { list, rows, codes } = await read('exceljs.xlsx');
    expect(list.sheet).toBe('Contacts');
    expect(rows).toEqual([
      [2, 'Ada', '447911123456', '2024-05-06'],
      [3, 'Bob', '+44 7911 123457', '2024-05-07T12:00:00'],
      [4, 'Cy', '+447911123458'],
      [5, 'Di', '07911123459'],
      [6, 'Ed', '+447911123460'],
      [7, 'Fay', '#REF!'],
    ]);
    expect(codes).toEqual([
      ['other-sheets', 1, null],
      ['format-digits', 1, 5],
      ['error-cells', 1, 7],
    ]);
  });

  it.each([
    ['encrypted.xlsx', 'an encrypted workbook'],
    ['libreoffice.xls', 'an old Excel workbook (.xls)'],
  ])('is refused by its content: %s', async (name, what) => {
    const message = expect.stringContaining(`is ${what}.`);
    await expect(read(name)).rejects.toMatchObject({ code: 'contacts.unreadable', message });
  });
});
