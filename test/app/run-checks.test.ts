import { describe, expect, it } from 'vitest';
import { runChecks } from '../../src/app/run-checks.ts';
import type { CheckResult, Finding, ListedCheck } from '../../src/domain/check.ts';
import { headlines } from '../../src/domain/headline.ts';
import { ProviderError } from '../../src/domain/provider-error.ts';
import { Cancelled } from '../../src/domain/user-error.ts';
import { clock, readyFacts } from '../support/fixtures.ts';

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
  it('looks at all of them at once and reports them in order', async () => {
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

  it('skips what rests on a failure, all the way down, and looks at none of it', async () => {
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
    expect(results[1]?.detail).toBe('Rests on a, which failed.');
    expect(looked).toBe(0);
  });

  it('says unknown, not failed, where what it rests on could not be looked at', async () => {
    const unreachable = () => Promise.reject(new ProviderError({ kind: 'unreachable', message: 'No answer came.' }));
    const results = await collect([check('a', unreachable), check('b', () => pass, { needs: ['a'] })]);
    expect(results.map(({ status }) => status)).toEqual(['unknown', 'unknown']);
    expect(results[0]?.detail).toBe('No answer came.');
  });

  it('lets a warning stand in nobody’s way', async () => {
    const results = await collect([
      check('a', () => ({ status: 'warn', detail: 'Hm.' })),
      check('b', () => pass, { needs: ['a'] }),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['warn', 'pass']);
  });

  it('takes the remedy from an error that says what to do, with its command', async () => {
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

  it('survives a check that breaks, without repeating what it threw', async () => {
    const [result] = await collect([check('a', () => Promise.reject(new TypeError('secret inside')))]);
    expect(result?.status).toBe('unknown');
    expect(JSON.stringify(result)).not.toContain('secret inside');
  });

  it('ends when somebody leaves a prompt that a look brought up', async () => {
    const left = check('a', () => Promise.reject(new Cancelled()));
    const rests = check('b', () => Promise.reject(new Cancelled()), { needs: ['a'], live: true });
    await expect(collect([left, rests, check('c', async () => pass)])).rejects.toThrow(Cancelled);
  });

  it('looks at what is needed, and reports only what was asked for', async () => {
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

  it('never looks at a live check when results are recalled', async () => {
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
