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
    expect(proposeCountry(french, {})).toBeUndefined();
  });

  it('is missing when no country fits or there are too few numbers', () => {
    expect(proposeCountry(numbers('9999999999999##'), {})).toBeUndefined();
    expect(proposeCountry(numbers('0151 234567##').slice(0, 4), {})).toBeUndefined();
  });
});
