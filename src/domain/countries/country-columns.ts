import { countryKey, visibleText } from './country-key.ts';
import { type CountryReading, isRegion, isRegionName, readCountry, regionLists } from './country-names.ts';

/** What the other cells of a column tell about each of them; plain data. */
export interface CountryContext {
  /** The column also names regions of this country, so that what is both (`Georgia`, `CA`) is ambiguous. */
  readonly regionsOf: string | null;
  /** Digits without a + are calling codes. */
  readonly bareCallingCodes: boolean;
  /** Two letters in lower case are codes. */
  readonly lowerCaseCodes: boolean;
}

/** A column whose header says that it names countries, before any cell of it is known. */
export const plainCountryColumn: CountryContext = { regionsOf: null, bareCallingCodes: true, lowerCaseCodes: true };

/** What a whole column is. */
export interface CountryColumn {
  /** `regions`: it names states or provinces of `context.regionsOf`; `other`: neither these nor countries. */
  readonly kind: 'countries' | 'regions' | 'other' | 'empty';
  readonly context: CountryContext;
  /** Rows by what their cell is, read in `context`; the four add up to all rows. */
  readonly rows: { readonly [K in CountryReading['kind']]: number };
}

/** So many of its cells have to name countries where no header says that a column does. */
const wantedShare = 0.9;

/** Two or three letters that are no country's code, but a region's, say something from so many different ones or such a share on. */
const wantedCodes = 2;
const wantedCodeShare = 0.1;

/**
 * Decides a column by its cells and how often each occurs. `isHeaded`: its header says that it names countries; then it does,
 * unless more of its cells name regions of one country. Without that it does from 90 % on, and not where all of its cells may be
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

/** The country of which cells name regions that are nothing else. */
function regionsAmong(cells: readonly KnownCell[]): string | null {
  const strange = cells.filter(({ reading }) => reading.kind === 'unknown');
  const total = sumOf(cells.filter(({ reading }) => reading.kind !== 'empty'));
  const found = regionLists()
    .map((country) => ({ country, own: strange.filter(({ text }) => isRegion(country, text)) }))
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

/** `readCountry` of a cell beside the others of its column. */
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
 * The country whose plan reads a national number as a cell means it; also of an ambiguous one, where each of its countries
 * reads the same, as the US and Canada do. Undefined where the cell names none.
 */
export function countryToReadWith(reading: CountryReading): string | undefined {
  if (reading.kind === 'country') return reading.country;
  if (reading.kind !== 'ambiguous') return undefined;
  const isOnePlan = sharedPlans.some((plan) => reading.countries.every((country) => plan.includes(country)));
  return isOnePlan ? reading.countries[0] : undefined;
}

/** Countries whose national numbers are read alike. Not the islands of a plan: each completes its own local numbers. */
const sharedPlans: readonly (readonly string[])[] = [
  ['US', 'CA'],
  ['RU', 'KZ'],
];

/**
 * The country that an ambiguous cell means where other cells of its column name the countries `seen`; undefined: they do not
 * tell. Who writes South Korea in one row means it by Korea in another. Not so Congo beside DR Congo, Virgin Islands beside
 * British Virgin Islands, Saint Martin beside Sint Maarten: there, the longer name tells it from the other.
 */
export function settledBySiblings(reading: CountryReading, seen: readonly string[]): string | undefined {
  if (reading.kind !== 'ambiguous') return undefined;
  const { countries } = reading;
  return countries.includes('KR') && seen.includes('KR') && !seen.includes('KP') ? 'KR' : undefined;
}

/** The country to read with of a cell in a column whose header says that it names countries; undefined where it names none. */
export const countryNamed = (cell: string): string | undefined =>
  countryToReadWith(readCountryIn(plainCountryColumn, cell));
