import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../../src/domain/provider-error.ts';
import type { Brand, Facts, LongCodeRegistration, TollFreeVerification } from '../../../src/domain/readiness/facts.ts';
import type { ContactsSettings, NumberSettings, Settings } from '../../../src/domain/settings/settings.ts';
import { lookAtRegistration } from '../../../src/setup/number/registration.ts';
import { otherAccountSid, readyFacts, readySettings } from '../../support/fixtures.ts';
import { sound } from '../../support/sound-finding.ts';

const us = readySettings.number as NumberSettings;
const tollFree: NumberSettings = { sender: '+18005550123', kind: 'number', country: 'US', type: 'TOLL_FREE' };
const canadian: NumberSettings = { ...us, sender: '+14165550123', country: 'CA' };

const settingsOf = (number: NumberSettings, countries?: Readonly<Record<string, number>>): Settings => {
  const contacts = readySettings.contacts as ContactsSettings;
  const { contacts: _, ...others } = readySettings;
  if (countries === undefined) return { ...others, number };
  return { ...others, number, contacts: { ...contacts, result: { ...contacts.result, countries } } };
};

const look = async (settings: Settings, change: Partial<Facts> = {}) =>
  sound(await lookAtRegistration({ ...readyFacts, settings, ...change }));

const notAsked = () => Promise.reject(new Error('The provider was asked.'));

const verified = { status: 'VERIFIED', mock: false, brandSid: null, errors: [], brand: null };
const approved: Brand = { status: 'APPROVED', mock: false, type: 'STANDARD', errors: [] };

const registered = (change: Partial<LongCodeRegistration>) => ({
  registration: async () => ({ campaigns: [verified], pooled: true, complete: true, numbers: null, ...change }),
});
const withBrand = (change: Partial<Brand>) =>
  registered({ campaigns: [{ ...verified, brand: { ...approved, ...change } }] });
const unpooled = registered({ campaigns: [], pooled: false });

describe('a registration with US carriers', () => {
  it.each<[string, NumberSettings]>([
    ['a British toll-free number', { sender: '+448081570123', kind: 'number', country: 'GB', type: 'TOLL_FREE' }],
    ['a British mobile number', { sender: '+447400123456', kind: 'number', country: 'GB', type: 'MOBILE' }],
    ['a short code', { sender: '55501', kind: 'short-code', country: 'US' }],
    ['a sender ID', { sender: 'Acme', kind: 'alphanumeric' }],
    ['a sender ID that looks like a number', { sender: '+1 ACME', kind: 'alphanumeric' }],
  ])('is skipped, and not asked for, when the sender is %s', async (_, number) => {
    const facts = { tollFree: notAsked, registration: notAsked };
    expect((await look(settingsOf(number, { US: 1 }), facts)).status).toBe('skip');
  });

  it('is skipped when a Canadian number has no contact in the US', async () => {
    expect((await look(settingsOf(canadian, { CA: 9 }), { registration: notAsked })).status).toBe('skip');
    expect((await look(settingsOf(canadian, { CA: 9, US: 1 }), unpooled)).status).toBe('warn');
    expect((await look(settingsOf(canadian, { CA: 9, US: 0 }), { registration: notAsked })).status).toBe('skip');
  });

  it('warns, as a doubt, when a Canadian number with US contacts has none', async () => {
    for (const settings of [settingsOf(canadian, { US: 9 }), settingsOf(canadian)]) {
      expect(await look(settings, unpooled)).toMatchObject({
        status: 'warn',
        code: '30034',
        doubt: true,
        detail: expect.stringContaining('numbers of CA'),
      });
    }
  });

  it('is not asked for without a number', async () => {
    const { number: _, ...settings } = readySettings;
    expect((await look(settings, { tollFree: notAsked, registration: notAsked })).status).toBe('skip');
  });

  it('that passes or is unknown stays so when no contact needs it', async () => {
    const abroad = settingsOf(us, { DE: 9 });
    expect((await look(abroad, registered({}))).status).toBe('pass');
    expect((await look(abroad, withBrand({ status: 'LIMBO' }))).status).toBe('unknown');
    expect(await look(abroad, withBrand({ status: 'IN_REVIEW' }))).toMatchObject({ status: 'warn', doubt: true });
  });

  it('fails when a US number has none, and only warns when no contact needs it', async () => {
    const alone = await look(settingsOf(us, { US: 9 }), unpooled);
    expect(alone).toMatchObject({ status: 'fail', code: '30034', remedy: { command: null }, data: { seen: false } });
    const bare = await look(settingsOf(us, { US: 9 }), registered({ campaigns: [] }));
    expect(bare.detail).not.toBe(alone.detail);
    expect(await look(settingsOf(us), unpooled)).toMatchObject({ status: 'fail', code: '30034' });
    const abroad = await look(settingsOf(us, { DE: 9 }), unpooled);
    expect(abroad).toMatchObject({ status: 'warn', code: '30034' });
    expect(abroad.detail).not.toContain('Mariana');
    const islands = await look(settingsOf(us, { MP: 9 }), unpooled);
    expect(islands).toMatchObject({ status: 'warn', detail: expect.stringContaining('Mariana') });
    const nobody = await look(settingsOf(us, { MP: 0, DE: 9 }), unpooled);
    expect(nobody.detail).not.toContain('Mariana');
    expect(abroad).not.toHaveProperty('doubt');
  });

  it('is unknown when not every Messaging Service was looked through', async () => {
    const finding = await look(
      settingsOf(us, { US: 9 }),
      registered({ campaigns: [], pooled: false, complete: false }),
    );
    expect(finding).toMatchObject({ status: 'unknown', remedy: { command: 'smsctl setup number' } });
  });

  it('is unknown when none is seen with credentials that may be the parent account’s', async () => {
    const account = async () => ({ ...(await readyFacts.account()), ownerSid: otherAccountSid });
    const settings = settingsOf(us, { US: 9 });
    const parents = { ...unpooled, account, isParentsKey: async () => true };
    expect(await look(settings, parents)).toMatchObject({ status: 'unknown', unreadable: true });
    expect((await look(settings, { ...parents, isParentsKey: async () => false })).status).toBe('fail');
    expect((await look(settings, { ...parents, account: readyFacts.account })).status).toBe('fail');
    // What was seen to be refused is the number's own.
    const refused = registered({ campaigns: [{ ...verified, status: 'FAILED' }] });
    expect((await look(settings, { ...parents, ...refused })).status).toBe('fail');
    // Nor is it known when it cannot be read whose the key is. The account itself may be unreadable.
    const closed = () => Promise.reject(new ProviderError({ kind: 'refused', message: 'No.' }));
    expect((await look(settings, { ...parents, isParentsKey: closed })).status).toBe('unknown');
    expect((await look(settings, { ...parents, account: closed })).status).toBe('fail');
    const tollFreeUnseen = { ...parents, tollFree: async () => null };
    expect((await look(settingsOf(tollFree, { US: 9 }), tollFreeUnseen)).status).toBe('unknown');
    const abroad = settingsOf(canadian, { US: 9 });
    expect(await look(abroad, parents)).toMatchObject({ status: 'unknown', unreadable: true });
  });
});

