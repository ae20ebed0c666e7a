import { describe, expect, it } from 'vitest';
import type { CheckResult, CheckStatus } from '../../../src/domain/readiness/check.ts';
import { headlines } from '../../../src/domain/readiness/headline.ts';
import { remember } from '../../../src/domain/readiness/remember.ts';
import { mayStayUnknown, selectionOf, selectionText } from '../../../src/domain/readiness/selection.ts';
import {
  countsUnknown,
  exitOf,
  firstUnknown,
  isOpen,
  mostSevere,
  mostUrgent,
  type Readiness,
  selectedVerdict,
  summarize,
  summaryText,
  verdictOf,
  verdictSentence,
} from '../../../src/domain/readiness/verdict.ts';
import { recaller, setupDigest } from '../../../src/domain/readiness/verification.ts';
import { maskIdentifiers } from '../../../src/domain/text/mask.ts';
import { accountSid, now, readySettings } from '../../support/fixtures.ts';

const result = (status: CheckStatus, required = true, id = 'number.owned'): CheckResult => ({
  id,
  headline: headlines.number,
  title: 'The number belongs to the account',
  status,
  required,
  live: true,
  blockedBy: null,
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
    ['any unknown counts when strict', [result('pass'), result('unknown', false)], true, 'unknown'],
    ['a failure outweighs an unknown when strict', [result('unknown'), result('warn')], true, 'not-ready'],
    ['a skip never counts when strict', [result('pass'), result('skip')], true, 'ready'],
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

  it.each<[readonly CheckStatus[], CheckStatus | undefined]>([
    [['pass', 'unknown', 'fail', 'warn', 'skip'], 'fail'],
    [['pass', 'unknown', 'warn', 'skip'], 'unknown'],
    [['pass', 'warn', 'skip'], 'warn'],
    [['skip', 'pass'], 'pass'],
    [['skip'], 'skip'],
    [[], undefined],
  ])('finds the most severe of %j', (statuses, expected) => {
    expect(mostSevere(statuses.map((status) => ({ status })))).toBe(expected);
  });

  it('does not know a headline with a check that another one blocks', () => {
    const blocked = { ...result('skip'), blockedBy: 'credentials.accepted' };
    expect(mostSevere([result('pass'), blocked])).toBe('unknown');
    expect(mostSevere([result('fail'), blocked])).toBe('fail');
    expect(mostSevere([result('pass'), { ...blocked, blockedBy: null }])).toBe('pass');
  });

  it.each<[Readiness, readonly CheckStatus[], boolean, RegExp]>([
    ['ready', ['pass', 'warn'], false, /^\D+$/],
    ['not-ready', ['fail', 'fail', 'pass', 'warn'], false, /^2 of 4 /],
    ['not-ready', ['fail', 'pass', 'warn', 'warn'], true, /^1 of 4 /],
    ['not-ready', ['warn', 'warn', 'skip'], true, /^2 of 3 /],
    ['unknown', ['unknown', 'pass'], false, /^1 of 2 /],
  ])('%s names the count that decides: %j, strict: %s', (verdict, statuses, strict, expected) => {
    const summary = summarize(statuses.map((status) => result(status)));
    expect(verdictSentence(verdict, summary, { strict })).toMatch(expected);
  });

  it('counts a failure or an unknown as open unless another check causes it', () => {
    const open = (['pass', 'warn', 'fail', 'skip', 'unknown'] as const).filter((status) => isOpen(result(status)));
    expect(open).toEqual(['fail', 'unknown']);
    expect(isOpen({ ...result('unknown'), blockedBy: 'number.saved' })).toBe(false);
  });

  it.each<[readonly (readonly [id: string, status: CheckStatus, required?: boolean, blockedBy?: string])[], string]>([
    [
      [
        ['a', 'warn'],
        ['b', 'unknown'],
        ['c', 'fail'],
        ['d', 'fail'],
      ],
      'c',
    ],
    [
      [
        ['a', 'warn'],
        ['b', 'unknown'],
        ['c', 'unknown'],
      ],
      'b',
    ],
    [
      [
        ['a', 'unknown', true, 'c'],
        ['b', 'warn'],
        ['c', 'unknown'],
      ],
      'c',
    ],
    [
      [
        ['a', 'unknown', true, 'x'],
        ['b', 'warn'],
      ],
      'a',
    ],
    [
      [
        ['a', 'unknown', false],
        ['b', 'unknown', true, 'x'],
        ['c', 'warn'],
      ],
      'b',
    ],
    [
      [
        ['a', 'unknown', false],
        ['b', 'warn'],
        ['c', 'warn'],
      ],
      'b',
    ],
    [
      [
        ['a', 'unknown', false],
        ['b', 'pass'],
        ['c', 'skip'],
      ],
      'none',
    ],
    [[], 'none'],
  ])('names the check to fix first of %j: %s', (checks, id) => {
    const results = checks.map(([each, status, required = true, blockedBy = null]) => ({
      ...result(status, required, each),
      blockedBy,
    }));
    expect(mostUrgent(results)?.id ?? 'none').toBe(id);
  });

  it.each<[readonly (readonly [id: string, status: CheckStatus, blockedBy?: string])[], string]>([
    [
      [
        ['a', 'pass'],
        ['b', 'unknown'],
        ['c', 'unknown'],
      ],
      'b',
    ],
    [
      [
        ['a', 'unknown', 'c'],
        ['b', 'skip'],
        ['c', 'unknown'],
      ],
      'c',
    ],
    [
      [
        ['a', 'fail'],
        ['b', 'unknown', 'x'],
        ['c', 'unknown', 'x'],
      ],
      'b',
    ],
    [
      [
        ['a', 'pass'],
        ['b', 'fail'],
      ],
      'none',
    ],
  ])('names the unknown that decides %j: %s', (checks, id) => {
    const results = checks.map(([each, status, blockedBy = null]) => ({ ...result(status, true, each), blockedBy }));
    expect(firstUnknown(results)?.id ?? 'none').toBe(id);
  });

  it('ends with its exit code', () => {
    expect(exitOf).toEqual({ ready: 0, partial: 0, 'not-ready': 1, unknown: 3 });
  });

  it('names each status that occurred, with its count', () => {
    expect(summaryText(summarize((['pass', 'skip', 'skip', 'fail'] as const).map((status) => result(status))))).toBe(
      '1 pass, 1 fail, 2 skipped',
    );
    expect(summaryText(summarize([]))).toBe('');
  });
});

