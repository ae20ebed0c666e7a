import type { Finding } from '../../domain/readiness/check.ts';
import type { Facts, SavedFacts } from '../../domain/readiness/facts.ts';
import type { NumberSettings } from '../../domain/settings/settings.ts';
import { numberTypeWords } from '../../domain/text/counts.ts';
import { maskSid } from '../../domain/text/mask.ts';
import { applicationOf, findingFor } from '../step/application-problems.ts';
import * as ownership from './ownership.ts';
import * as registration from './registration.ts';

// The checks of the sender, for the configuration of an application, which may leave the choice of a number to a service.

const chosenByService: Finding = {
  status: 'skip',
  detail: 'Does not apply: no number is set, so the Messaging Service chooses the sender.',
};

const isServiceAlone = (facts: Facts): boolean => applicationOf(facts).configuration.service !== undefined;

export function lookAtSender(facts: SavedFacts): Finding {
  const { number, service, senderProblems, place, used } = applicationOf(facts).configuration;
  const names = used.filter(({ setting }) => setting.startsWith('number.')).map(({ name }) => name);
  const from = service === undefined ? describe(number) : `a sender of Messaging Service ${maskSid(service)}`;
  return findingFor(senderProblems, `Messages come from ${from}, in ${place.name} (${names.join(', ')}).`);
}

function describe(number: NumberSettings | undefined): string {
  if (number === undefined) return '';
  const { sender, country, type } = number;
  const about = [country, type === undefined ? undefined : numberTypeWords(type)].filter((word) => word !== undefined);
  return about.length === 0 ? sender : `${sender} (${about.join(', ')})`;
}

export const lookAtOwner = async (facts: Facts): Promise<Finding> =>
  isServiceAlone(facts) ? chosenByService : ownership.lookAtOwner(facts);

export const lookAtCapability = async (facts: Facts): Promise<Finding> =>
  isServiceAlone(facts) ? chosenByService : ownership.lookAtCapability(facts);

export const lookAtReplies = async (facts: Facts): Promise<Finding> =>
  isServiceAlone(facts) ? chosenByService : ownership.lookAtReplies(facts);

/**
 * A program may name the number, the service, or both in a message. Only a message that names both needs the number in the pool,
 * so that its absence is a warning here.
 */
export async function lookAtPool(facts: Facts): Promise<Finding> {
  const { service } = applicationOf(facts).configuration;
  if (service === undefined) {
    const finding = await ownership.lookAtPool(facts);
    if (finding.status !== 'fail' || finding.code !== '21711') return finding;
    return {
      ...finding,
      status: 'warn',
      detail: `${finding.detail} Twilio refuses a message that names both.`,
      remedy: { text: 'Add the number to the pool in the Twilio Console, or set only one of the two.', command: null },
    };
  }
  const masked = maskSid(service);
  const found = await facts.service();
  if (found === null) return ownership.withoutService(masked);
  const size = await applicationOf(facts).poolSize();
  if (size > 0) return { status: 'pass', detail: `The Messaging Service "${found.name}" has senders in its pool.` };
  return {
    status: 'warn',
    code: '21703',
    detail: `The Messaging Service "${found.name}" (${masked}) has no phone number in its pool. A short code or a sender ID may be there.`,
    remedy: { text: 'Add a sender to the pool in the Twilio Console.', command: null },
  };
}

/** The recipients are not known, so that a registration that only the US requires is never a failure. */
export async function lookAtRegistration(facts: Facts): Promise<Finding> {
  const finding = isServiceAlone(facts)
    ? await registration.lookAtCampaignsOfService(facts)
    : await registration.lookAtRegistration(facts);
  if (finding.status !== 'fail') return finding;
  return {
    ...finding,
    status: 'warn',
    doubt: true,
    detail: `${finding.detail} This concerns recipients in the US.`,
  };
}