describe('a campaign', () => {
  const settings = settingsOf(us, { US: 9 });
  const errors = [{ code: 30886, text: 'The website could not be opened.', fields: ['WEBSITE'] }];

  it.each([
    ['PENDING', 'fail', '30034'],
    ['IN_PROGRESS', 'fail', '30034'],
    ['FAILED', 'fail', '30034'],
    ['SUSPENDED', 'fail', '30033'],
    ['PAUSED', 'unknown', undefined],
  ])('that is %s comes to %s with code %s', async (status, expected, code) => {
    const finding = await look(settings, registered({ campaigns: [{ ...verified, status }] }));
    expect(finding).toMatchObject({ status: expected, data: { campaign: status } });
    expect('code' in finding ? finding.code : undefined).toBe(code);
    expect(finding.detail).toContain(status);
  });

  it.each<
    [
      refusals: readonly { code: number | null; text: string; fields: readonly string[] }[],
      words: string,
      codes: string | undefined,
    ]
  >([
    [[], '', undefined],
    [[{ code: 30886, text: 'Gone.', fields: [] }], ' Reason: error 30886: Gone.', '30886'],
    [[{ code: null, text: 'Gone', fields: ['A', 'B'] }], ' Reason: Gone (A, B).', undefined],
    [[{ code: 30886, text: '', fields: [] }], ' Reason: error 30886: no text.', '30886'],
    [
      [1, 2, 2, 3].map((code) => ({ code, text: `No ${code}.`, fields: [] })),
      ' Reason: error 1: No 1. error 2: No 2. error 2: No 2.',
      '1,2,3',
    ],
    [
      [
        { code: null, text: 'One.', fields: [] },
        { code: 7, text: 'Two.', fields: [] },
      ],
      ' Reason: One. error 7: Two.',
      '7',
    ],
  ])('that was refused with %j names the reasons', async (refusals, words, codes) => {
    const finding = await look(
      settings,
      registered({ campaigns: [{ ...verified, status: 'FAILED', errors: refusals }] }),
    );
    expect(finding.detail).toMatch(/block its messages\./);
    expect(finding.detail.split('block its messages.')[1]).toBe(words);
    expect(finding.data?.refusals).toBe(codes);
    const command = codes === undefined ? null : `smsctl explain ${codes.split(',')[0]}`;
    expect('remedy' in finding && finding.remedy?.command).toBe(command);
  });

  it('that was refused names the reason, its field and its code when Twilio gives them', async () => {
    expect(await look(settings, registered({ campaigns: [{ ...verified, status: 'FAILED', errors }] }))).toMatchObject({
      detail: expect.stringMatching(/error 30886: The website could not be opened \(WEBSITE\)\.$/),
      remedy: { command: 'smsctl explain 30886' },
      data: { refusals: '30886' },
    });
  });

  it('that is a mock one, or of a mock brand, counts as none when it is verified', async () => {
    const campaigns = [{ ...verified, mock: true }];
    expect(await look(settings, registered({ campaigns }))).toMatchObject({ status: 'fail', data: { mock: true } });
    expect(await look(settings, withBrand({ mock: true }))).toMatchObject({ status: 'fail', data: { mock: false } });
  });

  it('that may become good is reported before one that ended when there are several', async () => {
    const campaigns = ['FAILED', 'SUSPENDED', 'IN_PROGRESS'].map((status) => ({ ...verified, status }));
    const mock = { ...verified, mock: true };
    const told = await look(settings, registered({ campaigns: [mock, ...campaigns] }));
    expect(told.data).toMatchObject({ campaign: 'IN_PROGRESS', mock: false });
    const good = await look(settings, registered({ campaigns: [mock, ...campaigns, verified] }));
    expect(good.status).toBe('pass');
  });

  it.each([
    ['PAUSED', 'PENDING', 'IN_PROGRESS', 'SUSPENDED', 'FAILED'],
    ['IN_PROGRESS', 'SUSPENDED'],
    ['IN_PROGRESS', 'FAILED'],
    ['SUSPENDED', 'FAILED'],
  ])('is the first of %s and others, in any order', async (...statuses) => {
    const mockBrand = { ...verified, brand: { ...approved, mock: true } };
    const campaigns = [...statuses.map((status) => ({ ...verified, status })), { ...verified, mock: true }, mockBrand];
    for (const order of [campaigns, campaigns.toReversed()]) {
      const finding = await look(settings, registered({ campaigns: order }));
      expect(finding.data).toMatchObject({ campaign: statuses[0], mock: false });
    }
  });

  it('that is none fails, as not seen', async () => {
    expect(await look(settings, registered({ campaigns: [] }))).toMatchObject({
      status: 'fail',
      code: '30034',
      data: { seen: false },
      remedy: { command: null },
    });
  });

  it('that is verified says whether its brand could be read', async () => {
    const [unread, read] = [await look(settings, registered({})), await look(settings, withBrand({}))];
    expect(unread).toMatchObject({ status: 'pass', data: { campaign: 'VERIFIED', brand: null } });
    expect(read).toMatchObject({ status: 'pass', data: { brand: 'APPROVED' } });
    expect(read.detail).toContain('approved');
    expect(unread.detail).not.toContain('approved');
  });

  it.each(['', 'PAUSED'])('of the status "%s" is named as odd, without an empty name', async (status) => {
    const finding = await look(settings, registered({ campaigns: [{ ...verified, status }] }));
    expect(finding.detail).toMatch(status === '' ? /unknown state\.$/ : /unknown state: PAUSED\.$/);
  });
});

