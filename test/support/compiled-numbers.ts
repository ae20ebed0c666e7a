import type { CompiledNumbers, NumberImage } from '../../src/automaton/image.ts';
import { outcomeBytes, stateBytes } from '../../src/automaton/layout.ts';

/** What an image was encoded from. */
export function compiledFrom({ origin, pairs, automaton }: NumberImage): CompiledNumbers {
  const { states, international, national, outcomeAt } = automaton;
  const width = stateBytes / 4;
  const offsets = states.filter((_, index) => index % width === width - 1);
  const count = offsets.reduce((most, offset) => Math.max(most, offset), 0) / outcomeBytes + 1;
  const outcomes = Array.from({ length: count }, (_, index) => outcomeAt(index * outcomeBytes));
  return { origin, pairs, states, international, national, outcomes };
}
