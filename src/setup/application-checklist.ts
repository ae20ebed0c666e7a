import type { Finding, ListedCheck } from '../domain/readiness/check.ts';
import type { Facts, SavedFacts } from '../domain/readiness/facts.ts';
import { applicationHeadlines, headlines } from '../domain/readiness/headline.ts';
import { checklist } from './checklist.ts';
import * as credentials from './credentials/application-credentials.ts';
import * as number from './number/application-sender.ts';

// The list for the configuration of an application, which has no owner, no contacts and nothing saved. What is not named here
// looks as for an organization.

/** What the configuration of an application does not answer. */
const notApplicable: readonly string[] = [
  ...[
    'owner.assigned',
    'credentials.age',
    'method.confirmed',
    'method.current',
    'contacts.checked',
    'contacts.quality',
  ],
  ...['contacts.countries', 'contacts.reachable', 'contacts.acknowledged', 'contacts.short-form'],
];

/** Checks that read the variables instead of saved settings. */
const ofVariables: Readonly<Record<string, (facts: SavedFacts) => Finding>> = {
  'number.saved': number.lookAtSender,
  'credentials.saved': credentials.lookAtValues,
};

const ofProvider: Readonly<Record<string, (facts: Facts) => Finding | Promise<Finding>>> = {
  'number.owned': number.lookAtOwner,
  'number.sms-capable': number.lookAtCapability,
  'number.pool': number.lookAtPool,
  'number.registered': number.lookAtRegistration,
  'number.inbound': number.lookAtReplies,
  'credentials.store': credentials.lookAtSecret,
  'credentials.accepted': credentials.lookAtBothMethods,
  'credentials.shadowed': credentials.lookForOverrides,
};

/** Titles that speak of something saved. */
const titles: Readonly<Record<string, string>> = {
  'number.saved': 'A sender is set',
  'credentials.saved': 'Provider credentials are set',
  'credentials.store': 'The secret is set',
  'credentials.shadowed': 'No environment variable overrides the file',
};

const headlineOf = ({ headline }: ListedCheck): ListedCheck['headline'] => {
  if (headline === headlines.number) return applicationHeadlines.number;
  return headline === headlines.credentials ? applicationHeadlines.credentials : headline;
};

const skip = (): Finding => ({ status: 'skip', detail: 'Does not apply to the configuration of an application.' });

function forApplication(check: ListedCheck): ListedCheck {
  const title = titles[check.id] ?? check.title;
  const headline = headlineOf(check);
  // Without `needs`, so that it is skipped for this reason, whatever fails.
  const skips = notApplicable.includes(check.id);
  const needs = skips ? [] : (check.needs ?? []);
  if (!check.live)
    return { ...check, title, headline, needs, look: skips ? skip : (ofVariables[check.id] ?? check.look) };
  return { ...check, title, headline, needs, look: skips ? skip : (ofProvider[check.id] ?? check.look) };
}

/** The checklist of `verify --env`: the same checks in the same order. */
export const applicationChecklist: readonly ListedCheck[] = checklist.map(forApplication);
