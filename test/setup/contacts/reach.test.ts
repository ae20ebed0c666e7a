import { describe, expect, it } from 'vitest';
import type { Finding, OpenFinding } from '../../../src/domain/readiness/check.ts';
import type { Delivery } from '../../../src/domain/readiness/facts.ts';
import type { ContactsSettings, NumberSettings, Settings } from '../../../src/domain/settings/settings.ts';
import { checklist } from '../../../src/setup/checklist.ts';
import { judgeReach, lookAtReach, proveReach, type Reach, reachOf } from '../../../src/setup/contacts/reach.ts';
import { now, readyFacts, readySettings } from '../../support/fixtures.ts';
import { sound } from '../../support/sound-finding.ts';

const us = readySettings.number as NumberSettings;
const british: NumberSettings = { sender: '+447400123456', kind: 'number', country: 'GB', type: 'MOBILE' };
const londonLandline: NumberSettings = { ...british, sender: '+442079460123', type: 'FIXED_LINE' };
const tollFree: NumberSettings = { sender: '+18005550123', kind: 'number', country: 'US', type: 'TOLL_FREE' };
const acme: NumberSettings = { sender: 'ACME', kind: 'alphanumeric' };
const shortCode: NumberSettings = { sender: '55501', kind: 'short-code', country: 'US' };

type Countries = Readonly<Record<string, number>>;

/** Settings with a list in which every row can be texted, and of which at least 95 % have to be reached. */
function settingsWith(number: NumberSettings, countries: Countries, change: Partial<ContactsSettings['result']> = {}) {
  const contacts = readySettings.contacts as ContactsSettings;
  const rows = Object.values(countries).reduce((sum, count) => sum + count, 0);
  const result = { ...contacts.result, rows, textable: rows, countries, ...change };
  return { ...readySettings, number, contacts: { ...contacts, minimum: 95, result } } satisfies Settings;
}

const look = (number: NumberSettings, countries: Countries, at = now): Finding =>
  sound(lookAtReach(settingsWith(number, countries), at));

const codeOf = (finding: Finding): string | undefined => ('code' in finding ? finding.code : undefined);

describe('the reach of a sender', () => {
  it.each<[from: string, number: NumberSettings, countries: Countries, status: string, code: string | undefined]>([
    ['a US number', us, { US: 40 }, 'pass', undefined],
    ['a US number', us, { DE: 40, JM: 2 }, 'pass', undefined],
    ['a US number', us, { GB: 40 }, 'fail', '21612'],
    ['a US number', us, { FR: 40 }, 'warn', undefined],
    ['a US number', us, { CA: 40 }, 'warn', '21612'],
    ['a US number', us, { PR: 40, AS: 3 }, 'pass', undefined],
    ['a US number', us, { GU: 40 }, 'warn', undefined],
    ['a US number', us, { MP: 40 }, 'warn', '21612'],
    ['a US number', us, { '001': 40 }, 'warn', '21612'],
    ['a British number', british, { GB: 40 }, 'pass', undefined],
    ['a British number', british, { GB: 38, GG: 1, JE: 1, IM: 1 }, 'pass', undefined],
    ['a British number', british, { US: 40 }, 'fail', '21612'],
    ['a British landline', londonLandline, { GB: 40 }, 'pass', undefined],
    ['a British landline', londonLandline, { FR: 40 }, 'fail', '21612'],
    ['a toll-free number', tollFree, { US: 30, CA: 10 }, 'pass', undefined],
    ['a toll-free number', tollFree, { GB: 40 }, 'fail', '21612'],
    ['a toll-free number', tollFree, { IT: 40 }, 'warn', '21612'],
    ['a sender ID', acme, { GB: 40, DE: 2 }, 'pass', undefined],
    ['a sender ID', acme, { US: 40 }, 'fail', '21612'],
    ['a sender ID', acme, { AU: 40 }, 'warn', '30040'],
    ['a sender ID', acme, { FR: 40 }, 'pass', undefined],
    ['a sender ID', acme, { IN: 40 }, 'warn', undefined],
    ['a sender ID', acme, { AT: 40 }, 'warn', '21612'],
    ['a short code', shortCode, { US: 40 }, 'pass', undefined],
    ['a short code', shortCode, { GB: 40 }, 'fail', '21612'],
    ['a short code', shortCode, { US: 40, PR: 2 }, 'pass', undefined],
  ])('of %s: %j', (_, number, countries, status, code) => {
    const finding = look(number, countries);
    expect(finding, finding.detail).toMatchObject({ status });
    expect(codeOf(finding)).toBe(code);
  });

  it('ignores a rule that starts in the future', () => {
    expect(look(acme, { AT: 40 }, new Date('2026-09-30T23:59:59.000Z')).status).toBe('pass');
    expect(look(acme, { AT: 40 }, new Date('2026-10-01T00:00:00.000Z')).status).toBe('warn');
  });
});

