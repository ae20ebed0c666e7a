import type { ContactNumber, ContactVerdict } from '../domain/numbers/contact-number.ts';
import type { ContactReason } from '../domain/numbers/contact-reasons.ts';

/** What the digits read so far come to, were they all. */
export type Outcome =
  /** Only the judge knows. */
  | { readonly kind: 'ask' }
  /** 00 in front: what follows is international. */
  | { readonly kind: 'double-zero' }
  | { readonly kind: 'none'; readonly reason: ContactReason }
  /** No number as it stands: `lost` if the digits are assigned when they are read behind a +, else `reason`. */
  | { readonly kind: 'perhaps-plus-lost'; readonly lost: ContactReason; readonly reason: ContactReason }
  /** The same, but `lost` only if they can be texted. */
  | { readonly kind: 'perhaps-textable-abroad'; readonly lost: ContactReason; readonly reason: ContactReason }
  /**
   * A valid number, which can be texted where `reason` is null. `prefix` and all but the first `drop` digits make its E.164
   * form. `lost` is there if it is none where the digits can be texted behind a +.
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

/** Eleven 32-bit numbers a state: where each digit leads, and what a number comes to that ends there. */
export const stateBytes = 44;
export const outcomeBytes = 24;

/** The judge of digits as an automaton: one step a digit. A state goes by its offset in bytes, and so does an outcome. */
export interface NumberAutomaton {
  readonly outcomeAt: (offset: number) => Outcome;
  /** Eleven a state: `stateBytes`. */
  readonly states: Uint32Array;
  /** Where digits behind a + begin. */
  readonly international: number;
  /** Where the digits of a national number begin, by the country that it is read for; '' is no country. */
  readonly national: ReadonlyMap<string, number>;
}

/**
 * The verdict of `judgeNumber` on the same arguments, from the automaton; undefined: only the judge knows. This is the
 * reference that the kernel is held to.
 */
export function walk(
  automaton: NumberAutomaton,
  international: boolean,
  digits: string,
  country?: string,
): ContactVerdict | undefined {
  const start = international ? automaton.international : automaton.national.get(country ?? '');
  if (start === undefined) return undefined;
  const outcome = endOf(automaton, start, digits);
  switch (outcome.kind) {
    case 'ask':
    case 'double-zero':
      return undefined;
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

/** `lost` where what the digits come to behind a + is so, else `verdict`. */
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
