import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CredentialSettings } from '../../src/domain/settings/settings.ts';
import { accountSid, apiKeySid, readySettings } from '../support/fixtures.ts';
import { screenCli } from '../support/support-screens.ts';
import { useTimeZone } from '../support/time-zone.ts';

useTimeZone('Europe/Berlin');

const golden = (name: string, text: string) => expect(text).toMatchFileSnapshot(`status/${name}.txt`);

const notOwned = {
  'number.owned': {
    status: 'fail',
    detail: `Account ${accountSid} does not hold +12025550123 of Customer Messaging.`,
    code: '21606',
    remedy: { text: 'Save a number of this account.', command: 'smsctl setup number' },
  },
  'number.registered': { status: 'skip', detail: 'Skipped.', blockedBy: 'number.owned' },
  'credentials.funds': {
    status: 'warn',
    detail: 'The balance is 4.20 USD.',
    remedy: { text: 'Add funds in the Twilio Console.', command: null },
  },
} as const;

/** When a verification before the last one ran. */
const weekBefore = '2026-11-15T18:00:00.000Z';

async function ready(columns?: number) {
  const screens = screenCli({ ...(columns !== undefined && { columns }) });
  await screens.save('default', readySettings);
  await screens.verified('default', readySettings, {}, weekBefore);
  await screens.verified('default', readySettings);
  return screens;
}

async function notReady() {
  const { credentials } = readySettings;
  const settings = {
    ...readySettings,
    standby: [{ ...(credentials as CredentialSettings), method: 'api-key' as const, apiKeySid }],
    pending: [{ store: 'keychain' as const, key: 'default.old' }],
  };
  const screens = screenCli();
  await screens.save('default', settings);
  await screens.verified('default', settings, {}, weekBefore);
  await screens.verified('default', settings, notOwned);
  return screens;
}

/** Four organizations, one of them damaged. */
async function several(columns: number) {
  const screens = screenCli({ columns });
  await screens.save('acme-eu', readySettings);
  await screens.verified('acme-eu', readySettings, {}, weekBefore);
  await screens.verified('acme-eu', readySettings);
  await screens.save('acme-us', { ...readySettings, owner: { team: 'Notifications and Reminders', contact: '#us' } });
  await screens.verified('acme-us', readySettings, notOwned);
  await screens.save('new', { owner: { team: 'Sales', contact: 'sales@example.com' } });
  mkdirSync(join(screens.cli.directory, 'organizations'), { recursive: true });
  writeFileSync(join(screens.cli.directory, 'organizations', 'old.json'), '{"schema":');
  return screens;
}

describe('the screens of status', () => {
  it('of a setup that is ready', async () => {
    await golden('ready', await (await ready()).screen('status'));
    await golden('ready-50', await (await ready(50)).screen('status'));
  });

  it('of a setup that is not ready', async () => {
    const { screen } = await notReady();
    await golden('not-ready', await screen('status'));
    await golden('support', await screen('status', '--support'));
  });

  it('without a setup', async () => {
    const { screen } = screenCli();
    await golden('empty', await screen('status'));
    await golden('support-empty', await screen('status', '--support'));
    await golden('all-empty', await screen('status', '--all'));
  });

  it('of several organizations', async () => {
    await golden('all', await (await several(80)).screen('status', '--all'));
    await golden('all-50', await (await several(50)).screen('status', '--all'));
  });
});
