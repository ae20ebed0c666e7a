import { describe, expect, it } from 'vitest';
import { collectFacts } from '../../../src/app/verify/collect-facts.ts';
import { ProviderError, type ProviderErrorKind } from '../../../src/domain/provider-error.ts';
import type { Delivery } from '../../../src/domain/readiness/facts.ts';
import type { ContactsSettings, NumberSettings, Settings } from '../../../src/domain/settings/settings.ts';
import type { Provider } from '../../../src/ports.ts';
import {
  apiKeySid,
  clock,
  keyCredential,
  now,
  otherAccountSid,
  quietProvider,
  readyFacts,
  readySettings,
  tokenCredential,
} from '../../support/fixtures.ts';

const number = readySettings.number as NumberSettings;
const serviceSid = number.messagingService ?? '';
const { messagingService: _, ...alone } = number;

const says = (kind: ProviderErrorKind, providerCode?: number) => () =>
  Promise.reject(
    new ProviderError({ kind, message: kind, status: 401, ...(providerCode !== undefined && { providerCode }) }),
  );

/** The facts of a provider, with the calls that it got. */
function factsOf(change: Partial<Provider> = {}, settings: Settings = readySettings, rest: object = {}) {
  const calls: string[] = [];
  const all = {
    ...quietProvider,
    accept: async () => {},
    account: readyFacts.account,
    phoneNumber: readyFacts.ownedSender,
    shortCode: async () => null,
    ...change,
  };
  const counted = Object.entries(all).map(([name, call]) => [
    name,
    (...given: readonly never[]) => {
      calls.push(name);
      return (call as (...args: readonly never[]) => unknown)(...given);
    },
  ]);
  const provider: Provider = Object.fromEntries(counted);
  const facts = collectFacts({
    settings,
    clock,
    openProvider: async () => provider,
    readCredential: async () => tokenCredential,
    ambient: {},
    ...rest,
  });
  return { facts, calls };
}

describe('whose an API key is', () => {
  it.each([
    ['the account’s own when the account holds it', keyCredential, true, false],
    ['another account’s when the account does not hold it', keyCredential, false, true],
    ['no other account’s, and not asked for, when an Auth Token signs in', tokenCredential, false, false],
  ])('is %s', async (_name, credential, holds, foreign) => {
    const { facts, calls } = factsOf({ holdsKey: async () => holds }, readySettings, { credential });
    expect(await facts.isParentsKey()).toBe(foreign);
    expect(calls.includes('holdsKey')).toBe(credential.method === 'api-key');
  });

  it('is asked for by the SID of the key that signs in', async () => {
    let asked = '';
    const holdsKey = async (sid: string) => {
      asked = sid;
      return true;
    };
    await factsOf({ holdsKey }, readySettings, { credential: keyCredential }).facts.isParentsKey();
    expect(asked).toBe(apiKeySid);
  });

  it('stays unknown when the key may not ask', async () => {
    const { facts } = factsOf({ holdsKey: says('rejected', 20003) }, readySettings, { credential: keyCredential });
    await expect(facts.isParentsKey()).rejects.toMatchObject({ kind: 'refused', providerCode: 20003 });
  });
});

describe('a 401 on one question', () => {
  it('is a refusal when the credentials are accepted, and stays a rejection when they are not', async () => {
    const one = factsOf({ account: says('rejected', 20003) });
    await expect(one.facts.account()).rejects.toMatchObject({ kind: 'refused', status: 401, providerCode: 20003 });
    const both = factsOf({ account: says('rejected', 20003), accept: says('rejected', 20003) });
    await expect(both.facts.account()).rejects.toMatchObject({ kind: 'rejected' });
    await expect(both.facts.acceptance()).rejects.toMatchObject({ kind: 'rejected' });
  });

  it('is left as it is when it is another error', async () => {
    const { facts, calls } = factsOf({ account: says('not-found') });
    await expect(facts.account()).rejects.toMatchObject({ kind: 'not-found' });
    expect(calls).not.toContain('accept');
  });
});

