import { countryKey, visibleText } from './country-key.ts';
import { type CountryReading, isRegion, isRegionName, readCountry, regionLists } from './country-names.ts';

/** What the column of a cell adds to its meaning; plain data. */
export interface CountryContext {
  /** The column also names regions of this country, so that `Georgia` and `CA` are ambiguous. */
  readonly regionsOf: string | null;
  /** Digits without a + are calling codes. */
  readonly bareCallingCodes: boolean;
  /** Two letters in lower case are codes. */
  readonly lowerCaseCodes: boolean;
}

/** A column with a header for countries, before its cells are read. */
export const plainCountryColumn: CountryContext = { regionsOf: null, bareCallingCodes: true, lowerCaseCodes: true };

export interface CountryColumn {
  /** `regions`: states or provinces of `context.regionsOf`; `other`: neither these nor countries. */
  readonly kind: 'countries' | 'regions' | 'other' | 'empty';
  readonly context: CountryContext;
  /** Rows by the reading of their cell in `context`; the four add up to all rows. */
  readonly rows: { readonly [K in CountryReading['kind']]: number };
}

/** The least share of cells that name countries if the header does not say so. */
const wantedShare = 0.9;

/** Codes of regions that are not of countries decide from so many different ones, or such a share, on. */
const wantedCodes = 2;
const wantedCodeShare = 0.1;

/**
 * Decides what a column is by the counts of its cells. `isHeaded`: its header is for countries; then it names countries
 * unless more cells name regions of one country. Otherwise it names countries from 90 % on, unless all cells may be
 * regions of one country: CA, DE and IN are three countries, and three states.
 */
export function readCountries(
  cells: Iterable<readonly [cell: string, rows: number]>,
  { isHeaded }: { readonly isHeaded: boolean },
): CountryColumn {
  const known = [...cells].map(([cell, rows]) => ({ cell, rows, text: visibleText(cell), reading: readCountry(cell) }));
  const regionsOf = regionsAmong(known);
  const isStrayNumber = known.some(({ text, reading }) => /^\d+$/.test(text) && reading.kind === 'unknown');
  const context = { regionsOf, bareCallingCodes: isHeaded && !isStrayNumber, lowerCaseCodes: isHeaded };
  const rows = { country: 0, ambiguous: 0, unknown: 0, empty: 0 };
  for (const { cell, rows: times } of known) rows[readCountryIn(context, cell).kind] += times;
  const filled = known.filter(({ reading }) => reading.kind !== 'empty');
  return { kind: kindOf(filled, rows, context, isHeaded), context, rows };
}

interface KnownCell {
  readonly cell: string;
  readonly rows: number;
  readonly text: string;
  readonly reading: CountryReading;
}

function kindOf(
  filled: readonly KnownCell[],
  rows: CountryColumn['rows'],
  { regionsOf }: CountryContext,
  isHeaded: boolean,
): CountryColumn['kind'] {
  if (filled.length === 0) return 'empty';
  if (regionsOf !== null) {
    const regions = sumOf(filled.filter(({ text }) => isRegion(regionsOf, text)));
    const countries = sumOf(
      filled.filter(({ text, reading }) => reading.kind === 'country' && !isRegion(regionsOf, text)),
    );
    if (regions > countries) return 'regions';
  }
  if (isHeaded) return 'countries';
  if (regionLists().some((country) => filled.every(({ text }) => isRegion(country, text)))) return 'other';
  return rows.country >= sumOf(filled) * wantedShare ? 'countries' : 'other';
}

const sumOf = (cells: readonly KnownCell[]): number => cells.reduce((sum, { rows }) => sum + rows, 0);

/** The country whose regions the cells name that have no other meaning. */
function regionsAmong(cells: readonly KnownCell[]): string | null {
  const unknown = cells.filter(({ reading }) => reading.kind === 'unknown');
  const total = sumOf(cells.filter(({ reading }) => reading.kind !== 'empty'));
  const found = regionLists()
    .map((country) => ({ country, own: unknown.filter(({ text }) => isRegion(country, text)) }))
    .filter(
      ({ own }) =>
        own.some(({ text }) => isRegionName(countryKey(text))) ||
        new Set(own.map(({ text }) => text)).size >= wantedCodes ||
        sumOf(own) > total * wantedCodeShare,
    )
    .map(({ country }) => ({ country, rows: sumOf(cells.filter(({ text }) => isRegion(country, text))) }));
  const best = found.toSorted((one, other) => other.rows - one.rows)[0];
  return best?.country ?? null;
}

/** `readCountry` for a cell of a column. */
export function readCountryIn(context: CountryContext, cell: string): CountryReading {
  const reading = readCountry(cell);
  if (reading.kind === 'unknown' || reading.kind === 'empty') return reading;
  const text = visibleText(cell);
  if (!context.bareCallingCodes && /^\d+$/.test(text)) return { kind: 'unknown' };
  if (!context.lowerCaseCodes && /^[A-Za-z]{2}$/.test(text) && text !== text.toUpperCase()) return { kind: 'unknown' };
  const countries = reading.kind === 'country' ? [reading.country] : reading.countries;
  const { regionsOf } = context;
  const [first = ''] = countries;
  if (regionsOf === null) {
    return countries.length > 1 && isRegionName(countryKey(text)) ? { kind: 'country', country: first } : reading;
  }
  if (countries.includes(regionsOf) || !isRegion(regionsOf, text)) return reading;
  return { kind: 'ambiguous', countries: [...countries, regionsOf] };
}

/**
 * The country whose plan reads national numbers in the row of a cell; also of an ambiguous cell if each of its countries
 * reads numbers the same way, as the US and Canada do. Undefined if the cell names none.
 */
export function countryToReadWith(reading: CountryReading): string | undefined {
  if (reading.kind === 'country') return reading.country;
  if (reading.kind !== 'ambiguous') return undefined;
  const isOnePlan = sharedPlans.some((plan) => reading.countries.every((country) => plan.includes(country)));
  return isOnePlan ? reading.countries[0] : undefined;
}

/** Countries that read national numbers the same way. Not the islands of a plan: each completes its own local numbers. */
const sharedPlans: readonly (readonly string[])[] = [
  ['US', 'CA'],
  ['RU', 'KZ'],
];

/**
 * The country that an ambiguous cell means if other cells of its column name the countries `seen`; undefined: they do not
 * decide. With South Korea in one row, Korea in another means it. Not so Congo next to DR Congo, Virgin Islands next to
 * British Virgin Islands, Saint Martin next to Sint Maarten: there, the longer name is the other country.
 */
export function settledBySiblings(reading: CountryReading, seen: readonly string[]): string | undefined {
  if (reading.kind !== 'ambiguous') return undefined;
  const { countries } = reading;
  return countries.includes('KR') && seen.includes('KR') && !seen.includes('KP') ? 'KR' : undefined;
}

/** The country to read numbers with, of a cell under a header for countries; undefined: none. */
export const countryNamed = (cell: string): string | undefined =>
  countryToReadWith(readCountryIn(plainCountryColumn, cell));
