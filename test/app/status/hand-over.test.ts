import { describe, expect, it } from 'vitest';
import { readHandOver } from '../../../src/app/status/hand-over.ts';
import { headlines } from '../../../src/domain/readiness/headline.ts';
import { remember } from '../../../src/domain/readiness/remember.ts';
import type {
  ContactsSettings,
  CredentialSettings,
  NumberSettings,
  Settings,
} from '../../../src/domain/settings/settings.ts';
import { checklist } from '../../../src/setup/checklist.ts';
import { accountSid, apiKeySid, clock, now, readySettings } from '../../support/fixtures.ts';

const number = readySettings.number as NumberSettings;
const credentials = readySettings.credentials as CredentialSettings;
const contacts = readySettings.contacts as ContactsSettings;
const serviceSid = number.messagingService ?? '';
const yesterday = '2026-11-22T18:00:00.000Z';
const withKey: Settings = { ...readySettings, credentials: { ...credentials, method: 'api-key', apiKeySid } };

/** Every live check passed yesterday but one, which failed with a detail full of identifiers. */
const record = (settings: Settings) =>
  remember(
    undefined,
    checklist
      .filter(({ live }) => live)
      .map(({ id, headline, title, live }) => ({
        ...{
          id,
          headline,
          title,
          live,
          required: true,
          blockedBy: null,
          data: {},
          durationMs: 1,
          checkedAt: yesterday,
        },
        ...(id === 'number.owned'
          ? {
              status: 'fail' as const,
              detail: `${accountSid} does not hold +12025550123.`,
              remedy: { text: `Look at ${accountSid}.`, command: `smsctl setup number` },
              code: '21606',
            }
          : { status: 'pass' as const, detail: 'Seen.', remedy: null, code: null }),
      })),
    { settings, now: new Date(yesterday), complete: true },
  );

const handOver = (saved: Settings | undefined, { showIds = false, verified = false } = {}) =>
  readHandOver(
    { organization: 'acme', saved, provider: 'twilio', showIds },
    {
      clock,
      verification: {
        load: async () => (verified ? record(saved ?? {}) : undefined),
        save: () => Promise.reject(new Error('A report was saved.')),
      },
    },
  );

