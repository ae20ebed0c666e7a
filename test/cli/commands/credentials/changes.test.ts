import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Context } from '../../../../src/cli/command/context.ts';
import { type Sandbox, startSandbox } from '../../../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../../../src/sandbox/twilio/default-world.ts';
import { testCli } from '../../../support/context.ts';
import { scripted } from '../../../support/scripted.ts';

const { accountSid, authToken, mainKey, standardKey, subaccount } = sandboxIds;

let server: Sandbox;
beforeAll(async () => {
  server = await startSandbox({ world: defaultWorld() });
});
afterAll(() => server.close());

function machine(change: Partial<Context> = {}) {
  const cli = testCli(server, change);
  onTestFinished(() => rmSync(cli.directory, { recursive: true }));
  const file = (name: string, secret: string): string => {
    writeFileSync(join(cli.directory, name), secret);
    return join(cli.directory, name);
  };
  const path = join(cli.directory, 'organizations', 'default.json');
  const account = ['--account-sid', accountSid, '--store', 'keychain'];
  const key = ({ sid, secret }: { readonly sid: string; readonly secret: string }) => [
    ...['--credential-method', 'api-key', '--api-key-sid', sid, '--api-key-secret-file', file('key.txt', secret)],
  ];
  return {
    cli,
    file,
    saved: () => JSON.parse(readFileSync(path, 'utf8')),
    edit: (change: (settings: Record<string, object>) => object) =>
      writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(path, 'utf8'))))),
    run: async (...argv: readonly string[]) => {
      const { code, out, err } = await cli.run('credentials', ...argv, '--json');
      if (code === 0) expect(err).toBe('');
      return { code, document: JSON.parse(out) };
    },
    token: ['set', ...account, '--auth-token-file', file('token.txt', authToken)],
    setKey: (given: Parameters<typeof key>[0]) => ['set', ...account, ...key(given)],
  };
}

describe('credentials that are no longer stored', () => {
  const said = (advice: readonly string[]) => advice.filter((each) => each.startsWith('No longer stored here'));

  it('are named if others replaced them, since they still work at Twilio', async () => {
    const { run, setKey } = machine();
    expect(said((await run(...setKey(standardKey))).document.advice)).toEqual([]);
    const { document } = await run(...setKey(mainKey));
    expect(said(document.advice)).toEqual([expect.stringContaining('SK22…2222')]);
  });

  it('are not named if they stand by, are the same, or were removed on purpose', async () => {
    const { run, token, setKey } = machine();
    await run(...token);
    for (const argv of [setKey(standardKey), token, ['use', 'api-key'], ['remove', 'previous', '--yes']])
      expect(said((await run(...argv)).document.advice), argv.join(' ')).toEqual([]);
  });
});

describe('credentials that change nothing', () => {
  it('say so, with what is stored', async () => {
    const { run, token } = machine();
    expect((await run(...token)).document).toMatchObject({ changed: true, dryRun: false });
    expect((await run(...token)).document).toMatchObject({ changed: false, active: { method: 'auth-token' } });
  });
});

describe('credentials of another account', () => {
  it.each<[string, readonly string[], number]>([
    ['are refused', [], 2],
    ['are taken with --yes', ['--yes'], 0],
    ['are tried in a dry run', ['--dry-run'], 0],
    ['are taken if the command line names the account', ['--account-sid', subaccount.sid], 0],
  ])('%s if a variable names them', async (_, flags, exit) => {
    const { cli, run, token, file, saved } = machine();
    await run(...token);
    cli.env = { TWILIO_ACCOUNT_SID: subaccount.sid };
    const other = ['--store', 'keychain', '--auth-token-file', file('other.txt', subaccount.authToken)];
    const { code, document } = await run('set', ...other, ...flags);
    expect([code, document.error?.code]).toEqual([exit, exit === 0 ? undefined : 'credentials.other-account']);
    const replaced = exit === 0 && !flags.includes('--dry-run');
    expect(saved().credentials.accountSid).toBe(replaced ? subaccount.sid : accountSid);
  });

  it('are taken if the person types the organization', async () => {
    const prompter = scripted({ 'credentials.method': '\r', 'credentials.other-account': ['acme', 'default'] });
    const { cli, token, file, saved } = machine({ interactive: true, prompter });
    await cli.run('credentials', ...token);
    cli.env = { TWILIO_ACCOUNT_SID: subaccount.sid };
    const argv = ['--store', 'keychain', '--credential-method', 'auth-token'];
    const { code } = await cli.run(
      'credentials',
      'set',
      ...argv,
      '--auth-token-file',
      file('o.txt', subaccount.authToken),
    );
    expect([code, prompter.refused.map(({ raw }) => raw)]).toEqual([0, ['acme']]);
    expect(saved().credentials.accountSid).toBe(subaccount.sid);
  });
});

