import { describe, expect, it } from 'vitest';
import { ProviderError, type ProviderErrorKind } from '../../src/domain/provider-error.ts';
import type { Finding } from '../../src/domain/readiness/check.ts';
import type { Facts } from '../../src/domain/readiness/facts.ts';
import { SecretStoreError } from '../../src/domain/secret-store-error.ts';
import type { ContactsSettings, Settings } from '../../src/domain/settings/settings.ts';
import { checklist } from '../../src/setup/checklist.ts';
import {
  accountSid,
  apiKeySid,
  keyCredential,
  otherAccountSid,
  readyFacts,
  readySettings,
} from '../support/fixtures.ts';
import { sound } from '../support/sound-finding.ts';

async function look(id: string, change: Partial<Facts> = {}): Promise<Finding> {
  const check = checklist.find((each) => each.id === id);
  if (check === undefined) throw new Error(`There is no check ${id}.`);
  return sound(await check.look({ ...readyFacts, ...change }));
}

const without = (section: keyof Settings): Partial<Facts> => {
  const { [section]: _, ...settings } = readySettings;
  return { settings };
};

const withContacts = (change: Partial<ContactsSettings>): Partial<Facts> => ({
  settings: { ...readySettings, contacts: { ...readySettings.contacts, ...change } as ContactsSettings },
});

const withResult = (change: Partial<ContactsSettings['result']>): Partial<Facts> =>
  withContacts({ result: { ...(readySettings.contacts as ContactsSettings).result, ...change } });

const says = (kind: ProviderErrorKind, providerCode?: number) => () =>
  Promise.reject(
    new ProviderError({ kind, message: `It says ${kind}.`, ...(providerCode !== undefined && { providerCode }) }),
  );

const rental = {
  sid: `PN${'1'.repeat(32)}`,
  sender: '+12025550123',
  accountSid,
  smsCapable: true,
  inbound: 'https',
} as const;

describe('every check', () => {
  it.each(checklist.map(({ id }) => id))('passes on a ready setup: %s', async (id) => {
    expect((await look(id)).status).toBe('pass');
  });
});

describe('a check that is required under a condition', () => {
  const { messagingService: _, ...alone } = readySettings.number ?? { sender: '', kind: 'number' };
  const contacts = readySettings.contacts as ContactsSettings;
  const abroad = { ...contacts, result: { ...contacts.result, countries: { DE: 97 } } };

  it.each<[id: string, Settings, required: boolean]>([
    ['number.pool', readySettings, true],
    ['number.pool', { ...readySettings, number: alone }, false],
    ['number.pool', {}, false],
    ['number.registered', readySettings, true],
    ['number.registered', { ...readySettings, contacts: abroad }, false],
    ['number.registered', { ...readySettings, number: { sender: '+447400123456', kind: 'number' } }, false],
    ['number.registered', {}, false],
  ])('%s: case %#', (id, settings, expected) => {
    const required = checklist.find((each) => each.id === id)?.required;
    expect(typeof required === 'object' && required.holds(settings)).toBe(expected);
  });

  it('is one of these', () => {
    const conditional = checklist.filter(({ required }) => typeof required === 'object').map(({ id }) => id);
    expect(conditional).toEqual(['number.pool', 'number.registered']);
  });
});

