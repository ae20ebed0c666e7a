import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SecretStoreError, type SecretStoreProblem } from '../../../../src/domain/secret-store-error.ts';
import { Secret } from '../../../../src/domain/text/secret.ts';
import type { SecretStore } from '../../../../src/ports.ts';
import { type Sandbox, startSandbox } from '../../../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../../../src/sandbox/twilio/default-world.ts';
import { lockedKeychain, testCli } from '../../../support/context.ts';
import { readySettings } from '../../../support/fixtures.ts';
import { faultsIn } from '../../../support/schemas.ts';
import { scripted } from '../../../support/scripted.ts';

const { accountSid, authToken, mainKey, standardKey, suspendedAccount } = sandboxIds;

let server: Sandbox;
let cli: ReturnType<typeof testCli>;
beforeAll(async () => {
  server = await startSandbox({ world: defaultWorld() });
});
afterAll(() => server.close());
beforeEach(() => {
  cli = testCli(server);
  return () => rmSync(cli.directory, { recursive: true });
});

const secretFile = (secret: string): string => {
  const path = join(cli.directory, 'secret.txt');
  writeFileSync(path, secret);
  return path;
};

/** The one document on stdout, valid against its schema. */
async function document(...argv: readonly string[]) {
  const { out, code, err } = await cli.run('credentials', ...argv, '--json');
  const parsed = JSON.parse(out);
  expect(faultsIn('credentials', parsed)).toEqual([]);
  expect(parsed.exitCode).toBe(code);
  for (const secret of [authToken, standardKey.secret, mainKey.secret]) expect(out + err).not.toContain(secret);
  return parsed;
}

const saved = () => readFileSync(join(cli.directory, 'organizations', 'default.json'), 'utf8');

const setToken = () =>
  document('set', '--account-sid', accountSid, '--store', 'keychain', '--auth-token-file', secretFile(authToken));
const setKey = ({ sid, secret }: { readonly sid: string; readonly secret: string }, ...more: readonly string[]) =>
  document(
    'set',
    ...['--account-sid', accountSid, '--store', 'keychain', '--credential-method', 'api-key'],
    ...more,
    '--api-key-sid',
    sid,
    '--api-key-secret-file',
    secretFile(secret),
  );

describe('credentials show', () => {
  it('reports that nothing is stored', async () => {
    expect(await document('show')).toMatchObject({
      active: null,
      standby: [],
      next: { command: 'smsctl setup credentials' },
    });
  });

  it('masks SIDs and prints the method’s limits and age', async () => {
    await setKey(standardKey);
    cli.now = () => new Date(Date.now() + 3 * 86_400_000);
    const shown = await document('show');
    expect(shown.active).toMatchObject({ method: 'api-key', apiKeySid: 'SK22…2222', ageDays: 3, store: 'keychain' });
    expect(shown.active.limits.join(' ')).toContain('X-Twilio-Signature');
    const { out } = await cli.run('credentials', 'show');
    expect(out).not.toContain(standardKey.sid);
  });
});

describe('the age of credentials', () => {
  it.each([
    [0, 'today'],
    [1, '1 day ago'],
    [2, '2 days ago'],
  ])('of %d days is %s', async (days, words) => {
    await setKey(standardKey);
    cli.now = () => new Date(Date.now() + days * 86_400_000);
    expect((await cli.run('credentials', 'show')).out).toMatch(new RegExp(`^Saved +${words} \\(`, 'm'));
  });
});

describe('credentials set', () => {
  it('activates the first credentials and stores those of the other method', async () => {
    expect(await setToken()).toMatchObject({ changed: true, active: { method: 'auth-token' }, standby: [] });
    expect(await setKey(standardKey)).toMatchObject({
      changed: true,
      active: { method: 'auth-token' },
      standby: [{ method: 'api-key', apiKeySid: 'SK22…2222' }],
    });
  });

  it('activates them with --use and keeps the former ones as standby', async () => {
    await setToken();
    expect(await setKey(standardKey, '--use')).toMatchObject({
      active: { method: 'api-key' },
      standby: [{ method: 'auth-token' }],
    });
  });

  it('replaces those of the active method and deletes the former secret', async () => {
    await setKey(standardKey);
    const { secretKey } = JSON.parse(saved()).credentials;
    expect(await setKey(mainKey)).toMatchObject({ active: { apiKeySid: 'SK11…1111' }, standby: [], pending: 0 });
    expect(await cli.keychain.get(secretKey)).toBeUndefined();
  });

  it('changes nothing when they are refused', async () => {
    await setToken();
    const before = saved();
    const wrong = { sid: standardKey.sid, secret: 'another-secret-that-is-none' };
    expect(await setKey(wrong)).toMatchObject({
      exitCode: 1,
      changed: false,
      error: { code: 'credentials.refused' },
    });
    expect(saved()).toBe(before);
  });

  it('writes nothing in a dry run', async () => {
    await setToken();
    const before = saved();
    expect(await setKey(standardKey, '--dry-run')).toMatchObject({ exitCode: 0, dryRun: true, changed: false });
    expect(saved()).toBe(before);
  });
});

