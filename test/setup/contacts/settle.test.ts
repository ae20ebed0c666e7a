import { describe, expect, it } from 'vitest';
import type { ContactsReport } from '../../../src/domain/contacts/contact-quality.ts';
import { PhoneColumnUnknown } from '../../../src/domain/contacts/phone-column-unknown.ts';
import type { ContactReason } from '../../../src/domain/numbers/contact-reasons.ts';
import type { GivenAnswers } from '../../../src/domain/settings/question.ts';
import type { ContactsSettings, Settings } from '../../../src/domain/settings/settings.ts';
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
    expect(requests).toStrictEqual([{ sources: ['list.csv'], numbers: 'national' }]);
    expect(settled).toMatchObject({ ok: true, section: { contacts: { numbers: 'national' } } });
  });

  it('is saved with the sheet of a workbook, and without it', async () => {
    const context = contextWith(async () => report({}));
    const withSheet = await settleContacts({ ...answers, 'contacts.sheet': 'People' }, context);
    expect(withSheet).toMatchObject({ ok: true, section: { contacts: { sheet: 'People' } } });
    const without = await settleContacts(answers, context);
    expect(without).toMatchObject({
      ok: true,
      section: { contacts: expect.not.objectContaining({ sheet: 'People' }) },
    });
  });

  it('about the sheet is asked for if a sheet was named', async () => {
    const error = new UserError({ code: 'contacts.no-sheet', message: 'Sheet not found.' });
    const context = contextWith(() => Promise.reject(error));
    const named = await settleContacts({ ...answers, 'contacts.sheet': 'People' }, context);
    expect(named).toMatchObject({ ok: false, key: 'contacts.sheet' });
    expect(await settleContacts(answers, context)).toMatchObject({ ok: false, key: 'contacts.source' });
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
    sheet: 'People',
  };
  const asSaved = {
    ...answers,
    'contacts.country': 'US',
    'contacts.column': 'phone',
    'contacts.countryColumn': 'country',
    'contacts.consentColumn': 'sms',
    'contacts.numbers': 'national',
    'contacts.sheet': 'People',
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
    ['contacts.sheet', 'Others'],
    ['contacts.sheet', undefined],
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

const list = (change: Partial<ContactsReport['lists'][number]> = {}): ContactsReport['lists'][number] => ({
  ...{ source: '/lists/list.csv', name: 'list.csv', bytes: 1, modifiedAt: null, rows: 10 },
  ...{ sheet: null, phoneColumns: ['phone'], countryColumn: null, columns: [], samples: [], findings: [] },
  ...change,
});

describe('a list that is new', () => {
  it('is read and saved as it was answered', async () => {
    const requests: unknown[] = [];
    const context = contextWith(async (request) => {
      requests.push(request);
      return { ...report({}), lists: [list()] };
    });
    const reading = { country: 'US', countryColumn: 'land', consentColumn: 'sms=yes', numbers: 'national' } as const;
    const given: GivenAnswers = {
      ...answers,
      'contacts.country': 'US',
      'contacts.column': 'phone',
      'contacts.countryColumn': 'land',
      'contacts.consentColumn': 'sms=yes',
      'contacts.numbers': 'national',
      'contacts.minimum': 90,
    };
    const { result } = report({});
    expect(await settleContacts(given, context)).toStrictEqual({
      ok: true,
      section: { contacts: { source: '/lists/list.csv', column: 'phone', ...reading, minimum: 90, result } },
      report: { ...report({}), lists: [list()] },
    });
    expect(requests).toStrictEqual([{ sources: ['list.csv'], columns: ['phone'], ...reading }]);
    const bare = await settleContacts(answers, context);
    expect(bare).toMatchObject({ section: { contacts: { source: '/lists/list.csv', minimum: 95, result } } });
    expect(Object.keys((bare.ok && bare.section.contacts) || {})).toEqual(['source', 'minimum', 'result']);
  });

  it.each<[string, GivenAnswers, Partial<Record<ContactReason, number>>, string | undefined]>([
    ['both are answered', { 'contacts.numbers': 'national', 'contacts.consentColumn': 'none' }, both(), undefined],
    ['numbers are answered', { 'contacts.numbers': 'national' }, { 'consent-unclear': 1 }, 'contacts.consentColumn'],
    ['consent is answered', { 'contacts.consentColumn': 'none' }, { 'reading-unclear': 1 }, 'contacts.numbers'],
    ['neither is answered', {}, both(), 'contacts.numbers'],
    ['there is another reason', {}, { empty: 3 }, undefined],
  ])('with doubtful rows asks for the answer that settles them when %s', async (_, given, reasons, key) => {
    const settled = await settleContacts(
      { ...answers, ...given },
      contextWith(async () => report(reasons)),
    );
    expect(settled.ok ? undefined : settled.key).toBe(key);
  });

  it('names the doubtful rows by the finding of the list, in printable words', async () => {
    const problemFor = async (code: 'reading-unclear' | 'consent-unclear', detail: string | null) => {
      const finding = { code, detail, count: 1_200, line: 7, column: null };
      const other = { ...finding, code: 'utf-16' as const, detail: 'Line 1' };
      const doubtful = { ...report({ [code]: 1_200 }), lists: [list(), list({ findings: [other, finding] })] };
      const settled = await settleContacts(
        answers,
        contextWith(async () => doubtful),
      );
      return settled.ok ? '' : settled.problem;
    };
    for (const code of ['reading-unclear', 'consent-unclear'] as const) {
      const named = await problemFor(code, 'Line 7\u0007 of 9');
      expect(named).toContain('Line 7');
      expect(named).toContain('1,200');
      expect(named).not.toContain('\u0007');
      expect(await problemFor(code, null)).not.toMatch(/null|undefined/);
    }
    const other = await settleContacts(
      answers,
      contextWith(async () => ({ ...report({ 'reading-unclear': 2 }), lists: [list()] })),
    );
    expect(other).toMatchObject({ ok: false, problem: expect.not.stringMatching(/null|undefined/) });
  });

  const parts = { message: 'Which?', hints: [], name: 'list.csv', columns: ['a'], possible: [] };
  it.each<[string, Error, canAsk: boolean, key: string | undefined]>([
    ['no file', new UserError({ code: 'contacts.unreadable', message: 'No.' }), true, 'contacts.source'],
    [
      'no phone column',
      new PhoneColumnUnknown({ code: 'contacts.no-phone-column', ...parts }),
      true,
      'contacts.column',
    ],
    [
      'no phone column',
      new PhoneColumnUnknown({ code: 'contacts.no-phone-column', ...parts }),
      false,
      'contacts.source',
    ],
    [
      'two phone columns',
      new PhoneColumnUnknown({ code: 'contacts.column-uncertain', ...parts }),
      true,
      'contacts.column',
    ],
    [
      'two phone columns',
      new PhoneColumnUnknown({ code: 'contacts.column-uncertain', ...parts }),
      false,
      'contacts.column',
    ],
    ['an error of something else', new UserError({ code: 'output.failed', message: 'No.' }), true, undefined],
    ['a fault of smsctl', new TypeError('a bug'), true, undefined],
  ])('that has %s (%s, prompts %s) refuses the answer on %s', async (_, error, canAsk, key) => {
    const settling = settleContacts(
      answers,
      contextWith(() => Promise.reject(error), canAsk),
    );
    if (key === undefined) await expect(settling).rejects.toBe(error);
    else expect(await settling).toMatchObject({ ok: false, key, problem: expect.stringContaining(error.message) });
  });
});

function both() {
  return { 'consent-unclear': 1, 'reading-unclear': 1 } as const;
}

describe('an acknowledgement', () => {
  const { acknowledged: _, shortForm: __, ...bare } = readySettings.contacts as ContactsSettings;
  const { acknowledged, shortForm } = readySettings.contacts as ContactsSettings;
  const none = { ...readySettings, contacts: bare };
  const at = clock.now().toISOString();
  const other: Settings = { ...readySettings, number: { sender: '12345', kind: 'short-code', country: 'US' } };
  const unbound = { by: 'Ada', at };
  const older: Settings = { ...readySettings, contacts: { ...bare, shortForm: unbound } };
  const grace = { by: 'Grace', at };
  const inUse = { sender: '+12025550123', method: 'auth-token' };

  it.each<[string, Settings, GivenAnswers, object | undefined, object | undefined]>([
    [
      'given with a name',
      none,
      { 'contacts.acknowledged': true, 'contacts.acknowledgedBy': 'Grace' },
      grace,
      undefined,
    ],
    ['given without a name', none, { 'contacts.acknowledged': true, 'contacts.shortForm': true }, undefined, undefined],
    ['not answered', none, { 'contacts.acknowledgedBy': 'Grace' }, undefined, undefined],
    [
      'given for the limits',
      none,
      { 'contacts.shortForm': true, 'contacts.acknowledgedBy': 'Grace' },
      undefined,
      { ...grace, ...inUse },
    ],
    [
      'given without number and credentials',
      {},
      { 'contacts.shortForm': true, 'contacts.acknowledgedBy': 'Grace' },
      undefined,
      grace,
    ],
    [
      'given again for the same',
      readySettings,
      { 'contacts.acknowledged': true, 'contacts.shortForm': true, 'contacts.acknowledgedBy': 'Grace' },
      acknowledged,
      shortForm,
    ],
    [
      'given again for another sender',
      other,
      { 'contacts.acknowledged': true, 'contacts.shortForm': true, 'contacts.acknowledgedBy': 'Grace' },
      acknowledged,
      { ...grace, sender: '12345', method: 'auth-token' },
    ],
    ['given again for another sender without a name', other, { 'contacts.shortForm': true }, acknowledged, shortForm],
    ['not given again for another sender', other, { 'contacts.acknowledgedBy': 'Grace' }, acknowledged, shortForm],
    [
      'that names no sender, given again',
      older,
      { 'contacts.shortForm': true, 'contacts.acknowledgedBy': 'Grace' },
      undefined,
      unbound,
    ],
    ['refused', readySettings, { 'contacts.acknowledged': false }, undefined, shortForm],
    ['of the limits refused', readySettings, { 'contacts.shortForm': false }, acknowledged, undefined],
  ])('%s is saved as it counts', async (_name, settings, given, contactRisks, limits) => {
    const context = { ...contextWith(async () => report({})), settings };
    const settled = await settleContacts({ ...answers, ...given }, context);
    const section = (settled.ok && settled.section.contacts) || undefined;
    expect(section?.acknowledged).toEqual(contactRisks);
    expect(section?.shortForm).toEqual(limits);
    // A list that cannot be read again keeps or gets them in the same way.
    const { contacts } = settings;
    const piped = contacts ?? bare;
    const kept = { ...piped, source: '-', result: { ...piped.result, bytes: null } };
    const again = await settleContacts(
      { 'contacts.source': '-', ...given },
      { ...context, settings: { ...settings, contacts: kept } },
    );
    const keptSection = (again.ok && again.section.contacts) || undefined;
    expect(keptSection?.acknowledged).toEqual(contactRisks);
    expect(keptSection?.shortForm).toEqual(limits);
  });
});

describe('a list that was counted from a pipe', () => {
  const saved = readySettings.contacts as ContactsSettings;
  const piped = { ...saved, source: '-', column: 'phone', result: { ...saved.result, bytes: null } };
  const settle = (given: GivenAnswers, contacts: ContactsSettings = piped) => {
    const context = contextWith(() => Promise.reject(new UserError({ code: 'contacts.unreadable', message: 'Read.' })));
    return settleContacts(given, { ...context, settings: { contacts } });
  };

  it('keeps its counts and its minimum, with the country that is answered', async () => {
    const { acknowledged, shortForm, minimum } = saved;
    const kept = { source: '-', minimum, result: piped.result, acknowledged, shortForm };
    expect(await settle({ 'contacts.source': '-' })).toStrictEqual({ ok: true, section: { contacts: kept } });
    const answered = await settle({ 'contacts.source': '-', 'contacts.country': 'GB', 'contacts.minimum': 80 });
    expect(answered).toEqual({ ok: true, section: { contacts: { ...kept, country: 'GB', minimum: 80 } } });
  });

  it('is replaced by another list, and a file with the same name is read', async () => {
    expect(await settle({ 'contacts.source': 'list.csv' })).toMatchObject({ problem: 'Read.' });
    expect(await settle({ 'contacts.source': '-' }, { ...piped, result: saved.result })).toMatchObject({
      problem: 'Read.',
    });
  });
});
