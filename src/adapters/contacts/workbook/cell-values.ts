import { type NumberFormat, patternText } from './number-formats.ts';

/** Excel keeps 15 digits of a number, and writes 0 for the others. */
const digitsOfExcel = 15;

export interface CellValue {
  readonly text: string;
  /** `zeros`: its format adds a leading zero or a plus sign. `digits`: it has lost digits. */
  readonly note: 'zeros' | 'digits' | null;
}

/** The text of a number that is stored in a cell, with all its digits. */
export function numberText(stored: string, format: NumberFormat | undefined, from1904: boolean): CellValue {
  const kind = format?.kind ?? 'plain';
  if (kind === 'plain' && plainDigits.test(stored)) return { text: stored, note: null };
  const value = Number(stored);
  if (stored.trim() === '' || !Number.isFinite(value)) return { text: stored, note: null };
  if (kind === 'date') return { text: dateText(value, from1904), note: null };
  if (!Number.isInteger(value)) return { text: String(value), note: null };
  // BigInt writes all digits, where a number changes to exponents.
  const digits = Math.abs(value) < 1e21 ? String(value) : BigInt(value).toString();
  if (digits.replace('-', '').length > digitsOfExcel) return { text: digits, note: 'digits' };
  const shown = format?.kind === 'pattern' && value >= 0 ? patternText(digits, format.places) : undefined;
  return shown === undefined ? { text: digits, note: null } : { text: shown, note: 'zeros' };
}

const plainDigits = /^(?:0|[1-9]\d{0,14})$/;

const dayMs = 24 * 60 * 60 * 1000;
/** The last day that Excel knows, in the year 9999. */
const lastDay = 2_958_466;

/** A day and a time as ISO text; a number that is not a date stays a number. */
function dateText(days: number, from1904: boolean): string {
  if (days < 0 || days >= lastDay) return String(days);
  const ms = Math.round((days % 1) * dayMs);
  const time = ms % dayMs < 1000 ? '' : new Date(ms % dayMs).toISOString().slice(11, 19);
  if (days < 1 && !from1904) return time === '' ? '00:00:00' : time;
  const whole = Math.floor(days) + (ms >= dayMs ? 1 : 0);
  // Excel counts February 29 of 1900, which did not exist.
  const start = from1904 ? start1904 : whole >= 61 ? start1900 : start1900 + dayMs;
  const text = dayText(start + whole * dayMs);
  return time === '' ? text : `${text}T${time}`;
}

const start1904 = Date.UTC(1904, 0, 1);
const start1900 = Date.UTC(1899, 11, 30);
const mostKnown = 10_000;
/** Cached, since the rows of a list repeat the same days. */
const knownDays = new Map<number, string>();

function dayText(time: number): string {
  const known = knownDays.get(time);
  if (known !== undefined) return known;
  if (knownDays.size >= mostKnown) knownDays.clear();
  const text = new Date(time).toISOString().slice(0, 10);
  knownDays.set(time, text);
  return text;
}
