import { withoutStateWords } from './country-forms.ts';
import { countryKey, visibleText } from './country-key.ts';
import { countryTable, regionTable } from './country-table.ts';

/** The meaning of a country cell. Countries are ISO 3166-1 alpha-2, and all of them have a numbering plan. */
export type CountryReading =
  | { readonly kind: 'country'; readonly country: string }
  /** It may mean each of these, the most usual first. */
  | { readonly kind: 'ambiguous'; readonly countries: readonly string[] }
  /** Not a known country. */
  | { readonly kind: 'unknown' }
  /** No characters, dashes, or the null values of databases (`NULL`, `\N`). */
  | { readonly kind: 'empty' };

const unknown: CountryReading = { kind: 'unknown' };
const empty: CountryReading = { kind: 'empty' };
const oneOf = (countries: readonly string[]): CountryReading => {
  const [first, second] = countries;
  if (first === undefined) return unknown;
  return second === undefined ? { kind: 'country', country: first } : { kind: 'ambiguous', countries };
};

interface Names {
  readonly byKey: ReadonlyMap<string, readonly string[]>;
  readonly byCode: ReadonlyMap<string, string>;
  readonly byCallingCode: ReadonlyMap<string, readonly string[]>;
}

/** Calling codes that several large countries share. */
const sharedCallingCodes: Readonly<Record<string, readonly string[]>> = { '1': ['US', 'CA'], '7': ['RU', 'KZ'] };

let names: Names | undefined;

/** Created on demand: it takes some milliseconds. */
function allNames(): Names {
  if (names !== undefined) return names;
  const byKey = new Map<string, readonly string[]>();
  const byCode = new Map<string, string>();
  const byCallingCode = new Map<string, readonly string[]>();
  for (const line of countryTable.split('\n')) {
    const [codes = '', alpha3 = '', callingCodes = '', keys = ''] = line.split('\t');
    const countries = codes.split(' ');
    for (const key of keys.split('|')) if (key !== '') byKey.set(key, countries);
    if (countries.length > 1) continue;
    byCode.set(codes, codes);
    if (alpha3 !== '') byCode.set(alpha3.toUpperCase(), codes);
    for (const code of callingCodes.split(' ')) if (code !== '') byCallingCode.set(code, countries);
  }
  for (const [code, countries] of Object.entries(sharedCallingCodes)) byCallingCode.set(code, countries);
  names = { byKey, byCode, byCallingCode };
  return names;
}

interface Regions {
  readonly codes: ReadonlySet<string>;
  readonly keys: ReadonlySet<string>;
}

let regions: ReadonlyMap<string, Regions> | undefined;

function allRegions(): ReadonlyMap<string, Regions> {
  regions ??= new Map(
    regionTable.split('\n').map((line) => {
      const [country = '', codes = '', keys = ''] = line.split('\t');
      return [country, { codes: new Set(codes.split(' ')), keys: new Set(keys.split('|')) }];
    }),
  );
  return regions;
}

/** The countries whose regions are known: those that are written with two or three letters. */
export const regionLists = (): readonly string[] => [...allRegions().keys()];

/** Whether a text is the code, in either case, or the name of a region (state, province) of a country. */
export function isRegion(country: string, text: string): boolean {
  const known = allRegions().get(country);
  return known !== undefined && (known.codes.has(text.toUpperCase()) || known.keys.has(countryKey(text)));
}

/** Whether a key (`countryKey`) is the name of a region of some country. */
export const isRegionName = (key: string): boolean => [...allRegions().values()].some(({ keys }) => keys.has(key));

/** Longer cells hold prose. */
const longestName = 100;
/** A column repeats the same cells. */
const mostAnswers = 2000;
const answers = new Map<string, CountryReading>();

/**
 * The meaning of one cell: a country's code (two or three letters), a present or former name, as people, forms and
 * standards write it in some 30 languages and its own, its flag, or its calling code (`+44`, `0044`, `44`; of a shared one the
 * main country). Several of these in one cell have to agree: `Germany (DE)`. Names that are a region's as well (`Georgia`) are
 * ambiguous; `readCountryIn` decides if the column is known.
 */
export function readCountry(cell: string): CountryReading {
  const known = answers.get(cell);
  if (known !== undefined) return known;
  const answer = readCell(cell);
  if (answers.size >= mostAnswers) answers.clear();
  answers.set(cell, answer);
  return answer;
}

const nothingWritten = /^(?:[-–—_.]*|\\N|\(?null\)?)$/i;

function readCell(cell: string): CountryReading {
  if (cell.length > longestName) return cell.trim() === '' ? empty : unknown;
  const flags = flagsIn(cell);
  const text = visibleText(flags.rest);
  if (flags.countries.length > 0) {
    const beside = text === '' ? [] : [readText(text)];
    return agreed([...flags.countries.map((country) => oneOf([country])), ...beside]);
  }
  if (nothingWritten.test(text)) return empty;
  return readText(text);
}

