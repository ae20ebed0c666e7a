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

const doesNotApply = 'Does not apply: an alphanumeric sender ID belongs to no account.';

/** Checks that the account of the credentials holds the sender. Names its account if not. */
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
      detail: `${sender} belongs to account ${maskSid(owned.accountSid)}, but the credentials are for account ${account}.`,
    };
  }
  return { status: 'pass', detail: `Account ${account} holds ${sender}.`, data: { sid: maskSid(owned.sid) } };
}

export async function lookAtCapability(facts: Facts): Promise<Finding> {
  const owned = await ownedSender(facts);
  if (owned === 'does-not-apply' || owned === null) return { status: 'skip', detail: doesNotApply };
  if (facts.settings.number?.kind === 'short-code') {
    return { status: 'pass', detail: `${owned.sender} is a short code, and short codes can send SMS.` };
  }
  if (owned.smsCapable === null) {
    return { status: 'unknown', detail: `Twilio does not say whether ${owned.sender} can send SMS.` };
  }
  return owned.smsCapable
    ? { status: 'pass', detail: `Twilio says that ${owned.sender} can send SMS.` }
    : { status: 'fail', code: '21661', detail: `Twilio says that ${owned.sender} cannot send SMS.` };
}

/** The account does not have the Messaging Service that is set. */
export const withoutService = (masked: string): Finding => ({
  status: 'fail',
  code: '21705',
  detail: `The account has no Messaging Service ${masked}. It was deleted, or it belongs to another account.`,
  remedy: { text: 'Save a Messaging Service of this account, or none.', command: 'smsctl setup number' },
});

/** Checks that the Messaging Service is the account's and holds the sender. */
export async function lookAtPool(facts: Facts): Promise<Finding> {
  const { number } = facts.settings;
  if (number?.messagingService === undefined) {
    return { status: 'skip', detail: 'Does not apply: no Messaging Service is saved.' };
  }
  const masked = maskSid(number.messagingService);
  const service = await facts.service();
  if (service === null) return withoutService(masked);
  const { holds, countries } = await facts.pooled();
  if (!holds) {
    return {
      status: 'fail',
      code: '21711',
      detail: `The Messaging Service "${service.name}" (${masked}) does not hold ${number.sender} in its sender pool.`,
    };
  }
  if (countries === null) {
    return { status: 'pass', detail: `The Messaging Service "${service.name}" holds ${number.sender}.` };
  }
  return judgeCountriesOfPool(
    countries,
    `The Messaging Service "${service.name}" holds ${number.sender}`,
    facts.settings,
  );
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
    detail: `${detail} only, not for ${named(left)}.`,
    remedy: {
      text: 'In the Twilio Console, add the sender ID to the service for these countries, or add another sender that reaches them.',
      command: null,
    },
    data,
  };
}

/** Checks that replies to the sender are received. */
export async function lookAtReplies(facts: Facts): Promise<Finding> {
  const owned = await ownedSender(facts);
  if (owned === 'does-not-apply' || owned === null) {
    return { status: 'skip', detail: 'Does not apply: recipients cannot reply to an alphanumeric sender ID.' };
  }
  const { service, complete } = await facts.holdingService();
  if (service === null && !complete) {
    return {
      status: 'unknown',
      detail: 'The account has more Messaging Services than smsctl reads. One of the others may handle replies.',
      remedy: { text: 'Save the Messaging Service that holds the number.', command: 'smsctl setup number' },
    };
  }
  const onNumber = service === null || service.inbound === 'number';
  const webhook = service === null || service.inbound === 'number' ? owned.inbound : service.inbound;
  const holder = onNumber ? 'the number' : `the Messaging Service "${service.name}"`;
  const data = { webhook, on: onNumber ? 'number' : 'service' };
  if (webhook === 'https' || webhook === 'application') {
    // https://www.twilio.com/docs/usage/security#validating-requests
    const signed =
      facts.settings.credentials?.method === 'api-key'
        ? ' Twilio signs these requests with the Auth Token. An API key cannot verify the signature.'
        : '';
    return { status: 'pass', detail: `Twilio sends replies to the webhook of ${holder}.${signed}`, data };
  }
  const { words, code, text } = webhookTroubles[webhook];
  return {
    status: 'warn',
    ...(code !== undefined && { code }),
    detail: `${words(owned.sender, holder)} Sending works.`,
    remedy: { text, command: null },
    data,
  };
}