describe('the brand of a verified campaign', () => {
  const settings = settingsOf(us, { US: 9 });

  it.each([
    ['FAILED', 'fail', '30034'],
    ['SUSPENDED', 'fail', '30033'],
    ['DELETION_PENDING', 'fail', '30034'],
    ['PENDING', 'warn', '30034'],
    ['IN_REVIEW', 'warn', '30034'],
    ['DELETION_FAILED', 'unknown', undefined],
    ['APPROVED', 'pass', undefined],
  ])('that is %s comes to %s with code %s', async (status, expected, code) => {
    const finding = await look(settings, withBrand({ status }));
    expect(finding).toMatchObject({ status: expected, data: { campaign: 'VERIFIED', brand: status } });
    expect('doubt' in finding && finding.doubt).toBe(expected === 'warn');
    expect(finding.detail.includes(`(${status})`)).toBe(expected === 'fail' || expected === 'warn');
    expect('code' in finding ? finding.code : undefined).toBe(code);
  });

  it('of a sole proprietor warns when its service holds several numbers', async () => {
    const brand = { ...approved, type: 'SOLE_PROPRIETOR' };
    const holding = (numbers: number | null) => registered({ numbers, campaigns: [{ ...verified, brand }] });
    expect(await look(settings, holding(2))).toMatchObject({
      ...{ status: 'warn', code: '30035', doubt: true, remedy: { command: null } },
      data: { campaign: 'VERIFIED', brand: 'APPROVED', numbers: 2 },
    });
    const standard = registered({ numbers: 2, campaigns: [{ ...verified, brand: approved }] });
    expect((await look(settings, standard)).status).toBe('pass');
    expect((await look(settings, registered({ numbers: 2 }))).status).toBe('pass');
    expect((await look(settings, holding(1))).status).toBe('pass');
    expect((await look(settings, holding(null))).status).toBe('pass');
  });
});

