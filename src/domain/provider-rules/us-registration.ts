import { senderRulesAsOf as asOf, senderRulesReviewed as reviewed } from './dates.ts';
import type { Confidence, RuleSource, RuleTable } from './rule-table.ts';

/** Whether messages to a place need a registration of the sender; `unknown` where no source says so. */
export type Need = 'yes' | 'no' | 'unknown';

/** What messages to one country or territory need. */
export interface UsRegistrationRule {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** A brand and a campaign (A2P 10DLC) for long codes of +1. */
  readonly longCode: Need;
  /** A verification for toll-free numbers of +1. */
  readonly tollFree: Need;
  readonly confidence: Confidence;
  readonly sources: readonly RuleSource[];
}

const usBound: RuleSource = {
  name: 'Twilio help',
  url: 'https://help.twilio.com/articles/14910496447771',
  asOf: reviewed,
};

const guideline = (country: string): RuleSource => ({
  name: 'Twilio guideline',
  url: `https://www.twilio.com/en-us/guidelines/${country.toLowerCase()}/sms`,
  asOf,
});

const territory = (country: string): UsRegistrationRule => ({
  country,
  longCode: 'yes',
  tollFree: 'yes',
  confidence: 'confirmed',
  sources: [usBound, guideline(country)],
});

/**
 * Where messages count as US traffic. The help article lists the territories of A2P 10DLC; the guideline page of each place
 * has the table of toll-free verification. Places that are not listed need neither.
 */
export const usRegistration: RuleTable<UsRegistrationRule> = {
  asOf,
  reviewed,
  rows: [
    ...['US', 'PR', 'VI', 'GU', 'AS'].map(territory),
    { country: 'CA', longCode: 'no', tollFree: 'yes', confidence: 'confirmed', sources: [guideline('CA')] },
    // It has no guideline page, and the article does not name it.
    { country: 'MP', longCode: 'unknown', tollFree: 'unknown', confidence: 'unconfirmed', sources: [usBound] },
  ],
};

const ruleFor = (country: string) => usRegistration.rows.find((rule) => rule.country === country);

/** Whether a +1 long code needs an A2P 10DLC registration for messages to `country` (ISO 3166-1 alpha-2). */
export const needsUsCampaign = (country: string): Need => ruleFor(country)?.longCode ?? 'no';

/** Whether a +1 toll-free number needs a verification for messages to `country` (ISO 3166-1 alpha-2). */
export const needsTollFreeVerification = (country: string): Need => ruleFor(country)?.tollFree ?? 'no';