describe('credentials use', () => {
  it('switches there and back and reports the stale confirmation', async () => {
    await setToken();
    await cli.run('setup', 'method', '--confirm-method', 'auth-token', '--confirmed-by', 'Ada');
    await setKey(standardKey);
    expect(await document('use', 'api-key')).toMatchObject({
      active: { method: 'api-key' },
      standby: [{ method: 'auth-token' }],
      confirmed: { by: 'Ada', current: false },
      next: { command: 'smsctl setup method' },
    });
    expect(await document('use', 'previous')).toMatchObject({
      active: { method: 'auth-token' },
      confirmed: { current: true },
    });
    expect(await document('use', 'auth-token')).toMatchObject({ changed: false, exitCode: 0 });
    expect(await document('use', standardKey.sid)).toMatchObject({ active: { method: 'api-key' } });
  });

  it('keeps the active credentials when the target fails or cannot be tested', async () => {
    await setToken();
    await setKey(standardKey);
    const before = saved();
    const without = await startSandbox({ world: { ...defaultWorld(), apiKeys: [] } });
    expect(await runElsewhere(without, before, 'credentials', 'use', 'api-key')).toEqual([1, before]);
    await without.close();
    expect(await runElsewhere(without, before, 'credentials', 'use', 'api-key')).toEqual([3, before]);
  });

  it('lists what is stored when nothing matches the target', async () => {
    await setToken();
    expect(await document('use', 'api-key')).toMatchObject({ exitCode: 2, error: { code: 'credentials.unknown' } });
    await setKey(standardKey);
    cli.keychain = lockedKeychain();
    expect(await document('use', 'api-key')).toMatchObject({ exitCode: 3, error: { code: 'store.locked' } });
  });
});

/** The same settings and keychain with another provider: the exit code, and the settings afterwards. */
async function runElsewhere(provider: Sandbox, settings: string, ...argv: readonly string[]) {
  const other = testCli(provider);
  other.keychain = cli.keychain;
  const path = join(other.directory, 'organizations', 'default.json');
  mkdirSync(dirname(path), { mode: 0o700 });
  writeFileSync(path, settings, { mode: 0o600 });
  const { code } = await other.run(...argv);
  const after = readFileSync(path, 'utf8');
  rmSync(other.directory, { recursive: true });
  return [code, after];
}

describe('credentials rotate', () => {
  it('tests twice, switches, keeps the former secret and prints how to revoke it', async () => {
    await setKey(standardKey);
    const rotated = await document(
      'rotate',
      '--api-key-sid',
      mainKey.sid,
      '--api-key-secret-file',
      secretFile(mainKey.secret),
    );
    expect(rotated).toMatchObject({ active: { apiKeySid: 'SK11…1111' }, standby: [{ apiKeySid: 'SK22…2222' }] });
    expect(rotated.checks.filter(({ id }: { id: string }) => id === 'credentials.accepted')).toMatchObject([
      { status: 'pass' },
      { status: 'pass' },
    ]);
    expect(rotated.advice.join(' ')).toContain('delete it in the Twilio Console');
  });

  it('switches back when the new secret fails from the store', async () => {
    await setKey(standardKey);
    const { keychain } = cli;
    let spoilt: string | undefined;
    cli.keychain = {
      ...keychain,
      set: async (key, secret) => {
        spoilt = key;
        await keychain.set(key, secret);
      },
      get: async (key) => (key === spoilt ? undefined : keychain.get(key)),
    };
    const failed = await document(
      'rotate',
      '--api-key-sid',
      mainKey.sid,
      '--api-key-secret-file',
      secretFile(mainKey.secret),
    );
    expect(failed).toMatchObject({ exitCode: 1, error: { code: 'credentials.rolled-back' } });
    expect(await document('show')).toMatchObject({ active: { apiKeySid: 'SK22…2222' }, standby: [], pending: 0 });
  });

  it('refuses the secret in use and a rotation without credentials', async () => {
    const key = ['--api-key-sid', standardKey.sid, '--api-key-secret-file', secretFile(standardKey.secret)];
    expect(await document('rotate', ...key)).toMatchObject({ exitCode: 2, error: { code: 'credentials.none' } });
    await setKey(standardKey);
    expect(await document('rotate', ...key)).toMatchObject({ exitCode: 2, error: { code: 'credentials.same' } });
  });
});

