import { describe, expect, it } from 'vitest';
import { memorySecrets } from '../../../src/adapters/secrets/memory-secrets.ts';
import { readSupport } from '../../../src/app/status/support.ts';
import type { CheckStatus } from '../../../src/domain/readiness/check.ts';
import { remember } from '../../../src/domain/readiness/remember.ts';
import type { VerificationRecord } from '../../../src/domain/readiness/verification.ts';
import type { SecretStoreKind, Settings } from '../../../src/domain/settings/settings.ts';
import { UserError } from '../../../src/domain/user-error.ts';
import type { SettingsStore } from '../../../src/ports.ts';
import { checklist } from '../../../src/setup/checklist.ts';
import { accountSid, clock, now, readySettings } from '../../support/fixtures.ts';
import { memorySettings } from '../../support/memory.ts';

const yesterday = '2026-11-22T18:00:00.000Z';
const system = { smsctl: '1.0.0', node: '20.0.0', platform: 'linux', release: '6.0', arch: 'x64' };

const support = (settings: SettingsStore, record?: VerificationRecord, provider = 'twilio') =>
  readSupport(
    { organization: 'acme', system, env: { TWILIO_AUTH_TOKEN: 'x', HOME: '/home/ada' }, provider },
    {
      clock,
      settings,
      verification: { load: async () => record, save: () => Promise.reject(new Error('It was saved.')) },
      storeKinds: ['keychain', 'memory'],
      openStore: (kind: SecretStoreKind) => ({
        ...memorySecrets(),
        prepare: () => Promise.reject(new Error('It prompted.')),
        get: () => Promise.reject(new Error('A secret was read.')),
        probe: async () => ({
          kind,
          ...(kind === 'memory' ? { ready: true, problem: null } : { ready: false, problem: 'locked' as const }),
          ...{ sentence: `${kind} of ${accountSid}`, nextStep: null },
        }),
      }),
    },
  );

/** Every live check with a status, a detail and a remedy that hold identifiers. */
const record = (status: CheckStatus) =>
  remember(
    undefined,
    checklist
      .filter(({ live }) => live)
      .map(({ id, headline, title, live }) => ({
        ...{ id, headline, title, live, status, required: true, data: {}, durationMs: 1, checkedAt: yesterday },
        ...{ blockedBy: status === 'skip' ? 'owner.assigned' : null, code: '21606' },
        detail: `${accountSid} with Customer Messaging and +12025550123.`,
        remedy: {
          text: `Look at ${accountSid}.`,
          command: id === 'number.owned' ? null : `smsctl explain ${accountSid}`,
        },
      })),
    { settings: readySettings, now: new Date(yesterday), complete: true },
  );

describe('a support bundle', () => {
  it('has the state of each store, and which one is in use', async () => {
    const { stores, organization, madeAt, versions } = await support(memorySettings(readySettings));
    expect(stores).toEqual([
      { kind: 'keychain', chosen: false, ready: false, problem: 'locked' },
      { kind: 'memory', chosen: true, ready: true, problem: null },
    ]);
    expect({ organization, madeAt, versions }).toEqual({
      organization: 'acme',
      madeAt: now.toISOString(),
      versions: system,
    });
    const { stores: unused } = await support(memorySettings());
    expect(unused.map(({ chosen }) => chosen)).toEqual([false, false]);
  });

  it.each([
    ['pass', false],
    ['skip', false],
    ['warn', true],
    ['fail', true],
    ['unknown', true],
  ] as const)('has the details of checks that are open only, without identifiers: %s', async (status, told) => {
    const { verification } = await support(memorySettings(readySettings), record(status));
    expect(verification.completedAt).toBe(yesterday);
    const live = new Set(checklist.filter((check) => check.live).map(({ id }) => id));
    const checks = verification.checks.filter(({ id }) => live.has(id));
    expect(checks).toHaveLength(live.size);
    for (const check of checks) {
      expect(check).toMatchObject({ status, checkedAt: yesterday, code: '21606' });
      expect([check.detail === null, check.remedy === null]).toEqual([!told, !told]);
    }
    expect(checks[0]?.blockedBy).toBe(status === 'skip' ? 'owner.assigned' : null);
    expect(JSON.stringify(verification)).not.toMatch(/a{32}|2025550123|Customer Messaging/);
    const commandOf = (id: string) => checks.find((check) => check.id === id)?.remedy?.command;
    if (told) expect(commandOf('number.owned')).toBeNull();
    if (told)
      expect(checks.find(({ id }) => id === 'credentials.live')?.remedy).toMatchObject({
        text: 'Look at ACaa…aaaa.',
        command: 'smsctl explain ACaa…aaaa',
      });
  });

  it('has no verdict that was not reached, and the verdict that was', async () => {
    expect((await support(memorySettings(readySettings))).verification).toMatchObject({
      ...{ completedAt: null, verdict: 'unknown' },
    });
    expect((await support(memorySettings(readySettings), record('pass'))).verification.verdict).toBe('ready');
    expect((await support(memorySettings(readySettings), record('fail'))).verification.verdict).toBe('not-ready');
  });

  it('says whether settings are missing, unreadable or there', async () => {
    const failing = (error: Error): SettingsStore => ({ ...memorySettings(), load: () => Promise.reject(error) });
    const unreadable = new UserError({ code: 'settings.unreadable', message: 'No.' });
    expect(await support(failing(unreadable))).toMatchObject({
      settings: null,
      settingsProblem: 'settings.unreadable',
    });
    expect(await support(memorySettings())).toMatchObject({ settings: null, settingsProblem: null });
    expect(await support(memorySettings({} satisfies Settings))).toMatchObject({ settings: {}, settingsProblem: null });
    expect((await support(memorySettings(readySettings))).settings).toMatchObject({ 'number.sender': '+1••••••0123' });
    await expect(support(failing(new TypeError('a fault')))).rejects.toThrow('a fault');
  });

  it('names the server of a test without its address, and variables without their values', async () => {
    expect((await support(memorySettings())).provider).toBe('twilio');
    expect((await support(memorySettings(), undefined, 'http://127.0.0.1:1')).provider).toBe('stand-in');
    expect((await support(memorySettings())).variables).toEqual(['TWILIO_AUTH_TOKEN']);
  });
});
