import { describe, expect, it } from 'vitest';
import { ProviderError, type ProviderErrorKind } from '../../../src/domain/provider-error.ts';
import type { Finding } from '../../../src/domain/readiness/check.ts';
import type { Account, Delivery, Facts, ProfileState } from '../../../src/domain/readiness/facts.ts';
import type { ContactsSettings, Settings } from '../../../src/domain/settings/settings.ts';
import { lookAtAccount, lookAtProfile, proveProfile } from '../../../src/setup/credentials/account.ts';
import { otherAccountSid, readyFacts, readySettings } from '../../support/fixtures.ts';
import { sound } from '../../support/sound-finding.ts';

const errorOf = (kind: ProviderErrorKind, providerCode?: number) =>
  new ProviderError({
    kind,
    message: `It says ${kind}.`,
    ...(providerCode !== undefined && { providerCode }),
  });
const fails = (kind: ProviderErrorKind, providerCode?: number) => () => Promise.reject(errorOf(kind, providerCode));

const accountWith =
  (change: Partial<Account>): Facts['account'] =>
  async () => ({ ...(await readyFacts.account()), ...change });
const subaccount = { ownerSid: otherAccountSid };

const settingsWith = (change: object, result: Partial<ContactsSettings['result']> = {}): Settings => {
  const contacts = readySettings.contacts as ContactsSettings;
  return {
    ...readySettings,
    credentials: { ...readySettings.credentials, ...change },
    contacts: { ...contacts, result: { ...contacts.result, ...result } },
  } as Settings;
};
const withKey = { settings: settingsWith({ method: 'api-key' }) };

const look = async (change: Partial<Facts>) => sound(await lookAtAccount({ ...readyFacts, ...change }));
const codeOf = (finding: Finding) => ('code' in finding ? finding.code : undefined);
const remedyOf = (finding: Finding) => ('remedy' in finding ? finding.remedy : undefined);

describe('an account', () => {
  it.each<[Partial<Account>, status: string, code: string | undefined]>([
    [{}, 'pass', undefined],
    [{ status: 'suspended' }, 'fail', '20005'],
    [{ status: 'closed' }, 'fail', '20005'],
    [{ status: 'suspended', type: 'Trial' }, 'fail', '20005'],
    [{ status: 'paused' }, 'unknown', undefined],
    [{ status: 'paused', type: 'Partner' }, 'unknown', undefined],
    [{ type: 'Partner' }, 'unknown', undefined],
    [{ type: '' }, 'unknown', undefined],
  ])('that is %j: %s, code %s', async (change, status, code) => {
    const finding = await look({ account: accountWith(change) });
    const { status: state = 'active', type = 'Full' } = change;
    expect(finding).toMatchObject({
      status,
      data: { status: state, type, subaccount: false, key: 'auth-token' },
      detail: expect.stringContaining('"Acme"'),
    });
    expect(codeOf(finding)).toBe(code);
  });

  it('names the status or the type that is not known', async () => {
    expect((await look({ account: accountWith({ status: 'paused' }) })).detail).toContain('status "paused"');
    expect((await look({ account: accountWith({ type: 'Partner' }) })).detail).toContain('type "Partner"');
  });

  it('has a remedy when it is suspended, and none but the usual one when it is closed', async () => {
    expect(remedyOf(await look({ account: accountWith({ status: 'suspended' }) }))?.text).toContain('payment');
    expect(remedyOf(await look({ account: accountWith({ status: 'closed' }) }))).toBeUndefined();
  });

  it('that is a subaccount names its parent, masked, also as the cause of a suspension', async () => {
    const active = await look({ account: accountWith(subaccount) });
    expect(active).toMatchObject({ status: 'pass', data: { subaccount: true } });
    expect(active.detail).toContain('ACbb…bbbb');
    expect((await look({})).detail).not.toContain('subaccount');
    const suspended = accountWith({ ...subaccount, status: 'suspended' });
    expect((await look({ account: suspended })).detail).toContain('parent');
    expect((await look({ account: accountWith({ status: 'suspended' }) })).detail).not.toContain('parent');
  });

  it.each<[Partial<Facts>, string]>([
    [{}, 'auth-token'],
    [{ account: accountWith(subaccount), isParentsKey: async () => true }, 'auth-token'],
    [withKey, 'main'],
    [{ ...withKey, isParentsKey: async () => true }, 'main'],
    [{ ...withKey, account: accountWith(subaccount), isParentsKey: async () => true }, 'parents-main'],
    [{ ...withKey, account: accountWith(subaccount), isParentsKey: async () => false }, 'main'],
    [{ ...withKey, account: accountWith(subaccount), isParentsKey: fails('refused') }, 'main'],
  ])('says what kind of key signs in: case %#, %s', async (change, key) => {
    expect((await look(change)).data?.key).toBe(key);
  });

  it('says what the key may do, in other words for each kind', async () => {
    const parents = { ...withKey, account: accountWith(subaccount), isParentsKey: async () => true };
    const details = await Promise.all([{}, withKey, parents].map(async (change) => (await look(change)).detail));
    expect(new Set(details.map((detail) => detail.replace(/.*?active[^.]*\. /, ''))).size).toBe(3);
  });

  it.each([
    ['us1', 'pass', false],
    ['ie1', 'pass', true],
    ['au1', 'warn', true],
  ])('in the region %s: %s, and the region is named: %s', async (region, status, isNamed) => {
    const finding = await look({ settings: settingsWith({ region }) });
    expect(finding).toMatchObject({ status });
    expect(finding.detail.match(/\b(?:us|ie|au)1\b/)?.[0]).toBe(isNamed ? region : undefined);
    expect(remedyOf(finding)?.command).toBe(status === 'warn' ? 'smsctl setup credentials' : undefined);
  });
});

