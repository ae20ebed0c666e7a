import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Context } from '../../../../src/cli/command/context.ts';
import { startSandbox } from '../../../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../../../src/sandbox/twilio/default-world.ts';
import { testCli } from '../../../support/context.ts';
import { newAuthToken } from '../../../support/fixtures.ts';
import { scripted } from '../../../support/scripted.ts';

const { accountSid, authToken, subaccount } = sandboxIds;

async function machine(change: Partial<Context> = {}) {
  const server = await startSandbox({ world: defaultWorld() });
  const cli = testCli(server, change);
  onTestFinished(async () => {
    await server.close();
    rmSync(cli.directory, { recursive: true });
  });
  const token = (secret: string): readonly string[] => {
    const path = join(cli.directory, 'token.txt');
    writeFileSync(path, secret);
    return ['--auth-token-file', path];
  };
  const run = async (...argv: readonly string[]) => {
    const { code, out, err } = await cli.run('credentials', ...argv, '--json');
    return { code, err, document: JSON.parse(out) };
  };
  return {
    cli,
    token,
    run,
    account: ['--account-sid', accountSid, '--store', 'keychain'],
    posts: () => server.requests.filter(({ method }) => method === 'POST').length,
  };
}

describe('credentials create-key', () => {
  it.each<[string, string, string, RegExp]>([
    ['as they are', 'acme', 'web-1.example', /^smsctl acme web-1\.example [0-9a-f]{8}$/],
    ['cut', 'o'.repeat(30), 'h'.repeat(30), /^smsctl o{20} h{24} [0-9a-f]{8}$/],
    ['without what Twilio might change', 'acme', 'Büro PC_(2)', /^smsctl acme BroPC2 [0-9a-f]{8}$/],
  ])('names the key after the organization and the machine, %s', async (_, organization, host, expected) => {
    const { cli, run, token, account } = await machine({ host });
    await cli.run('setup', 'owner', '--org', organization, '--owner-team', 'A', '--owner-contact', '#a');
    const { document } = await run('create-key', '--org', organization, ...account, ...token(authToken));
    const { name } = document.createdKey;
    expect(name).toMatch(expected);
    expect(name.length).toBeLessThanOrEqual(64);
  });

  it('creates nothing in a dry run, and says what it would create', async () => {
    const { cli, run, token, account, posts } = await machine();
    const { code, document } = await run('create-key', ...account, ...token(authToken), '--dry-run');
    expect([code, document]).toMatchObject([0, { changed: false, dryRun: true, createdKey: null, active: null }]);
    expect(posts()).toBe(0);
    const { out } = await cli.run('credentials', 'create-key', ...account, ...token(authToken), '--dry-run');
    expect(out.replace(/\s+/g, ' ')).toMatch(/Would create .*"smsctl default test-host [0-9a-f]{8}"/);
  });

  it('cannot store the key in variables, and creates none', async () => {
    const { cli, run, posts } = await machine();
    cli.env = { TWILIO_AUTH_TOKEN: authToken };
    const { code, document } = await run('create-key', '--account-sid', accountSid, '--store', 'env');
    expect([code, document.error.code, posts()]).toEqual([2, 'input.invalid', 0]);
  });

  it('stores the key in a keychain if the stored credentials are in variables', async () => {
    const { cli, run } = await machine();
    cli.env = { TWILIO_AUTH_TOKEN: authToken };
    await run('set', '--account-sid', accountSid, '--store', 'env');
    const { code, document } = await run('create-key', '--account-sid', accountSid, '--use');
    expect([code, document]).toMatchObject([0, { active: { method: 'api-key', store: 'keychain' } }]);
  });

  it('tells whether the key is active now', async () => {
    const { cli, token, account } = await machine();
    const first = await cli.run('credentials', 'set', ...account, ...token(authToken));
    expect(first.code).toBe(0);
    expect((await cli.run('credentials', 'create-key')).out).toMatch(/stored it as standby.*credentials use SK/s);
    const other = await machine();
    await other.cli.run('credentials', 'set', ...other.account, ...other.token(authToken));
    expect((await other.cli.run('credentials', 'create-key', '--use')).out).toMatch(/It is active now\./);
  });

  it('keeps the region of its Auth Token', async () => {
    const { run, token, account } = await machine();
    const { document } = await run('create-key', ...account, '--region', 'ie1', ...token(authToken), '--yes');
    expect(document.active).toMatchObject({ method: 'api-key', region: 'ie1' });
  });

  it.each([
    ['account', ['--account-sid', subaccount.sid]],
    ['region', ['--region', 'ie1']],
  ])('does not use a stored Auth Token of another %s', async (_, flags) => {
    const { run, token, account, posts } = await machine();
    await run('set', ...account, ...token(authToken));
    const { code, document } = await run('create-key', ...flags);
    expect([code, document.error?.code, posts()]).toEqual([2, 'input.missing', 0]);
    expect(document.error.hints.join(' ')).toContain('TWILIO_AUTH_TOKEN');
  });

  it.each([
    ['--region', 'us1'],
    ['--region', ' US1 '],
    ['--region', 'none'],
    ['--account-sid', ` ${accountSid} `],
    ['--account-sid', accountSid, '--region', 'NONE'],
  ])('uses a stored Auth Token of the same account and region: %s %j', async (...flags) => {
    const { run, token, account } = await machine();
    await run('set', ...account, ...token(authToken));
    expect((await run('create-key', ...flags)).code).toBe(0);
  });

  it('asks for nothing that a stored Auth Token decides', async () => {
    const prompter = scripted({ 'credentials.store': '\r' });
    const { cli, token, account } = await machine({ interactive: true, prompter });
    await cli.run('credentials', 'set', ...account, '--credential-method', 'auth-token', ...token(authToken));
    expect((await cli.run('credentials', 'create-key')).code).toBe(0);
    expect(prompter.asked.map(({ key }) => key)).toEqual(['credentials.store']);
  });

  it('uses the given Auth Token before the stored one', async () => {
    const { run, token, account, posts } = await machine();
    await run('set', ...account, ...token(authToken));
    const { code } = await run('create-key', ...token(newAuthToken));
    expect([code, posts()]).toEqual([1, 0]);
  });
});
