import { type CountryPrices, type NetworkPrice, plainKind } from '../../domain/prices/country-prices.ts';
import { parseDecimal } from '../../domain/prices/decimal.ts';
import { type Row, rowsOf, shown } from './twilio-answers.ts';
import { notUnderstood } from './twilio-errors.ts';

/**
 * The prices of a country, each pair of kind and price once; null if there are none. `current_price` is what this account
 * pays (https://www.twilio.com/docs/messaging/api/pricing). Throws `ProviderError` if the answer is about another country, or
 * has something else than a price. Twilio's definitions allow strings and numbers.
 */
export function readPrices(row: Row, country: string): CountryPrices | null {
  if (shown(row, 'iso_country').toUpperCase() !== country) throw notUnderstood('It is about another country.');
  const pairs = rowsOf(row, 'outbound_sms_prices')
    .flatMap((network) => rowsOf(network, 'prices'))
    .map((price): NetworkPrice => ({ kind: plainKind(shown(price, 'number_type', 40)), price: amountIn(price) }));
  const currency = shown(row, 'price_unit', 3).toUpperCase();
  if (pairs.length === 0 || currency === '') return null;
  return { currency, prices: [...new Map(pairs.map((pair) => [`${pair.kind} ${pair.price}`, pair])).values()] };
}

function amountIn({ current_price: value }: Row): string {
  const text = typeof value === 'number' ? value.toFixed(numberPlaces).replace(/\.?0+$/, '') : value;
  const amount = typeof text === 'string' ? parseDecimal(text) : undefined;
  if (typeof text !== 'string' || amount === undefined || amount < 0n) throw notUnderstood('It has no price.');
  return text;
}

/** Enough for a price, and few enough for a floating-point number below 100. */
const numberPlaces = 10;
