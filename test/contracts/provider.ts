import { afterEach, describe, expect, it } from 'vitest';
import type { Credential } from '../../src/domain/settings/credential.ts';
import type { OpenProvider, Provider } from '../../src/ports.ts';
import { defaultWorld, sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import type { SandboxMessage, World } from '../../src/sandbox/twilio/world.ts';
import { withAuthToken, withKey } from '../support/sandbox-credentials.ts';

const { accountSid } = sandboxIds;

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
      it('accepts the credentials and returns the account', async () => {
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
      it('accepts the key and finds numbers when it may not read the account', async () => {
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

    it('lets a Main key of the parent act on a subaccount and names its owner', async () => {
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

    it('reports a suspended account', async () => {
      const { sid, authToken } = sandboxIds.suspendedAccount;
      const provider = await open(withAuthToken(sid, authToken));
      await expect(provider.accept()).rejects.toMatchObject({ kind: 'suspended', providerCode: 20005 });
    });

    it('returns the status of a suspended subaccount when its parent asks', async () => {
      const world = defaultWorld();
      const accounts = world.accounts.map((account) =>
        account.sid === sandboxIds.subaccount.sid ? { ...account, status: 'suspended' as const } : account,
      );
      const provider = await open(withKey(sandboxIds.mainKey, sandboxIds.subaccount.sid), { ...world, accounts });
      expect(await provider.account()).toMatchObject({ status: 'suspended' });
    });

    it('finds a number of the account', async () => {
      const provider = await open(withAuthToken());
      expect(await provider.phoneNumber(sandboxIds.ukMobile)).toEqual({
        sid: `PN${'3'.repeat(32)}`,
        sender: sandboxIds.ukMobile,
        accountSid: sandboxIds.accountSid,
        smsCapable: true,
        inbound: 'https',
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

    it('reports a number that cannot send SMS', async () => {
      const provider = await open(withAuthToken());
      expect(await provider.phoneNumber(sandboxIds.voiceOnlyNumber)).toMatchObject({ smsCapable: false });
    });

    it('finds a short code by an exact match, with unknown capabilities', async () => {
      const provider = await open(withAuthToken());
      expect(await provider.shortCode(sandboxIds.shortCode)).toEqual({
        sid: `SC${'1'.repeat(32)}`,
        sender: sandboxIds.shortCode,
        accountSid: sandboxIds.accountSid,
        smsCapable: null,
        inbound: 'https',
      });
      expect(await provider.shortCode(sandboxIds.shortCode.slice(0, 4))).toBeNull();
      expect(await provider.shortCode('12345')).toBeNull();
    });

    it('names the parent or subaccount that holds a number', async () => {
      const parent = await open(withAuthToken());
      expect(await parent.holderOf(sandboxIds.subaccount.number)).toBe(sandboxIds.subaccount.sid);
      expect(await parent.holderOf('+12025550111')).toBeNull();
      const child = await open(withKey(sandboxIds.mainKey, sandboxIds.subaccount.sid));
      expect(await child.holderOf(sandboxIds.number)).toBe(sandboxIds.accountSid);
    });

    it('returns the balance, and none for a subaccount', async () => {
      expect(await (await open(withAuthToken())).balance()).toEqual({ amount: '125.50', currency: 'USD' });
      expect(await (await open(withKey(sandboxIds.mainKey, sandboxIds.subaccount.sid))).balance()).toBeNull();
    });

    it.each([
      [[], 'none'],
      [['draft'], 'draft'],
      [['draft', 'in-review'], 'in-review'],
      [['twilio-rejected', 'pending-review'], 'in-review'],
      [['twilio-rejected'], 'rejected'],
      [['twilio-rejected', 'twilio-approved'], 'approved'],
      [['on-hold'], 'other'],
      [['Twilio-Approved'], 'approved'],
    ] as const)('takes the best of the profiles %j: %s', async (statuses, state) => {
      const profiles = statuses.map((status, index) => ({ sid: `BU${`${index}`.repeat(32)}`, accountSid, status }));
      const provider = await open(withAuthToken(), { ...defaultWorld(), profiles });
      expect(await provider.profile()).toBe(state);
    });

    it('finds the Messaging Service, its pool, its sender IDs and its campaigns', async () => {
      const provider = await open(withAuthToken());
      const { messagingService: sid, alphaSender } = sandboxIds;
      const service = { sid, name: 'Notices', inbound: 'https', registered: true };
      expect(await provider.messagingService(sid)).toEqual(service);
      expect(await provider.messagingServices()).toEqual({ services: [service], all: true });
      expect(await provider.inPool(sid, `PN${'1'.repeat(32)}`)).toBe(true);
      expect(await provider.inPool(sid, `PN${'2'.repeat(32)}`)).toBe(false);
      expect(await provider.inPool(sid, `SC${'1'.repeat(32)}`)).toBe(true);
      expect(await provider.inPool(sid, `SC${'2'.repeat(32)}`)).toBe(false);
      expect(await provider.poolSize(sid)).toBe(1);
      expect(await provider.alphaSender(sid, alphaSender)).toEqual({ holds: true, countries: null });
      expect(await provider.alphaSender(sid, 'OTHER')).toEqual({ holds: false, countries: [] });
      const [campaign] = await provider.campaigns(sid);
      expect(campaign).toMatchObject({ status: 'VERIFIED', mock: false, errors: [] });
      const brand = { status: 'APPROVED', mock: false, type: 'STANDARD', errors: [] };
      expect(await provider.brand(campaign?.brandSid ?? '')).toEqual(brand);
      expect([...(await provider.brands())]).toEqual([[campaign?.brandSid, brand]]);
    });

    it('finds nothing when the Messaging Service does not exist', async () => {
      const provider = await open(withAuthToken());
      const sid = `MG${'9'.repeat(32)}`;
      expect(await provider.messagingService(sid)).toBeNull();
      expect(await provider.inPool(sid, `PN${'1'.repeat(32)}`)).toBe(false);
      expect(await provider.poolSize(sid)).toBe(0);
      expect(await provider.alphaSender(sid, sandboxIds.alphaSender)).toEqual({ holds: false, countries: [] });
      expect(await provider.campaigns(sid)).toEqual([]);
      await expect(provider.brand(`BN${'9'.repeat(32)}`)).rejects.toMatchObject({ kind: 'not-found' });
    });

    it('reports when the account has more services than it reads', async () => {
      const world = defaultWorld();
      const [first] = world.services;
      if (first === undefined) throw new Error('The default world has a service.');
      const services = Array.from({ length: 31 }, (_, index) => ({
        ...first,
        sid: `MG${index.toString(16).padStart(32, '0')}`,
      }));
      const found = await (await open(withAuthToken(), { ...world, services })).messagingServices();
      expect([found.services.length, found.all]).toEqual([30, false]);
    });

    it('returns the toll-free verification with its reason, or none', async () => {
      const provider = await open(withAuthToken());
      const approved = { status: 'TWILIO_APPROVED', reasons: [], editable: null, editableUntil: null };
      expect(await provider.tollFreeVerification(`PN${'2'.repeat(32)}`)).toEqual(approved);
      expect(await provider.tollFreeVerification(`PN${'1'.repeat(32)}`)).toBeNull();
    });

    it('returns the state of a number that is being ported or hosted', async () => {
      const number = '+12025550155';
      const order = { sid: `HR${'1'.repeat(32)}`, accountSid, number, status: 'carrier-processing' as const };
      const provider = await open(withAuthToken(), { ...defaultWorld(), hostedOrders: [order] });
      expect(await provider.hostedOrder(number)).toBe('carrier-processing');
      expect(await provider.hostedOrder(sandboxIds.number)).toBeNull();
    });

    it('returns countries that are on, off or not mentioned', async () => {
      const permissions = await (await open(withAuthToken())).geoPermissions(['US', 'NG', 'ZZ']);
      expect([...permissions]).toEqual([
        ['US', { enabled: true, note: '' }],
        ['NG', { enabled: false, note: 'High Risk Country' }],
      ]);
    });

    it('reports when a host answers for the parent account', async () => {
      const provider = await open(withKey(sandboxIds.mainKey, sandboxIds.subaccount.sid));
      const error = { kind: 'other-account', exit: 3 };
      await expect(provider.messagingServices()).rejects.toMatchObject(error);
      await expect(provider.tollFreeVerification(`PN${'2'.repeat(32)}`)).rejects.toMatchObject(error);
      await expect(provider.profile()).rejects.toMatchObject(error);
    });

    it('returns whether a key is the account’s own or its parent’s', async () => {
      const { sid } = sandboxIds.mainKey;
      expect(await (await open(withKey(sandboxIds.mainKey))).holdsKey(sid)).toBe(true);
      const child = await open(withKey(sandboxIds.mainKey, sandboxIds.subaccount.sid));
      expect(await child.holdsKey(sid)).toBe(false);
      const standard = await open(withKey(sandboxIds.standardKey));
      await expect(standard.holdsKey(sandboxIds.standardKey.sid)).rejects.toMatchObject({ kind: 'rejected' });
    });

    it('returns why a toll-free number was rejected and the date to edit it by', async () => {
      const world = defaultWorld();
      const tollFreeVerifications = world.tollFreeVerifications.map((each) => ({
        ...each,
        status: 'TWILIO_REJECTED' as const,
        rejectionReason: 'The opt-in could not be seen.',
        editableUntil: '2026-12-01T09:00:00Z',
      }));
      const provider = await open(withAuthToken(), { ...world, tollFreeVerifications });
      expect(await provider.tollFreeVerification(`PN${'2'.repeat(32)}`)).toEqual({
        status: 'TWILIO_REJECTED',
        reasons: [{ code: 30485, text: 'The opt-in could not be seen.', fields: [] }],
        editable: true,
        editableUntil: '2026-12-01T09:00:00.000Z',
      });
    });

    it('accepts an individual’s approved profile and no secondary one', async () => {
      const profileOf = (policy: 'primary-individual' | 'secondary-business') => [
        { sid: `BU${'1'.repeat(32)}`, accountSid, status: 'twilio-approved', policy },
      ];
      const individual = { ...defaultWorld(), profiles: profileOf('primary-individual') };
      expect(await (await open(withAuthToken(), individual)).profile()).toBe('approved');
      const secondary = { ...defaultWorld(), profiles: profileOf('secondary-business') };
      expect(await (await open(withAuthToken(), secondary)).profile()).toBe('none');
    });

    it('counts verified recipients over several pages', async () => {
      const callerIds = Array.from({ length: 1500 }, (_, index) => ({
        sid: `PN${index.toString(16).padStart(32, '0')}`,
        accountSid,
        number: `+1202555${String(index).padStart(4, '0')}`,
      }));
      const provider = await open(withAuthToken(), { ...defaultWorld(), callerIds });
      expect(await provider.verifiedRecipients()).toBe(1500);
      expect(await (await open(withAuthToken())).verifiedRecipients()).toBe(0);
    });

    it('finds an item on a later page of a list', async () => {
      const world = defaultWorld();
      const numbered = (index: number) => index.toString(36).toUpperCase().padStart(4, '0');
      const destinationSenders = Array.from({ length: 130 }, (_, index) => ({
        sender: `ID ${numbered(index)}`,
        country: 'FR',
      }));
      const services = world.services.map((each) => ({ ...each, destinationSenders }));
      const provider = await open(withAuthToken(), { ...world, services });
      const last = destinationSenders.at(-1)?.sender ?? '';
      expect(await provider.alphaSender(sandboxIds.messagingService, last)).toEqual({ holds: true, countries: ['FR'] });
    });

    it('reports a list that is too long to read instead of an empty one', async () => {
      const world = defaultWorld();
      const services = world.services.map((each) => ({
        ...each,
        alphaSenders: Array.from({ length: 1100 }, (_, index) => `ID ${index}`),
      }));
      const provider = await open(withAuthToken(), { ...world, services });
      const asking = provider.alphaSender(sandboxIds.messagingService, 'ID 1099');
      await expect(asking).rejects.toMatchObject({ kind: 'not-understood' });
    });

    describe('the deliveries of a sender', () => {
      const now = Date.parse('2026-11-29T12:00:00.000Z');
      const since = new Date(now - 30 * 86_400_000);
      const message = (index: number, change: Partial<SandboxMessage> = {}): SandboxMessage => ({
        sid: `SM${index.toString(16).padStart(32, '0')}`,
        accountSid,
        from: sandboxIds.number,
        serviceSid: null,
        to: '+12025550101',
        body: 'Secret words',
        statuses: ['delivered'],
        errorCode: null,
        at: new Date(now - index * 60_000).toISOString(),
        ...change,
      });
      const read = async (messages: readonly SandboxMessage[], serviceSid?: string, change: Partial<World> = {}) => {
        const provider = await open(withAuthToken(), { ...defaultWorld(), messages, ...change });
        return provider.deliveries({
          sender: sandboxIds.number,
          since,
          ...(serviceSid !== undefined && { serviceSid }),
        });
      };

      it('returns time, outcome, code and country, never text or recipient', async () => {
        const found = await read([
          message(1),
          message(2, { to: '+447400123456', statuses: ['undelivered'], errorCode: 30034 }),
          message(3),
        ]);
        expect(found).toEqual([
          {
            at: '2026-11-29T11:59:00.000Z',
            outcome: 'delivered',
            code: null,
            country: 'US',
            recipient: 0,
            verified: false,
          },
          {
            at: '2026-11-29T11:58:00.000Z',
            outcome: 'refused',
            code: 30034,
            country: 'GB',
            recipient: 1,
            verified: false,
          },
          {
            at: '2026-11-29T11:57:00.000Z',
            outcome: 'delivered',
            code: null,
            country: 'US',
            recipient: 0,
            verified: false,
          },
        ]);
        expect(JSON.stringify(found)).not.toMatch(/Secret|2025550101|7400123456/);
      });

      it.each<[string, Partial<SandboxMessage>]>([
        ['has no final state', { statuses: ['sent'] }],
        ['came in', { direction: 'inbound' }],
        ['is older than what is asked for', { at: new Date(now - 31 * 86_400_000).toISOString() }],
        ['went over another channel', { to: 'whatsapp:+12025550101' }],
        ['went to a number that is masked', { to: '+1202555XXXX' }],
        ['is of another sender', { from: '+12025550199' }],
        ['is of another account', { accountSid: sandboxIds.subaccount.sid }],
      ])('leave out a message that %s', async (_, change) => {
        expect(await read([message(1, change)])).toEqual([]);
      });

      it('returns deliveries of a service when no sender was chosen', async () => {
        const serviceSid = sandboxIds.messagingService;
        const found = await read(
          [
            message(1, { serviceSid, from: null, statuses: ['failed'], errorCode: 30034 }),
            message(2, { serviceSid }),
            message(3, { serviceSid, from: '+18885550142' }),
            message(4),
          ],
          serviceSid,
        );
        expect(found.map(({ outcome, at }) => [outcome, at.slice(14, 16)])).toEqual([
          ['refused', '59'],
          ['delivered', '58'],
        ]);
      });

      it('returns whether the recipient was verified, or that this cannot be read', async () => {
        const callerIds = [{ sid: `PN${'7'.repeat(32)}`, accountSid, number: '+12025550101' }];
        expect((await read([message(1)], undefined, { callerIds }))[0]?.verified).toBe(true);
        const path = '/2010-04-01/Accounts/{AccountSid}/OutgoingCallerIds.json';
        const faults = [{ on: `GET ${path}`, respond: { status: 403 } }];
        expect((await read([message(1)], undefined, { faults }))[0]?.verified).toBeNull();
      });
    });

    it('finds a sender ID that a service has for single countries', async () => {
      const world = defaultWorld();
      const services = world.services.map((each) => ({
        ...each,
        destinationSenders: [{ sender: 'ONLY FR', country: 'FR' }],
      }));
      const provider = await open(withAuthToken(), { ...world, services });
      const held = { holds: true, countries: ['FR'] };
      expect(await provider.alphaSender(sandboxIds.messagingService, 'ONLY FR')).toEqual(held);
    });

    it('reads the registered services first', async () => {
      const world = defaultWorld();
      const [registered] = world.services;
      if (registered === undefined) throw new Error('The default world has a service.');
      const others = Array.from({ length: 45 }, (_, index) => ({
        ...registered,
        sid: `MG${index.toString(16).padStart(32, '0')}`,
      }));
      const provider = await open(withAuthToken(), { ...world, services: [...others, registered] });
      const { services, all } = await provider.messagingServices();
      expect([services[0]?.sid, services.length, all]).toEqual([registered.sid, 30, false]);
    });

    it('accepts a Restricted key that may not list messages and names what else it may not read', async () => {
      const world = defaultWorld();
      const apiKeys = world.apiKeys.map((key) =>
        key.kind === 'restricted' ? { ...key, barred: ['Messages', '/v1/'] } : key,
      );
      const provider = await open(withKey(sandboxIds.restrictedKey), { ...world, apiKeys });
      await expect(provider.accept()).resolves.toBeUndefined();
      await expect(provider.messagingServices()).rejects.toMatchObject({ kind: 'refused', providerCode: 70051 });
    });
  });
}
