/**
 * The regular expressions of telephone metadata, as automata over digits. Their language is small: digits, classes, `\d`,
 * groups, alternatives, `{n,m}`, `?`, `*`, `+` and `$`. Anything else is refused, since it would be compiled wrongly.
 */

/** A deterministic automaton over the digits 0-9. State 0 is where it starts; -1 is where nothing can match any more. */
export interface DigitAutomaton {
  /** Ten successors a state. */
  readonly next: Int32Array;
  /** What is known of the digits read until a state, were they all; 0: nothing matches. Of one expression: 1, it matches. */
  readonly outputs: readonly number[];
}

type Node =
  | { readonly kind: 'digits'; readonly digits: ReadonlySet<number> }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly Node[] }
  | { readonly kind: 'repeat'; readonly part: Node; readonly from: number; readonly to: number }
  | { readonly kind: 'capture'; readonly part: Node }
  | { readonly kind: 'end' };

const anyDigit: ReadonlySet<number> = new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);

function parse(source: string): Node {
  let at = 0;
  const fail = (): never => {
    throw new Error(`The expression ${source} holds, at ${at}, what is not compiled.`);
  };
  const take = (text: string): boolean => {
    if (!source.startsWith(text, at)) return false;
    at += text.length;
    return true;
  };
  const digit = (): number => {
    const character = source[at] ?? '';
    if (!/\d/.test(character)) return fail();
    at += 1;
    return Number(character);
  };
  const choice = (): Node => {
    const parts = [sequence()];
    while (take('|')) parts.push(sequence());
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'choice', parts };
  };
  const sequence = (): Node => {
    const parts: Node[] = [];
    while (at < source.length && source[at] !== '|' && source[at] !== ')') parts.push(repeated(atom()));
    return { kind: 'sequence', parts };
  };
  const atom = (): Node => {
    if (take('(?:')) return closed(choice());
    if (source.startsWith('(?', at)) return fail();
    if (take('(')) return { kind: 'capture', part: closed(choice()) };
    if (take('[')) return digitClass();
    if (take('\\d')) return { kind: 'digits', digits: anyDigit };
    if (take('$')) return { kind: 'end' };
    return { kind: 'digits', digits: new Set([digit()]) };
  };
  const closed = (node: Node): Node => (take(')') ? node : fail());
  const digitClass = (): Node => {
    const digits = new Set<number>();
    while (!take(']')) {
      if (take('\\d')) {
        for (const each of anyDigit) digits.add(each);
        continue;
      }
      const from = digit();
      const to = take('-') ? digit() : from;
      for (let each = from; each <= to; each += 1) digits.add(each);
    }
    return { kind: 'digits', digits };
  };
  const repeated = (part: Node): Node => {
    if (take('?')) return { kind: 'repeat', part, from: 0, to: 1 };
    if (take('*')) return { kind: 'repeat', part, from: 0, to: Number.POSITIVE_INFINITY };
    if (take('+')) return { kind: 'repeat', part, from: 1, to: Number.POSITIVE_INFINITY };
    const counts = /^\{(\d+)(,?)(\d*)\}/.exec(source.slice(at));
    if (counts === null) return part;
    at += counts[0].length;
    const from = Number(counts[1]);
    const most = counts[3] === '' ? Number.POSITIVE_INFINITY : Number(counts[3]);
    return { kind: 'repeat', part, from, to: counts[2] === '' ? from : most };
  };
  const root = choice();
  return at === source.length ? root : fail();
}

/** A nondeterministic automaton under construction. Edges that only the end of the number opens are kept apart. */
interface Net {
  readonly moves: Map<number, { readonly digits: ReadonlySet<number>; readonly to: number }[]>;
  readonly free: Map<number, number[]>;
  readonly atEnd: Map<number, number[]>;
  states: number;
}

const add = <V>(map: Map<number, V[]>, key: number, value: V): void => {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
};

/** `captured` moves to a second copy of the net, in which a group has matched. */
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
  /** `whole`: all digits match. `start`: some first digits match, and what follows is anything. */
  readonly match: 'whole' | 'start';
  /** Counts only matches in which a group took part (`true`) or none did; also of alternatives that come too late to be taken. */
  readonly captured?: boolean;
}

/** The smallest automaton for one question about one expression. */
export function compileExpression(source: string, { match, captured }: Question): DigitAutomaton {
  const net: Net = { moves: new Map(), free: new Map(), atEnd: new Map(), states: 2 };
  const end = weave(net, parse(source), 0, (state) => state + 1);
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
  for (let state = 0; state < sets.length; state += 1) {
    const set = sets[state] ?? [];
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

const blockOf = (block: readonly number[], state = -1): number => (state === -1 ? -1 : (block[state] ?? -1));

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
  // State 0 stays where reading starts, also where nothing ever matches.
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
