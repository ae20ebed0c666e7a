import type { ContactReason } from './contact-reasons.ts';
import { type PhoneProblem, type ReadPhone, readPhone } from './phone.ts';

/** A valid number. */
export interface ContactNumber {
  readonly e164: string;
  /** ISO 3166-1 alpha-2; `001` for numbers of no country, such as +800. */
  readonly country: string;
  /** As libphonenumber names it: `MOBILE`, `FIXED_LINE`, …; `UNKNOWN` where the plan does not say. */
  readonly type: string;
}

/** A number is there, too, where only its type keeps it from being texted. */
export type ContactVerdict =
  | ({ readonly textable: true } & ContactNumber)
  | ({ readonly textable: false; readonly reason: ContactReason } & Partial<ContactNumber>);

const because = (reason: ContactReason): ContactVerdict => ({ textable: false, reason });

/** libphonenumber's types that can receive SMS. */
const textableTypes: ReadonlySet<string> = new Set(['MOBILE', 'FIXED_LINE_OR_MOBILE', 'VOIP', 'PERSONAL_NUMBER']);

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

/**
 * Judges a number by its digits alone, in the order in which they stand. `international` digits begin with a calling code;
 * others are read as they are dialled in `country` (ISO 3166-1 alpha-2). What is valid is judged by its type. What is not
 * has its length's or plan's problem; but of national digits, 3 to 6 are a `short-code` and fewer `too-short`, 11 or more that
 * are valid behind a + are `plus-lost`, and digits that are valid behind a 0 are `leading-zero-lost`. A number that can be texted may still be a
 * duplicate: that is for the tally to say. `read` is libphonenumber but for whoever compiles it into something else.
 */
export function judgeNumber(
  international: boolean,
  digits: string,
  country?: string,
  read: (text: string, country?: string) => ReadPhone = readPhone,
): ContactVerdict {
  const answer = read(international ? `+${digits}` : digits, country);
  if (answer.ok) {
    const { e164, country: home = '001', type = 'UNKNOWN' } = answer.number;
    const number = { e164, country: home, type };
    if (textableTypes.has(type)) return { textable: true, ...number };
    return { textable: false, reason: typeReasons[type] ?? 'other-type', ...number };
  }
  return because(
    international ? problemReasons[answer.problem] : nationalReason(digits, country, answer.problem, read),
  );
}

/** What is shorter behind a + is too likely a national number that lost some digits. */
const shortestWithoutPlus = 11;

/** A national number that is none: perhaps because of what a spreadsheet took away from it. */
function nationalReason(
  digits: string,
  country: string | undefined,
  problem: PhoneProblem,
  read: (text: string, country?: string) => ReadPhone,
): ContactReason {
  if (digits.length <= 6) return digits.length >= 3 ? 'short-code' : 'too-short';
  if (digits.length >= shortestWithoutPlus && read(`+${digits}`).ok) return 'plus-lost';
  if (country !== undefined && !digits.startsWith('0') && read(`0${digits}`, country).ok) return 'leading-zero-lost';
  return problemReasons[problem];
}
