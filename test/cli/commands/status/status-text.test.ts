import { describe, expect, it } from 'vitest';
import { readStatus, type Status } from '../../../../src/app/status/read-status.ts';
import { statusLines } from '../../../../src/cli/commands/status/status-text.ts';
import { styleFor } from '../../../../src/cli/render/style.ts';
import type { CredentialSettings, Settings } from '../../../../src/domain/settings/settings.ts';
import { accountSid, apiKeySid, clock, now, readySettings } from '../../../support/fixtures.ts';
import { useTimeZone } from '../../../support/time-zone.ts';

// Where lines are cut depends on how long the name of the zone is.
useTimeZone('UTC');

const style = styleFor(
  { write: () => {}, isTerminal: false, palette: null, columns: 100 },
  { unicode: true, verbose: false },
);
const credentials = readySettings.credentials as CredentialSettings;

const statusOf = (settings: Settings): Promise<Status> =>
  readStatus('acme', settings, { clock, verification: { load: async () => undefined, save: async () => true } });

/** The lines of a status by their label. */
async function linesOf(settings: Settings, change: Partial<Status> = {}): Promise<Readonly<Record<string, string>>> {
  const text = statusLines({ ...(await statusOf(settings)), ...change }, style, now, (words) => words);
  const pairs = text.split('\n').map((line) => [line.slice(0, 19).trim().replace(/:$/, ''), line.slice(19)] as const);
  return Object.fromEntries(pairs.toReversed());
}

describe('a status on the screen', () => {
  it('tells a stale confirmation and a stale acknowledgement from current ones', async () => {
    const current = await linesOf(readySettings);
    const stale = await linesOf({ ...readySettings, credentials: { ...credentials, method: 'api-key', apiKeySid } });
    for (const label of ['Method confirmed', 'SMS limits']) {
      expect(current[label], label).toMatch(/by Ada on 20 November 2026[^;]*$/);
      expect(stale[label], label).toMatch(/by Ada on 20 November 2026.*; .+$/);
    }
  });

  it('tells when it was last verified, with what came of it', async () => {
    expect((await linesOf(readySettings))['Last verified']).toBe('never');
    const { verification } = await statusOf(readySettings);
    const verified = { verification: { ...verification, completedAt: '2026-11-22T18:00:00.000Z' } };
    expect((await linesOf(readySettings, verified))['Last verified']).toMatch(/^1 day ago \(\d+ pass, /);
  });

  describe('tells since when', () => {
    const since = '2026-11-20T18:00:00.000Z';
    const lastReadyAt = '2026-11-19T18:00:00.000Z';
    const failing = [
      { check: 'number.owned', before: 'pass' },
      { check: 'number.pool', before: 'warn' },
    ] as const;
    const ready = { verdict: 'ready', since, lastReadyAt, failing: [] } as const;
    const notReady = { verdict: 'not-ready', since, lastReadyAt, failing } as const;
    const labels = ['Ready since', 'Not ready since', 'Last ready'];

    it.each([
      ['ready', ready, { 'Ready since': /^20 November 2026 at \d\d:\d\d UTC\S*$/ }],
      [
        'not-ready',
        notReady,
        { 'Not ready since': /^20 November .*, first failing: number\.owned \(pass before; last/ },
      ],
      [
        'not-ready',
        { ...notReady, lastReadyAt: null, failing: [{ check: 'a', before: null }] },
        { 'Not ready since': /, first failing: a$/ },
      ],
      [
        'not-ready',
        { ...notReady, failing: [{ check: 'a', before: null }] },
        { 'Not ready since': /, first failing: a \(last ready: 19 Nov/ },
      ],
      ['unknown', ready, { 'Last ready': /^19 November 2026/ }],
      ['not-ready', ready, { 'Last ready': /^19 November 2026/ }],
      ['ready', notReady, { 'Last ready': /^19 November 2026/ }],
      ['unknown', { ...notReady, lastReadyAt: null }, {}],
      ['ready', null, {}],
    ] as const)('with the verdict %s, and %j', async (verdict, period, expected) => {
      const { verification } = await statusOf(readySettings);
      const lines = await linesOf(readySettings, { verification: { ...verification, verdict, period } });
      const shown = Object.entries(lines).filter(([label]) => labels.includes(label));
      expect(shown).toEqual(Object.entries(expected).map(([label, words]) => [label, expect.stringMatching(words)]));
    });
  });

  it('tells what is left over only when something is', async () => {
    expect(await linesOf(readySettings)).not.toHaveProperty('To clean up');
    const pending = [{ store: 'memory', key: 'default.old' } as const];
    expect((await linesOf({ ...readySettings, pending }))['To clean up']).toMatch(/^1 unused secret/);
    const pendingKeys = [{ accountSid, name: 'smsctl acme 1', requestedAt: '2026-11-22T18:00:00.000Z' }];
    expect((await linesOf({ ...readySettings, pendingKeys }))['To clean up']).toContain('"smsctl acme 1"');
  });

  it('prints number, method, standby and contacts, and what is not set', async () => {
    const standby = [{ ...credentials, method: 'api-key' as const, apiKeySid }];
    const full = await linesOf({ ...readySettings, standby });
    expect(full).toMatchObject({
      Number: '+1••••••0123 (US, fixed line or mobile)',
      'Credential method': expect.stringMatching(/account ACaa…aaaa$/),
      Standby: expect.stringContaining('key SKcc…cccc'),
      Contacts: expect.stringMatching(/^contacts\.csv: 97 of 100 rows .*\(97 %\), checked 3 days ago$/),
    });
    const none = await linesOf({});
    for (const label of [
      'Owner',
      'Number',
      'Credential method',
      'Method confirmed',
      'Secret kept in',
      'Contacts',
      'SMS limits',
    ]) {
      expect(none[label], label).toBe('not set');
    }
  });
});