describe('lost messages', () => {
  it.each([
    [{ US: 95, GB: 5 }, 'warn'],
    [{ US: 94, GB: 6 }, 'fail'],
    [{ US: 9_500, GB: 499, IT: 1 }, 'warn'],
    [{ US: 9_500, GB: 499, IT: 2 }, 'fail'],
    // What arrives under another name, or may not arrive, is not lost.
    [{ US: 1, FR: 99 }, 'warn'],
    [{ US: 1, CA: 99 }, 'warn'],
    [{ US: 95, FR: 1, GB: 4 }, 'warn'],
  ])('with %j: %s when 95 % have to be reached', (countries, status) => {
    expect(look(us, countries).status).toBe(status);
  });

  it('are added to the rows that cannot be texted', () => {
    const countries = { US: 93, GB: 2 };
    expect(lookAtReach(settingsWith(us, countries, { rows: 100 }), now).status).toBe('fail');
    expect(lookAtReach(settingsWith(us, countries, { rows: 97 }), now).status).toBe('warn');
  });
});

describe('a finding on several countries', () => {
  const countries = { US: 200, GB: 3, CA: 4, FR: 5, IT: 1, SG: 6 };

  it('counts the contacts of each outcome and dates the rules', () => {
    expect(look(us, countries).data).toEqual({
      countries: 6,
      unreachable: 2,
      doubtful: 1,
      arrives: 200,
      overwritten: 11,
      needsRegistration: 0,
      refused: 4,
      unknown: 4,
      rulesAsOf: '2026-05-09',
    });
  });

  it('names them all, the worst first', () => {
    const { detail } = look(us, countries);
    const places = ['GB (3), IT (1)', 'CA (4)', 'SG (6), FR (5)'].map((text) => detail.indexOf(text));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(places).not.toContain(-1);
    expect(detail).not.toContain('US (200)');
  });

  it('lists a missing registration before unknown outcomes', () => {
    const finding = look(acme, { AT: 90, AU: 10, IN: 5 });
    expect(codeOf(finding)).toBe('30040');
    const places = ['AU (10)', 'AT (90)', 'IN (5)'].map((text) => finding.detail.indexOf(text));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(finding.data).toMatchObject({ needsRegistration: 10, unknown: 90, overwritten: 5, refused: 0 });
  });

  it.each<[number: NumberSettings, countries: Countries, dated: boolean]>([
    [us, { GB: 40 }, true],
    [us, { FR: 40 }, true],
    [acme, { AU: 40 }, true],
    [us, { US: 40 }, false],
    [us, { CA: 40 }, false],
    [shortCode, { GB: 40 }, false],
  ])('%j to %j: the date of the table is in the text only where a rule of it decides: %s', (number, list, dated) => {
    expect(look(number, list).detail.includes('2026-05-09')).toBe(dated);
  });

  it('names senders that reach the countries that refuse this one', () => {
    const finding = look(us, { GB: 40 });
    expect('remedy' in finding && finding.remedy?.text).toMatch(/GB: .*domestic number.*sender ID/);
    const toUs = look(acme, { US: 40 });
    expect('remedy' in toUs && toUs.remedy?.text).not.toContain('sender ID.');
  });
});

describe('a doubt that a delivered message settles', () => {
  it('is listed by country', () => {
    const reach = reachOf(acme, Object.entries({ GB: 9, AU: 4, AT: 3, US: 2, IN: 1 }), now);
    expect(reach).toEqual({
      arrives: [['GB', 9]],
      overwritten: [['IN', 1]],
      'needs-registration': [['AU', 4]],
      refused: [['US', 2]],
      unknown: [['AT', 3]],
    });
    // Delivered messages to AU and AT settle them; what is replaced or refused stays as it is.
    const arrives = [...reach.arrives, ...reach['needs-registration'], ...reach.unknown];
    const settled = { ...reach, arrives, 'needs-registration': [], unknown: [] };
    const settings = settingsWith(acme, { GB: 997, US: 2, IN: 1 });
    expect(judgeReach(acme, settled, settings)).toMatchObject({ status: 'warn', code: '21612' });
    const allowed = judgeReach(acme, { ...settled, refused: [] }, settings);
    expect(allowed).toMatchObject({ status: 'warn', data: { overwritten: 1, doubtful: 0 } });
    expect(codeOf(allowed)).toBeUndefined();
    expect(judgeReach(acme, { ...settled, refused: [], overwritten: [] }, settings).status).toBe('pass');
  });
});

