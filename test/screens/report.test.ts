import { describe, expect, it } from 'vitest';
import { readySettings } from '../support/fixtures.ts';
import { bodyLines } from '../support/page-lines.ts';
import { screenCli } from '../support/support-screens.ts';
import { useTimeZone } from '../support/time-zone.ts';

useTimeZone('Europe/Berlin');

const golden = (name: string, text: string) => expect(text).toMatchFileSnapshot(`report/${name}.txt`);

/** The report in both forms that people read. */
async function bothForms(name: string, screen: (...argv: readonly string[]) => Promise<string>, ...argv: string[]) {
  await golden(name, await screen('report', ...argv));
  await golden(`${name}-page`, bodyLines(await screen('report', '--format', 'html', ...argv)));
}

describe('the report', () => {
  it('of a setup that is ready', async () => {
    const { save, verified, screen } = screenCli();
    await save('default', readySettings);
    await verified('default', readySettings);
    await bothForms('ready', screen);
    await golden('ready-ids', await screen('report', '--show-ids'));
  });

  it('of a setup with a failing check', async () => {
    const { save, verified, screen } = screenCli();
    await save('acme', readySettings);
    await verified('acme', readySettings, {
      'number.registered': {
        status: 'fail',
        detail: 'The campaign was rejected on 2026-11-21T09:00:00Z.',
        code: '30034',
        remedy: { text: 'Correct the campaign.', command: 'smsctl explain 30034' },
      },
    });
    await bothForms('not-ready', screen, '--org', 'acme');
  });

  it('without a setup', async () => bothForms('empty', screenCli().screen));
});