describe('facts', () => {
  it('are asked for once when several checks want them, side by side', async () => {
    const { facts, calls } = factsOf();
    await Promise.all([facts.account(), facts.account(), facts.pooled(), facts.ownedSender(), facts.suspension()]);
    for (const name of ['account', 'phoneNumber', 'accept']) {
      expect(
        calls.filter((each) => each === name),
        name,
      ).toHaveLength(1);
    }
  });

  it('are rejected with the store’s problem when no credentials are saved', async () => {
    const { credentials: __, ...settings } = readySettings;
    const { facts, calls } = factsOf({}, settings);
    await expect(facts.account()).rejects.toMatchObject({ code: 'store.missing' });
    expect(calls).toEqual([]);
  });

  it('read the sender by its kind', async () => {
    const looked = async (change: NumberSettings) => {
      const { facts, calls } = factsOf({}, { ...readySettings, number: change });
      await Promise.all([facts.ownedSender(), facts.holder(), facts.hostedOrder()]);
      return calls.toSorted();
    };
    expect(await looked(number)).toEqual(['holderOf', 'hostedOrder', 'phoneNumber']);
    expect(await looked({ sender: '55501', kind: 'short-code' })).toEqual(['shortCode']);
    expect(await looked({ sender: 'Acme', kind: 'alphanumeric' })).toEqual([]);
  });

  it('ask for the permissions of real countries only, and of nothing when there are none', async () => {
    const asked: (readonly string[])[] = [];
    const geoPermissions: Provider['geoPermissions'] = async (countries) => {
      asked.push(countries);
      return new Map();
    };
    const withCountries = (countries: Readonly<Record<string, number>>): Settings => {
      const contacts = readySettings.contacts as ContactsSettings;
      return { ...readySettings, contacts: { ...contacts, result: { ...contacts.result, countries } } };
    };
    await factsOf({ geoPermissions }, withCountries({ US: 1, '001': 2 })).facts.geoPermissions();
    await factsOf({ geoPermissions }, withCountries({ '001': 2 })).facts.geoPermissions();
    const { contacts: __, ...unread } = readySettings;
    await factsOf({ geoPermissions }, unread).facts.geoPermissions();
    expect(asked).toEqual([['US']]);
  });
});

describe('the Messaging Service', () => {
  it('that is saved holds a sender when the account holds it and the pool does', async () => {
    expect(await factsOf().facts.pooled()).toEqual({ holds: true, countries: null });
    expect(await factsOf({ inPool: async () => false }).facts.pooled()).toMatchObject({ holds: false });
    const missing = factsOf({ phoneNumber: async () => null });
    expect(await missing.facts.pooled()).toMatchObject({ holds: false });
    expect(missing.calls).not.toContain('inPool');
  });

  it('that is saved handles the replies when it holds the sender only', async () => {
    expect((await factsOf().facts.holdingService()).service?.sid).toBe(serviceSid);
    expect((await factsOf({ inPool: async () => false }).facts.holdingService()).service).toBeNull();
  });

  it('is searched for when none is saved', async () => {
    const settings = { ...readySettings, number: alone };
    const { facts, calls } = factsOf({}, settings);
    expect((await facts.holdingService()).service?.sid).toBe(serviceSid);
    expect(await facts.service()).toBeNull();
    expect(await facts.pooled()).toEqual({ holds: false, countries: null });
    expect(calls).not.toContain('messagingService');
    const some = factsOf({ inPool: async () => false, messagingServices: async () => ({ services: [], all: false }) });
    expect(await some.facts.holdingService()).toMatchObject({ service: null, complete: true });
    const searched = factsOf({ messagingServices: async () => ({ services: [], all: false }) }, settings);
    expect(await searched.facts.holdingService()).toEqual({ service: null, complete: false });
  });

  it('of a sender ID is asked for the sender ID', async () => {
    const alphaSender = async () => ({ holds: true, countries: ['GB'] });
    const settings: Settings = {
      ...readySettings,
      number: { sender: 'Acme', kind: 'alphanumeric', messagingService: serviceSid },
    };
    expect(await factsOf({ alphaSender }, settings).facts.pooled()).toEqual({ holds: true, countries: ['GB'] });
  });
});

