import type { Finding } from '../../domain/readiness/check.ts';
import type { Facts, OwnedSender, Webhook } from '../../domain/readiness/facts.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { maskSid } from '../../domain/text/mask.ts';
import { isTooMuch, named, total } from '../step/contact-countries.ts';
import { nullIfForbidden } from '../step/null-if-forbidden.ts';

/** `does-not-apply`: an alphanumeric sender ID belongs to no account. Null: the account does not hold the sender. */
async function ownedSender(facts: Facts): Promise<OwnedSender | null | 'does-not-apply'> {
  return facts.settings.number?.kind === 'alphanumeric' ? 'does-not-apply' : facts.ownedSender();
}

const noAccountOwnsIt = 'An alphanumeric sender ID is not rented: no account holds it.';

/** Checks that the account of the credentials holds the sender. Tells whose it is if not. */
export async function lookAtOwner(facts: Facts): Promise<Finding> {
  const owned = await ownedSender(facts);
  if (owned === 'does-not-apply') return lookAtSenderId(facts);
  const account = maskSid(facts.settings.credentials?.accountSid ?? '');
  const sender = facts.settings.number?.sender ?? '';
  if (owned === null) return missingSender(facts, sender, account);
  if (owned.accountSid !== facts.settings.credentials?.accountSid) {
    return {
      status: 'fail',
      code: '21660',
      detail: `${sender} belongs to account ${maskSid(owned.accountSid)}; the credentials act on ${account}.`,
    };
  }
  return { status: 'pass', detail: `Account ${account} holds ${sender}.`, data: { sid: maskSid(owned.sid) } };
}

export async function lookAtCapability(facts: Facts): Promise<Finding> {
  const owned = await ownedSender(facts);
  if (owned === 'does-not-apply' || owned === null) return { status: 'skip', detail: noAccountOwnsIt };
  if (facts.settings.number?.kind === 'short-code') {
    return { status: 'pass', detail: `${owned.sender} is a short code; short codes send SMS.` };
  }
  if (owned.smsCapable === null) {
    return { status: 'unknown', detail: `The provider does not say whether ${owned.sender} can send SMS.` };
  }
  return owned.smsCapable
    ? { status: 'pass', detail: `The provider says that ${owned.sender} can send SMS.` }
    : { status: 'fail', code: '21661', detail: `The provider says that ${owned.sender} cannot send SMS.` };
}

/** Checks that the Messaging Service is the account's and holds the sender. */
export async function lookAtPool(facts: Facts): Promise<Finding> {
  const { number } = facts.settings;
  if (number?.messagingService === undefined) {
    return { status: 'skip', detail: 'No Messaging Service is set up: messages name the sender itself.' };
  }
  const masked = maskSid(number.messagingService);
  const service = await facts.service();
  if (service === null) {
    return {
      status: 'fail',
      code: '21705',
      detail: `The account has no Messaging Service ${masked}: it was deleted, or is another account's.`,
      remedy: { text: 'Save a Messaging Service of this account, or none.', command: 'smsctl setup number' },
    };
  }
  const { holds, countries } = await facts.pooled();
  if (!holds) {
    return {
      status: 'fail',
      code: '21711',
      detail: `${number.sender} is not in the sender pool of Messaging Service "${service.name}" (${masked}).`,
    };
  }
  if (countries === null) {
    return { status: 'pass', detail: `Messaging Service "${service.name}" holds ${number.sender}.` };
  }
  return judgeCountriesOfPool(countries, `Messaging Service "${service.name}" holds ${number.sender}`, facts.settings);
}

/** A service may hold a sender ID for single countries: https://www.twilio.com/docs/messaging/api/destination-alphasender-resource */
function judgeCountriesOfPool(countries: readonly string[], holds: string, settings: Settings): Finding {
  const left = Object.entries(settings.contacts?.result.countries ?? {}).filter(
    ([country]) => !countries.includes(country),
  );
  const detail = `${holds} for ${countries.join(', ')}`;
  const data = { countries: countries.join(','), left: left.length };
  if (left.length === 0) return { status: 'pass', detail: `${detail} only.`, data };
  return {
    status: isTooMuch(total(left), settings) ? 'fail' : 'warn',
    code: '21703',
    detail: `${detail} only, and not for ${named(left)}.`,
    remedy: {
      text: 'Add the sender ID to the service for these countries in the console, or another sender that reaches them.',
      command: null,
    },
    data,
  };
}

