import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { settingsFile } from '../../../../src/adapters/settings/settings-file.ts';
import { fingerprintOf } from '../../../../src/domain/settings/credential.ts';
import { Secret } from '../../../../src/domain/text/secret.ts';
import { startSandbox } from '../../../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../../../src/sandbox/twilio/default-world.ts';
import { testCli } from '../../../support/context.ts';
import { now, readySettings } from '../../../support/fixtures.ts';
import { scripted } from '../../../support/scripted.ts';

async function setUp(change: Parameters<typeof testCli>[1] = {}) {
  const server = await startSandbox({ world: defaultWorld() });
  const cli = testCli(server, change);
  onTestFinished(async () => {
    await server.close();
    rmSync(cli.directory, { recursive: true, force: true });
  });
  const envFile = (variables: Readonly<Record<string, string>>): string => {
    const path = join(cli.directory, 'app.env');
    const lines = Object.entries(variables).map(([name, value]) => `export ${name}="${value}"\n`);
    writeFileSync(path, lines.join(''));
    return path;
  };
  const saved = () => settingsFile({ directory: cli.directory, organization: 'default' }).load();
  return { cli, server, envFile, saved };
}

const whole = {
  TWILIO_ACCOUNT_SID: sandboxIds.accountSid,
  TWILIO_AUTH_TOKEN: sandboxIds.authToken,
  TWILIO_PHONE_NUMBER: sandboxIds.number,
};

const flags = ['--no-input', '--store', 'keychain', '--owner-team', 'Messaging', '--owner-contact', '#sms'];

