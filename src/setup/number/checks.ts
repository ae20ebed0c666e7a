import { headlines } from '../../domain/readiness/headline.ts';
import type { NumberSettings } from '../../domain/settings/settings.ts';
import { numberTypeWords } from '../../domain/text/counts.ts';
import type { StepProof } from '../step/step.ts';
import { isUsBound } from './us-bound.ts';

// Lazy-load the checks of the provider: `status` does not run them.
const findings = () => import('./ownership.ts');

const kindNames = {
  number: 'phone number',
  'short-code': 'short code',
  alphanumeric: 'alphanumeric sender ID',
} as const;

function describe({ sender, kind, country, type }: NumberSettings): string {
  const about = [country, type === undefined ? undefined : numberTypeWords(type)].filter((word) => word !== undefined);
  return `${sender} (${[kindNames[kind], ...about].join(', ')})`;
}

const checks: StepProof<'number'>['checks'] = [
  {
    id: 'number.saved',
    title: 'A sender is saved',
    why: 'Twilio refuses a message that has no sender. Credentials alone cannot send.',
    required: true,
    live: false,
    codes: ['21603', '21212'],
    remedy: { text: 'Save the number that sends your messages.', command: 'smsctl setup number' },
    look: ({ settings: { number, credentials } }) => {
      if (number !== undefined) return { status: 'pass', detail: `Messages come from ${describe(number)}.` };
      return {
        status: 'fail',
        detail:
          credentials === undefined
            ? 'No organization phone number is saved.'
            : 'Provider credentials are saved, but no phone number to send from.',
      };
    },
  },
  {
    id: 'number.owned',
    title: 'The number belongs to the account',
    why: 'Twilio refuses the first message if the number was released or belongs to another account. Until then, the credentials look valid.',
    required: true,
    live: true,
    gate: true,
    needs: ['number.saved', 'credentials.live'],
    codes: ['21606', '21659', '21660'],
    remedy: {
      text: "Save a number of this account, or the credentials of the number's account.",
      command: 'smsctl setup number',
    },
    look: async (facts) => (await findings()).lookAtOwner(facts),
  },
  {
    id: 'number.sms-capable',
    title: 'The number can send SMS',
    why: 'Some numbers support calls only. Twilio refuses SMS from them.',
    required: true,
    live: true,
    gate: true,
    needs: ['number.owned'],
    codes: ['21661'],
    remedy: { text: 'Choose a number of the account that can send SMS.', command: 'smsctl setup number' },
    look: async (facts) => (await findings()).lookAtCapability(facts),
  },
  {
    id: 'number.pool',
    title: 'The Messaging Service holds the sender',
    why: 'A message that names a Messaging Service comes from a sender in its pool. Twilio refuses it if the service belongs to another account, or if the pool lacks the sender.',
    required: {
      words: 'a Messaging Service is saved',
      holds: ({ number }) => number?.messagingService !== undefined,
    },
    excusesKeys: true,
    live: true,
    needs: ['number.owned'],
    codes: ['21703', '21705', '21711'],
    remedy: {
      text: 'Add the sender to the pool in the Twilio Console, or save the service that holds it.',
      command: 'smsctl setup number',
    },
    look: async (facts) => (await findings()).lookAtPool(facts),
  },
  {
    id: 'number.registered',
    title: 'The sender is registered where carriers require it',
    why: 'US carriers block messages from unregistered long codes and unverified toll-free numbers. Registration takes days.',
    required: {
      words: 'the sender is a +1 number and a contact is in a country where US registration applies',
      holds: (settings) => settings.number !== undefined && isUsBound(settings.number, settings),
    },
    live: true,
    needs: ['number.owned', 'number.pool'],
    codes: ['30034', '30032', '30033', '30035'],
    remedy: { text: 'Register the sender in the Twilio Console, and wait for the approval.', command: null },
    findOut: {
      text: 'Check the registration in the Twilio Console, or send a test message to a US number. A delivery proves it.',
      command: null,
    },
    look: async (facts) => (await import('./registration.ts')).lookAtRegistration(facts),
    prove: async (...args) => (await import('./registration-proof.ts')).proveRegistration(...args),
  },
  {
    id: 'number.inbound',
    title: 'Replies to the number are received',
    why: 'Recipients reply with questions or with STOP. Twilio handles STOP. Without a webhook, all other replies are lost. For a number in a Messaging Service, the webhook of the service applies.',
    required: false,
    live: true,
    needs: ['number.owned'],
    remedy: {
      text: 'Set the webhook of the number, or of its Messaging Service, in the Twilio Console.',
      command: null,
    },
    look: async (facts) => (await findings()).lookAtReplies(facts),
  },
];

export const numberProof: StepProof<'number'> = { id: 'number', headline: headlines.number, checks };
