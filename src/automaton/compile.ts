import type { ReadPhone } from '../domain/numbers/phone.ts';
import type { CompiledNumbers } from './image.ts';
import { outcomeBytes, stateBytes } from './layout.ts';
import { afterCallingCode, dead, dialledIn, type Machine } from './machine.ts';
import type { Outcome } from './number-automaton.ts';
import { numbering } from './numbering.ts';
import { ask, noNumber, numberAbroad, type ReadNumber } from './outcome-questions.ts';
import { type PhoneMetadata, type PlanGroup, readPlans } from './plans.ts';

/** Longer numbers are left to the judge; the longest valid number has 20 digits with its calling code. */
const longestNumber = 20;

type CompiledAutomaton = Omit<CompiledNumbers, 'origin' | 'pairs'>;

/** Whether a prefix is always the same digits. After it, libphonenumber reads the rest as if there were a + instead. */
const isWord = (idd: string | undefined): idd is string => idd !== undefined && /^\d+$/.test(idd);

/** Collects states, and merges those with the same outcomes for all further digits. */
class Minimizer {
  readonly outcomes: Outcome[] = [];
  private readonly outcomeIds = new Map<string, number>();
  private readonly ids = numbering(11);
  private readonly entries: number[] = [];

  outcome(outcome: Outcome): number {
    const key = JSON.stringify(outcome);
    const known = this.outcomeIds.get(key);
    if (known !== undefined) return known;
    this.outcomeIds.set(key, this.outcomes.length);
    this.outcomes.push(outcome);
    return this.outcomes.length - 1;
  }

  state(outcome: number, next: readonly number[]): number {
    const size = this.ids.size();
    const id = this.ids.of([...next, outcome]);
    if (id === size) this.entries.push(...next.map((to) => to * stateBytes), outcome * outcomeBytes);
    return id;
  }

  states(): Uint32Array {
    return Uint32Array.from(this.entries);
  }

  /** The state from which the judge is asked, whatever follows. */
  readonly asking = this.endless({ kind: 'ask' });
  readonly doubleZero = this.endless({ kind: 'double-zero' });
  /** After 001: another 1 is a prefix in Australia, which is left to the judge. */
  readonly doubleZeroOne = this.state(
    this.outcome({ kind: 'double-zero' }),
    Array.from({ length: 10 }, (_, digit) => (digit === 1 ? this.asking : this.doubleZero)),
  );

  private endless(outcome: Outcome): number {
    const own = this.ids.size();
    return this.state(this.outcome(outcome), new Array<number>(10).fill(own));
  }
}

interface Reader {
  readonly machine: Machine;
  readonly country: string;
  readonly international: boolean;
  /** Matches the prefix for international calls. */
  readonly idd?: string;
}

/**
 * Compiles the judge with `metadata`: `read`, libphonenumber with the same metadata, is asked about every state.
 * The same input gives the same automaton, bit for bit.
 */
export function compileNumbers(metadata: PhoneMetadata, read: ReadNumber): CompiledAutomaton {
  const groups = readPlans(metadata);
  const minimizer = new Minimizer();
  const international = compileInternational(groups, minimizer, read);
  const national = new Map<string, number>([
    ['', compileReader({ machine: blind, country: '', international: false }, '', minimizer, read)],
  ]);
  for (const group of groups) {
    const abroad = afterCallingCode(group);
    for (const plan of group.plans) {
      if (plan.country === undefined) continue;
      const { country, idd } = plan;
      const reader = {
        ...{ machine: dialledIn(group, plan, abroad), country, international: false },
        ...(idd !== undefined && { idd }),
      };
      national.set(country, compileReader(reader, '', minimizer, read));
    }
  }
  return {
    outcomes: minimizer.outcomes,
    states: minimizer.states(),
    international: international * stateBytes,
    national: new Map([...national].map(([country, state]) => [country, state * stateBytes])),
  };
}

/** Without a country, only the count of digits matters. */
const blind: Machine = { start: dead, step: () => dead, sight: () => 0, isRewritten: () => false };

