import { type Decimal, parseDecimal } from '../prices/decimal.ts';

/** An amount of money. */
export interface Amount {
  readonly value: Decimal;
  /** ISO 4217. */
  readonly currency: string;
}

/** Reads a decimal number such as `-0.00750` and a currency such as `usd`. Undefined for anything else. */
export function readAmount(decimal: string, currency: string): Amount | undefined {
  const value = parseDecimal(decimal);
  const code = currency.toUpperCase();
  return value === undefined || !/^[A-Z]{3}$/.test(code) ? undefined : { value, currency: code };
}
