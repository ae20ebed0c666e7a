import type { SenderKind } from '../settings/sender.ts';
import { type Decimal, parseDecimal } from './decimal.ts';

/** The price of one outbound segment, without carrier fees, on one network of a country. */
export interface NetworkPrice {
  /** The kind of the sender as the provider names it, in lower case without separators: `local`, `mobile`, `tollfree`, … */
  readonly kind: string;
  /** What this account pays, as a decimal number. */
  readonly price: string;
}

/**
 * What the provider takes for a message to a country: a price for each network and kind of sender.
 * Source: https://www.twilio.com/docs/messaging/api/pricing
 */
export interface CountryPrices {
  /** ISO 4217, in upper case. */
  readonly currency: string;
  /** Each pair of kind and price once. */
  readonly prices: readonly NetworkPrice[];
}

/** What a segment costs at least and at most, since networks differ. */
export interface PriceRange {
  readonly least: Decimal;
  readonly most: Decimal;
}

/** The sender as far as prices depend on it. */
export interface PricedSender {
  readonly kind: SenderKind;
  /** libphonenumber's type of a number. */
  readonly type?: string;
  readonly messagingService?: string;
}

/**
 * The range of the prices for this sender. A Messaging Service chooses among its senders, so that every kind of sender counts;
 * so it does for a sender ID, of which the provider names no kind. Null: the provider names no price for such a sender.
 */
export function priceRange({ prices }: CountryPrices, sender: PricedSender): PriceRange | null {
  const kinds = kindsOf(sender);
  const fitting = prices.filter(({ kind }) => kinds === undefined || kinds.includes(kind));
  const amounts = fitting
    .flatMap(({ price }) => parseDecimal(price) ?? [])
    .toSorted((one, other) => Number(one - other));
  const [least] = amounts;
  const most = amounts.at(-1);
  return least === undefined || most === undefined ? null : { least, most };
}

/** The provider's names for this kind of sender; undefined: any. */
function kindsOf({ kind, type, messagingService }: PricedSender): readonly string[] | undefined {
  if (messagingService !== undefined || kind === 'alphanumeric') return undefined;
  if (kind === 'short-code') return ['shortcode'];
  return type === 'TOLL_FREE' ? ['tollfree'] : ['local', 'mobile', 'national'];
}

/** A name of a kind as `NetworkPrice` has it: the provider writes `toll-free`, `TollFree` or `toll free`. */
export const plainKind = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '');

/**
 * Whether prices can be read with credentials of this region; undefined: the default, us1. Whether the host of prices knows other
 * regions is not documented.
 */
export const hasPrices = (region: string | undefined): boolean => region === undefined || region === 'us1';
