import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/domain/readiness/check.ts';
import type { ContactsSettings, NumberSettings, Settings } from '../../../src/domain/settings/settings.ts';
import { checklist } from '../../../src/setup/checklist.ts';
import { judgeReach, lookAtReach, reachOf } from '../../../src/setup/contacts/reach.ts';
import { now, readyFacts, readySettings } from '../../support/fixtures.ts';

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
  lookAtReach(settingsWith(number, countries), at);

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
