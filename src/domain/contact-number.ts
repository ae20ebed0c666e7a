import type { ContactReason } from './contact-reasons.ts';
import { type PhoneProblem, type ReadPhone, readPhone } from './phone.ts';

export type ContactVerdict =
  | { readonly textable: true; readonly e164: string; readonly country: string; readonly type: string }
  | { readonly textable: false; readonly reason: ContactReason };

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
 * others are read as they are dialled in `country` (ISO 3166-1 alpha-2). A number that can be texted may still be a
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
    if (textableTypes.has(type)) return { textable: true, e164, country: home, type };
    return because(typeReasons[type] ?? 'other-type');
  }
  return because(
    international ? problemReasons[answer.problem] : nationalReason(digits, country, answer.problem, read),
  );
}

/** A national number that is none: perhaps because of what a spreadsheet took away from it. */
function nationalReason(
  digits: string,
  country: string | undefined,
  problem: PhoneProblem,
  read: (text: string, country?: string) => ReadPhone,
): ContactReason {
  if (digits.length <= 6) return digits.length >= 3 ? 'short-code' : 'too-short';
  if (digits.length >= 10 && read(`+${digits}`).ok) return 'plus-lost';
  if (country !== undefined && !digits.startsWith('0') && read(`0${digits}`, country).ok) return 'leading-zero-lost';
  return problemReasons[problem];
}