type Trouble = {
  readonly words: (sender: string, holder: string) => string;
  readonly code?: string;
  readonly text: string;
};

const webhookTroubles: Readonly<Record<Exclude<Webhook, 'https' | 'application'>, Trouble>> = {
  none: {
    words: (sender, holder) => `Replies to ${sender} are lost: ${holder} has no webhook.`,
    text: 'Set the webhook of the number, or of its Messaging Service, in the Twilio Console.',
  },
  demo: {
    words: (sender, holder) =>
      `Replies to ${sender} are lost: ${holder} has Twilio's demo webhook, which answers with a greeting.`,
    text: 'Replace the demo webhook with your own in the Twilio Console.',
  },
  local: {
    words: (sender, holder) =>
      `Replies to ${sender} are lost: Twilio cannot reach the webhook of ${holder}, such as an address on localhost.`,
    code: '11200',
    text: 'Set a public address as the webhook in the Twilio Console.',
  },
  http: {
    words: (sender, holder) => `Replies to ${sender} are not encrypted: the webhook of ${holder} uses plain HTTP.`,
    text: 'Set an https address as the webhook in the Twilio Console.',
  },
  invalid: {
    words: (sender, holder) => `Replies to ${sender} are lost: the webhook of ${holder} is not a valid URL.`,
    code: '11100',
    text: 'Correct the webhook in the Twilio Console.',
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
      detail: `The account is on trial. It cannot send from the alphanumeric sender ID ${number?.sender}.`,
      remedy: {
        text: 'Upgrade the account in the Twilio Console, or save a phone number.',
        command: 'smsctl setup number',
      },
    };
  }
  if (number?.messagingService === undefined) return { status: 'skip', detail: doesNotApply };
  return {
    status: 'pass',
    detail: 'An alphanumeric sender ID belongs to no account. number.pool checks its Messaging Service.',
  };
}

/** States of a hosting order that need an action: https://www.twilio.com/docs/phone-numbers/hosted-numbers */
const hostingWords: Readonly<Record<string, string>> = {
  failed: 'failed',
  'action-required': 'requires an action from you',
  'pending-loa': 'waits for the letter of authorization',
  'pending-verification': 'waits for the verification of the number',
};

const hostingRemedies: Readonly<Record<string, { readonly text: string; readonly command: null }>> = {
  failed: { text: 'Find the reason in the Twilio Console, and order again.', command: null },
  'action-required': { text: 'Complete the hosting order in the Twilio Console.', command: null },
  'pending-loa': { text: 'Sign the letter of authorization of the hosting order.', command: null },
  'pending-verification': { text: 'Verify the number in the Twilio Console, by call or by letter.', command: null },
};

/** Finds out why the account does not hold the number: each cause has its own remedy. */
async function missingSender(facts: Facts, sender: string, account: string): Promise<Finding> {
  const [order, holder] = await Promise.all([nullIfForbidden(facts.hostedOrder()), nullIfForbidden(facts.holder())]);
  if (order !== null && order !== 'completed') {
    return {
      status: 'fail',
      code: '21606',
      detail: `The account does not hold ${sender} yet. Its hosting order ${hostingWords[order] ?? 'is in progress'} (${order}).`,
      remedy: hostingRemedies[order] ?? {
        text: 'Wait for the hosting order. The Twilio Console shows its state.',
        command: null,
      },
      data: { hosting: order },
    };
  }
  if (holder !== null) {
    return {
      status: 'fail',
      code: '21660',
      detail: `${sender} belongs to account ${maskSid(holder)}, not to ${account}. Parent accounts and subaccounts do not share numbers.`,
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
    detail: `Account ${account} does not hold ${sender}. These credentials cannot send from it.`,
  };
}
