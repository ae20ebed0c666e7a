import { describe, expect, it } from 'vitest';
import { countryOf } from '../../../src/domain/contacts/contact-country.ts';
import { plainCountryColumn } from '../../../src/domain/countries/country-columns.ts';

describe('a country cell beside the others of its column', () => {
  it.each<[string, readonly string[], string | null | undefined]>([
    ['Congo', ['CD'], null],
    ['Virgin Islands', ['VG'], null],
    ['Korea', ['KR'], 'KR'],
    ['Korea', [], null],
    ['Korea', ['KR', 'KP'], null],
    ['Germany', ['CD'], 'DE'],
    ['Nowhere at all', ['DE'], null],
    ['', ['DE'], undefined],
  ])('%j beside %j is %j', (cell, countriesSeen, country) => {
    expect(countryOf({ countryContext: plainCountryColumn, countriesSeen }, cell)).toBe(country);
  });
});
