import { describe, expect, it } from 'vitest';
import type { CountryPrices } from '../../../src/domain/prices/country-prices.ts';
import { ProviderError, type ProviderErrorKind } from '../../../src/domain/provider-error.ts';
import type { Finding } from '../../../src/domain/readiness/check.ts';
import type { ContactsSettings, NumberSettings } from '../../../src/domain/settings/settings.ts';
import { judgeBalance, lookAtFunds } from '../../../src/setup/credentials/funds.ts';
import { readyFacts, readySettings } from '../../support/fixtures.ts';
import { sound } from '../../support/sound-finding.ts';

const fails = (kind: ProviderErrorKind) => () =>
  Promise.reject(new ProviderError({ kind, message: `It says ${kind}.` }));
const codeOf = (finding: Finding) => ('code' in finding ? finding.code : undefined);
const alone = { knowsAccount: true, cost: null };

describe('the funds', () => {
  it.each<[amount: string, currency: string, status: string, code: string | undefined, shown: string]>([
    ['125.5', 'USD', 'pass', undefined, '125.50 USD'],
    ['5', 'USD', 'pass', undefined, '5.00 USD'],
    ['5.5', 'USD', 'pass', undefined, '5.50 USD'],
    ['5.00', 'USD', 'pass', undefined, '5.00 USD'],
    ['4.999', 'USD', 'warn', undefined, '4.99 USD'],
    ['0.01', 'USD', 'warn', undefined, '0.01 USD'],
    ['0.001', 'USD', 'warn', undefined, '0.00 USD'],
    ['0', 'USD', 'warn', '30002', '0.00 USD'],
    ['0.00', 'USD', 'warn', '30002', '0.00 USD'],
    ['-0.01', 'USD', 'warn', '30002', '-0.01 USD'],
    ['-12.4', 'XTS', 'warn', '30002', '-12.40 XTS'],
    ['99999999999999999999.5', 'USD', 'pass', undefined, '99,999,999,999,999,999,999.50 USD'],
    ['749', 'JPY', 'warn', undefined, '749.00 JPY'],
    ['750', 'JPY', 'pass', undefined, '750.00 JPY'],
    ['100', 'XTS', 'unknown', undefined, '100.00 XTS'],
  ])('of %s %s: %s, code %s, shown as %s', (amount, currency, status, code, shown) => {
    const finding = sound(judgeBalance({ amount, currency }, alone));
    expect(finding).toMatchObject({ status, data: { balance: amount, currency } });
    expect(finding.detail).toContain(`${shown}.`);
    expect(codeOf(finding)).toBe(code);
    expect('required' in finding).toBe(false);
  });

  it.each(['plenty', '', '5.', '.5', '1.2.3', '1,000', ' 5', '5 ', '+5', '--5'])('of "%s" are unknown', (amount) => {
    const finding = sound(judgeBalance({ amount, currency: 'USD' }, alone));
    expect(finding).toMatchObject({ status: 'unknown' });
    expect(finding.data).toBeUndefined();
  });

  it('that are used up are unknown, and required, when the status of the account cannot be read', async () => {
    const facts = { ...readyFacts, balance: async () => ({ amount: '0.00', currency: 'USD' }) };
    expect(await lookAtFunds(facts)).toMatchObject({ status: 'warn', code: '30002' });
    const blind = sound(await lookAtFunds({ ...facts, account: fails('refused') }));
    expect(blind).toMatchObject({ status: 'unknown', code: '30002', required: true, data: { balance: '0.00' } });
    expect((await lookAtFunds({ ...readyFacts, account: fails('refused') })).status).toBe('pass');
  });

  it('are the parent’s for a subaccount', async () => {
    expect((await lookAtFunds({ ...readyFacts, balance: async () => null })).status).toBe('skip');
  });

  it('are left to the runner when they cannot be read', async () => {
    await expect(lookAtFunds({ ...readyFacts, balance: fails('refused') })).rejects.toMatchObject({ kind: 'refused' });
  });
});

/** Prices of local numbers and short codes, in US dollars. */
const pricesOf = (local: readonly string[], shortcode: readonly string[] = [], currency = 'USD'): CountryPrices => ({
  currency,
  prices: [
    ...local.map((price) => ({ kind: 'local', price })),
    ...shortcode.map((price) => ({ kind: 'shortcode', price })),
  ],
});

