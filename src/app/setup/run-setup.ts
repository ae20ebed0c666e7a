import type { Settings } from '../../domain/settings/settings.ts';
import type { StoreHealth } from '../../ports.ts';
import type { SetupStep } from '../../setup/step/step.ts';
import { steps as allSteps } from '../../setup/steps.ts';
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
import { takeStep } from './take-step.ts';

/**
 * Walks the steps: asks, settles, checks, saves. Each step is saved in one atomic write, after its checks were shown. Leaving
 * at any prompt (`Cancelled`) keeps the finished steps and nothing of the current one.
 */
export async function* runSetup(request: SetupRequest, ports: SetupPorts): AsyncGenerator<SetupEvent, SetupOutcome> {
  const { inputs, dryRun } = request;
  const saved = (await ports.settings.load()) ?? {};
  if (!dryRun && saved.pending !== undefined) {
    const count = await ports.vault.clear();
    if (count > 0) yield { type: 'pending', count };
  }
  let state: SetupState = { saved, carried: {}, changed: false };
  const walk = stepsToWalk(request, saved);
  const storeStep = walk.find(({ id }) => id === 'credentials');
  const probing = storeStep === undefined ? Promise.resolve([]) : ports.probeStores();
  // Avoid an unhandled rejection before the await below.
  probing.catch(() => {});
  const check = (steps: readonly SetupStep[], stores: readonly StoreHealth[]) =>
    preflight(steps, inputs, promptContext({ state, stores, request }));
  // A keychain is slow to probe. The first prompts need not wait for it, unless an input of the credentials step is given.
  const canWait = inputs.prompter !== null && storeStep?.questions.every(({ key }) => !inputs.given.has(key)) === true;
  const checkedLate = canWait ? storeStep : undefined;
  await check(
    walk.filter((step) => step !== checkedLate),
    canWait ? [] : await probing,
  );
  const finished = allSteps.slice(0, allSteps.indexOf(walk[0] as SetupStep));
  const [first] = finished;
  if (request.step === undefined && first !== undefined) {
    yield { type: 'resumed', finished, command: `smsctl setup ${first.id}` };
  }
  for (const [index, step] of walk.entries()) {
    yield { type: 'step', step, number: allSteps.indexOf(step) + 1, of: allSteps.length };
    const stores = step === storeStep ? await probing : [];
    if (step === storeStep) yield { type: 'stores', stores, chosen: saved.credentials?.store };
    if (step === checkedLate) await check([step], stores);
    const credentialsFollow = walk.slice(index + 1).some(({ id }) => id === 'credentials');
    state = yield* takeStep({ step, state, stores, credentialsFollow, request, ports });
  }
  const { changed, credential } = state;
  return { settings: draftOf(state), changed, ...(credential !== undefined && { credential }) };
}

/** The named step; without a prompter or an open step, all steps; else the steps from the first open one. */
function stepsToWalk({ step, inputs }: SetupRequest, saved: Settings): readonly SetupStep[] {
  if (step !== undefined) return [step];
  if (inputs.prompter === null) return allSteps;
  const open = allSteps.findIndex(
    ({ finished, questions }) => !finished(saved) || questions.some(({ key }) => inputs.given.has(key)),
  );
  return open === -1 ? allSteps : allSteps.slice(open);
}
