import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import { runProgram, smsctl } from '../support/program.ts';
import { quickenSecrets } from '../support/quicken-secrets.ts';
import { machine, setUp } from '../support/reading-commands.ts';

const { authToken } = sandboxIds;
const base = mkdtempSync(join(tmpdir(), 'smsctl-credentials-'));
const home = join(base, 'home');

let server: Sandbox;
let env: Readonly<Record<string, string>>;
beforeAll(async () => {
  server = await startSandbox({ world: defaultWorld() });
  env = machine(base, home, server.url);
  await setUp(env);
  await quickenSecrets(join(home, 'config', 'smsctl'), 'four words make one');
});
afterAll(async () => {
  await server.close();
  rmSync(base, { recursive: true });
});

const run = (argv: readonly string[], input = '') => runProgram([...smsctl, ...argv], { env, input });
const settings = () => readFileSync(join(home, 'config', 'smsctl', 'organizations', 'default.json'), 'utf8');

describe('credentials on a machine without a keychain', () => {
  it('changes nothing when a move to the keychain fails', async () => {
    const before = settings();
    const { code, out } = await run(['credentials', 'move', 'keychain', '--json']);
    expect(code, out).toBe(3);
    expect(JSON.parse(out).error.code).toMatch(/^store\.no-/);
    expect(settings()).toBe(before);
    expect(JSON.parse((await run(['status', '--json'])).out)).toMatchObject({ pending: 0 });
  });

  it('lists nothing to delete when the keychain is switched off', async () => {
    const before = settings();
    const off = { ...env, SMSCTL_KEYCHAIN: 'off' };
    const { code } = await runProgram([...smsctl, 'credentials', 'move', 'keychain'], { env: off });
    expect([code, settings()]).toEqual([3, before]);
  });
});

describe('credentials create-key with a piped Auth Token', () => {
  it('works as in the example of the help', async () => {
    const { out } = await run(['credentials', 'create-key', '--help']);
    const [, example = ''] =
      /\$ smsctl (credentials create-key .*) < token\.txt/.exec(out.replace(/ \\\n +/g, ' ')) ?? [];
    expect(example).toContain('--auth-token-stdin');
    const { code, err } = await run(example.split(' '), `${authToken}\n`);
    expect(code, err).toBe(0);
    const shown = JSON.parse((await run(['credentials', 'show', '--json'])).out);
    expect(shown).toMatchObject({ active: { method: 'api-key' }, standby: [{ method: 'auth-token' }] });
  });
});
