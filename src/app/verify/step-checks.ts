import { exitCode } from '../../domain/exit-code.ts';
import type { CheckResult, ListedCheck } from '../../domain/readiness/check.ts';
import type { Facts } from '../../domain/readiness/facts.ts';
import { collect } from '../../domain/relay.ts';
import { UserError } from '../../domain/user-error.ts';
import type { Clock } from '../../ports.ts';
import { checklist } from '../../setup/checklist.ts';
import type { StepProof } from '../../setup/step/step.ts';
import { runChecks } from './run-checks.ts';

const gates = checklist.filter(({ gate }) => gate === true);

/** True if the check may stop a draft from being saved. */
export const isGate = ({ id }: CheckResult): boolean => gates.some((gate) => gate.id === id);

const isOf =
  ({ checks }: StepProof) =>
  ({ id }: { readonly id: string }): boolean =>
    checks.some((check) => check.id === id);

/**
 * Runs the checks of a step against a draft, before it is saved; then the gates of other steps that depend on them, if the
 * sections that these need are there.
 */
export async function* checkDraft(step: StepProof, facts: Facts, clock: Clock): AsyncGenerator<CheckResult> {
  const isOwn = isOf(step);
  const checks = [...checklist.filter(isOwn), ...checklist.filter((check) => !isOwn(check))];
  const only = new Set(affected(step, facts).map(({ id }) => id));
  yield* runChecks({ checks, facts, clock, only });
}

function affected(step: StepProof, { settings: { number, credentials } }: Facts): readonly ListedCheck[] {
  const own = checklist.filter(isOf(step)).filter(({ afterSaving }) => afterSaving !== true);
  // Without credentials every live check would be skipped for the same reason.
  if (credentials === undefined) return own.filter(({ live }) => !live);
  if (number === undefined) return own;
  const ids = new Set(own.map(({ id }) => id));
  return [...own, ...gates.filter(({ id }) => !ids.has(id) && dependsOn(id, ids))];
}

function dependsOn(id: string, others: ReadonlySet<string>): boolean {
  const needs = checklist.find((check) => check.id === id)?.needs ?? [];
  return needs.some((need) => others.has(need) || dependsOn(need, others));
}

/** Checks a draft of a step. Yields the results; returns those that stop it from being saved, see `closedGates`. */
export async function* proveDraft(
  step: StepProof,
  { draft, saved }: { readonly draft: Facts; readonly saved: Facts },
  clock: Clock,
): AsyncGenerator<CheckResult, readonly CheckResult[]> {
  const results = yield* collect(checkDraft(step, draft, clock));
  return closedGates(step, results, saved, clock);
}

/** Runs the checks of a step that need its section saved. */
export async function* checkSaved(step: StepProof, facts: Facts, clock: Clock): AsyncGenerator<CheckResult> {
  const own = checklist.filter(isOf(step)).filter(({ afterSaving }) => afterSaving === true);
  yield* runChecks({ checks: checklist, facts, clock, only: new Set(own.map(({ id }) => id)) });
}

/**
 * The results that stop a draft from being saved: open gates of its own step, and open gates of other steps that hold with the
 * settings as they are saved now. So a save never breaks a working setup, and a broken one can be repaired in any order.
 */
async function closedGates(
  step: StepProof,
  results: readonly CheckResult[],
  saved: Facts,
  clock: Clock,
): Promise<readonly CheckResult[]> {
  const isOwn = isOf(step);
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

/** The error for results that stop a change: exit 1 if one of them failed, else exit 3. `override`: how to change it anyway. */
export function closedError(
  closed: readonly CheckResult[],
  wordsFor: (failed: boolean) => { readonly code: string; readonly message: string },
  ...override: readonly string[]
): UserError {
  const failed = closed.some(({ status }) => status === 'fail');
  const reasons = closed.map(({ detail, remedy }) => [detail, remedy?.text].filter(Boolean).join(' '));
  const exit = failed ? exitCode.notReady : exitCode.unknown;
  return new UserError({ ...wordsFor(failed), hints: [...reasons, ...override], exit });
}