describe('an account that cannot be read', () => {
  it.each(['rejected', 'refused'] as const)('with a key that may not read it (%s) is unknown', async (kind) => {
    expect(await look({ account: fails(kind) })).toMatchObject({
      status: 'unknown',
      unreadable: true,
      remedy: { command: null },
      data: { key: 'standard-or-restricted' },
    });
  });

  it.each(['unavailable', 'not-found', 'other-account', 'rate-limited'] as const)(
    'is left to the runner when the provider says %s',
    async (kind) => {
      await expect(look({ account: fails(kind) })).rejects.toMatchObject({ kind });
    },
  );

  it('is left to the runner when smsctl has a fault', async () => {
    await expect(look({ account: () => Promise.reject(new TypeError('a bug')) })).rejects.toThrow('a bug');
  });
});

describe('a suspension', () => {
  const told = errorOf('suspended', 90010);

  it.each<[string, Partial<Facts>, string]>([
    ['any host', { suspension: async () => told }, '90010'],
    ['the sign-in', { acceptance: fails('suspended', 10001) }, '10001'],
    ['the account', { account: fails('suspended', 10001) }, '10001'],
    ['a host and the sign-in', { suspension: async () => told, acceptance: fails('suspended', 10001) }, '90010'],
    [
      'the sign-in and the account',
      { acceptance: fails('suspended', 10001), account: fails('suspended', 20005) },
      '10001',
    ],
    ['a host without a code', { suspension: async () => errorOf('suspended') }, '20005'],
    [
      'a host, with a key that may not read the account',
      { suspension: async () => told, account: fails('rejected') },
      '90010',
    ],
  ])('that %s tells of fails with its code', async (_, change, code) => {
    expect(await look(change)).toMatchObject({ status: 'fail', code, detail: expect.stringContaining('suspended') });
  });

  it.each(['suspended', 'closed'])('is reported by the account when that is %s', async (status) => {
    const finding = await look({ suspension: async () => told, account: accountWith({ status }) });
    expect(finding).toMatchObject({ status: 'fail', code: '20005', data: { status } });
  });

  it('is none when the sign-in fails for another reason', async () => {
    expect((await look({ acceptance: fails('rejected', 20003) })).status).toBe('pass');
  });
});

describe('a trial', () => {
  const trial = { account: accountWith({ type: 'Trial' }) };
  const counts = (textable: number, countries: Readonly<Record<string, number>>) => ({
    settings: settingsWith({}, { textable, countries }),
  });

  it.each<[verified: number | null, textable: number, countries: Readonly<Record<string, number>>, string, string]>([
    [3, 3, { US: 3 }, 'warn', '572006'],
    [3, 4, { US: 4 }, 'fail', '21608'],
    [0, 0, {}, 'warn', '572006'],
    [0, 1, { US: 1 }, 'fail', '21608'],
    [3, 3, { US: 2, GB: 1 }, 'fail', '21608'],
    [3, 3, { US: 3, GB: 0 }, 'warn', '572006'],
    // At most five recipients can be verified.
    [null, 5, { US: 5 }, 'warn', '572006'],
    [null, 6, { US: 6 }, 'fail', '21608'],
  ])(
    'with %s verified recipients and %i contacts in %j: %s, code %s',
    async (verified, textable, countries, status, code) => {
      const verifiedRecipients = verified === null ? fails('refused') : async () => verified;
      const finding = await look({ ...trial, ...counts(textable, countries), verifiedRecipients });
      expect(finding).toMatchObject({
        status,
        code,
        data: { type: 'Trial', verified, textable, subaccount: false, key: 'auth-token' },
        remedy: { text: expect.stringContaining('Upgrade'), command: null },
      });
    },
  );

  it('names what is missing: recipients, their limit, or countries', async () => {
    const detail = async (verified: number | null, textable: number, countries: Readonly<Record<string, number>>) =>
      (
        await look({
          ...{ ...trial, ...counts(textable, countries) },
          verifiedRecipients: verified === null ? fails('refused') : async () => verified,
        })
      ).detail;
    expect(await detail(1, 9, { US: 9 })).toMatch(/1 recipient is verified.* 9 contacts/);
    expect(await detail(2, 9, { US: 9 })).toMatch(/2 recipients are verified/);
    expect(await detail(null, 9, { US: 9 })).toMatch(/At most 5/);
    expect(await detail(9, 9, { US: 4, GB: 5 })).toContain('GB (5)');
    expect(await detail(9, 9, { US: 4, GB: 5 })).not.toContain('US (4)');
  });

  it('without contacts has nobody to leave out', async () => {
    const { contacts: _, ...settings } = readySettings;
    expect(await look({ ...trial, settings })).toMatchObject({ status: 'warn', data: { textable: 0 } });
  });
});

