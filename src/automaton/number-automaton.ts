import type { ContactNumber, ContactVerdict } from '../domain/contact-number.ts';
import type { ContactReason } from '../domain/contact-reasons.ts';

/** What the digits read so far come to, were they all. */
export type Outcome =
  /** Only the judge knows. */
  | { readonly kind: 'ask' }
  /** 00 in front: what follows is international. */
  | { readonly kind: 'double-zero' }
  | { readonly kind: 'none'; readonly reason: ContactReason }
  /** No number as it stands: `lost` if the digits are assigned when they are read behind a +, else `reason`. */
  | { readonly kind: 'perhaps-plus-lost'; readonly lost: ContactReason; readonly reason: ContactReason }
  /**
   * A valid number, which can be texted where `reason` is null. `prefix` and all but the first `drop` digits make its E.164
   * form.
   */
  | {
      readonly kind: 'number';
      readonly reason: ContactReason | null;
      readonly country: string;
      readonly type: string;
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
    case 'number':
      return verdictOf(numberFrom(outcome, digits), outcome.reason);
    case 'perhaps-plus-lost': {
      const plus = endOf(automaton, automaton.international, digits);
      if (plus.kind === 'ask') return undefined;
      return { textable: false, reason: plus.kind === 'number' ? outcome.lost : outcome.reason };
    }
  }
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
