import type { Check, Finding } from '../domain/check.ts';
import type { Facts, LongCodeRegistration, OwnedSender } from '../domain/facts.ts';
import { maskSid } from '../domain/mask.ts';
import { ProviderError } from '../domain/provider-error.ts';
import type { NumberSettings } from '../domain/settings.ts';

const kindNames = {
  number: 'phone number',
  'short-code': 'short code',
  alphanumeric: 'alphanumeric sender ID',
} as const;

function describe({ sender, kind, country, type }: NumberSettings): string {
  const about = [country, type?.toLowerCase().replaceAll('_', ' ')].filter((word) => word !== undefined);
  return `${sender} (${[kindNames[kind], ...about].join(', ')})`;
}

/** Null where the question does not arise: an alphanumeric sender ID belongs to no account. */
async function ownedSender(facts: Facts): Promise<OwnedSender | null | 'does-not-apply'> {
  return facts.settings.number?.kind === 'alphanumeric' ? 'does-not-apply' : facts.ownedSender();
}

const noAccountOwnsIt = 'An alphanumeric sender ID is not rented: no account holds it.';

export const numberChecks: readonly Check<`number.${string}`>[] = [
  {
    id: 'number.saved',
    title: 'A sender is saved in its normal form',
    why: 'Credentials alone send nothing: the provider refuses a message without an originating number.',
    required: true,
    live: false,
    codes: ['21603', '21212'],
    remedy: { text: 'Save the number that messages come from.', command: 'smsctl setup number' },
    look: ({ settings: { number, credentials } }) => {
      if (number !== undefined) return { status: 'pass', detail: `Messages come from ${describe(number)}.` };
      return {
        status: 'fail',
        detail:
          credentials === undefined
            ? 'No organization phone number is saved.'
            : 'Provider credentials are saved without an originating number: nothing can be sent with them.',
      };
    },
  },
  {
    id: 'number.owned',
    title: 'The number belongs to the account',
    why: 'A number of another account, or one that was given back, is refused at the first message. Credentials without the right originating number look fine until then.',
    required: true,
    live: true,
    gate: true,
    needs: ['number.saved', 'credentials.live'],
    codes: ['21606', '21659', '21660'],
    remedy: {
      text: "Save a number of this account, or the credentials of the number's account.",
      command: 'smsctl setup number',
    },
    look: async (facts) => {
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
    },
  },
  {
    id: 'number.sms-capable',
    title: 'The number can send SMS',
    why: 'Some numbers carry calls only. The provider sells them and refuses their messages.',
    required: true,
    live: true,
    gate: true,
    needs: ['number.owned'],
    codes: ['21661'],
    remedy: { text: 'Choose a number of the account that can send SMS.', command: 'smsctl setup number' },
    look: async (facts) => {
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
    },
  },
  {
    id: 'number.pool',
    title: 'The Messaging Service holds the sender',
    why: 'Messages that name a Messaging Service leave from a sender of its pool. A service of another account, or a pool without this sender, refuses them.',
    required: false,
    live: true,
    needs: ['number.owned'],
    codes: ['21703', '21705', '21711'],
    remedy: {
      text: 'Add the sender to the pool in the console, or save the service that holds it.',
      command: 'smsctl setup number',
    },
    look: async (facts) => {
      const { number } = facts.settings;
      if (number?.messagingService === undefined) {
        return { status: 'skip', detail: 'No Messaging Service is set up: messages name the sender itself.' };
      }
      const masked = maskSid(number.messagingService);
      const service = await facts.service();
      if (service === null) {
        return { status: 'fail', code: '21705', detail: `The account has no Messaging Service ${masked}.` };
      }
      if (await facts.pooled()) {
        return { status: 'pass', detail: `Messaging Service "${service.name}" holds ${number.sender}.` };
      }
      return {
        status: 'fail',
        code: '21711',
        detail: `${number.sender} is not in the sender pool of Messaging Service "${service.name}" (${masked}).`,
      };
    },
  },
  {
    id: 'number.registered',
    title: 'The sender is registered where carriers ask for it',
    why: 'US carriers block what comes from an unregistered long code or an unverified toll-free number. Registration takes days, and is forgotten more often than anything else.',
    required: false,
    live: true,
    needs: ['number.owned'],
    codes: ['30034', '30032', '21729', '30035'],
    remedy: { text: 'Register the sender in the console, and wait until it is approved.', command: null },
    look: lookAtRegistration,
  },
  {
    id: 'number.inbound',
    title: 'Replies to the number go somewhere',
    why: 'People answer: with a question, or with STOP. The provider handles STOP by itself; what else they write is lost where nobody listens.',
    required: false,
    live: true,
    needs: ['number.owned'],
    remedy: { text: "Set the number's webhook, or its Messaging Service's, in the console.", command: null },
    look: async (facts) => {
      const owned = await ownedSender(facts);
      if (owned === 'does-not-apply' || owned === null) {
        return { status: 'skip', detail: 'Nobody can reply to an alphanumeric sender ID.' };
      }
      const service = facts.settings.number?.messagingService === undefined ? null : await facts.service();
      const onNumber = service === null || service.inbound === 'number';
      if (onNumber ? owned.inbound : service.inbound === 'service') {
        return {
          status: 'pass',
          detail: `Replies go to the webhook of ${onNumber ? 'the number' : 'the Messaging Service'}.`,
        };
      }
      return {
        status: 'warn',
        detail: `Replies to ${owned.sender} go nowhere: ${onNumber ? 'the number has no webhook' : 'its Messaging Service has no webhook'}. Sending works.`,
      };
    },
  },
];

