import type { CheckResult } from '../../domain/readiness/check.ts';
import { type UserError, WentBack } from '../../domain/user-error.ts';
import type { SetupStep } from '../../setup/step/step.ts';
import { closedError } from '../verify/step-checks.ts';
import type { StepRun } from './setup-walk.ts';

/**
 * `again`: check the same answers again. `change`: ask the step's questions again. `back`: ask the last one again. `carry`: save
 * the section together with the credentials step, which follows. `number`: ask the number step first.
 */
export type Decision = 'save' | 'again' | 'change' | 'back' | 'carry' | 'number';

const menu = {
  again: 'Try again with the same answers',
  save: 'Save anyway',
  stop: 'Stop; this step is not saved',
} as const;

/**
 * Decides about a draft; `closed` are the results that stop it from being saved. Asks if there is a prompter and no flag
 * decides. Throws `UserError` (`step.refused`, `step.unproven`) if the draft must not be saved.
 */
export async function decide(run: StepRun, closed: readonly CheckResult[]): Promise<Decision> {
  if (closed.length === 0) return 'save';
  const {
    step,
    state: { saved },
    credentialsFollow,
    request: { inputs, yes, dryRun },
  } = run;
  const account = inputs.given.get('credentials.accountSid')?.raw;
  if (credentialsFollow && account !== undefined && account !== saved.credentials?.accountSid) return 'carry';
  if (yes || dryRun) return 'save';
  if (inputs.prompter === null) throw notSaved(step, closed);
  const failed = closed.some(({ status }) => status === 'fail');
  const changes = changesFor(run, closed);
  const choices = [
    ...(failed ? [...changes, ['again', menu.again] as const] : [['again', menu.again] as const, ...changes]),
    ['save', menu.save] as const,
    ['stop', menu.stop] as const,
  ];
  try {
    const answer = await inputs.prompter.ask({
      key: `${step.id}.unproven`,
      kind: 'choice',
      message: 'What now?',
      help: failed
        ? 'The check above fails: messages would not arrive. Change what it names, or fix it at Twilio and try again.'
        : 'smsctl could not check the answers, for the reason above. They may be right: try again.',
      back: true,
      initial: choices[0]?.[0] ?? 'again',
      choices: choices.map(([value, name]) => ({ value, name })),
    });
    if (answer === 'stop') throw notSaved(step, closed);
    return choices.find(([value]) => value === answer)?.[0] as Decision;
  } catch (error) {
    if (error instanceof WentBack) return 'back';
    throw error;
  }
}

/** What the person may change, what most likely helps first. */
function changesFor(
  { step, state: { saved }, credentialsFollow }: StepRun,
  closed: readonly CheckResult[],
): readonly (readonly ['change' | 'carry' | 'number', string])[] {
  switch (step.id) {
    case 'number':
      return [
        ['change', 'Change the number'],
        ...(saved.credentials === undefined
          ? []
          : [['carry', credentialsFollow ? 'Go on; change the credentials next' : 'Change the credentials'] as const]),
      ];
    case 'credentials': {
      const own = ['change', 'Change the credentials'] as const;
      if (!closed.some(({ id }) => id.startsWith('number.'))) return [own];
      const number = ['number', 'Change the number'] as const;
      return closed.every(({ id }) => id.startsWith('number.')) ? [number, own] : [own, number];
    }
    default:
      return [['change', 'Change the answers']];
  }
}

const notSaved = ({ id }: SetupStep, closed: readonly CheckResult[]): UserError =>
  closedError(
    closed,
    (failed) => ({
      code: failed ? 'step.refused' : 'step.unproven',
      message: `Step \`${id}\` was not saved: ${failed ? 'a check fails' : 'it could not be checked'}.`,
    }),
    'To save it anyway, pass `--yes`.',
  );
