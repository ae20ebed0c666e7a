import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import { projectFolder } from '../support/program.ts';
import { filesWith, formsOf } from '../support/secret-scan.ts';
import { type WindowsNode, windowsPath, wineIn } from '../support/wine.ts';

const prefix = inject('winePrefix');
const { accountSid, authToken, number } = sandboxIds;
const contacts = windowsPath(join(projectFolder, 'samples', 'contacts.csv'));
const answers = [
  ...['--owner-team', 'Messaging', '--owner-contact', '#sms', '--number', number, '--account-sid', accountSid],
  ...['--confirm-method', 'auth-token', '--confirmed-by', 'Ada', '--contacts', contacts, '--contacts-country', 'US'],
  ...['--acknowledge-contacts', '--acknowledge-short-form', '--quiet', '--no-input', '--auth-token-stdin'],
];

describe.skipIf(prefix === '')('setup on Windows', () => {
  const wine = wineIn(prefix);
  const folder = join(wine.profile, 'AppData', 'Roaming', 'smsctl', 'Config');
  const settings = join(folder, 'organizations', 'default.json');
  let server: Sandbox;
  let env: Readonly<Record<string, string>>;
  beforeAll(async () => {
    server = await startSandbox({ world: defaultWorld() });
    env = { SMSCTL_TWILIO_URL: server.url };
  });
  afterAll(() => server.close());

  const verdict = async (node: WindowsNode, more: Readonly<Record<string, string>> = {}) => {
    const { out, code } = await wine.smsctl(['verify', '--json'], { node, env: { ...env, ...more } });
    const { verdict, checks } = JSON.parse(out) as { verdict: string; checks: { id: string; status: string }[] };
    return [
      code,
      verdict,
      checks.filter(({ status }) => status === 'fail' || status === 'unknown').map(({ id }) => id),
    ];
  };

  it.each<WindowsNode>([22, 20])('the sandbox is set up and keeps nothing, with Node %i', async (node) => {
    const { code, out } = await wine.smsctl(['setup', '--sandbox', '--no-input'], { node });
    expect(out).toMatch(/^Ready:/m);
    expect(code).toBe(0);
    const temporary = readdirSync(wine.temporary);
    expect(temporary.filter((name) => name.startsWith('smsctl'))).toEqual([]);
    expect(existsSync(folder)).toBe(false);
  });

  it('saves the first settings and the secret in the Credential Manager', async () => {
    const run = await wine.smsctl(['setup', ...answers, '--store', 'keychain'], { env, input: authToken });
    expect(run).toMatchObject({ code: 0, err: expect.not.stringContaining('Warning') });
    expect(JSON.parse(readFileSync(settings, 'utf8'))).toMatchObject({
      owner: { team: 'Messaging' },
      credentials: { store: 'keychain', accountSid },
    });
    expect(filesWith(formsOf(authToken, accountSid), folder)).toEqual([]);
    // What another process reads is what was kept.
    expect(await verdict(22)).toEqual([0, 'ready', []]);
    expect(await verdict(20)).toEqual([0, 'ready', []]);
  });

  it('moves secrets to encrypted files and back and removes them', async () => {
    const passphrase = join(wine.profile, 'passphrase.txt');
    writeFileSync(passphrase, 'correct horse battery staple\n');
    const opened = { SMSCTL_PASSPHRASE_FILE: `${wine.userProfile}\\passphrase.txt` };
    const secrets = () => readdirSync(join(folder, 'secrets')).filter((name) => name.endsWith('.age'));
    const move = (store: string) =>
      wine.smsctl(['credentials', 'move', store, '--no-input'], { env: { ...env, ...opened } });
    expect(await move('file')).toMatchObject({ code: 0 });
    expect(secrets()).toHaveLength(1);
    expect(filesWith(formsOf(authToken, accountSid), folder)).toEqual([]);
    expect(await verdict(22, opened)).toEqual([0, 'ready', []]);
    expect((await verdict(22))[0]).toBe(3);
    expect(await move('keychain')).toMatchObject({ code: 0 });
    expect(secrets()).toEqual([]);
    expect(await verdict(22)).toEqual([0, 'ready', []]);

    const remove = ['credentials', 'remove', 'auth-token', '--yes', '--no-input'];
    expect(await wine.smsctl(remove, { env })).toMatchObject({ code: 0 });
    expect((await verdict(22))[1]).toBe('not-ready');
  });

  it('saves the first settings with Node 20', async () => {
    const own = { ...env, SMSCTL_CONFIG_DIR: `${wine.userProfile}\\with node 20\\sms` };
    const run = await wine.smsctl(['setup', ...answers, '--store', 'keychain'], {
      node: 20,
      env: own,
      input: authToken,
    });
    expect(run).toMatchObject({ code: 0 });
    expect(await verdict(20, own)).toEqual([0, 'ready', []]);
    const saved = join(wine.profile, 'with node 20', 'sms', 'organizations', 'default.json');
    expect(statSync(saved).size).toBeGreaterThan(100);
  });

  it('names a directory outside the profile and the command that protects it', async () => {
    const own = { ...env, SMSCTL_CONFIG_DIR: 'C:\\shared sms' };
    const owner = ['setup', 'owner', '--owner-team', 'A', '--owner-contact', 'b', '--no-input'];
    const { err, code } = await wine.smsctl(owner, { env: own });
    expect(code).toBe(0);
    expect(err.match(/Warning: .*/g)).toEqual([
      expect.stringMatching(/^Warning: C:\\shared sms is outside .*`icacls "C:\\shared sms" \/inheritance:r /),
    ]);
  });
});
