import type { Readings } from '../columns/contact-plan.ts';
import type { ContactVerdict } from '../numbers/contact-number.ts';

type Judge<V> = (cell: string, country?: string) => V;

/** Reasons of national numbers that a country might make valid. */
const countryReasons: ReadonlySet<string> = new Set(['no-country', 'plus-lost', 'leading-zero-lost']);

/** The beginning of an international number. */
export const international = /^[\s(.-]*(?:\+|0\s*0\s*[1-9]|0011)/;

/**
 * Judges one cell of a row. `own`: the country of the row or dialling code, null if it is not understood. `country` reads
 * numbers of rows without one. `readings` decides about numbers that are valid in two countries.
 */
export function judgeInRow<V extends ContactVerdict | undefined>(
  cell: string,
  own: string | null | undefined,
  country: string | undefined,
  readings: Readings,
  judge: Judge<V>,
): V | ContactVerdict {
  if (own === null) {
    const verdict = judge(cell);
    if (verdict === undefined || verdict.textable || !countryReasons.has(verdict.reason)) return verdict;
    return { textable: false, reason: 'country-unknown' };
  }
  if (own !== undefined) return judge(cell, own);
  const verdict = judge(cell, country);
  if (verdict === undefined || !verdict.textable || readings === 'national' || country === undefined) return verdict;
  if (readings === 'times' && isTime(cell)) return { textable: false, reason: 'reading-unclear' };
  const digits = cell.replace(/\D/g, '');
  if (international.test(cell) || digits.length < shortestDoubt || digits.startsWith('0')) return verdict;
  const abroad = judge(`+${digits}`);
  if (abroad === undefined) return abroad;
  if (!abroad.textable || abroad.e164 === verdict.e164) return verdict;
  return { textable: false, reason: readings === 'international' ? 'plus-lost' : 'reading-unclear' };
}

/** Shorter international numbers belong to small islands; a Danish number is not ambiguous because of them. */
export const shortestDoubt = 9;

/** Seconds since 1970, from 2001 to 2033; digits alone. */
export const isTime = (cell: string): boolean => /^\s*1\d{9}\s*$/.test(cell);
