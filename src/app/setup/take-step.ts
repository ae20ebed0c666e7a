import type { CheckResult } from '../../domain/readiness/check.ts';
import { collect, relay } from '../../domain/relay.ts';
import { factsAbout } from '../credentials/prove-credentials.ts';
import { checkSaved, proveDraft } from '../verify/step-checks.ts';
import { emptySheet } from './answer-questions.ts';
import { askStep, type SettledStep, settleContext, startAgain } from './ask-step.ts';
import { changesBetween } from './changes.ts';
import { decide } from './decide.ts';
import { draftOf, type SetupEvent, type SetupState, type StepRun } from './setup-walk.ts';
import { confirmAccountChange } from './typed-confirmation.ts';

/** Takes one step of the walk: asks, proves the draft, decides, saves. Yields what happens; returns the state after the step. */
export async function* takeStep(run: StepRun): AsyncGenerator<SetupEvent, SetupState> {
  const { step, state } = run;
  const context = settleContext(run);
  let sheet = emptySheet;
  for (;;) {
    const asked = yield* askStep(run, sheet, context);
    const closed = yield* proveStep(run, asked.settled);
    switch (await decide(run, closed)) {
      case 'save':
        return yield* commit(run, asked.settled);
      case 'carry':
        yield { type: 'carried', step };
        return { ...state, carried: { ...state.carried, ...asked.settled.section } };
      case 'again':
        sheet = startAgain(asked.sheet, step);
    }
  }
}

const checked = (result: CheckResult): SetupEvent => ({ type: 'checked', result });

/** Runs the checks against the draft. Returns the results that stop it from being saved. */
function proveStep(
  { step, state, ports }: StepRun,
  { section, credential = state.credential }: SettledStep,
): AsyncGenerator<SetupEvent, readonly CheckResult[]> {
  const draft = factsAbout({ ...draftOf(state), ...section }, ports, credential);
  return relay(proveDraft(step, { draft, saved: factsAbout(state.saved, ports) }, ports.clock), checked);
}

/** Saves the section, and what earlier steps carried, in one write; then runs the checks that need it saved. */
async function* commit(
  { step, state, request, ports }: StepRun,
  { section, credential }: SettledStep,
): AsyncGenerator<SetupEvent, SetupState> {
  const { organization, inputs, dryRun, yes } = request;
  const accountSid = section.credentials?.accountSid;
  if (accountSid !== undefined && !dryRun) {
    await confirmAccountChange({ organization, saved: state.saved, accountSid, agreed: yes, inputs });
  }
  const sections = { ...state.carried, ...section };
  const changes = changesBetween(state.saved, sections);
  if (changes.length === 0 && credential === undefined) {
    yield { type: 'unchanged', step };
    return state;
  }
  if (dryRun) {
    yield { type: 'would-save', step, changes };
    const saved = { ...state.saved, ...sections };
    return { ...state, saved, carried: {}, ...(credential !== undefined && { credential }) };
  }
  const { credentials } = sections;
  const saved =
    credential !== undefined && credentials !== undefined
      ? await ports.vault.save(credential, { ...sections, credentials })
      : await ports.settings.update((current) => ({ ...current, ...sections }));
  yield { type: 'saved', step, changes };
  yield* relay(collect(checkSaved(step, factsAbout(saved, ports), ports.clock)), checked);
  return { ...state, saved, carried: {}, changed: true };
}
