import { headlines } from '../../domain/readiness/headline.ts';
import { methodNames } from '../../domain/settings/credential.ts';
import { counted } from '../../domain/text/counts.ts';
import { maskSid } from '../../domain/text/mask.ts';
import type { StepProof } from '../step/step.ts';

// Lazy-load the checks of the secret store and the provider: `status` does not run them.
const findings = () => import('./acceptance.ts');
const account = () => import('./account.ts');
const funds = () => import('./funds.ts');

const checks: StepProof<'credentials'>['checks'] = [
  {
    id: 'credentials.saved',
    title: 'Provider credentials are saved',
    why: 'A saved number without credentials is the most common incomplete setup. It looks complete, but cannot send.',
    required: true,
    live: false,
    afterSaving: true,
    codes: ['20003'],
    remedy: {
      text: "Save the credentials of the number's account.",
      command: 'smsctl setup credentials',
    },
    look: ({ settings: { credentials, number } }) => {
      if (credentials === undefined) {
        return {
          status: 'fail',
          detail:
            number === undefined
              ? 'No provider credentials are saved.'
              : 'A phone number is saved, but no provider credentials to send with.',
        };
      }
      const key = credentials.apiKeySid === undefined ? '' : `, key ${maskSid(credentials.apiKeySid)}`;
      return {
        status: 'pass',
        detail: `${methodNames[credentials.method]} for account ${maskSid(credentials.accountSid)}${key}, saved on ${credentials.savedAt}.`,
      };
    },
  },
  {
    id: 'credentials.store',
    title: 'The secret can be read from its store',
    why: 'The settings only refer to the secret. If the keychain was reset or an environment variable is missing, the setup looks complete but cannot authenticate.',
    required: true,
    live: true,
    afterSaving: true,
    needs: ['credentials.saved'],
    remedy: { text: 'Enter the secret again.', command: 'smsctl setup credentials' },
    look: async (facts) => (await findings()).lookInStore(facts),
  },
  {
    id: 'credentials.accepted',
    title: 'The provider accepts the credentials',
    why: 'Twilio refuses every message if the token was rotated, the key was deleted, or the two parts belong to different accounts.',
    required: true,
    live: true,
    gate: true,
    needs: ['credentials.store'],
    codes: ['20003'],
    remedy: {
      text: 'Copy the credentials from the Twilio Console of that account, and enter them again.',
      command: 'smsctl setup credentials',
    },
    look: async (facts) => (await findings()).lookAtAcceptance(facts),
  },
  {
    id: 'credentials.live',
    title: 'The credentials are not test credentials',
    why: 'Test credentials report success, but never send a message.',
    required: true,
    live: true,
    gate: true,
    needs: ['credentials.accepted'],
    codes: ['20008'],
    remedy: {
      text: 'Enter the live credentials. The Twilio Console shows them above the test credentials.',
      command: 'smsctl setup credentials',
    },
    look: async (facts) => (await findings()).lookForTestCredentials(facts),
  },
  {
    id: 'credentials.account',
    title: 'The account is active and not on trial',
    why: 'A suspended account cannot send. A trial account sends only to verified numbers.',
    required: true,
    excusesKeys: true,
    live: true,
    needs: ['credentials.live'],
    codes: ['20005', '30002', '21608', '572006'],
    remedy: { text: 'Check the account in the Twilio Console.', command: null },
    look: async (facts) => (await account()).lookAtAccount(facts),
  },
  {
    id: 'credentials.profile',
    title: 'The account has an approved Primary Compliance Profile',
    why: 'Since 2026, Twilio may refuse messages to unverified recipients if an upgraded account has no approved profile. The profile of a business or of an individual counts.',
    required: false,
    live: true,
    needs: ['credentials.live'],
    codes: ['21608'],
    remedy: { text: 'Submit the Primary Compliance Profile in the Twilio Console.', command: null },
    look: async (facts) => (await account()).lookAtProfile(facts),
    prove: async (finding, deliveries) => (await account()).proveProfile(finding, deliveries),
  },
  {
    id: 'credentials.funds',
    title: 'The account has funds',
    why: 'Twilio suspends a prepaid account when its balance reaches zero, even during a campaign.',
    required: false,
    live: true,
    needs: ['credentials.live'],
    codes: ['30002'],
    remedy: { text: 'Add funds in the Twilio Console, or turn on automatic recharge.', command: null },
    look: async (facts) => (await funds()).lookAtFunds(facts),
  },
  {
    id: 'credentials.shadowed',
    title: 'No environment variable overrides the saved credentials',
    why: "Twilio's SDKs and command line use environment variables first. If a variable differs, programs on this machine use credentials that smsctl did not verify.",
    required: false,
    live: true,
    needs: ['credentials.store'],
    codes: ['20003'],
    remedy: {
      text: 'Unset the variables where programs run, or set up the credentials that they name.',
      command: 'smsctl setup credentials',
    },
    look: async (facts) => (await findings()).lookForShadows(facts),
  },
  {
    id: 'credentials.age',
    title: 'The credentials are not due for rotation',
    why: 'The longer a secret stays the same, the more people may have seen it.',
    required: false,
    live: false,
    needs: ['credentials.saved'],
    remedy: {
      text: 'Create a new secret in the Twilio Console, and switch to it.',
      command: 'smsctl credentials rotate',
    },
    look: ({ settings: { credentials }, now }) => {
      const savedAt = credentials?.savedAt ?? now.toISOString();
      const days = Math.max(0, Math.floor((now.getTime() - Date.parse(savedAt)) / 86_400_000));
      const data = { days };
      const since = `smsctl saved the credentials ${days === 0 ? 'today' : `${counted(days, 'day')} ago`}.`;
      return days < rotationDays
        ? { status: 'pass', detail: since, data }
        : { status: 'warn', detail: `${since} Rotate them after ${rotationDays} days.`, data };
    },
  },
];

export const credentialsProof: StepProof<'credentials'> = {
  id: 'credentials',
  headline: headlines.credentials,
  checks,
};

/** A year, the usual requirement of auditors. Twilio names no period. */
const rotationDays = 365;
