// Compiles regular expressions of telephone metadata in the textbook way: syntax tree -> nondeterministic automaton (weave) ->
// deterministic automaton (determine: sets of states become states) -> minimal automaton (smallest: partition refinement).
import { anyDigit, type Node, parseExpression } from './expression-syntax.ts';

/** A deterministic automaton over the digits 0-9. State 0 is the start; in state -1 nothing can match any more. */
export interface DigitAutomaton {
  /** Ten successors a state. */
  readonly next: Int32Array;
  /** The result if the number ends in a state; 0: no match. Of one expression, 1: a match. */
  readonly outputs: readonly number[];
}

/** A nondeterministic automaton. Each state has two copies, n and n + 1: before and after a capturing group has matched. */
interface Net {
  readonly moves: Map<number, { readonly digits: ReadonlySet<number>; readonly to: number }[]>;
  /** Edges without a digit, and such edges that are open only at the end of the number. */
  readonly free: Map<number, number[]>;
  readonly atEnd: Map<number, number[]>;
  states: number;
}

const add = <V>(map: Map<number, V[]>, key: number, value: V): void => {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
};

/** Adds a node that starts in a state, and returns the state in which it ends. `captured` gives the copy after a group. */
function weave(net: Net, node: Node, from: number, captured: (state: number) => number): number {
  const fresh = (): number => {
    net.states += 2;
    return net.states - 2;
  };
  const both = (change: (layer: number) => void): void => {
    change(0);
    change(1);
  };
  switch (node.kind) {
    case 'digits': {
      const to = fresh();
      both((layer) => add(net.moves, from + layer, { digits: node.digits, to: to + layer }));
      return to;
    }
    case 'end': {
      const to = fresh();
      both((layer) => add(net.atEnd, from + layer, to + layer));
      return to;
    }
    case 'sequence':
      return node.parts.reduce((state, part) => weave(net, part, state, captured), from);
    case 'choice': {
      const to = fresh();
      for (const part of node.parts) {
        const end = weave(net, part, from, captured);
        both((layer) => add(net.free, end + layer, to + layer));
      }
      return to;
    }
    case 'capture': {
      const end = weave(net, node.part, from, captured);
      const to = fresh();
      add(net.free, end, captured(to));
      add(net.free, end + 1, to + 1);
      return to;
    }
    case 'repeat': {
      let state = from;
      for (let count = 0; count < node.from; count += 1) state = weave(net, node.part, state, captured);
      const to = fresh();
      both((layer) => add(net.free, state + layer, to + layer));
      if (node.to === Number.POSITIVE_INFINITY) {
        const again = weave(net, node.part, to, captured);
        both((layer) => add(net.free, again + layer, to + layer));
        return to;
      }
      for (let count = node.from; count < node.to; count += 1) {
        state = weave(net, node.part, state, captured);
        both((layer) => add(net.free, state + layer, to + layer));
      }
      return to;
    }
  }
}

interface Question {
  /** `whole`: all digits match. `start`: the first digits match, and any may follow. */
  readonly match: 'whole' | 'start';
  /** Only matches with (`true`) or without a capturing group, of any alternative, not just the first that matches. */
  readonly captured?: boolean;
}

/** The minimal automaton for one question about one expression. */
export function compileExpression(source: string, { match, captured }: Question): DigitAutomaton {
  const net: Net = { moves: new Map(), free: new Map(), atEnd: new Map(), states: 2 };
  const end = weave(net, parseExpression(source), 0, (state) => state + 1);
  const goals = new Set(captured === undefined ? [end, end + 1] : [captured ? end + 1 : end]);
  if (match === 'start') for (const goal of goals) add(net.moves, goal, { digits: anyDigit, to: goal });
  return smallest(determine(net, goals));
}

function reach(states: Iterable<number>, edges: readonly Map<number, number[]>[]): number[] {
  const seen = new Set(states);
  for (const state of seen) {
    for (const map of edges) for (const to of map.get(state) ?? []) seen.add(to);
  }
  return [...seen].sort((one, other) => one - other);
}

function determine(net: Net, goals: ReadonlySet<number>): DigitAutomaton {
  const ids = new Map<string, number>();
  const sets: number[][] = [];
  const idOf = (set: number[]): number => {
    if (set.length === 0) return -1;
    const key = set.join();
    const known = ids.get(key);
    if (known !== undefined) return known;
    ids.set(key, sets.length);
    sets.push(set);
    return sets.length - 1;
  };
  idOf(reach([0], [net.free]));
  const next: number[] = [];
  const outputs: number[] = [];
  // idOf adds to the sets while they are gone through.
  for (const set of sets) {
    outputs.push(reach(set, [net.free, net.atEnd]).some((each) => goals.has(each)) ? 1 : 0);
    for (let digit = 0; digit < 10; digit += 1) {
      const moves = set.flatMap((each) => net.moves.get(each) ?? []);
      next.push(
        idOf(
          reach(
            moves.filter(({ digits }) => digits.has(digit)).map(({ to }) => to),
            [net.free],
          ),
        ),
      );
    }
  }
  return { next: Int32Array.from(next), outputs };
}

/** Moore's partition refinement; states from which nothing matches become -1. */
export function smallest({ next, outputs }: DigitAutomaton): DigitAutomaton {
  const alive = aliveStates(next, outputs);
  let block: readonly number[] = outputs.map((output, state) => (alive[state] === true ? output : -1));
  for (let count = 0; ; ) {
    const ids = new Map<string, number>();
    block = block.map((own, state) => {
      if (own === -1) return -1;
      let key = `${own}`;
      for (let digit = 0; digit < 10; digit += 1) key += `,${blockOf(block, next[state * 10 + digit])}`;
      const id = ids.get(key) ?? ids.size;
      ids.set(key, id);
      return id;
    });
    if (ids.size === count) return quotient({ next, outputs }, block, count);
    count = ids.size;
  }
}

const blockOf = (block: readonly number[], state = -1): number => block[state] ?? -1;

function aliveStates(next: Int32Array, outputs: readonly number[]): readonly boolean[] {
  const alive = outputs.map((output) => output !== 0);
  for (let changed = true; changed; ) {
    changed = false;
    for (let state = alive.length - 1; state >= 0; state -= 1) {
      if (alive[state] === true) continue;
      const leads = next.subarray(state * 10, state * 10 + 10).some((to) => to !== -1 && alive[to] === true);
      if (!leads) continue;
      alive[state] = true;
      changed = true;
    }
  }
  return alive;
}

function quotient({ next, outputs }: DigitAutomaton, block: readonly number[], count: number): DigitAutomaton {
  // State 0 stays the start, even if nothing ever matches.
  const start = blockOf(block, 0);
  if (start === -1) return { next: new Int32Array(10).fill(-1), outputs: [0] };
  const swap = (id: number): number => (id === start ? 0 : id === 0 ? start : id);
  const result = new Int32Array(count * 10).fill(-1);
  const merged = new Array<number>(count).fill(0);
  for (let state = 0; state < block.length; state += 1) {
    const own = blockOf(block, state);
    if (own === -1) continue;
    merged[swap(own)] = outputs[state] ?? 0;
    for (let digit = 0; digit < 10; digit += 1) {
      const to = blockOf(block, next[state * 10 + digit]);
      result[swap(own) * 10 + digit] = to === -1 ? -1 : swap(to);
    }
  }
  return { next: result, outputs: merged };
}
