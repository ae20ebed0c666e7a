import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { keychain } from '../../src/adapters/keychain.ts';
import { Secret } from '../../src/domain/secret.ts';
import type { SecretStoreProblem } from '../../src/domain/secret-store-error.ts';
import type { SecretStore } from '../../src/ports.ts';
import { writableStoreContract } from '../contracts/secret-store.ts';
import { bareEnvironment, freshHome, type KeyringSession, startKeyring } from '../support/keyring.ts';
import { keyringRequirement, named } from '../support/requirements.ts';

const childPath = fileURLToPath(new URL('../../dist/adapters/keychain-child.js', import.meta.url));
const open = (
  env: Readonly<Record<string, string>>,
  more: { readonly childPath?: string; readonly deadlineMs?: number } = {},
) => keychain({ env, interactive: false, childPath, ...more });

/** Every operation names the problem, in time, and none calls the secret missing. */
async function expectProblem(store: SecretStore, problem: SecretStoreProblem): Promise<void> {
  const operations = [
    () => store.get('default.one'),
    () => store.set('default.one', new Secret('x')),
    () => store.delete('default.one'),
  ];
  for (const operation of operations) {
    const started = performance.now();
    const outcome = await operation().then(
      (value) => ({ resolved: value }),
      (error: unknown) => error,
    );
    expect(outcome).toMatchObject({
      name: 'SecretStoreError',
      problem,
      hints: [expect.stringContaining('--store file')],
    });
    expect(performance.now() - started).toBeLessThan(4_000);
  }
  expect(await store.probe()).toMatchObject({ ready: false, problem });
}

describe.skipIf(keyringRequirement())(named('the real OS keychain', keyringRequirement()), () => {
  describe('unlocked', () => {
    let session: KeyringSession;
    beforeAll(async () => {
      session = await startKeyring({ state: 'unlocked' });
    });
    afterAll(() => session.end());

    writableStoreContract(() => open(session.env));

    it.each([
      ['nothing', ''],
      ['NUL', 'abc\0def'],
      ['half a pair', '\ud800'],
      ['an escape', '\u001b[31m'],
      ['more than Windows keeps', 'x'.repeat(2_401)],
    ])('refuses what it would change in silence: %s', async (_, value) => {
      await expect(open(session.env).set('default.odd', new Secret(value))).rejects.toMatchObject({
        problem: 'denied',
      });
      expect(await open(session.env).get('default.odd')).toBeUndefined();
    });
  });

  describe('in its other states', () => {
    let session: KeyringSession | undefined;
    afterEach(async () => {
      await session?.end();
      session = undefined;
    });

    it('locked: says so, and the secret is there when it is unlocked again', async () => {
      const home = freshHome();
      const keyrings = join(home, 'data', 'keyrings');
      const first = await startKeyring({ state: 'unlocked', home });
      await open(first.env).set('default.one', new Secret('survives'));
      // Ending a session removes its home, so that the keyring is taken along.
      const kept = mkdtempSync(join(tmpdir(), 'smsctl-keyrings-'));
      cpSync(keyrings, kept, { recursive: true });
      await first.end();
      const restore = (into: string) => {
        mkdirSync(join(into, 'data', 'keyrings'), { recursive: true });
        cpSync(kept, join(into, 'data', 'keyrings'), { recursive: true });
        return into;
      };
      session = await startKeyring({ state: 'locked', home: restore(freshHome()) });
      await expectProblem(open(session.env), 'locked');
      await session.end();
      session = await startKeyring({ state: 'unlocked', home: restore(freshHome()) });
      expect((await open(session.env).get('default.one'))?.reveal()).toBe('survives');
    });

    it('without a login keyring: says so', async () => {
      session = await startKeyring({ state: 'none' });
      await expectProblem(open(session.env), 'locked');
    });

    it('without a service on the bus', async () => {
      session = await startKeyring({ state: 'no-service' });
      await expectProblem(open(session.env), 'no-service');
    });

    it('frozen: gives up at the deadline, and nothing keeps this process', async () => {
      session = await startKeyring({ state: 'unlocked' });
      session.freeze();
      await expectProblem(open(session.env, { deadlineMs: 1_000 }), 'prompt-timeout');
    });
  });

  it.each([
    ['no variable at all', {}],
    ['a bus that is not there', { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' }],
    ['an address that is none', { DBUS_SESSION_BUS_ADDRESS: '/dev/null' }],
    ['a bus that is switched off', { DBUS_SESSION_BUS_ADDRESS: 'disabled:' }],
    ['a display without a server', { DISPLAY: ':99' }],
  ])('without a session bus (%s)', async (_, more) => {
    await expectProblem(open({ ...bareEnvironment(freshHome()), ...more }), 'no-bus');
  });
});

describe('a child process that misbehaves', () => {
  const child = (body: string): string => {
    const path = join(freshHome(), 'child.mjs');
    writeFileSync(path, body);
    return path;
  };
  const env = { PATH: process.env.PATH ?? '' };

  it('by crashing is called crashed', async () => {
    await expectProblem(open(env, { childPath: child('process.kill(process.pid, "SIGSEGV")') }), 'crashed');
  });

  it('by ending without a word is called crashed', async () => {
    await expectProblem(open(env, { childPath: child('') }), 'crashed');
  });

  it('by hanging, deaf to everything, is killed at the deadline', async () => {
    const path = child('process.on("SIGTERM", () => {}); for (;;) {}');
    await expectProblem(open(env, { childPath: path, deadlineMs: 300 }), 'prompt-timeout');
  });

  it('by not finding its library names the package to install', async () => {
    const path = child(
      `console.log(JSON.stringify({ ok: false, failed: 'load', text: 'libsecret-1.so.0: cannot open' }))`,
    );
    await expectProblem(open(env, { childPath: path }), 'no-library');
    expect((await open(env, { childPath: path }).probe()).nextStep).toContain('libsecret-1-0');
  });

  it('gets what it needs of the environment and nothing else', async () => {
    const path = child(
      `console.log(JSON.stringify({ ok: true, value: Object.keys(process.env).sort().join() + ' ' + process.argv.length }))`,
    );
    const secret = {
      ...env,
      HOME: '/h',
      TWILIO_AUTH_TOKEN: 'x',
      NODE_OPTIONS: '--inspect',
      DBUS_SESSION_BUS_ADDRESS: 'd',
    };
    const seen = (await open(secret, { childPath: path }).get('default.one'))?.reveal();
    expect(seen).toBe('DBUS_SESSION_BUS_ADDRESS,HOME,LANG,LANGUAGE,LC_ALL,PATH 2');
  });
});

describe('SMSCTL_KEYCHAIN=off', () => {
  it('keeps away from the keychain', async () => {
    const store = open({ SMSCTL_KEYCHAIN: 'off' }, { childPath: '/nonexistent' });
    expect(await store.probe()).toMatchObject({
      ready: false,
      problem: 'denied',
      sentence: expect.stringContaining('switched off'),
    });
  });
});
