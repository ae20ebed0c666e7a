import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  countryNamed,
  plainCountryColumn,
  readCountries,
  readCountryIn,
  settledBySiblings,
} from '../../../src/domain/countries/country-columns.ts';
import { type CountryReading, readCountry } from '../../../src/domain/countries/country-names.ts';
import { countryCodes } from '../../../src/domain/numbers/phone.ts';

const shown = (reading: CountryReading): string => {
  if (reading.kind === 'country') return reading.country;
  return reading.kind === 'ambiguous' ? reading.countries.join('?') : reading.kind;
};

describe('a cell that names one country', () => {
  it.each([
    ['DE', 'DE'],
    [' de ', 'DE'],
    ['DEU', 'DE'],
    ['UK', 'GB'],
    ['Côte d’Ivoire', 'CI'],
    ["COTE D'IVOIRE", 'CI'],
    ['Ivory Coast', 'CI'],
    ['Korea, Republic of', 'KR'],
    ['Korea (the Republic of)', 'KR'],
    ['대한민국', 'KR'],
    ['Tanzania, United Republic of', 'TZ'],
    ['Bolivia (Plurinational State of)', 'BO'],
    ['The Netherlands', 'NL'],
    ['Bahamas, The', 'BS'],
    ['St. Kitts & Nevis', 'KN'],
    ['Česká republika', 'CZ'],
    ['EE.UU.', 'US'],
    ['U. S. A.', 'US'],
    ['🇩🇪', 'DE'],
    ['🇩🇪 Germany', 'DE'],
    ['🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}', 'GB'],
    ['+49', 'DE'],
    ['0049', 'DE'],
    ['44', 'GB'],
    ['+1-787', 'PR'],
    ['Germany (DE)', 'DE'],
    ['Suomi/Finland', 'FI'],
    ['DE - Deutschland', 'DE'],
    ['United States (+1)', 'US'],
    ['US-CA', 'US'],
    ['GB-SCT', 'GB'],
    ['Zaire', 'CD'],
    ['Burma', 'MM'],
    ['ＤＥ', 'DE'],
    ['ﾄﾞｲﾂ', 'DE'],
    ['\u200fישראל\u200e', 'IL'],
    ['الجمهورية العربية السورية', 'SY'],
    ['ايران', 'IR'],
    ['إيران', 'IR'],
    ['अण्डोरा', 'AD'],
    ['Mỹ', 'US'],
    ['Georgia (GE)', 'GE'],
    ['Congo (CD)', 'CD'],
    ['Republic of Poland', 'PL'],
    ['(+49)', 'DE'],
    ['[DE]', 'DE'],
    ['DE;', 'DE'],
    ['DE-Deutschland', 'DE'],
    ['DE -Deutschland', 'DE'],
    ['Republik Polen', 'PL'],
  ])('%s: %s', (cell, country) => expect(shown(readCountry(cell))).toBe(country));
});

describe('a cell that may name several', () => {
  it.each([
    ['Congo', 'CG?CD'],
    ['Kongo', 'CG?CD'],
    ['Korea', 'KR?KP'],
    ['Corée', 'KR?KP'],
    ['Georgia', 'GE?US'],
    ['Virgin Islands', 'VG?VI'],
    ['St. Martin', 'MF?SX'],
    ['Guiana', 'GF?GY'],
    ['1', 'US?CA'],
    ['+7', 'RU?KZ'],
    // A code in capitals; in Vietnamese a name.
    ['Nga', 'NG?RU'],
    ['Ao', 'AO?AT'],
  ])('%s: %s', (cell, countries) => expect(shown(readCountry(cell))).toBe(countries));
});

describe('a cell that names none that is known', () => {
  it.each([
    'Deutschlnd',
    'America',
    'West Indies',
    'Yugoslavia',
    'Netherlands Antilles',
    'EU',
    'XX',
    'N/A',
    'Other',
    'ČR',
    'Republic of China',
    'State of Georgia',
    'Niger State',
    'DE-FR',
    'ABUS-CA',
    '(XX)',
    'Deutschland-Frankreich',
    'Germany / France',
    '🇩🇪 France',
    '🇦🇶',
    'London, UK',
    '999',
    'x'.repeat(101),
  ])('%s', (cell) => expect(readCountry(cell)).toEqual({ kind: 'unknown' }));
});

it.each(['', '  ', '\u00a0', '\u200f', '-', '—', '\\N', 'NULL', '(null)'])('names no country: %j', (cell) =>
  expect(readCountry(cell)).toEqual({ kind: 'empty' }),
);

test('every code is its country, in either case; in title case it may be a word as well', () => {
  for (const country of countryCodes()) {
    expect([country, shown(readCountry(country))]).toEqual([country, country]);
    expect([country, shown(readCountry(country.toLowerCase()))]).toEqual([country, country]);
    expect(shown(readCountry(`${country[0]}${country[1]?.toLowerCase()}`)).split('?')).toContain(country);
  }
});

