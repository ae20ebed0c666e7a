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

/** What decides how the digits of a plan are read. */
export interface Plan {
  /** ISO 3166-1 alpha-2; undefined for a calling code of no country. */
  readonly country?: string;
  readonly callingCode: string;
  /** Matches what is dialled first to call abroad; undefined: nothing is. */
  readonly idd?: string;
  /** Matches what stands before the national number when it is dialled at home. */
  readonly prefix?: string;
}

/** Countries that share a calling code, and everything that their patterns can tell of a national number. */
export interface PlanGroup {
  readonly callingCode: string;
  /** The one whose rules read an international number; the others follow in the metadata's order. */
  readonly plans: readonly [Plan, ...Plan[]];
  /** Its outputs tell apart which patterns of which country match. */
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

/** Every pattern of a plan that is matched against a whole national number, or its start. */
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

/** What the plan calls numbers like others, and the judge does not. */
const reservedOf = (callingCode: string): readonly DigitAutomaton[] =>
  Object.values(reservedNumbers[callingCode] ?? {}).map((pattern) => compileExpression(pattern, { match: 'whole' }));

/** All of them at once; each set of matches becomes one output. */
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
  for (let at = 0; at < states.length; at += 1) {
    const state = states[at] ?? [];
    const matches = state.map((each, index) => (each === -1 ? 0 : automata[index]?.outputs[each])).join();
    const output = outputIds.get(matches) ?? outputIds.size;
    outputIds.set(matches, output);
    outputs.push(output);
    for (let digit = 0; digit < 10; digit += 1) {
      const to = state.map((each, index) => (each === -1 ? -1 : (automata[index]?.next[each * 10 + digit] ?? -1)));
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
