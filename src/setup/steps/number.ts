import { parseMessagingServiceSid } from '../../domain/credential.ts';
import type { Facts, OwnedSender } from '../../domain/facts.ts';
import { headlines } from '../../domain/headline.ts';
import { maskSid } from '../../domain/mask.ts';
import { accepted } from '../../domain/parsed.ts';
import type { NumberSettings } from '../../domain/settings.ts';
import type { SetupStep } from '../step.ts';

// The telephone metadata is large: it is loaded when a number is parsed, so that `status` and `--help` stay quick.
const senders = () => import('../../domain/sender.ts');
const phones = () => import('../../domain/phone.ts');

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

export const number: SetupStep<'number'> = {
  id: 'number',
  title: 'The organization phone number',
  headline: headlines.number,
  intro: [
    'Every message comes from one sender; replies and opt-outs return to it.',
    'A wrong one, or one that is not yours, fails only at the first campaign.',
  ],
  questions: [
    {
      kind: 'text',
      key: 'number.sender',
      message: 'Organization phone number',
      help: 'E.164 (+12025550123), a national number, a short code or a sender ID.',
      flag: '--number',
      variable: 'SMSCTL_NUMBER',
      current: ({ number }) => number?.sender,
      parse: async (raw) => {
        const { needsCountry, parseSender } = await senders();
        if (needsCountry(raw)) return accepted(raw.trim());
        const sender = parseSender(raw);
        return sender.ok ? accepted(sender.value.sender) : sender;
      },
    },
    {
      kind: 'text',
      key: 'number.country',
      message: 'Country of that number',
      help: 'Two letters (ISO 3166-1), such as US; for a number written without +.',
      flag: '--number-country',
      variable: 'SMSCTL_NUMBER_COUNTRY',
      when: async (answers) => {
        const { needsCountry } = await senders();
        return needsCountry(answers['number.sender'] ?? '');
      },
      current: ({ number }) => number?.country,
      parse: async (raw) => (await phones()).parseCountry(raw),
    },
    {
      kind: 'text',
      key: 'number.messagingService',
      message: 'Messaging Service SID',
      help: 'The Messaging Service that sends, if any: MG and 32 hexadecimal digits.',
      flag: '--messaging-service',
      variable: 'SMSCTL_MESSAGING_SERVICE',
      optional: true,
      unprompted: true,
      current: ({ number }) => number?.messagingService,
      parse: parseMessagingServiceSid,
    },
  ],
  checks: [
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
        if (owned === 'does-not-apply') return { status: 'skip', detail: noAccountOwnsIt };
        const account = maskSid(facts.settings.credentials?.accountSid ?? '');
        const sender = facts.settings.number?.sender ?? '';
        if (owned === null) {
          return {
            status: 'fail',
            code: '21606',
            detail: `Account ${account} does not hold ${sender}: these credentials cannot send from it.`,
          };
        }
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
  ],
  finished: ({ number }) => number !== undefined,
  settle: async (answers, { settings }) => {
    const raw = answers['number.sender'] ?? settings.number?.sender ?? '';
    const parsed = (await senders()).parseSender(raw, answers['number.country']);
    if (!parsed.ok) return { ok: false, key: 'number.sender', problem: parsed.problem };
    const { sender, kind, country, type } = parsed.value;
    const messagingService = answers['number.messagingService'] ?? settings.number?.messagingService;
    return {
      ok: true,
      section: {
        number: {
          sender,
          kind,
          ...(country !== undefined && { country }),
          ...(type !== undefined && { type }),
          ...(messagingService !== undefined && { messagingService }),
        },
      },
    };
  },
};
