import { json } from './answer.ts';
import type { Routes } from './route.ts';
import type { SandboxPrices } from './world.ts';

const priceBody = ([kind, price]: readonly [string, string]) => ({
  number_type: kind,
  base_price: price,
  current_price: price,
});

/**
 * Twilio's JSON for prices, with every field that its OpenAPI definitions name (https://github.com/twilio/twilio-oai:
 * twilio_pricing_v1).
 */
const pricesBody = ({ country, currency, networks }: SandboxPrices) => ({
  country: new Intl.DisplayNames('en', { type: 'region' }).of(country) ?? country,
  iso_country: country,
  url: `https://pricing.twilio.com/v1/Messaging/Countries/${country}`,
  outbound_sms_prices: networks.map(({ carrier, mcc, mnc, prices: each }) => ({
    carrier,
    mcc,
    mnc,
    prices: each.map(priceBody),
  })),
  inbound_sms_prices: [priceBody(['mobile', '0.0075'])],
  price_unit: currency,
});

/** Routes of the host of prices. Its paths name no account. */
export const pricingRoutes: Routes = {
  'GET /v1/Messaging/Countries/{IsoCountry}': ({ world, segments: [country] }) => {
    const prices = world.prices.find((each) => each.country === country);
    return prices && json(200, pricesBody(prices));
  },
};
