import type { CheckResult } from '../../domain/readiness/check.ts';
import { SecretStoreError } from '../../domain/secret-store-error.ts';
import { paragraphOf, WentBack } from '../../domain/user-error.ts';
import { factsAbout } from '../credentials/prove-credentials.ts';
import { checkSaved, isGate, proveDraft } from '../verify/step-checks.ts';
import { type AnswerSheet, oneBack } from './answer-sheet.ts';
import { askStep, type SettledStep, settleContext, startAgain, withoutAnswer } from './ask-step.ts';
import { changesBetween } from './changes.ts';
import { type Decision, decide } from './decide.ts';
import { draftOf, type SetupEvent, type SetupState, type StepEnd, type StepRun } from './setup-walk.ts';
import { confirmAccountChange } from './typed-confirmation.ts';

/** Takes one step of the walk: asks, proves the draft, decides, saves. Yields what happens. */
export async function* takeStep(run: StepRun): AsyncGenerator<SetupEvent, StepEnd> {
  const { step, state } = run;
  let { sheet } = run;
  for (;;) {
    const asked = yield* askStep(run, sheet, settleContext(run));
    ({ sheet } = asked);
    const { settled } = asked;
    if (settled === undefined) return { state, sheet, next: 'back' };
    if (isProvenLater(run)) {
      yield { type: 'carried', step };
      return { state: withCarried(state, settled), sheet, next: 'credentials' };
    }
    const proof = yield* proveStep(run, settled);
    const decision = await decide(run, proof.closed);
    switch (decision) {
      case 'save': {
        const saving = yield* save(run, settled, proof.results);
        if ('state' in saving) return { state: saving.state, sheet, next: 'on' };
        sheet = saving.again === 'back' ? lastAgain(sheet, run) : withoutAnswer(sheet, step, saving.again);
        break;
      }
      case 'carry':
        yield { type: 'carried', step };
        return { state: withCarried(state, settled), sheet, next: 'credentials' };
      case 'number':
        return { state, sheet, next: 'number', ...draftIn(settled) };
      default:
        sheet = sheetFor(decision, sheet, run);
    }
  }
}

/** True for a new number of credentials that follow: the saved credentials, of another account, prove nothing about it. */
const isProvenLater = ({ step, state: { saved }, draftCredential, credentialsFollow }: StepRun): boolean =>
  step.id === 'number' && credentialsFollow && draftCredential !== undefined && saved.credentials !== undefined;

const withCarried = (state: SetupState, { section }: SettledStep): SetupState => ({
  ...state,
  carried: { ...state.carried, ...section },
});

const draftIn = ({ credential }: SettledStep) => (credential === undefined ? {} : { draftCredential: credential });

function sheetFor(decision: Extract<Decision, 'again' | 'change' | 'back'>, sheet: AnswerSheet, run: StepRun) {
  if (decision === 'again') return sheet;
  return decision === 'change' ? startAgain(sheet, run.step) : lastAgain(sheet, run);
}

/** The sheet with the last question open again; all of them if none was prompted. */
const lastAgain = (sheet: AnswerSheet, { step }: StepRun): AnswerSheet =>
  oneBack(sheet, step.questions) ?? startAgain(sheet, step);

interface Proof {
  readonly results: readonly CheckResult[];
  /** The results that stop the draft from being saved. */
  readonly closed: readonly CheckResult[];
}

/**
 * Failures of the number that credentials show, and that do not stop the credentials from being saved: a person may change the
 * number at once.
 */
const numberFailures = (results: readonly CheckResult[], closed: readonly CheckResult[]) =>
  results
    .filter((result) => isGate(result) && result.id.startsWith('number.') && !closed.includes(result))
    .filter(({ status }) => status === 'fail');

/** Runs the checks against the draft. If it must not be saved as it is, shows the results at once, above the menu. */
async function* proveStep(
  { step, state, ports, request: { inputs, yes, dryRun } }: StepRun,
  { section, credential = state.credential }: SettledStep,
): AsyncGenerator<SetupEvent, Proof> {
  const canAsk = inputs.prompter !== null && !yes && !dryRun;
  const draft = factsAbout({ ...draftOf(state), ...section }, ports, credential);
  const results: CheckResult[] = [];
  const proving = proveDraft(step, { draft, saved: factsAbout(state.saved, ports) }, ports.clock);
  for (;;) {
    const next = await proving.next();
    if (next.done === true) {
      const closed = canAsk ? [...next.value, ...numberFailures(results, next.value)] : next.value;
      if (closed.length > 0) yield { type: 'refused-checks', results, closed };
      return { results: closed.length > 0 ? [] : results, closed };
    }
    results.push(next.value);
  }
}

/**
 * Saves the section, and what earlier steps carried, in one write; then runs the checks that need it saved. `results` are shown
 * with them. `again`: the question to ask again, since the store refused the secret, or since the person went back.
 */
async function* save(
  run: StepRun,
  settled: SettledStep,
  results: readonly CheckResult[],
): AsyncGenerator<SetupEvent, { readonly state: SetupState } | { readonly again: 'credentials.store' | 'back' }> {
  try {
    return { state: yield* commit(run, settled, results) };
  } catch (error) {
    if (error instanceof WentBack) return { again: 'back' };
    const isOfStore = error instanceof SecretStoreError && run.step.id === 'credentials';
    if (!isOfStore || run.request.inputs.prompter === null) throw error;
    yield { type: 'refused', problem: paragraphOf(error) };
    return { again: 'credentials.store' };
  }
}

async function* commit(
  { step, state, request, ports }: StepRun,
  { section, credential }: SettledStep,
  results: readonly CheckResult[],
): AsyncGenerator<SetupEvent, SetupState> {
  const { organization, inputs, dryRun, yes } = request;
  const accountSid = section.credentials?.accountSid;
  if (accountSid !== undefined && !dryRun) {
    await confirmAccountChange({ organization, saved: state.saved, accountSid, agreed: yes, inputs });
  }
  const sections = { ...state.carried, ...section };
  const changes = changesBetween(state.saved, sections);
  if (changes.length === 0 && credential === undefined) {
    yield { type: 'unchanged', step, results };
    return state;
  }
  if (dryRun) {
    yield { type: 'would-save', step, changes, results };
    const saved = { ...state.saved, ...sections };
    return { ...state, saved, carried: {}, ...(credential !== undefined && { credential }) };
  }
  const { credentials } = sections;
  const saved =
    credential !== undefined && credentials !== undefined
      ? await ports.vault.save(credential, { ...sections, credentials })
      : await ports.settings.update((current) => ({ ...current, ...sections }));
  const after: CheckResult[] = [];
  for await (const result of checkSaved(step, factsAbout(saved, ports), ports.clock)) after.push(result);
  yield { type: 'saved', step, changes, results: [...results, ...after] };
  return { ...state, saved, carried: {}, changed: true };
}