describe('the verdict of a narrowed run', () => {
  const all = ['a', 'b', 'c'];
  const named = selectionOf(all, ['b']);
  const skipping = selectionOf(all, undefined, ['c']);
  const of = (id: string, status: CheckStatus, required = true) => result(status, required, id);

  it.each<[string, readonly CheckResult[], ReturnType<typeof selectionOf>, boolean, string]>([
    ['is partial where all of it holds', [of('a', 'pass'), of('b', 'warn')], named, false, 'partial'],
    ['is partial where a check does not apply', [of('b', 'skip')], named, false, 'partial'],
    ['is not ready where a needed check fails', [of('a', 'fail'), of('b', 'skip')], named, false, 'not-ready'],
    [
      'is unknown where a needed check is',
      [of('a', 'unknown', false), of('b', 'unknown', false)],
      named,
      false,
      'unknown',
    ],
    ['is unknown where a named check is, required or not', [of('b', 'unknown', false)], named, false, 'unknown'],
    [
      'stays partial where only a skip narrowed it',
      [of('a', 'pass'), of('b', 'unknown', false)],
      skipping,
      false,
      'partial',
    ],
    ['is unknown where a required one is', [of('a', 'pass'), of('b', 'unknown')], skipping, false, 'unknown'],
    ['counts warnings when strict', [of('a', 'warn'), of('b', 'pass')], named, true, 'not-ready'],
    ['counts every unknown when strict', [of('a', 'pass'), of('b', 'unknown', false)], skipping, true, 'unknown'],
    [
      'is complete where every id is named',
      [of('a', 'unknown', false)],
      selectionOf(all, ['c', 'b', 'a']),
      false,
      'ready',
    ],
  ])('%s', (_, results, selection, strict, verdict) => {
    expect(selectedVerdict(results, selection, { strict })).toBe(verdict);
  });

  it.each<[string, string, ReturnType<typeof selectionOf>, boolean]>([
    ['any check of a complete run', 'a', selectionOf(all, undefined), true],
    ['a check that only a skip left over', 'a', skipping, true],
    ['a check that was skipped and is needed', 'c', skipping, false],
    ['a named check', 'b', named, false],
    ['a check that a named one needs', 'a', named, false],
  ])('%s may stay unknown if it is not required: %s', (_, id, selection, may) => {
    expect(mayStayUnknown(selection, id)).toBe(may);
    expect(countsUnknown(of(id, 'unknown', false), selection, false)).toBe(!may);
    expect(countsUnknown(of(id, 'unknown', true), selection, false)).toBe(true);
    expect(countsUnknown(of(id, 'unknown', false), selection, true)).toBe(true);
  });

  it('says how many checks are selected, and that none is skipped', () => {
    expect(selectionText(named)).toMatch(/^1 of 3 /);
    expect(selectionText(skipping)).toMatch(/^2 of 3 /);
    expect([named.skipped, skipping.named]).toEqual([null, null]);
    expect(selectionOf(all, undefined)).toMatchObject({ named: null, skipped: null, complete: true });
  });

  it('lists the selected checks in the order of the checklist', () => {
    expect(selectionOf(all, ['c', 'a'], ['a'])).toMatchObject({
      named: ['a', 'c'],
      skipped: ['a'],
      complete: false,
      of: 3,
    });
  });
});

describe('recorded results of a verification', () => {
  it('are recalled only for the setup that they were recorded with', () => {
    const record = remember(undefined, [result('pass')], { settings: readySettings, now, complete: true });
    expect(recaller(record, readySettings)('number.owned')?.status).toBe('pass');
    expect(recaller(record, readySettings)('number.pool')).toBeUndefined();
    const moved = { ...readySettings, number: { sender: '+12025550199', kind: 'number' as const } };
    expect(recaller(record, moved)('number.owned')).toBeUndefined();
    expect(setupDigest({ ...readySettings, owner: { team: 'x', contact: 'y' } })).toBe(setupDigest(readySettings));
  });

  it('keep the time of the last whole verification after a narrowed run', () => {
    const whole = remember(undefined, [result('pass')], { settings: readySettings, now, complete: true });
    const later = new Date(now.getTime() + 60_000);
    const single = remember(whole, [result('fail')], { settings: readySettings, now: later, complete: false });
    expect(single.completedAt).toBe(now.toISOString());
    expect(recaller(single, readySettings)('number.owned')?.status).toBe('fail');
  });

  it('are dropped when there are more contacts than before', () => {
    const record = remember(undefined, [result('pass')], { settings: readySettings, now, complete: true });
    const { contacts } = readySettings;
    if (contacts === undefined) throw new Error('The setup has contacts.');
    const more = { ...contacts, result: { ...contacts.result, textable: 98, countries: { US: 98 } } };
    expect(recaller(record, { ...readySettings, contacts: more })('number.owned')).toBeUndefined();
  });

  it('leave out checks that are not live', () => {
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
