import { headlines } from '../../domain/readiness/headline.ts';
import { methodNames } from '../../domain/settings/credential.ts';
import { maskSid } from '../../domain/text/mask.ts';
import type { StepProof } from '../step/step.ts';

// Lazy-load the checks of the secret store and the provider: `status` does not run them.
const findings = () => import('./acceptance.ts');
const account = () => import('./account.ts');

const checks: StepProof<'credentials'>['checks'] = [
  {
    id: 'credentials.saved',
    title: 'Provider credentials are saved',
    why: 'A saved number without a provider is the most common half-finished setup: everything looks done, and nothing can be sent.',
    required: true,
    live: false,
    afterSaving: true,
    codes: ['20003'],
    remedy: {
      text: 'Save the credentials of the account that holds the number.',
      command: 'smsctl setup credentials',
    },
    look: ({ settings: { credentials, number } }) => {
      if (credentials === undefined) {
        return {
          status: 'fail',
          detail:
            number === undefined
              ? 'No provider credentials are saved.'
              : 'The number is saved, but the provider was forgotten: there are no credentials to send with.',
        };
      }
      const key = credentials.apiKeySid === undefined ? '' : `, key ${maskSid(credentials.apiKeySid)}`;
      return {
        status: 'pass',
        detail: `${methodNames[credentials.method]} for account ${maskSid(credentials.accountSid)}${key}, saved on ${credentials.savedAt.slice(0, 10)}.`,
      };
    },
  },
  {
    id: 'credentials.store',
    title: 'The secret can be read from its store',
    why: 'Settings only point to the secret. A keychain that was reset, or variables that are not set here, leave a setup that looks complete and cannot sign in.',
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
    why: 'A rotated token, a deleted key or a pair from two accounts is refused at every message.',
    required: true,
    live: true,
    gate: true,
    needs: ['credentials.store'],
    codes: ['20003'],
    remedy: {
      text: 'Enter the credentials again, from the console of that account.',
      command: 'smsctl setup credentials',
    },
    look: async (facts) => (await findings()).lookAtAcceptance(facts),
  },
  {
    id: 'credentials.live',
    title: 'They are live credentials, not test credentials',
    why: 'Test credentials answer every trial with success and never send anything.',
    required: true,
    live: true,
    gate: true,
    needs: ['credentials.accepted'],
    codes: ['20008'],
    remedy: {
      text: 'Enter the live credentials; the console shows them above the test credentials.',
      command: 'smsctl setup credentials',
    },
    look: async (facts) => (await findings()).lookForTestCredentials(facts),
  },
  {
    id: 'credentials.account',
    title: 'The account is active and not on trial',
    why: 'A suspended account sends nothing; a trial account sends only to numbers that were verified one by one.',
    required: true,
    excusesKeys: true,
    live: true,
    needs: ['credentials.live'],
    codes: ['20005', '30002', '21608', '572006'],
    remedy: { text: 'See to the account in the console.', command: null },
    look: async (facts) => (await account()).lookAtAccount(facts),
  },
  {
    id: 'credentials.profile',
    title: 'The account has an approved Primary Compliance Profile',
    why: 'Since 2026 Twilio may refuse messages of an upgraded account without one to recipients that are not verified. A profile of a business or of an individual counts.',
    required: false,
    live: true,
    needs: ['credentials.live'],
    codes: ['21608'],
    remedy: { text: 'Submit the Primary Compliance Profile in the console.', command: null },
    look: async (facts) => (await account()).lookAtProfile(facts),
    prove: async (finding, deliveries) => (await account()).proveProfile(finding, deliveries),
  },
  {
    id: 'credentials.funds',
    title: 'The account has funds',
    why: 'A prepaid account is suspended when its balance reaches zero, in the middle of a campaign.',
    required: false,
    live: true,
    needs: ['credentials.live'],
    codes: ['30002'],
    remedy: { text: 'Add funds in the console, or switch on automatic recharge.', command: null },
    look: async (facts) => (await account()).lookAtFunds(facts),
  },
  {
    id: 'credentials.shadowed',
    title: 'No environment variable overrides the saved credentials',
    why: "Twilio's own SDK and command line take variables before anything else: with a stray one, programs here use other credentials than the ones that were verified.",
    required: false,
    live: true,
    needs: ['credentials.store'],
    codes: ['20003'],
    remedy: {
      text: 'Unset the variables where programs run, or set up what they name.',
      command: 'smsctl setup credentials',
    },
    look: async (facts) => (await findings()).lookForShadows(facts),
  },
  {
    id: 'credentials.age',
    title: 'The credentials are not due for rotation',
    why: 'A secret that never changes is known to more people every year.',
    required: false,
    live: false,
    needs: ['credentials.saved'],
    remedy: { text: 'Make a new secret in the console, and switch to it.', command: 'smsctl credentials rotate' },
    look: ({ settings: { credentials }, now }) => {
      const savedAt = credentials?.savedAt ?? now.toISOString();
      const days = Math.max(0, Math.floor((now.getTime() - Date.parse(savedAt)) / 86_400_000));
      const data = { days };
      const since = days === 0 ? 'Saved today' : days === 1 ? 'Saved a day ago' : `Saved ${days} days ago`;
      return days < rotationDays
        ? { status: 'pass', detail: `${since}.`, data }
        : { status: 'warn', detail: `${since}; a rotation is due after ${rotationDays} days.`, data };
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
