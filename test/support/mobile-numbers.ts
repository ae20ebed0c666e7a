import { type CountryCode, getExampleNumber, parsePhoneNumberWithError } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import type { JudgeDigits } from '../../src/domain/numbers/number-readings.ts';

/** Numbers that come again in every run. */
function randomDigits(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * 10);
  };
}

/** Different mobile numbers of a country in E.164, spread over its plan. */
export function mobileNumbers(country: string, count: number, judge: JudgeDigits): readonly string[] {
  const example = getExampleNumber(country as CountryCode, examples);
  if (example === undefined) throw new Error(`${country} has no mobile number.`);
  const { countryCallingCode, nationalNumber } = example;
  const digit = randomDigits(Number(countryCallingCode) * 7919 + country.charCodeAt(0));
  const found = new Set<string>();
  for (let tries = 0; found.size < count && tries < 3_000_000; tries += 1) {
    const national = [...nationalNumber].map((known, at) => (at === 0 && tries % 2 === 0 ? known : digit())).join('');
    const verdict = judge(true, countryCallingCode + national);
    if (verdict.textable && verdict.country === country && verdict.type !== 'VOIP') found.add(verdict.e164);
  }
  if (found.size < count) throw new Error(`${country} has only ${found.size} numbers.`);
  return [...found];
}

/** The ways in which lists have a number of their own country. */
export const writtenForms: Readonly<Record<string, (e164: string) => string>> = {
  'national format': (e164) => parsePhoneNumberWithError(e164).formatNational(),
  'national digits': (e164) => parsePhoneNumberWithError(e164).formatNational().replace(/\D/g, ''),
  'without trunk prefix': (e164) => parsePhoneNumberWithError(e164).nationalNumber,
  international: (e164) => parsePhoneNumberWithError(e164).formatInternational(),
  'E.164': (e164) => e164,
  'lost plus': (e164) => e164.slice(1),
};
