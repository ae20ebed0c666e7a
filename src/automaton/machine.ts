import { compileExpression, type DigitAutomaton } from './expression.ts';
import { numbering } from './numbering.ts';
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
    sight: (state) => (state === dead ? 0 : (outputs[state] ?? 0)),
    isRewritten: (state) => rewrites && state !== dead && outputs[state] !== 0,
  };
}

/** What one of several machines sees before it has begun. */
const unseen = -1;

/** A state that is a list, and what has been found out about it. */
interface KnownState {
  readonly list: readonly number[];
  readonly next: number[];
  sight: number;
}

/** Not found out yet; no state, and no sight. */
const unknown = -4;

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
  const ids = numbering(start.length);
  const seen = numbering(start.length);
  const states: KnownState[] = [];
  const nothing: KnownState = { list: start.map(() => dead), next: [], sight: unknown };
  const nameOf = (list: readonly number[]): number => {
    if (list.every((each) => each === dead)) return dead;
    const id = ids.of(list);
    if (id === states.length) states.push({ list, next: new Array<number>(10).fill(unknown), sight: unknown });
    return id;
  };
  const stateAt = (id: number): KnownState => (id === dead ? nothing : (states[id] ?? nothing));
  return {
    start: nameOf(start),
    step: (id, digit) => {
      if (id === dead) return dead;
      const { list, next } = stateAt(id);
      const known = next[digit] ?? unknown;
      if (known !== unknown) return known;
      const to = nameOf(step(list, digit));
      next[digit] = to;
      return to;
    },
    sight: (id) => {
      const state = stateAt(id);
      if (state.sight === unknown) state.sight = seen.of(sight(state.list));
      return state.sight;
    },
    isRewritten: (id) => isRewritten(stateAt(id).list),
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
    step: (state, digit) => {
      const to = trie.next(state[0] ?? dead, digit);
      const begins = trie.wordAt(to);
      return state.map((own, slot) => {
        if (slot === 0) return to;
        if (begins === slot - 1) return machine.start;
        return own === waiting ? waiting : machine.step(own, digit);
      });
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
  const wordsAt = nodes.map((node) => words.indexOf(node.text));
  return {
    next: (at: number, digit: number): number => (at === dead ? dead : (nodes[at]?.next[digit] ?? dead)),
    wordAt: (at: number): number => (at === dead ? -1 : (wordsAt[at] ?? -1)),
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
