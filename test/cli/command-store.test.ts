import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { settingsFile } from '../../src/adapters/settings/settings-file.ts';
import { scenarios } from '../../src/sandbox/scenarios/all.ts';
import type { Scenario } from '../../src/sandbox/scenarios/scenario.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import { testCli } from '../support/context.ts';
import { newAuthToken } from '../support/fixtures.ts';
import { settingsOf } from '../support/scenario.ts';
import { faultsIn } from '../support/schemas.ts';

const { accountSid, authToken, standardKey } = sandboxIds;
const account = ['--account-sid', accountSid, '--credential-method', 'auth-token', '--no-input'];

/** The command line on a mock Twilio API, with a finished setup, and a program of a team that prints a secret. */
async function setUp() {
  const ready = scenarios.find(({ name }) => name === 'ready') as Scenario;
  const server = await startSandbox({ world: ready.world });
  const cli = testCli(server);
  onTestFinished(async () => {
    await server.close();
    rmSync(cli.directory, { recursive: true, force: true });
  });
  const store = settingsFile({ directory: cli.directory, organization: 'default' });
  await store.update(() => settingsOf(ready));
  const path = (name: string): string => join(cli.directory, name);
  const program = path('team-secrets');
  writeFileSync(program, `#!/bin/sh\ncat '${path('secret')}'\n`);
  chmodSync(program, 0o755);
  const holds = (text: string) => writeFileSync(path('secret'), `${text}\n`);
  holds(authToken);
  const command = [program, 'read', 'team/twilio token'];
  const choose = ['--store', 'command', '--secret-command', JSON.stringify(command)];
  const run = async (...argv: readonly string[]) => {
    const { code, out, err } = await cli.run(...argv);
    return { code, out, err, all: `${out}${err}`.replace(/\s+/g, ' ') };
  };
  const use = () => run('setup', 'credentials', ...account, ...choose);
  return { cli, server, store, path, program, command, choose, holds, run, use };
}

