import { describe, expect, it } from 'vitest';
import { areRulesOld, senderRulesAsOf } from '../../../src/domain/provider-rules/dates.ts';
import { lowBalance } from '../../../src/domain/provider-rules/low-balance.ts';

describe('the date of the sender rules', () => {
  it('is a date', () => expect(senderRulesAsOf).toMatch(/^\d{4}-\d{2}-\d{2}$/));

  it('makes them outdated after twelve months, and not a day before', () => {
    const [year = 0, month = 0, day = 0] = senderRulesAsOf.split('-').map(Number);
    const birthday = Date.UTC(year + 1, month - 1, day);
    expect(areRulesOld(new Date(birthday - 1))).toBe(false);
    expect(areRulesOld(new Date(birthday))).toBe(true);
  });
});

describe('a low balance', () => {
  it.each([
    ['USD', 5n],
    ['JPY', 750n],
    ['XTS', undefined],
    ['', undefined],
    ['usd', undefined],
  ])('in %j is below %s', (currency, amount) => expect(lowBalance(currency)).toBe(amount));
});