describe('credentials create-key', () => {
  it('uses the stored Auth Token and names the key after organization and machine', async () => {
    await setToken();
    const made = await document('create-key', '--use');
    expect(made.createdKey.name).toMatch(/^smsctl default test-host [0-9a-f]{8}$/);
    expect(made).toMatchObject({ active: { method: 'api-key' }, standby: [{ method: 'auth-token' }], pendingKeys: [] });
  });

  it('uses a given Auth Token without storing it', async () => {
    await setKey(standardKey);
    const made = await document('create-key', '--auth-token-file', secretFile(authToken));
    expect(made).toMatchObject({ active: { apiKeySid: 'SK22…2222' }, standby: [{ method: 'api-key' }] });
    expect(made.standby).toHaveLength(1);
    const again = await document('create-key', '--auth-token-file', secretFile(authToken));
    expect(again).toMatchObject({ exitCode: 2, error: { code: 'credentials.key-stands-by' } });
  });

  it.each([
    ['a flag', ['--region', 'ie1'], {}],
    ['a variable', [], { TWILIO_REGION: 'ie1' }],
    ['no input, for us1', [], {}],
  ])('creates the key in the region of a given Auth Token: %s', async (_, more, env) => {
    cli.env = env;
    const given = ['--account-sid', accountSid, '--store', 'keychain', '--auth-token-file', secretFile(authToken)];
    const made = await document('create-key', ...given, ...more);
    const region = more.length === 0 && !('TWILIO_REGION' in env) ? null : 'ie1';
    expect(made).toMatchObject({ exitCode: 0, active: { method: 'api-key', region } });
  });

  it('creates the key in the region of the stored Auth Token', async () => {
    const given = ['--account-sid', accountSid, '--store', 'keychain', '--auth-token-file', secretFile(authToken)];
    await document('set', ...given, '--region', 'ie1');
    expect(await document('create-key')).toMatchObject({ standby: [{ method: 'api-key', region: 'ie1' }] });
  });

  it('lists missing inputs without a terminal', async () => {
    const { error, exitCode } = await document('create-key', '--account-sid', accountSid, '--store', 'keychain');
    expect([exitCode, error.code]).toEqual([2, 'input.missing']);
    expect(error.hints.join(' ')).toContain('--auth-token-stdin');
  });

  it('creates nothing when the keychain is locked or the Auth Token is wrong', async () => {
    const before = server.requests.length;
    const wrong = ['--account-sid', accountSid, '--store', 'keychain', '--auth-token-file', secretFile('0'.repeat(32))];
    expect(await document('create-key', ...wrong)).toMatchObject({
      exitCode: 1,
      error: { code: 'credentials.refused' },
    });
    cli.keychain = lockedKeychain();
    const right = ['--account-sid', accountSid, '--store', 'keychain', '--auth-token-file', secretFile(authToken)];
    expect(await document('create-key', ...right)).toMatchObject({ exitCode: 3, error: { code: 'store.locked' } });
    expect(server.requests.slice(before).filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});

describe('credentials remove', () => {
  it('needs a confirmation, deletes the secrets and prints what to revoke', async () => {
    await setToken();
    await setKey(standardKey);
    expect(await document('remove', 'all')).toMatchObject({ exitCode: 2, error: { code: 'input.missing' } });
    expect(await document('remove', 'previous', '--yes')).toMatchObject({
      active: { method: 'auth-token' },
      standby: [],
    });
    const { secretKey } = JSON.parse(saved()).credentials;
    const gone = await document('remove', 'all', '--yes');
    expect(gone).toMatchObject({
      active: null,
      standby: [],
      pending: 0,
      next: { command: 'smsctl setup credentials' },
    });
    expect(gone.advice.join(' ')).toContain('Auth Token');
    expect(await cli.keychain.get(secretKey)).toBeUndefined();
  });

  it("asks for the organization's id", async () => {
    await setToken();
    const asking = testCli(server, { interactive: true, prompter: scripted({ 'remove.organization': 'default' }) });
    asking.keychain = cli.keychain;
    const path = join(asking.directory, 'organizations', 'default.json');
    await asking.run(
      'credentials',
      'set',
      '--account-sid',
      accountSid,
      '--store',
      'keychain',
      '--credential-method',
      'auth-token',
      '--auth-token-file',
      secretFile(authToken),
      '--yes',
    );
    const { code } = await asking.run('credentials', 'remove', 'all');
    expect([code, JSON.parse(readFileSync(path, 'utf8')).credentials]).toEqual([0, undefined]);
    rmSync(asking.directory, { recursive: true });
  });

  it('drops a leftover key when the person confirms that it is gone', async () => {
    await setToken();
    const settings = JSON.parse(saved());
    const pendingKeys = [{ accountSid, name: 'smsctl default host 1', requestedAt: '2026-11-20T09:00:00.000Z' }];
    writeFileSync(join(cli.directory, 'organizations', 'default.json'), JSON.stringify({ ...settings, pendingKeys }));
    expect(await document('show')).toMatchObject({ pendingKeys: [{ name: 'smsctl default host 1', sid: null }] });
    expect((await cli.run('status')).out).toContain('smsctl default host 1');
    expect(await document('remove', 'pending', '--yes')).toMatchObject({ pendingKeys: [] });
  });
});

describe('credentials remove pending', () => {
  const leftOver = { store: 'keychain', key: 'default.left', doomed: true };
  const broken = (problem: SecretStoreProblem): SecretStore => {
    const refuse = () => Promise.reject(new SecretStoreError({ problem, message: 'Not now.', nextStep: 'Wait.' }));
    const health = { kind: 'keychain', ready: false, problem, sentence: 'Not now.', nextStep: 'Wait.' } as const;
    return { ...cli.keychain, probe: async () => health, delete: refuse };
  };
  async function withLeftOver() {
    await setToken();
    const settings = JSON.parse(saved());
    const text = JSON.stringify({ ...settings, pending: [leftOver] });
    writeFileSync(join(cli.directory, 'organizations', 'default.json'), text);
  }

  it('is not needed after credentials for a store that does not exist, which asks the provider nothing', async () => {
    await setToken();
    const before = saved();
    const requests = server.requests.length;
    cli.keychain = { ...broken('no-bus'), prepare: async () => {} };
    cli.env.TWILIO_AUTH_TOKEN = authToken;
    const refused = await document('set', '--store', 'keychain', '--account-sid', accountSid, '--yes');
    expect(refused).toMatchObject({ exitCode: 3, error: { code: 'store.no-bus' } });
    expect([saved(), server.requests.length]).toEqual([before, requests]);
  });

  it('deletes a secret when the store allows it', async () => {
    await withLeftOver();
    expect(await document('show')).toMatchObject({ pending: 1 });
    expect(await document('remove', 'pending')).toMatchObject({ exitCode: 0, pending: 0 });
  });

  it.each(['no-bus', 'no-service', 'no-library'] as const)(
    'drops the entry when the store does not exist (%s)',
    async (problem) => {
      await withLeftOver();
      cli.keychain = broken(problem);
      expect(await document('remove', 'pending')).toMatchObject({ exitCode: 2, error: { code: 'input.missing' } });
      expect(await document('show')).toMatchObject({ pending: 1 });
      expect(await document('remove', 'pending', '--yes')).toMatchObject({ exitCode: 0, changed: true, pending: 0 });
      expect(JSON.parse((await cli.run('status', '--json')).out)).toMatchObject({ pending: 0 });
    },
  );

  it.each(['locked', 'denied', 'crashed', 'prompt-timeout'] as const)(
    'keeps the entry when the store is %s',
    async (problem) => {
      await withLeftOver();
      cli.keychain = broken(problem);
      expect(await document('remove', 'pending', '--yes')).toMatchObject({
        exitCode: 3,
        error: { code: 'credentials.still-stored' },
      });
      expect(await document('show')).toMatchObject({ pending: 1 });
    },
  );

  it.each(['locked', 'denied', 'crashed', 'prompt-timeout'] as const)(
    'drops an entry by its name when its store is %s',
    async (problem) => {
      await withLeftOver();
      cli.keychain = broken(problem);
      const refused = await document('remove', 'pending', '--yes');
      expect(JSON.stringify(refused)).toContain('smsctl credentials remove default.left');
      expect(await document('remove', 'default.left')).toMatchObject({ error: { code: 'input.missing' } });
      expect(await document('remove', 'default.left', '--dry-run')).toMatchObject({ dryRun: true, pending: 1 });
      expect(await document('remove', 'default.left', '--yes')).toMatchObject({
        ...{ exitCode: 0, changed: true, pending: 0, active: { method: 'auth-token' } },
      });
      expect(await document('remove', 'default.left', '--yes')).toMatchObject({
        error: { code: 'credentials.unknown' },
      });
    },
  );

  it('changes nothing in a dry run or when nothing is pending', async () => {
    await withLeftOver();
    cli.keychain = broken('no-bus');
    const before = saved();
    expect(await document('remove', 'pending', '--dry-run')).toMatchObject({ exitCode: 0, dryRun: true, pending: 1 });
    expect(saved()).toBe(before);
    await document('remove', 'pending', '--yes');
    expect(await document('remove', 'pending', '--yes')).toMatchObject({ exitCode: 0, changed: false });
  });
});

describe('credentials move', () => {
  it('is refused when there is nothing to move or no target', async () => {
    await setToken();
    expect(await document('move', 'keychain')).toMatchObject({ exitCode: 0, changed: false });
    expect(await document('move', 'env')).toMatchObject({ exitCode: 2, error: { code: 'input.invalid' } });
    expect(await document('move', 'cloud')).toMatchObject({ exitCode: 2, error: { code: 'input.invalid' } });
  });
});

it('deletes what a former command left behind, except in a dry run', async () => {
  await setToken();
  const settings = JSON.parse(saved());
  const pending = [{ store: 'keychain', key: 'default.left' }];
  writeFileSync(join(cli.directory, 'organizations', 'default.json'), JSON.stringify({ ...settings, pending }));
  expect(await document('show')).toMatchObject({ pending: 1 });
  expect(await document('use', 'auth-token', '--dry-run')).toMatchObject({ pending: 1 });
  expect(await document('use', 'auth-token')).toMatchObject({ pending: 0 });
});

describe('a secret that a former command left behind', () => {
  /** Every other command that writes. */
  const lines = [
    ['acknowledge', 'short-form', '--by', 'Grace'],
    ['contacts', 'check', 'samples/contacts.csv', '--contacts-country', 'US', '--save'],
    ['contacts', 'record', 'LINES', '--name', 'export'],
    ['setup', 'owner', '--owner-team', 'Messaging', '--owner-contact', '#sms'],
    ['org', 'rename', 'default', 'acme'],
  ].map((line) => ({ command: line.slice(0, 2).join(' '), line }));
  const left = { store: 'keychain', key: 'default.left' };

  async function after(line: readonly string[]) {
    await setToken();
    await cli.keychain.set(left.key, new Secret(authToken));
    const path = join(cli.directory, 'organizations', 'default.json');
    writeFileSync(path, JSON.stringify({ ...readySettings, ...JSON.parse(saved()), pending: [left] }));
    const classified = join(cli.directory, 'lines.tsv');
    writeFileSync(classified, '+12025550123\tUS\tMOBILE\ttextable\t\n');
    const { code, err } = await cli.run(...line.map((word) => (word === 'LINES' ? classified : word)));
    const now = line[0] === 'org' ? join(dirname(path), 'acme.json') : path;
    return { code, err, pending: JSON.parse(readFileSync(now, 'utf8')).pending };
  }

  it.each(lines)('is deleted by `$command`', async ({ line }) => {
    const { code, err, pending } = await after(line);
    expect([code, pending], err).toEqual([0, undefined]);
    expect(await cli.keychain.get(left.key)).toBeUndefined();
  });

  it.each(lines)('stays listed by `$command` when the keychain is locked', async ({ line }) => {
    cli.keychain = { ...cli.keychain, delete: lockedKeychain().delete };
    const { code, err, pending } = await after(line);
    expect([code, pending], err).toEqual([0, [expect.objectContaining(left)]]);
    expect(err).toMatch(/unused secret/i);
  });
});

it('refuses to switch to a suspended account', async () => {
  await setToken();
  const before = saved();
  const other = ['--account-sid', suspendedAccount.sid, '--auth-token-file', secretFile(suspendedAccount.authToken)];
  const { exitCode, checks } = await document('set', ...other, '--store', 'keychain', '--dry-run');
  expect(exitCode).toBe(0);
  expect(checks.find(({ id }: { id: string }) => id === 'credentials.account').status).toBe('fail');
  expect(saved()).toBe(before);
});