describe('delivered messages', () => {
  const open: OpenFinding = { status: 'warn', detail: 'Hm.', doubt: true };
  const delivery = (country: string | null, outcome: Delivery['outcome'] = 'delivered'): Delivery => ({
    ...{ at: '2026-11-20T09:00:00.000Z', outcome, code: null, country, recipient: 0, verified: null },
  });
  const prove = (number: NumberSettings, countries: Countries, ...deliveries: readonly Delivery[]) =>
    proveReach(open, deliveries, { ...readyFacts, settings: settingsWith(number, countries) });

  it.each<[string, NumberSettings, Countries, readonly Delivery[]]>([
    ['to no country', us, { CA: 40 }, []],
    ['to another country', us, { CA: 40 }, [delivery('US')]],
    ['to an unknown country', us, { CA: 40 }, [delivery(null)]],
    ['that were refused', us, { CA: 40 }, [delivery('CA', 'refused')]],
    ['to a country that refuses the sender', us, { GB: 40 }, [delivery('GB')]],
    ['to a country that replaces the sender', us, { FR: 40 }, [delivery('FR')]],
    ['to a country that the sender reaches', us, { US: 40, CA: 40 }, [delivery('US')]],
  ])('%s decide nothing', (_, number, countries, deliveries) => {
    expect(prove(number, countries, ...deliveries)).toBe(open);
  });

  it('decide nothing without a number or a list', () => {
    const { number: _, ...numberless } = settingsWith(us, { CA: 40 });
    expect(proveReach(open, [delivery('CA')], { ...readyFacts, settings: numberless })).toBe(open);
    const { contacts: __, ...listless } = settingsWith(us, { CA: 40 });
    expect(proveReach(open, [delivery('CA')], { ...readyFacts, settings: listless })).toBe(open);
  });

  it('settle each country that they went to, and no other', () => {
    expect(prove(us, { US: 1, CA: 40 }, delivery('CA'))).toMatchObject({ status: 'pass', data: { arrives: 41 } });
    const australia = prove(acme, { AU: 4, AT: 3 }, delivery('AU'));
    expect(australia).toMatchObject({
      status: 'warn',
      code: '21612',
      doubt: true,
      data: { countries: 2, doubtful: 1, arrives: 4, needsRegistration: 0, unknown: 3 },
    });
    const austria = prove(acme, { AU: 4, AT: 3 }, delivery('AT'));
    expect(austria).toMatchObject({
      status: 'warn',
      code: '30040',
      data: { arrives: 3, needsRegistration: 4, unknown: 0 },
    });
    expect(prove(acme, { AU: 4, AT: 3 }, delivery('AT'), delivery('AU')).status).toBe('pass');
    const refused = prove(acme, { AU: 90, US: 10 }, delivery('AU'));
    expect(refused).toMatchObject({ status: 'fail', code: '21612', data: { refused: 10, arrives: 90 } });
    expect(refused).not.toHaveProperty('doubt');
  });
});

