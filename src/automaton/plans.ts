import { reservedNumbers } from '../domain/numbers/reserved-numbers.ts';
import { compileExpression, type DigitAutomaton, smallest } from './expression.ts';

/** One numbering plan of libphonenumber's metadata, format 4 (METADATA.md of libphonenumber-js describes the array). */
type PlanMetadata = readonly unknown[];

export interface PhoneMetadata {
  readonly version: number;
  readonly country_calling_codes: Readonly<Record<string, readonly string[]>>;
  readonly countries: Readonly<Record<string, PlanMetadata>>;
  readonly nonGeographic: Readonly<Record<string, PlanMetadata>>;
}

export interface Plan {
  /** ISO 3166-1 alpha-2; undefined for a calling code of no country. */
  readonly country?: string;
  readonly callingCode: string;
  /** Matches the prefix for international calls; undefined: none. */
  readonly idd?: string;
  /** Matches the prefix for national calls. */
  readonly prefix?: string;
}

/** Countries that share a calling code, with all of their patterns. */
export interface PlanGroup {
  readonly callingCode: string;
  /** The main plan, whose rules read international numbers, comes first. */
  readonly plans: readonly [Plan, ...Plan[]];
  /** An output for each combination of patterns that match. */
  readonly patterns: DigitAutomaton;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

function planOf(metadata: PlanMetadata, country?: string): Plan {
  const idd = text(metadata[1]);
  const prefix = text(metadata[7]) ?? text(metadata[5]);
  return {
    callingCode: String(metadata[0]),
    ...(country !== undefined && { country }),
    ...(idd !== undefined && { idd }),
    ...(prefix !== undefined && { prefix }),
  };
}

/** The patterns of a plan for whole national numbers, and for their start. */
function patternsOf(metadata: PlanMetadata): DigitAutomaton[] {
  const types = Array.isArray(metadata[11]) ? (metadata[11] as readonly unknown[]) : [];
  const whole = [metadata[2], ...types.map((type) => (Array.isArray(type) ? type[0] : undefined))].map(text);
  const leading = text(metadata[10]);
  return [
    ...whole
      .filter((pattern) => pattern !== undefined)
      .map((pattern) => compileExpression(pattern, { match: 'whole' })),
    ...(leading === undefined ? [] : [compileExpression(leading, { match: 'start' })]),
  ];
}

/** Numbers that the judge, unlike the plan, treats as reserved. */
const reservedOf = (callingCode: string): readonly DigitAutomaton[] =>
  Object.values(reservedNumbers[callingCode] ?? {}).map((pattern) => compileExpression(pattern, { match: 'whole' }));

/** Runs automata in parallel; each combination of matches becomes one output. */
function product(automata: readonly DigitAutomaton[]): DigitAutomaton {
  const ids = new Map<string, number>();
  const states: number[][] = [];
  const outputIds = new Map<string, number>([[automata.map(() => 0).join(), 0]]);
  const idOf = (state: number[]): number => {
    const key = state.join();
    const known = ids.get(key);
    if (known !== undefined) return known;
    ids.set(key, states.length);
    states.push(state);
    return states.length - 1;
  };
  idOf(automata.map(() => 0));
  const next: number[] = [];
  const outputs: number[] = [];
  // idOf adds to the states while they are gone through. No table has an entry for the state -1.
  for (const state of states) {
    const matches = state.map((each, index) => automata[index]?.outputs[each] ?? 0).join();
    const output = outputIds.get(matches) ?? outputIds.size;
    outputIds.set(matches, output);
    outputs.push(output);
    for (let digit = 0; digit < 10; digit += 1) {
      const to = state.map((each, index) => automata[index]?.next[each * 10 + digit] ?? -1);
      next.push(to.every((each) => each === -1) ? -1 : idOf(to));
    }
  }
  return smallest({ next: Int32Array.from(next), outputs });
}

/** The plans of every calling code. */
export function readPlans(metadata: PhoneMetadata): readonly PlanGroup[] {
  if (metadata.version !== 4) throw new Error(`The metadata is of format ${metadata.version}; 4 is understood.`);
  const shared = Object.entries(metadata.country_calling_codes).map(([callingCode, countries]) => ({
    callingCode,
    members: countries.map((country) => ({ country, metadata: metadata.countries[country] ?? [] })),
  }));
  const others = Object.entries(metadata.nonGeographic).map(([callingCode, plan]) => ({
    callingCode,
    members: [{ country: undefined, metadata: plan }],
  }));
  return [...shared, ...others].map(({ callingCode, members }) => ({
    callingCode,
    plans: members.map((member) => planOf(member.metadata, member.country)) as [Plan, ...Plan[]],
    patterns: product([...members.flatMap((member) => patternsOf(member.metadata)), ...reservedOf(callingCode)]),
  }));
}