describe('the four common mistakes are named', () => {
  it('the number saved, the provider forgotten', async () => {
    expect(await look('credentials.saved', without('credentials'))).toMatchObject({
      status: 'fail',
      detail: expect.stringContaining('phone number is saved'),
    });
  });

  it('credentials without any originating number', async () => {
    expect(await look('number.saved', without('number'))).toMatchObject({
      status: 'fail',
      detail: expect.stringContaining('credentials are saved'),
    });
  });

  it('credentials without the right originating number', async () => {
    expect(await look('number.owned', { ownedSender: async () => null })).toMatchObject({
      status: 'fail',
      code: '21606',
      detail: expect.stringContaining('+12025550123'),
    });
  });

  it('contact quality overlooked until launch', async () => {
    expect(await look('contacts.checked', without('contacts'))).toMatchObject({ status: 'fail' });
    expect(await look('contacts.quality', withResult({ textable: 94 }))).toMatchObject({
      status: 'fail',
      data: { rows: 100, textable: 94, share: 94, minimum: 95 },
    });
  });

  it('SMS treated as light e-mail', async () => {
    const { shortForm: _, ...contacts } = readySettings.contacts as ContactsSettings;
    expect(await look('contacts.short-form', { settings: { ...readySettings, contacts } })).toMatchObject({
      status: 'fail',
    });
  });
});

describe('a sender', () => {
  it('fails with the masked account when another account holds it', async () => {
    const finding = await look('number.owned', {
      ownedSender: async () => ({ ...rental, accountSid: otherAccountSid }),
    });
    expect(finding).toMatchObject({ status: 'fail', code: '21660', detail: expect.stringContaining('ACbb…bbbb') });
  });

  it('fails when it carries calls only', async () => {
    const finding = await look('number.sms-capable', {
      ownedSender: async () => ({ ...rental, smsCapable: false, inbound: 'https' }),
    });
    expect(finding).toMatchObject({ status: 'fail', code: '21661' });
  });

  it('needs no capability when it is a short code', async () => {
    const ownedSender = async () => ({ ...rental, sender: '55501', smsCapable: null, inbound: 'https' as const });
    const settings: Settings = { ...readySettings, number: { sender: '55501', kind: 'short-code' } };
    expect((await look('number.sms-capable', { settings, ownedSender })).status).toBe('pass');
  });

  it('is unknown when the provider does not return its capabilities', async () => {
    const finding = await look('number.sms-capable', {
      ownedSender: async () => ({ ...rental, smsCapable: null, inbound: 'https' }),
    });
    expect(finding.status).toBe('unknown');
  });

  it('is not looked up when it is an alphanumeric sender ID', async () => {
    const settings: Settings = { ...readySettings, number: { sender: 'Acme', kind: 'alphanumeric' } };
    const ownedSender = () => Promise.reject(new Error('asked'));
    expect((await look('number.owned', { settings, ownedSender })).status).toBe('skip');
    expect((await look('number.sms-capable', { settings, ownedSender })).status).toBe('skip');
  });

  it('rejects when it cannot be looked up', async () => {
    await expect(look('number.owned', { ownedSender: says('unreachable') })).rejects.toBeInstanceOf(ProviderError);
  });
});