describe('the funds, with prices', () => {
  const lookWith = async (
    [amount, currency]: readonly [string, string],
    countries: Readonly<Record<string, number>>,
    prices: Readonly<Record<string, CountryPrices | null>>,
    number: NumberSettings = { sender: '+12025550142', kind: 'number', country: 'US', type: 'FIXED_LINE_OR_MOBILE' },
  ) => {
    const contacts = readySettings.contacts as ContactsSettings;
    const settings = {
      ...readySettings,
      number,
      contacts: { ...contacts, result: { ...contacts.result, countries } },
    };
    const balance = async () => ({ amount, currency });
    const known = new Map(Object.entries(prices));
    return sound(await lookAtFunds({ ...readyFacts, settings, balance, prices: async () => known }));
  };
  const us = pricesOf(['0.0083'], ['0.0075']);
  const gb = pricesOf(['0.0403', '0.0463']);

  it.each<
    [
      what: string,
      balance: readonly [string, string],
      countries: Readonly<Record<string, number>>,
      prices: Readonly<Record<string, CountryPrices | null>>,
      status: string,
      data: Readonly<Record<string, unknown>>,
      words: string,
    ]
  >([
    [
      'a balance of the very cost',
      ['8.3', 'USD'],
      { US: 1000 },
      { US: us },
      'pass',
      { cost: '8.3' },
      'at least 8.30 USD',
    ],
    [
      'a cent less',
      ['8.29', 'USD'],
      { US: 1000 },
      { US: us },
      'warn',
      { cost: '8.3', contacts: 1000 },
      '8.29 USD. One',
    ],
    [
      'a small balance for a short list',
      ['0.5', 'USD'],
      { US: 10 },
      { US: us },
      'pass',
      { cost: '0.083' },
      '0.083 USD, plus',
    ],
    [
      'networks with different prices, of which the most expensive ones cost more',
      ['46.29', 'USD'],
      { GB: 1000 },
      { GB: gb },
      'warn',
      { cost: '40.3', costAtMost: '46.3' },
      'at least 40.30 and up to 46.30 USD, plus carrier fees.',
    ],
    [
      'enough for all networks',
      ['46.3', 'USD'],
      { GB: 1000 },
      { GB: gb },
      'pass',
      { costAtMost: '46.3' },
      'up to 46.30 USD',
    ],
    ['one contact', ['5', 'USD'], { US: 1 }, { US: us }, 'pass', { contacts: 1 }, 'One segment to the contact costs'],
    [
      'a country without a price and enough money',
      ['100', 'USD'],
      { US: 100, GB: 50, FR: 60 },
      { US: us, GB: null },
      'pass',
      { unpriced: 'FR, GB', cost: '0.83' },
      'Prices are not known for 110 contacts in FR, GB.',
    ],
    [
      'a country without a price and a low balance',
      ['4.99', 'USD'],
      { US: 100, GB: 1 },
      { US: us, GB: null },
      'warn',
      { unpriced: 'GB' },
      'for 1 contact in GB. A campaign may use it up.',
    ],
    [
      'a country without a price, and less than the cost of the others',
      ['6', 'USD'],
      { US: 1000, GB: 1 },
      { US: us },
      'warn',
      { cost: '8.3' },
      'contact in GB.',
    ],
    ['no price at all', ['4.99', 'USD'], { US: 1000 }, { US: null }, 'warn', { cost: undefined }, 'may use it up'],
    [
      'a balance in another currency than prices',
      ['100', 'JPY'],
      { US: 1 },
      { US: us },
      'warn',
      { currency: 'JPY', priceCurrency: 'USD' },
      'The balance is 100.00 JPY. One segment to the contact costs at least 0.0083 USD',
    ],
    ['no contacts', ['4', 'USD'], {}, {}, 'warn', { cost: undefined }, 'The balance is 4.00 USD. A campaign'],
    [
      'rows of no country alone',
      ['6', 'USD'],
      { '001': 9 },
      {},
      'pass',
      { cost: undefined },
      'The balance is 6.00 USD.',
    ],
    ['debts', ['-3', 'USD'], { US: 1000 }, { US: us }, 'warn', { cost: '8.3' }, 'suspends a prepaid account'],
    [
      'prices in two currencies',
      ['100', 'USD'],
      { US: 2, GB: 1 },
      { US: us, GB: pricesOf(['0.04'], [], 'GBP') },
      'pass',
      { unpriced: 'GB', priceCurrency: 'USD' },
      'for 1 contact in GB.',
    ],
  ])('%s', async (_, balance, countries, prices, status, data, words) => {
    const finding = await lookWith(balance, countries, prices);
    expect(finding.status).toBe(status);
    for (const [name, value] of Object.entries(data)) expect(finding.data?.[name], name).toBe(value);
    expect(finding.detail).toContain(words);
  });

  it.each<[NumberSettings, cost: string]>([
    [{ sender: '99990', kind: 'short-code', country: 'US' }, '7.5'],
    [{ sender: '+12025550142', kind: 'number', type: 'FIXED_LINE_OR_MOBILE' }, '8.3'],
    [{ sender: '+12025550142', kind: 'number', messagingService: `MG${'1'.repeat(32)}` }, '7.5'],
    [{ sender: 'ACME', kind: 'alphanumeric' }, '7.5'],
  ])('for the sender %j cost %s', async (number, cost) => {
    expect((await lookWith(['100', 'USD'], { US: 1000 }, { US: us }, number)).data).toMatchObject({ cost });
  });

  it('have no price for a kind of sender that Twilio does not name', async () => {
    const tollFree: NumberSettings = { sender: '+18885550142', kind: 'number', type: 'TOLL_FREE' };
    expect((await lookWith(['100', 'USD'], { US: 1000 }, { US: us }, tollFree)).data).not.toHaveProperty('cost');
  });

  it.each<ProviderErrorKind>(['refused', 'rejected', 'unreachable'])(
    'are compared with the threshold when prices are %s',
    async (kind) => {
      const balance = async () => ({ amount: '4.99', currency: 'USD' });
      const finding = await lookAtFunds({ ...readyFacts, balance, prices: fails(kind) });
      expect(finding).toMatchObject({ status: 'warn', data: { balance: '4.99', currency: 'USD' } });
    },
  );

  it('ask for no prices without a contact list or a number', async () => {
    const prices = async () => Promise.reject(new Error('not asked'));
    for (const left of ['contacts', 'number'] as const) {
      const { [left]: _, ...settings } = readySettings;
      expect((await lookAtFunds({ ...readyFacts, settings, prices })).status).toBe('pass');
    }
  });
});
