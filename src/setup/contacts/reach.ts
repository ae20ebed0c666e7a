import { type Outcome, type RuledSender, senderOutcome } from '../../domain/provider-rules/sender-outcome.ts';
import { senderRuleFor, senderRules } from '../../domain/provider-rules/sender-rules.ts';
import type { Finding, OpenFinding } from '../../domain/readiness/check.ts';
import type { Delivery, SavedFacts } from '../../domain/readiness/facts.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { capitalized, countText } from '../../domain/text/counts.ts';
import { type ContactCountries, isTooMuch, named, total } from '../step/contact-countries.ts';

/** The countries of the contacts by the outcome of messages to them, in the order in which they were counted. */
export type Reach = Readonly<Record<Outcome, ContactCountries>>;

/**
 * The outcome of messages from a sender to each country. A delivery decides neither `refused`, which the provider states, nor
 * `overwritten`, since such messages arrive.
 */
export function reachOf(sender: RuledSender, countries: ContactCountries, now: Date): Reach {
  const reach: Record<Outcome, (readonly [string, number])[]> = {
    arrives: [],
    overwritten: [],
    'needs-registration': [],
    refused: [],
    unknown: [],
  };
  for (const entry of countries) reach[senderOutcome(sender, entry[0], now)].push(entry);
  return reach;
}

/** Predicts from dated rules whether this kind of sender reaches the countries of the contacts. */
export function lookAtReach(settings: Settings, now: Date): Finding {
  const { number, contacts } = settings;
  const countries = Object.entries(contacts?.result.countries ?? {});
  if (number === undefined || countries.length === 0) {
    return { status: 'skip', detail: 'Does not apply: no contact has a known country.' };
  }
  return judgeReach(number, reachOf(number, countries, now), settings);
}

/**
 * The finding after deliveries: a message of the sender that was delivered to a country decides `needs-registration` and
 * `unknown` for it. Returns the same finding if no delivery decides anything.
 */
export function proveReach(
  finding: OpenFinding,
  deliveries: readonly Delivery[],
  { settings, now }: SavedFacts,
): Finding {
  const { number, contacts } = settings;
  if (number === undefined) return finding;
  const delivered = new Set(deliveries.filter(({ outcome }) => outcome === 'delivered').map(({ country }) => country));
  const reach = reachOf(number, Object.entries(contacts?.result.countries ?? {}), now);
  const isProven = ([country]: ContactCountries[number]) => delivered.has(country);
  const proven = [...reach['needs-registration'], ...reach.unknown].filter(isProven);
  if (proven.length === 0) return finding;
  const left = (outcome: Outcome) => reach[outcome].filter((entry) => !isProven(entry));
  return judgeReach(
    number,
    {
      ...reach,
      arrives: [...reach.arrives, ...proven],
      'needs-registration': left('needs-registration'),
      unknown: left('unknown'),
    },
    settings,
  );
}

/** The finding on a sender's reach. Only refused messages count as lost; every other outcome but `arrives` is a warning. */
export function judgeReach(sender: RuledSender, reach: Reach, settings: Settings): Finding {
  const worst = worstFirst.find((outcome) => reach[outcome].length > 0);
  const data = dataOf(reach);
  if (worst === undefined) {
    return {
      status: 'pass',
      detail: `No known rule prevents this sender from reaching ${named(reach.arrives)}.`,
      data,
    };
  }
  const sentences = worstFirst
    .filter((outcome) => reach[outcome].length > 0)
    .map((outcome) => wordsFor[outcome](reach[outcome], sender));
  const code = codes[worst];
  return {
    status: isTooMuch(total(reach.refused), settings) ? 'fail' : 'warn',
    ...(code !== undefined && { code }),
    detail: [...sentences, ...sourceOf(sender, reach)].join(' '),
    remedy: remedies[worst](reach[worst]),
    ...(data.doubtful > 0 && { doubt: true }),
    data,
  };
}

type Trouble = Exclude<Outcome, 'arrives'>;

const worstFirst: readonly Trouble[] = ['refused', 'needs-registration', 'unknown', 'overwritten'];

/** https://www.twilio.com/docs/api/errors/30040: the carrier requires a registered sender ID. */
const codes: Readonly<Partial<Record<Trouble, string>>> = {
  refused: '21612',
  'needs-registration': '30040',
  unknown: '21612',
};

/** `unreachable` and `doubtful` count countries; the fields named after outcomes count contacts. */
const dataOf = (reach: Reach) => ({
  countries: Object.values(reach).flat().length,
  unreachable: reach.refused.length,
  doubtful: reach['needs-registration'].length + reach.unknown.length,
  arrives: total(reach.arrives),
  overwritten: total(reach.overwritten),
  needsRegistration: total(reach['needs-registration']),
  refused: total(reach.refused),
  unknown: total(reach.unknown),
  rulesAsOf: senderRules.asOf,
});

