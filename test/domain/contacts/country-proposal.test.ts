import { describe, expect, it } from 'vitest';
import { proposeCountry } from '../../../src/domain/contacts/country-proposal.ts';

const numbers = (pattern: string) =>
  Array.from({ length: 20 }, (_, index) => pattern.replace('##', String(index).padStart(2, '0')));

describe('the proposed country', () => {
  it.each([
    ['(202) 555-01##', 'US'],
    ['20255501##', 'US'],
    ['0151 234567##', 'DE'],
    ['07400 1234##', 'GB'],
    ['0412 345 6##', 'AU'],
  ])('%s: %s', (pattern, country) => expect(proposeCountry(numbers(pattern), {})?.country).toBe(country));

  it('is chosen by the other numbers of the list when several fit', () => {
    const french = numbers('06 12 34 56 ##');
    expect(proposeCountry(french, { FR: 3, US: 9 })).toEqual({ country: 'FR', share: 100 });
    // Morocco and Monaco write them in the same way.
    for (const country of ['FR', 'MA', 'MC']) {
      expect(proposeCountry(french, { FR: 1, MA: 1, MC: 1, [country]: 2 })).toEqual({ country, share: 100 });
    }
    expect(proposeCountry(french, { FR: 2, MC: 2 })).toBeUndefined();
    expect(proposeCountry(french, {})).toBeUndefined();
  });

  it('is missing when no country fits or there are too few numbers', () => {
    expect(proposeCountry(numbers('9999999999999##'), {})).toBeUndefined();
    expect(proposeCountry(numbers('0151 234567##').slice(0, 4), {})).toBeUndefined();
  });

  const german = numbers('0151 234567##');
  const words = Array.from({ length: 20 }, () => 'x');
  const mixed = (right: number) => [...german.slice(0, right), ...words.slice(right)];

  it.each([
    [20, 100],
    [15, 75],
    [14, 70],
    [13, undefined],
    [0, undefined],
  ])('needs seven in ten of the numbers: %i of 20', (right, share) => {
    expect(proposeCountry(mixed(right), {})?.share).toBe(share);
  });

  it('is that of five numbers or more', () => {
    expect(proposeCountry(german.slice(0, 5), {})).toEqual({ country: 'DE', share: 100 });
    expect(proposeCountry(german.slice(0, 4), {})).toBeUndefined();
  });

  it('is only a country of the first ten numbers', () => {
    expect(proposeCountry([...words.slice(0, 7), ...german, ...german], {})).toBeUndefined();
    expect(proposeCountry([...words.slice(0, 6), ...german, ...german], {})?.country).toBe('DE');
  });
});
