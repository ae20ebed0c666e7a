import type { Check, Finding } from '../domain/check.ts';
import { fingerprintOf, methodNames } from '../domain/credential.ts';
import type { Facts } from '../domain/facts.ts';
import { maskSid } from '../domain/mask.ts';
import { ProviderError } from '../domain/provider-error.ts';
import { SecretStoreError } from '../domain/secret-store-error.ts';
import { storeNames } from '../domain/settings.ts';
import { judgeBalance, lookAtAccount, lookAtProfile } from './account-findings.ts';
import { causesOfRejection } from './rejection-causes.ts';

async function lookAtAcceptance(facts: Facts): Promise<Finding> {
  const accountSid = facts.settings.credentials?.accountSid ?? '';
  try {
    await facts.acceptance();
    return { status: 'pass', detail: `The provider accepts them for account ${maskSid(accountSid)}.` };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const code = error.providerCode?.toString();
    switch (error.kind) {
      case 'test-credentials':
        return { status: 'pass', detail: 'The provider knows them, as test credentials.' };
      case 'suspended':
        return { status: 'pass', detail: 'The provider knows them; their account is not active.' };
      case 'rejected':
        return {
          status: 'fail',
          ...(code !== undefined && { code }),
          detail: `The provider does not accept them for account ${maskSid(accountSid)} (HTTP 401). Probable causes, most likely first: ${numbered(await causesOfRejection(facts, error))}.`,
        };
      case 'not-found':
        return {
          status: 'fail',
          ...(code !== undefined && { code }),
          detail: `The provider knows no account ${maskSid(accountSid)}.`,
        };
      default:
        throw error;
    }
  }
}

/** `(1) one; (2) another`. */
const numbered = (items: readonly string[]): string => items.map((item, index) => `(${index + 1}) ${item}`).join('; ');

export const credentialChecks: readonly Check<`credentials.${string}`>[] = [
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
    look: async ({ settings: { credentials }, credential }) => {
      const where = storeNames[credentials?.store ?? 'keychain'];
      try {
        const read = await credential();
        return fingerprintOf(read) === credentials?.fingerprint
          ? { status: 'pass', detail: `Read from ${where}.` }
          : {
              status: 'warn',
              detail: `What ${where} holds is not the credential that was set up: it changed since.`,
              remedy: { text: 'Set up the credential that is used now.', command: 'smsctl setup credentials' },
            };
      } catch (error) {
        const lost = error instanceof SecretStoreError && (error.problem === 'missing' || error.problem === 'mismatch');
        if (!lost) throw error;
        return {
          status: 'fail',
          detail: error.message,
          remedy: { text: error.hints[0] ?? 'Enter the secret again.', command: 'smsctl setup credentials' },
        };
      }
    },
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
    look: lookAtAcceptance,
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
    look: async ({ acceptance }) => {
      try {
        await acceptance();
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error;
        if (error.kind === 'test-credentials') {
          return {
            status: 'fail',
            code: '20008',
            detail: 'These are test credentials: no message ever leaves with them.',
          };
        }
        if (error.kind !== 'suspended') throw error;
      }
      return { status: 'pass', detail: 'The provider answers them as live credentials.' };
    },
  },
  {
    id: 'credentials.account',
    title: 'The account is active and not on trial',
    why: 'A suspended account sends nothing; a trial account sends only to numbers that were verified one by one.',
    required: false,
    live: true,
    needs: ['credentials.live'],
    codes: ['20005', '30002', '21608'],
    remedy: { text: 'See to the account in the console.', command: null },
    look: lookAtAccount,
  },
  {
    id: 'credentials.profile',
    title: 'The account has an approved Primary Compliance Profile',
    why: 'Since 2026 an upgraded account without one sends to verified recipients only, as a trial account does.',
    required: false,
    live: true,
    needs: ['credentials.live'],
    codes: ['21608'],
    remedy: { text: 'Submit the Primary Compliance Profile in the console.', command: null },
    look: lookAtProfile,
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
    look: async ({ balance }) => judgeBalance(await balance()),
  },
  {
    id: 'credentials.shadowed',
    title: 'No variable of this environment stands in for the saved credentials',
    why: "Twilio's own SDK and command line take variables before anything else: with a stray one, programs here use other credentials than the ones that were verified.",
    required: false,
    live: true,
    needs: ['credentials.store'],
    codes: ['20003'],
    remedy: {
      text: 'Unset the variables where programs run, or set up what they name.',
      command: 'smsctl setup credentials',
    },
    look: lookForShadows,
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

/** A year: what auditors usually ask for at the least. Twilio itself names no period. */
const rotationDays = 365;

async function lookForShadows({ ambient, settings: { credentials }, credential }: Facts): Promise<Finding> {
  const saved = await credential();
  const savedKey = saved.method === 'api-key' ? saved.apiKeySid : undefined;
  const shadows = [
    ...(isOther(ambient.accountSid, saved.accountSid) ? ['TWILIO_ACCOUNT_SID names another account'] : []),
    ...(savedKey !== undefined && isOther(ambient.apiKeySid, savedKey) ? ['TWILIO_API_KEY names another key'] : []),
    ...(savedKey === undefined && ambient.apiKeySid !== undefined
      ? ['TWILIO_API_KEY is set, and comes before the Auth Token']
      : []),
    ...(saved.method === 'auth-token' && isOther(ambient.authToken?.reveal(), saved.secret.reveal())
      ? ['TWILIO_AUTH_TOKEN holds another Auth Token']
      : []),
    ...(savedKey !== undefined && isOther(ambient.apiKeySecret?.reveal(), saved.secret.reveal())
      ? ['TWILIO_API_SECRET holds another secret']
      : []),
    ...(isOther(ambient.region, credentials?.region ?? 'us1') ? ['TWILIO_REGION names another region'] : []),
    ...(ambient.edge !== undefined && credentials?.region === undefined && ambient.region === undefined
      ? ['TWILIO_EDGE is set']
      : []),
  ];
  if (shadows.length === 0) return { status: 'pass', detail: 'No variable speaks of other credentials.' };
  return {
    status: 'warn',
    detail: `${shadows.join('; ')}. Twilio's SDK and command line prefer variables to what is saved.`,
    data: { variables: shadows.length },
  };
}

const isOther = (seen: string | undefined, wanted: string): boolean => seen !== undefined && seen !== wanted;
