import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costText, decimalText, moneyText, parseDecimal } from '../../../src/domain/prices/decimal.ts';

describe('decimal numbers', () => {
  it.each([
    ['0', '0'],
    ['0.0083', '0.0083'],
    ['0.00830', '0.0083'],
    ['-3.20', '-3.2'],
    ['007', '7'],
    ['0.000000000001', '0.000000000001'],
    ['-0.5', '-0.5'],
    ['123456789012345678901234567890.5', '123456789012345678901234567890.5'],
  ])('reads %s as %s', (text, written) => expect(decimalText(parseDecimal(text) ?? -1n)).toBe(written));

  it.each(['', '.', '.5', '5.', '1,5', '1e3', '+1', '--1', ' 1', '1 ', 'NaN', '0.0000000000001', '1'.repeat(31), '１'])(
    'does not read "%s"',
    (text) => expect(parseDecimal(text)).toBeUndefined(),
  );

  it('is written as it was read, without zeros at its ends', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (value) => {
        expect(parseDecimal(decimalText(value))).toBe(value);
      }),
    );
  });

  it.each([
    ['0.0083', '0.00', '0.01'],
    ['0.01', '0.01', '0.01'],
    ['8.299999999999', '8.29', '8.30'],
    ['1240.5', '1,240.50', '1,240.50'],
    ['999.999', '999.99', '1,000.00'],
    ['-0.001', '-0.01', '0.00'],
    ['-12.4', '-12.40', '-12.40'],
    ['1234567.891', '1,234,567.89', '1,234,567.90'],
  ])('writes %s as money: %s rounded down, %s rounded up', (text, down, up) => {
    const value = parseDecimal(text) ?? 0n;
    expect([moneyText(value, 'down'), moneyText(value, 'up')]).toEqual([down, up]);
  });

  it.each([
    ['0', '0'],
    ['0.0083', '0.0083'],
    ['0.999999', '0.999999'],
    ['1', '1.00'],
    ['40.301', '40.31'],
  ])('writes the cost %s as %s', (text, shown) => expect(costText(parseDecimal(text) ?? -1n)).toBe(shown));

  it('rounds by less than a cent', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), (value) => {
        const read = (text: string) => parseDecimal(text.replaceAll(',', '')) ?? 0n;
        const [down, up] = [read(moneyText(value, 'down')), read(moneyText(value, 'up'))];
        expect(down <= value && value <= up).toBe(true);
        expect(up - down < 10n ** 10n + 1n).toBe(true);
      }),
    );
  });
});