/** Checks that replies to the sender are received. */
export async function lookAtReplies(facts: Facts): Promise<Finding> {
  const owned = await ownedSender(facts);
  if (owned === 'does-not-apply' || owned === null) {
    return { status: 'skip', detail: 'Recipients cannot reply to an alphanumeric sender ID.' };
  }
  const { service, complete } = await facts.holdingService();
  if (service === null && !complete) {
    return {
      status: 'unknown',
      detail:
        'The account has more Messaging Services than smsctl looks through: one of the others may handle replies.',
      remedy: { text: 'Save the Messaging Service that holds the number.', command: 'smsctl setup number' },
    };
  }
  const onNumber = service === null || service.inbound === 'number';
  const webhook = service === null || service.inbound === 'number' ? owned.inbound : service.inbound;
  const holder = onNumber ? 'the number' : `its Messaging Service "${service.name}"`;
  const data = { webhook, on: onNumber ? 'number' : 'service' };
  if (webhook === 'https' || webhook === 'application') {
    // https://www.twilio.com/docs/usage/security#validating-requests
    const signed =
      facts.settings.credentials?.method === 'api-key'
        ? ' Twilio signs these requests with the Auth Token: an API key cannot check the signature.'
        : '';
    return { status: 'pass', detail: `Replies go to the webhook of ${holder}.${signed}`, data };
  }
  const { words, code, text } = webhookTroubles[webhook];
  return {
    status: 'warn',
    ...(code !== undefined && { code }),
    detail: `Replies to ${owned.sender}: ${words(holder)} Sending works.`,
    remedy: { text, command: null },
    data,
  };
}

type Trouble = { readonly words: (holder: string) => string; readonly code?: string; readonly text: string };

const webhookTroubles: Readonly<Record<Exclude<Webhook, 'https' | 'application'>, Trouble>> = {
  none: {
    words: (holder) => `${holder} has no webhook, so that replies are lost.`,
    text: "Set the number's webhook, or its Messaging Service's, in the console.",
  },
  demo: {
    words: (holder) =>
      `${holder} still has Twilio's demonstration as its webhook, which answers people with a greeting.`,
    text: 'Replace the webhook by your own in the console.',
  },
  local: {
    words: (holder) => `the webhook of ${holder} is an address that Twilio cannot reach, such as localhost.`,
    code: '11200',
    text: 'Set a public address as the webhook in the console.',
  },
  http: {
    words: (holder) => `the webhook of ${holder} uses plain http, so that texts and numbers travel unencrypted.`,
    text: 'Use an https address for the webhook.',
  },
  invalid: {
    words: (holder) => `the webhook of ${holder} is not a web address.`,
    code: '11100',
    text: 'Correct the webhook in the console.',
  },
};

/** An alphanumeric sender ID belongs to no account; a Messaging Service may hold it. */
async function lookAtSenderId(facts: Facts): Promise<Finding> {
  const { number } = facts.settings;
  // https://www.twilio.com/docs/glossary/what-alphanumeric-sender-id
  if ((await nullIfForbidden(facts.account()))?.type === 'Trial') {
    return {
      status: 'fail',
      code: '21267',
      detail: `The account is on trial: it cannot send from the alphanumeric sender ID ${number?.sender}.`,
      remedy: { text: 'Upgrade the account in the console, or save a phone number.', command: 'smsctl setup number' },
    };
  }
  if (number?.messagingService === undefined) return { status: 'skip', detail: noAccountOwnsIt };
  return { status: 'pass', detail: 'No account holds an alphanumeric sender ID; its Messaging Service may use it.' };
}

/** States of a hosting order that need an action: https://www.twilio.com/docs/phone-numbers/hosted-numbers */
const hostingWords: Readonly<Record<string, string>> = {
  failed: 'could not be brought over from its carrier',
  'action-required': 'is not brought over from its carrier yet: the order waits for you',
  'pending-loa': 'is not brought over from its carrier yet: the letter of authorization is missing',
  'pending-verification': 'is not brought over from its carrier yet: that it is yours is not verified',
};

const hostingRemedies: Readonly<Record<string, { readonly text: string; readonly command: null }>> = {
  failed: { text: 'See in the console why the hosting order failed, and order again.', command: null },
  'action-required': { text: 'See in the console what the hosting order waits for.', command: null },
  'pending-loa': { text: 'Sign the letter of authorization of the hosting order.', command: null },
  'pending-verification': { text: 'Verify the number in the console, by its call or letter.', command: null },
};

/** Finds out why the account does not hold the number: each cause has its own remedy. */
async function missingSender(facts: Facts, sender: string, account: string): Promise<Finding> {
  const [order, holder] = await Promise.all([nullIfForbidden(facts.hostedOrder()), nullIfForbidden(facts.holder())]);
  if (order !== null && order !== 'completed') {
    return {
      status: 'fail',
      code: '21606',
      detail: `${sender} ${hostingWords[order] ?? 'is being brought over from its carrier, and is not there yet'} (${order}).`,
      remedy: hostingRemedies[order] ?? {
        text: 'Wait until the hosting order is completed; the console shows it.',
        command: null,
      },
      data: { hosting: order },
    };
  }
  if (holder !== null) {
    return {
      status: 'fail',
      code: '21660',
      detail: `${sender} belongs to account ${maskSid(holder)}, a relative of ${account}: parent and subaccounts do not share numbers.`,
      remedy: {
        text: "Save the credentials of the number's account, or move the number.",
        command: 'smsctl setup credentials',
      },
      data: { holder: maskSid(holder) },
    };
  }
  return {
    status: 'fail',
    code: '21606',
    detail: `Account ${account} does not hold ${sender}: these credentials cannot send from it.`,
  };
}
