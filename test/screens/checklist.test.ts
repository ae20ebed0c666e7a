import { describe, expect, it } from 'vitest';
import { checkLines, resultLines, verdictLines } from '../../src/cli/render/checklist.ts';
import { styleFor } from '../../src/cli/render/style.ts';
import type { CheckResult } from '../../src/domain/readiness/check.ts';
import { headlines } from '../../src/domain/readiness/headline.ts';
import { now } from '../support/fixtures.ts';

const style = (change: { readonly columns?: number; readonly verbose?: boolean; readonly plain?: boolean } = {}) => {
  const { columns = 80, verbose = false, plain = false } = change;
  const screen = { write: () => {}, isTerminal: true, palette: null, columns };
  return styleFor(screen, { unicode: true, verbose, plain });
};

const result = (id: string, change: Partial<CheckResult> = {}): CheckResult => ({
  ...{ id, headline: headlines.number, title: 'A title.', status: 'pass', required: true, live: true, blockedBy: null },
  ...{ detail: 'A detail.', remedy: null, code: null, data: {}, durationMs: 1, checkedAt: now.toISOString() },
  ...change,
});

const remedy = { text: 'Change something.', command: 'smsctl setup number' };
const pass = result('number.saved');
const skip = result('number.pool', { status: 'skip', detail: 'Does not apply.' });
const fail = result('number.owned', { status: 'fail', detail: 'It is of another account.', code: '21606', remedy });
const warn = result('number.inbound', { status: 'warn', detail: 'Replies are lost.', remedy });
const outage = {
  status: 'unknown',
  detail: 'No answer.',
  remedy: { text: 'Try later.', command: 'smsctl verify' },
} as const;
const blocked = [
  result('number.sms-capable', { status: 'skip', detail: 'Skipped.', blockedBy: 'number.owned' }),
  result('number.registered', { status: 'skip', detail: 'Skipped.', blockedBy: 'number.owned' }),
];
const unseen = result('credentials.live', { status: 'unknown', detail: 'Unknown.', blockedBy: 'credentials.accepted' });

describe('the results of one step', () => {
  it.each<[string, readonly CheckResult[], ReturnType<typeof style>]>([
    ['all-pass', [pass, pass, skip], style()],
    ['one-passes', [pass], style()],
    ['none-applies', [skip], style()],
    ['refused', [pass, fail, ...blocked, warn], style()],
    ['refused-50', [pass, fail, ...blocked, warn], style({ columns: 50 })],
    ['refused-plain', [pass, fail, ...blocked, warn], style({ plain: true })],
    ['refused-verbose', [pass, fail, ...blocked, warn], style({ verbose: true })],
    ['outage', [result('credentials.accepted', outage), result('credentials.store', outage), unseen], style()],
  ])('%s', async (name, results, shown) => {
    await expect(resultLines(results, shown, now)).toMatchFileSnapshot(`checklist/${name}.txt`);
  });

  it('end with the failure, which a question may follow', () => {
    const lines = resultLines([fail, warn, pass, ...blocked], style(), now)
      .trimEnd()
      .split('\n');
    expect(lines.at(-2)).toContain('number.owned');
    expect(lines.at(-1)).toContain('`smsctl setup number`');
  });

  it.each<[string, Partial<CheckResult>]>([
    ['status', { status: 'fail' }],
    ['detail', { detail: 'Another answer.' }],
    ['code', { code: '20003' }],
    ['text of the remedy', { remedy: { ...outage.remedy, text: 'Try tomorrow.' } }],
    ['command of the remedy', { remedy: { ...outage.remedy, command: 'smsctl verify --wait 2m' } }],
    ['lack of a remedy', { remedy: null }],
  ])('are one only if they say the same, including the %s', (_, change) => {
    const one = result('credentials.store', outage);
    const same = result('credentials.accepted', outage);
    expect(resultLines([one, same], style(), now)).toContain('credentials.store, credentials.accepted: ');
    const lines = resultLines([one, { ...same, ...change }], style(), now);
    expect(lines).toContain(' credentials.store: ');
    expect(lines).toContain(' credentials.accepted: ');
  });

  it('never print the title, which is true only if the check passes', () => {
    for (const each of [fail, warn, pass, skip]) expect(checkLines(each, style(), now)).not.toContain(each.title);
  });
});

describe('the age after a verdict', () => {
  const minutes = (ago: number) =>
    result(`number.owned`, { checkedAt: new Date(now.getTime() - ago * 60_000).toISOString() });
  const never = result('number.saved', { checkedAt: null });
  const verdict = (results: readonly CheckResult[]) => verdictLines({ verdict: 'ready', results, now }, style());

  it.each([
    [[0, 5, 200], '3 hours'],
    [[200, 5, 0], '3 hours'],
    [[5, 3 * 1440, 200], '3 days'],
    [[2], '2 minutes'],
  ])('is that of the oldest of results that are %j minutes old', (ages, age) => {
    expect(verdict([never, ...ages.map(minutes)])).toContain(` (oldest result: ${age} ago)`);
  });

  it.each([[[]], [[0]], [[0, 1]]])('is left out if the results are %j minutes old', (ages: readonly number[]) => {
    expect(verdict([never, ...ages.map(minutes)])).not.toContain('oldest');
  });
});