function nameOf({ kind, country, type }: RuledSender): string {
  if (kind === 'alphanumeric') return 'an alphanumeric sender ID';
  const home = country === undefined ? '' : ` (${country})`;
  if (kind === 'short-code') return `a short code${home}`;
  if (type === 'TOLL_FREE') return 'a toll-free number';
  return type === 'FIXED_LINE' ? `a landline number${home}` : `a phone number${home}`;
}

const wordsFor: Readonly<Record<Trouble, (countries: ContactCountries, sender: RuledSender) => string>> = {
  refused: (countries, sender) => {
    const rows = total(countries);
    const lost = rows === 1 ? 'this one contact' : `these ${countText(rows)} contacts`;
    return `${capitalized(nameOf(sender))} does not reach ${named(countries)}. Messages to ${lost} do not arrive.`;
  },
  'needs-registration': (countries) =>
    `A registered sender ID is required in ${named(countries)}. The API does not show whether this one is registered.${withoutRegistration(countries)}`,
  unknown: (countries, sender) => `smsctl cannot tell whether ${nameOf(sender)} reaches ${named(countries)}.`,
  overwritten: (countries, { kind }) =>
    `In ${named(countries)}, carriers replace the sender.${kind === 'alphanumeric' ? '' : ' Recipients cannot reply or send STOP.'}`,
};

/** How the first few countries treat unregistered sender IDs. */
function withoutRegistration(countries: ContactCountries): string {
  const fates = mostFirst(countries).flatMap((country) => {
    const fate = senderRuleFor(country)?.rule.unregistered ?? null;
    return fate === null ? [] : [`${country}: ${fate}`];
  });
  return fates.length === 0 ? '' : ` Unregistered IDs, by country: ${fates.slice(0, few).join(' ')}`;
}

/** How many countries are explained one by one. */
const few = 3;

const mostFirst = (countries: ContactCountries): readonly string[] =>
  countries.toSorted(([, one], [, other]) => other - one).map(([country]) => country);

/** True if a rule of the table decided. That short codes work only in their own country is not in the table. */
function sourceOf({ kind }: RuledSender, reach: Reach): readonly string[] {
  const decided = [...reach.refused, ...reach['needs-registration'], ...reach.overwritten];
  return decided.length === 0 || kind === 'short-code'
    ? []
    : [`Source: Twilio's guidelines as of ${senderRules.asOf}.`];
}

type Remedy = { readonly text: string; readonly command: string | null };

const remedies: Readonly<Record<Trouble, (countries: ContactCountries) => Remedy>> = {
  refused: (countries) => {
    const advice = mostFirst(countries).slice(0, few).map(waysTo);
    return { text: `${advice.join(' ')} Use another sender for these contacts.`, command: 'smsctl setup number' };
  },
  'needs-registration': () => ({
    text: 'Register the sender ID for these countries in the Twilio Console. If it is already registered, no action is needed.',
    command: null,
  }),
  unknown: (countries) => {
    const pages = mostFirst(countries).flatMap((country) => senderRuleFor(country)?.rule.sources[0]?.url ?? []);
    const guidelines = pages.length === 0 ? '' : ` (${pages.slice(0, few).join(', ')})`;
    return {
      text: `Read Twilio's guidelines for these countries${guidelines}, and send a test message to a phone there.`,
      command: null,
    };
  },
  overwritten: () => ({
    text: 'Name the organization in the text. If recipients must be able to reply or send STOP, use a domestic sender.',
    command: null,
  }),
};

/** The senders that reach a country, in words. */
function waysTo(country: string): string {
  const rule = senderRuleFor(country)?.rule;
  if (rule === undefined) return `${country}: no known sender reaches it.`;
  const { domestic, shortCode, senderId, registration } = rule;
  const registered = ['required', 'partly', 'closed'].includes(registration.value)
    ? 'a registered '
    : 'an alphanumeric ';
  const ways = [
    ...(domestic.value === 'yes' ? ['a domestic number'] : []),
    ...(shortCode.value === 'yes' ? ['a domestic short code'] : []),
    ...(senderId.value === 'yes' ? [`${registered}sender ID`] : []),
  ];
  if (ways.length === 0) return `${country}: no known sender reaches it.`;
  return `${country}: ${[ways.slice(0, -1).join(', '), ...ways.slice(-1)].filter((part) => part !== '').join(' or ')}.`;
}