/** An alphanumeric sender ID belongs to no account; a Messaging Service may hold it. */
async function lookAtSenderId(facts: Facts): Promise<Finding> {
  const { number } = facts.settings;
  if (number?.messagingService === undefined) return { status: 'skip', detail: noAccountOwnsIt };
  return { status: 'pass', detail: `${noAccountOwnsIt} Whether its Messaging Service knows it is number.pool.` };
}

/** Says why the account does not hold it, as far as that can be found out: each of these has another remedy. */
async function missingSender(facts: Facts, sender: string, account: string): Promise<Finding> {
  const [order, holder] = await Promise.all([unlessClosed(facts.hostedOrder()), unlessClosed(facts.holder())]);
  if (order !== null && order !== 'completed') {
    return {
      status: 'fail',
      code: '21606',
      detail: `${sender} is being brought over from its carrier and is not there yet (${order}).`,
      remedy: { text: 'Wait until the order is completed, or see in the console what it waits for.', command: null },
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

/** Null where these credentials may not ask: the finding then says less. */
async function unlessClosed<T>(asking: Promise<T>): Promise<T | null> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof ProviderError) return null;
    throw error;
  }
}

async function lookAtRegistration(facts: Facts): Promise<Finding> {
  const { number, contacts } = facts.settings;
  const doesNotApply = (why: string): Finding => ({ status: 'skip', detail: why });
  if (number?.kind !== 'number') return doesNotApply('Short codes and sender IDs are registered in other ways.');
  const isTollFree = number.type === 'TOLL_FREE' && number.sender.startsWith('+1');
  if (isTollFree) return lookAtTollFree(facts, number.sender);
  if (number.country !== 'US') {
    return doesNotApply('Only US long codes and toll-free numbers are registered with US carriers.');
  }
  if (number.messagingService !== undefined && !(await facts.pooled())) {
    return doesNotApply('Rests on number.pool, which failed: only through the right service is a campaign found.');
  }
  const finding = judgeLongCode(number.sender, await facts.registration());
  const countries = contacts?.result.countries;
  const isForUs = countries === undefined || (countries.US ?? 0) > 0;
  if (finding.status !== 'fail' || isForUs) return mindParents(finding, facts);
  const detail = `${finding.detail} The contact list has nobody in the US, where it is needed.`;
  return { ...finding, status: 'warn', detail };
}

/** The hosts of the registration know only the account of the credentials: from a subaccount, nothing seen proves nothing. */
async function mindParents(finding: Finding, facts: Facts): Promise<Finding> {
  if (finding.status !== 'fail' || finding.data?.seen !== false) return finding;
  const account = await unlessClosed(facts.account());
  if (account === null || account.ownerSid === account.sid) return finding;
  return {
    status: 'unknown',
    detail: `${finding.detail} This is a subaccount: with its parent's credentials its registration cannot be seen.`,
    remedy: { text: "Verify with the subaccount's own credentials.", command: 'smsctl setup credentials' },
  };
}

const cannotBeRead = 'whether every carrier knows the number already cannot be read from outside';

