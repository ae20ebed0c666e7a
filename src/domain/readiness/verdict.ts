import { type ExitCode, exitCode } from '../exit-code.ts';
import type { CheckResult, CheckStatus } from './check.ts';
import { mayStayUnknown, type Selection } from './selection.ts';

/** Whether SMS can be used: the verdict of a complete run. */
export type Readiness = 'ready' | 'not-ready' | 'unknown';

/** `partial`: all selected checks of a narrowed run, or those of an application's configuration, pass. That does not say that SMS can be used. */
export type Verdict = Readiness | 'partial';

/** The word for each verdict, the same on every screen. */
export const verdictWords: Readonly<Record<Verdict, string>> = {
  ready: 'ready',
  'not-ready': 'not ready',
  unknown: 'unknown',
  partial: 'partial',
};

/** The verdict of a complete run in a sentence, the same on every screen. Names the count that decides. */
export function verdictSentence(verdict: Readiness, summary: Summary, { strict = false }: Judgement = {}): string {
  if (verdict === 'ready') return 'SMS can be used.';
  const { fail, warn, unknown } = summary;
  const of = Object.values(summary).reduce((sum, count) => sum + count, 0);
  if (verdict === 'unknown') return `${unknown} of ${of} checks could not be completed.`;
  const [count, word] = fail === 0 && strict ? [warn, 'warn'] : [fail, 'fail'];
  return `${count} of ${of} checks ${word}${count === 1 ? 's' : ''}.`;
}

const severity: readonly CheckStatus[] = ['fail', 'unknown', 'warn', 'pass', 'skip'];

/** The status that decides about several checks. A skipped check that another one blocks is not known. Undefined: there are none. */
export const mostSevere = (
  results: readonly (Pick<CheckResult, 'status'> & Partial<Pick<CheckResult, 'blockedBy'>>)[],
): CheckStatus | undefined => {
  const known = results.map(({ status, blockedBy = null }) => (blockedBy === null ? status : 'unknown'));
  return severity.find((each) => known.includes(each));
};

interface Judgement {
  /** Counts warnings as failures, and unknowns of every check. */
  readonly strict?: boolean;
}

interface SelectedJudgement extends Judgement {
  /** False: the checks cannot say whether SMS can be used, such as those of an application's configuration. Absent: true. */
  readonly canBeReady?: boolean;
}

/** Any failure: not ready. Otherwise any unknown of a required check: unknown. Otherwise ready. */
export function verdictOf(results: readonly CheckResult[], { strict = false }: Judgement = {}): Readiness {
  return judge(results, strict, ({ required }) => required || strict);
}

/** Whether an unknown result of this check makes the verdict unknown. */
export const countsUnknown = ({ id, required }: CheckResult, selection: Selection, strict: boolean): boolean =>
  required || strict || !mayStayUnknown(selection, id);

/**
 * The verdict of a run that may be narrowed. `results` include the checks that selected ones depend on, so that a blocked check
 * counts like its blocker. In a narrowed run, an unknown also counts if its check was named, or a selected check depends on it.
 */
export function selectedVerdict(
  results: readonly CheckResult[],
  selection: Selection,
  { strict = false, canBeReady = true }: SelectedJudgement = {},
): Verdict {
  const verdict = judge(results, strict, (result) => countsUnknown(result, selection, strict));
  return verdict === 'ready' && !(selection.complete && canBeReady) ? 'partial' : verdict;
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

export function summarize(results: readonly Pick<CheckResult, 'status'>[]): Summary {
  const summary = { pass: 0, warn: 0, fail: 0, skip: 0, unknown: 0 };
  for (const { status } of results) summary[status] += 1;
  return summary;
}

/** `14 pass, 1 warn, 2 skipped`; only what occurred. */
export const summaryText = (summary: Summary): string =>
  Object.entries(summary)
    .filter(([, count]) => count > 0)
    .map(([status, count]) => `${count} ${status === 'skip' ? 'skipped' : status}`)
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

/** True for a failure or an unknown that no other check causes. */
export const isOpen = ({ status, blockedBy }: CheckResult): boolean =>
  blockedBy === null && (status === 'fail' || status === 'unknown');

/** What decides an unknown verdict of a narrowed run: any unknown, unless one is more urgent. */
export const firstUnknown = (results: readonly CheckResult[]): CheckResult | undefined =>
  results.find(({ status, blockedBy }) => status === 'unknown' && blockedBy === null) ??
  results.find(({ status }) => status === 'unknown');
