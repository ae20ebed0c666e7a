import type { Finding } from '../../domain/readiness/check.ts';
import type { CountryPermission, Facts } from '../../domain/readiness/facts.ts';
import { mainCountryOf } from '../../domain/readiness/shared-plans.ts';
import { countText } from '../../domain/text/counts.ts';
import { isTooMuch, named, total } from '../step/contact-countries.ts';
import { nullIfForbidden } from '../step/null-if-forbidden.ts';

export async function lookAtCountries(facts: Facts): Promise<Finding> {
  const { settings } = facts;
  const found = Object.entries(settings.contacts?.result.countries ?? {});
  if (found.length === 0) return { status: 'skip', detail: 'Does not apply: no contact has a known country.' };
  const permissions = withTerritories(
    await facts.geoPermissions(),
    found.map(([country]) => country),
  );
  if (await seesParentsOnly(facts)) {
    return {
      status: 'unknown',
      detail: "These credentials belong to the parent account. They show only the parent's geo permissions.",
      remedy: {
        text: "Check the subaccount in the Twilio Console, or verify with the subaccount's own credentials.",
        command: null,
      },
      unreadable: true,
    };
  }
  const closed = found.filter(([country]) => permissions.get(country)?.enabled === false);
  const unsaid = found.filter(([country]) => !permissions.has(country));
  const data = { countries: found.length, closed: closed.length, unsaid: unsaid.length };
  const lost = total(closed);
  // The minimum share of contacts may be reached even if all of these are refused.
  if (!isTooMuch(lost, settings) && isTooMuch(lost + total(unsaid), settings)) {
    return {
      status: 'unknown',
      detail: `Twilio does not say whether the account may send to ${named(unsaid)}.`,
      data,
    };
  }
  if (closed.length > 0) {
    const rows = lost === 1 ? 'this one contact' : `these ${countText(lost)} contacts`;
    return {
      status: isTooMuch(lost, settings) ? 'fail' : 'warn',
      code: '21408',
      detail: `Not enabled for this account: ${named(closed)}. Twilio refuses messages to ${rows}.${noteOn(closed, permissions)}`,
      data,
    };
  }
  if (unsaid.length > 0) {
    return {
      status: 'warn',
      detail: `Twilio does not say whether the account may send to ${named(unsaid)}. The other countries are enabled.`,
      remedy: { text: 'Check the Messaging geo permissions in the Twilio Console.', command: null },
      data,
    };
  }
  return { status: 'pass', detail: `Enabled for this account: ${named(found)}.`, data };
}

/** Adds the territories that the provider does not list. They have the permission of the country whose plan they share. */
function withTerritories(
  permissions: ReadonlyMap<string, CountryPermission>,
  countries: readonly string[],
): ReadonlyMap<string, CountryPermission> {
  const added = countries.flatMap((country) => {
    const main = permissions.get(mainCountryOf(country) ?? '');
    return permissions.has(country) || main === undefined ? [] : [[country, main] as const];
  });
  return new Map([...permissions, ...added]);
}

/** True if the answer may be about the parent account: this host answers for the account of the key and does not name it. */
async function seesParentsOnly({ account, isParentsKey }: Facts): Promise<boolean> {
  const own = await nullIfForbidden(account());
  return own !== null && own.ownerSid !== own.sid && (await nullIfForbidden(isParentsKey())) !== false;
}

/** The provider's notes on countries, such as that only the console can switch one on. */
function noteOn(
  countries: readonly (readonly [country: string, rows: number])[],
  permissions: ReadonlyMap<string, CountryPermission>,
): string {
  const notes = countries
    .map(([country]) => [country, permissions.get(country)?.note ?? ''])
    .filter(([, note]) => note !== '')
    .map(([country, note]) => `${country}: ${note}`);
  return notes.length === 0 ? '' : ` Twilio adds: ${notes.slice(0, 3).join('; ')}.`;
}
