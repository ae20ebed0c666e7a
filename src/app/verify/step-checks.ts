import type { CheckResult, ListedCheck } from '../../domain/readiness/check.ts';
import type { Facts } from '../../domain/readiness/facts.ts';
import type { Clock } from '../../ports.ts';
import { checklist } from '../../setup/checklist.ts';
import type { SetupStep } from '../../setup/step/step.ts';
import { runChecks } from './run-checks.ts';

const gates = checklist.filter(({ gate }) => gate === true);

const isOf =
  ({ checks }: SetupStep) =>
  ({ id }: { readonly id: string }): boolean =>
    checks.some((check) => check.id === id);

/**
 * Looks at a draft of a step before it is saved: at the step's own checks, then at the gates of other steps that rest on
 * them, where there is a setup for them to look at.
 */
export async function* checkDraft(step: SetupStep, facts: Facts, clock: Clock): AsyncGenerator<CheckResult> {
  const isOwn = isOf(step);
  const checks = [...checklist.filter(isOwn), ...checklist.filter((check) => !isOwn(check))];
  const only = new Set(affected(step, facts).map(({ id }) => id));
  yield* runChecks({ checks, facts, clock, only });
}

function affected(step: SetupStep, { settings: { number, credentials } }: Facts): readonly ListedCheck[] {
  const own = checklist.filter(isOf(step)).filter(({ afterSaving }) => afterSaving !== true);
  // Before there are credentials nothing can be asked of the provider; saying so five times helps nobody.
  if (credentials === undefined) return own.filter(({ live }) => !live);
  if (number === undefined) return own;
  const ids = new Set(own.map(({ id }) => id));
  return [...own, ...gates.filter(({ id }) => !ids.has(id) && restsOn(id, ids))];
}

function restsOn(id: string, others: ReadonlySet<string>): boolean {
  const needs = checklist.find((check) => check.id === id)?.needs ?? [];
  return needs.some((need) => others.has(need) || restsOn(need, others));
}

/** Looks at what has just been saved: at the step's checks that make no sense before. */
export async function* checkSaved(step: SetupStep, facts: Facts, clock: Clock): AsyncGenerator<CheckResult> {
  const own = checklist.filter(isOf(step)).filter(({ afterSaving }) => afterSaving === true);
  yield* runChecks({ checks: checklist, facts, clock, only: new Set(own.map(({ id }) => id)) });
}

/**
 * The results that stop a draft from being saved: gates of the step's own, and those of others that hold as things are saved
 * now (`saved`). A working setup is not broken; one that does not work may be mended in any order.
 */
export async function closedGates(
  step: SetupStep,
  results: readonly CheckResult[],
  saved: Facts,
  clock: Clock,
): Promise<readonly CheckResult[]> {
  const isOwn = isOf(step);
  const isGate = ({ id }: CheckResult) => gates.some((gate) => gate.id === id);
  const closed = results.filter(isGate).filter(({ status }) => status === 'fail' || status === 'unknown');
  const others = new Set(closed.filter((result) => !isOwn(result)).map(({ id }) => id));
  const holdNow = new Set<string>();
  if (others.size > 0) {
    for await (const { id, status } of runChecks({ checks: checklist, facts: saved, clock, only: others })) {
      if (status === 'pass' || status === 'warn') holdNow.add(id);
    }
  }
  return closed.filter((result) => isOwn(result) || holdNow.has(result.id));
}
