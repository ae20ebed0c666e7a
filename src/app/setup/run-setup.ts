import type { ContactsReport, ContactsRequest } from '../../domain/contacts/contact-quality.ts';
import { exitCode } from '../../domain/exit-code.ts';
import type { CheckResult } from '../../domain/readiness/check.ts';
import type { Ambient, Facts } from '../../domain/readiness/facts.ts';
import type { Credential } from '../../domain/settings/credential.ts';
import type { AnswerKey, Circumstances } from '../../domain/settings/question.ts';
import type { SecretStoreKind, Settings } from '../../domain/settings/settings.ts';
import { UserError } from '../../domain/user-error.ts';
import type { Clock, OpenProvider, SettingsStore, StoreHealth } from '../../ports.ts';
import { shortFormState } from '../../setup/contacts/short-form.ts';
import type { Bench, Settled, SetupStep } from '../../setup/step/step.ts';
import { steps as allSteps } from '../../setup/steps.ts';
import type { CredentialVault } from '../credentials/credential-vault.ts';
import { type ShortFormBriefing, shortFormBriefing } from '../status/short-form-briefing.ts';
import { collectFacts } from '../verify/collect-facts.ts';
import { checkDraft, checkSaved, closedGates } from '../verify/step-checks.ts';
import { type Answered, answerQuestions, emptySheet, type Inputs, preflight, type Sheet } from './answer-questions.ts';
import { type Change, changesBetween } from './changes.ts';
import { confirmAccountChange } from './typed-confirmation.ts';

export interface SetupRequest {
  readonly organization: string;
  /** Absent: all of them, starting where work is left. */
  readonly step?: SetupStep;
  readonly inputs: Inputs;
  /** Reads and checks everything, writes nothing. */
  readonly dryRun: boolean;
  /** Saves also what failed its check, or could not be checked, without asking. */
  readonly yes: boolean;
  readonly operator: string;
  readonly ci: boolean;
}

export interface SetupPorts {
  readonly settings: SettingsStore;
  readonly vault: CredentialVault;
  readonly openProvider: OpenProvider;
  readonly ambient: Ambient;
  readonly clock: Clock;
  /** The stores that may be chosen, probed, in the order of preference. */
  readonly probeStores: () => Promise<readonly StoreHealth[]>;
  readonly checkContacts: (request: ContactsRequest) => Promise<ContactsReport>;
}

export type SetupEvent =
  | { readonly type: 'stores'; readonly stores: readonly StoreHealth[]; readonly chosen: SecretStoreKind | undefined }
  /** `command`: changes one of the steps that are finished. */
  | { readonly type: 'resumed'; readonly finished: readonly SetupStep[]; readonly command: string }
  | { readonly type: 'step'; readonly step: SetupStep; readonly number: number; readonly of: number }
  | { readonly type: 'answered'; readonly answer: Answered }
  | { readonly type: 'refused'; readonly problem: string }
  | { readonly type: 'contacts'; readonly report: ContactsReport; readonly minimum: number }
  | { readonly type: 'briefing'; readonly briefing: ShortFormBriefing }
  | { readonly type: 'checked'; readonly result: CheckResult }
  | { readonly type: 'saved'; readonly step: SetupStep; readonly changes: readonly Change[] }
  | { readonly type: 'would-save'; readonly step: SetupStep; readonly changes: readonly Change[] }
  | { readonly type: 'unchanged'; readonly step: SetupStep }
  | { readonly type: 'carried'; readonly step: SetupStep }
  | { readonly type: 'pending'; readonly count: number };

/** What the walk came to: the settings as they are now (with `dryRun`, as they would be). */
export interface SetupOutcome {
  readonly settings: Settings;
  readonly changed: boolean;
  /** The credential that `dryRun` tried and did not save. */
  readonly credential?: Credential;
}

/** What is in hand while walking. */
interface Hand {
  /** As it is on disk; in a dry run, as it would be. */
  saved: Settings;
  /** Sections that are settled and wait to be saved together with a later step, which proves them. */
  carried: Partial<Settings>;
  /** A credential that is not stored: in a dry run. */
  credential: Credential | undefined;
  changed: boolean;
}

/**
 * Walks the steps: asks, settles, checks, saves; a step is saved when it is finished, in one atomic write, after its checks
 * were shown. Leaving at any prompt (`Cancelled`) keeps the finished steps and nothing of the one under way.
 */