describe('a handover report', () => {
  it('masks every identifier, unless they are to be shown', async () => {
    const masked = await handOver(withKey, { verified: true });
    expect(JSON.stringify(masked)).not.toMatch(/a{32}|c{32}|f{32}|2025550123/);
    expect(masked).toMatchObject({
      masked: true,
      number: { sender: '+1••••••0123', messagingService: expect.stringMatching(/^MG.*…/) },
      status: { number: { sender: '+1••••••0123' }, credentials: { accountSid: 'ACaa…aaaa', apiKeySid: 'SKcc…cccc' } },
    });
    const shown = await handOver(withKey, { verified: true, showIds: true });
    expect(shown).toMatchObject({
      masked: false,
      number: { sender: number.sender, messagingService: serviceSid },
      status: {
        number: { sender: number.sender, country: 'US' },
        credentials: { accountSid, apiKeySid, method: 'api-key' },
      },
    });
    const told = (report: typeof shown) =>
      report.checklist.flatMap(({ evidence }) => evidence).find(({ id }) => id === 'number.owned');
    expect(told(masked)).toMatchObject({
      detail: 'ACaa…aaaa does not hold +1••••••0123.',
      remedy: { text: 'Look at ACaa…aaaa.', command: 'smsctl setup number' },
    });
    expect(told(shown)).toMatchObject({
      detail: `${accountSid} does not hold +12025550123.`,
      remedy: { text: `Look at ${accountSid}.` },
    });
  });

  it('shows no key where none is used', async () => {
    expect((await handOver(readySettings, { showIds: true })).status.credentials).toMatchObject({ apiKeySid: null });
  });

  it('has a sentence for each headline, as bad as the worst of its checks', async () => {
    const { checklist: statements } = await handOver(readySettings, { verified: true });
    expect(statements.map(({ headline }) => headline)).toEqual(Object.values(headlines));
    expect(statements.flatMap(({ evidence }) => evidence.map(({ id }) => id)).toSorted()).toEqual(
      checklist.map(({ id }) => id).toSorted(),
    );
    const statusOf = (headline: string) => statements.find((each) => each.headline === headline)?.status;
    expect([statusOf(headlines.number), statusOf(headlines.owner)]).toEqual(['fail', 'pass']);
  });

  it('says when the provider was asked, for checks that ask it only', async () => {
    const { checklist: statements } = await handOver(readySettings, { verified: true });
    const live = new Set(checklist.filter((check) => check.live).map(({ id }) => id));
    for (const { id, askedAt } of statements.flatMap(({ evidence }) => evidence)) {
      expect(askedAt, id).toBe(live.has(id) ? yesterday : null);
    }
    const never = await handOver(readySettings);
    expect(never.checklist.flatMap(({ evidence }) => evidence).every(({ askedAt }) => askedAt === null)).toBe(true);
  });

  it('has a remedy for what is open and none for what holds', async () => {
    const { checklist: statements } = await handOver(readySettings, { verified: true });
    for (const { id, status, remedy } of statements.flatMap(({ evidence }) => evidence)) {
      expect(remedy === null, id).toBe(status === 'pass' || status === 'skip');
    }
  });

  it.each<[NumberSettings, string]>([
    [number, 'US, fixed line or mobile'],
    [{ sender: '12345', kind: 'short-code', country: 'US' }, 'US, short-code'],
    [{ sender: 'Acme', kind: 'alphanumeric' }, 'alphanumeric'],
  ])('describes the sender: %j', async (sender, about) => {
    const { number: described } = await handOver({ ...readySettings, number: sender });
    expect(described?.about).toBe(about);
    expect(described?.messagingService === null).toBe(sender.messagingService === undefined);
  });

  it('counts reasons, countries and types, the most frequent first', async () => {
    const result = {
      ...contacts.result,
      reasons: { empty: 1, 'plus-lost': 2, 'of-a-later-version': 3 },
      countries: { CA: 1, US: 5 },
      types: { MOBILE: 4, FIXED_LINE_OR_MOBILE: 5 },
    } as ContactsSettings['result'];
    const { contacts: counts } = await handOver({ ...readySettings, contacts: { ...contacts, result } });
    expect(counts?.reasons.map(({ id, rows }) => [id, rows])).toEqual([
      ['of-a-later-version', 3],
      ['plus-lost', 2],
      ['empty', 1],
    ]);
    const [later, known] = counts?.reasons ?? [];
    expect(later).toMatchObject({ title: 'of-a-later-version', remedy: '' });
    expect(known?.title).toBe('missing +');
    expect(known?.remedy).toMatch(/\.$/);
    expect(counts?.countries).toEqual([
      { id: 'US', title: 'United States', rows: 5 },
      { id: 'CA', title: 'Canada', rows: 1 },
    ]);
    expect(counts?.types.map(({ id, title, rows }) => [id, title, rows])).toEqual([
      ['FIXED_LINE_OR_MOBILE', 'fixed line or mobile', 5],
      ['MOBILE', 'mobile', 4],
    ]);
  });

  it('names the codes that the setup is likely to get, those of failed checks first', async () => {
    const { failures } = await handOver(readySettings, { verified: true });
    expect(failures[0]).toMatchObject({
      code: '21606',
      page: 'https://www.twilio.com/docs/api/errors/21606',
      why: expect.stringContaining('number.owned'),
    });
    for (const { title, meaning, remedy } of failures) {
      expect(title.length).toBeGreaterThan(3);
      expect(meaning).toMatch(/\.$/);
      expect(remedy.text).toMatch(/\.$/);
    }
  });

  it('has nothing of a setup that is not there', async () => {
    for (const showIds of [false, true]) {
      const report = await handOver(undefined, { showIds });
      expect(report).toMatchObject({
        ...{ organization: 'acme', madeAt: now.toISOString(), provider: 'twilio', masked: !showIds },
        ...{ number: null, method: null, contacts: null },
        status: { configured: false, number: null, credentials: null },
      });
      expect(report.campaign.differencesFromEmail.length).toBeGreaterThan(0);
    }
    expect((await handOver(readySettings)).method).toContain('Auth Token');
  });
});
