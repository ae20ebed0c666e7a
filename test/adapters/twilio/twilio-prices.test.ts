import { describe, expect, it } from 'vitest';
import { openTwilio } from '../../../src/adapters/twilio/twilio.ts';
import { readPrices } from '../../../src/adapters/twilio/twilio-prices.ts';
import { startSandbox } from '../../../src/sandbox/server.ts';
import { defaultWorld } from '../../../src/sandbox/twilio/default-world.ts';
import { withAuthToken } from '../../support/sandbox-credentials.ts';

const price = (number_type: unknown, current_price: unknown, base_price: unknown = '9') => ({
  number_type,
  base_price,
  current_price,
});
const network = (...prices: readonly object[]) => ({ carrier: 'Vodafone', mcc: '234', mnc: '15', prices });
const answer = (networks: unknown, change: object = {}) => ({
  country: 'United Kingdom',
  iso_country: 'GB',
  price_unit: 'usd',
  outbound_sms_prices: networks,
  inbound_sms_prices: [],
  ...change,
});

describe('prices of a country', () => {
  it('are those that the account pays now, each once, under plain names', () => {
    const networks = [
      network(price('Toll-Free', '0.0400'), price('local', '0.0403')),
      network(price('toll free', '0.0400'), price('short_code', 0.05)),
    ];
    expect(readPrices(answer(networks), 'GB')).toEqual({
      currency: 'USD',
      prices: [
        { kind: 'tollfree', price: '0.0400' },
        { kind: 'local', price: '0.0403' },
        { kind: 'shortcode', price: '0.05' },
      ],
    });
  });

  it.each([
    [0, '0'],
    [10, '10'],
    [0.0083, '0.0083'],
    [1e-7, '0.0000001'],
  ])('may be a number: %d', (number, text) => {
    expect(readPrices(answer([network(price('local', number))]), 'GB')?.prices).toEqual([
      { kind: 'local', price: text },
    ]);
  });

  it.each([
    ['no network', answer([])],
    ['null', answer(null)],
    ['networks without a price', answer([network()])],
    ['no currency', answer([network(price('local', '1'))], { price_unit: null })],
  ])('are null for %s', (_, row) => expect(readPrices(row, 'GB')).toBeNull());

  it.each([
    ['another country', answer([], { iso_country: 'US' })],
    ['no country', answer([], { iso_country: null })],
    ['a price in words', answer([network(price('local', 'cheap'))])],
    ['no price', answer([network(price('local', null))])],
    ['a price below zero', answer([network(price('local', '-0.01'))])],
    ['a network that is a text', answer(['Vodafone'])],
  ])('are not understood with %s', (_, row) => {
    expect(() => readPrices(row, 'GB')).toThrow(expect.objectContaining({ kind: 'not-understood' }));
  });

  it('come from the provider, null if it does not know the country', async () => {
    const sandbox = await startSandbox({ world: defaultWorld() });
    const provider = await openTwilio({ baseUrl: sandbox.url, env: {} })(withAuthToken());
    expect(await provider.prices('CA')).toMatchObject({ currency: 'USD' });
    expect(await provider.prices('AQ')).toBeNull();
    expect(sandbox.requests.map(({ path }) => path)).toEqual([
      '/v1/Messaging/Countries/CA',
      '/v1/Messaging/Countries/AQ',
    ]);
    await sandbox.close();
  });
});
