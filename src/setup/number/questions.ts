import { parseMessagingServiceSid } from '../../domain/settings/credential.ts';
import { accepted } from '../../domain/text/parsed.ts';
import type { SetupStep } from '../step/step.ts';
import { numberProof } from './checks.ts';

// The telephone metadata is large: it is loaded when a number is parsed, so that `status` and `--help` stay quick.
const senders = () => import('../../domain/settings/sender.ts');
const phones = () => import('../../domain/numbers/phone.ts');

export const number: SetupStep<'number'> = {
  ...numberProof,
  title: 'The organization phone number',
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
      help: 'Two letters (ISO 3166-1), such as US; for a short code, or a number without +.',
      flag: '--number-country',
      variable: 'SMSCTL_NUMBER_COUNTRY',
      when: async ({ 'number.sender': sender }) => sender !== undefined && (await senders()).needsCountry(sender),
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
