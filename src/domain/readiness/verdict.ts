import { type ExitCode, exitCode } from '../exit-code.ts';
import type { CheckResult, CheckStatus } from './check.ts';
import { mayStayUnknown, type Selection } from './selection.ts';

/** Whether SMS can be used: the verdict after every check was looked at. */
export type Readiness = 'ready' | 'not-ready' | 'unknown';

/** `partial`: a narrowed run whose selected checks all hold; it never says that SMS can be used. */
export type Verdict = Readiness | 'partial';

interface Judgement {
  /** Counts a warning as a failure, and an unknown of any check. */
  readonly strict?: boolean;
}

/** Any failure: not ready. Otherwise any unknown of a required check: unknown. Otherwise ready. */
export function verdictOf(results: readonly CheckResult[], { strict = false }: Judgement = {}): Readiness {
  return judge(results, strict, ({ required }) => required || strict);
}

/** Whether the verdict of a run depends on this check's being known. */
export const countsUnknown = ({ id, required }: CheckResult, selection: Selection, strict: boolean): boolean =>
  required || strict || !mayStayUnknown(selection, id);

/**
 * The verdict of a run that may be narrowed. `results` are those of the selected checks and of what these need, so that a
 * blocked check counts as its blocker does. In a narrowed run an unknown counts, beside those of required checks, when its
 * check was named or a selected check needs it.
 */
export function selectedVerdict(
  results: readonly CheckResult[],
  selection: Selection,
  { strict = false }: Judgement = {},
): Verdict {
  const verdict = judge(results, strict, (result) => countsUnknown(result, selection, strict));
  return verdict === 'ready' && !selection.complete ? 'partial' : verdict;
}

function judge(results: readonly CheckResult[], strict: boolean, counts: (result: CheckResult) => boolean): Readiness {
  if (results.some(({ status }) => status === 'fail' || (strict && status === 'warn'))) return 'not-ready';
  const isOpen = results.some((result) => result.status === 'unknown' && counts(result));
  return isOpen ? 'unknown' : 'ready';
}

export const exitOf: Readonly<Record<Verdict, ExitCode>> = {
  ready: exitCode.done,
  partial: exitCode.done,
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

/**
 * The one to fix first: the earliest failure, then the earliest required unknown that no other check blocks, then the earliest
 * required unknown, then the earliest warning. Undefined when there is nothing to do.
 */
export const mostUrgent = (results: readonly CheckResult[]): CheckResult | undefined =>
  results.find(({ status }) => status === 'fail') ??
  results.find((result) => result.status === 'unknown' && result.required && result.blockedBy === null) ??
  results.find(({ status, required }) => status === 'unknown' && required) ??
  results.find(({ status }) => status === 'warn');

/** What decides an unknown verdict of a narrowed run: any unknown, unless one is more urgent. */
export const firstUnknown = (results: readonly CheckResult[]): CheckResult | undefined =>
  results.find(({ status, blockedBy }) => status === 'unknown' && blockedBy === null) ??
  results.find(({ status }) => status === 'unknown');
