import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readable, refused } from '../../../../bench/workbook-torture.mjs';
import { openContacts } from '../../../../src/adapters/contacts/open-contacts.ts';
import type { ContactRow, OpenContactsOptions } from '../../../../src/ports.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const folder = temporaryFolder('workbooks');
let files = 0;

function write(file: Buffer, extension = 'xlsx'): string {
  files += 1;
  const path = join(folder, `list-${files}.${extension}`);
  writeFileSync(path, file);
  return path;
}

async function read(file: Buffer, options: OpenContactsOptions = {}) {
  const list = await openContacts(write(file), { columns: ['Mobile'], keepCells: true, ...options });
  const rows: ContactRow[] = [];
  for await (const batch of list.rows()) rows.push(...batch);
  return { list, rows, findings: list.findings() };
}

describe('workbooks', () => {
  it.each(readable)('are read with %s', async (_, file, cells) => {
    const { rows } = await read(file);
    expect(rows.map((row) => row.cells)).toEqual(cells);
    expect(rows.map(({ line }) => line)).toEqual(cells.map((_each, at) => at + 2));
  });

  it.each(refused)('are refused with %s', async (_, file) => {
    await expect(read(file)).rejects.toMatchObject({ code: 'contacts.unreadable', exit: 2 });
  });
});
