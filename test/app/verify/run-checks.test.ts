import { describe, expect, it } from 'vitest';
import { runChecks } from '../../../src/app/verify/run-checks.ts';
import { ProviderError } from '../../../src/domain/provider-error.ts';
import type { CheckResult, Finding, ListedCheck } from '../../../src/domain/readiness/check.ts';
import { headlines } from '../../../src/domain/readiness/headline.ts';
import { Cancelled } from '../../../src/domain/user-error.ts';
import { clock, readyFacts } from '../../support/fixtures.ts';

const pass: Finding = { status: 'pass', detail: 'Seen.' };

const check = (
  id: string,
  look: () => Finding | Promise<Finding>,
  more: Partial<Pick<ListedCheck, 'needs'> & { live: boolean }> = {},
): ListedCheck => ({
  id,
  headline: headlines.owner,
  title: id,
  why: '',
  required: true,
  remedy: { text: 'Mend it.', command: 'smsctl setup' },
  look,
  ...more,
  live: more.live ?? false,
});

async function collect(
  checks: readonly ListedCheck[],
  more: Partial<Parameters<typeof runChecks>[0]> = {},
): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  for await (const result of runChecks({ checks, facts: readyFacts, clock, ...more })) results.push(result);
  return results;
}

describe('running checks', () => {
  it('starts all checks at once and reports them in order', async () => {
    const started: string[] = [];
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow = check('a', async () => {
      started.push('a');
      await gate;
      return pass;
    });
    const quick = check('b', () => {
      started.push('b');
      release();
      return pass;
    });
    const results = await collect([slow, quick]);
    expect(started).toEqual(['a', 'b']);
    expect(results.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('skips every check that depends on a failure and names the root cause', async () => {
    let looked = 0;
    const count = () => {
      looked += 1;
      return pass;
    };
    const results = await collect([
      check('a', () => ({ status: 'fail', detail: 'No.' })),
      check('b', count, { needs: ['a'] }),
      check('c', count, { needs: ['b'] }),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fail', 'skip', 'skip']);
    expect(results.map(({ blockedBy }) => blockedBy)).toEqual([null, 'a', 'a']);
    expect(looked).toBe(0);
  });

  it('reports unknown when a needed check is unknown', async () => {
    const unreachable = () => Promise.reject(new ProviderError({ kind: 'unreachable', message: 'No answer came.' }));
    const results = await collect([check('a', unreachable), check('b', () => pass, { needs: ['a'] })]);
    expect(results.map(({ status }) => status)).toEqual(['unknown', 'unknown']);
    expect(results[0]?.detail).toBe('No answer came.');
    expect(results.map(({ blockedBy }) => blockedBy)).toEqual([null, 'a']);
  });

  it('runs checks that depend on a warning', async () => {
    const results = await collect([
      check('a', () => ({ status: 'warn', detail: 'Hm.' })),
      check('b', () => pass, { needs: ['a'] }),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['warn', 'pass']);
  });

  it('takes the remedy and its command from the error', async () => {
    const locked = () =>
      Promise.reject(
        new ProviderError({
          kind: 'refused',
          message: 'No.',
          hints: ['Use another key: `smsctl setup credentials`.'],
          providerCode: 70051,
        }),
      );
    const [result] = await collect([check('a', locked)]);
    expect(result?.remedy).toEqual({
      text: 'Use another key: `smsctl setup credentials`.',
      command: 'smsctl setup credentials',
    });
    expect(result?.code).toBe('70051');
  });

  it('reports a check that throws without the error’s message', async () => {
    const [result] = await collect([check('a', () => Promise.reject(new TypeError('secret inside')))]);
    expect(result?.status).toBe('unknown');
    expect(JSON.stringify(result)).not.toContain('secret inside');
  });

  it('ends when the person leaves a prompt of a check', async () => {
    const left = check('a', () => Promise.reject(new Cancelled()));
    const rests = check('b', () => Promise.reject(new Cancelled()), { needs: ['a'], live: true });
    await expect(collect([left, rests, check('c', async () => pass)])).rejects.toThrow(Cancelled);
  });

  it('runs the needed checks and reports only the selected ones', async () => {
    const results = await collect(
      [
        check('a', () => ({ status: 'fail', detail: 'No.' })),
        check('b', () => pass, { needs: ['a'] }),
        check('c', () => pass),
      ],
      { only: new Set(['b']) },
    );
    expect(results.map(({ id, status }) => [id, status])).toEqual([['b', 'skip']]);
  });

  it('reports selected, needed and blocking checks for a verdict', async () => {
    const suspended = () => Promise.reject(new ProviderError({ kind: 'suspended', message: 'Not active.' }));
    const results = await collect(
      [
        check('a', () => pass),
        check('b', () => pass, { needs: ['a'] }),
        check('c', suspended, { needs: ['b'], live: true }),
        check('credentials.account', () => ({ status: 'fail', detail: 'Suspended.' })),
        check('e', () => pass),
      ],
      { only: new Set(['c']), reportsNeeded: true },
    );
    expect(results.map(({ id, status, blockedBy }) => [id, status, blockedBy])).toEqual([
      ['a', 'pass', null],
      ['b', 'pass', null],
      ['c', 'unknown', 'credentials.account'],
      ['credentials.account', 'fail', null],
    ]);
  });

  it('runs checks that depend on a check that does not apply', async () => {
    const results = await collect([
      check('a', () => ({ status: 'skip', detail: 'Does not apply.' })),
      check('b', () => pass, { needs: ['a'] }),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['skip', 'pass']);
  });

  describe('required by the facts', () => {
    const refused = (status: number) => () =>
      Promise.reject(new ProviderError({ kind: 'refused', message: 'No.', status }));
    const one = async (look: () => Finding | Promise<Finding>, more: Partial<ListedCheck>) => {
      const [result] = await collect([{ ...check('a', look), ...more } as ListedCheck]);
      return result?.required;
    };

    it('evaluates the condition on the saved settings', async () => {
      const given: unknown[] = [];
      const condition = (holds: boolean) => ({
        words: 'so',
        holds: (saved: unknown) => given.push(saved) > 0 && holds,
      });
      expect(await one(() => pass, { required: condition(true) })).toBe(true);
      expect(await one(() => pass, { required: condition(false) })).toBe(false);
      expect(given).toEqual([readyFacts.settings, readyFacts.settings]);
    });

    it('excuses only a key that may not read the answer', async () => {
      const excused = { required: true, excusesKeys: true } as const;
      expect(await one(refused(403), excused)).toBe(false);
      expect(await one(refused(401), excused)).toBe(false);
      expect(await one(refused(400), excused)).toBe(true);
      expect(await one(refused(403), { required: true })).toBe(true);
      expect(await one(() => ({ status: 'fail', detail: 'No.' }), excused)).toBe(true);
    });

    it('lets a finding make an optional check required', async () => {
      const unknown: Finding = { status: 'unknown', detail: 'Hm.', required: true };
      expect(await one(() => unknown, { required: false })).toBe(true);
    });
  });

  describe('proof by deliveries', () => {
    const delivery = {
      at: '2026-11-23T17:00:00.000Z',
      outcome: 'delivered',
      code: null,
      country: 'US',
      recipient: 0,
      verified: null,
    } as const;
    const proving = (finding: Finding): ListedCheck =>
      ({
        ...check('a', () => finding, { live: true }),
        prove: (open: Finding, deliveries: readonly unknown[]) => (deliveries.length > 0 ? pass : open),
      }) as ListedCheck;
    const prove = async (finding: Finding) => {
      let reads = 0;
      const deliveries = async () => {
        reads += 1;
        return [delivery];
      };
      const [result] = await collect([proving(finding)], { facts: { ...readyFacts, deliveries } });
      return [result?.status, reads];
    };

    it.each<[string, Finding, string, number]>([
      ['an unknown', { status: 'unknown', detail: '' }, 'pass', 1],
      ['a warning that is a doubt', { status: 'warn', detail: '', doubt: true }, 'pass', 1],
      ['a warning about what was seen', { status: 'warn', detail: '' }, 'warn', 0],
      ['a failure', { status: 'fail', detail: '' }, 'fail', 0],
      ['a pass', pass, 'pass', 0],
    ])('of %s', async (_, finding, status, reads) => {
      expect(await prove(finding)).toEqual([status, reads]);
    });

    it('settles a recalled doubt by deliveries recorded since', async () => {
      const doubt: Finding = { status: 'warn', detail: '', doubt: true };
      const [remembered] = await collect([proving(doubt)]);
      const recall = () => remembered;
      const known = { settings: readyFacts.settings, now: readyFacts.now };
      const [before] = await collect([proving(doubt)], { facts: { ...known, recorded: [] }, recall } as never);
      const [after] = await collect([proving(doubt)], { facts: { ...known, recorded: [delivery] }, recall } as never);
      expect([before?.status, after?.status]).toEqual(['warn', 'pass']);
      expect(after?.checkedAt).toBe(remembered?.checkedAt);
    });
  });

  it('runs no live check when results are recalled', async () => {
    const outside = () => {
      throw new Error('looked');
    };
    const results = await collect([check('a', outside, { live: true }), check('b', () => pass)], {
      recall: () => undefined,
    });
    expect(results.map(({ status, checkedAt }) => [status, checkedAt === null])).toEqual([
      ['unknown', true],
      ['pass', false],
    ]);
    expect(results[0]?.remedy?.command).toBe('smsctl verify');
  });
});
