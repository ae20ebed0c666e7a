import type { ContactReason } from './contact-reasons.ts';
import { type PhoneNumber, type PhoneProblem, type ReadPhone, readPhone } from './phone.ts';
import { reservedUse } from './reserved-numbers.ts';

/** A valid number. */
export interface ContactNumber {
  readonly e164: string;
  /** ISO 3166-1 alpha-2; `001` for numbers of no country, such as +800. */
  readonly country: string;
  /** As libphonenumber names it: `MOBILE`, `FIXED_LINE`, …; `UNKNOWN` where the plan does not say. */
  readonly type: string;
}

/** A number whose type cannot receive SMS is there as well. */
export type ContactVerdict =
  | ({ readonly textable: true } & ContactNumber)
  | ({ readonly textable: false; readonly reason: ContactReason } & Partial<ContactNumber>);

const because = (reason: ContactReason): ContactVerdict => ({ textable: false, reason });

/** libphonenumber's types that can receive SMS. Personal numbers (070, 500) forward calls, and no messages. */
const textableTypes: ReadonlySet<string> = new Set(['MOBILE', 'FIXED_LINE_OR_MOBILE', 'VOIP']);

const typeReasons: Readonly<Record<string, ContactReason>> = {
  FIXED_LINE: 'landline',
  TOLL_FREE: 'toll-free',
  PREMIUM_RATE: 'premium',
  SHARED_COST: 'premium',
};

const problemReasons: Readonly<Record<PhoneProblem, ContactReason>> = {
  'not-a-number': 'not-a-number',
  'no-country': 'no-country',
  'unknown-calling-code': 'unknown-calling-code',
  'too-short': 'too-short',
  'too-long': 'too-long',
  'not-assigned': 'not-assigned',
};

type ReadNumber = (text: string, country?: string) => ReadPhone;

/**
 * Judges a number by its digits. `international` digits begin with a calling code;
 * others are read as they are dialled in `country` (ISO 3166-1 alpha-2). What is valid is judged by its type, but directory
 * numbers and the like are a `placeholder`. What is not valid has its length's or plan's problem. Of national digits that
 * cannot be texted, 3 to 6 that are not valid are a `short-code` and fewer `too-short`, those that are valid after a 0 are
 * `leading-zero-lost`, and these are `plus-lost`:
 * - 11 or more that are not valid, and valid after a +;
 * - 10 or more, where the country is known, that can be texted after a +: Germany has landlines of most lengths, among them
 *   the digits of many mobile numbers with their calling code.
 *
 * A textable number may still be a duplicate, which only the tally knows. `read` is libphonenumber, except for
 * automaton/compile.ts.
 */
export function judgeNumber(
  international: boolean,
  digits: string,
  country?: string,
  read: ReadNumber = readPhone,
): ContactVerdict {
  const answer = read(international ? `+${digits}` : digits, country);
  if (!answer.ok) {
    return because(
      international ? problemReasons[answer.problem] : nationalReason(digits, country, answer.problem, read),
    );
  }
  const verdict = verdictOf(answer.number);
  if (international || verdict.textable || verdict.reason === 'placeholder') return verdict;
  return isTextableAbroad(digits, read) ? because('plus-lost') : verdict;
}

function verdictOf({ e164, country = '001', type = 'UNKNOWN' }: PhoneNumber): ContactVerdict {
  const number = { e164, country, type };
  if (reservedUse(e164) === 'placeholder') return because('placeholder');
  if (textableTypes.has(type)) return { textable: true, ...number };
  return { textable: false, reason: typeReasons[type] ?? 'other-type', ...number };
}

/** Shorter numbers after a + are more likely national numbers that lost digits. */
const shortestWithoutPlus = 11;
/** The same for digits that are textable after a + and not assigned in the country's plan. */
const shortestTextable = 10;

/** The verdict on digits read as international without a +; undefined: not a number. */
function readAbroad(digits: string, read: ReadNumber): ContactVerdict | undefined {
  const answer = read(`+${digits}`);
  const verdict = answer.ok ? verdictOf(answer.number) : undefined;
  return verdict?.e164 === undefined ? undefined : verdict;
}

const isTextableAbroad = (digits: string, read: ReadNumber): boolean =>
  digits.length >= shortestTextable && readAbroad(digits, read)?.textable === true;

/** The reason of digits that are not a national number: a spreadsheet may have removed a 0 or a +. */
function nationalReason(
  digits: string,
  country: string | undefined,
  problem: PhoneProblem,
  read: ReadNumber,
): ContactReason {
  if (digits.length <= 6) return digits.length >= 3 ? 'short-code' : 'too-short';
  if (digits.length >= shortestWithoutPlus && readAbroad(digits, read) !== undefined) return 'plus-lost';
  if (country === undefined) return problemReasons[problem];
  const zero = digits.startsWith('0') ? undefined : read(`0${digits}`, country);
  if (!zero?.ok) return isTextableAbroad(digits, read) ? 'plus-lost' : problemReasons[problem];
  return !verdictOf(zero.number).textable && isTextableAbroad(digits, read) ? 'plus-lost' : 'leading-zero-lost';
}
