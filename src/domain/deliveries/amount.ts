/** An amount of money. */
export interface Amount {
  /** Decimal places are kept: in units of 10^-10 of the currency. */
  readonly units: bigint;
  /** ISO 4217. */
  readonly currency: string;
}

const places = 10;

/**
 * Reads a decimal number such as `-0.00750` and a currency such as `usd`. Undefined if it is not one, or has more than ten
 * decimal places.
 */
export function readAmount(decimal: string, currency: string): Amount | undefined {
  const [, sign, whole = '', fraction = ''] = /^(-?)(\d{1,12})(?:\.(\d{1,10}))?$/.exec(decimal) ?? [];
  const code = currency.toUpperCase();
  if (whole === '' || !/^[A-Z]{3}$/.test(code)) return undefined;
  const units = BigInt(whole + fraction.padEnd(places, '0'));
  return { units: sign === '-' ? -units : units, currency: code };
}

/** `1.2345`: with two decimal places at least, and no more zeros than that. */
export function decimalOf(units: bigint): string {
  const digits = String(units < 0n ? -units : units).padStart(places + 1, '0');
  const fraction = digits.slice(-places).replace(/0+$/, '').padEnd(2, '0');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -places)}.${fraction}`;
}
