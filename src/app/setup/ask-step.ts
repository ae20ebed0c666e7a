import type { ContactsReport } from '../../domain/contacts/contact-quality.ts';
import { relay } from '../../domain/relay.ts';
import type { AnswerKey, Question } from '../../domain/settings/question.ts';
import { UserError } from '../../domain/user-error.ts';
import { shortFormState } from '../../setup/contacts/short-form.ts';
import type { SettleContext, Settled, SetupStep } from '../../setup/step/step.ts';
import { shortFormBriefing } from '../status/short-form-briefing.ts';
import { type AnswerSheet, Questioner } from './answer-questions.ts';
import { draftOf, promptContext, type SetupEvent, type SetupPorts, type StepRun } from './setup-walk.ts';

/** What `settle` made of the answers. */
export type SettledStep = Extract<Settled, { ok: true }>;

/**
 * Asks the open questions of the sheet until the step accepts the answers. Throws `UserError` if it refuses them and there is no
 * prompter.
 */
export async function* askStep(
  run: StepRun,
  sheet: AnswerSheet,
  context: SettleContext,
): AsyncGenerator<SetupEvent, { readonly sheet: AnswerSheet; readonly settled: SettledStep }> {
  const { step, request } = run;
  let open = sheet;
  for (;;) {
    const { settled, ...asked } = yield* askOnce(run, open, context);
    if (settled.ok) return { sheet: asked.sheet, settled };
    if (request.inputs.prompter === null) throw new UserError({ code: 'input.invalid', message: settled.problem });
    yield { type: 'refused', problem: settled.problem };
    open = withoutAnswer(asked.sheet, step, settled.key);
  }
}

/** Asks, and settles the answers; then shows the report of a contact list and asks the questions that follow it. */
async function* askOnce(
  run: StepRun,
  sheet: AnswerSheet,
  context: SettleContext,
): AsyncGenerator<SetupEvent, { readonly sheet: AnswerSheet; readonly settled: Settled }> {
  const { step, state, request } = run;
  const questioner = new Questioner(request.inputs, promptContext(run));
  const ask = (questions: readonly Question[], open: AnswerSheet) =>
    relay(questioner.answer(questions, open), (answer): SetupEvent => ({ type: 'answered', answer }));
  const isLate = ({ afterReport }: Question) => afterReport === true;

  const first = yield* ask(
    step.questions.filter((question) => !isLate(question)),
    sheet,
  );
  const settled = await step.settle(first.answers, context);
  if (!settled.ok || settled.report === undefined) return { sheet: first, settled };
  yield { type: 'contacts', report: settled.report, minimum: settled.section.contacts?.minimum ?? 0 };
  const draft = { ...draftOf(state), ...settled.section };
  // A person should read the limits before acknowledging them.
  if (shortFormState(draft) !== 'current') yield { type: 'briefing', briefing: shortFormBriefing(draft) };
  const last = yield* ask(step.questions.filter(isLate), first);
  return { sheet: last, settled: await step.settle(last.answers, context) };
}

/** The sheet with one answer removed, and the answers to questions that may depend on it. */
function withoutAnswer(
  { answers, typed, askAgain }: AnswerSheet,
  { questions }: SetupStep,
  key: AnswerKey,
): AnswerSheet {
  const stale = new Set(questions.filter((question) => question.key === key || question.when).map((one) => one.key));
  // A refused choice is not offered again. Refused text is, to be corrected.
  const chosen = new Set(questions.filter(({ kind }) => kind === 'choice').map((one) => one.key));
  return {
    answers: Object.fromEntries(Object.entries(answers).filter(([name]) => !stale.has(name as AnswerKey))),
    typed: new Map([...typed].filter(([name]) => name !== key || !chosen.has(name))),
    askAgain: new Set([...askAgain, key]),
  };
}

/** An empty sheet that prompts for every question of the step and offers what was typed before. */
export const startAgain = ({ typed }: AnswerSheet, { questions }: SetupStep): AnswerSheet => ({
  answers: {},
  typed,
  askAgain: new Set(questions.filter(({ unprompted }) => unprompted !== true).map(({ key }) => key)),
});

export function settleContext({ state, request, ports }: StepRun): SettleContext {
  const { credential, saved } = state;
  return {
    settings: draftOf(state),
    get now() {
      return ports.clock.now();
    },
    operator: request.operator,
    canAsk: request.inputs.prompter !== null,
    readCredential: async (section) =>
      credential !== undefined && section === saved.credentials ? credential : ports.vault.read(section),
    checkContacts: rememberReports(ports.checkContacts),
  };
}

/** Reads a list once, however often the step is asked again. */
function rememberReports(check: SetupPorts['checkContacts']): SetupPorts['checkContacts'] {
  const reports = new Map<string, ContactsReport>();
  return async (request) => {
    const name = JSON.stringify({ ...request, known: undefined });
    const report = reports.get(name) ?? (await check(request));
    reports.set(name, report);
    return report;
  };
}
