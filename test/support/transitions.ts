import type { NumberAutomaton } from '../../src/automaton/number-automaton.ts';

/** Digits that take one transition of the automaton, the last of them. */
export interface Transition {
  /** The country that the digits are dialled in; '' none; '+' they are international. */
  readonly root: string;
  readonly digits: string;
}

const digitsOfTen = '0123456789';

/** One text for every transition of every state that can be reached, by the shortest way. */
export function* transitionsOf({ states, international, national }: NumberAutomaton): Generator<Transition> {
  const known = new Set<number>();
  let queue = [['+', international], ...national].map(([root, state]) => ({ root, state, digits: '' })) as {
    root: string;
    state: number;
    digits: string;
  }[];
  while (queue.length > 0) {
    const next: typeof queue = [];
    for (const { root, state, digits } of queue) {
      if (known.has(state)) continue;
      known.add(state);
      for (const digit of digitsOfTen) {
        yield { root, digits: digits + digit };
        const to = states[state / 4 + Number(digit)] ?? 0;
        if (!known.has(to)) next.push({ root, state: to, digits: digits + digit });
      }
    }
    queue = next;
  }
}
