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
    look: async (facts) => (await findings()).lookAtOwner(facts),
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
    look: async (facts) => (await findings()).lookAtCapability(facts),
  },
  {
    id: 'number.pool',
    title: 'The Messaging Service holds the sender',
    why: 'Messages that name a Messaging Service leave from a sender of its pool. A service of another account, or a pool without this sender, refuses them.',
    required: {
      words: 'a Messaging Service is saved',
      holds: ({ number }) => number?.messagingService !== undefined,
    },
    excusesKeys: true,
    live: true,
    needs: ['number.owned'],
    codes: ['21703', '21705', '21711'],
    remedy: {
      text: 'Add the sender to the pool in the console, or save the service that holds it.',
      command: 'smsctl setup number',
    },
    look: async (facts) => (await findings()).lookAtPool(facts),
  },
  {
    id: 'number.registered',
    title: 'The sender is registered where carriers ask for it',
    why: 'US carriers block what comes from an unregistered long code or an unverified toll-free number. Registration takes days, and is forgotten more often than anything else.',
    required: {
      words: 'the sender is a +1 number and a contact is where US registration applies',
      holds: (settings) => settings.number !== undefined && isUsBound(settings.number, settings),
    },
    live: true,
    needs: ['number.owned', 'number.pool'],
    codes: ['30034', '30032', '30033', '30035'],
    remedy: { text: 'Register the sender in the console, and wait until it is approved.', command: null },
    findOut: {
      text: 'Look in the console whether the number is registered, or send a test message to a US number: a delivery proves it.',
      command: null,
    },
    look: async (facts) => (await import('./registration.ts')).lookAtRegistration(facts),
    prove: async (...args) => (await import('./registration-proof.ts')).proveRegistration(...args),
  },
  {
    id: 'number.inbound',
    title: 'Replies to the number go somewhere',
    why: 'People answer: with a question, or with STOP. The provider handles STOP by itself; anything else is lost without a webhook. In a Messaging Service the webhook of the service counts, and the one of the number does not.',
    required: false,
    live: true,
    needs: ['number.owned'],
    remedy: { text: "Set the number's webhook, or its Messaging Service's, in the console.", command: null },
    look: async (facts) => (await findings()).lookAtReplies(facts),
  },
];

export const numberProof: StepProof<'number'> = { id: 'number', headline: headlines.number, checks };
