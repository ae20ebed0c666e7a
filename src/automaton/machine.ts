import { compileExpression, type DigitAutomaton } from './expression.ts';
import type { Plan, PlanGroup } from './plans.ts';

/**
 * What libphonenumber can tell apart in the digits of a number, as states that are refined until two texts in one state
 * have the same fate. What the fate is, the library says.
 */
export interface Machine {
  readonly start: number;
  /** `dead` is a state as well: from there, nothing can be told apart any more. */
  readonly step: (state: number, digit: number) => number;
  /** What is seen if the text ends here; two texts of one length that look alike have the same fate. */
  readonly sight: (state: number) => number;
  /** True when a rule took part that rewrites the number: then only the library knows the result. */
  readonly isRewritten: (state: number) => boolean;
}

export const dead = -1;

/** One automaton. `rewrites`: that it matches means that the number is rewritten. */
function pattern({ next, outputs }: DigitAutomaton, rewrites: boolean): Machine {
  return {
    start: 0,
    step: (state, digit) => (state === dead ? dead : (next[state * 10 + digit] ?? dead)),
    sight: (state) => outputs[state] ?? 0,
    isRewritten: (state) => rewrites && state !== dead && outputs[state] !== 0,
  };
}

/** Gives equal lists one number, counted from 0. */
function numbering() {
  const ids = new Map<string, number>();
  return (list: readonly number[]): number => {
    const key = list.join();
    const id = ids.get(key) ?? ids.size;
    ids.set(key, id);
    return id;
  };
}

/** What one of several machines sees before it has begun. */
const unseen = -1;

/** A machine whose states are lists; equal lists become one number, and each step is taken once. */
function numbered(
  start: readonly number[],
  {
    step,
    sight,
    isRewritten,
  }: {
    readonly step: (state: readonly number[], digit: number) => readonly number[];
    readonly sight: (state: readonly number[]) => readonly number[];
    readonly isRewritten: (state: readonly number[]) => boolean;
  },
): Machine {
  const idOf = numbering();
  const sightOf = numbering();
  const states: (readonly number[])[] = [];
  const steps: number[] = [];
  const sights = new Map<number, number>();
  const nameOf = (state: readonly number[]): number => {
    if (state.every((each) => each === dead)) return dead;
    const id = idOf(state);
    if (id === states.length) states.push(state);
    return id;
  };
  const listOf = (state: number): readonly number[] => states[state] ?? start.map(() => dead);
  return {
    start: nameOf(start),
    step: (state, digit) => {
      if (state === dead) return dead;
      const known = steps[state * 10 + digit];
      if (known !== undefined) return known;
      const to = nameOf(step(listOf(state), digit));
      steps[state * 10 + digit] = to;
      return to;
    },
    sight: (state) => {
      const known = sights.get(state) ?? sightOf(sight(listOf(state)));
      sights.set(state, known);
      return known;
    },
    isRewritten: (state) => isRewritten(listOf(state)),
  };
}

/** Machines side by side, on the same digits. */
const together = (machines: readonly Machine[]): Machine =>
  numbered(
    machines.map(({ start }) => start),
    {
      step: (state, digit) => machines.map((machine, index) => machine.step(state[index] ?? dead, digit)),
      sight: (state) => machines.map((machine, index) => machine.sight(state[index] ?? dead)),
      isRewritten: (state) => machines.some((machine, index) => machine.isRewritten(state[index] ?? dead)),
    },
  );

/** Where a machine behind some first digits stands before they were read. */
const waiting = -2;

/** A machine that begins behind each of a few first digits, and never behind any others. */
function behind(words: readonly string[], machine: Machine): Machine {
  const slots = [...words].sort();
  const trie = trieOf(slots);
  return numbered([0, ...slots.map(() => waiting)], {
    step: ([place = dead, ...own], digit) => {
      const to = trie.next(place, digit);
      const begins = trie.wordAt(to);
      return [
        to,
        ...own.map((state, index) => {
          if (begins === index) return machine.start;
          return state === waiting ? waiting : machine.step(state, digit);
        }),
      ];
    },
    sight: ([, ...own]) => own.map((state) => (state === waiting ? unseen : machine.sight(state))),
    isRewritten: ([, ...own]) => own.some((state) => state !== waiting && machine.isRewritten(state)),
  });
}

function trieOf(words: readonly string[]) {
  const nodes: { readonly text: string; readonly next: number[] }[] = [{ text: '', next: new Array(10).fill(dead) }];
  for (const word of words) {
    let at = 0;
    for (const character of word) {
      const node = nodes[at];
      const digit = Number(character);
      if (node === undefined) throw new Error('A trie lost a node.');
      if (node.next[digit] === dead) {
        node.next[digit] = nodes.length;
        nodes.push({ text: node.text + character, next: new Array(10).fill(dead) });
      }
      at = node.next[digit] ?? dead;
    }
  }
  return {
    next: (at: number, digit: number): number => (at === dead ? dead : (nodes[at]?.next[digit] ?? dead)),
    wordAt: (at: number): number => words.indexOf(nodes[at]?.text ?? ''),
  };
}

/** The finite words of a prefix expression, but those that its groups rewrite. */
function prefixWords(prefix: string): readonly string[] {
  const { next, outputs } = compileExpression(prefix, { match: 'whole', captured: false });
  const words: string[] = [];
  const visit = (state: number, word: string): void => {
    if (word.length > 10) throw new Error(`The prefix ${prefix} has no end.`);
    if (outputs[state] !== 0 && word !== '') words.push(word);
    for (let digit = 0; digit < 10; digit += 1) {
      const to = next[state * 10 + digit] ?? dead;
      if (to !== dead) visit(to, `${word}${digit}`);
    }
  };
  visit(0, '');
  return words;
}

/**
 * Reads a national number as a plan of its group does: all its digits, and the digits behind a national prefix. `then` reads
 * what is behind it.
 */
function national({ patterns }: PlanGroup, { prefix }: Plan, then: Machine): Machine {
  const all = pattern(patterns, false);
  if (prefix === undefined) return all;
  return together([
    all,
    pattern(compileExpression(prefix, { match: 'start', captured: true }), true),
    behind(prefixWords(prefix), then),
  ]);
}

/**
 * Reads what follows a calling code. A number that is not assigned is read once more, to learn whether its length can be,
 * and then a second prefix would go.
 */
export function afterCallingCode(group: PlanGroup): Machine {
  const [main] = group.plans;
  const once = national(group, main, pattern(group.patterns, false));
  return national(group, main, once);
}

/** Reads what is dialled in one country; `abroad` reads what follows its calling code. */
export function dialledIn(group: PlanGroup, plan: Plan, abroad: Machine): Machine {
  const home = national(group, plan, abroad);
  const machines = [home, behind([plan.callingCode], together([home, abroad]))];
  if (plan !== group.plans[0]) machines.push(abroad);
  if (plan.idd !== undefined) machines.push(pattern(compileExpression(plan.idd, { match: 'start' }), true));
  return together(machines);
}
