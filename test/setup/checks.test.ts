import { describe, expect, it } from 'vitest';
import { ProviderError, type ProviderErrorKind } from '../../src/domain/provider-error.ts';
import type { Finding } from '../../src/domain/readiness/check.ts';
import type { Facts } from '../../src/domain/readiness/facts.ts';
import { SecretStoreError } from '../../src/domain/secret-store-error.ts';
import { fingerprintOf } from '../../src/domain/settings/credential.ts';
import type { ContactsSettings, Settings } from '../../src/domain/settings/settings.ts';
import { Secret } from '../../src/domain/text/secret.ts';
import { checklist } from '../../src/setup/checklist.ts';
import {
  accountSid,
  apiKeySid,
  keyCredential,
  otherAccountSid,
  readyFacts,
  readySettings,
} from '../support/fixtures.ts';

async function look(id: string, change: Partial<Facts> = {}): Promise<Finding> {
  const check = checklist.find((each) => each.id === id);
  if (check === undefined) throw new Error(`There is no check ${id}.`);
  return check.look({ ...readyFacts, ...change });
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

describe('the four common mistakes are named', () => {
  it('the number saved, the provider forgotten', async () => {
    expect(await look('credentials.saved', without('credentials'))).toMatchObject({
      status: 'fail',
      detail: expect.stringContaining('The number is saved, but the provider was forgotten'),
    });
  });

  it('credentials without any originating number', async () => {
    expect(await look('number.saved', without('number'))).toMatchObject({
      status: 'fail',
      detail: expect.stringContaining('credentials are saved without an originating number'),
    });
  });

  it('credentials without the right originating number', async () => {
    expect(await look('number.owned', { ownedSender: async () => null })).toMatchObject({
      status: 'fail',
      code: '21606',
      detail: expect.stringContaining('does not hold +12025550123'),
    });
  });

  it('contact quality overlooked until launch', async () => {
    expect(await look('contacts.checked', without('contacts'))).toMatchObject({ status: 'fail' });
    expect(await look('contacts.quality', withResult({ textable: 94 }))).toMatchObject({
      status: 'fail',
      detail: '94 of 100 rows can be texted (94 %; at least 95 % is wanted).',
    });
  });

  it('SMS treated as light e-mail', async () => {
    const { shortForm: _, ...contacts } = readySettings.contacts as ContactsSettings;
    expect(await look('contacts.short-form', { settings: { ...readySettings, contacts } })).toMatchObject({
      status: 'fail',
      detail: expect.stringContaining('light e-mail'),
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
    expect(await look('method.current', withCredentials(change, confirmed))).toMatchObject({
      status: 'pass',
      detail: expect.stringContaining(detail),
    });
  });

  it.each([
    ['the method', key],
    ['the account', { accountSid: otherAccountSid, fingerprint }],
    ['both', { ...key, accountSid: otherAccountSid }],
  ])('is stale when %s changed', async (_, change) => {
    const finding = await look('method.current', withCredentials(change));
    expect(finding).toMatchObject({ status: 'fail', detail: expect.stringContaining('2026-11-20') });
    expect(finding.detail).not.toContain(accountSid);
    expect(finding.detail).not.toContain(otherAccountSid);
  });
});

describe('contact data', () => {
  it('is stale after 30 days, not a day before', async () => {
    const daysBefore = (days: number) => new Date(readyFacts.now.getTime() - days * 86_400_000).toISOString();
    expect((await look('contacts.checked', withResult({ checkedAt: daysBefore(29) }))).status).toBe('pass');
    expect((await look('contacts.checked', withResult({ checkedAt: daysBefore(30) }))).status).toBe('fail');
  });

  it('never rounds a share up to the minimum', async () => {
    const close = withResult({ rows: 100_000, textable: 94_999 });
    expect(await look('contacts.quality', close)).toMatchObject({ status: 'fail', data: { share: 94.9 } });
  });

  it('fails when the list is empty', async () => {
    expect((await look('contacts.quality', withResult({ rows: 0, textable: 0 }))).status).toBe('fail');
  });
});

describe('variables of the environment', () => {
  const ambient = (values: Facts['ambient'], change: Partial<Facts> = {}) =>
    look('credentials.shadowed', { ambient: values, ...change });

  it.each<[string, Facts['ambient'], string]>([
    ['another account', { accountSid: otherAccountSid }, 'TWILIO_ACCOUNT_SID'],
    ['another token', { authToken: new Secret('f'.repeat(32)) }, 'TWILIO_AUTH_TOKEN'],
    ['a key beside the token', { apiKeySid: `SK${'e'.repeat(32)}` }, 'TWILIO_API_KEY'],
    ['another region', { region: 'ie1' }, 'TWILIO_REGION'],
    ['an edge', { edge: 'dublin' }, 'TWILIO_EDGE'],
  ])('that speak of %s are told, without their value', async (_, values, name) => {
    const finding = await ambient(values);
    expect(finding).toMatchObject({ status: 'warn', detail: expect.stringContaining(name) });
    expect(JSON.stringify(finding)).not.toMatch(/f{32}|e{32}|dublin/);
  });

  it('do not override when they equal the setup', async () => {
    const { secret } = await readyFacts.credential();
    expect(await ambient({ accountSid, authToken: secret, region: 'us1' })).toMatchObject({ status: 'pass' });
  });
});

describe('a 401', () => {
  const rejected = (change: Partial<Facts>) =>
    look('credentials.accepted', { acceptance: says('rejected', 20003), ...change });
  const savedAt = (at: string) => ({
    settings: { ...readySettings, credentials: { ...readySettings.credentials, savedAt: at } } as Settings,
  });

  it('suggests a rotation when the credentials were saved long ago', async () => {
    expect((await rejected(savedAt('2026-11-20T09:00:00.000Z'))).detail).toMatch(
      /most likely first: \(1\) the Auth Token was rotated since it was saved on 2026-11-20;/,
    );
  });

  it('suggests a typing error when the credentials were just entered', async () => {
    expect((await rejected(savedAt(readyFacts.now.toISOString()))).detail).toMatch(
      /first: \(1\) the Auth Token was mistyped or cut/,
    );
  });

  it('names a region of the environment first', async () => {
    expect((await rejected({ ambient: { region: 'ie1' } })).detail).toMatch(/first: \(1\) TWILIO_REGION is "ie1" here/);
  });

  it('names an Auth Token that was given as a key’s secret', async () => {
    const credential = async () => ({ ...keyCredential, secret: new Secret('d'.repeat(32)) });
    expect((await rejected({ credential })).detail).toMatch(/\(2\) what was given as the key's secret/);
  });
});

describe('the cause of a 401', () => {
  const causes = async (change: Partial<Facts>, message = 'Authenticate') => {
    const acceptance = () => Promise.reject(new ProviderError({ kind: 'rejected', message, providerCode: 20003 }));
    return (await look('credentials.accepted', { acceptance, ...change })).detail;
  };
  const key = {
    credential: async () => keyCredential,
    settings: {
      ...readySettings,
      credentials: { ...readySettings.credentials, method: 'api-key', fingerprint: fingerprintOf(keyCredential) },
    } as Settings,
  };

  it('is an unknown user when the provider says so', async () => {
    expect(await causes({}, 'Authentication Error - invalid username')).toContain('(1) no account ACaa…aaaa is known');
    const ofKey = await causes(key, 'Authentication Error - invalid username');
    expect(ofKey).toContain('(1) no API key SKcc…cccc is known');
    expect(ofKey).not.toContain('the key was deleted since');
  });

  it('is a secret that differs from the saved one', async () => {
    const credential = async () => ({ ...(await readyFacts.credential()), secret: new Secret('0'.repeat(32)) });
    expect(await causes({ credential })).toContain("(1) what this process's memory holds is not what was set up");
  });

  it('is a named region other than us1', async () => {
    const credential = async () => ({ ...(await readyFacts.credential()), region: 'ie1' });
    const told = await causes({ credential });
    expect(told).toContain('(1) they belong to another region than ie1');
    expect(told).not.toContain('us1');
  });

  it('is a deleted key when a key is used', async () => {
    expect(await causes(key)).toContain('(1) the key was deleted since it was saved on 2026-11-20');
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

describe('the age of the credentials', () => {
  it.each([
    [364, 'pass'],
    [365, 'warn'],
  ] as const)('of %d days: %s', async (days, status) => {
    const savedAt = new Date(readyFacts.now.getTime() - days * 86_400_000).toISOString();
    const credentials = { ...readySettings.credentials, savedAt };
    const settings = { ...readySettings, credentials } as Settings;
    expect((await look('credentials.age', { settings })).status).toBe(status);
  });
});

describe('the balance', () => {
  it.each([
    ['0.01', 'warn'],
    ['4.99', 'warn'],
    ['5.00', 'pass'],
    ['0', 'warn'],
    ['-0.01', 'warn'],
    ['99999999999999999999.5', 'pass'],
    ['plenty', 'unknown'],
  ])('%s: %s', async (amount, status) => {
    const balance = async () => ({ amount, currency: 'USD' });
    expect((await look('credentials.funds', { balance })).status).toBe(status);
  });

  it('is the parent’s for a subaccount', async () => {
    expect((await look('credentials.funds', { balance: async () => null })).status).toBe('skip');
  });
});

describe('contacts in several countries', () => {
  const contacts = (countries: Readonly<Record<string, number>>, rows: number) =>
    withResult({ countries, rows, textable: rows });

  it.each([
    [{ US: 96, GB: 4 }, 'warn'],
    [{ US: 94, GB: 6 }, 'fail'],
  ])('with %j, report a country that is not enabled as a %s', async (countries, status) => {
    const geoPermissions = async () =>
      new Map([
        ['US', { enabled: true, note: '' }],
        ['GB', { enabled: false, note: '' }],
      ]);
    expect(await look('contacts.countries', { ...contacts(countries, 100), geoPermissions })).toMatchObject({
      status,
      code: '21408',
      detail: expect.stringContaining('GB'),
    });
  });

  it('are unknown when the provider does not list them', async () => {
    const geoPermissions = async () => new Map([['US', { enabled: true, note: '' }]]);
    expect((await look('contacts.countries', { ...contacts({ US: 50, IN: 50 }, 100), geoPermissions })).status).toBe(
      'unknown',
    );
  });
});