/** The tree of calling codes, with the plans of each after it. */
function compileInternational(groups: readonly PlanGroup[], minimizer: Minimizer, read: ReadNumber): number {
  const visit = (digits: string): number => {
    const group = groups.find(({ callingCode }) => callingCode === digits);
    if (group !== undefined) {
      return compileReader(
        { machine: afterCallingCode(group), country: '', international: true },
        digits,
        minimizer,
        read,
      );
    }
    const goesOn = groups.some(({ callingCode }) => callingCode.startsWith(digits));
    if (!goesOn) return compileReader({ machine: blind, country: '', international: true }, digits, minimizer, read);
    const next = [...'0123456789'].map((digit) => visit(digits + digit));
    const outcome: Outcome = digits === '' ? { kind: 'ask' } : ask(read, { international: true, digits, country: '' });
    return minimizer.state(minimizer.outcome(outcome), next);
  };
  return visit('');
}

function compileReader(
  { machine, country, international, idd }: Reader,
  from: string,
  minimizer: Minimizer,
  read: ReadNumber,
): number {
  const known = numbering(4);
  const ids: number[] = [];
  const withZero = international ? absent : machine.step(machine.start, 0);
  const visit = (digits: string, state: number, zero: number): number => {
    // Leading zeros have other successors, even if the plan does not distinguish them from other digits.
    const zeros = !international && (digits === '0' || digits === '00') ? 1 : 0;
    const key = known.of([digits.length, state, zero, zeros]);
    const same = ids[key];
    if (same !== undefined) return same;
    const next: number[] = [];
    for (let digit = 0; digit < 10; digit += 1) {
      if (digits.length >= longestNumber) next.push(minimizer.asking);
      else if (!international && digits === '00' && digit === 1) next.push(minimizer.doubleZeroOne);
      else if (!international && digits === '00' && digit !== 0) next.push(minimizer.doubleZero);
      else {
        // A number that does not begin with 0 is also read with a 0 in front.
        const zeroBefore = digits !== '' ? zero : digit === 0 ? absent : withZero;
        const zeroAfter = zeroBefore === absent ? absent : machine.step(zeroBefore, digit);
        next.push(visit(`${digits}${digit}`, machine.step(state, digit), zeroAfter));
      }
    }
    const id = minimizer.state(outcomeOf(digits, state, zero), next);
    ids[key] = id;
    return id;
  };
  const sights = numbering(3);
  const asked: number[] = [];
  const outcomeOf = (digits: string, state: number, zero: number): number => {
    if (digits === '' || machine.isRewritten(state)) return minimizer.outcome({ kind: 'ask' });
    const sight = sights.of([digits.length, machine.sight(state), zero === absent ? absent : machine.sight(zero)]);
    const outcome = asked[sight] ?? minimizer.outcome(askAbout(digits, zero !== absent && machine.isRewritten(zero)));
    asked[sight] = outcome;
    return outcome;
  };
  const askAbout = (digits: string, isZeroRewritten: boolean): Outcome => {
    const question = { international, digits, country };
    if (!isZeroRewritten) return ask(read, question);
    let isZeroRead = false;
    const onZero = () => {
      isZeroRead = true;
    };
    const outcome = ask(read, { ...question, onZero });
    if (!isZeroRead) return outcome;
    if (!isWord(idd) || !`0${digits}`.startsWith(idd)) return { kind: 'ask' };
    const ifZero = (afterZero: ReadPhone): number =>
      minimizer.outcome(ask(read, { ...question, afterZero })) * outcomeBytes;
    return {
      kind: 'after-zero',
      skip: idd.length - 1,
      none: ifZero(noNumber),
      textable: ifZero(numberAbroad('MOBILE')),
      other: ifZero(numberAbroad('FIXED_LINE')),
    };
  };
  return visit(from, machine.start, absent);
}

/** The number is not read with a 0 in front. */
const absent = -3;