test('whatever the cell, nothing is read that has no plan, and spaces and case of a name change nothing', () => {
  const known = new Set(countryCodes());
  const cells = fc.oneof(
    fc.string(),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('France', 'Česko', 'Perú', 'Jersey'),
  );
  fc.assert(
    fc.property(cells, (cell) => {
      const reading = readCountry(cell);
      if (reading.kind === 'country') expect(known).toContain(reading.country);
      if (reading.kind === 'ambiguous') for (const country of reading.countries) expect(known).toContain(country);
      expect(shown(readCountry(`  ${cell}\t`))).toBe(shown(reading));
      if (cell.length > 3 && /^[\p{L}]+$/u.test(cell))
        expect(shown(readCountry(cell.toLowerCase()))).toBe(shown(reading));
    }),
  );
});

describe('the country to read a number with', () => {
  it.each([
    ['Georgia', 'GE'],
    ['1', 'US'],
    ['7', 'RU'],
    ['Congo', undefined],
    ['Virgin Islands', undefined],
    ['Deutschlnd', undefined],
  ])('%s: %s', (cell, country) => expect(countryNamed(cell)).toBe(country));
});

describe('an ambiguous cell beside other cells of its column', () => {
  it.each<[string, readonly string[], string | undefined]>([
    ['Korea', ['KR', 'DE'], 'KR'],
    ['Korea', ['KR', 'KP'], undefined],
    ['Korea', ['DE'], undefined],
    ['Congo', ['CD'], undefined],
    ['Virgin Islands', ['VG'], undefined],
    ['St. Martin', ['SX'], undefined],
    ['Germany', ['KR'], undefined],
  ])('%s beside %j: %s', (cell, seen, country) => expect(settledBySiblings(readCountry(cell), seen)).toBe(country));
});

const column = (cells: Readonly<Record<string, number>>, isHeaded: boolean) =>
  readCountries(Object.entries(cells), { isHeaded });

describe('a column', () => {
  it('holds countries with or without a header', () => {
    const cells = { Germany: 40, France: 40, Italy: 10, '': 200 };
    const rows = { country: 90, ambiguous: 0, unknown: 0, empty: 200 };
    for (const isHeaded of [true, false]) expect(column(cells, isHeaded)).toMatchObject({ kind: 'countries', rows });
    // Some of them are codes of states, and no country has all of them.
    expect(column({ DE: 40, FR: 40, PL: 10 }, false).kind).toBe('countries');
  });

  it('of states is no country column, whatever its header', () => {
    const cells = { CA: 30, TX: 20, NY: 20, DE: 2, Georgia: 3 };
    for (const isHeaded of [true, false]) {
      expect(column(cells, isHeaded)).toMatchObject({ kind: 'regions', context: { regionsOf: 'US' } });
    }
    expect(column({ SP: 5, RJ: 3, MG: 2, PA: 1, AL: 1 }, true).kind).toBe('regions');
    expect(column({ 'Nueva York': 1, Jalisco: 5, Oaxaca: 4 }, true).kind).toBe('regions');
  });

  it('of codes that may be states holds countries only when its header says so', () => {
    const cells = { CA: 10, DE: 10, IN: 10 };
    expect(column(cells, true)).toMatchObject({ kind: 'countries', rows: { country: 30 } });
    expect(column(cells, false).kind).toBe('other');
  });

  it('that also names states leaves ambiguous codes open', () => {
    const { kind, context } = column({ Canada: 50, 'United States': 40, Georgia: 5, Texas: 2 }, true);
    expect(kind).toBe('countries');
    expect(shown(readCountryIn(context, 'Georgia'))).toBe('GE?US');
    expect(shown(readCountryIn(context, 'Canada'))).toBe('CA');
    expect(shown(readCountryIn(context, 'CA'))).toBe('CA?US');
    expect(shown(readCountryIn(context, 'in'))).toBe('IN?US');
    expect(shown(readCountryIn(context, 'FR'))).toBe('FR');
  });

  it('of countries reads Georgia as the country', () => {
    const { context } = column({ Georgia: 5, Armenia: 50, TX: 1 }, true);
    expect(shown(readCountryIn(context, 'Georgia'))).toBe('GE');
  });

  it('of numbers that are not all calling codes holds no countries', () => {
    const { context } = column({ '840': 4, '276': 5, '356': 3 }, true);
    expect(shown(readCountryIn(context, '356'))).toBe('unknown');
    expect(shown(readCountryIn(plainCountryColumn, '356'))).toBe('MT');
  });

  it('of words holds no countries although some words are codes', () => {
    expect(column({ no: 50, in: 20, to: 30 }, false).kind).toBe('other');
    expect(column({ Active: 50, Germany: 20 }, false).kind).toBe('other');
    expect(column({ no: 50, se: 20 }, true)).toMatchObject({ kind: 'countries', rows: { country: 70 } });
  });

  it('under a country header holds unknown countries when it is not understood', () => {
    expect(column({ Deutschlnd: 50 }, true)).toMatchObject({ kind: 'countries', rows: { unknown: 50 } });
  });

  it('is empty without a filled cell', () => {
    expect(column({ '': 3, '-': 2 }, true)).toMatchObject({ kind: 'empty', rows: { empty: 5 } });
  });
});
