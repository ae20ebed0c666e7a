import { describe, expect, it } from 'vitest';
import { readStatus } from '../../../src/app/status/read-status.ts';
import { remember } from '../../../src/domain/readiness/remember.ts';
import type { VerificationRecord } from '../../../src/domain/readiness/verification.ts';
import type { CredentialSettings, Settings } from '../../../src/domain/settings/settings.ts';
import { checklist } from '../../../src/setup/checklist.ts';
import { accountSid, apiKeySid, clock, otherAccountSid, readySettings } from '../../support/fixtures.ts';

const credentials = readySettings.credentials as CredentialSettings;

const statusOf = (settings: Settings | undefined, record?: VerificationRecord) =>
  readStatus('acme', settings, {
    clock,
    verification: {
      load: async () => record,
      save: () => Promise.reject(new Error('A status was saved.')),
    },
  });

/** Every live check passed, at a time. */
function passedAt(at: string): VerificationRecord {
  const results = checklist
    .filter(({ live }) => live)
    .map(({ id, headline, title, live }) => ({
      ...{ id, headline, title, live, status: 'pass' as const, required: true, blockedBy: null, detail: 'Seen.' },
      ...{ remedy: null, code: null, data: {}, durationMs: 1, checkedAt: at },
    }));
  return remember(undefined, results, { settings: readySettings, now: new Date(at), complete: true });
}

const yesterday = '2026-11-22T18:00:00.000Z';

describe('a status', () => {
  it('tells when all live checks were last looked at, and never a time that was not', async () => {
    expect((await statusOf(readySettings)).verification.completedAt).toBeNull();
    const { verification } = await statusOf(readySettings, passedAt(yesterday));
    expect(verification).toMatchObject({ completedAt: yesterday, verdict: 'ready' });
    const single = { ...passedAt(yesterday), completedAt: null };
    expect((await statusOf(readySettings, single)).verification.completedAt).toBeNull();
  });

  it('is ready by what was seen with this very setup only', async () => {
    const number = { ...readySettings.number, sender: '+12025550199' } as NonNullable<Settings['number']>;
    expect((await statusOf({ ...readySettings, number }, passedAt(yesterday))).verification.verdict).not.toBe('ready');
    expect((await statusOf(readySettings)).verification.verdict).toBe('unknown');
  });

  it('says whether a confirmation and an acknowledgement are for what is in use', async () => {
    expect(await statusOf(readySettings)).toMatchObject({
      method: { confirmedBy: 'Ada', current: true },
      acknowledgements: { shortForm: { current: true } },
    });
    const key: Settings = { ...readySettings, credentials: { ...credentials, method: 'api-key', apiKeySid } };
    expect(await statusOf(key)).toMatchObject({
      method: { confirmedBy: 'Ada', current: false },
      acknowledgements: { contacts: { by: 'Ada' }, shortForm: { current: false } },
    });
  });

  it('masks every identifier, those of standby credentials and pending keys included', async () => {
    const status = await statusOf({
      ...readySettings,
      standby: [{ ...credentials, accountSid: otherAccountSid, method: 'api-key', apiKeySid, region: 'ie1' }],
      pending: [{ store: 'memory', key: 'default.old' }],
      pendingKeys: [
        { accountSid, name: 'smsctl default host 1', sid: apiKeySid, requestedAt: yesterday },
        { accountSid, name: 'smsctl default host 2', requestedAt: yesterday },
      ],
    });
    expect(status).toMatchObject({
      number: { sender: '+1••••••0123' },
      credentials: { accountSid: 'ACaa…aaaa', apiKeySid: null },
      standby: [{ accountSid: 'ACbb…bbbb', apiKeySid: 'SKcc…cccc', method: 'api-key' }],
      pending: 1,
      pendingKeys: [{ sid: 'SKcc…cccc' }, { sid: null }],
    });
    expect(JSON.stringify(status)).not.toMatch(/a{32}|b{32}|c{32}|2025550123/);
  });

  it('names the most urgent thing to do with its command, masked', async () => {
    const { number: _, ...without } = readySettings;
    expect((await statusOf(without)).next).toMatchObject({ check: 'number.saved', command: 'smsctl setup number' });
    expect((await statusOf(readySettings, passedAt(yesterday))).next).toBeNull();
    const passed = passedAt(yesterday);
    const owned = passed.results['number.owned'];
    if (owned === undefined) throw new Error('The check is live.');
    const result = { ...owned.result, status: 'fail' as const, detail: `${accountSid} does not hold +12025550123.` };
    const failed = { ...passed, results: { ...passed.results, 'number.owned': { ...owned, result } } };
    expect((await statusOf(readySettings, failed)).next).toMatchObject({
      check: 'number.owned',
      text: expect.stringContaining('ACaa…aaaa does not hold +1••••••0123.'),
    });
  });

  it('has no command where none helps, and the first step where nothing is saved', async () => {
    const passed = passedAt(yesterday);
    const owned = passed.results['number.owned'];
    if (owned === undefined) throw new Error('The check is live.');
    const nextOf = async (result: object) =>
      (
        await statusOf(readySettings, {
          ...passed,
          results: { ...passed.results, 'number.owned': { ...owned, result: { ...owned.result, ...result } } },
        })
      ).next;
    const fails = { status: 'fail', detail: 'It is not held.' };
    expect(await nextOf({ ...fails, remedy: { text: 'Call them.', command: null } })).toEqual({
      ...{ check: 'number.owned', text: 'It is not held. Call them.', command: null },
    });
    expect(await nextOf({ ...fails, remedy: null })).toEqual({
      ...{ check: 'number.owned', text: 'It is not held.', command: null },
    });
    expect((await statusOf(undefined)).next).toMatchObject({ command: 'smsctl setup' });
    expect((await statusOf({})).next?.command).not.toBe('smsctl setup');
  });

  it('has the counts of the contact list and what is required of it', async () => {
    const { contacts } = await statusOf(readySettings);
    expect(contacts).toEqual({
      ...{ name: 'contacts.csv', rows: 100, textable: 97, share: 97, minimum: 95 },
      checkedAt: '2026-11-20T09:10:00.000Z',
    });
  });

  it('has kind, country and type of a number, and null for what it lacks', async () => {
    const numberOf = async (number: Settings['number']) =>
      (await statusOf({ ...readySettings, ...(number && { number }) })).number;
    expect(await numberOf(undefined)).toMatchObject({ kind: 'number', country: 'US', type: 'FIXED_LINE_OR_MOBILE' });
    expect(await numberOf({ sender: 'Acme', kind: 'alphanumeric' })).toMatchObject({
      ...{ kind: 'alphanumeric', country: null, type: null },
    });
  });

  it('has nothing of a setup that is not there', async () => {
    expect(await statusOf(undefined)).toMatchObject({
      ...{ configured: false, owner: null, number: null, credentials: null, standby: [], method: null, contacts: null },
      ...{ acknowledgements: { contacts: null, shortForm: null }, pending: 0, pendingKeys: [] },
      verification: { completedAt: null, verdict: 'not-ready' },
    });
    expect((await statusOf({})).configured).toBe(true);
  });
});