describe('a toll-free verification', () => {
  const settings = settingsOf(tollFree, { US: 9 });
  const reasons = [{ code: 30485, text: 'The opt-in could not be seen.', fields: [] }];
  const verification = (status: string, change: object = {}) => ({
    tollFree: async () => ({ status, reasons: [], editable: null, editableUntil: null, ...change }),
  });

  it.each([
    ['TWILIO_APPROVED', 'pass'],
    ['PENDING_REVIEW', 'fail'],
    ['IN_REVIEW', 'fail'],
    ['TWILIO_REJECTED', 'fail'],
    ['PAUSED', 'unknown'],
  ])('that is %s comes to %s', async (status, expected) => {
    const finding = await look(settings, verification(status));
    expect(finding).toMatchObject({ status: expected, data: { verification: status } });
  });

  it('has words of its own for each state', async () => {
    const states = ['TWILIO_APPROVED', 'PENDING_REVIEW', 'IN_REVIEW', 'TWILIO_REJECTED', 'PAUSED'];
    const details = await Promise.all(states.map(async (state) => (await look(settings, verification(state))).detail));
    expect(new Set(details.map((detail) => detail.replace(/[A-Z]+_[A-Z_]+/, ''))).size).toBe(states.length);
  });

  it('is asked for when a toll-free number counts as Canadian', async () => {
    const canadianFree = settingsOf({ ...tollFree, country: 'CA' }, { CA: 9 });
    expect((await look(canadianFree, { tollFree: async () => null })).status).toBe('fail');
    const abroad = settingsOf({ ...tollFree, country: 'CA' }, { MX: 9 });
    expect((await look(abroad, { tollFree: async () => null })).status).toBe('warn');
  });

  it('that was never asked for fails', async () => {
    expect(await look(settings, { tollFree: async () => null })).toMatchObject({
      status: 'fail',
      code: '30032',
      data: { seen: false },
    });
  });

  const rejected = (change: Partial<TollFreeVerification>) =>
    look(settings, verification('TWILIO_REJECTED', { reasons, ...change }));

  it.each([
    ['until a day to come', { editable: true, editableUntil: '2026-11-24T09:00:00Z' }],
    ['no more since a day that passed', { editable: true, editableUntil: '2026-11-22T09:00:00Z' }],
    ['no more', { editable: false }],
    ['for a time that Twilio does not name', {}],
  ])('that was rejected names the reason when it may be edited %s', async (_, change) => {
    expect(await rejected(change)).toMatchObject({
      status: 'fail',
      code: '30032',
      detail: expect.stringContaining('error 30485: The opt-in could not be seen.'),
      remedy: { command: 'smsctl explain 30485' },
      data: { refusals: '30485' },
    });
  });

  it.each([
    [1, 'can no longer'],
    [0, 'until'],
    [-1, 'until'],
  ])('that was rejected may be edited until %i ms before now: %s', async (before, words) => {
    const editableUntil = new Date(readyFacts.now.getTime() - before).toISOString();
    const finding = await rejected({ editable: true, editableUntil });
    expect('remedy' in finding && finding.remedy?.text).toContain(words);
  });

  it('that was rejected without a reason says so, and names no code', async () => {
    const finding = await look(settings, verification('TWILIO_REJECTED'));
    expect(finding).toMatchObject({ detail: expect.stringContaining('no reason'), remedy: { command: null } });
    expect(finding.data).toEqual({ verification: 'TWILIO_REJECTED' });
    expect((await rejected({})).detail).not.toContain('no reason');
  });

  it('that was rejected has another remedy when it can no longer be edited', async () => {
    const textOf = async (change: Partial<TollFreeVerification>) => {
      const finding = await rejected(change);
      return 'remedy' in finding ? finding.remedy?.text : undefined;
    };
    const over = await textOf({ editable: false });
    expect(await textOf({ editable: true, editableUntil: '2026-11-22T09:00:00Z' })).toBe(over);
    expect(await textOf({})).not.toBe(over);
    expect(await textOf({ editable: true, editableUntil: '2026-11-24T09:00:00Z' })).toContain('2026-11-24T09:00:00Z');
  });
});
