import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../../src/domain/provider-error.ts';
import type { CountryPermission, Facts } from '../../../src/domain/readiness/facts.ts';
import type { ContactsSettings, Settings } from '../../../src/domain/settings/settings.ts';
import { lookAtCountries } from '../../../src/setup/contacts/geo-permissions.ts';
import { otherAccountSid, readyFacts, readySettings } from '../../support/fixtures.ts';
import { sound } from '../../support/sound-finding.ts';

type Countries = Readonly<Record<string, number>>;

const settingsWith = (countries: Countries, change: Partial<ContactsSettings['result']> = {}): Settings => {
  const contacts = readySettings.contacts as ContactsSettings;
  const rows = Object.values(countries).reduce((sum, count) => sum + count, 0);
  const result = { ...contacts.result, rows, textable: rows, countries, ...change };
  return { ...readySettings, contacts: { ...contacts, minimum: 95, result } };
};

/** `+` enabled, `-` not; a text after it is the note of the provider. */
const permissionsOf = (marks: Readonly<Record<string, string>>): ReadonlyMap<string, CountryPermission> =>
  new Map(
    Object.entries(marks).map(([country, mark]) => [country, { enabled: mark.startsWith('+'), note: mark.slice(1) }]),
  );

const look = (countries: Countries, marks: Readonly<Record<string, string>>, change: Partial<Facts> = {}) =>
  lookAtCountries({
    ...readyFacts,
    settings: settingsWith(countries),
    geoPermissions: async () => permissionsOf(marks),
    ...change,
  }).then(sound);

const refused = () => Promise.reject(new ProviderError({ kind: 'refused', message: 'No.' }));

describe('the geo permissions', () => {
  it.each<
    [
      Countries,
      Readonly<Record<string, string>>,
      status: string,
      code: string | undefined,
      closed: number,
      unsaid: number,
    ]
  >([
    [{ US: 100 }, { US: '+' }, 'pass', undefined, 0, 0],
    [{ US: 96, GB: 4 }, { US: '+', GB: '+' }, 'pass', undefined, 0, 0],
    [{ US: 95, GB: 5 }, { US: '+', GB: '-' }, 'warn', '21408', 1, 0],
    [{ US: 94, GB: 6 }, { US: '+', GB: '-' }, 'fail', '21408', 1, 0],
    [{ US: 94, GB: 3, IN: 3 }, { US: '+', GB: '-', IN: '-' }, 'fail', '21408', 2, 0],
    // Twilio does not say: that decides only if the minimum depends on it.
    [{ US: 95, GB: 5 }, { US: '+' }, 'warn', undefined, 0, 1],
    [{ US: 94, GB: 6 }, { US: '+' }, 'unknown', undefined, 0, 1],
    [{ US: 94, GB: 3, IN: 3 }, { US: '+', GB: '-' }, 'unknown', undefined, 1, 1],
    [{ US: 95, GB: 2, IN: 3 }, { US: '+', GB: '-' }, 'warn', '21408', 1, 1],
    [{ US: 90, GB: 6, IN: 4 }, { US: '+', GB: '-' }, 'fail', '21408', 1, 1],
    // A territory has the permission of the country whose plan it shares, unless it has its own.
    [{ GB: 90, GG: 10 }, { GB: '+' }, 'pass', undefined, 0, 0],
    [{ GB: 90, GG: 10 }, { GB: '-' }, 'fail', '21408', 2, 0],
    [{ GB: 90, GG: 10 }, { GB: '+', GG: '-' }, 'fail', '21408', 1, 0],
    [{ GG: 100 }, { GB: '+' }, 'pass', undefined, 0, 0],
  ])('for contacts in %j that are %j: %s, code %s', async (countries, marks, status, code, closed, unsaid) => {
    const finding = await look(countries, marks);
    expect(finding).toMatchObject({ status, data: { countries: Object.keys(countries).length, closed, unsaid } });
    expect('code' in finding ? finding.code : undefined).toBe(code);
  });

  it('name the countries that they are about', async () => {
    expect((await look({ US: 96, GB: 4 }, { US: '+', GB: '+' })).detail).toContain('US (96), GB (4)');
    const closed = await look({ US: 96, GB: 4 }, { US: '+', GB: '-' });
    expect(closed.detail).toContain('GB (4)');
    expect(closed.detail).not.toContain('US');
    expect(closed.detail).toContain('these 4 contacts');
    expect((await look({ US: 99, GB: 1 }, { US: '+', GB: '-' })).detail).toContain('this one contact');
    for (const counts of [
      { US: 96, GB: 4 },
      { US: 90, GB: 10 },
    ]) {
      const unsaid = await look(counts, { US: '+' });
      expect(unsaid.detail).toContain(`GB (${counts.GB})`);
      expect(unsaid.detail).not.toContain('US');
    }
  });

  it('add the notes of the provider on closed countries, at most three, and only those', async () => {
    const countries = { US: 90, AA: 1, BB: 1, CC: 1, DD: 1, EE: 1 };
    const marks = { US: '+', AA: '-', BB: '-one', CC: '-two', DD: '-three', EE: '-four' };
    expect((await look(countries, marks)).detail).toMatch(/BB: one; CC: two; DD: three\.$/);
    expect((await look({ US: 96, GB: 4 }, { US: '+loud', GB: '-' })).detail).not.toContain('loud');
    expect((await look({ US: 96, GB: 4 }, { US: '+', GB: '-' })).detail).toMatch(/contacts\.$/);
  });

  it('do not apply when no contact has a known country', async () => {
    const { contacts: _, ...unread } = readySettings;
    for (const settings of [settingsWith({}), unread]) {
      const geoPermissions = () => Promise.reject(new Error('The provider was asked.'));
      expect((await lookAtCountries({ ...readyFacts, settings, geoPermissions })).status).toBe('skip');
    }
  });

  const ofSubaccount: Partial<Facts> = {
    account: async () => ({ ...(await readyFacts.account()), ownerSid: otherAccountSid }),
  };

  it.each<[string, Partial<Facts>, string]>([
    ['the subaccount’s key', { ...ofSubaccount, isParentsKey: async () => false }, 'pass'],
    ['the parent’s key', { ...ofSubaccount, isParentsKey: async () => true }, 'unknown'],
    ['a key of which it cannot be read whose it is', { ...ofSubaccount, isParentsKey: refused }, 'unknown'],
    ['a key that may not read the account', { account: refused, isParentsKey: async () => true }, 'pass'],
    ['a key of a main account', { isParentsKey: async () => true }, 'pass'],
  ])('that are read with %s: %s', async (_, change, status) => {
    const finding = await look({ US: 100 }, { US: '+' }, change);
    expect(finding).toMatchObject(
      status === 'pass' ? { status } : { status, unreadable: true, remedy: { command: null } },
    );
  });

  it('are left to the runner when they cannot be read', async () => {
    await expect(look({ US: 1 }, {}, { geoPermissions: refused })).rejects.toMatchObject({ kind: 'refused' });
    const account = () => Promise.reject(new TypeError('a bug'));
    await expect(look({ US: 1 }, { US: '+' }, { account })).rejects.toThrow('a bug');
  });
});
