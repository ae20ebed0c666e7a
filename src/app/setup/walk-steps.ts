import type { Credential } from '../../domain/settings/credential.ts';
import type { StoreHealth } from '../../ports.ts';
import type { SetupStep, StepId } from '../../setup/step/step.ts';
import { steps as allSteps } from '../../setup/steps.ts';
import { type AnswerSheet, emptySheet, oneBack } from './answer-sheet.ts';
import { startAgain } from './ask-step.ts';
import {
  draftOf,
  type SetupEvent,
  type SetupPorts,
  type SetupRequest,
  type SetupState,
  type StepEnd,
} from './setup-walk.ts';
import { takeStep } from './take-step.ts';

interface Walk {
  /** The steps that the person named. All their questions are asked, not only those whose answers are out of date. */
  readonly asked: readonly SetupStep[];
  /** As the settings are before the walk. */
  readonly state: SetupState;
  /** Probes the secret stores at the first call. */
  readonly stores: () => Promise<readonly StoreHealth[]>;
  readonly request: SetupRequest;
  readonly ports: SetupPorts;
}

const stepNamed = (id: StepId): SetupStep => allSteps.find((step) => step.id === id) as SetupStep;

/** Where a walk is: the steps to take, which of them is next, and the answers of the steps that were left. */
interface Position {
  readonly queue: readonly SetupStep[];
  readonly at: number;
  readonly sheets: ReadonlyMap<StepId, AnswerSheet>;
  readonly draftCredential?: Credential;
  /** True if the next step was inserted before the step that asked for it, to which `<` returns. */
  readonly isDetour?: boolean;
}

/** Takes the steps in order, back and forth as the person wishes, and then those that a change made out of date. */
export async function* walkSteps(
  steps: readonly SetupStep[],
  { asked, state: before, stores, request, ports }: Walk,
): AsyncGenerator<SetupEvent, SetupState> {
  let state = before;
  let position: Position = { queue: steps, at: 0, sheets: new Map() };
  for (;;) {
    const { queue, at, sheets, draftCredential } = position;
    const step = queue[at];
    if (step === undefined) return state;
    yield { type: 'step', step, number: allSteps.indexOf(step) + 1, of: allSteps.length };
    const outdated = asked.includes(step) ? [] : (step.outdated?.(draftOf(state)) ?? []);
    const end: StepEnd = yield* takeStep({
      ...{ step, state, request, ports },
      sheet: sheets.get(step.id) ?? emptySheet,
      stores: step.id === 'credentials' ? await stores() : [],
      canGoBack: position.isDetour === true || lastPrompted(position) !== -1,
      credentialsFollow: queue.slice(at + 1).some(({ id }) => id === 'credentials'),
      ...(outdated.length > 0 && { only: new Set(outdated) }),
      ...(draftCredential !== undefined && { draftCredential }),
    });
    ({ state } = end);
    position = moved(position, end);
    if (position.at < position.queue.length || request.inputs.prompter === null) continue;
    const following = allSteps.filter((each) => isOutdated(each, state) && !position.queue.includes(each));
    if (following.length > 0) yield { type: 'outdated', steps: following };
    position = { ...position, queue: [...position.queue, ...following] };
  }
}

const isOutdated = ({ outdated }: SetupStep, state: SetupState): boolean =>
  (outdated?.(draftOf(state)) ?? []).length > 0;

/** The index of the last step before this one in which a person was asked; -1: none. */
const lastPrompted = ({ queue, at, sheets }: Position): number =>
  queue.slice(0, at).findLastIndex(({ id }) => (sheets.get(id)?.prompted.length ?? 0) > 0);

/** The position after a step. */
function moved(position: Position, { sheet, next, draftCredential }: StepEnd): Position {
  const { queue, at } = position;
  const { id } = queue[at] as SetupStep;
  const sheets = new Map(position.sheets).set(id, sheet);
  const kept = { ...position, sheets, isDetour: false, ...(draftCredential !== undefined && { draftCredential }) };
  switch (next) {
    case 'on':
      return { ...kept, at: at + 1 };
    case 'back': {
      const left = position.isDetour === true ? queue.toSpliced(at, 1) : queue;
      const earlier = position.isDetour === true ? at : Math.max(lastPrompted(position), 0);
      return { ...kept, queue: left, at: earlier, sheets: withLastOpen(sheets, left[earlier] as SetupStep) };
    }
    case 'credentials': {
      const follows = queue.slice(at + 1).some((step) => step.id === next);
      const more = follows ? [] : [stepNamed(next)];
      return { ...kept, at: at + 1, queue: queue.toSpliced(at + 1, 0, ...more) };
    }
    case 'number': {
      const number = stepNamed(next);
      sheets.set(next, startAgain(sheets.get(next) ?? emptySheet, number));
      // The number step is taken right before this one, also if it was taken at the start.
      return { ...kept, queue: queue.toSpliced(at, 0, number), isDetour: true };
    }
  }
}

/** The sheets, with the last prompted question of the step open again. */
function withLastOpen(sheets: ReadonlyMap<StepId, AnswerSheet>, { id, questions }: SetupStep) {
  return new Map(sheets).set(id, oneBack(sheets.get(id) ?? emptySheet, questions) ?? emptySheet);
}
