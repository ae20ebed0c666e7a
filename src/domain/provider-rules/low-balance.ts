/**
 * About five US dollars in other currencies that Twilio bills in, rounded, as of November 2026. Twilio writes to the owner
 * of an account when its balance falls to such an amount (https://www.twilio.com/docs/usage/billing). A lower balance is a
 * warning only, since exchange rates change.
 */
const amounts: Readonly<Record<string, bigint>> = {
  USD: 5n,
  EUR: 5n,
  GBP: 4n,
  CHF: 4n,
  CAD: 7n,
  AUD: 8n,
  NZD: 9n,
  SGD: 7n,
  BRL: 28n,
  PLN: 19n,
  DKK: 35n,
  SEK: 50n,
  NOK: 53n,
  MXN: 95n,
  CZK: 110n,
  INR: 430n,
  JPY: 750n,
};

/** The amount below which a balance is low. Undefined for a currency (ISO 4217) that is not in the table. */
export const lowBalance = (currency: string): bigint | undefined => amounts[currency];