describe('a registration', () => {
  const settings = { ...readySettings, number: alone };
  const services = (registered: boolean) => async () => {
    const notices = await readyFacts.service();
    return { services: notices === null ? [] : [{ ...notices, registered }], all: true };
  };

  it.each([true, false])('is found when the hint that its service is registered is %s', async (registered) => {
    const { facts, calls } = factsOf({ messagingServices: services(registered) }, settings);
    expect(await facts.registration()).toMatchObject({
      pooled: true,
      complete: true,
      campaigns: [{ status: 'VERIFIED', brand: { status: 'APPROVED' } }],
    });
    expect(calls.filter((name) => name === 'campaigns')).toHaveLength(1);
  });

  it('does not fail when a campaign that was asked for ahead is not wanted', async () => {
    const change = { messagingServices: services(true), inPool: async () => false, campaigns: says('refused') };
    const { facts } = factsOf(change, settings);
    expect(await facts.registration()).toMatchObject({ campaigns: [], pooled: false, complete: true });
  });

  it('is complete when its service is found among the first of many', async () => {
    const first = async () => ({ ...(await services(true)()), all: false });
    expect(await factsOf({ messagingServices: first }, settings).facts.registration()).toMatchObject({
      complete: true,
    });
    const none = factsOf({ messagingServices: first, inPool: async () => false }, settings);
    expect(await none.facts.registration()).toMatchObject({ complete: false });
  });

  it.each([
    ['a US number and its service is hinted to be registered', '+12025550123', true, true],
    ['a US number and there is no such hint', '+12025550123', false, false],
    ['a British number', '+447400123456', true, false],
  ])('asks for campaigns ahead when the sender is %s', async (_name, sender, registered, ahead) => {
    const phoneNumber = async () => {
      const owned = await readyFacts.ownedSender();
      return owned && { ...owned, sender };
    };
    const change = { messagingServices: services(registered), inPool: async () => false, phoneNumber };
    const { facts, calls } = factsOf(change, { ...settings, number: { ...alone, sender } });
    await facts.holdingService();
    expect(calls.includes('campaigns')).toBe(ahead);
  });

  it('takes the brand from the list, and asks for one that the list leaves out', async () => {
    const sid = `BN${'f'.repeat(32)}`;
    const listed = { status: 'FAILED', mock: false, type: 'STANDARD', errors: [] };
    const fromList = factsOf({ brands: async () => new Map([[sid, listed]]) });
    expect(await fromList.facts.registration()).toMatchObject({ campaigns: [{ brand: { status: 'FAILED' } }] });
    expect(fromList.calls).not.toContain('brand');
    const leftOut = factsOf();
    expect(await leftOut.facts.registration()).toMatchObject({ campaigns: [{ brand: { status: 'APPROVED' } }] });
    expect(leftOut.calls).toContain('brand');
  });

  it('has no brand when this key may not read it, and is rejected when nothing can be read', async () => {
    const closed = factsOf({ brands: says('refused'), brand: says('not-found') });
    expect(await closed.facts.registration()).toMatchObject({ campaigns: [{ status: 'VERIFIED', brand: null }] });
    const down = factsOf({ brands: says('unavailable'), brand: says('unavailable') });
    await expect(down.facts.registration()).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it('counts the numbers of the service when its brand is of a sole proprietor only', async () => {
    const sole = { status: 'APPROVED', mock: false, type: 'SOLE_PROPRIETOR', errors: [] };
    const counted = factsOf({ brand: async () => sole, poolSize: async () => 3 });
    expect(await counted.facts.registration()).toMatchObject({ numbers: 3 });
    const standard = factsOf();
    expect(await standard.facts.registration()).toMatchObject({ numbers: null });
    expect(standard.calls).not.toContain('poolSize');
  });

  it('of a toll-free number is not asked for when the account does not hold it', async () => {
    const { facts, calls } = factsOf({ phoneNumber: async () => null });
    expect(await facts.tollFree()).toBeNull();
    expect(calls).not.toContain('tollFreeVerification');
  });
});

describe('deliveries', () => {
  const delivery = (at: string): Delivery => ({
    ...{ at, outcome: 'delivered', code: null, country: 'US', recipient: 0, verified: null },
  });
  const [older, newer] = [delivery('2026-11-20T00:00:00.000Z'), delivery('2026-11-21T00:00:00.000Z')];

  it('are those of the provider and those that were recorded, newest first', async () => {
    const { facts } = factsOf({ deliveries: async () => [older] }, readySettings, { recorded: [newer] });
    expect(await facts.deliveries()).toEqual([newer, older]);
  });

  it('are those that were recorded when the provider cannot be read', async () => {
    const { facts } = factsOf({ deliveries: says('refused') }, readySettings, { recorded: [newer] });
    expect(await facts.deliveries()).toEqual([newer]);
  });

  it('are asked for by the sender and its service, of the last 30 days', async () => {
    const wanted: unknown[] = [];
    const deliveries: Provider['deliveries'] = async (each) => {
      wanted.push(each);
      return [];
    };
    await factsOf({ deliveries }).facts.deliveries();
    await factsOf({ deliveries }, { ...readySettings, number: alone }).facts.deliveries();
    const since = new Date(now.getTime() - 30 * 86_400_000);
    expect(wanted).toEqual([
      { sender: number.sender, since, serviceSid },
      { sender: number.sender, since },
    ]);
  });
});

describe('a suspension', () => {
  it.each([
    ['accept', readySettings],
    ['account', readySettings],
    ['balance', readySettings],
    ['profile', readySettings],
    ['phoneNumber', readySettings],
    ['messagingService', readySettings],
    ['geoPermissions', readySettings],
    ['campaigns', readySettings],
    ['tollFreeVerification', { ...readySettings, number: { ...number, type: 'TOLL_FREE' } as NumberSettings }],
  ] as const)('is known when %s alone tells of it', async (call, settings) => {
    const { facts } = factsOf({ [call]: says('suspended', 20005) }, settings);
    expect(await facts.suspension()).toMatchObject({ kind: 'suspended', providerCode: 20005 });
  });

  it('is none when the provider refuses for another reason', async () => {
    const account = async () => ({ ...(await readyFacts.account()), ownerSid: otherAccountSid });
    expect(await factsOf({ account, profile: says('refused') }).facts.suspension()).toBeNull();
  });

  it('is not looked for in a US registration when the number is not a +1 number', async () => {
    const settings = { ...readySettings, number: { ...number, sender: '+447400123456' } };
    const { facts, calls } = factsOf({}, settings);
    expect(await facts.suspension()).toBeNull();
    expect(calls).not.toContain('campaigns');
  });
});