describe('credentials', () => {
  it.each<[ProviderErrorKind, string, string]>([
    ['rejected', 'fail', 'pass'],
    ['not-found', 'fail', 'pass'],
    ['test-credentials', 'pass', 'fail'],
    ['suspended', 'pass', 'pass'],
  ])('answered with "%s" are accepted: %s', async (kind, acceptedStatus) => {
    expect((await look('credentials.accepted', { acceptance: says(kind) })).status).toBe(acceptedStatus);
  });

  it('fail when they are test credentials', async () => {
    expect(await look('credentials.live', { acceptance: says('test-credentials', 20008) })).toMatchObject({
      status: 'fail',
      code: '20008',
    });
  });

  it('are unknown when a Standard key may not read the account', async () => {
    for (const kind of ['rejected', 'refused'] as const) {
      const finding = await look('credentials.account', { account: says(kind, 20003) });
      expect(finding).toMatchObject({ status: 'unknown', detail: expect.stringContaining('Standard or Restricted') });
    }
  });

  it.each([
    ['suspended', { status: 'suspended', type: 'Full' }, 'fail'],
    ['closed', { status: 'closed', type: 'Full' }, 'fail'],
    ['on trial, with more contacts than verified recipients', { status: 'active', type: 'Trial' }, 'fail'],
    ['of a status that is new', { status: 'paused', type: 'Full' }, 'unknown'],
    ['of a type that is new', { status: 'active', type: 'Partner' }, 'unknown'],
  ] as const)('fail for an account that is %s', async (_, account, status) => {
    const account_ = async () => ({ sid: accountSid, name: 'Acme', ownerSid: accountSid, ...account });
    expect((await look('credentials.account', { account: account_ })).status).toBe(status);
  });

  it('fail with its code when the provider reports a suspended account', async () => {
    expect(await look('credentials.account', { acceptance: says('suspended', 20005) })).toMatchObject({
      status: 'fail',
      code: '20005',
    });
  });

  it.each(['missing', 'mismatch'] as const)('fail when their secret is a %s', async (problem) => {
    const credential = () => Promise.reject(new SecretStoreError({ problem, message: 'Gone.', nextStep: 'Enter it.' }));
    expect(await look('credentials.store', { credential })).toMatchObject({ status: 'fail', detail: 'Gone.' });
  });

  it('are not reported as missing when the store is locked', async () => {
    const locked = new SecretStoreError({ problem: 'locked', message: 'Locked.', nextStep: 'Unlock it.' });
    await expect(look('credentials.store', { credential: () => Promise.reject(locked) })).rejects.toBe(locked);
  });

  it('are reported when they changed outside of the setup', async () => {
    expect((await look('credentials.store', { credential: async () => keyCredential })).status).toBe('warn');
  });
});

describe('the confirmation of the method', () => {
  it('is missing when it was not given', async () => {
    expect((await look('method.confirmed', without('method'))).status).toBe('fail');
  });

  /** Confirmed on 2026-11-20 at 09:05 for an Auth Token of the account in use; what is in use now is changed. */
  const withCredentials = (change: object, confirmed: object = { accountSid }): Partial<Facts> => ({
    settings: {
      ...readySettings,
      credentials: { ...readySettings.credentials, ...change },
      method: { confirmed: { ...readySettings.method?.confirmed, ...confirmed } },
    } as Settings,
  });
  const fingerprint = 'f'.repeat(16);
  const later = '2026-11-22T10:00:00.000Z';
  const key = { method: 'api-key', apiKeySid };

  it('is valid for the credential it was given for', async () => {
    expect(await look('method.current', withCredentials({}))).toMatchObject({ status: 'pass' });
  });

  it.each([
    [
      'the Auth Token was rotated',
      { fingerprint, savedAt: later },
      { accountSid },
      'Auth Token was replaced on 2026-11-22',
    ],
    [
      'it was, and no account was recorded',
      { fingerprint, savedAt: later },
      {},
      'Auth Token was replaced on 2026-11-22',
    ],
    [
      'the API key is another one',
      { ...key, apiKeySid: `SK${'e'.repeat(32)}`, fingerprint, savedAt: later },
      { accountSid, method: 'api-key' },
      'API key was replaced on 2026-11-22',
    ],
    [
      'an older one is in use again',
      { fingerprint, savedAt: '2026-11-01T10:00:00.000Z' },
      { accountSid },
      'another Auth Token',
    ],
  ])('is valid when %s', async (_, change, confirmed, detail) => {
    const finding = await look('method.current', withCredentials(change, confirmed));
    expect(finding).toMatchObject({ status: 'pass', detail: expect.stringContaining(detail) });
    expect(finding.data).toEqual(detail.includes('2026') ? { replacedAt: later } : undefined);
  });

  it('is for another secret when this one was saved at the time of the confirmation', async () => {
    const finding = await look('method.current', withCredentials({ fingerprint, savedAt: '2026-11-20T09:05:00.000Z' }));
    expect(finding).toMatchObject({ status: 'pass', detail: expect.stringContaining('another Auth Token') });
  });

  it.each([
    ['the method', key],
    ['the account', { accountSid: otherAccountSid, fingerprint }],
    ['both', { ...key, accountSid: otherAccountSid }],
  ])('is stale when %s changed', async (what, change) => {
    const finding = await look('method.current', withCredentials(change));
    expect(finding).toMatchObject({ status: 'fail', detail: expect.stringContaining('2026-11-20') });
    expect(finding.detail).toMatch(what === 'the account' ? /account ACaa…aaaa.*ACbb…bbbb/ : /Auth Token, but API key/);
    expect(finding.detail).not.toContain(accountSid);
    expect(finding.detail).not.toContain(otherAccountSid);
  });
});

