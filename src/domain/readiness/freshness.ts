import type { CheckResult } from './check.ts';

/**
 * The result, or `unknown` for a live one that is older than `maxAgeMs`. A result that is as far in the future, by a wrong clock, is
 * unknown as well. Skipped and unknown results are returned unchanged.
 */
export function unknownIfOld(result: CheckResult, now: Date, maxAgeMs: number): CheckResult {
  const { live, status, checkedAt } = result;
  const isOld = checkedAt !== null && Math.abs(now.getTime() - Date.parse(checkedAt)) > maxAgeMs;
  if (!live || !isOld || status === 'skip' || status === 'unknown') return result;
  return {
    ...result,
    status: 'unknown',
    detail: `The last result, of ${checkedAt}, is too old. It was ${status}: ${result.detail}`,
    remedy: { text: 'Run the check again.', command: 'smsctl verify' },
  };
}
