import type { ContactsReport } from '../../domain/contacts/contact-quality.ts';
import { relay } from '../../domain/relay.ts';
import type { AnswerKey } from '../../domain/settings/question.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { UserError } from '../../domain/user-error.ts';
import { shortFormState } from '../../setup/contacts/short-form.ts';
import type { SettleContext, Settled, SetupStep } from '../../setup/step/step.ts';
import { shortFormBriefing } from '../status/short-form-briefing.ts';
import { Questioner } from './answer-questions.ts';
import { type Answered, type AnswerSheet, oneBack } from './answer-sheet.ts';
import { promptLookup } from './prompt-lookup.ts';
import { draftOf, promptContext, type SetupEvent, type SetupPorts, type StepRun } from './setup-walk.ts';

/** What `settle` made of the answers. */
export type SettledStep = Extract<Settled, { ok: true }>;

/** `settled`: undefined if the person went back before the first question of the step. */
interface AskedStep<S extends Settled> {
  readonly sheet: AnswerSheet;
  readonly settled: S | undefined;
}

/**
 * Asks the open questions of the sheet until the step accepts the answers. Throws `UserError` if it refuses them and there is no
 * prompter.
 */
export async function* askStep(
  run: StepRun,
  sheet: AnswerSheet,
  context: SettleContext,
): AsyncGenerator<SetupEvent, AskedStep<SettledStep>> {
  const { step, request } = run;
  let open = sheet;
  for (;;) {
    const { settled, ...asked } = yield* askOnce(run, open, context);
    if (settled === undefined || settled.ok) return { sheet: asked.sheet, settled };
    if (request.inputs.prompter === null) throw refusalOf(settled);
    yield { type: 'refused', problem: settled.problem };
    open = withoutAnswer(asked.sheet, step, settled.key);
  }
}

/** The error of a run without prompts. */
export const refusalOf = ({ problem, error }: Extract<Settled, { ok: false }>): UserError =>
  error ?? new UserError({ code: 'input.invalid', message: problem });

/** Asks, and settles the answers; then shows the report of a contact list and asks the questions that follow it. */
async function* askOnce(
  run: StepRun,
  sheet: AnswerSheet,
  context: SettleContext,
): AsyncGenerator<SetupEvent, AskedStep<Settled>> {
  const { step, state, request } = run;
  const questioner = new Questioner(
    request.inputs,
    { ...promptContext(run), lookup: promptLookup(run) },
    { about: step.intro, ...(run.only !== undefined && { only: run.only }) },
  );
  const before = step.questions.filter(({ afterReport }) => afterReport === undefined);
  const after = step.questions.filter(({ afterReport }) => afterReport === true);
  let open = sheet;
  for (;;) {
    const first = yield* relay(questioner.answer(before, open, { back: run.canGoBack }), answeredEvent);
    if (first.wentBack) return { sheet: first.sheet, settled: undefined };
    const settled = await step.settle(first.sheet.answers, context);
    if (!settled.ok || after.length === 0) return { sheet: first.sheet, settled };
    const { report } = settled;
    // A list that cannot be read again has none.
    if (report !== undefined) yield { type: 'contacts', report, minimum: settled.section.contacts?.minimum ?? 0 };
    const draft = { ...draftOf(state), ...settled.section };
    const answering = questioner.answer(after, first.sheet, { back: true });
    const last = yield* withBriefing(answering, draft, request.inputs.prompter !== null);
    if (!last.wentBack) return { sheet: last.sheet, settled: await step.settle(last.sheet.answers, context) };
    const earlier = oneBack(last.sheet, before);
    if (earlier === undefined) return { sheet: last.sheet, settled: undefined };
    open = earlier;
  }
}

/** The answers to the questions after the report, with the limits of SMS before the question about them. */
async function* withBriefing(
  answering: ReturnType<Questioner['answer']>,
  draft: Settings,
  isShown: boolean,
): AsyncGenerator<SetupEvent, { readonly sheet: AnswerSheet; readonly wentBack: boolean }> {
  for (;;) {
    const next = await answering.next();
    if (next.done === true) return next.value;
    yield answeredEvent(next.value);
    const isNext = next.value.key === 'contacts.acknowledged' && isShown;
    // A person should read the limits before acknowledging them.
    if (isNext && shortFormState(draft) !== 'current') yield { type: 'briefing', briefing: shortFormBriefing(draft) };
  }
}

const answeredEvent = (answer: Answered): SetupEvent => ({ type: 'answered', answer });

/** The sheet with one answer removed, and the answers to questions that may depend on it. */
export function withoutAnswer(
  { answers, typed, askAgain, prompted }: AnswerSheet,
  { questions }: SetupStep,
  key: AnswerKey,
): AnswerSheet {
  // Only later questions depend on an answer. A secret depends on the method alone, and is not typed again for another store.
  const later = questions.slice(questions.findIndex((question) => question.key === key) + 1);
  const dependent = later.filter(({ when, kind }) => when !== undefined && (kind !== 'secret' || key !== storeKey));
  const stale = new Set<string>([key, ...dependent.map((question) => question.key)]);
  // A refused choice is not offered again. Refused text is, to be corrected.
  const chosen = new Set(questions.filter(({ kind }) => kind === 'choice').map((one) => one.key));
  return {
    answers: Object.fromEntries(Object.entries(answers).filter(([name]) => !stale.has(name))),
    typed: new Map([...typed].filter(([name]) => name !== key || !chosen.has(name))),
    askAgain: new Set([...askAgain, key]),
    prompted: prompted.filter((name) => !stale.has(name)),
  };
}

const storeKey = 'credentials.store';

/** An empty sheet that prompts for every question of the step and offers what was typed before. */
export const startAgain = ({ typed }: AnswerSheet, { questions }: SetupStep): AnswerSheet => ({
  answers: {},
  typed,
  askAgain: new Set(questions.filter(({ unprompted }) => unprompted !== true).map(({ key }) => key)),
  prompted: [],
});

export function settleContext({ state, request, ports }: StepRun): SettleContext {
  const { credential, saved } = state;
  return {
    settings: draftOf(state),
    get now() {
      return ports.clock.now();
    },
    canAsk: request.inputs.prompter !== null,
    // In a dry run, no store has the credential that was tried.
    readCredential: async (section) =>
      credential !== undefined && section.fingerprint === saved.credentials?.fingerprint
        ? credential
        : ports.vault.read(section),
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
