import type { ContactNumber, ContactVerdict } from '../domain/numbers/contact-number.ts';
import type { ContactReason } from '../domain/numbers/contact-reasons.ts';

/** The result for the digits read so far, if the number ends there. */
export type Outcome =
  /** Only the judge knows. */
  | { readonly kind: 'ask' }
  /** 00 in front: the rest is an international number. */
  | { readonly kind: 'double-zero' }
  /**
   * A 0 in front would make an international prefix, so that an international number follows the first `skip` digits. The
   * outcomes, by their offsets, if that number is not assigned, textable, or another one.
   */
  | {
      readonly kind: 'after-zero';
      readonly skip: number;
      readonly none: number;
      readonly textable: number;
      readonly other: number;
    }
  | { readonly kind: 'none'; readonly reason: ContactReason }
  /** Not a number: `lost` if the digits after a + are an assigned number, else `reason`. */
  | { readonly kind: 'perhaps-plus-lost'; readonly lost: ContactReason; readonly reason: ContactReason }
  /** The same, but `lost` only if that number is textable. */
  | { readonly kind: 'perhaps-textable-abroad'; readonly lost: ContactReason; readonly reason: ContactReason }
  /**
   * A valid number, textable if `reason` is null. `prefix` and all but the first `drop` digits make its E.164 form. `lost`, if
   * present, is the reason instead if the digits after a + are a textable number.
   */
  | {
      readonly kind: 'number';
      readonly reason: ContactReason | null;
      readonly lost?: ContactReason;
      readonly country: string;
      readonly type: string;
      readonly isFictional: boolean;
      readonly prefix: string;
      readonly drop: number;
    };

/** The judge of digits as an automaton: one step a digit. States and outcomes are identified by their offset in bytes. */
export interface NumberAutomaton {
  readonly outcomeAt: (offset: number) => Outcome;
  /** As layout.ts describes `stateBytes`. */
  readonly states: Uint32Array;
  /** Where digits after a + begin. */
  readonly international: number;
  /** Where the digits of a national number begin, by country; '' without one. */
  readonly national: ReadonlyMap<string, number>;
}

/**
 * The verdict of `judgeNumber` on the same arguments, from the automaton; undefined: only the judge knows. The kernel
 * implements the same walk.
 */
export function walk(
  automaton: NumberAutomaton,
  international: boolean,
  digits: string,
  country?: string,
): ContactVerdict | undefined {
  const start = international ? automaton.international : automaton.national.get(country ?? '');
  if (start === undefined) return undefined;
  return verdictAt(automaton, endOf(automaton, start, digits), digits);
}

function verdictAt(automaton: NumberAutomaton, outcome: Outcome, digits: string): ContactVerdict | undefined {
  switch (outcome.kind) {
    case 'ask':
    case 'double-zero':
      return undefined;
    case 'after-zero': {
      const rest = digits.slice(outcome.skip);
      const abroad = endOf(automaton, automaton.international, rest);
      // Before a 0, libphonenumber does not see the prefix.
      if (rest.startsWith('0') || abroad.kind === 'ask') return undefined;
      const { none, textable, other } = outcome;
      const offset = isTextable(abroad) ? textable : isAssigned(abroad) ? other : none;
      return verdictAt(automaton, automaton.outcomeAt(offset), digits);
    }
    case 'none':
      return { textable: false, reason: outcome.reason };
    case 'number': {
      const verdict = verdictOf(numberFrom(outcome, digits), outcome.reason);
      return outcome.lost === undefined ? verdict : lostAbroad(automaton, digits, outcome.lost, verdict, isTextable);
    }
    case 'perhaps-plus-lost':
      return lostAbroad(automaton, digits, outcome.lost, { textable: false, reason: outcome.reason }, isAssigned);
    case 'perhaps-textable-abroad':
      return lostAbroad(automaton, digits, outcome.lost, { textable: false, reason: outcome.reason }, isTextable);
  }
}

const isAssigned = (outcome: Outcome): boolean => outcome.kind === 'number';
const isTextable = (outcome: Outcome): boolean => outcome.kind === 'number' && outcome.reason === null;

/** `lost` if the outcome of the digits after a + fulfils `isSo`, else `verdict`. */
function lostAbroad(
  automaton: NumberAutomaton,
  digits: string,
  lost: ContactReason,
  verdict: ContactVerdict,
  isSo: (abroad: Outcome) => boolean,
): ContactVerdict | undefined {
  const abroad = endOf(automaton, automaton.international, digits);
  if (abroad.kind === 'ask') return undefined;
  return isSo(abroad) ? { textable: false, reason: lost } : verdict;
}

function endOf({ states, outcomeAt }: NumberAutomaton, start: number, digits: string): Outcome {
  let state = start;
  for (let at = 0; at < digits.length; at += 1) state = states[state / 4 + digits.charCodeAt(at) - 48] ?? 0;
  return outcomeAt(states[state / 4 + 10] ?? 0);
}

const numberFrom = ({ prefix, drop, country, type }: Outcome & { kind: 'number' }, digits: string): ContactNumber => ({
  e164: `+${prefix}${digits.slice(drop)}`,
  country,
  type,
});

const verdictOf = (number: ContactNumber, reason: ContactReason | null): ContactVerdict =>
  reason === null ? { textable: true, ...number } : { textable: false, reason, ...number };
