import { describe, expect, it } from 'vitest';
import type { ContactsReport } from '../../../src/domain/contacts/contact-quality.ts';
import type { ContactReason } from '../../../src/domain/numbers/contact-reasons.ts';
import type { ContactsSettings } from '../../../src/domain/settings/settings.ts';
import { UserError } from '../../../src/domain/user-error.ts';
import { settleContacts } from '../../../src/setup/contacts/settle.ts';
import type { SettleContext } from '../../../src/setup/step/step.ts';
import { clock, readySettings } from '../../support/fixtures.ts';

const report = (reasons: Partial<Record<ContactReason, number>>): ContactsReport => ({
  lists: [],
  examples: {},
  proposal: null,
  result: {
    ...{ rows: 10, textable: 10 - Object.values(reasons).reduce((sum, count) => sum + count, 0), reasons },
    ...{ countries: {}, types: {}, name: 'list.csv', bytes: 1, modifiedAt: null, checkedAt: '', rules: '' },
  },
});

const contextWith = (checkContacts: SettleContext['checkContacts'], canAsk = true): SettleContext => ({
  settings: {},
  now: clock.now(),
  operator: 'Ada',
  canAsk,
  readCredential: () => Promise.reject(new Error('Not asked.')),
  checkContacts,
});

const answers = { 'contacts.source': 'list.csv' };
const uncertain = new UserError({ code: 'contacts.column-uncertain', message: 'Which one?' });

describe('a doubt about a list', () => {
  it.each([
    ['the phone column', 'contacts.column', () => Promise.reject(uncertain)],
    ['two readings', 'contacts.numbers', async () => report({ 'reading-unclear': 3 })],
    ['consent', 'contacts.consentColumn', async () => report({ 'consent-unclear': 3 })],
  ] as const)('is asked for: %s', async (_, key, check) => {
    expect(await settleContacts(answers, contextWith(check))).toMatchObject({ ok: false, key });
  });

  it('is resolved by the answer, which is saved with the list', async () => {
    const requests: unknown[] = [];
    const context = contextWith(async (request) => {
      requests.push(request);
      return report({});
    });
    const settled = await settleContacts({ ...answers, 'contacts.numbers': 'national' }, context);
    expect(requests).toEqual([{ sources: ['list.csv'], numbers: 'national' }]);
    expect(settled).toMatchObject({ ok: true, section: { contacts: { numbers: 'national' } } });
  });

  it('is counted without a terminal', async () => {
    const context = contextWith(async () => report({ 'reading-unclear': 3 }), false);
    expect(await settleContacts(answers, context)).toMatchObject({ ok: true, section: { contacts: { source: '' } } });
  });
});

describe('a list that is saved', () => {
  const saved: ContactsSettings = {
    ...(readySettings.contacts as ContactsSettings),
    ...{ source: 'list.csv', column: 'phone', countryColumn: 'country', consentColumn: 'sms', numbers: 'national' },
  };
  const asSaved = {
    ...answers,
    'contacts.country': 'US',
    'contacts.column': 'phone',
    'contacts.countryColumn': 'country',
    'contacts.consentColumn': 'sms',
    'contacts.numbers': 'national',
  } as const;

  /** The counts that are handed on as known, so that the list need not be read when it did not change. */
  async function knownFor(given: object, contacts = saved) {
    let known: unknown;
    const context = contextWith(async (request) => {
      known = request.known;
      return report({});
    });
    const settled = await settleContacts(given, { ...context, settings: { contacts } });
    expect(settled.ok).toBe(true);
    return known;
  }

  it('keeps its counts when it is read in the same way', async () => {
    expect(await knownFor(asSaved)).toBe(saved.result);
  });

  it.each([
    ['contacts.country', 'GB'],
    ['contacts.column', 'mobile'],
    ['contacts.column', undefined],
    ['contacts.countryColumn', 'land'],
    ['contacts.consentColumn', 'none'],
    ['contacts.numbers', 'international'],
  ])('is counted anew when %s is %s', async (key, value) => {
    expect(await knownFor({ ...asSaved, [key]: value })).toBeUndefined();
  });

  it('is counted anew when it was checked 30 days ago', async () => {
    const daysAgo = (days: number) => new Date(clock.now().getTime() - days * 86_400_000).toISOString();
    const checked = (days: number) => ({ ...saved, result: { ...saved.result, checkedAt: daysAgo(days) } });
    expect(await knownFor(asSaved, checked(29))).toBeDefined();
    expect(await knownFor(asSaved, checked(30))).toBeUndefined();
  });

  it('keeps an acknowledgement as it was given when it is given again, and loses it when it is refused', async () => {
    const settle = (given: object) =>
      settleContacts(
        { ...asSaved, ...given },
        { ...contextWith(async () => report({})), settings: { contacts: saved } },
      );
    expect(await settle({ 'contacts.acknowledged': true })).toMatchObject({
      section: { contacts: { acknowledged: saved.acknowledged } },
    });
    expect(await settle({})).toMatchObject({ section: { contacts: { acknowledged: saved.acknowledged } } });
    const refused = await settle({ 'contacts.acknowledged': false, 'contacts.shortForm': false });
    if (!refused.ok) throw new Error(refused.problem);
    expect(refused.section.contacts).not.toHaveProperty('acknowledged');
    expect(refused.section.contacts).not.toHaveProperty('shortForm');
  });

  it('that is no file keeps its counts when it is fresh, and is asked for when it is stale', async () => {
    const piped = { ...saved, source: '-', result: { ...saved.result, bytes: null } };
    const context = (now: Date): SettleContext => ({
      ...contextWith(() => Promise.reject(new Error('The list was read.'))),
      ...{ settings: { contacts: piped }, now },
    });
    const given = { 'contacts.source': '-', 'contacts.minimum': 90 };
    expect(await settleContacts(given, context(clock.now()))).toMatchObject({
      ok: true,
      section: { contacts: { minimum: 90, result: piped.result } },
    });
    const later = new Date(Date.parse(piped.result.checkedAt) + 30 * 86_400_000);
    expect(await settleContacts(given, context(later))).toMatchObject({ ok: false, key: 'contacts.source' });
  });
});
