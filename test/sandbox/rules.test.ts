import { describe, expect, it } from 'vitest';
import { scenarios } from '../../src/sandbox/scenarios/all.ts';

/**
 * Each rule of the provider that a verdict is built on, with a scenario in which it fires and one, as like it as possible, in
 * which it must not. The scenarios are run by test/cli/commands/verify/scenarios.test.ts.
 */
const rules: readonly (readonly [rule: string, fires: string, staysQuiet: string])[] = [
  ['an unregistered long code does not reach the US', 'unregistered-10dlc', 'canadian-number-at-home'],
  ['Puerto Rico is US-bound', 'unregistered-to-puerto-rico', 'long-code-to-germany'],
  ['American Samoa is US-bound', 'unregistered-to-samoa', 'long-code-to-germany'],
  ['a number of Puerto Rico is a US number', 'puerto-rican-number', 'canadian-number-at-home'],
  ['a Canadian number may need a US registration', 'canadian-number', 'canadian-number-proven'],
  ['a service without a campaign registers nothing', 'service-without-campaign', 'messaging-service'],
  ['a hint of a campaign is no campaign', 'service-hints-campaign', 'service-hints-no-campaign'],
  ["a parent's key does not show a subaccount's registration", 'parent-key-unregistered', 'parent-key-proven'],
  ['a region without messaging is a warning', 'region-au1', 'region-ie1'],
  ['a variable with another region is a warning', 'stray-default-region', 'region-in-variable'],
  ['a campaign under review registers nothing yet', 'campaign-pending', 'campaign-refused-and-verified'],
  ['a refused campaign registers nothing', 'campaign-failed', 'campaign-refused-and-verified'],
  ['a suspended campaign is blocked', 'campaign-suspended', 'ready'],
  ['a mock campaign registers nothing', 'campaign-mock', 'ready'],
  ['a refused brand ends its campaign', 'brand-failed', 'campaign-without-brand'],
  ['a suspended brand ends its campaign', 'brand-suspended', 'ready'],
  ['a brand under review is a doubt', 'brand-in-review', 'brand-in-review-proven'],
  ['a sole proprietor has one number', 'sole-proprietor-with-two-numbers', 'sole-proprietor'],
  ['a status that is new is no failure', 'campaign-of-new-status', 'campaign-in-small-letters'],
  ['a toll-free number has to be verified', 'toll-free-unverified', 'toll-free'],
  ['a toll-free number has to be verified for Canada', 'toll-free-unverified-to-canada', 'toll-free-to-canada'],
  ['a registration that cannot be read is unknown', 'restricted-key-no-compliance', 'registration-proven'],
  ['refusals by carriers confirm the doubt', 'registration-refused-by-carriers', 'registration-regained'],
  ['a delivery never outweighs a suspension', 'campaign-suspended-after-delivery', 'brand-in-review-proven'],
  ['more services than are looked through are unknown', 'many-services', 'services-on-several-pages'],
  ['numbers from abroad are blocked in GB', 'long-code-to-britain', 'british-landline-at-home'],
  ['numbers from abroad are blocked in the US', 'british-number-to-us', 'long-code-to-germany'],
  ['a sender that is replaced is a warning', 'long-code-to-france', 'long-code-to-germany'],
  ['a country of which no source speaks is a doubt', 'long-code-to-canada', 'long-code-to-canada-proven'],
  ['British landlines send within GB only', 'british-landline-abroad', 'british-landline-at-home'],
  ['short codes work in their own country', 'short-code-abroad', 'short-code-to-puerto-rico'],
  ['toll-free numbers are blocked in GB', 'toll-free-to-britain', 'toll-free-to-canada'],
  ['some countries require a registered sender ID', 'sender-id-to-australia', 'sender-id-to-germany'],
  ['a sender ID that was delivered is registered', 'sender-id-proven-elsewhere', 'sender-id-proven'],
  ['the US and Canada refuse sender IDs', 'sender-id-to-canada', 'sender-id-to-germany'],
  ['a service holds a sender ID for single countries', 'sender-id-for-another-country', 'sender-id-of-country'],
  ['a sender on a later page is held', 'sender-ids-without-end', 'sender-id-on-last-page'],
  ['a country that is not switched on refuses', 'closed-country', 'guernsey'],
  ['a country that is not named is unknown', 'unsaid-country', 'guernsey'],
  ['a trial sends to verified recipients', 'trial-account', 'full-account-with-verified-numbers'],
  ['a trial sends to US numbers', 'trial-abroad', 'account-in-capitals'],
  ['a trial refuses own texts', 'trial-all-verified', 'full-account-with-verified-numbers'],
  ['a trial has no sender IDs', 'sender-id-on-trial', 'hosted-number'],
  ['any host may say that an account is suspended', 'suspended-on-one-host', 'main-key'],
  ['an account of a new status is unknown', 'account-of-new-status', 'account-in-capitals'],
  ['an upgraded account needs a primary profile', 'no-profile', 'individual-profile'],
  ['a secondary profile is not enough', 'secondary-profile-only', 'individual-profile'],
  ['a delivery to a verified recipient proves no profile', 'no-profile-verified-recipient', 'no-profile-proven'],
  ['a prepaid account stops at zero', 'no-funds', 'balance-as-number'],
  ['a balance is low by its currency', 'few-yen', 'many-yen'],
  ['a number without webhook loses replies', 'no-webhook', 'replies-through-service'],
  ["the service's webhook counts", 'replies-lost-in-service', 'replies-on-number'],
  ['a demonstration is no webhook', 'replies-to-demo', 'replies-on-number'],
  ['a local address is no webhook', 'replies-to-localhost', 'replies-on-number'],
  ['plain http is a warning', 'replies-over-http', 'replies-without-service'],
];

const found = (name: string) => {
  const scenario = scenarios.find((each) => each.name === name);
  if (scenario === undefined) throw new Error(`There is no scenario ${name}.`);
  return scenario;
};

describe('the rules of the provider', () => {
  it.each(rules)('%s', (_, fires, staysQuiet) => {
    const [firing, quiet] = [found(fires), found(staysQuiet)];
    expect(['fail', 'warn', 'unknown']).toContain(firing.decides[1]);
    expect(['pass', 'skip']).toContain(quiet.decides[1]);
    expect(quiet.exit).toBe(0);
  });
});
