// Makes src/domain/countries/country-table.ts: the names of countries and of their regions, by the keys of src/domain/countries/country-key.ts.
// test/domain/countries/country-table.test.ts says when the file is out of date, and the same with `-u` writes it anew.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { iso31661, iso31662 } from 'iso-3166';
import { getCountries, getCountryCallingCode, Metadata } from 'libphonenumber-js/max';

const require = createRequire(import.meta.url);

/** Locales of CLDR of which every country's name is taken. */
const locales =
  'en de fr es es-419 pt pt-PT it nl pl ru uk tr ar he fa hi zh zh-Hant zh-Hant-HK ja ko vi th id el cs sv da nb nn no fi'.split(
    ' ',
  );
/** The same languages as i18n-iso-countries names them. */
const languages = 'en de fr es pt it nl pl ru uk tr ar he fa hi zh ja ko vi th id el cs sv da no nb nn fi'.split(' ');

/** Countries whose regions people write with two or three letters, many of which are codes of countries as well. */
const countriesOfRegions = 'US CA BR IN IT AU DE CH NL MX ES NG ID'.split(' ');

/** Regions that have the same code as a country: Puerto Rico is both. */
const alsoCountries = new Set('US-AS US-GU US-MP US-PR US-UM US-VI NL-AW NL-CW NL-SX'.split(' '));

const supported = new Set(getCountries());
const alpha3 = new Map(iso31661.map((country) => [country.alpha2, country.alpha3.toLowerCase()]));

/** The text of the file. `keyOf` is `countryKey`. */
export function countryTable(keyOf) {
  return [
    '// Made by scripts/country-table.mjs of CLDR (Unicode-3.0), i18n-iso-countries and iso-3166 (MIT), and',
    '// scripts/country-aliases.tsv. `npx vitest run test/domain/countries/country-table.test.ts -u` writes it anew.',
    '',
    '/**',
    ' * A line for each country: ISO 3166-1 alpha-2, alpha-3, calling codes, and the keys of its names. A line with several',
    ' * countries holds ambiguous names.',
    ' */',
    `export const countryTable = \`${countryLines(keyOf).join('\n')}\`;`,
    '',
    '/** A line for each country whose regions are known: ISO 3166-1 alpha-2, codes of the regions, and the keys of their names. */',
    `export const regionTable = \`${regionLines(keyOf).join('\n')}\`;`,
    '',
  ].join('\n');
}

function countryLines(keyOf) {
  const aliases = readAliases(keyOf);
  const own = new Set(aliases.flatMap(({ keys }) => keys));
  const names = cldrNames(keyOf);
  // Where the two disagree, CLDR is right.
  for (const [key, code] of isoNames(keyOf)) if (!names.has(key)) names.set(key, code);
  const ofCountry = new Map([...supported].sort().map((code) => [code, new Set()]));
  for (const [key, code] of names) {
    if (!own.has(key) && !isCodeOf(key)) ofCountry.get(code).add(key);
  }
  for (const { codes, keys } of aliases) {
    if (codes.length > 1) ofCountry.set(codes.join(' '), new Set(keys));
    else for (const key of keys) ofCountry.get(codes[0]).add(key);
  }
  return [...ofCountry].map(([codes, keys]) =>
    [
      codes,
      alpha3.get(codes) ?? '',
      codes.includes(' ') ? '' : callingCodes(codes).join(' '),
      [...keys].sort().join('|'),
    ].join('\t'),
  );
}

/** A key that is another country's code as well says nothing. */
const isCodeOf = (key) => supported.has(key.toUpperCase()) || [...alpha3.values()].includes(key);

function readAliases(keyOf) {
  const lines = readFileSync(new URL('country-aliases.tsv', import.meta.url), 'utf8').split('\n');
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [codes, names] = line.split('\t');
      return { codes: codes.split(' '), keys: [...new Set(names.split('|').map(keyOf))] };
    });
}

/** Keys that several countries have stay out. */
function collect(entries) {
  const found = new Map();
  const shared = new Set();
  for (const [key, code] of entries) {
    if (key === '' || !supported.has(code)) continue;
    if ((found.get(key) ?? code) !== code) shared.add(key);
    found.set(key, code);
  }
  for (const key of shared) found.delete(key);
  return found;
}

function cldrNames(keyOf) {
  const everywhere = locales.flatMap((locale) => territories(locale));
  const { territoryInfo } = require('cldr-core/supplemental/territoryInfo.json').supplemental;
  const native = Object.entries(territoryInfo).flatMap(([country, { languagePopulation = {} }]) =>
    Object.entries(languagePopulation)
      .filter(([, { _officialStatus }]) => _officialStatus !== undefined)
      .flatMap(([language]) => territories(language.replaceAll('_', '-')).filter(([code]) => code === country)),
  );
  return collect([...everywhere, ...native].map(([code, name]) => [keyOf(name), code]));
}

/** Pairs of code and name; alternatives have the same code. */
function territories(locale) {
  const folder = `cldr-localenames-full/main/${locale}`;
  try {
    const names = require(`${folder}/territories.json`).main[locale].localeDisplayNames.territories;
    return Object.entries(names).map(([code, name]) => [code.split('-')[0], name]);
  } catch (error) {
    // Not every official language has a folder of its own.
    if (error.code === 'MODULE_NOT_FOUND' && !locales.includes(locale)) return [];
    throw error;
  }
}

function isoNames(keyOf) {
  const entries = languages.flatMap((language) => {
    const { countries } = require(`i18n-iso-countries/langs/${language}.json`);
    return Object.entries(countries).flatMap(([code, names]) => [names].flat().map((name) => [keyOf(name), code]));
  });
  return collect(entries);
}

/** The main country of a shared calling code has it; the others have what their numbers begin with, if that is told. */
function callingCodes(country) {
  const metadata = new Metadata();
  const code = getCountryCallingCode(country);
  if (metadata.getCountryCodesForCallingCode(code)[0] === country) return [code];
  return code === '1' ? areaCodes(country).map((area) => code + area) : [];
}

/** The area codes of a small country of the North American plan. */
function areaCodes(country) {
  const metadata = new Metadata();
  metadata.selectNumberingPlan(country);
  return expanded(metadata.numberingPlan.leadingDigits() || '').filter((code) => code.length === 3);
}

/** What an expression of digits, classes and alternatives matches. */
const expanded = (expression) =>
  expression
    .split('|')
    .flatMap((part) =>
      [...part.matchAll(/\[(\d+)\]|(\d)/g)].reduce(
        (found, [, digits, digit]) => found.flatMap((text) => [...(digits ?? digit)].map((each) => text + each)),
        [''],
      ),
    );

function regionLines(keyOf) {
  return countriesOfRegions.map((country) => {
    const regions = iso31662
      .filter(({ code }) => code.startsWith(`${country}-`))
      .map(({ code, name }) => ({ code: code.slice(3), name }))
      .filter(({ code }) => /^[A-Z]{2,3}$/.test(code) && !alsoCountries.has(`${country}-${code}`));
    const keys = regions
      .flatMap(({ name }) => name.split(/,? (?=\()|, | \/ /).map(keyOf))
      .filter((key) => key.length > 3);
    return [country, regions.map(({ code }) => code).join(' '), [...new Set(keys)].sort().join('|')].join('\t');
  });
}
