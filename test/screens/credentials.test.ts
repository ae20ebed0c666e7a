import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SecretStoreError } from '../../src/domain/secret-store-error.ts';
import { type CredentialSettings, withStandby } from '../../src/domain/settings/settings.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import { lockedKeychain } from '../support/context.ts';
import { accountSid, apiKeySid, readySettings } from '../support/fixtures.ts';
import { screenCli } from '../support/support-screens.ts';

const zone = process.env.TZ;
let server: Sandbox;
beforeAll(async () => {
  process.env.TZ = 'Europe/Berlin';
  server = await startSandbox({ world: defaultWorld() });
});
afterAll(async () => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
  await server.close();
});

const golden = (name: string, text: string) => expect(text).toMatchFileSnapshot(`credentials/${name}.txt`);

const { standardKey, authToken } = sandboxIds;
const active = readySettings.credentials as CredentialSettings;
const key: CredentialSettings = {
  ...active,
  method: 'api-key',
  apiKeySid,
  secretKey: 'default.two',
  fingerprint: 'b'.repeat(16),
};
const twoOfThem = withStandby(readySettings, [key]);
const leftBehind = {
  ...twoOfThem,
  pending: [{ store: 'keychain' as const, key: 'default.old' }],
  pendingKeys: [{ accountSid, name: 'smsctl default host 1', requestedAt: '2026-11-20T09:00:00.000Z' }],
};

/** An account of the sandbox, with a file of each secret. */
function prepared(columns = 80) {
  const screens = screenCli({ url: server.url, columns });
  writeFileSync(join(screens.cli.directory, 'token.txt'), authToken);
  writeFileSync(join(screens.cli.directory, 'key.txt'), standardKey.secret);
  const file = (name: string) => join(screens.cli.directory, name);
  const screen = async (...argv: readonly string[]) =>
    (await screens.screen(...argv))
      .replaceAll(screens.cli.directory, 'DIR')
      // A new key has random digits in its name and its SID.
      .replace(/(?<=smsctl default test-host )[0-9a-f]{8}/g, 'RANDOM')
      .replace(/SK[0-9a-f]{32}/g, (sid) => (sid === standardKey.sid ? sid : 'SK_RANDOM'))
      .replace(/SK[0-9a-f]{2}…[0-9a-f]{4}/g, 'SK??…????');
  const account = ['--account-sid', sandboxIds.accountSid, '--store', 'keychain'];
  return {
    screen,
    keychain: (broken: typeof screens.cli.keychain) => {
      screens.cli.keychain = broken;
    },
    setToken: () => screen('credentials', 'set', ...account, '--auth-token-file', file('token.txt')),
    setKey: () =>
      screen(
        ...['credentials', 'set', ...account, '--credential-method', 'api-key'],
        ...['--api-key-sid', standardKey.sid, '--api-key-secret-file', file('key.txt')],
      ),
    rotate: () => screen('credentials', 'rotate', '--auth-token-file', file('token.txt')),
  };
}

describe('credentials show', () => {
  it.each([
    ['none', {}, 80],
    ['active', readySettings, 80],
    ['standby', twoOfThem, 80],
    ['to-clean-up', leftBehind, 80],
    ['to-clean-up-50', leftBehind, 50],
  ] as const)('%s', async (name, settings, columns) => {
    const { save, screen } = screenCli({ columns });
    await save('default', settings);
    await golden(`show-${name}`, await screen('credentials', 'show'));
  });
});

describe('credentials that change', () => {
  it('are set, set again, stored beside, used, and used again', async () => {
    const { screen, setToken, setKey } = prepared();
    await golden('set', await setToken());
    await golden('set-again', await setToken());
    await golden('set-standby', await setKey());
    await golden('use', await screen('credentials', 'use', 'api-key'));
    await golden('use-again', await screen('credentials', 'use', 'api-key'));
    await golden('use-unknown', await screen('credentials', 'use', 'SK'));
    await golden('remove', await screen('credentials', 'remove', 'previous', '--yes'));
    await golden('remove-unconfirmed', await screen('credentials', 'remove', 'all'));
    await golden('remove-all', await screen('credentials', 'remove', 'all', '--yes'));
  });

  it('are rotated, and a key is created', async () => {
    const { screen, setToken, rotate } = prepared();
    await golden('rotate-none', await rotate());
    await setToken();
    await golden('rotate-same', await rotate());
    await golden('create-key', await screen('credentials', 'create-key'));
    await golden('create-key-again', await screen('credentials', 'create-key'));
  });

  it('are refused without a store, and moved where they are', async () => {
    const { screen, setToken, keychain } = prepared();
    await setToken();
    await golden('move-there', await screen('credentials', 'move', 'keychain'));
    await golden('move-invalid', await screen('credentials', 'move', 'disk'));
    const message = 'The OS keychain is not available.';
    const nextStep = 'Use an encrypted file: `smsctl setup credentials --store file`.';
    const absent = new SecretStoreError({ problem: 'no-bus', message, nextStep });
    keychain({
      ...lockedKeychain(),
      probe: async () => ({ kind: 'keychain', ready: false, problem: 'no-bus', sentence: message, nextStep }),
      prepare: () => Promise.reject(absent),
    });
    await golden('set-without-keychain', await setToken());
  });
});

it('unused secrets are named with their store', async () => {
  const { cli, save, screen } = screenCli();
  await save('default', leftBehind);
  cli.keychain = lockedKeychain();
  await golden('remove-pending', await screen('credentials', 'remove', 'pending', '--dry-run'));
  await golden('left-over', await screen('acknowledge', 'contacts', '--by', 'Ada'));
});
