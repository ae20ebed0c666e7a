import {
  type CountryCode,
  getCountries,
  isSupportedCountry,
  ParseError,
  parsePhoneNumberWithError,
  validatePhoneNumberLength as validateLength,
} from 'libphonenumber-js/max';
import { accepted, type Parsed, refused } from '../text/parsed.ts';

/** Why a text is not a telephone number, in libphonenumber's terms. */
export type PhoneProblem =
  | 'not-a-number'
  | 'no-country'
  /** It starts with + and a calling code that no country has. */
  | 'unknown-calling-code'
  | 'too-short'
  | 'too-long'
  /** A possible length, but not assigned in that country's plan. */
  | 'not-assigned';

export interface PhoneNumber {
  readonly e164: string;
  /** ISO 3166-1 alpha-2. Absent for numbers of no country, such as +800. */
  readonly country?: string;
  /** As libphonenumber names it: `MOBILE`, `FIXED_LINE`, `FIXED_LINE_OR_MOBILE`, `TOLL_FREE`, … */
  readonly type?: string;
  /** For people: `+1 202 555 0123`. */
  readonly international: string;
  /** Whether the text also holds an extension. */
  readonly hasExtension: boolean;
}

export type ReadPhone =
  | { readonly ok: true; readonly number: PhoneNumber }
  | { readonly ok: false; readonly problem: PhoneProblem };

const problems: Readonly<Record<string, PhoneProblem>> = {
  NOT_A_NUMBER: 'not-a-number',
  INVALID_COUNTRY: 'no-country',
  TOO_SHORT: 'too-short',
  TOO_LONG: 'too-long',
};

/**
 * Reads E.164, and national numbers where a country (ISO 3166-1 alpha-2, upper case) is given. The full metadata decides
 * what is assigned. It is lenient about punctuation; a strict caller has to check the text itself.
 */
export function readPhone(text: string, country?: string): ReadPhone {
  try {
    const parsed = parsePhoneNumberWithError(text, {
      extract: false,
      ...(country !== undefined && { defaultCountry: country as CountryCode }),
    });
    if (!parsed.isValid()) return { ok: false, problem: lengthProblem(parsed.number) };
    const type = parsed.getType();
    return {
      ok: true,
      number: {
        e164: parsed.number,
        ...(parsed.country !== undefined && { country: parsed.country }),
        ...(type !== undefined && { type }),
        // Computed on demand: it takes as long as the rest, and few callers need it.
        get international() {
          return parsed.formatInternational();
        },
        hasExtension: parsed.ext !== undefined,
      },
    };
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    const problem = problems[error.message] ?? 'not-a-number';
    return { ok: false, problem: problem === 'no-country' && text.includes('+') ? 'unknown-calling-code' : problem };
  }
}

/**
 * True if a text is not a number, and is one with one more digit. A plan with short landlines calls a mobile number without its last
 * digit not assigned, and not too short.
 */
export const isCutOff = (text: string, country?: string): boolean =>
  !readPhone(text, country).ok && [...'0123456789'].some((digit) => readPhone(`${text}${digit}`, country).ok);

/** Whether a number is shorter or longer than all numbers of the plan. */
function lengthProblem(e164: string): PhoneProblem {
  const problem = validateLength(e164);
  return problem === 'TOO_SHORT' ? 'too-short' : problem === 'TOO_LONG' ? 'too-long' : 'not-assigned';
}

export type Likeness =
  /** Formatted as in that country, with the same groups of digits. */
  | 'written'
  /** Dialled there with these digits, including the national prefix: China has Germany's 0151… without the 0. */
  | 'dialled'
  /** Not a number of that country, or not a mobile number. */
  | 'none';

/** How well a national number fits the mobile numbers of `country`, as they are written there. */
export function likeness(text: string, country: string): Likeness {
  try {
    const parsed = parsePhoneNumberWithError(text, { extract: false, defaultCountry: country as CountryCode });
    if (!parsed.isValid() || parsed.country !== country) return 'none';
    if (!['MOBILE', 'FIXED_LINE_OR_MOBILE'].includes(parsed.getType() ?? '')) return 'none';
    const usual = parsed.formatNational();
    if (groups(usual) === groups(text)) return 'written';
    return usual.replace(/\D/g, '') === text.replace(/\D/g, '') ? 'dialled' : 'none';
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return 'none';
  }
}

const groups = (text: string): string => (text.match(/\d+/g) ?? []).join(' ');

export const isCountry = (code: string): boolean => isSupportedCountry(code);

/** Every country with a numbering plan, ISO 3166-1 alpha-2. */
export const countryCodes = (): readonly string[] => getCountries();

/** ISO 3166-1 alpha-2, in either case. */
export function parseCountry(raw: string): Parsed<string> {
  const code = raw.trim().toUpperCase();
  if (isSupportedCountry(code)) return accepted(code);
  if (code === 'UK') return refused('Use GB for the United Kingdom.');
  return refused('Enter a country code of two letters, such as US, GB or DE.');
}
