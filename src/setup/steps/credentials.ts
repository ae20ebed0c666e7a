import type { Finding } from '../../domain/check.ts';
import {
  fingerprintOf,
  methodNames,
  parseAccountSid,
  parseApiKeySecret,
  parseApiKeySid,
  parseAuthToken,
  parseMethod,
  parseRegion,
} from '../../domain/credential.ts';
import { headlines } from '../../domain/headline.ts';
import { maskSid } from '../../domain/mask.ts';
import { accepted, refused } from '../../domain/parsed.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { Circumstances, GivenAnswers } from '../../domain/question.ts';
import { SecretStoreError } from '../../domain/secret-store-error.ts';
import { type CredentialSettings, type SecretStoreKind, storeNames } from '../../domain/settings.ts';
import { namesSaved, settleCredentials } from '../settle-credentials.ts';
import type { SetupStep } from '../step.ts';

const keptSecret = (saved: CredentialSettings | undefined, answers: GivenAnswers) =>
  namesSaved(saved, answers) ? `the saved one (${storeNames[saved.store]})` : undefined;

function proposeStore({ stores, ci }: Circumstances): SecretStoreKind | undefined {
  if (ci) return 'env';
  return stores.find(({ ready }) => ready)?.kind;
}

function parseStore(raw: string) {
  const text = raw.trim().toLowerCase();
  return text === 'keychain' || text === 'file' || text === 'env' || text === 'memory'
    ? accepted<SecretStoreKind>(text)
    : refused('Give `keychain`, `file` or `env`.');
}

/** The probable causes of a 401, most frequent first; the provider does not tell them apart. */
const rejectedCauses =
  'Usual causes: the secret was rotated or the key deleted; it belongs to another account or region; ' +
  'a character was lost in copying.';

