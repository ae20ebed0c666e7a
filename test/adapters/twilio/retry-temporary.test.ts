import { describe, expect, it } from 'vitest';
import { retryingTemporary } from '../../../src/adapters/twilio/retry-temporary.ts';
import { ProviderError, type ProviderErrorKind } from '../../../src/domain/provider-error.ts';
import { quickTimer } from '../../support/quick-timer.ts';

const errorOf = (kind: ProviderErrorKind, retryAfterMs?: number): ProviderError =>
  new ProviderError({ kind, message: kind, ...(retryAfterMs !== undefined && { retryAfterMs }) });

/** Runs work that fails with each of `failures` and then succeeds, and returns the pauses, what was reported and the end. */
async function retried(waitMs: number, failures: readonly unknown[]) {
  const timer = quickTimer();
  const reported: unknown[] = [];
  const retry = retryingTemporary(waitMs, timer, (error) => reported.push(error));
  const left = [...failures];
  const work = async () => {
    if (left.length > 0) throw left.shift();
    return 'done';
  };
  const end = await retry(work).catch((error: unknown) => error);
  return { waits: timer.waits, reported, end };
}

describe('a failure with time left', () => {
  it.each(['unreachable', 'unavailable', 'rate-limited'] as const)('is retried and reported when %s', async (kind) => {
    const error = errorOf(kind);
    expect(await retried(60_000, [error])).toEqual({ waits: [1000], reported: [error], end: 'done' });
  });

  const lasting = [
    ...(['rejected', 'refused', 'test-credentials', 'suspended', 'not-found', 'other-account'] as const),
    ...(['not-understood', 'not-twilio'] as const),
  ];
  it.each<[string, unknown]>([
    ...lasting.map((kind): [string, unknown] => [kind, errorOf(kind, 1000)]),
    ['a bug', new TypeError('bug')],
  ])('ends the work when it is %s', async (_, error) => {
    expect(await retried(60_000, [error])).toEqual({ waits: [], reported: [], end: error });
  });
});

describe('the pauses between retries', () => {
  const failing = (times: number, retryAfterMs?: number) =>
    Array.from({ length: times }, () => errorOf('unavailable', retryAfterMs));

  it('double up to 15 seconds', async () => {
    const { waits, end } = await retried(600_000, failing(7));
    expect([waits, end]).toEqual([[1000, 2000, 4000, 8000, 15_000, 15_000, 15_000], 'done']);
  });

  it('end with the time, and the last failure counts', async () => {
    const failures = failing(4);
    const { waits, reported, end } = await retried(4000, failures);
    expect(waits).toEqual([1000, 2000, 1000]);
    expect(reported).toEqual(failures.slice(0, 3));
    expect(end).toBe(failures[3]);
  });

  it('do not happen without time', async () => {
    const [failure] = failing(1);
    expect(await retried(0, [failure])).toEqual({ waits: [], reported: [], end: failure });
  });

  it.each([
    [400, 'shorter than the usual pause', [1000]],
    [7000, 'longer than the usual pause', [7000]],
    [10_000, 'exactly the time that is left', [10_000]],
    [10_001, 'longer than the time that is left', []],
  ])('last %d ms when Twilio asks for that, which is %s', async (retryAfterMs, _, waits) => {
    const found = await retried(10_000, failing(1, retryAfterMs));
    expect([found.waits, found.end === 'done']).toEqual([waits, waits.length > 0]);
  });

  it('share the time from the first request on, not from the start', async () => {
    const timer = quickTimer();
    const retry = retryingTemporary(2500, timer, undefined);
    await timer.sleep(60_000);
    let failures = 1;
    const work = async () => {
      failures -= 1;
      if (failures >= 0) throw errorOf('unavailable');
    };
    await retry(work);
    failures = 1;
    await retry(work);
    failures = 9;
    await expect(retry(work)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(timer.waits).toEqual([60_000, 1000, 1000, 500]);
  });
});