describe('the words on a sender', () => {
  const numberless = { ...us, country: undefined } as unknown as NumberSettings;
  it.each([
    [us, 'a phone number (US)'],
    [british, 'a phone number (GB)'],
    [londonLandline, 'a landline number (GB)'],
    [tollFree, 'a toll-free number'],
    [shortCode, 'a short code (US)'],
    [acme, 'an alphanumeric sender ID'],
    [numberless, 'a phone number'],
  ])('%j call it %s, also at the start of a sentence', (sender, name) => {
    const none: Reach = { arrives: [], overwritten: [], 'needs-registration': [], refused: [], unknown: [] };
    const settings = settingsWith(us, { ZZ: 1 });
    const unknown = sound(judgeReach(sender, { ...none, unknown: [['ZZ', 1]] }, settings));
    expect(unknown.detail).toContain(`whether ${name} reaches ZZ (1)`);
    const refused = sound(judgeReach(sender, { ...none, refused: [['ZZ', 1]] }, settings));
    expect(refused.detail).toContain(`A${name.slice(1)} does not reach ZZ (1). Messages to this one contact`);
    const two = judgeReach(sender, { ...none, refused: [['ZZ', 1_500]] }, settings);
    expect(two.detail).toContain('these 1,500 contacts');
    const replaced = judgeReach(sender, { ...none, overwritten: [['ZZ', 1]] }, settings);
    expect(replaced.detail.includes('STOP')).toBe(sender !== acme);
  });

  it('explain the three countries with most contacts', () => {
    const remedy = (finding: Finding) => ('remedy' in finding ? (finding.remedy?.text ?? '') : '');
    const none: Reach = { arrives: [], overwritten: [], 'needs-registration': [], refused: [], unknown: [] };
    const countries = [
      ['GB', 1],
      ['ZZ', 9],
      ['DE', 3],
      ['AU', 2],
      ['FR', 0],
    ] as const;
    const refused = remedy(judgeReach(us, { ...none, refused: countries }, settingsWith(us, { GB: 1 })));
    expect(refused.match(/\b[A-Z]{2}(?=: )/g)).toEqual(['ZZ', 'DE', 'AU']);
    expect(refused).toContain('ZZ: no known sender');
    const unknown = remedy(judgeReach(us, { ...none, unknown: countries }, settingsWith(us, { GB: 1 })));
    expect(unknown.match(/guidelines\/(\w\w)\/sms/g)).toEqual(['de', 'au', 'gb'].map((id) => `guidelines/${id}/sms`));
    const nowhere = remedy(judgeReach(us, { ...none, unknown: [['ZZ', 1]] }, settingsWith(us, { GB: 1 })));
    expect(nowhere).not.toMatch(/[()]/);
  });

  const onlyRefused = (country: string): Reach => ({
    ...{ arrives: [], overwritten: [], 'needs-registration': [], unknown: [] },
    refused: [[country, 1]],
  });
  it.each([
    ['AU', 'a domestic number or a registered sender ID'],
    ['BR', 'a domestic number, a domestic short code or a registered sender ID'],
    ['DE', 'a domestic number, a domestic short code or an alphanumeric sender ID'],
    ['MM', 'a domestic number or an alphanumeric sender ID'],
    ['US', 'a domestic number or a domestic short code'],
    ['CO', 'a domestic short code'],
    ['AD', 'an alphanumeric sender ID'],
    ['IS', 'an alphanumeric sender ID'],
    ['CI', 'a registered sender ID'],
    ['UG', 'a registered sender ID'],
    ['CN', 'no known sender reaches it'],
    ['RO', 'no known sender reaches it'],
    ['ZZ', 'no known sender reaches it'],
  ])('name what reaches %s instead: %s', (country, ways) => {
    const finding = sound(judgeReach(us, onlyRefused(country), settingsWith(us, { US: 1 })));
    expect('remedy' in finding && finding.remedy?.text).toMatch(new RegExp(`^${country}: ${ways}\\. `));
  });

  it('explain how countries treat a sender ID without a registration, the three with most contacts', () => {
    const detail = (...countries: readonly (readonly [string, number])[]) => {
      const reach: Reach = { arrives: [], overwritten: [], refused: [], unknown: [], 'needs-registration': countries };
      return sound(judgeReach(acme, reach, settingsWith(acme, { US: 1 }))).detail;
    };
    const all = detail(['AU', 4], ['BJ', 20], ['AT', 9], ['AE', 1], ['IE', 2]);
    expect(all.match(/\b[A-Z]{2}(?=: )/g)).toEqual(['AT', 'AU', 'IE']);
    // Nothing is known of it.
    expect(detail(['BJ', 1])).not.toMatch(/\b[A-Z]{2}: /);
    expect(detail(['BJ', 1])).not.toContain('Unregistered');
  });
});

describe('the check contacts.reachable', () => {
  const check = checklist.find(({ id }) => id === 'contacts.reachable');

  it('uses the same rules and the clock of the run', async () => {
    const settings = settingsWith(acme, { AT: 40 });
    const at = (date: string) => check?.look({ ...readyFacts, settings, now: new Date(date) });
    expect(await at('2026-09-30T12:00:00.000Z')).toMatchObject({ status: 'pass' });
    expect(await at('2026-10-02T12:00:00.000Z')).toMatchObject({ status: 'warn' });
  });

  it('is skipped when no sender is saved or no country is known', () => {
    const { number: _, ...withoutNumber } = readySettings;
    expect(lookAtReach(withoutNumber, now).status).toBe('skip');
    expect(look(us, {}).status).toBe('skip');
  });
});