function judgeLongCode(sender: string, { campaigns, pooled, complete }: LongCodeRegistration): Finding {
  const good = campaigns.find(({ status, mock, brand }) => status === 'VERIFIED' && !mock && brand?.mock !== true);
  if (good !== undefined && pooled) {
    const { brand } = good;
    if (brand !== null && brand.status !== 'APPROVED') {
      return {
        status: 'fail',
        code: '30034',
        detail: `The campaign of ${sender} is verified, but its brand is ${brand.status}: carriers block its messages.`,
        data: { campaign: good.status, brand: brand.status },
      };
    }
    const seen = brand === null ? 'The brand behind it may not be read by this key' : 'Its brand is approved';
    return {
      status: 'pass',
      detail: `${sender} sends under a verified A2P campaign. ${seen}; ${cannotBeRead}.`,
      data: { campaign: good.status, brand: brand?.status ?? null },
    };
  }
  if (!pooled) {
    return complete
      ? {
          status: 'fail',
          code: '30034',
          detail: `No Messaging Service of the account holds ${sender}, so that no A2P campaign covers it: US carriers block its messages.`,
          data: { seen: false },
        }
      : {
          status: 'unknown',
          detail: `The first services of the account do not hold ${sender}, and there are more.`,
          remedy: { text: 'Save the Messaging Service that holds it.', command: 'smsctl setup number' },
        };
  }
  return judgeCampaign(sender, campaigns);
}

const campaignWords: Readonly<Record<string, string>> = {
  PENDING: 'still waits for its review',
  IN_PROGRESS: 'is still under review',
  FAILED: 'was refused',
  SUSPENDED: 'is suspended',
};

function judgeCampaign(sender: string, campaigns: LongCodeRegistration['campaigns']): Finding {
  const [campaign] = campaigns.toSorted((one, other) => Number(one.mock) - Number(other.mock));
  if (campaign === undefined) {
    return {
      status: 'fail',
      code: '30034',
      detail: `The Messaging Service of ${sender} has no A2P campaign: US carriers block its messages.`,
      data: { seen: false },
    };
  }
  const { status, mock, errors } = campaign;
  const data = { campaign: status, mock };
  if (mock || campaign.brand?.mock === true) {
    const detail = `The A2P campaign of ${sender} is a mock one: it registers nothing, and US carriers block its messages.`;
    return { status: 'fail', code: '30034', detail, data };
  }
  const words = campaignWords[status];
  // A state that is not known here may be a good one.
  if (words === undefined) {
    return {
      status: 'unknown',
      detail: `The A2P campaign of ${sender} is in a state that smsctl does not know: ${status}.`,
      data,
    };
  }
  const reasons = errors.length === 0 ? '' : ` Its errors: ${errors.slice(0, 3).join(' ')}`;
  return {
    status: 'fail',
    code: status === 'SUSPENDED' ? '21729' : '30034',
    detail: `The A2P campaign of ${sender} ${words} (${status}): US carriers block its messages.${reasons}`,
    data,
  };
}

async function lookAtTollFree(facts: Facts, sender: string): Promise<Finding> {
  const verification = await facts.tollFree();
  const blocked = 'US and Canadian carriers block its messages';
  if (verification === null) {
    return mindParents(
      {
        status: 'fail',
        code: '30032',
        detail: `${sender} was never submitted for toll-free verification: ${blocked}.`,
        data: { seen: false },
      },
      facts,
    );
  }
  const { status, reason } = verification;
  const data = { verification: status };
  switch (status) {
    case 'TWILIO_APPROVED':
      return { status: 'pass', detail: `${sender} is a verified toll-free number.`, data };
    case 'PENDING_REVIEW':
    case 'IN_REVIEW':
      return {
        status: 'fail',
        code: '30032',
        detail: `The toll-free verification of ${sender} is not decided yet (${status}): until then ${blocked}.`,
        remedy: { text: 'Wait for the decision; the console shows where it stands.', command: null },
        data,
      };
    case 'TWILIO_REJECTED':
      return {
        status: 'fail',
        code: '30032',
        detail: `The toll-free verification of ${sender} was rejected: ${blocked}.${reason === null ? '' : ` The reason given: ${reason}`}`,
        remedy: { text: 'Mend the submission in the console; it can be edited for a few days only.', command: null },
        data,
      };
    default:
      return {
        status: 'unknown',
        detail: `The toll-free verification of ${sender} is in a state that smsctl does not know: ${status}.`,
        data,
      };
  }
}
