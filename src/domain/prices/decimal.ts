/** A decimal number, exact: an integer of 10⁻¹² each. Prices of one message have up to five decimals. */
export type Decimal = bigint;

const places = 12;

/** A decimal number such as `0.0083` or `-3.2`. Undefined for another text, more than 30 digits, or more than 12 decimals. */
export function parseDecimal(text: string): Decimal | undefined {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d{1,30})(?:\.(\d{1,12}))?$/.exec(text) ?? [];
  if (whole === '') return undefined;
  const size = BigInt(whole + fraction.padEnd(places, '0'));
  return sign === '-' ? -size : size;
}

/** As text for a document: all decimals that it has, without zeros at the end, such as `0.0083`. */
export function decimalText(value: Decimal): string {
  const digits = String(value < 0n ? -value : value).padStart(places + 1, '0');
  const fraction = digits.slice(-places).replace(/0+$/, '');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -places)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** As an amount of money for a screen: two decimals, rounded as asked, with thousands separated, such as `1,240.50`. */
export function moneyText(value: Decimal, round: 'up' | 'down'): string {
  const cent = 10n ** BigInt(places - 2);
  const floor = value / cent - (value % cent < 0n ? 1n : 0n);
  const cents = round === 'up' && value % cent !== 0n ? floor + 1n : floor;
  const digits = String(cents < 0n ? -cents : cents).padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${cents < 0n ? '-' : ''}${whole}.${digits.slice(-2)}`;
}

/** A cost for a screen: below 1 with all of its decimals, since a segment costs less than a cent; otherwise rounded up. */
export const costText = (value: Decimal): string =>
  value < 10n ** BigInt(places) ? decimalText(value) : moneyText(value, 'up');
