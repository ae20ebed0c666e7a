import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CheckResult, CheckStatus } from '../../../src/domain/readiness/check.ts';
import { headlines } from '../../../src/domain/readiness/headline.ts';
import type { Period } from '../../../src/domain/readiness/period.ts';
import { periodOf } from '../../../src/domain/readiness/period.ts';
import { remember, withDelivery } from '../../../src/domain/readiness/remember.ts';
import type { VerificationRecord } from '../../../src/domain/readiness/verification.ts';
import type { Settings } from '../../../src/domain/settings/settings.ts';
import { accountSid, otherAccountSid, readySettings } from '../../support/fixtures.ts';

const ids = ['number.owned', 'number.registered', 'credentials.accepted', 'contacts.checked'] as const;
type Statuses = Readonly<Record<string, CheckStatus>>;

/** A run of verify. */
interface Run {
  /** In minutes. Runs follow each other, and clocks may be set back. */
  readonly at: number;
  readonly settings: Settings;
  /** False: `--check` or `--skip` narrowed it. */
  readonly complete: boolean;
  readonly statuses: Statuses;
}

const resultsOf = (statuses: Statuses): readonly CheckResult[] =>
  Object.entries(statuses).map(([id, status]) => ({
    ...{ id, headline: headlines.number, title: id, status, required: true, live: id !== 'contacts.checked' },
    ...{ blockedBy: null, detail: 'Seen.', remedy: null, code: null, data: {}, durationMs: 1, checkedAt: null },
  }));

const timeOf = (minutes: number): string => new Date(Date.UTC(2026, 0, 1) + minutes * 60_000).toISOString();

/** The record after these runs. */
const recordAfter = (runs: readonly Run[]): VerificationRecord | undefined =>
  runs.reduce<VerificationRecord | undefined>(
    (record, { at, settings, complete, statuses }) =>
      remember(record, resultsOf(statuses), { settings, now: new Date(timeOf(at)), complete }),
    undefined,
  );

const periodAfter = (runs: readonly Run[], settings = runs.at(-1)?.settings ?? readySettings): Period | null =>
  periodOf(recordAfter(runs)?.period, settings);

const otherNumber: Settings = { ...readySettings, number: { sender: '+12025550199', kind: 'number' } };
const otherAccount: Settings = {
  ...readySettings,
  credentials: { ...readySettings.credentials, accountSid: otherAccountSid } as never,
};
const rotated: Settings = {
  ...readySettings,
  credentials: { ...readySettings.credentials, fingerprint: '0'.repeat(16), store: 'env' } as never,
};

/** What the page says, from the whole history of runs and not from what was kept of it. */
function model(runs: readonly Run[]): Period | null {
  const subject = ({ settings }: Run) => `${settings.number?.sender} ${settings.credentials?.accountSid}`;
  const verdict = ({ statuses }: Run) => {
    const all = Object.values(statuses);
    return all.includes('fail') ? 'not-ready' : all.includes('unknown') ? null : 'ready';
  };
  const counting = runs.filter((run) => run.complete && verdict(run) !== null);
  const last = counting.at(-1);
  const now = runs.at(-1);
  if (last === undefined || now === undefined || subject(last) !== subject(now)) return null;
  const start = counting.findLastIndex((run) => subject(run) !== subject(last)) + 1;
  const own = counting.slice(start);
  const same = own.slice(own.findLastIndex((run) => verdict(run) !== verdict(last)) + 1);
  const earliest = (some: readonly Run[]) => timeOf(Math.min(...some.map(({ at }) => at)));
  const readyAt = own.findLastIndex((run) => verdict(run) === 'ready');
  const before = own[readyAt]?.statuses ?? {};
  return {
    verdict: verdict(last) ?? 'ready',
    since: earliest(same),
    lastReadyAt: readyAt === -1 ? null : earliest(own.slice(readyAt)),
    failing: Object.entries(last.statuses)
      .filter(([, status]) => status === 'fail')
      .map(([check]) => ({ check, before: before[check] ?? null })),
  };
}

const status = fc.oneof(
  { weight: 6, arbitrary: fc.constant<CheckStatus>('pass') },
  { weight: 1, arbitrary: fc.constantFrom<CheckStatus>('warn', 'skip', 'fail', 'unknown') },
);
const run: fc.Arbitrary<Run> = fc.record({
  at: fc.nat({ max: 30 }),
  settings: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(readySettings, rotated) },
    { weight: 1, arbitrary: fc.constantFrom(otherNumber, otherAccount) },
  ),
  complete: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  // A later version may have a check more, or less.
  statuses: fc.record(Object.fromEntries(ids.map((id) => [id, status])), {
    requiredKeys: ids.slice(0, 3),
  }) as fc.Arbitrary<Statuses>,
});

