import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settingsFile } from '../../src/adapters/settings/settings-file.ts';
import type { Settings } from '../../src/domain/settings/settings.ts';
import { lookAtPage, openBrowser, views } from '../support/browser.ts';
import { readySettings } from '../support/fixtures.ts';
import { runProgram, smsctl } from '../support/program.ts';
import { chromiumRequirement, named } from '../support/requirements.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const home = temporaryFolder('report');
const env = { HOME: home, PATH: process.env.PATH ?? '', LANG: 'C.UTF-8', SMSCTL_CONFIG_DIR: home };

const many = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `${String.fromCharCode(65 + (index % 26))}${String.fromCharCode(65 + Math.floor(index / 26))}`,
      (index * 37) % 900,
    ]),
  );

/** Nothing set up; everything well; a list from many countries with long and hostile names. */
const setups: Readonly<Record<string, Settings | undefined>> = {
  empty: undefined,
  ready: readySettings,
  hostile: {
    ...readySettings,
    owner: { team: '<script>alert(1)</script><img src=https://evil.example/x>', contact: 'x'.repeat(100) },
    contacts: {
      ...(readySettings.contacts as NonNullable<Settings['contacts']>),
      result: {
        ...(readySettings.contacts as NonNullable<Settings['contacts']>).result,
        name: '"><style>@import "https://evil.example/y.css"</style>',
        rows: 123_456_789,
        textable: 23_456_789,
        reasons: { empty: 60_000_000, duplicate: 39_999_990, landline: 10 },
        countries: many(120),
      },
    },
  },
};

describe.skipIf(chromiumRequirement())(named('the report in a real browser', chromiumRequirement()), () => {
  let browser: Browser;
  beforeAll(async () => {
    for (const [organization, settings] of Object.entries(setups)) {
      // What is not set up cannot be named.
      const org = settings === undefined ? [] : ['--org', organization];
      if (settings !== undefined) await settingsFile({ directory: home, organization }).update(() => settings);
      const { code, err } = await runProgram([...smsctl, 'report', ...org, '-f', join(home, `${organization}.html`)], {
        env,
      });
      expect([code, err]).toEqual([0, expect.stringContaining('Written to')]);
    }
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  for (const organization of Object.keys(setups)) {
    it.each(organization === 'hostile' ? views : views.slice(0, 1))(
      `fits, fetches nothing and passes axe for an organization that is ${organization}: $name`,
      async (view) => {
        const seen = await lookAtPage(browser, join(home, `${organization}.html`), view);
        expect(seen).toEqual({ requests: [], violations: [], overflows: false, messages: [] });
      },
    );
  }
});