async function lookAtAcceptance(accept: () => Promise<void>, accountSid: string): Promise<Finding> {
  try {
    await accept();
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
          detail: `The provider does not accept them for account ${maskSid(accountSid)} (HTTP 401). ${rejectedCauses}`,
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

export const credentials: SetupStep<'credentials'> = {
  id: 'credentials',
  title: 'Provider credentials',
  headline: headlines.credentials,
  intro: [
    'A number alone sends nothing: these credentials are what sends.',
    'They are tried before they are saved; what works now stays until then.',
  ],
  questions: [
    {
      kind: 'text',
      key: 'credentials.accountSid',
      message: 'Account SID',
      help: 'The account that holds the number: AC and 32 hexadecimal digits.',
      flag: '--account-sid',
      variable: 'TWILIO_ACCOUNT_SID',
      current: ({ credentials }) => credentials?.accountSid,
      parse: parseAccountSid,
    },
    {
      kind: 'choice',
      key: 'credentials.method',
      message: 'How smsctl signs in',
      help: 'The credential method: auth-token, or api-key for an API key and its secret.',
      flag: '--credential-method',
      variable: 'SMSCTL_CREDENTIAL_METHOD',
      choices: () => [
        {
          value: 'auth-token',
          name: methodNames['auth-token'],
          description: 'Token-based: opens the whole account; changing it stops every program that uses it.',
        },
        {
          value: 'api-key',
          name: methodNames['api-key'],
          description: 'Key/secret: one key for one use; it can be revoked alone.',
        },
      ],
      current: ({ credentials }) => credentials?.method,
      propose: ({ given }) =>
        (given.has('credentials.apiKeySid') || given.has('credentials.apiKeySecret')) &&
        !given.has('credentials.authToken')
          ? 'api-key'
          : 'auth-token',
      parse: parseMethod,
    },
    {
      kind: 'text',
      key: 'credentials.apiKeySid',
      message: 'API key SID',
      help: 'SK and 32 hexadecimal digits, shown beside the key in the console.',
      flag: '--api-key-sid',
      variable: 'TWILIO_API_KEY',
      when: (answers) => answers['credentials.method'] === 'api-key',
      current: ({ credentials }) => credentials?.apiKeySid,
      parse: parseApiKeySid,
    },
    {
      kind: 'text',
      key: 'credentials.region',
      message: 'Region',
      help: 'The region these credentials belong to, where it is not us1.',
      flag: '--region',
      variable: 'TWILIO_REGION',
      optional: true,
      unprompted: true,
      current: ({ credentials }) => credentials?.region,
      parse: parseRegion,
    },
    {
      kind: 'choice',
      key: 'credentials.store',
      message: 'Where the secret is kept',
      help: 'keychain, file (encrypted by a passphrase) or env (variables, never written).',
      flag: '--store',
      variable: 'SMSCTL_STORE',
      choices: ({ stores }) =>
        stores.map(({ kind, ready, sentence }) => ({
          value: kind,
          name: storeNames[kind] + (ready ? '' : ' (not usable now)'),
          description: sentence,
        })),
      current: ({ credentials }) => credentials?.store,
      propose: proposeStore,
      parse: parseStore,
    },
    {
      kind: 'text',
      key: 'credentials.passphraseFile',
      message: 'Passphrase of the encrypted file',
      help: 'The path of a file with the passphrase, where nobody can be asked for it.',
      flag: null,
      variable: 'SMSCTL_PASSPHRASE_FILE',
      unprompted: true,
      when: (answers) => answers['credentials.store'] === 'file',
      current: () => undefined,
      parse: (raw) => (raw.trim() === '' ? refused('Give the path of a file.') : accepted(raw)),
    },
    {
      kind: 'secret',
      key: 'credentials.authToken',
      message: 'Auth Token',
      help: 'The Auth Token of this account: 32 hexadecimal digits.',
      flag: null,
      stdinFlag: '--auth-token-stdin',
      fileFlag: '--auth-token-file',
      variable: 'TWILIO_AUTH_TOKEN',
      when: (answers) => answers['credentials.method'] === 'auth-token',
      variableOnly: (answers) => answers['credentials.store'] === 'env',
      current: ({ credentials }, answers) => keptSecret(credentials, answers),
      parse: parseAuthToken,
    },
    {
      kind: 'secret',
      key: 'credentials.apiKeySecret',
      message: 'API key secret',
      help: 'The secret that was shown once, when this key was made.',
      flag: null,
      stdinFlag: '--api-key-secret-stdin',
      fileFlag: '--api-key-secret-file',
      variable: 'TWILIO_API_SECRET',
      when: (answers) => answers['credentials.method'] === 'api-key',
      variableOnly: (answers) => answers['credentials.store'] === 'env',
      current: ({ credentials }, answers) => keptSecret(credentials, answers),
      parse: parseApiKeySecret,
    },
  ],
  checks: [
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
          const lost =
            error instanceof SecretStoreError && (error.problem === 'missing' || error.problem === 'mismatch');
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
      look: ({ settings, acceptance }) => lookAtAcceptance(acceptance, settings.credentials?.accountSid ?? ''),
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
      look: async ({ account, acceptance }) => {
        try {
          // A suspended account may refuse either request; its own words on the first one are enough.
          await acceptance();
          const { status, type, name } = await account();
          if (status !== 'active') {
            return {
              status: 'fail',
              code: '20005',
              detail: `The account "${name}" is ${status}: nothing is sent for it.`,
            };
          }
          if (type === 'Trial') {
            return {
              status: 'warn',
              code: '21608',
              detail: `The account "${name}" is on trial: only recipients verified beforehand get messages.`,
              remedy: { text: 'Upgrade the account in the console before the launch.', command: null },
            };
          }
          return { status: 'pass', detail: `The account "${name}" is active.`, data: { type } };
        } catch (error) {
          if (!(error instanceof ProviderError)) throw error;
          if (error.kind === 'suspended') {
            return { status: 'fail', code: String(error.providerCode ?? 20005), detail: error.message };
          }
          if (error.kind !== 'rejected' && error.kind !== 'refused') throw error;
          return {
            status: 'unknown',
            detail:
              'This key may not read the account (Standard and Restricted API keys may not). Sending is not affected.',
            remedy: {
              text: 'Look at the account in the console, or verify with its Auth Token or a Main key.',
              command: null,
            },
          };
        }
      },
    },
  ],
  finished: ({ credentials }) => credentials !== undefined,
  settle: settleCredentials,
};
