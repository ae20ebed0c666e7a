import type { ListPlan } from '../../domain/columns/contact-plan.ts';
import { addReading, noReadings, readingsFrom } from '../../domain/contacts/contact-readings.ts';
import { compiledDigits } from './compiled-judge.ts';

/** How numbers with two readings are read in a list with these numbers. */
export function readingsAmong(
  numbers: readonly string[],
  country: string,
): Pick<ListPlan, 'readings' | 'readingDoubt'> {
  const judge = compiledDigits();
  const found = noReadings();
  for (const number of numbers) addReading(found, number, country, judge);
  const readings = readingsFrom(found);
  return { readings, readingDoubt: readings === 'unclear' ? found.doubt : null };
}
