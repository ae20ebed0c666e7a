import { type ContactNumber, judgeNumber } from '../domain/numbers/contact-number.ts';
import type { ContactReason } from '../domain/numbers/contact-reasons.ts';
import type { ReadPhone } from '../domain/numbers/phone.ts';
import { reservedUse } from '../domain/numbers/reserved-numbers.ts';
import type { Outcome } from './number-automaton.ts';

export type ReadNumber = (text: string, country?: string) => ReadPhone;

export const noNumber: ReadPhone = { ok: false, problem: 'not-assigned' };

interface Question {
  readonly international: boolean;
  readonly digits: string;
  readonly country: string;
  /** The answer about the digits after a 0; undefined: libphonenumber has it. */
  readonly afterZero?: ReadPhone;
  /** Called if the answer depends on the digits after a 0. */
  readonly onZero?: () => void;
}

/** Asks the judge about the digits of one state. */
export function ask(read: ReadNumber, { international, digits, country, afterZero, onZero }: Question): Outcome {
  const answers = new Map<string, ReadPhone>();
  const once = (text: string, home?: string): ReadPhone => {
    const answer = answers.get(text) ?? read(text, home);
    answers.set(text, answer);
    return answer;
  };
  const withPlus = (plus: ReadPhone) =>
    judgeNumber(international, digits, country === '' ? undefined : country, (text, home) => {
      if (!international && text === `+${digits}`) return plus;
      if (international || text !== `0${digits}`) return once(text, home);
      onZero?.();
      return afterZero ?? once(text, home);
    });
  const verdict = withPlus(noNumber);
  const reason = verdict.textable ? null : verdict.reason;
  const ifAbroad = (type: string): ContactReason | undefined => {
    const abroad = withPlus(numberAbroad(type));
    return abroad.textable || abroad.reason === reason ? undefined : abroad.reason;
  };
  const lostIfTextable = ifAbroad('MOBILE');
  // A verdict has all of a number or nothing.
  const { e164, country: home = '', type = '' } = verdict;
  if (e164 !== undefined) return numberOutcome({ e164, country: home, type }, reason, lostIfTextable, digits);
  if (reason === null) return { kind: 'ask' };
  const lost = ifAbroad('UNKNOWN');
  if (lost !== undefined) return { kind: 'perhaps-plus-lost', lost, reason };
  return lostIfTextable === undefined
    ? { kind: 'none', reason }
    : { kind: 'perhaps-textable-abroad', lost: lostIfTextable, reason };
}

/** A number after a +, to learn whether the verdict depends on it; the number itself is looked up when a cell is judged. */
export const numberAbroad = (type: string): ReadPhone => ({
  ok: true,
  number: { e164: '+', type, international: '', hasExtension: false },
});

function numberOutcome(
  { e164, country, type }: ContactNumber,
  reason: ContactReason | null,
  lost: ContactReason | undefined,
  digits: string,
): Outcome {
  const number = e164.slice(1);
  const isFictional = reason === null && reservedUse(e164) === 'fiction';
  for (let drop = 0; drop < digits.length; drop += 1) {
    if (!number.endsWith(digits.slice(drop))) continue;
    const prefix = number.slice(0, number.length - digits.length + drop);
    return { kind: 'number', reason, ...(lost !== undefined && { lost }), country, type, isFictional, prefix, drop };
  }
  return { kind: 'ask' };
}