describe('a rotation', () => {
  it('keeps account, method, region and store, whatever variables say', async () => {
    const { cli, run, setKey, saved, file } = machine();
    await run(...setKey(standardKey));
    cli.env = {
      ...{ TWILIO_ACCOUNT_SID: subaccount.sid, SMSCTL_CREDENTIAL_METHOD: 'auth-token', TWILIO_REGION: 'ie1' },
      ...{ SMSCTL_STORE: 'env', TWILIO_AUTH_TOKEN: subaccount.authToken },
    };
    const secret = ['--api-key-secret-file', file('main.txt', mainKey.secret)];
    const { code } = await run('rotate', '--api-key-sid', mainKey.sid, ...secret);
    expect(code).toBe(0);
    expect(saved().credentials).toMatchObject({
      ...{ accountSid, method: 'api-key', apiKeySid: mainKey.sid, store: 'keychain' },
    });
    expect(saved().credentials).not.toHaveProperty('region');
  });

  it('moves to another store with --store', async () => {
    const { cli, run, setKey, saved } = machine();
    await run(...setKey(standardKey));
    cli.env = { TWILIO_API_SECRET: mainKey.secret };
    const { code } = await run('rotate', '--api-key-sid', mainKey.sid, '--store', 'env');
    expect([code, saved().credentials.store]).toEqual([0, 'env']);
  });
});

describe('a move', () => {
  it.each([
    ['1 secret', false],
    ['2 secrets', true],
  ])('copies %s, and nothing in a dry run', async (count, withKey) => {
    const { cli, run, token, setKey, saved, edit } = machine();
    await run(...token);
    if (withKey) await run(...setKey(standardKey));
    edit(({ credentials, standby, ...settings }) => ({
      ...settings,
      credentials: { ...credentials, store: 'file' },
      ...(withKey && { standby: (standby as readonly object[]).map((one) => ({ ...one, store: 'file' })) }),
    }));
    const before = saved();
    const stores = ({ credentials, standby = [] }: ReturnType<typeof saved>) =>
      [credentials, ...standby].map(({ store }) => store);
    expect((await run('move', 'keychain', '--dry-run')).document).toMatchObject({ changed: false, dryRun: true });
    expect((await cli.run('credentials', 'move', 'keychain', '--dry-run')).out).toContain(`Would move ${count} to`);
    expect(saved()).toEqual(before);
    const { code, out } = await cli.run('credentials', 'move', 'keychain');
    expect([code, out.startsWith(`Moved ${count} to `)]).toEqual([0, true]);
    expect(stores(saved())).toEqual(stores(before).map(() => 'keychain'));
    expect(saved().credentials.secretKey).not.toBe(before.credentials.secretKey);
    expect(await cli.keychain.get(saved().credentials.secretKey)).toBeDefined();
    expect(await cli.keychain.get(before.credentials.secretKey)).toBeUndefined();
    expect((await cli.run('credentials', 'move', 'keychain')).out).toContain('Nothing changed');
  });

  it('changes nothing if nothing is stored', async () => {
    expect((await machine().run('move', 'keychain')).document).toMatchObject({ changed: false, active: null });
  });
});

describe('on a terminal', () => {
  it.each<[readonly string[]]>([[['remove', 'all']], [['create-key', '--account-sid', subaccount.sid]], [['rotate']]])(
    'a document never waits for a person: credentials %j',
    async (argv) => {
      const prompter = scripted({});
      const { run, token } = machine({ interactive: true, prompter });
      await run(...token);
      const { code, document } = await run(...argv);
      expect([code, document.error.code, prompter.asked]).toEqual([
        2,
        expect.stringMatching(/^(?:input|credentials)\./),
        [],
      ]);
    },
  );
});