export async function* runSetup(request: SetupRequest, ports: SetupPorts): AsyncGenerator<SetupEvent, SetupOutcome> {
  const { inputs } = request;
  const saved = (await ports.settings.load()) ?? {};
  if (!request.dryRun && saved.pending !== undefined) {
    const count = await ports.vault.clear();
    if (count > 0) yield { type: 'pending', count };
  }
  const walk = stepsToWalk(request, saved);
  const store = walk.find(({ id }) => id === 'credentials');
  const probing = store === undefined ? Promise.resolve([]) : ports.probeStores();
  // It is awaited where its answer counts, and a probe that goes wrong is told there.
  probing.catch(() => {});
  const circumstances = (settings: Settings, stores: readonly StoreHealth[]): Circumstances => ({
    saved: settings,
    given: new Set(inputs.given.keys()),
    stores,
    operator: request.operator,
    ci: request.ci,
  });
  // A keychain takes its time. Nobody waits for it before the first question, unless something that was given rests on it.
  const canWait = inputs.prompter !== null && store?.questions.every(({ key }) => !inputs.given.has(key)) === true;
  const late = canWait ? store : undefined;
  const early = walk.filter((step) => step !== late);
  await preflight(early, inputs, circumstances(saved, canWait ? [] : await probing));
  const before = allSteps.slice(0, allSteps.indexOf(walk[0] as SetupStep));
  const [first] = before;
  if (request.step === undefined && first !== undefined) {
    yield { type: 'resumed', finished: before, command: `smsctl setup ${first.id}` };
  }

  const hand: Hand = { saved, carried: {}, credential: undefined, changed: false };
  for (const step of walk) {
    yield { type: 'step', step, number: allSteps.indexOf(step) + 1, of: allSteps.length };
    const stores = step === store ? await probing : [];
    if (step === store) yield { type: 'stores', stores, chosen: saved.credentials?.store };
    if (step === late) await preflight([step], inputs, circumstances(draftOf(hand), stores));
    const ahead = walk.slice(walk.indexOf(step) + 1);
    yield* takeStep(step, ahead, hand, () => circumstances(draftOf(hand), stores), request, ports);
  }
  const { changed, credential } = hand;
  return { settings: draftOf(hand), changed, ...(credential !== undefined && { credential }) };
}

const draftOf = ({ saved, carried }: Hand): Settings => ({ ...saved, ...carried });

/** One named step; else everything where nobody can be asked or nothing is left open; else from where work is left. */
function stepsToWalk({ step, inputs }: SetupRequest, saved: Settings): readonly SetupStep[] {
  if (step !== undefined) return [step];
  if (inputs.prompter === null) return allSteps;
  const open = allSteps.findIndex(
    ({ finished, questions }) => !finished(saved) || questions.some(({ key }) => inputs.given.has(key)),
  );
  return open === -1 ? allSteps : allSteps.slice(open);
}

async function* takeStep(
  step: SetupStep,
  ahead: readonly SetupStep[],
  hand: Hand,
  circumstances: () => Circumstances,
  request: SetupRequest,
  ports: SetupPorts,
): AsyncGenerator<SetupEvent> {
  const { inputs } = request;
  const { prompter } = inputs;
  const bench = benchFrom(hand, request, ports);
  const early = step.questions.filter(({ afterReport }) => afterReport !== true);
  const late = step.questions.filter(({ afterReport }) => afterReport === true);
  let sheet: Sheet = emptySheet;
  let insist: ReadonlySet<AnswerKey> = new Set();
  for (;;) {
    sheet = yield* relayAnswers(answerQuestions(early, sheet, inputs, circumstances(), insist));
    let settled = await step.settle(sheet.answers, bench);
    if (settled.ok && settled.report !== undefined) {
      const minimum = settled.section.contacts?.minimum ?? 0;
      yield { type: 'contacts', report: settled.report, minimum };
      const draft = { ...draftOf(hand), ...settled.section };
      // Who acknowledges the limits should have seen them.
      if (shortFormState(draft) !== 'current') yield { type: 'briefing', briefing: shortFormBriefing(draft) };
      sheet = yield* relayAnswers(answerQuestions(late, sheet, inputs, circumstances(), insist));
      settled = await step.settle(sheet.answers, bench);
    }
    if (!settled.ok) {
      if (prompter === null) throw new UserError({ code: 'input.invalid', message: settled.problem });
      yield { type: 'refused', problem: settled.problem };
      sheet = without(sheet, step, settled.key);
      insist = new Set([...insist, settled.key]);
      continue;
    }
    const draft: Settings = { ...draftOf(hand), ...settled.section };
    const tried = factsAbout(draft, ports, settled.credential ?? hand.credential);
    const results = yield* relayResults(checkDraft(step, tried, ports.clock));
    const closed = await closedGates(step, results, factsAbout(hand.saved, ports), ports.clock);
    const decision = await decide(step, ahead, closed, hand, request);
    if (decision === 'again') {
      sheet = { ...emptySheet, typed: sheet.typed };
      insist = new Set(step.questions.filter(({ unprompted }) => unprompted !== true).map(({ key }) => key));
      continue;
    }
    if (decision === 'carry') {
      hand.carried = { ...hand.carried, ...settled.section };
      yield { type: 'carried', step };
      return;
    }
    const accountSid = settled.section.credentials?.accountSid;
    if (accountSid !== undefined && !request.dryRun) {
      const { organization, yes } = request;
      await confirmAccountChange({ organization, saved: hand.saved, accountSid, agreed: yes, inputs });
    }
    yield* commit(step, settled, hand, request, ports);
    return;
  }
}

async function* relayAnswers(answering: AsyncGenerator<Answered, Sheet>): AsyncGenerator<SetupEvent, Sheet> {
  for (;;) {
    const next = await answering.next();
    if (next.done === true) return next.value;
    yield { type: 'answered', answer: next.value };
  }
}