describe.skipIf(process.platform === 'win32')('the store `command`', () => {
  it('is set up, and its secret is read at every run and never saved', async () => {
    const { cli, store, command, holds, run, use } = await setUp();
    expect(await use()).toMatchObject({ code: 0 });
    const { credentials } = (await store.load()) ?? {};
    expect(credentials).toMatchObject({ store: 'command', secretCommand: command });
    expect(credentials).not.toHaveProperty('secretKey');
    expect(readFileSync(join(cli.directory, 'organizations', 'default.json'), 'utf8')).not.toContain(authToken);
    expect(await run('verify', '--json')).toMatchObject({ code: 0 });
    const { code, out } = await run('exec', '--print-env', '--reveal');
    expect(code).toBe(0);
    expect(out).toContain(authToken);
    holds(newAuthToken);
    const changed = await run('verify', '--check', 'credentials.store', '--verbose');
    expect(changed.all).toMatch(/The credential in the output of team-secrets is not the one that was set up/);
  });

  it('is shown with its program, and with the whole command only where the settings are explained', async () => {
    const { command, run, use } = await setUp();
    await use();
    for (const argv of [['status'], ['credentials', 'show'], ['report'], ['verify', '--verbose']]) {
      const { all } = await run(...argv);
      expect(all, argv.join(' ')).toMatch(/the output of team-secrets/);
      expect(all, argv.join(' ')).not.toContain('team/twilio token');
    }
    for (const [argv, schema] of [
      [['status'], 'status'],
      [['credentials', 'show'], 'credentials'],
      [['report', '--format'], 'report'],
    ] as const) {
      const { out } = await run(...argv, argv[1] === '--format' ? 'json' : '--json');
      const document = JSON.parse(out);
      expect(faultsIn(schema, document)).toEqual([]);
      const shown = document.active ?? document.credentials ?? document.status?.credentials;
      expect(shown, schema).toMatchObject({
        ...{ store: 'command', storeName: 'the output of team-secrets', program: 'team-secrets' },
      });
    }
    const { out } = await run('config', 'explain', '--json');
    const { values } = JSON.parse(out);
    expect(values).toContainEqual(
      expect.objectContaining({ name: 'credentials.secretCommand', value: `${command[0]} read 'team/twilio token'` }),
    );
  });

  it('is chosen by a command alone, by a variable, and by an array in an answers file', async () => {
    const { cli, store, command, path, run } = await setUp();
    await store.update(({ credentials: _, ...rest }) => rest);
    expect(
      (await run('setup', 'credentials', ...account, '--secret-command', `${command[0]} read x`, '--dry-run')).all,
    ).toMatch(/Where to keep the secret: command \(proposed\)/);
    writeFileSync(path('answers.json'), JSON.stringify({ credentials: { store: 'command', secretCommand: command } }));
    expect(await run('setup', 'credentials', ...account, '--answers', path('answers.json'))).toMatchObject({ code: 0 });
    expect((await store.load())?.credentials?.secretCommand).toEqual(command);
    cli.env = { SMSCTL_STORE: 'command', SMSCTL_SECRET_COMMAND: `${command[0]} read y` };
    expect(await run('setup', 'credentials', ...account)).toMatchObject({ code: 0 });
    expect((await store.load())?.credentials?.secretCommand).toEqual([command[0], 'read', 'y']);
  });

  it('ends with exit code 3 and the error of the store if the command fails, and saves nothing', async () => {
    const { store, path, server, use } = await setUp();
    const before = await store.load();
    rmSync(path('secret'));
    const { code, all } = await use();
    expect(code).toBe(3);
    expect(all).toMatch(/`team-secrets` failed \(exit code 1\): cat: .*No such file/);
    expect(await store.load()).toEqual(before);
    expect(server.requests).toEqual([]);
  });

  it.each([
    ['two lines', 'one\ntwo', 3, /several lines/],
    ['a reference', 'op://team/twilio/token', 3, /reference to 1Password/],
    ['an Account SID', accountSid, 3, /printed a SID, which is not the secret/],
    ['a JSON document', '{"token":"x"}', 3, /It is a JSON document/],
    ['another token', newAuthToken, 1, /Twilio rejects the credentials/],
  ])('refuses %s before it is saved', async (_, text, code, words) => {
    const { store, holds, use } = await setUp();
    const before = await store.load();
    holds(text);
    const result = await use();
    expect([result.code, result.all]).toEqual([code, expect.stringMatching(words)]);
    expect(await store.load()).toEqual(before);
  });

  it('makes a check fail if there is no secret, and unknown if smsctl could not see', async () => {
    const { holds, program, run, use } = await setUp();
    await use();
    const stateOf = async () => {
      const { out } = await run('verify', '--json');
      return JSON.parse(out).checks.find(({ id }: { readonly id: string }) => id === 'credentials.store');
    };
    holds('op://team/twilio/token');
    expect(await stateOf()).toMatchObject({ status: 'fail', detail: expect.stringContaining('reference') });
    holds('');
    expect(await stateOf()).toMatchObject({ status: 'fail', detail: expect.stringContaining('printed nothing') });
    chmodSync(program, 0o644);
    expect(await stateOf()).toMatchObject({
      status: 'unknown',
      detail: expect.stringContaining('could not be started'),
    });
    rmSync(program);
    expect(await stateOf()).toMatchObject({ status: 'unknown', detail: expect.stringContaining('was not found') });
  });

  it('takes no secret from a flag, and says which command changes it', async () => {
    const { path, choose, run, use } = await setUp();
    writeFileSync(path('token.txt'), authToken);
    const file = ['--auth-token-file', path('token.txt')];
    expect(await run('setup', 'credentials', ...account, ...choose, ...file)).toMatchObject({
      code: 2,
      all: expect.stringMatching(/--auth-token-file: The store `command` takes the secret from its command only/),
    });
    await use();
    for (const argv of [
      ['credentials', 'set', ...account],
      ['credentials', 'rotate', '--no-input'],
      ['setup', 'credentials', ...account],
    ]) {
      expect(await run(...argv, ...file), argv.join(' ')).toMatchObject({
        code: 2,
        all: expect.stringMatching(/smsctl never writes there.*secret manager/),
      });
    }
    const op = ['--store', 'command', '--secret-command', 'op read op://team/twilio/token'];
    expect((await run('setup', 'credentials', ...account, ...op, ...file)).all).toMatch(/`op item edit ITEM`/);
  });

  it('takes over everything else of an application, whose own secret stays unused', async () => {
    const { path, store, choose, run } = await setUp();
    writeFileSync(path('app.env'), `TWILIO_ACCOUNT_SID=${accountSid}\nTWILIO_TOKEN=${newAuthToken}\n`);
    const { code, all } = await run('setup', 'credentials', '--from', path('app.env'), ...choose, '--no-input');
    expect([code, all]).toEqual([0, expect.stringMatching(/still holds TWILIO_TOKEN in plain text/)]);
    expect((await store.load())?.credentials).toMatchObject({ store: 'command', method: 'auth-token' });
  });

  it('refuses a command without its store', async () => {
    const { choose, run } = await setUp();
    const command = choose.slice(2);
    expect(await run('setup', 'credentials', ...account, '--store', 'env', ...command)).toMatchObject({
      code: 2,
      all: expect.stringMatching(/--secret-command: Only the store `command`.*`--store command`/),
    });
  });

  it('rotates when the secret manager holds a new secret, and keeps no former one', async () => {
    const { store, holds, run, use } = await setUp();
    await use();
    const same = await run('credentials', 'rotate', '--no-input');
    expect(same).toMatchObject({ code: 2, all: expect.stringMatching(/still prints the active secret.*never writes/) });
    holds(newAuthToken);
    const before = (await store.load())?.credentials?.fingerprint;
    const { code, all } = await run('credentials', 'rotate', '--no-input', '--yes');
    expect([code, all]).toEqual([0, expect.stringMatching(/The new secret is active/)]);
    expect(all).not.toMatch(/credentials use previous/);
    const after = await store.load();
    expect(after?.credentials?.fingerprint).not.toBe(before);
    expect(after?.standby).toBeUndefined();
  });

  it('stores no new API key, and is the target of no move', async () => {
    const { server, run, use } = await setUp();
    await use();
    const requests = server.requests.length;
    for (const argv of [
      ['credentials', 'create-key'],
      ['credentials', 'create-key', '--store', 'command'],
    ]) {
      expect(await run(...argv, '--no-input', '--yes'), argv.join(' ')).toMatchObject({
        code: 2,
        all: expect.stringMatching(/cannot store a new API key in a secret manager.*--store keychain/),
      });
    }
    expect(server.requests).toHaveLength(requests);
    expect(await run('credentials', 'move', 'command')).toMatchObject({
      code: 2,
      all: expect.stringMatching(/never writes to a secret manager.*`smsctl setup credentials --store command`/),
    });
  });

  it('gives its secret to another store, and takes the place of one, whose secret is deleted', async () => {
    const { cli, store, run, use } = await setUp();
    await use();
    expect(await run('credentials', 'move', 'keychain')).toMatchObject({ code: 0 });
    const moved = (await store.load())?.credentials;
    expect(moved).toMatchObject({ store: 'keychain' });
    expect(moved).not.toHaveProperty('secretCommand');
    const key = moved?.secretKey ?? '';
    expect(await cli.keychain.get(key)).toBeDefined();
    expect(await use()).toMatchObject({ code: 0 });
    expect(await cli.keychain.get(key)).toBeUndefined();
    const after = await store.load();
    expect(after).not.toHaveProperty('pending');
    expect(after?.credentials).toMatchObject({ store: 'command' });
  });

  it('holds the secret of an API key', async () => {
    const { choose, holds, run } = await setUp();
    holds(standardKey.secret);
    const key = ['--credential-method', 'api-key', '--api-key-sid', standardKey.sid, '--account-sid', accountSid];
    expect(await run('setup', 'credentials', ...key, ...choose, '--no-input')).toMatchObject({ code: 0 });
    expect((await run('exec', '--print-env', '--reveal')).out).toContain(standardKey.secret);
    holds(authToken);
    expect((await run('setup', 'credentials', ...key, ...choose, '--no-input')).all).toMatch(
      /looks like an Auth Token/,
    );
  });

  it('is kept by its saved command when another answer changes', async () => {
    const { store, run, use, command } = await setUp();
    await use();
    expect(await run('setup', 'credentials', '--no-input')).toMatchObject({ code: 0 });
    expect((await store.load())?.credentials).toMatchObject({ store: 'command', secretCommand: command });
    expect((await run('setup', 'credentials', '--no-input')).all).toMatch(/Nothing changed/);
  });

  it('is in a support bundle with its known words only', async () => {
    const { path, run, use } = await setUp();
    await use();
    expect(await run('status', '--bundle', path('bundle.json'))).toMatchObject({ code: 0 });
    const bundle = readFileSync(path('bundle.json'), 'utf8');
    expect(JSON.parse(bundle).settings).toMatchObject({
      'credentials.store': 'command',
      'credentials.secretCommand[1]': 'read',
    });
    expect(bundle).not.toMatch(/team\/twilio|team-secrets/);
    expect(faultsIn('support', JSON.parse(bundle))).toEqual([]);
  });
});
