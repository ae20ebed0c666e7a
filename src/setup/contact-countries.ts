import type { Finding } from '../domain/check.ts';
import { countText } from '../domain/counts.ts';
import type { NumberSettings, Settings } from '../domain/settings.ts';

/** What stands in the way of a message to a country; `maybe` where nobody outside can be sure. */
type Obstacle = 'no' | 'maybe';

/** A list of countries, most contacts first, for a sentence. */
export function named(countries: readonly (readonly [country: string, rows: number])[]): string {
  const sorted = countries.toSorted(([, one], [, other]) => other - one);
  const shown = sorted.slice(0, 8).map(([country, rows]) => `${country} (${countText(rows)})`);
  return sorted.length > shown.length
    ? `${shown.join(', ')} and ${sorted.length - shown.length} more`
    : shown.join(', ');
}

export const total = (countries: readonly (readonly [string, number])[]): number =>
  countries.reduce((sum, [, rows]) => sum + rows, 0);

/** A failure when so many are cut off that fewer than the wanted share is left. */
export function isTooMuch(lost: number, { contacts }: Settings): boolean {
  if (contacts === undefined) return false;
  const { rows, textable } = contacts.result;
  return (textable - lost) * 100 < contacts.minimum * rows;
}

/** Where nothing arrives from an alphanumeric sender ID: https://www.twilio.com/en-us/guidelines/us/sms */
const withoutSenderIds = ['US', 'CA', 'PR'];

/**
 * Where they were not accepted, or only after a registration, by Twilio's page on it
 * (https://help.twilio.com/articles/223133767), in an undated copy: the rules change, so that nothing fails by this list.
 */
const strictOnSenderIds = new Set(
  (
    'AR BS BE BZ BR KY CL CN CO CG CR DO EC SV GF GU GT HN HU IN JP KG MY ML MX MC MM NA NR NZ NI PA PE ZA KR SY TW UY VE YE ' +
    'AM BY TD CU CZ EG ID IR JO KZ KE KW NP OM PS PH QA RU SA LK TZ TH TR AE VN IL LB MW MA PK SD TN UA ZM ZW SG'
  ).split(' '),
);

const northAmerica = ['US', 'CA', 'PR', 'VI', 'GU', 'AS', 'MP'];

function obstacleTo(country: string, { kind, type, country: home }: NumberSettings): Obstacle | undefined {
  if (kind === 'alphanumeric') {
    if (withoutSenderIds.includes(country)) return 'no';
    return strictOnSenderIds.has(country) ? 'maybe' : undefined;
  }
  if (kind === 'short-code') {
    if (home === undefined) return 'maybe';
    return country === home ? undefined : 'no';
  }
  return type === 'TOLL_FREE' && !northAmerica.includes(country) ? 'maybe' : undefined;
}

const kindWords = {
  number: 'A toll-free number',
  'short-code': 'A short code',
  alphanumeric: 'An alphanumeric sender ID',
} as const;

/** Whether this kind of sender reaches the countries that the contact check found. */
export function lookAtReach(settings: Settings): Finding {
  const { number, contacts } = settings;
  const found = Object.entries(contacts?.result.countries ?? {});
  if (number === undefined || found.length === 0) {
    return { status: 'skip', detail: 'No country is known of any contact.' };
  }
  const out = found.filter(([country]) => obstacleTo(country, number) === 'no');
  const doubtful = found.filter(([country]) => obstacleTo(country, number) === 'maybe');
  const data = { countries: found.length, unreachable: out.length, doubtful: doubtful.length };
  if (out.length > 0) {
    const lost = total(out);
    return {
      status: isTooMuch(lost, settings) ? 'fail' : 'warn',
      code: '21612',
      detail: `${kindWords[number.kind]} does not reach ${named(out)}: ${lost} contacts.`,
      data,
    };
  }
  if (doubtful.length > 0) {
    return {
      status: 'warn',
      code: '21612',
      detail: `${kindWords[number.kind]} may not reach ${named(doubtful)}: look at the rules of these countries.`,
      remedy: { text: "Read the provider's guidelines of these countries before the launch.", command: null },
      data,
    };
  }
  return { status: 'pass', detail: `Nothing is known that keeps this sender from ${named(found)}.`, data };
}