describe('a saved section', () => {
  const days = (count: number) => new Date(readyFacts.now.getTime() - count * 86_400_000).toISOString();
  const saved = (section: keyof Settings, change: object): Partial<Facts> => ({
    settings: { ...readySettings, [section]: { ...readySettings[section], ...change } } as Settings,
  });

  it.each<[id: string, Partial<Facts>, names: readonly string[]]>([
    ['owner.assigned', {}, ['Customer Messaging', '#sms-help']],
    ['number.saved', {}, ['+12025550123 (phone number, US, fixed line or mobile)']],
    [
      'number.saved',
      { settings: { number: { sender: 'ACME', kind: 'alphanumeric' } } },
      ['ACME (alphanumeric sender ID)'],
    ],
    [
      'number.saved',
      { settings: { number: { sender: '12345', kind: 'short-code', country: 'US' } } },
      ['12345 (short code, US)'],
    ],
    ['credentials.saved', {}, ['Auth Token', 'ACaa…aaaa, saved on 2026-11-20']],
    ['credentials.saved', saved('credentials', { method: 'api-key', apiKeySid }), ['ACaa…aaaa, key SKcc…cccc']],
    ['method.confirmed', {}, ['Ada', 'Auth Token', '2026-11-20']],
    ['method.current', {}, ['Auth Token']],
    ['contacts.checked', {}, ['contacts.csv (100 rows)', '2026-11-20']],
    ['contacts.quality', {}, ['97 of 100 rows', '97 %', 'minimum 95 %']],
    ['contacts.acknowledged', {}, ['Ada', '2026-11-20']],
    ['contacts.short-form', {}, ['Ada', '2026-11-20']],
  ])('is described by %s: case %#', async (id, change, names) => {
    const finding = await look(id, change);
    expect(finding.status).toBe('pass');
    for (const name of names) expect(finding.detail).toContain(name);
    expect(finding.detail).not.toContain('undefined');
  });

  it.each([
    ['owner', 'owner.assigned', 'fail'],
    ['number', 'number.saved', 'fail'],
    ['credentials', 'credentials.saved', 'fail'],
    ['method', 'method.confirmed', 'fail'],
    ['contacts', 'contacts.checked', 'fail'],
    ['contacts', 'contacts.quality', 'skip'],
    ['contacts', 'contacts.acknowledged', 'fail'],
  ] as const)('%s that is missing: %s is %s', async (section, id, status) => {
    expect(await look(id, without(section))).toMatchObject({ status });
  });

  it('that is missing is told apart: with and without the other half of a sender', async () => {
    const detail = async (id: string, settings: Settings) => (await look(id, { settings })).detail;
    expect(await detail('number.saved', {})).not.toContain('redentials');
    expect(await detail('credentials.saved', {})).not.toContain('number');
  });

  it('counts the rows of the list', async () => {
    expect(await look('contacts.checked')).toMatchObject({ data: { rows: 100 } });
    expect(await look('contacts.quality')).toMatchObject({
      data: { rows: 100, textable: 97, share: 97, minimum: 95 },
    });
  });

  it.each([
    [-1, 0, 'today', 'pass'],
    [0, 0, 'today', 'pass'],
    [1, 1, '1 day ago', 'pass'],
    [364, 364, '364 days ago', 'pass'],
    [365, 365, '365 days ago', 'warn'],
  ])('of credentials %i days ago counts %i days: %s, %s', async (ago, count, words, status) => {
    const finding = await look('credentials.age', saved('credentials', { savedAt: days(ago) }));
    expect(finding).toMatchObject({ status, data: { days: count }, detail: expect.stringContaining(words) });
  });

  it('of credentials that are missing is not old', async () => {
    expect(await look('credentials.age', without('credentials'))).toMatchObject({ status: 'pass', data: { days: 0 } });
  });

  it('of the method that is missing is a fault of smsctl in method.current, which needs it', async () => {
    for (const section of ['method', 'credentials'] as const) {
      await expect(look('method.current', without(section))).rejects.toThrow('method.confirmed');
    }
  });
});