const benchFrom = (
  hand: Hand,
  { operator, inputs }: SetupRequest,
  { vault, clock, checkContacts }: SetupPorts,
): Bench => ({
  settings: draftOf(hand),
  get now() {
    return clock.now();
  },
  operator,
  canAsk: inputs.prompter !== null,
  readCredential: async (section) =>
    hand.credential !== undefined && section === hand.saved.credentials ? hand.credential : vault.read(section),
  checkContacts: rememberReports(checkContacts),
});

/** A list that was read for the first answers is not read again for the last ones. */
function rememberReports(check: SetupPorts['checkContacts']): SetupPorts['checkContacts'] {
  const reports = new Map<string, ContactsReport>();
  return async (request) => {
    const name = JSON.stringify({ ...request, known: undefined });
    const report = reports.get(name) ?? (await check(request));
    reports.set(name, report);
    return report;
  };
}

/** The sheet with one answer taken back, and with it those that depend on others. */
function without({ answers, typed }: Sheet, { questions }: SetupStep, key: AnswerKey): Sheet {
  const stale = new Set(questions.filter((question) => question.key === key || question.when).map((one) => one.key));
  // What was chosen and refused is not offered again; what was typed is, to be mended.
  const chosen = new Set(questions.filter(({ kind }) => kind === 'choice').map((one) => one.key));
  return {
    answers: Object.fromEntries(Object.entries(answers).filter(([name]) => !stale.has(name as AnswerKey))),
    typed: new Map([...typed].filter(([name]) => name !== key || !chosen.has(name))),
  };
}

/** Facts about settings; with a credential that is tried before it is stored, or one that a dry run never stores. */
const factsAbout = (
  settings: Settings,
  { clock, openProvider, ambient, vault }: SetupPorts,
  credential?: Credential,
): Facts =>
  collectFacts({
    settings,
    clock,
    openProvider,
    ambient,
    readCredential: vault.read,
    ...(credential !== undefined && { credential }),
  });

async function* relayResults(checking: AsyncIterable<CheckResult>): AsyncGenerator<SetupEvent, readonly CheckResult[]> {
  const results: CheckResult[] = [];
  for await (const result of checking) {
    results.push(result);
    yield { type: 'checked', result };
  }
  return results;
}

type Decision = 'save' | 'again' | 'carry';

/** Whether to save a draft whose checks are known. Throws `UserError` when it must not be saved, and nobody says otherwise. */
async function decide(
  step: SetupStep,
  ahead: readonly SetupStep[],
  closed: readonly CheckResult[],
  { saved }: Hand,
  { inputs, yes, dryRun }: SetupRequest,
): Promise<Decision> {
  if (closed.length === 0) return 'save';
  const bringsCredentials = ahead.some(({ id }) => id === 'credentials');
  const otherAccount = inputs.given.get('credentials.accountSid')?.raw;
  if (bringsCredentials && otherAccount !== undefined && otherAccount !== saved.credentials?.accountSid) return 'carry';
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
      ...(bringsCredentials && saved.credentials !== undefined
        ? [{ value: 'carry', name: 'Go on, and save it together with other credentials in step 3' }]
        : []),
      { value: 'save', name: 'Save anyway' },
      { value: 'stop', name: 'Stop here; nothing of this step is saved' },
    ],
  });
  if (answer === 'stop') throw notSaved(step, closed);
  return answer === 'save' || answer === 'carry' ? answer : 'again';
}

function notSaved({ id }: SetupStep, closed: readonly CheckResult[]): UserError {
  const failed = closed.some(({ status }) => status === 'fail');
  return new UserError({
    code: failed ? 'step.refused' : 'step.unproven',
    message: `Nothing of step \`${id}\` was saved: ${failed ? 'it would not work' : 'it could not be checked'}.`,
    hints: [
      ...closed.map(({ detail, remedy }) => [detail, remedy?.text].filter(Boolean).join(' ')),
      'Save it all the same with `--yes`.',
    ],
    exit: failed ? exitCode.notReady : exitCode.unknown,
  });
}

async function* commit(
  step: SetupStep,
  { section, credential }: Extract<Settled, { ok: true }>,
  hand: Hand,
  { dryRun }: SetupRequest,
  ports: SetupPorts,
): AsyncGenerator<SetupEvent> {
  const sections = { ...hand.carried, ...section };
  const changes = changesBetween(hand.saved, sections);
  if (changes.length === 0 && credential === undefined) {
    yield { type: 'unchanged', step };
    return;
  }
  if (dryRun) {
    hand.saved = { ...hand.saved, ...sections };
    hand.carried = {};
    hand.credential = credential ?? hand.credential;
    yield { type: 'would-save', step, changes };
    return;
  }
  const { credentials } = sections;
  hand.saved =
    credential !== undefined && credentials !== undefined
      ? await ports.vault.save(credential, { ...sections, credentials })
      : await ports.settings.update((current) => ({ ...current, ...sections }));
  hand.carried = {};
  hand.changed = true;
  yield { type: 'saved', step, changes };
  yield* relayResults(checkSaved(step, factsAbout(hand.saved, ports), ports.clock));
}
