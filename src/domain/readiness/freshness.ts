import type { CheckResult } from './check.ts';

/**
 * The result, or, for a live one that was looked at longer than `maxAgeMs` ago, `unknown`: what was true then need not be true
 * now. So is one from as far ahead, which a wrong clock dated. A result that says to have no answer stays as it is.
 */
export function fresh(result: CheckResult, now: Date, maxAgeMs: number): CheckResult {
  const { live, status, checkedAt } = result;
  const isOld = checkedAt !== null && Math.abs(now.getTime() - Date.parse(checkedAt)) > maxAgeMs;
  if (!live || !isOld || status === 'skip' || status === 'unknown') return result;
  return {
    ...result,
    status: 'unknown',
    detail: `The last look was at ${checkedAt}, which is longer ago than it may be; it said ${status}: ${result.detail}`,
    remedy: { text: 'Look again.', command: 'smsctl verify' },
  };
}
