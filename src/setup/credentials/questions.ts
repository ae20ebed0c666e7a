import type { SecretStoreProblem } from '../../domain/secret-store-error.ts';
import { secretCommandLine } from '../../domain/settings/command-words.ts';
import { methodNames } from '../../domain/settings/credential.ts';
import {
  parseAccountSid,
  parseApiKeySecret,
  parseApiKeySid,
  parseAuthToken,
  parseMethod,
  parseRegion,
} from '../../domain/settings/parse-credential.ts';
import type { GivenAnswers, PromptContext } from '../../domain/settings/question.ts';
import { parseSecretCommand } from '../../domain/settings/secret-command.ts';
import { howToPut } from '../../domain/settings/secret-tools.ts';
import {
  type CredentialSettings,
  type SecretStoreKind,
  storeNameOf,
  storeNames,
} from '../../domain/settings/settings.ts';
import { accepted, refused } from '../../domain/text/parsed.ts';
import type { SetupStep } from '../step/step.ts';
import { credentialsProof } from './checks.ts';
import { namesSaved } from './names-saved.ts';

/** Why a store cannot be chosen, in a few words. */
const storeProblems: Readonly<Record<SecretStoreProblem, string>> = {
  missing: 'the secret is missing',
  mismatch: 'it holds a secret of another account',
  locked: 'it is locked',
  'no-service': 'no keychain service is running',
  'no-bus': 'this session has no D-Bus session bus',
  'no-library': 'the keychain library cannot be loaded',
  'prompt-timeout': 'it does not answer',
  crashed: 'the keychain library crashed',
  denied: 'it refuses access',
  'read-only': 'no environment variable holds the secret',
  unresolved: 'it holds no secret of this kind',
  'wrong-passphrase': 'the passphrase is wrong',
  damaged: 'its file is damaged',
  'logged-out': 'its program is not logged in',
  'command-not-found': 'its program was not found',
  'command-not-executable': 'its program could not be started',
  'command-failed': 'its program failed',
  'command-killed': 'its program was ended by a signal',
  'command-timeout': 'its program took too long',
  'command-unreachable': 'its program could not reach its server',
  'command-empty': 'its program printed nothing',
  'command-lines': 'its program printed several lines',
  'command-shape': 'its program printed something else',
  'command-too-long': 'its program printed too much',
  'command-encoding': 'its program printed no text',
};

/** The store `env` holds what its variable holds at every run. Undefined: it is set, or the method is not known. */
function whyUnset(given: PromptContext['given'], { 'credentials.method': method }: GivenAnswers): string | undefined {
  if (method === undefined) return undefined;
  const key = method === 'auth-token' ? 'credentials.authToken' : 'credentials.apiKeySecret';
  const variable = method === 'auth-token' ? 'TWILIO_AUTH_TOKEN' : 'TWILIO_API_SECRET';
  return given.has(key) ? undefined : `${variable} is not set`;
}

const keptSecret = (saved: CredentialSettings | undefined, answers: GivenAnswers) =>
  namesSaved(saved, answers) ? `the saved one (${storeNameOf(saved)})` : undefined;

function proposeStore({ stores, ci, given }: PromptContext): SecretStoreKind | undefined {
  if (given.has('credentials.secretCommand')) return 'command';
  if (ci) return 'env';
  return stores.find(({ ready }) => ready)?.kind;
}

const isStore = (text: string): text is SecretStoreKind => Object.hasOwn(storeNames, text);

function parseStore(raw: string) {
  const text = raw.trim().toLowerCase();
  return isStore(text) ? accepted(text) : refused('Enter `keychain`, `file`, `env` or `command`.');
}

const hasCommand = (answers: GivenAnswers): boolean => answers['credentials.store'] === 'command';

/** A given secret would be ignored, and the person would believe that it was stored. */
function uselessSecret(answers: GivenAnswers): string | undefined {
  const { 'credentials.secretCommand': command = [] } = answers;
  if (!hasCommand(answers)) return undefined;
  return `The store \`command\` takes the secret from its command only, and smsctl never writes there. ${howToPut(command)} Or pass \`--store keychain\` or \`--store file\`.`;
}

