import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { keychain, keychainItem } from '../../src/adapters/secrets/keychain.ts';
import { Secret } from '../../src/domain/text/secret.ts';
import { expectProblem } from '../contracts/keychain-problem.ts';
import { writableStoreContract } from '../contracts/secret-store.ts';
import { built } from '../support/built.ts';
import { bareEnvironment, freshHome, type KeyringSession, startKeyring } from '../support/keyring.ts';
import { keyringRequirement, named } from '../support/requirements.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { hangingMs } from '../support/work.ts';

await built();

const childPath = fileURLToPath(new URL('../../dist/adapters/secrets/keychain-child.js', import.meta.url));
const open = (
  env: Readonly<Record<string, string>>,
  more: { readonly childPath?: string; readonly deadlineMs?: number } = {},
) => keychain({ env, interactive: false, childPath, deadlineMs: hangingMs, ...more });

describe.skipIf(keyringRequirement())(named('the real OS keychain', keyringRequirement()), () => {
  describe('unlocked', () => {
    let session: KeyringSession;
    beforeAll(async () => {
      session = await startKeyring({ state: 'unlocked' });
    });
    afterAll(() => session.end());

    writableStoreContract(() => open(session.env));

    it("reads another program's item by its names, and finds no other", async () => {
      await open(session.env).set('default.other', new Secret('SK1|secret'));
      const options = { env: session.env, interactive: false, childPath, deadlineMs: hangingMs };
      const looked = async (service: string, key: string) => (await keychainItem(service, key, options))?.reveal();
      expect(await looked('smsctl', 'default.other')).toBe('SK1|secret');
      expect(await looked('twilio-cli', 'default.other')).toBeUndefined();
      expect(await looked('smsctl', 'An odd name: ü "x"')).toBeUndefined();
      await open(session.env).delete('default.other');
    });

    it.each([
      ['nothing', ''],
      ['NUL', 'abc\0def'],
      ['half a pair', '\ud800'],
      ['an escape', '\u001b[31m'],
      ['more than Windows keeps', 'x'.repeat(2_401)],
    ])('refuses a value that the keychain would change: %s', async (_, value) => {
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

    it('reports a locked keychain and returns the secret once it is unlocked', async () => {
      const home = freshHome();
      const keyrings = join(home, 'data', 'keyrings');
      const first = await startKeyring({ state: 'unlocked', home });
      await open(first.env).set('default.one', new Secret('survives'));
      // Ending a session removes its home, so that the keyring is taken along.
      const kept = temporaryFolder('keyrings');
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

    it('reports a missing login keyring', async () => {
      session = await startKeyring({ state: 'none' });
      await expectProblem(open(session.env), 'locked');
    });

    it('reports a missing service on the bus', async () => {
      session = await startKeyring({ state: 'no-service' });
      await expectProblem(open(session.env), 'no-service');
    });

    it('gives up at the deadline when the service hangs, and the process can end', async () => {
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
  ])('reports a missing session bus (%s)', async (_, more) => {
    await expectProblem(open({ ...bareEnvironment(freshHome()), ...more }), 'no-bus');
  });
});
