import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookAtPage, openBrowser, views } from '../support/browser.ts';
import { runProgram, smsctl } from '../support/program.ts';
import { chromiumRequirement, named } from '../support/requirements.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const reason = chromiumRequirement();

/** Most reasons that a cell can have, markup where outside text goes, and several countries. */
const cells = [
  ...[
    '+12025550123',
    '+12025550123',
    '(202) 555-0124',
    '',
    'n/a',
    '1.20256E+10',
    '1.2025550125E+10',
    '2025550126.0',
    '="x"',
  ],
  ...['2025550127 / 2025550128', '2025550129 x4', '2O25550130', '1-800-FLOWERS', '2025550131 home'],
  ...[
    '<img src=x onerror=alert(1)>',
    '12345',
    '447400123456',
    '+999123456789',
    '+1202',
    '+1202555012345',
    '+19995550123',
  ],
  ...['+442079460018', '8005550199', '9005550123', '+447640123456', '+4915123456789', '+447400123456', '+33612345678'],
  ...['+919876543210', '+5511987654321', '+61412345678', '２０２５５５０１３２', '2025\u200b550133'],
];

describe.skipIf(reason !== undefined)(named('the report about contacts in a real browser', reason), () => {
  const folder = temporaryFolder('page');
  const page = join(folder, 'report.html');
  let browser: Browser;

  beforeAll(async () => {
    const list = join(folder, 'a <b> & "c".csv');
    const rows = cells.map((cell) => `x,"${cell.replaceAll('"', '""')}"`);
    writeFileSync(list, `name,phone\n${rows.join('\n')}\nx\n"y,+12025550140\n`);
    const env = { HOME: folder, PATH: process.env.PATH ?? '', LANG: 'C.UTF-8' };
    const argv = ['contacts', 'check', list, '--contacts-country', 'US', '--report', page];
    expect((await runProgram([...smsctl, ...argv], { env })).code).toBe(1);
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  it.each(views)('fits, fetches nothing and passes axe: $name', async (view) => {
    expect(await lookAtPage(browser, page, view)).toEqual({
      requests: [],
      violations: [],
      overflows: false,
      messages: [],
    });
  });

  it('runs no script and shows no number', async () => {
    const open = await browser.newPage();
    const dialogs: string[] = [];
    open.on('dialog', (dialog) => dialogs.push(dialog.message()));
    await open.goto(`file://${page}`);
    expect(await open.locator('script, img, b').count()).toBe(0);
    expect(dialogs).toEqual([]);
    const text = await open.locator('body').innerText();
    expect(text).not.toMatch(/202.{0,2}555|7946|5550/);
    expect(text).toContain('landline');
    await open.close();
  });
});