describe('setup --from', () => {
  it('takes over a file, with masked values, and leaves it as it is', async () => {
    const { cli, envFile, saved } = await setUp();
    const path = envFile(whole);
    const before = readFileSync(path, 'utf8');
    await cli.run('setup', 'owner', ...flags);
    await cli.run('setup', 'number', ...flags, '--from', path);
    const { code, out, err } = await cli.run('setup', 'credentials', ...flags, '--from', path);
    expect(code, err).toBe(0);
    expect(await saved()).toMatchObject({
      number: { sender: sandboxIds.number },
      credentials: { accountSid: sandboxIds.accountSid, method: 'auth-token', store: 'keychain' },
    });
    expect(err).toContain('  TWILIO_ACCOUNT_SID: ACaa…aaaa\n  TWILIO_AUTH_TOKEN: ••••••••\n');
    expect(err).toContain('  TWILIO_PHONE_NUMBER: +1••••••0142\n');
    expect(err.replace(/\s+/g, ' ')).toContain('is unchanged, and still holds TWILIO_AUTH_TOKEN in plain text.');
    expect(`${out}${err}`).not.toContain(sandboxIds.authToken);
    expect(readFileSync(path, 'utf8')).toBe(before);
  });

  it('takes over the environment, by the names of a framework', async () => {
    const { cli, saved } = await setUp();
    cli.env = {
      SUPABASE_AUTH_SMS_TWILIO_ACCOUNT_SID: sandboxIds.accountSid,
      SUPABASE_AUTH_SMS_TWILIO_AUTH_TOKEN: sandboxIds.authToken,
    };
    const { code, err } = await cli.run('setup', 'credentials', ...flags, '--from', 'env');
    expect(code, err).toBe(0);
    expect((await saved())?.credentials).toMatchObject({ accountSid: sandboxIds.accountSid, method: 'auth-token' });
    expect(err).not.toContain('in plain text');
  });

  it('takes over an API key, and values of the file before those of the environment, but after flags', async () => {
    const { cli, envFile, saved } = await setUp();
    cli.env = { TWILIO_AUTH_TOKEN: 'beadfeed'.repeat(4), TWILIO_API_KEY: `SK${'9'.repeat(32)}` };
    const { mainKey, number, tollFree } = sandboxIds;
    const path = envFile({
      TWILIO_ACCOUNT_SID: sandboxIds.accountSid,
      TWILIO_API_KEY_SID: mainKey.sid,
      TWILIO_API_KEY_SECRET: mainKey.secret,
      TWILIO_FROM: number,
    });
    const { code, err } = await cli.run('setup', 'credentials', ...flags, '--from', path);
    expect(code, err).toBe(0);
    expect((await saved())?.credentials).toMatchObject({ method: 'api-key', apiKeySid: mainKey.sid });
    expect((await cli.run('setup', 'number', ...flags, '--from', path, '--number', tollFree)).code).toBe(0);
    expect((await saved())?.number?.sender).toBe(tollFree);
  });

  it.each<[string, Readonly<Record<string, string>>, RegExp]>([
    [
      'a reference',
      { ...whole, TWILIO_AUTH_TOKEN: 'op://a/b/c' },
      /`op run --env-file \S+ -- smsctl setup --from env`/,
    ],
    ['a placeholder', { ...whole, TWILIO_ACCOUNT_SID: 'ACxxxxxxxx' }, /TWILIO_ACCOUNT_SID \(line 1\) is a placeholder/],
    ['a contradiction', { ...whole, TWILIO_TOKEN: 'beadfeed'.repeat(4) }, /different values for the Auth Token/],
    ['a broken number', { ...whole, TWILIO_PHONE_NUMBER: '12' }, /TWILIO_PHONE_NUMBER \(line 3\)/],
    ['nothing', { A: 'b' }, /No Twilio credentials are set/],
  ])('refuses %s, before any request, and saves nothing', async (_, variables, words) => {
    const { cli, server, envFile, saved } = await setUp();
    const { code, err } = await cli.run('setup', ...flags, '--from', envFile(variables));
    expect(code).toBe(2);
    expect(err.replace(/\s+/g, ' ')).toMatch(words);
    expect([server.requests, await saved()]).toEqual([[], undefined]);
  });

  it('asks at a terminal, and changes nothing after a no', async () => {
    const prompter = scripted({ 'setup.takeOver': 'no' });
    const { cli, envFile, saved } = await setUp({ interactive: true, prompter });
    const { code, err } = await cli.run('setup', '--from', envFile(whole));
    expect([code, prompter.asked.map(({ key }) => key)]).toEqual([130, ['setup.takeOver']]);
    expect(err).toContain('Cancelled. Nothing was changed.');
    expect(await saved()).toBeUndefined();
  });

  it('saves nothing in a dry run, and gives no advice', async () => {
    const { cli, envFile, saved } = await setUp();
    const { err } = await cli.run('setup', 'credentials', ...flags, '--from', envFile(whole), '--dry-run');
    expect(err).not.toContain('in plain text');
    expect(await saved()).toBeUndefined();
  });

  it('changes the finished steps whose values differ, and leaves the others', async () => {
    const server = await startSandbox({ world: defaultWorld() });
    const prompter = scripted({ 'setup.takeOver': ['yes', 'yes'], 'setup.change': 'nothing' });
    const cli = testCli(server, { interactive: true, prompter });
    onTestFinished(async () => {
      await server.close();
      rmSync(cli.directory, { recursive: true, force: true });
    });
    const store = settingsFile({ directory: cli.directory, organization: 'default' });
    const credentials = { accountSid: sandboxIds.accountSid, method: 'auth-token', store: 'env' } as const;
    await store.update(() => ({
      ...readySettings,
      credentials: {
        ...readySettings.credentials,
        ...credentials,
        savedAt: now.toISOString(),
        fingerprint: fingerprintOf({ ...credentials, secret: new Secret(sandboxIds.authToken) }),
      },
    }));
    cli.env = { TWILIO_AUTH_TOKEN: sandboxIds.authToken };
    const path = join(cli.directory, 'team.json');
    const share = (team: string) =>
      writeFileSync(path, JSON.stringify({ schema: 'smsctl.config-export/1', owner: { team, contact: '#sms-help' } }));
    const asked = () => prompter.asked.map(({ key }) => key);
    share('Customer Messaging');
    await cli.run('setup', '--from', path);
    expect(asked()).toEqual(['setup.takeOver', 'setup.change']);
    share('Another team');
    const { err } = await cli.run('setup', '--from', path);
    expect([asked().slice(2), err]).toEqual([['setup.takeOver'], expect.stringContaining('Another team')]);
    expect((await store.load())?.owner?.team).toBe('Another team');
  });
});
