import { parseMessagingServiceSid } from '../../domain/settings/parse-credential.ts';
import type { GivenAnswers, PromptLookup, Suggestions } from '../../domain/settings/question.ts';
import type { AccountSender } from '../../domain/settings/suggested-answers.ts';
import { accepted } from '../../domain/text/parsed.ts';
import type { SetupStep } from '../step/step.ts';
import { numberProof } from './checks.ts';

// The telephone metadata is large: it is loaded when a number is parsed, so that `status` and `--help` stay quick.
const senders = () => import('../../domain/settings/sender.ts');
const phones = () => import('../../domain/numbers/phone.ts');

const other = 'type-another';
const noService = 'none';

/** The account's own senders, so that none is typed wrongly. */
async function heldSenders({ senders }: PromptLookup): Promise<Suggestions | undefined> {
  const held = await senders();
  if (held === undefined || held.senders.length === 0) return undefined;
  const more = held.complete ? '' : ' (the account holds more than these)';
  return {
    other,
    choices: [...held.senders.map(senderChoice), { value: other, name: `Type another sender${more}` }],
  };
}

function senderChoice({ sender, name, smsCapable, services }: AccountSender) {
  const pools = services.map((service) => `Messaging Service ${service.name}`);
  return {
    value: sender,
    name: [sender, ...(name === null ? [] : [name]), ...pools].join(', '),
    ...(smsCapable === false && { disabled: 'cannot send SMS' }),
  };
}

/** The Messaging Services that hold the chosen sender. */
async function servicesOfSender({ senders }: PromptLookup, answers: GivenAnswers): Promise<Suggestions | undefined> {
  const held = await senders();
  const services = held?.senders.find(({ sender }) => sender === answers['number.sender'])?.services ?? [];
  if (services.length === 0) return undefined;
  const choices = services.map(({ sid, name }) => ({ value: sid, name: `${name} (${sid})` }));
  return { choices: [{ value: noService, name: 'None: send from the number itself' }, ...choices] };
}

export const number: SetupStep<'number'> = {
  ...numberProof,
  title: 'Organization phone number',
  intro:
    'Recipients see this number, and their replies and opt-outs go to it. Messages fail if it does not belong to your Twilio account.',
  questions: [
    {
      kind: 'text',
      key: 'number.sender',
      message: 'Organization phone number',
      help: 'phone number (+12025550123), short code or sender ID',
      flag: '--number',
      variable: 'SMSCTL_NUMBER',
      current: ({ number }) => number?.sender,
      suggest: heldSenders,
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
      help: 'country of a number without +, or of a short code',
      flag: '--number-country',
      variable: 'SMSCTL_NUMBER_COUNTRY',
      when: async ({ 'number.sender': sender }) => sender !== undefined && (await senders()).needsCountry(sender),
      current: ({ number }) => number?.country,
      parse: async (raw) => (await phones()).parseCountry(raw),
    },
    {
      kind: 'text',
      key: 'number.messagingService',
      message: 'Messaging Service',
      help: 'Messaging Service that sends (MG and 32 hex digits)',
      flag: '--messaging-service',
      variable: 'SMSCTL_MESSAGING_SERVICE',
      optional: true,
      takesNone: true,
      unprompted: true,
      current: ({ number }) => number?.messagingService,
      suggest: servicesOfSender,
      parse: (raw) => (raw.trim().toLowerCase() === noService ? accepted(noService) : parseMessagingServiceSid(raw)),
    },
  ],
  finished: ({ number }) => number !== undefined,
  settle: async (answers, { settings }) => {
    const raw = answers['number.sender'] ?? settings.number?.sender ?? '';
    const parsed = (await senders()).parseSender(raw, answers['number.country']);
    if (!parsed.ok) return { ok: false, key: 'number.sender', problem: parsed.problem };
    const { sender, kind, country, type } = parsed.value;
    const given = answers['number.messagingService'] ?? settings.number?.messagingService;
    const messagingService = given === noService ? undefined : given;
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
