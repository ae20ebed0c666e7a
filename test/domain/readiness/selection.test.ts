import { describe, expect, it } from 'vitest';
import type { CheckResult } from '../../../src/domain/readiness/check.ts';
import { headlines } from '../../../src/domain/readiness/headline.ts';
import { selectionOf } from '../../../src/domain/readiness/selection.ts';
import { selectedVerdict, type Verdict } from '../../../src/domain/readiness/verdict.ts';

const ids = ['a', 'b', 'c'];

/** Results of which one is unknown; the checks are not required. */
const results = (unknown: string): readonly CheckResult[] =>
  ids.map((id) => ({
    ...{ id, headline: headlines.number, title: id, required: false, live: true, blockedBy: null, detail: '' },
    ...{
      status: id === unknown ? 'unknown' : 'pass',
      remedy: null,
      code: null,
      data: {},
      durationMs: 0,
      checkedAt: null,
    },
  }));

describe('an unknown result that is not required', () => {
  it.each<[named: readonly string[] | undefined, skipped: readonly string[], unknown: string, Verdict]>([
    [undefined, [], 'a', 'ready'],
    [undefined, ['b'], 'a', 'partial'],
    // It was skipped, and runs only because a selected check needs it.
    [undefined, ['b'], 'b', 'unknown'],
    [['a'], [], 'a', 'unknown'],
    [['a'], [], 'b', 'unknown'],
    [['a', 'b'], ['b'], 'a', 'unknown'],
    [['a', 'b'], ['b'], 'b', 'unknown'],
    [ids, [], 'a', 'ready'],
  ])('with --check %j and --skip %j, of check %s, makes the verdict %s', (named, skipped, unknown, verdict) => {
    expect(selectedVerdict(results(unknown), selectionOf(ids, named, skipped))).toBe(verdict);
  });
});
