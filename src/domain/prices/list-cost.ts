import { type CountryPrices, type PricedSender, priceRange } from './country-prices.ts';
import type { Decimal } from './decimal.ts';

/** What one segment to each contact costs, as far as prices are known. Carrier fees come on top. */
export interface ListCost {
  /** ISO 4217. */
  readonly currency: string;
  readonly least: Decimal;
  /** What the known part costs on the most expensive networks. */
  readonly most: Decimal;
  /** Contacts in countries with a price. */
  readonly priced: number;
  /** Contacts in other countries. */
  readonly unpriced: number;
  /** These countries, ISO 3166-1 alpha-2, most contacts first. */
  readonly unpricedCountries: readonly string[];
}

/** Countries (ISO 3166-1 alpha-2) with contacts, most contacts first; those without a country are left out. */
export const byContacts = (countries: Readonly<Record<string, number>>): readonly (readonly [string, number])[] =>
  Object.entries(countries)
    .filter(([country, contacts]) => /^[A-Z]{2}$/.test(country) && contacts > 0)
    .toSorted(([one, more], [other, fewer]) => fewer - more || one.localeCompare(other));

/**
 * Adds up the cost. `contacts`: by country. `prices`: null or missing if a country's are not known. Null if no country has a
 * price. All prices of an account have one currency; countries whose prices have another than the first are not priced.
 */
export function listCost(
  contacts: Readonly<Record<string, number>>,
  prices: ReadonlyMap<string, CountryPrices | null>,
  sender: PricedSender,
): ListCost | null {
  const rows = byContacts(contacts).map(([country, count]) => {
    const known = prices.get(country) ?? null;
    return { country, count, known, range: known && priceRange(known, sender) };
  });
  const currency = rows.find(({ range }) => range !== null)?.known?.currency;
  if (currency === undefined) return null;
  let [least, most, priced, unpriced] = [0n, 0n, 0, 0];
  const unpricedCountries: string[] = [];
  for (const { country, count, known, range } of rows) {
    if (range === null || known?.currency !== currency) {
      unpriced += count;
      unpricedCountries.push(country);
    } else {
      priced += count;
      least += range.least * BigInt(count);
      most += range.most * BigInt(count);
    }
  }
  return { currency, least, most, priced, unpriced, unpricedCountries };
}