describe('the period of a verdict', () => {
  it('is what the whole history says', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.array(run, { minLength: 1, maxLength: 10 }), (runs) => {
        const period = periodAfter(runs);
        seen.add(`${period?.verdict} ${period?.lastReadyAt === null}`);
        expect(period).toEqual(model(runs));
      }),
      { numRuns: 3000 },
    );
    expect([...seen].sort()).toEqual(['not-ready false', 'not-ready true', 'ready false', 'undefined false']);
  });

  it('has no date after the last run that counts', () => {
    fc.assert(
      fc.property(fc.array(run, { minLength: 1, maxLength: 10 }), (runs) => {
        const counted = runs.map((each) => ({ ...each, complete: true, statuses: { a: 'fail' } as const }));
        const { since, lastReadyAt } = periodAfter([...runs, ...counted.slice(-1)]) as Period;
        const last = timeOf(counted.at(-1)?.at ?? 0);
        expect([since, lastReadyAt ?? since].filter((date) => date > last)).toEqual([]);
      }),
    );
  });

  const ready = (at: number, change: Partial<Run> = {}): Run => ({
    ...{ at, settings: readySettings, complete: true, statuses: { a: 'pass', b: 'warn' }, ...change },
  });
  const failing: Statuses = { a: 'fail', b: 'fail' };
  const open: Statuses = { a: 'unknown', b: 'warn' };

  it.each<[string, readonly Run[], Partial<Period> | null]>([
    ['one ready run starts one', [ready(1)], { verdict: 'ready', since: timeOf(1), lastReadyAt: timeOf(1) }],
    ['another ready run continues it', [ready(1), ready(2)], { since: timeOf(1), lastReadyAt: timeOf(2) }],
    [
      'a failure starts the other one, and remembers what passed',
      [ready(1), ready(2), ready(3, { statuses: failing })],
      {
        ...{ verdict: 'not-ready', since: timeOf(3), lastReadyAt: timeOf(2) },
        failing: [
          { check: 'a', before: 'pass' },
          { check: 'b', before: 'warn' },
        ],
      },
    ],
    [
      'it ends with a ready run',
      [ready(1), ready(2, { statuses: failing }), ready(3)],
      { since: timeOf(3), failing: [] },
    ],
    ['an unknown starts none', [ready(1, { statuses: open })], null],
    [
      'an unknown ends none',
      [ready(1), ready(2, { statuses: open }), ready(3)],
      { verdict: 'ready', since: timeOf(1) },
    ],
    [
      'an unknown between two kinds is not the start',
      [ready(1), ready(2, { statuses: open }), ready(3, { statuses: failing })],
      { verdict: 'not-ready', since: timeOf(3) },
    ],
    [
      'a narrowed run counts as none',
      [ready(1), ready(2, { complete: false, statuses: failing })],
      { since: timeOf(1) },
    ],
    ['another secret of the account continues it', [ready(1), ready(2, { settings: rotated })], { since: timeOf(1) }],
    ['another number starts anew', [ready(1), ready(2, { settings: otherNumber })], { since: timeOf(2) }],
    [
      'another account starts anew, and was never ready',
      [ready(1), ready(2, { settings: otherAccount, statuses: failing })],
      {
        since: timeOf(2),
        lastReadyAt: null,
        failing: [
          { check: 'a', before: null },
          { check: 'b', before: null },
        ],
      },
    ],
    ['a clock that was set back', [ready(9), ready(4)], { since: timeOf(4), lastReadyAt: timeOf(4) }],
    [
      'a clock that was set back before a failure',
      [ready(9), ready(4, { statuses: failing })],
      { since: timeOf(4), lastReadyAt: timeOf(4) },
    ],
  ])('%s', (_, runs, expected) => {
    const period = periodAfter(runs);
    if (expected === null) expect(period).toBeNull();
    else expect(period).toMatchObject(expected);
  });

  it('is not shown for other settings until they are verified', () => {
    expect(periodAfter([ready(1)], otherNumber)).toBeNull();
    expect(periodAfter([ready(1)], rotated)?.since).toBe(timeOf(1));
  });

  it('is kept when a message is recorded', () => {
    const record = recordAfter([ready(1)]);
    const delivery = {
      at: timeOf(2),
      outcome: 'delivered',
      code: null,
      country: 'US',
      recipient: -1,
      verified: null,
    } as const;
    const later = withDelivery(record, { sender: '+12025550123', accountSid, delivery });
    expect(later.period).toEqual(record?.period);
  });
});
