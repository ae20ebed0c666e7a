import type { CheckResult } from '../../domain/readiness/check.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { Prompter } from '../../ports.ts';
import type { SetupStep } from '../../setup/step/step.ts';
import { steps as allSteps } from '../../setup/steps.ts';
import { recalled } from '../verify/verify.ts';
import { preflight } from './preflight.ts';
import {
  draftOf,
  promptContext,
  type SetupEvent,
  type SetupOutcome,
  type SetupPorts,
  type SetupRequest,
  type SetupState,
} from './setup-walk.ts';
import { walkSteps } from './walk-steps.ts';

/**
 * Walks the steps: asks, settles, checks, saves. Each step is saved in one atomic write. Leaving at any prompt (`Cancelled`)
 * keeps the finished steps and nothing of the current one.
 */
export async function* runSetup(request: SetupRequest, ports: SetupPorts): AsyncGenerator<SetupEvent, SetupOutcome> {
  const { inputs, dryRun } = request;
  let saved = (await ports.settings.load()) ?? {};
  if (!dryRun && saved.pending !== undefined) {
    const left = await ports.vault.clear();
    saved = (await ports.settings.load()) ?? {};
    const { pending = [] } = saved;
    if (left > 0) yield { type: 'pending', secrets: pending, command: 'smsctl credentials remove pending' };
  }
  const { steps, asked } = yield* chooseSteps(request, saved, ports);
  const stores = storesOnce(ports);
  const storeStep = steps.find(({ id }) => id === 'credentials');
  // A keychain is slow to probe: it is probed while the first prompts are shown.
  if (storeStep !== undefined) void stores();
  const state: SetupState = { saved, carried: {}, changed: false };
  const check = async (some: readonly SetupStep[], probed: boolean) =>
    preflight(some, inputs, promptContext({ state, stores: probed ? await stores() : [], request }));
  // The first prompts need not wait for it, unless an input of the credentials step is given.
  const canWait = inputs.prompter !== null && storeStep?.questions.every(({ key }) => !inputs.given.has(key)) === true;
  await check(canWait ? steps.filter((step) => step !== storeStep) : steps, storeStep !== undefined && !canWait);
  const { changed, credential, ...walked } = yield* walkSteps(steps, { asked, state, stores, request, ports });
  return { settings: draftOf({ changed, ...walked }), changed, ...(credential !== undefined && { credential }) };
}

function storesOnce({ probeStores }: SetupPorts) {
  let probing: ReturnType<typeof probeStores> | undefined;
  return () => {
    if (probing === undefined) {
      probing = probeStores();
      // Avoid an unhandled rejection before it is awaited.
      probing.catch(() => {});
    }
    return probing;
  };
}

/**
 * The named step; all steps without a prompter; else the open ones and those that a taken over value changes, or the one that the
 * person chooses to change.
 */
async function* chooseSteps(
  request: SetupRequest,
  saved: Settings,
  ports: SetupPorts,
): AsyncGenerator<SetupEvent, { readonly steps: readonly SetupStep[]; readonly asked: readonly SetupStep[] }> {
  const {
    step,
    inputs: { prompter },
  } = request;
  if (step !== undefined) return { steps: [step], asked: [step] };
  if (prompter === null) return { steps: allSteps, asked: [] };
  const finished = allSteps.filter((each) => each.finished(saved) && !isChanged(each, request, saved));
  if (finished.length === allSteps.length) {
    const results: CheckResult[] = [];
    for await (const result of recalled({ settings: saved }, ports)) results.push(result);
    yield { type: 'complete', results };
    const chosen = await askWhatToChange(prompter);
    const steps = allSteps.filter(({ id }) => id === chosen);
    return { steps, asked: steps };
  }
  if (finished.length > 0) {
    yield { type: 'resumed', finished, commands: finished.map(({ id }) => `\`smsctl setup ${id}\``) };
  }
  return { steps: allSteps.filter((each) => !finished.includes(each)), asked: [] };
}

/** True if a taken over value differs from the saved one. A secret always counts, since the saved one is not read here. */
function isChanged({ questions }: SetupStep, { inputs, takenOver }: SetupRequest, saved: Settings): boolean {
  return questions.some((question) => {
    const given = inputs.given.get(question.key);
    if (given === undefined || takenOver?.has(question.key) !== true) return false;
    const isSame =
      question.kind !== 'secret' && (question.current(saved, {}) ?? 'none') === (String(given.raw) || 'none');
    return !isSame;
  });
}

const nothing = 'nothing';

const askWhatToChange = (prompter: Prompter): Promise<string> =>
  prompter.ask({
    key: 'setup.change',
    kind: 'choice',
    message: 'What do you want to change?',
    help: 'Every step is finished. Choose one to change it; the others stay as they are.',
    initial: nothing,
    choices: [
      { value: nothing, name: 'Nothing' },
      ...allSteps.map(({ id, title }) => ({ value: id, name: title, description: `smsctl setup ${id}` })),
    ],
  });