describe('the Primary Compliance Profile', () => {
  const profileOf = async (change: Partial<Facts>) => sound(await lookAtProfile({ ...readyFacts, ...change }));

  it.each<[ProfileState, string, object | undefined]>([
    ['approved', 'pass', undefined],
    ['in-review', 'warn', { profile: 'in-review' }],
    ['rejected', 'warn', { profile: 'rejected' }],
    ['draft', 'warn', { profile: 'draft' }],
    ['none', 'warn', { profile: 'none' }],
    ['other', 'unknown', undefined],
  ])('that is %s: %s', async (state, status, data) => {
    const finding = await profileOf({ profile: async () => state });
    expect(finding).toMatchObject({ status, ...(status === 'warn' && { code: '21608', doubt: true }) });
    expect(finding.data).toEqual(data);
  });

  it('has words of its own for each state', async () => {
    const states: readonly ProfileState[] = ['approved', 'in-review', 'rejected', 'draft', 'none', 'other'];
    const findings = await Promise.all(states.map((state) => profileOf({ profile: async () => state })));
    expect(new Set(findings.map(({ detail }) => detail)).size).toBe(states.length);
  });

  it('does not apply to a trial, and is the parent’s for a subaccount, whatever the host answers', async () => {
    for (const profile of [async () => 'none' as const, fails('other-account')]) {
      const trial = { account: accountWith({ type: 'Trial', ...subaccount }), profile };
      expect((await profileOf(trial)).status).toBe('skip');
      const child = { account: accountWith(subaccount), profile };
      expect(await profileOf(child)).toMatchObject({ status: 'unknown', remedy: { command: null } });
    }
  });

  it('is judged without the account when this key may not read that', async () => {
    expect((await profileOf({ account: fails('refused') })).status).toBe('pass');
  });

  it('is left to the runner when it cannot be read', async () => {
    await expect(profileOf({ profile: fails('unavailable') })).rejects.toMatchObject({ kind: 'unavailable' });
    await expect(profileOf({ account: () => Promise.reject(new TypeError('a bug')) })).rejects.toThrow('a bug');
  });

  const doubt = { status: 'warn', detail: 'Hm.', data: { profile: 'none' } } as const;
  const delivery = (change: Partial<Delivery>): Delivery => ({
    ...{
      at: '2026-11-22T09:00:00.000Z',
      outcome: 'delivered',
      code: null,
      country: 'US',
      recipient: 0,
      verified: false,
    },
    ...change,
  });

  it.each<[string, readonly Partial<Delivery>[], string]>([
    ['to an unverified recipient', [{}], 'pass'],
    ['to a verified recipient', [{ verified: true }], 'warn'],
    ['to a recipient of whom this cannot be read', [{ verified: null }], 'warn'],
    ['that was refused', [{ outcome: 'refused' }], 'warn'],
    ['to an unverified recipient after others', [{ verified: true }, { outcome: 'refused' }, {}], 'pass'],
  ])('is not needed if there was a message %s: %s', (_, deliveries, status) => {
    const proven = proveProfile(doubt, deliveries.map(delivery));
    if (status === 'warn') expect(proven).toBe(doubt);
    else {
      expect(proven).toMatchObject({
        status: 'pass',
        detail: expect.stringContaining('2026-11-22'),
        data: { profile: 'none', deliveredAt: '2026-11-22T09:00:00.000Z' },
      });
    }
  });
});
