import { isCutOff, type PhoneProblem, readPhone } from '../numbers/phone.ts';
import { accepted, type Parsed, refused } from '../text/parsed.ts';
import { hasHiddenCharacters } from '../text/printable.ts';

/** Kinds of senders: a phone number, a short code, an alphanumeric sender ID. */
export type SenderKind = 'number' | 'short-code' | 'alphanumeric';

/** A sender in its normalized form. */
export interface Sender {
  /** E.164, a short code's digits, or an alphanumeric sender ID, as `kind` says. */
  readonly sender: string;
  readonly kind: SenderKind;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  /** libphonenumber's name of the number's type. */
  readonly type?: string;
}

const example = 'such as +12025550123';

/** Twilio's test numbers, whose messages never arrive (https://www.twilio.com/docs/iam/test-credentials). */
const testNumber = /^\+?1?500555000\d$/;

/** Short codes have 3 to 8 digits; 5 or 6 in most countries. */
const shortCode = /^\d{3,8}$/;

/** https://www.twilio.com/docs/messaging/api/alphasender-resource: at most 11 of these, with one letter at least. */
const alphanumeric = /^(?=.*[A-Za-z])[A-Za-z0-9 +_&-]{1,11}$/;

/** Types without SMS in any numbering plan. Fixed lines are not listed, since providers enable SMS on them. */
const typesWithoutSms: Readonly<Record<string, string>> = {
  PREMIUM_RATE: 'a premium-rate number',
  SHARED_COST: 'a shared-cost number',
  PAGER: 'a pager',
  UAN: 'a company number (UAN)',
  VOICEMAIL: 'a voicemail access number',
};

const problemWords: Readonly<Record<PhoneProblem, string>> = {
  'not-a-number': `Invalid phone number. Enter it in E.164, ${example}.`,
  'no-country': `Start with + and the country calling code, ${example}, or name the country.`,
  'unknown-calling-code': `Unknown country calling code. Enter the number in E.164, ${example}.`,
  'too-short': `This number is too short for its country. Enter all digits, ${example}.`,
  'too-long': `This number is too long for its country. Enter only the number, ${example}.`,
  'not-assigned': 'This number is not assigned in its country. Check each digit.',
};

const digitsOf = (text: string): string => text.replace(/[\s().\-/]/g, '');

/** True for a national number or a short code, which need a country. */
export function needsCountry(raw: string): boolean {
  if (shortCode.test(raw.trim())) return true;
  const digits = digitsOf(raw.trim());
  return /^\d{7,17}$/.test(digits) && !/^(?:00|011)/.test(digits) && !testNumber.test(digits);
}

/**
 * E.164 (also with the prefixes 00 and 011, and with punctuation), a national number with its `country` (ISO 3166-1
 * alpha-2), a short code, or an alphanumeric sender ID. Refuses senders without SMS, with the reason.
 */
export function parseSender(raw: string, country?: string): Parsed<Sender> {
  const text = raw.trim();
  if (text === '') return refused(`Enter the number that messages come from, ${example}.`);
  if (text.length > 64) return refused(`Invalid sender: too long. Enter a number in E.164, ${example}.`);
  if (hasHiddenCharacters(text))
    return refused('The number contains hidden characters. Type it instead of pasting it.');
  if (/^(?:AC|SK|MG|PN)[0-9a-f]{32}$/i.test(text)) {
    return refused(`This is a SID, not a number. Enter the number, ${example}.`);
  }
  if (shortCode.test(text)) {
    return accepted({ sender: text, kind: 'short-code', ...(country !== undefined && { country }) });
  }
  return /[A-Za-z]/.test(text) ? parseAlphanumeric(text) : parseNumber(text, country);
}

function parseAlphanumeric(text: string): Parsed<Sender> {
  if (alphanumeric.test(text)) return accepted({ sender: text, kind: 'alphanumeric' });
  return refused(
    text.length > 11
      ? `An alphanumeric sender ID has at most 11 characters. This has ${text.length}.`
      : 'An alphanumeric sender ID has only letters, digits, blanks and + _ & -.',
  );
}

function parseNumber(text: string, country: string | undefined): Parsed<Sender> {
  const digits = digitsOf(text).replace(/^(?:00|011)(?=[1-9])/, '+');
  if (testNumber.test(digits)) {
    return refused("This is one of the provider's test numbers: nothing that is sent from it ever arrives.");
  }
  if (!/^\+?\d+$/.test(digits)) return refused(problemWords['not-a-number']);
  const read = readPhone(digits, country);
  if (!read.ok) return refused(problemWords[isCutOff(digits, country) ? 'too-short' : read.problem]);
  const { e164, type, country: home } = read.number;
  const unfit = typesWithoutSms[type ?? ''];
  if (unfit !== undefined) return refused(`${e164} is ${unfit}, which cannot send SMS.`);
  return accepted({
    sender: e164,
    kind: 'number',
    ...(home !== undefined && { country: home }),
    ...(type !== undefined && { type }),
  });
}
