/**
 * Territories whose numbers belong to the plan of another country (ISO 3166-1 alpha-2), by libphonenumber's metadata. Provider
 * rules for the country apply to them as well.
 */
const mainCountries: Readonly<Record<string, string>> = {
  GG: 'GB',
  JE: 'GB',
  IM: 'GB',
  AX: 'FI',
  SJ: 'NO',
  CC: 'AU',
  CX: 'AU',
  VA: 'IT',
  BL: 'GP',
  MF: 'GP',
  EH: 'MA',
};

/** The country whose plan a territory shares; undefined for a country with a plan of its own. */
export const mainCountryOf = (country: string): string | undefined => mainCountries[country];

/** These countries, and those whose plans they share. */
export const withMainCountries = (countries: readonly string[]): readonly string[] => [
  ...new Set(countries.flatMap((country) => [country, mainCountryOf(country) ?? country])),
];
