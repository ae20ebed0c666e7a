import type { NumberSettings } from '../settings/settings.ts';
import {
  domesticLandlines,
  type NumberRule,
  plainSenderIdsSince,
  planCountry,
  type SenderRule,
  type Stated,
  senderRuleFor,
} from './sender-rules.ts';
import { needsUsCampaign } from './us-registration.ts';

/**
 * What becomes of messages from a sender to a country, as far as rules can tell:
 *
 * - `arrives`: nothing is known against it.
 * - `overwritten`: they arrive from another sender, so that recipients can neither reply nor send STOP to this one.
 * - `needs-registration`: they need a registered sender ID, and no API shows whether this one is registered.
 * - `refused`: they do not arrive. Only the provider's own page gives this outcome.
 * - `unknown`: the sources are silent, disagree, or name some networks only.
 */
export type Outcome = 'arrives' | 'overwritten' | 'needs-registration' | 'refused' | 'unknown';

/** The part of a sender that the rules use. */
export type RuledSender = Pick<NumberSettings, 'sender' | 'kind' | 'country' | 'type'>;

/**
 * The outcome of messages from `sender` to `country` (ISO 3166-1 alpha-2) on the day of `now` (UTC). It says nothing about
 * the US registration of numbers, which the provider's API shows.
 */
export function senderOutcome(sender: RuledSender, country: string, now: Date): Outcome {
  if (sender.kind === 'short-code') return ofShortCode(sender.country, country);
  const found = senderRuleFor(country);
  if (found === undefined) return 'unknown';
  const { rule, own } = found;
  const outcome =
    sender.kind === 'alphanumeric' ? ofSenderId(sender.sender, rule, now) : ofNumber(sender, rule, country);
  // The row of another place is not confirmed for this one.
  return outcome === 'refused' && !own ? 'unknown' : outcome;
}

const ofNumber = (sender: RuledSender, rule: SenderRule, country: string): Outcome =>
  sender.type === 'TOLL_FREE' ? ofTollFree(sender, rule, country) : ofLongCode(sender, rule, country);

const byNumberRule: Readonly<Record<NumberRule, Outcome>> = {
  yes: 'arrives',
  overwritten: 'overwritten',
  blocked: 'refused',
  partly: 'unknown',
  unknown: 'unknown',
};

const outcomeOf = ({ value, confirmed }: Stated<NumberRule>): Outcome => (confirmed ? byNumberRule[value] : 'unknown');

const isDomestic = (home: string | undefined, country: string): boolean =>
  home !== undefined && planCountry(home) === planCountry(country);

/** `unknown` unless the provider offers it: an owned number or code may have come from elsewhere. */
const whereOffered = (offer: SenderRule['domestic'] | undefined): Outcome =>
  offer?.value === 'yes' && offer.confirmed ? 'arrives' : 'unknown';

function ofLongCode({ country: home, type }: RuledSender, rule: SenderRule, country: string): Outcome {
  // Numbers without a country, such as +883, and those of a territory that the sources do not mention.
  if (home === undefined || needsUsCampaign(home) === 'unknown') return 'unknown';
  if (isDomestic(home, country)) return whereOffered(senderRuleFor(planCountry(country))?.rule.domestic);
  const abroad = isUsBound(home, country) ? ofUsBound(rule) : outcomeOf(rule.foreign);
  if (type !== 'FIXED_LINE' || abroad === 'refused') return abroad;
  return domesticLandlines.includes(home) ? 'refused' : 'unknown';
}

/** Numbers of the US, its territories and Canada send to the US and its territories under US registration. */
const isUsBound = (home: string, country: string): boolean =>
  needsUsCampaign(country) === 'yes' && (home === 'CA' || needsUsCampaign(home) === 'yes');

/** In places without domestic numbers, US numbers count as foreign. */
const ofUsBound = ({ domestic, foreign }: SenderRule): Outcome =>
  domestic.value === 'yes' ? 'arrives' : outcomeOf(foreign);

function ofTollFree({ sender, country: home }: RuledSender, { tollFree }: SenderRule, country: string): Outcome {
  // No page states how toll-free numbers fare here; what is inferred from foreign numbers is not confirmed.
  if (tollFree === null) return 'unknown';
  const outcome = outcomeOf(tollFree);
  if (sender.startsWith('+1')) return outcome;
  return outcome === 'refused' && !isDomestic(home, country) ? 'refused' : 'unknown';
}

/** A short code works in its own country only: https://www.twilio.com/docs/api/errors/21659 */
function ofShortCode(home: string | undefined, country: string): Outcome {
  if (home === undefined || needsUsCampaign(home) === 'unknown') return 'unknown';
  if (isDomestic(home, country)) return whereOffered(senderRuleFor(planCountry(country))?.rule.shortCode);
  if (needsUsCampaign(home) !== 'yes' || needsUsCampaign(country) === 'no') return 'refused';
  const offer = senderRuleFor(country)?.rule.shortCode;
  return offer?.value === 'no' && offer.confirmed ? 'refused' : whereOffered(offer);
}

function ofSenderId(senderId: string, rule: SenderRule, now: Date): Outcome {
  const today = now.toISOString().slice(0, 10);
  const { senderId: accepted, registration, since } = rule;
  if (!accepted.confirmed || accepted.value === 'unknown') return 'unknown';
  if (accepted.value === 'refused') return registration.value === 'closed' ? 'needs-registration' : 'refused';
  if (since === null || since <= today) {
    if (!registration.confirmed) return 'unknown';
    if (registration.value === 'required' || registration.value === 'partly') return 'needs-registration';
  }
  if (accepted.value === 'overwritten') return 'overwritten';
  const plainSince = plainSenderIdsSince[rule.country];
  return plainSince !== undefined && plainSince <= today && /[^A-Za-z0-9]/.test(senderId) ? 'unknown' : 'arrives';
}
