import { afterEach, describe, expect, it } from 'vitest';
import type { Credential } from '../../src/domain/credential.ts';
import type { OpenProvider, Provider } from '../../src/ports.ts';
import { defaultWorld, sandboxIds } from '../../src/sandbox/default-world.ts';
import type { World } from '../../src/sandbox/world.ts';
import { withAuthToken, withKey } from '../support/sandbox-credentials.ts';

/** A provider that answers as a world says. */
export interface ProviderUnderTest {
  readonly open: OpenProvider;
  readonly close: () => Promise<void>;
}

/** What every implementation of `Provider` keeps to, whatever it is made of. */
export function providerContract(name: string, start: (world: World) => Promise<ProviderUnderTest>): void {
  describe(`${name}, as a provider`, () => {
    const running: ProviderUnderTest[] = [];
    const open = async (credential: Credential, world: World = defaultWorld()): Promise<Provider> => {
      const started = await start(world);
      running.push(started);
      return started.open(credential);
    };
    afterEach(async () => {
      for (const { close } of running.splice(0)) await close();
    });

    describe.each([
      ['an Auth Token', withAuthToken()],
      ['a Main key', withKey(sandboxIds.mainKey)],
    ])('with %s', (_, credential) => {
      it('accepts it and tells the account', async () => {
        const provider = await open(credential);
        await expect(provider.accept()).resolves.toBeUndefined();
        expect(await provider.account()).toEqual({
          sid: sandboxIds.accountSid,
          name: 'Sandbox',
          status: 'active',
          type: 'Full',
          ownerSid: sandboxIds.accountSid,
        });
      });
    });

    describe.each([
      ['a Standard key', withKey(sandboxIds.standardKey)],
      ['a Restricted key', withKey(sandboxIds.restrictedKey)],
    ])('with %s', (_, credential) => {
      it('accepts it, finds its numbers, and cannot tell the account', async () => {
        const provider = await open(credential);
        await expect(provider.accept()).resolves.toBeUndefined();
        expect(await provider.phoneNumber(sandboxIds.number)).toMatchObject({ sender: sandboxIds.number });
        await expect(provider.account()).rejects.toMatchObject({ kind: 'rejected', status: 401, providerCode: 20003 });
      });
    });

    it.each([
      ['a wrong Auth Token', withAuthToken(sandboxIds.accountSid, '0'.repeat(32))],
      ['an account that does not exist', withAuthToken(`AC${'9'.repeat(32)}`)],
      ['a wrong key secret', withKey({ sid: sandboxIds.mainKey.sid, secret: 'another-secret-that-is-none' })],
      ['a key that does not exist', withKey({ sid: `SK${'9'.repeat(32)}`, secret: sandboxIds.mainKey.secret })],
      ['a key of another account', withKey(sandboxIds.mainKey, sandboxIds.suspendedAccount.sid)],
      ["a Standard key on its account's subaccount", withKey(sandboxIds.standardKey, sandboxIds.subaccount.sid)],
    ])('rejects %s', async (_, credential) => {
      const provider = await open(credential);
      const error = { name: 'ProviderError', kind: 'rejected', status: 401, providerCode: 20003, exit: 3 };
      await expect(provider.accept()).rejects.toMatchObject(error);
      await expect(provider.phoneNumber(sandboxIds.number)).rejects.toMatchObject(error);
    });

    it('lets a Main key of the parent act on a subaccount, and says who owns it', async () => {
      const provider = await open(withKey(sandboxIds.mainKey, sandboxIds.subaccount.sid));
      await expect(provider.accept()).resolves.toBeUndefined();
      expect(await provider.account()).toMatchObject({
        sid: sandboxIds.subaccount.sid,
        ownerSid: sandboxIds.accountSid,
      });
      expect(await provider.phoneNumber(sandboxIds.number)).toBeNull();
    });

    it('recognizes test credentials', async () => {
      const { accountSid, authToken } = sandboxIds.testCredentials;
      const provider = await open(withAuthToken(accountSid, authToken));
      const error = { kind: 'test-credentials', status: 403, providerCode: 20008 };
      await expect(provider.accept()).rejects.toMatchObject(error);
      await expect(provider.account()).rejects.toMatchObject(error);
    });

    it('says that the account is suspended', async () => {
      const { sid, authToken } = sandboxIds.suspendedAccount;
      const provider = await open(withAuthToken(sid, authToken));
      await expect(provider.accept()).rejects.toMatchObject({ kind: 'suspended', providerCode: 20005 });
    });

    it('tells the status of a suspended subaccount to its parent', async () => {
      const world = defaultWorld();
      const accounts = world.accounts.map((account) =>
        account.sid === sandboxIds.subaccount.sid ? { ...account, status: 'suspended' as const } : account,
      );
      const provider = await open(withKey(sandboxIds.mainKey, sandboxIds.subaccount.sid), { ...world, accounts });
      expect(await provider.account()).toMatchObject({ status: 'suspended' });
    });

    it('finds the number that is asked for', async () => {
      const provider = await open(withAuthToken());
      expect(await provider.phoneNumber(sandboxIds.ukMobile)).toEqual({
        sid: `PN${'3'.repeat(32)}`,
        sender: sandboxIds.ukMobile,
        accountSid: sandboxIds.accountSid,
        smsCapable: true,
      });
    });

    it.each([
      ['a number that nobody of this account holds', '+12025550111'],
      ['the beginning of one that it holds', sandboxIds.number.slice(0, -1)],
      ["its subaccount's number", sandboxIds.subaccount.number],
    ])('finds nothing for %s', async (_, number) => {
      const provider = await open(withAuthToken());
      expect(await provider.phoneNumber(number)).toBeNull();
    });

    it('tells a number that cannot send SMS', async () => {
      const provider = await open(withAuthToken());
      expect(await provider.phoneNumber(sandboxIds.voiceOnlyNumber)).toMatchObject({ smsCapable: false });
    });

    it('finds a short code, matched exactly, and does not claim to know its capabilities', async () => {
      const provider = await open(withAuthToken());
      expect(await provider.shortCode(sandboxIds.shortCode)).toEqual({
        sid: `SC${'1'.repeat(32)}`,
        sender: sandboxIds.shortCode,
        accountSid: sandboxIds.accountSid,
        smsCapable: null,
      });
      expect(await provider.shortCode(sandboxIds.shortCode.slice(0, 4))).toBeNull();
      expect(await provider.shortCode('12345')).toBeNull();
    });
  });
}