export const credentials: SetupStep<'credentials'> = {
  ...credentialsProof,
  title: 'Provider credentials',
  intro:
    'smsctl uses these credentials to send messages through Twilio. It tests them before it saves them, and keeps your current credentials until then.',
  questions: [
    {
      kind: 'text',
      key: 'credentials.accountSid',
      message: 'Account SID',
      help: 'account that holds the number (AC and 32 hex digits)',
      flag: '--account-sid',
      variable: 'TWILIO_ACCOUNT_SID',
      current: ({ credentials }) => credentials?.accountSid,
      parse: parseAccountSid,
    },
    {
      kind: 'choice',
      key: 'credentials.method',
      message: 'Credential method',
      help: 'credential method: auth-token or api-key',
      flag: '--credential-method',
      variable: 'SMSCTL_CREDENTIAL_METHOD',
      choices: () => [
        {
          value: 'auth-token',
          name: methodNames['auth-token'],
          description:
            'Token-based: full access to the account. A new token stops every program that uses the old one.',
        },
        {
          value: 'api-key',
          name: methodNames['api-key'],
          description: 'Key/secret: a key for smsctl alone. You can revoke it without stopping other programs.',
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
      help: 'SID of the API key (SK and 32 hex digits)',
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
      help: 'Twilio region of the credentials, if not us1',
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
      message: 'Where to keep the secret',
      help: 'secret store: keychain, file, env or command',
      flag: '--store',
      variable: 'SMSCTL_STORE',
      choices: ({ stores, given }, answers) =>
        stores.map(({ kind, ready, problem, sentence }) => {
          const why = ready
            ? kind === 'env' && whyUnset(given, answers)
            : problem === null
              ? 'not usable now'
              : storeProblems[problem];
          return { value: kind, name: storeNames[kind], description: sentence, ...(why && { disabled: why }) };
        }),
      current: ({ credentials }) => credentials?.store,
      propose: proposeStore,
      parse: parseStore,
    },
    {
      kind: 'text',
      key: 'credentials.secretCommand',
      message: 'Command that prints the secret',
      help: 'command that prints only the secret, such as `op read`',
      flag: '--secret-command',
      variable: 'SMSCTL_SECRET_COMMAND',
      takesList: true,
      when: hasCommand,
      useless: (answers) =>
        hasCommand(answers) ? undefined : 'Only the store `command` runs a command. Pass `--store command` as well.',
      current: ({ credentials: { secretCommand } = { secretCommand: undefined } }) =>
        secretCommand && secretCommandLine(secretCommand),
      parse: parseSecretCommand,
    },
    {
      kind: 'text',
      key: 'credentials.passphraseFile',
      message: 'Passphrase of the encrypted file',
      help: 'file with the passphrase, for runs without a terminal',
      flag: null,
      variable: 'SMSCTL_PASSPHRASE_FILE',
      unprompted: true,
      when: (answers) => answers['credentials.store'] === 'file',
      current: () => undefined,
      parse: (raw) => (raw.trim() === '' ? refused('Enter the path of a file.') : accepted(raw)),
    },
    {
      kind: 'secret',
      key: 'credentials.authToken',
      message: 'Auth Token',
      help: 'Auth Token of the account (32 hex digits)',
      flag: null,
      stdinFlag: '--auth-token-stdin',
      fileFlag: '--auth-token-file',
      variable: 'TWILIO_AUTH_TOKEN',
      when: (answers) => answers['credentials.method'] === 'auth-token' && !hasCommand(answers),
      useless: uselessSecret,
      variableOnly: (answers) => answers['credentials.store'] === 'env',
      current: ({ credentials }, answers) => keptSecret(credentials, answers),
      parse: parseAuthToken,
    },
    {
      kind: 'secret',
      key: 'credentials.apiKeySecret',
      message: 'API key secret',
      help: 'secret of the API key, which Twilio showed once',
      flag: null,
      stdinFlag: '--api-key-secret-stdin',
      fileFlag: '--api-key-secret-file',
      variable: 'TWILIO_API_SECRET',
      when: (answers) => answers['credentials.method'] === 'api-key' && !hasCommand(answers),
      useless: uselessSecret,
      variableOnly: (answers) => answers['credentials.store'] === 'env',
      current: ({ credentials }, answers) => keptSecret(credentials, answers),
      parse: parseApiKeySecret,
    },
  ],
  finished: ({ credentials }) => credentials !== undefined,
  settle: async (...draft) => (await import('./settle.ts')).settleCredentials(...draft),
};
