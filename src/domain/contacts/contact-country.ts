import type { ListPlan } from '../columns/contact-plan.ts';
import { countryToReadWith, readCountryIn, settledBySiblings } from '../countries/country-columns.ts';

/** The country that a cell of its column names; null: not understood. Undefined: empty. */
export function countryOf(
  { countryContext, countriesSeen }: Pick<ListPlan, 'countryContext' | 'countriesSeen'>,
  cell: string,
): string | null | undefined {
  const reading = readCountryIn(countryContext, cell);
  if (reading.kind === 'empty') return undefined;
  const country = countryToReadWith(reading);
  if (country !== undefined || reading.kind !== 'ambiguous') return country ?? null;
  if (reading.countries.includes(countryContext.regionsOf ?? '')) return null;
  return settledBySiblings(reading, countriesSeen) ?? null;
}
