import type { ListPlan } from '../columns/contact-plan.ts';
import { countryToReadWith, readCountryIn, settledBySiblings } from '../countries/country-columns.ts';

/** What the country cell names, beside the others of its column; null: nothing that is understood. Undefined: it is empty. */
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
