import { describe, expect, it } from 'vitest';
import type { CheckResult, CheckStatus } from '../../src/domain/check.ts';
import { headlines } from '../../src/domain/headline.ts';
import { maskIdentifiers } from '../../src/domain/mask.ts';
import { mostUrgent, summarize, verdictOf } from '../../src/domain/verdict.ts';
import { recaller, remember, setupDigest } from '../../src/domain/verification.ts';
import { accountSid, now, readySettings } from '../support/fixtures.ts';

const result = (status: CheckStatus, required = true, id = 'number.owned'): CheckResult => ({
  id,
  headline: headlines.number,
  title: 'The number belongs to the account',
  status,
  required,
  live: true,
  detail: '',
  remedy: null,
  code: null,
  data: {},
  durationMs: 1,
  checkedAt: now.toISOString(),
});

describe('the verdict', () => {
  it.each<[string, readonly CheckResult[], boolean, string]>([
    ['everything passes', [result('pass')], false, 'ready'],
    ['a failure outweighs everything', [result('pass'), result('unknown'), result('fail', false)], false, 'not-ready'],
    ['a required unknown leaves it unknown', [result('pass'), result('unknown')], false, 'unknown'],
    ['what this key may not look at does not', [result('pass'), result('unknown', false)], false, 'ready'],
    ['a warning does not stand in the way', [result('warn'), result('skip')], false, 'ready'],
    ['a warning counts when strict', [result('warn')], true, 'not-ready'],
    ['a warning stays below unknown when not strict', [result('warn'), result('unknown')], false, 'unknown'],
  ])('%s', (_, results, strict, verdict) => expect(verdictOf(results, { strict })).toBe(verdict));

  it('counts every status', () => {
    expect(summarize([result('pass'), result('pass'), result('fail')])).toEqual({
      pass: 2,
      warn: 0,
      fail: 1,
      skip: 0,
      unknown: 0,
    });
  });

  it('names first what fails, then what could not be looked at, then what warns', () => {
    const [warn, unknown, fail] = [result('warn', true, 'a'), result('unknown', true, 'b'), result('fail', true, 'c')];
    expect(mostUrgent([warn, unknown, fail])).toBe(fail);
    expect(mostUrgent([warn, unknown])).toBe(unknown);
    expect(mostUrgent([warn, result('unknown', false)])).toBe(warn);
    expect(mostUrgent([result('pass')])).toBeUndefined();
  });
});

describe('what is remembered of a verification', () => {
  it('is recalled for the setup that it was seen with, and for no other', () => {
    const record = remember(undefined, [result('pass')], { settings: readySettings, now, complete: true });
    expect(recaller(record, readySettings)('number.owned')?.status).toBe('pass');
    expect(recaller(record, readySettings)('number.pool')).toBeUndefined();
    const moved = { ...readySettings, number: { sender: '+12025550199', kind: 'number' as const } };
    expect(recaller(record, moved)('number.owned')).toBeUndefined();
    expect(setupDigest({ ...readySettings, owner: { team: 'x', contact: 'y' } })).toBe(setupDigest(readySettings));
  });

  it('keeps the time of the last whole look when a single check is looked at', () => {
    const whole = remember(undefined, [result('pass')], { settings: readySettings, now, complete: true });
    const later = new Date(now.getTime() + 60_000);
    const single = remember(whole, [result('fail')], { settings: readySettings, now: later, complete: false });
    expect(single.completedAt).toBe(now.toISOString());
    expect(recaller(single, readySettings)('number.owned')?.status).toBe('fail');
  });

  it('leaves out what is not live', () => {
    const record = remember(undefined, [{ ...result('pass'), live: false }], {
      settings: readySettings,
      now,
      complete: true,
    });
    expect(record.results).toEqual({});
  });
});

describe('masking', () => {
  it('hides the middle of every SID and number in a text', () => {
    const text = maskIdentifiers(`Account ${accountSid} does not hold +12025550123.`);
    expect(text).toBe('Account ACaa…aaaa does not hold +1••••••0123.');
  });
});