describe('contact data', () => {
  it('is stale after 30 days, not a day before', async () => {
    const daysBefore = (days: number) => new Date(readyFacts.now.getTime() - days * 86_400_000).toISOString();
    expect((await look('contacts.checked', withResult({ checkedAt: daysBefore(29) }))).status).toBe('pass');
    expect(await look('contacts.checked', withResult({ checkedAt: daysBefore(30) }))).toMatchObject({
      status: 'fail',
      detail: expect.stringContaining('30 days ago'),
      remedy: { command: 'smsctl setup contacts' },
    });
  });

  it('never rounds a share up to the minimum', async () => {
    const close = withResult({ rows: 100_000, textable: 94_999 });
    expect(await look('contacts.quality', close)).toMatchObject({ status: 'fail', data: { share: 94.9 } });
  });

  it('fails when the list is empty, in other words than when too few can be texted', async () => {
    const empty = await look('contacts.quality', withResult({ rows: 0, textable: 0 }));
    expect(empty).toMatchObject({ status: 'fail', code: '21211' });
    expect(empty.detail).not.toContain('%');
    expect((await look('contacts.quality', withResult({ textable: 0 }))).detail).toContain('0 of 100 rows');
  });
});

describe('the kind of key', () => {
  const parent = async () => ({ ...(await readyFacts.account()), ownerSid: otherAccountSid });
  const withKey = { settings: { ...readySettings, credentials: { ...readySettings.credentials, method: 'api-key' } } };
  const kindOf = async (change: Partial<Facts>) => (await look('credentials.account', change)).data?.key;

  it('is reported as far as the provider distinguishes it', async () => {
    expect(await kindOf({})).toBe('auth-token');
    expect(await kindOf(withKey as Partial<Facts>)).toBe('main');
    const ofParent = { ...(withKey as Partial<Facts>), account: parent, isParentsKey: async () => true };
    expect(await kindOf(ofParent)).toBe('parents-main');
    expect(await kindOf({ ...(withKey as Partial<Facts>), account: says('rejected', 20003) })).toBe(
      'standard-or-restricted',
    );
  });

  it('proves no countries and no registration when it is the parent’s', async () => {
    const ofParent = { ...(withKey as Partial<Facts>), account: parent, isParentsKey: async () => true };
    expect((await look('contacts.countries', ofParent)).status).toBe('unknown');
    const registration = async () => ({ campaigns: [], pooled: false, complete: true, numbers: null });
    expect((await look('number.registered', { ...ofParent, registration })).status).toBe('unknown');
    const own = { ...ofParent, isParentsKey: async () => false };
    expect((await look('contacts.countries', own)).status).toBe('pass');
    expect((await look('number.registered', { ...own, registration })).status).toBe('fail');
  });

  it('warns when its region has no messaging', async () => {
    const settings = (region: string) =>
      ({ ...readySettings, credentials: { ...readySettings.credentials, region } }) as Settings;
    expect((await look('credentials.account', { settings: settings('au1') })).status).toBe('warn');
    expect(await look('credentials.account', { settings: settings('ie1') })).toMatchObject({
      status: 'pass',
      detail: expect.stringContaining('no +1 numbers'),
    });
  });
});
