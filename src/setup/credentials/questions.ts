import {
  methodNames,
  parseAccountSid,
  parseApiKeySecret,
  parseApiKeySid,
  parseAuthToken,
  parseMethod,
  parseRegion,
} from '../../domain/settings/credential.ts';
import type { GivenAnswers, PromptContext } from '../../domain/settings/question.ts';
import { type CredentialSettings, type SecretStoreKind, storeNames } from '../../domain/settings/settings.ts';
import { accepted, refused } from '../../domain/text/parsed.ts';
import type { SetupStep } from '../step/step.ts';
import { credentialsProof } from './checks.ts';
import { namesSaved } from './names-saved.ts';

const keptSecret = (saved: CredentialSettings | undefined, answers: GivenAnswers) =>
  namesSaved(saved, answers) ? `the saved one (${storeNames[saved.store]})` : undefined;

function proposeStore({ stores, ci }: PromptContext): SecretStoreKind | undefined {
  if (ci) return 'env';
  return stores.find(({ ready }) => ready)?.kind;
}

function parseStore(raw: string) {
  const text = raw.trim().toLowerCase();
  return text === 'keychain' || text === 'file' || text === 'env' || text === 'memory'
    ? accepted<SecretStoreKind>(text)
    : refused('Give `keychain`, `file` or `env`.');
}

export const credentials: SetupStep<'credentials'> = {
  ...credentialsProof,
  title: 'Provider credentials',
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
  finished: ({ credentials }) => credentials !== undefined,
  settle: async (...draft) => (await import('./settle.ts')).settleCredentials(...draft),
};
