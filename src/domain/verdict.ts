import type { CheckResult, CheckStatus } from './check.ts';
import { type ExitCode, exitCode } from './exit-code.ts';

export type Verdict = 'ready' | 'not-ready' | 'unknown';

interface Judgement {
  /** Counts a warning as a failure. */
  readonly strict?: boolean;
}

/**
 * Any failure: not ready. Otherwise any required check that could not be looked at: unknown, since nobody can say "ready"
 * without it. Otherwise ready; warnings and what this key may not look at are said beside it.
 */
export function verdictOf(results: readonly CheckResult[], { strict = false }: Judgement = {}): Verdict {
  if (results.some(({ status }) => status === 'fail' || (strict && status === 'warn'))) return 'not-ready';
  if (results.some(({ status, required }) => required && status === 'unknown')) return 'unknown';
  return 'ready';
}

export const exitOf: Readonly<Record<Verdict, ExitCode>> = {
  ready: exitCode.done,
  'not-ready': exitCode.notReady,
  unknown: exitCode.unknown,
};

export type Summary = Readonly<Record<CheckStatus, number>>;

export function summarize(results: readonly CheckResult[]): Summary {
  const summary = { pass: 0, warn: 0, fail: 0, skip: 0, unknown: 0 };
  for (const { status } of results) summary[status] += 1;
  return summary;
}

/** `14 pass, 1 warn`; only what occurred. */
export const summaryText = (summary: Summary): string =>
  Object.entries(summary)
    .filter(([, count]) => count > 0)
    .map(([status, count]) => `${count} ${status}`)
    .join(', ');

/** True for what could not be looked at because of another check. */
const rests = ({ data }: CheckResult): boolean => data.restsOn !== undefined;

/**
 * The one to mend first: the earliest failure, then the earliest required unknown that rests on no other, then the earliest warning. Undefined
 * when there is nothing to do.
 */
export const mostUrgent = (results: readonly CheckResult[]): CheckResult | undefined =>
  results.find(({ status }) => status === 'fail') ??
  results.find((result) => result.status === 'unknown' && result.required && !rests(result)) ??
  results.find(({ status, required }) => status === 'unknown' && required) ??
  results.find(({ status }) => status === 'warn');
