import { afterEach, describe, expect, it } from 'vitest';
import type { Credential } from '../../src/domain/settings/credential.ts';
import type { ApiKeys, OpenApiKeys, OpenProvider } from '../../src/ports.ts';
import { defaultWorld, sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import type { World } from '../../src/sandbox/twilio/world.ts';
import { withAuthToken, withKey } from '../support/sandbox-credentials.ts';

/** A provider that keeps keys as a world says, and lets them sign in. */
interface KeysUnderTest {
  readonly open: OpenApiKeys;
  readonly openProvider: OpenProvider;
  readonly close: () => Promise<void>;
}

/** What every implementation of `ApiKeys` keeps to, whatever it is made of. */
export function apiKeysContract(name: string, start: (world: World) => Promise<KeysUnderTest>): void {
  describe(`${name}, as a maker of API keys`, () => {
    const running: KeysUnderTest[] = [];
    const open = async (credential: Credential = withAuthToken(), world: World = defaultWorld()) => {
      const started = await start(world);
      running.push(started);
      return { keys: await started.open(credential), openProvider: started.openProvider };
    };
    afterEach(async () => {
      for (const { close } of running.splice(0)) await close();
    });

    it.each([
      ['an Auth Token', withAuthToken()],
      ['a Main key', withKey(sandboxIds.mainKey)],
    ])('%s creates a key that signs in, finds it by name and deletes it', async (_, credential) => {
      const { keys, openProvider } = await open(credential);
      const made = await keys.create('smsctl acme host 1');
      const other = await keys.create('smsctl acme host 2');
      expect(made.sid).toMatch(/^SK[0-9a-f]{32}$/);
      expect(made.sid).not.toBe(other.sid);
      const signIn = async () =>
        (await openProvider(withKey({ sid: made.sid, secret: made.secret.reveal() }))).accept();
      await expect(signIn()).resolves.toBeUndefined();
      expect(await keys.named('smsctl acme host 1')).toEqual([made.sid]);
      expect(await keys.named('smsctl acme host')).toEqual([]);
      await keys.delete(made.sid);
      expect(await keys.named('smsctl acme host 1')).toEqual([]);
      await expect(signIn()).rejects.toMatchObject({ kind: 'rejected' });
      // A second time, as after an answer that was lost.
      await expect(keys.delete(made.sid)).resolves.toBeUndefined();
      expect(await keys.named('smsctl acme host 2')).toEqual([other.sid]);
    });

    it.each([
      ['a Standard key', withKey(sandboxIds.standardKey)],
      ['a Restricted key', withKey(sandboxIds.restrictedKey)],
      ['a wrong Auth Token', withAuthToken(sandboxIds.accountSid, '0'.repeat(32))],
    ])('rejects every call when the key is %s', async (_, credential) => {
      const { keys } = await open(credential);
      const calls: { readonly [Name in keyof ApiKeys]: () => Promise<unknown> } = {
        create: () => keys.create('smsctl acme host 1'),
        named: () => keys.named('smsctl acme host 1'),
        delete: () => keys.delete(sandboxIds.standardKey.sid),
      };
      for (const call of Object.values(calls)) {
        await expect(call()).rejects.toMatchObject({ name: 'ProviderError', kind: 'rejected', status: 401 });
      }
    });

    it('sends the request for a key once when no answer comes', async () => {
      const route = 'POST /2010-04-01/Accounts/{AccountSid}/Keys.json';
      const faults = [{ on: route, times: 1, respond: { status: 503 } }] as const;
      const { keys } = await open(withAuthToken(), { ...defaultWorld(), faults });
      await expect(keys.create('smsctl acme host 1')).rejects.toMatchObject({ kind: 'unavailable' });
      expect(await keys.named('smsctl acme host 1')).toEqual([]);
    });

    it('rejects an answer when it is no API key', async () => {
      const route = 'POST /2010-04-01/Accounts/{AccountSid}/Keys.json';
      for (const body of [{}, { sid: 'SK1', secret: 'x' }, { sid: `SK${'1'.repeat(32)}` }, 'a login page']) {
        const faults = [{ on: route, respond: { status: 201, body } }];
        const { keys } = await open(withAuthToken(), { ...defaultWorld(), faults });
        const kind = expect.stringMatching(/^not-(?:twilio|understood)$/);
        await expect(keys.create('smsctl acme host 1')).rejects.toMatchObject({ kind });
      }
    });
  });
}
