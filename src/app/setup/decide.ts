import type { CheckResult } from '../../domain/readiness/check.ts';
import type { UserError } from '../../domain/user-error.ts';
import type { SetupStep } from '../../setup/step/step.ts';
import { closedError } from '../verify/step-checks.ts';
import type { StepRun } from './setup-walk.ts';

/** `again`: ask the step's questions again. `carry`: save the section together with the credentials of a later step. */
type Decision = 'save' | 'again' | 'carry';

/**
 * Decides about a draft; `closed` are the results that stop it from being saved. Asks if there is a prompter and no flag
 * decides. Throws `UserError` (`step.refused`, `step.unproven`) if the draft must not be saved.
 */
export async function decide(
  { step, state: { saved }, credentialsFollow, request: { inputs, yes, dryRun } }: StepRun,
  closed: readonly CheckResult[],
): Promise<Decision> {
  if (closed.length === 0) return 'save';
  const account = inputs.given.get('credentials.accountSid')?.raw;
  if (credentialsFollow && account !== undefined && account !== saved.credentials?.accountSid) return 'carry';
  if (yes || dryRun) return 'save';
  if (inputs.prompter === null) throw notSaved(step, closed);
  const answer = await inputs.prompter.ask({
    key: `${step.id}.unproven`,
    kind: 'choice',
    message: closed.some(({ status }) => status === 'fail')
      ? 'That would not work. What now'
      : 'That could not be checked. What now',
    initial: 'again',
    choices: [
      { value: 'again', name: 'Change the answers' },
      ...(credentialsFollow && saved.credentials !== undefined
        ? [{ value: 'carry', name: 'Go on, and save it together with other credentials in step 3' }]
        : []),
      { value: 'save', name: 'Save anyway' },
      { value: 'stop', name: 'Stop here; nothing of this step is saved' },
    ],
  });
  if (answer === 'stop') throw notSaved(step, closed);
  return answer === 'save' || answer === 'carry' ? answer : 'again';
}

const notSaved = ({ id }: SetupStep, closed: readonly CheckResult[]): UserError =>
  closedError(
    closed,
    (failed) => ({
      code: failed ? 'step.refused' : 'step.unproven',
      message: `Nothing of step \`${id}\` was saved: ${failed ? 'it would not work' : 'it could not be checked'}.`,
    }),
    'Save it all the same with `--yes`.',
  );
