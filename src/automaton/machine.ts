import { compileExpression, type DigitAutomaton } from './expression.ts';
import { numbering } from './numbering.ts';
import type { Plan, PlanGroup } from './plans.ts';

// Why: libphonenumber cannot be asked about every number, but its verdict on some digits depends on nothing but their count and
// on which expressions of the metadata match them. A machine runs these expressions side by side, digit by digit:
//
//   dialledIn(US)          "12025550123"
//   ├─ national            the patterns of all types on all digits;
//   │  ├─ a prefix with a group matches: libphonenumber rewrites the number
//   │  └─ after a prefix   the same patterns on the digits after it ("1" in the US), once or twice (afterCallingCode)
//   ├─ after "1"           the calling code without a +: national and international patterns on "2025550123"
//   ├─ abroad              of countries that share a calling code, the patterns of the main one
//   └─ idd                 "011" matches: libphonenumber rewrites the number
//
// The state of the whole is the list of the states of its parts (`numbered`), and the `sight` of a state is the list of what each
// part matches. compile.ts asks libphonenumber once for each pair of a count of digits and a sight, and takes its answer for all
// numbers with the same pair.

/** Reads digits, one after the other. */
export interface Machine {
  readonly start: number;
  /** In the state `dead`, nothing can match any more. */
  readonly step: (state: number, digit: number) => number;
  /** What matches if the number ends here; numbers of one length and one sight have the same verdict. */
  readonly sight: (state: number) => number;
  /** Whether libphonenumber rewrites the number before it judges it: then only the library knows the verdict. */
  readonly isRewritten: (state: number) => boolean;
}

export const dead = -1;

/** One automaton. `rewrites`: a match means that the number is rewritten. */
function pattern({ next, outputs }: DigitAutomaton, rewrites: boolean): Machine {
  // Neither table has an entry for the state `dead`.
  const sight = (state: number): number => outputs[state] ?? 0;
  return {
    start: 0,
    step: (state, digit) => next[state * 10 + digit] ?? dead,
    sight,
    isRewritten: (state) => rewrites && sight(state) !== 0,
  };
}

/** The sight of a part that has not begun. */
const unseen = -1;

/** A state that is a list, with its steps and sight as far as they are known. */
interface KnownState {
  readonly list: readonly number[];
  readonly next: number[];
  sight?: number;
}

/** A machine whose states are lists. Equal lists get one number, and each step is computed once. */
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
  const nothing: KnownState = { list: start.map(() => dead), next: [] };
  const nameOf = (list: readonly number[]): number => {
    if (list.every((each) => each === dead)) return dead;
    const id = ids.of(list);
    if (id === states.length) states.push({ list, next: [] });
    return id;
  };
  const stateAt = (id: number): KnownState => states[id] ?? nothing;
  return {
    start: nameOf(start),
    step: (id, digit) => {
      const { list, next } = stateAt(id);
      next[digit] ??= nameOf(step(list, digit));
      return next[digit];
    },
    sight: (id) => {
      const state = stateAt(id);
      state.sight ??= seen.of(sight(state.list));
      return state.sight;
    },
    isRewritten: (id) => isRewritten(stateAt(id).list),
  };
}

/** Runs machines side by side, on the same digits. */
const together = (machines: readonly Machine[]): Machine =>
  numbered(
    machines.map(({ start }) => start),
    {
      step: (state, digit) => machines.map((machine, index) => machine.step(state[index] ?? dead, digit)),
      sight: (state) => machines.map((machine, index) => machine.sight(state[index] ?? dead)),
      isRewritten: (state) => machines.some((machine, index) => machine.isRewritten(state[index] ?? dead)),
    },
  );

/** The state of a machine after some first digits before these were read. */
const waiting = -2;

/** Runs a machine on the digits after each of some words. The first part of a state is what has been read of them. */
function afterWords(words: readonly string[], machine: Machine): Machine {
  const slots = [...words].sort();
  const beginnings = beginningsOf(slots);
  return numbered([0, ...slots.map(() => waiting)], {
    step: (state, digit) => {
      const to = beginnings.next(state[0] ?? dead, digit);
      const begins = beginnings.wordAt(to);
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

/** The beginnings of words, as states of a machine that reads them; `dead` after digits with which no word begins. */
function beginningsOf(words: readonly string[]) {
  const beginnings = ['', ...new Set(words.flatMap((word) => Array.from(word, (_, at) => word.slice(0, at + 1))))];
  return {
    next: (at: number, digit: number): number => beginnings.indexOf(`${beginnings[at]}${digit}`),
    /** The index of the word that has been read; -1: none. */
    wordAt: (at: number): number => words.indexOf(`${beginnings[at]}`),
  };
}

/** The words that a prefix expression matches without a capturing group. */
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
 * Reads a national number by a plan of its group: all its digits, and, by `then`, the digits after a national prefix.
 */
function national({ patterns }: PlanGroup, { prefix }: Plan, then: Machine): Machine {
  const all = pattern(patterns, false);
  if (prefix === undefined) return all;
  return together([
    all,
    pattern(compileExpression(prefix, { match: 'start', captured: true }), true),
    afterWords(prefixWords(prefix), then),
  ]);
}

/**
 * Reads the digits after a calling code. libphonenumber reads a number that is not assigned a second time, to find out whether
 * its length is possible, and then strips a second prefix.
 */
export function afterCallingCode(group: PlanGroup): Machine {
  const [main] = group.plans;
  const once = national(group, main, pattern(group.patterns, false));
  return national(group, main, once);
}

/** Reads digits as dialled in one country; `abroad` reads the digits after its calling code. */
export function dialledIn(group: PlanGroup, plan: Plan, abroad: Machine): Machine {
  const home = national(group, plan, abroad);
  const machines = [home, afterWords([plan.callingCode], together([home, abroad]))];
  if (plan !== group.plans[0]) machines.push(abroad);
  if (plan.idd !== undefined) machines.push(pattern(compileExpression(plan.idd, { match: 'start' }), true));
  return together(machines);
}