const britishFlags = /\u{1f3f4}\u{e0067}\u{e0062}[\u{e0061}-\u{e007a}]{3}\u{e007f}/gu;
const letterFlags = /[\u{1f1e6}-\u{1f1ff}]{2}/gu;

const flagLetters = (flag: string): string =>
  [...flag].map((letter) => String.fromCharCode((letter.codePointAt(0) ?? 0) - 0x1f1e6 + 0x41)).join('');

/** The countries of the flags in a cell, and the other text. Other flags stay in the text. */
function flagsIn(cell: string): { readonly countries: readonly string[]; readonly rest: string } {
  if (!/[\u{1f1e6}-\u{1f1ff}\u{1f3f4}]/u.test(cell)) return { countries: [], rest: cell };
  const { byCode } = allNames();
  const countries: string[] = [];
  const found = (flag: string, country: string | undefined): string => {
    if (country === undefined) return flag;
    countries.push(country);
    return ' ';
  };
  const rest = cell
    .replace(britishFlags, (flag) => found(flag, 'GB'))
    .replace(letterFlags, (flag) => found(flag, byCode.get(flagLetters(flag))));
  return { countries, rest };
}

function readText(text: string): CountryReading {
  const whole = readPart(text);
  if (whole.kind !== 'unknown') return whole;
  const subdivision = /^([A-Z]{2})[-_]([A-Z0-9]{1,3})$/.exec(text);
  if (subdivision !== null) return readSubdivision(subdivision[1] ?? '', subdivision[2] ?? '');
  const turned = /^([^,(]+)(?:, *([^,()]+)|\(([^()]+)\))$/.exec(text);
  if (turned !== null) {
    const reading = byName(`${turned[2] ?? turned[3]} ${turned[1]}`);
    if (reading.kind !== 'unknown') return reading;
  }
  const parts = text.split(/[/|()[\];:,=–—]| - |(?<=\D) (?=\+\d)|(?<=^\+[\d-]+) (?=\D)/u);
  const written = parts.map((part) => part.trim()).filter((part) => part !== '');
  // One part alone, as in `(+49)`.
  if (written.length > 1 || (written[0] ?? text) !== text) return agreed(written.map(readPart));
  const joined = text.split('-');
  return joined.length > 1 ? agreed(joined.map((part) => readPart(part.trim()))) : unknown;
}

/** `US-CA` is California, of which only the country counts; `DE-FR` is two countries. */
function readSubdivision(country: string, region: string): CountryReading {
  const { byCode } = allNames();
  if (!byCode.has(country)) return unknown;
  const other = byCode.get(region);
  return other === undefined || other === country || isRegion(country, region) ? oneOf([country]) : unknown;
}

/** The countries that all readings have in common; none if one is unknown. */
function agreed(readings: readonly CountryReading[]): CountryReading {
  let common: readonly string[] | undefined;
  for (const reading of readings) {
    if (reading.kind === 'unknown' || reading.kind === 'empty') return unknown;
    const countries = reading.kind === 'country' ? [reading.country] : reading.countries;
    const before = common;
    common = before === undefined ? countries : before.filter((country) => countries.includes(country));
  }
  return oneOf(common ?? []);
}

/** One code, calling code or name. */
function readPart(text: string): CountryReading {
  const { byCode, byCallingCode } = allNames();
  if (/^[A-Za-z]{2,3}$/.test(text)) {
    const country = byCode.get(text.toUpperCase());
    // Only in capitals: as words, `Nga` is Russia in Vietnamese, and `Ao`, without its accent, Austria.
    const isWord = /^[A-Z][a-z]+$/.test(text);
    if (country !== undefined && !(isWord && byName(text).kind === 'ambiguous')) return oneOf([country]);
  }
  const digits = /^(?:\+|00)?([1-9][\d ()-]*)$/.exec(text)?.[1]?.replace(/\D/g, '');
  if (digits !== undefined) return oneOf(byCallingCode.get(digits) ?? []);
  return byName(text);
}

/** Without their words for a kind of state, these names mean another country. */
const onlyAsWritten = new Set(['CN', 'TW', 'KR', 'KP', 'CG', 'CD', 'DM', 'DO']);

function byName(text: string): CountryReading {
  const { byKey } = allNames();
  const key = countryKey(text);
  const known = byKey.get(key);
  if (known !== undefined) return oneOf([...new Set([...known, ...regionsCalled(key)])]);
  const bare = withoutStateWords(key);
  const [country, other] = bare === key || bare === '' ? [] : (byKey.get(bare) ?? []);
  if (country === undefined || other !== undefined || onlyAsWritten.has(country)) return unknown;
  // The State of Georgia, or Niger State, is a region.
  return regionsCalled(bare).some((home) => home !== country) ? unknown : oneOf([country]);
}

/** The countries that have a region of this name. */
const regionsCalled = (key: string): readonly string[] =>
  [...allRegions()].filter(([, { keys }]) => keys.has(key)).map(([country]) => country);
