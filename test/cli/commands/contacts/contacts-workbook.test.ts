import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { workbook } from '../../../../bench/workbook-files.mjs';
import { testCli } from '../../../support/context.ts';
import { faultsIn } from '../../../support/schemas.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

let folder: string;
let path: string;
let cli: ReturnType<typeof testCli>;
beforeEach(() => {
  folder = temporaryFolder('workbook');
  cli = testCli({ url: 'http://127.0.0.1:9' });
  path = join(folder, 'contacts.xlsx');
  const people = [
    ['Name', 'Mobile'],
    ['Ada', 447_911_123_456],
    ['Bob', { v: '7911123457', s: 1 }],
    ['Cy', 'call, "office"'],
  ];
  const old = [['Mobile'], ['+447911123458']];
  const sheets = [
    { name: 'People', rows: people },
    { name: 'Old', rows: old },
  ];
  writeFileSync(path, workbook({ sheets, formats: ['00000000000'] }));
});

async function check(...argv: readonly string[]) {
  const { code, out } = await cli.run('contacts', 'check', ...argv, '--json');
  const document = JSON.parse(out);
  expect(faultsIn('contacts', document)).toEqual([]);
  return { code, document };
}

describe('smsctl contacts check of a workbook', () => {
  it('counts the rows of one sheet, and names it', async () => {
    const { code, document } = await check(path, '--contacts-country', 'GB');
    expect(code).toBe(1);
    expect(document).toMatchObject({ rows: 3, textable: 2, lists: [{ name: 'contacts.xlsx', sheet: 'People' }] });
    expect(document.findings.map((finding: { code: string }) => finding.code)).toEqual([
      'other-contact-sheets',
      'format-digits',
    ]);
    const { out } = await cli.run('contacts', 'check', path, '--contacts-country', 'GB');
    expect(out).toContain('contacts.xlsx, sheet "People"');
  });

  it('takes the sheet from the flag, before the variable', async () => {
    cli.env = { SMSCTL_SHEET: 'Old' };
    expect((await check(path)).document).toMatchObject({ rows: 1, lists: [{ sheet: 'Old' }] });
    expect((await check(path, '--sheet', 'People')).document).toMatchObject({ rows: 3, lists: [{ sheet: 'People' }] });
    expect((await check(path, '--sheet', 'New')).document).toMatchObject({ error: { code: 'contacts.no-sheet' } });
    expect((await check(path, '--sheet', ' ')).document).toMatchObject({ exitCode: 2 });
  });

  it('saves the sheet, and reads it again', async () => {
    await check(path, '--sheet', 'Old', '--save');
    const saved = JSON.parse(readFileSync(join(cli.directory, 'organizations/default.json'), 'utf8'));
    expect(saved.contacts).toMatchObject({ source: path, sheet: 'Old' });
    expect((await check()).document).toMatchObject({ rows: 1, lists: [{ sheet: 'Old' }] });
  });

  it('writes its rows as CSV, and the sheet into the report', async () => {
    const [valid = '', invalid = '', report = ''] = ['valid.csv', 'invalid.csv', 'report.html'].map((name) =>
      join(folder, name),
    );
    const outputs = ['--valid', valid, '--invalid', invalid, '--report', report];
    await check(path, '--contacts-country', 'GB', ...outputs);
    expect(readFileSync(valid, 'utf8').split('\r\n')).toEqual([
      'Name,Mobile,e164,country,type,reason',
      expect.stringMatching(/^Ada,447911123456,\+447911123456,G[BG],MOBILE,$/),
      expect.stringMatching(/^Bob,07911123457,\+447911123457,G[BG],MOBILE,$/),
      '',
    ]);
    expect(readFileSync(invalid, 'utf8')).toContain('Cy,"call, ""office""",,,,');
    expect(readFileSync(report, 'utf8')).toContain('sheet &quot;People&quot;');
  });
});
