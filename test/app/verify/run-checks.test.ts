import { describe, expect, it } from 'vitest';
import { runChecks } from '../../../src/app/verify/run-checks.ts';
import { ProviderError } from '../../../src/domain/provider-error.ts';
import type { CheckResult, Finding, ListedCheck } from '../../../src/domain/readiness/check.ts';
import { headlines } from '../../../src/domain/readiness/headline.ts';
import { SecretStoreError } from '../../../src/domain/secret-store-error.ts';
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

  it('names the failure before an unknown when a check depends on both', async () => {
    const results = await collect([
      check('a', () => ({ status: 'unknown', detail: 'Hm.' })),
      check('b', () => ({ status: 'fail', detail: 'No.' })),
      check('c', () => pass, { needs: ['a', 'b'] }),
    ]);
    expect(results[2]).toMatchObject({ status: 'skip', blockedBy: 'b' });
  });

  it('passes the remedy of an unknown on to the checks that depend on it', async () => {
    const remedy = { text: 'Unlock it.', command: null };
    const results = await collect([
      check('a', () => ({ status: 'unknown', detail: 'Hm.', remedy })),
      check('b', () => pass, { needs: ['a'] }),
      check('c', () => pass, { needs: ['b'] }),
    ]);
    expect(results.map((result) => [result.blockedBy, result.remedy])).toEqual([
      [null, remedy],
      ['a', remedy],
      ['a', remedy],
    ]);
  });

  it('ignores a needed check that is not in the list', async () => {
    expect(await collect([check('a', () => pass, { needs: ['gone'] })])).toMatchObject([{ status: 'pass' }]);
  });

  it('tells when each check ended and how long it took', async () => {
    let at = readyFacts.now.getTime();
    const ticking = {
      now: () => {
        at += 250;
        return new Date(at);
      },
    };
    const [result] = await collect([check('a', () => pass)], { clock: ticking });
    expect(result).toMatchObject({ durationMs: 250, checkedAt: '2026-11-23T18:00:00.500Z' });
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

  describe('with a finding', () => {
    const own = { text: 'Mend it.', command: 'smsctl setup' };
    const other = { text: 'Look.', command: null };
    const findOut = { text: 'Ask.', command: null };
    const resultOf = async (finding: Finding, more: Partial<ListedCheck> = {}) =>
      (await collect([{ ...check('a', () => finding), ...more } as ListedCheck]))[0];

    it.each(['pass', 'skip'] as const)('that is %s has neither remedy nor code', async (status) => {
      const finding = { status, detail: 'Seen.', remedy: other, code: '1', data: { n: 1 } } as Finding;
      expect(await resultOf(finding)).toMatchObject({
        ...{ id: 'a', headline: headlines.owner, title: 'a', status, live: false, detail: 'Seen.' },
        ...{ remedy: null, code: null, blockedBy: null, data: { n: 1 } },
      });
    });

    it.each(['warn', 'fail', 'unknown'] as const)(
      'that is %s has a remedy, its own first, and a code',
      async (status) => {
        const general = status === 'unknown' ? findOut : own;
        expect(await resultOf({ status, detail: '' }, { findOut })).toMatchObject({ remedy: general, code: null });
        expect(await resultOf({ status, detail: '', remedy: other, code: '30034' }, { findOut })).toMatchObject({
          ...{ remedy: other, code: '30034' },
        });
        const lookInConsole = { command: 'smsctl verify' };
        expect((await resultOf({ status, detail: '' }))?.remedy).toMatchObject(
          status === 'unknown' ? lookInConsole : own,
        );
      },
    );

    it.each([
      ['skip', 'b'],
      ['unknown', 'b'],
      ['fail', null],
      ['warn', null],
    ] as const)('that is %s is blocked by %s', async (status, blockedBy) => {
      expect((await resultOf({ status, detail: '', blockedBy: 'b' } as Finding))?.blockedBy).toBe(blockedBy);
    });

    it('marks a doubt in the data of a warning, and of nothing else', async () => {
      const finding = { detail: '', doubt: true, data: { n: 1 } } as const;
      expect((await resultOf({ status: 'warn', ...finding }))?.data).toEqual({ n: 1, doubt: true });
      expect((await resultOf({ status: 'unknown', ...finding }))?.data).toEqual({ n: 1 });
      expect((await resultOf({ status: 'warn', detail: '' }))?.data).toEqual({});
    });
  });

  describe('with an error', () => {
    const findOut = { text: 'Ask.', command: null };
    const resultOf = async (error: Error, more: Partial<ListedCheck> = {}) =>
      (await collect([{ ...check('a', () => Promise.reject(error)), ...more } as ListedCheck]))[0];
    const provider = (parts: Partial<ConstructorParameters<typeof ProviderError>[0]>) =>
      new ProviderError({ kind: 'refused', message: 'No.', ...parts });

    it.each<[string, Error, Partial<CheckResult>]>([
      [
        'of the provider, with its code and page',
        provider({
          kind: 'unavailable',
          providerCode: 20500,
          moreInfo: 'https://twilio.example/20500',
          hints: ['Wait.'],
        }),
        {
          ...{ detail: 'No.', code: '20500', data: { background: 'https://twilio.example/20500' } },
          remedy: { text: 'Wait.', command: null },
        },
      ],
      [
        'of the provider, without a hint',
        provider({ kind: 'unreachable' }),
        { code: null, data: {}, remedy: { text: 'Try again later.', command: 'smsctl verify' } },
      ],
      [
        'of the secret store, with the words of the system',
        new SecretStoreError({
          problem: 'denied',
          message: 'No.',
          nextStep: 'Run `smsctl setup`.',
          systemText: 'EPERM',
        }),
        { code: null, data: { background: 'EPERM' }, remedy: { text: 'Run `smsctl setup`.', command: 'smsctl setup' } },
      ],
      [
        'of smsctl itself',
        new RangeError('secret inside'),
        { code: null, data: {}, detail: 'The check failed with an internal error.' },
      ],
      [
        'of a suspended account, which its own check reports',
        provider({ kind: 'suspended', providerCode: 20005, hints: ['Pay.'] }),
        { code: null, blockedBy: 'credentials.account', remedy: { text: 'Pay.', command: null } },
      ],
    ])('is unknown: %s', async (_name, error, result) => {
      expect(await resultOf(error)).toMatchObject({ status: 'unknown', blockedBy: null, ...result });
      expect((await resultOf(error))?.remedy).not.toBeNull();
    });

    it('of a suspended account is not blocked by itself in the check of the account', async () => {
      const suspended = provider({ kind: 'suspended', providerCode: 20005 });
      const [result] = await collect([check('credentials.account', () => Promise.reject(suspended))]);
      expect(result).toMatchObject({ status: 'unknown', blockedBy: null, code: '20005', detail: 'No.' });
    });

    it.each<[string, Error, boolean]>([
      ['HTTP 401', provider({ status: 401 }), true],
      ['HTTP 403', provider({ status: 403 }), true],
      ['HTTP 400', provider({ status: 400 }), false],
      ['another account', provider({ kind: 'other-account' }), true],
      ['a rejection', provider({ kind: 'rejected', status: 401 }), false],
      ['the store', new SecretStoreError({ problem: 'locked', message: 'No.', nextStep: 'Unlock it.' }), false],
    ])(
      'of a key that may not read the answer has the way to find out of the check: %s',
      async (_name, error, unreadable) => {
        const excused = { required: true, excusesKeys: true, findOut } as const;
        const result = await resultOf(error, excused);
        expect([result?.required, result?.remedy === findOut]).toEqual([!unreadable, unreadable]);
        expect((await resultOf(error, { required: true, excusesKeys: true }))?.remedy).not.toEqual(findOut);
      },
    );
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

    const findings: readonly (readonly [string, Finding, isSettled: boolean])[] = [
      ['an unknown', { status: 'unknown', detail: '' }, true],
      ['an unknown that another check blocks', { status: 'unknown', detail: '', blockedBy: 'b' }, false],
      ['a check that another one blocks', { status: 'skip', detail: '', blockedBy: 'b' }, false],
      ['a check that does not apply', { status: 'skip', detail: '' }, false],
      ['a warning that is a doubt', { status: 'warn', detail: '', doubt: true }, true],
      ['a warning about what was seen', { status: 'warn', detail: '' }, false],
      ['a failure', { status: 'fail', detail: '' }, false],
      ['a failure that calls itself a doubt', { status: 'fail', detail: '', doubt: true }, false],
      ['a pass', pass, false],
    ];

    it.each(findings)('of %s', async (_, finding, isSettled) => {
      expect(await prove(finding)).toEqual(isSettled ? ['pass', 1] : [finding.status, 0]);
    });

    it.each(findings)('of %s that is recalled, by deliveries recorded since', async (_, finding, isSettled) => {
      const [remembered] = await collect([proving(finding)], {
        facts: { ...readyFacts, deliveries: async () => [] },
      });
      const recall = () => remembered;
      const known = { settings: readyFacts.settings, now: readyFacts.now };
      const [before] = await collect([proving(finding)], { facts: { ...known, recorded: [] }, recall } as never);
      const [after] = await collect([proving(finding)], {
        facts: { ...known, recorded: [delivery] },
        recall,
      } as never);
      expect([before?.status, after?.status]).toEqual([finding.status, isSettled ? 'pass' : finding.status]);
    });

    it('is asked for by no check that cannot be proven', async () => {
      const deliveries = () => Promise.reject(new Error('They were read.'));
      const unknown = check('a', () => ({ status: 'unknown', detail: '' }), { live: true });
      const saved = { ...proving({ status: 'unknown', detail: '' }), live: false } as ListedCheck;
      const results = await collect([unknown, saved], { facts: { ...readyFacts, deliveries } });
      expect(results.map(({ status }) => status)).toEqual(['unknown', 'unknown']);
    });

    const known = { settings: readyFacts.settings, now: readyFacts.now };
    const recalledAs = async (last: CheckResult, recorded: readonly unknown[], more: Partial<ListedCheck> = {}) => {
      const judged: unknown[] = [];
      const prove = (finding: Finding) => {
        judged.push(finding);
        return recorded.length > 1 ? pass : finding;
      };
      const proven = { ...check('a', () => pass, { live: true }), prove, ...more } as ListedCheck;
      const [result] = await collect([proven], { facts: { ...known, recorded }, recall: () => last } as never);
      return { result, judged };
    };
    const last = async (finding: Finding, more: Partial<CheckResult> = {}): Promise<CheckResult> => ({
      ...((await collect([check('a', () => finding, { live: true })]))[0] as CheckResult),
      ...more,
    });
    const unknown: Finding = {
      status: 'unknown',
      detail: 'Hm.',
      code: '20500',
      remedy: { text: 'Ask.', command: null },
    };

    it.each<[string, Finding, Partial<CheckResult>, number, boolean]>([
      ['an unknown and two messages', unknown, {}, 2, true],
      ['an unknown and a message that proves nothing', unknown, {}, 1, false],
      ['an unknown and no message', unknown, {}, 0, false],
      ['a doubt and two messages', { status: 'warn', detail: '', doubt: true }, {}, 2, true],
      ['a warning about what was seen', { status: 'warn', detail: '' }, {}, 2, false],
      ['a failure', { status: 'fail', detail: '' }, {}, 2, false],
      ['a failure that calls itself a doubt', { status: 'fail', detail: '' }, { data: { doubt: true } }, 2, false],
      ['a pass', pass, {}, 2, false],
      ['an unknown that another check explains', unknown, { blockedBy: 'b' }, 2, false],
    ])('decides a recalled result again or leaves it as it is: %s', async (_name, finding, more, messages, passes) => {
      const before = await last(finding, { durationMs: 7, checkedAt: '2026-11-01T00:00:00.000Z', ...more });
      const { result, judged } = await recalledAs(before, Array.from({ length: messages }));
      // What proves a check is loaded only if there is a message.
      if (messages === 0) expect(judged).toEqual([]);
      if (!passes) expect(result).toBe(before);
      else
        expect(result).toMatchObject({ status: 'pass', detail: 'Seen.', durationMs: 7, checkedAt: before.checkedAt });
    });

    it('decides with all that was found, and not for a check that cannot be proven', async () => {
      const { judged } = await recalledAs(await last(unknown), [1]);
      expect(judged).toEqual([{ ...unknown, data: {} }]);
      const bare = await recalledAs(await last({ status: 'unknown', detail: '' }, { remedy: null }), [1]);
      expect(Object.keys(bare.judged[0] as object)).toEqual(['status', 'detail', 'data']);
      const before = await last(unknown);
      expect((await recalledAs(before, [1, 2], { prove: undefined } as never)).result).toBe(before);
    });

    it('settles a recalled doubt by deliveries recorded since', async () => {
      const doubt: Finding = { status: 'warn', detail: '', doubt: true };
      const [remembered] = await collect([proving(doubt)]);
      const recall = () => remembered;
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
