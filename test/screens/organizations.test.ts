import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readySettings } from '../support/fixtures.ts';
import { screenCli } from '../support/support-screens.ts';
import { useTimeZone } from '../support/time-zone.ts';

useTimeZone('Europe/Berlin');

const golden = (name: string, text: string) => expect(text).toMatchFileSnapshot(`organizations/${name}.txt`);

async function two(columns = 80) {
  const screens = screenCli({ columns });
  const { credentials: _, ...settings } = readySettings;
  await screens.save('acme-eu', readySettings);
  await screens.save('acme-us', settings);
  return screens;
}

it('org list', async () => {
  await golden('list-empty', await screenCli().screen('org', 'list'));
  const { cli, screen } = await two();
  writeFileSync(join(cli.directory, 'organizations', 'broken.json'), '{');
  await golden('list-several', await screen('org', 'list'));
  cli.env.SMSCTL_ORG = 'acme-us';
  await golden('list-named', await screen('org', 'list'));
});

it('org use, rename and remove', async () => {
  const { screen } = await two();
  await golden('use', await screen('org', 'use', 'acme-eu'));
  await golden('use-unknown', await screen('org', 'use', 'acme-uk'));
  await golden('rename', await screen('org', 'rename', 'acme-us', 'acme-ca'));
  await golden('rename-taken', await screen('org', 'rename', 'acme-ca', 'acme-eu'));
  await golden('rename-invalid', await screen('org', 'rename', 'acme-ca', 'Acme CA'));
  await golden('remove-unconfirmed', await screen('org', 'remove', 'acme-ca'));
  await golden('remove', await screen('org', 'remove', 'acme-ca', '--confirm', 'acme-ca'));
});

it('config path and explain', async () => {
  const { cli, screen } = await two();
  await golden('path', await screen('config', 'path', '--org', 'acme-eu'));
  cli.env.SMSCTL_NUMBER = '+12025550199';
  await golden('explain', await screen('config', 'explain', '--org', 'acme-eu'));
  const narrow = await two(50);
  await golden('explain-50', await narrow.screen('config', 'explain', '--org', 'acme-us'));
});

it('acknowledge', async () => {
  const { save, screen } = screenCli();
  await golden('acknowledge-early', await screen('acknowledge', 'contacts', '--by', 'Ada'));
  await save('default', readySettings);
  await golden('acknowledge-contacts', await screen('acknowledge', 'contacts', '--by', 'Grace'));
  await golden('acknowledge-again', await screen('acknowledge', 'contacts', '--by', 'Grace'));
  await golden('acknowledge-short-form', await screen('acknowledge', 'short-form', '--by', 'Grace'));
  await golden('acknowledge-nobody', await screen('acknowledge', 'short-form'));
  await golden('acknowledge-invalid', await screen('acknowledge', 'everything', '--by', 'Grace'));
});
