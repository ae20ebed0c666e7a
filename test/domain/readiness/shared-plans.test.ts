import { getCountryCallingCode } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { mainCountryOf, withMainCountries } from '../../../src/domain/readiness/shared-plans.ts';

describe('territories that share the plan of a country', () => {
  it('come with that country, each once, in their order', () => {
    expect(withMainCountries(['JE', 'US', 'GG', 'GB'])).toEqual(['JE', 'GB', 'US', 'GG']);
    expect(withMainCountries(['VA'])).toEqual(['VA', 'IT']);
    expect(withMainCountries([])).toEqual([]);
  });

  it.each(['GG', 'JE', 'IM', 'AX', 'SJ', 'CC', 'CX', 'VA', 'BL', 'MF', 'EH'] as const)(
    'have its calling code: %s',
    (territory) => {
      const main = mainCountryOf(territory);
      expect(getCountryCallingCode(main as never)).toBe(getCountryCallingCode(territory));
      expect(mainCountryOf(main as string)).toBeUndefined();
    },
  );
});
