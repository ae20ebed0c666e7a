import { describe, expect, it } from 'vitest';
import { reportCredentials } from '../../../src/app/credentials/report-credentials.ts';
import type { CredentialSettings, SecretStoreKind, Settings } from '../../../src/domain/settings/settings.ts';
import { accountSid, apiKeySid, now, otherAccountSid, readySettings } from '../../support/fixtures.ts';

const credentials = readySettings.credentials as CredentialSettings;
const key: CredentialSettings = { ...credentials, method: 'api-key', apiKeySid, region: 'ie1' };
const { credentials: _, ...without } = readySettings;

const report = (settings: Settings) => reportCredentials(settings, now);
const pendingKeys = [{ accountSid, name: 'smsctl acme 1', requestedAt: '2026-11-20T09:00:00.000Z' }];
const pending = [{ store: 'memory', key: 'default.old' } as const];

describe('the next thing to do about credentials', () => {
  it.each<[string, Settings, string | null]>([
    ['nothing is stored', without, 'smsctl setup credentials'],
    ['some are standby and none is active', { ...without, standby: [key] }, 'smsctl credentials use api-key'],
    ['nobody confirmed the method', { credentials }, 'smsctl setup method'],
    ['the confirmation is for another method', { ...readySettings, credentials: key }, 'smsctl setup method'],
    ['a key may be left', { ...readySettings, pendingKeys }, 'smsctl credentials remove pending'],
    ['a secret is left', { ...readySettings, pending }, 'smsctl credentials remove pending'],
    ['all is well', readySettings, null],
  ])('is told when %s', (_name, settings, command) => {
    expect(report(settings).next?.command ?? null).toBe(command);
  });

  it('is about the key before the secret when both are left', () => {
    expect(report({ ...readySettings, pendingKeys, pending }).next?.text).toContain('"smsctl acme 1"');
  });
});

describe('unused secrets', () => {
  it('are counted, with each of their stores once', () => {
    const textOf = (stores: readonly SecretStoreKind[]) =>
      report({ ...readySettings, pending: stores.map((store, index) => ({ store, key: `default.${index}` })) }).next
        ?.text;
    expect(textOf(['keychain'])).toMatch(/^An unused secret may still be in the OS keychain\. .* it\.$/);
    expect(textOf(['keychain', 'file', 'keychain'])).toMatch(
      /^3 unused secrets may still be in the OS keychain and [^,]+\. .* them\.$/,
    );
    expect(report({ ...readySettings, pending }).pending).toBe(1);
    expect(report(readySettings)).toMatchObject({ pending: 0, pendingKeys: [] });
  });
});

describe('a report on credentials', () => {
  it('has the first of several standby credentials to switch to, and nothing active', () => {
    const { active, standby, next } = report({ ...without, standby: [credentials, key] });
    expect([active, standby.map(({ method }) => method)]).toEqual([null, ['auth-token', 'api-key']]);
    expect(next?.command).toBe('smsctl credentials use auth-token');
    expect(report({ ...readySettings, pendingKeys }).pendingKeys).toMatchObject([{ name: 'smsctl acme 1', sid: null }]);
  });

  it('tells whole days, and none when the clock of another machine was ahead', () => {
    const aged = (savedAt: string) => report({ credentials: { ...credentials, savedAt } }).active?.ageDays;
    expect(aged('2026-11-22T18:00:00.001Z')).toBe(0);
    expect(aged('2026-11-22T18:00:00.000Z')).toBe(1);
    expect(aged('2026-11-25T18:00:00.000Z')).toBe(0);
  });

  it('masks every identifier and names the region when there is one', () => {
    const told = report({ ...readySettings, standby: [{ ...key, accountSid: otherAccountSid }] });
    expect(told.active).toMatchObject({ accountSid: 'ACaa…aaaa', region: null });
    expect(told.standby).toMatchObject([{ accountSid: 'ACbb…bbbb', apiKeySid: 'SKcc…cccc', region: 'ie1' }]);
    expect(JSON.stringify(told)).not.toMatch(/a{32}|b{32}|c{32}/);
    expect(told.active?.limits).not.toEqual(told.standby[0]?.limits);
  });

  it('says whether the confirmation is for what is active', () => {
    expect(report(readySettings).confirmed).toMatchObject({ by: 'Ada', current: true });
    expect(report({ ...readySettings, credentials: key }).confirmed).toMatchObject({ current: false });
    expect(report({ credentials }).confirmed).toBeNull();
  });
});
