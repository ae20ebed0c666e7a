import { expect, test } from 'vitest';
import { countryTable } from '../../../scripts/country-table.mjs';
import { countryKey } from '../../../src/domain/countries/country-key.ts';

test('the table of countries is what its sources say', async () => {
  await expect(countryTable(countryKey)).toMatchFileSnapshot('../../../src/domain/countries/country-table.ts');
});
