import { describe, expect, it } from 'vitest';
import { collectFacts } from '../../../src/app/verify/collect-facts.ts';
import { ProviderError, type ProviderErrorKind } from '../../../src/domain/provider-error.ts';
import type { Delivery } from '../../../src/domain/readiness/facts.ts';
import { SecretStoreError } from '../../../src/domain/secret-store-error.ts';
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

  it('keeps the page of the provider, and says what is missing', async () => {
    const moreInfo = 'https://www.twilio.com/docs/api/errors/20003';
    const error = new ProviderError({ kind: 'rejected', message: 'No.', status: 401, providerCode: 20003, moreInfo });
    const { facts } = factsOf({ account: () => Promise.reject(error) });
    await expect(facts.account()).rejects.toMatchObject({
      moreInfo,
      message: expect.stringMatching(/401, error 20003/),
    });
    const bare = factsOf({ account: says('rejected') });
    const failure = await bare.facts.account().catch((reason: unknown) => reason);
    expect(failure).toMatchObject({ providerCode: undefined, moreInfo: undefined });
    expect((failure as Error).message).not.toContain('error');
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

  it('about the sender are none when no number is saved', async () => {
    const { number: _number, ...settings } = readySettings;
    const { facts, calls } = factsOf({}, settings);
    expect([await facts.ownedSender(), await facts.holder(), await facts.hostedOrder(), await facts.service()]).toEqual(
      [...[null, null, null, null]],
    );
    expect([await facts.pooled(), await facts.tollFree()]).toEqual([{ holds: false, countries: null }, null]);
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

describe('prices', () => {
  const us = { currency: 'USD', prices: [{ kind: 'local', price: '0.0083' }] };
  const settingsOf = (countries: Readonly<Record<string, number>>, region?: string): Settings => {
    const { contacts, credentials } = readySettings as Required<Settings>;
    return {
      ...readySettings,
      credentials: { ...credentials, ...(region !== undefined && { region }) },
      contacts: { ...contacts, result: { ...contacts.result, countries } },
    };
  };
  const look = async (settings: Settings, known: readonly string[] = []) => {
    const [asked, read]: [string[], (readonly string[])[]] = [[], []];
    const provider: Partial<Provider> = {
      prices: async (country) => {
        asked.push(country);
        return country === 'AQ' ? null : us;
      },
    };
    const prices = {
      known: new Map(known.map((country) => [country, us])),
      onRead: (each: ReadonlyMap<string, unknown>) => read.push([...each.keys()]),
    };
    const found = await factsOf(provider, settings, { prices }).facts.prices();
    return { asked, read: read.flat(), found: Object.fromEntries(found) };
  };

  it('are read for the three countries with most contacts', async () => {
    const { asked, read, found } = await look(settingsOf({ '001': 90, AQ: 7, FR: 1, GB: 5, DE: 0, US: 9 }));
    expect(asked).toEqual(['US', 'AQ', 'GB']);
    expect(read).toEqual(asked);
    expect(found).toEqual({ US: us, AQ: null, GB: us });
  });

  it('that are known are not read again', async () => {
    const { asked, read, found } = await look(settingsOf({ US: 9, GB: 5, FR: 1, DE: 1 }), ['US', 'JP']);
    expect(asked).toEqual(['GB', 'DE']);
    expect(read).toEqual(asked);
    expect(Object.keys(found).toSorted()).toEqual(['DE', 'GB', 'JP', 'US']);
  });

  it('are not read in a region other than us1, and not without contacts', async () => {
    expect(await look(settingsOf({ US: 9 }, 'ie1'), ['GB'])).toEqual({ asked: [], read: [], found: { GB: us } });
    expect((await look(settingsOf({ US: 9 }, 'us1'))).asked).toEqual(['US']);
    const { contacts: _, ...without } = readySettings;
    expect((await look(without)).asked).toEqual([]);
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

  const kinds: readonly ProviderErrorKind[] = [
    ...(['rejected', 'refused', 'test-credentials', 'suspended', 'not-found', 'other-account'] as const),
    ...(['rate-limited', 'unavailable', 'unreachable', 'not-understood', 'not-twilio'] as const),
  ];
  /** This key may not read it, or it does not exist. */
  const closed: readonly ProviderErrorKind[] = ['rejected', 'refused', 'not-found', 'not-understood'];
  const sole = { status: 'APPROVED', mock: false, type: 'SOLE_PROPRIETOR', errors: [] };

  it.each(kinds)('is found without what cannot be read, and not at all when all requests fail: %s', async (kind) => {
    for (const saved of [readySettings, settings]) {
      const both = factsOf({ brands: says(kind), brand: says(kind) }, saved).facts.registration();
      const size = factsOf({ brand: async () => sole, poolSize: says(kind) }, saved).facts.registration();
      if (closed.includes(kind)) {
        expect(await both).toMatchObject({ campaigns: [{ brand: null }], numbers: null });
        expect(await size).toMatchObject({ campaigns: [{ brand: sole }], numbers: null });
      } else {
        await expect(both).rejects.toMatchObject({ kind });
        await expect(size).rejects.toMatchObject({ kind });
      }
    }
  });

  it('of a sender in no pool has no campaigns, and counts nothing', async () => {
    const { facts, calls } = factsOf({ phoneNumber: async () => null }, settings);
    expect(await facts.registration()).toEqual({ campaigns: [], pooled: false, complete: true, numbers: null });
    expect(calls).not.toContain('campaigns');
  });

  it('has the campaigns of each service that holds the sender, and none of the others', async () => {
    const notices = await readyFacts.service();
    const all = ['MG1', 'MG2', 'MG3'].map((sid) => ({ ...notices, sid, registered: sid === 'MG1' }));
    const asked: string[] = [];
    const { facts } = factsOf(
      {
        messagingServices: async () => ({ services: all as never, all: true }),
        inPool: async (sid) => sid !== 'MG1',
        campaigns: async (sid) => {
          asked.push(sid);
          return [{ status: sid, mock: false, brandSid: null, errors: [] }];
        },
      },
      settings,
    );
    expect((await facts.registration()).campaigns).toMatchObject([
      { status: 'MG2', brand: null },
      { status: 'MG3', brand: null },
    ]);
    expect((await facts.holdingService()).service?.sid).toBe('MG2');
    // The first was asked for ahead, since it seems registered.
    expect(asked).toEqual(['MG1', 'MG2', 'MG3']);
  });

  it('counts the numbers of the service when its brand is of a sole proprietor only', async () => {
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

  it('are none when there are none', async () => {
    const { facts } = factsOf();
    expect([facts.recorded, await facts.deliveries()]).toEqual([[], []]);
  });

  it('are those that were recorded when the provider cannot be read', async () => {
    const { facts } = factsOf({ deliveries: says('refused') }, readySettings, { recorded: [newer] });
    expect(await facts.deliveries()).toEqual([newer]);
  });

  it('are those that were recorded when the store cannot be read, and a fault is no answer', async () => {
    const locked = () =>
      Promise.reject(new SecretStoreError({ problem: 'locked', message: 'Locked.', nextStep: 'Unlock it.' }));
    const { facts } = factsOf({}, readySettings, { recorded: [newer], readCredential: locked });
    expect(await facts.deliveries()).toEqual([newer]);
    const broken = factsOf({ deliveries: () => Promise.reject(new TypeError('a fault')) });
    await expect(broken.facts.deliveries()).rejects.toThrow('a fault');
  });

  it('are those that were recorded when no number is saved', async () => {
    const { number: _number, ...unsaved } = readySettings;
    const { facts, calls } = factsOf({}, unsaved, { recorded: [newer] });
    expect(await facts.deliveries()).toEqual([newer]);
    expect(calls).not.toContain('deliveries');
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

  it.each<[string, NumberSettings | undefined, readonly string[]]>([
    ['a US long code', number, ['campaigns']],
    ['a toll-free number', { ...number, type: 'TOLL_FREE' }, ['tollFreeVerification']],
    ['a British number', { ...number, sender: '+447400123456' }, []],
    ['a short code', { sender: '55501', kind: 'short-code', country: 'US' }, []],
    ['a sender ID', { sender: '+1 Acme', kind: 'alphanumeric' }, []],
    ['no number', undefined, []],
  ])('is looked for in the registration that the sender has: %s', async (_name, sender, registrations) => {
    const { number: _number, ...unsaved } = readySettings;
    const { facts, calls } = factsOf({}, sender === undefined ? unsaved : { ...unsaved, number: sender });
    expect(await facts.suspension()).toBeNull();
    expect(calls.filter((name) => name === 'campaigns' || name === 'tollFreeVerification')).toEqual(registrations);
  });

  it('is the first of several, and no other error', async () => {
    const first = factsOf({
      balance: says('suspended', 10001),
      profile: says('suspended', 20005),
      account: says('refused'),
    });
    expect(await first.facts.suspension()).toMatchObject({ providerCode: 10001 });
  });
});
