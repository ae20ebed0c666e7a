import type { Readings } from '../columns/contact-plan.ts';
import {
  decideReadings,
  type JudgeDigits,
  type ReadingKind,
  readingKind,
  readingsOf,
} from '../numbers/number-readings.ts';
import { maskSender } from '../text/mask.ts';
import { international, shortestDoubt } from './row-judge.ts';

export interface ListReadings {
  readonly counts: { [K in ReadingKind]: number };
  /** Both readings of the first row with two, masked. */
  doubt: string | null;
}

export const noReadings = (): ListReadings => ({
  counts: { national: 0, international: 0, both: 0, none: 0 },
  doubt: null,
});

/** Counts the first number of a row without a country. */
export function addReading(found: ListReadings, cell: string, country: string, judge: JudgeDigits): void {
  if (international.test(cell) || !/\d{3}/.test(cell)) return;
  const readings = readingsOf(cell, country, judge);
  const kind = readingKind(readings);
  const isDoubt = kind === 'both' && cell.replace(/\D/g, '').length >= shortestDoubt;
  found.counts[kind === 'both' && !isDoubt ? 'national' : kind] += 1;
  if (!isDoubt) return;
  found.doubt ??= [readings.national, readings.international]
    .flatMap((number) => (number === undefined ? [] : `${number.country} ${maskSender(number.e164)}`))
    .join(' or ');
}

/** How numbers with two readings are read in this list. */
export const readingsFrom = ({ counts }: ListReadings): Readings =>
  decideReadings(counts) ?? (counts.both > 0 ? 'unclear' : 'undecided');
