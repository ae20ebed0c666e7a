import { join } from 'node:path';
import { environmentSecrets } from '../adapters/secrets/environment-secrets.ts';
import { lazyStore } from '../adapters/secrets/lazy-store.ts';
import type { Machine } from '../adapters/settings/default-directories.ts';
import { settingsFile } from '../adapters/settings/settings-file.ts';
import { verificationFile } from '../adapters/settings/verification-file.ts';
import { ambientFrom } from '../adapters/twilio/ambient.ts';
import type { TwilioOptions } from '../adapters/twilio/twilio-api.ts';
import type { Context, Workspace } from '../cli/command/context.ts';
import type { Environment } from '../domain/environment.ts';
import { type SecretStoreKind, storeNames } from '../domain/settings/settings.ts';
import { printable } from '../domain/text/printable.ts';
import type { Prompter, SecretStore, SettingsStore, Timer } from '../ports.ts';

interface Surroundings {
  readonly env: Environment;
  readonly machine: Machine;
  /** The configuration directory. */
  readonly directory: string;
  /** The state directory. */
  readonly state: string;
  readonly prompter: Prompter;
  readonly timer: Timer;
  /** Prints a note. */
  readonly say: (text: string) => void;
}

/** Opens the workspace of an organization. Each part is loaded when it is used. */
export const workspaceOpener =
  ({ env, machine, directory, state, prompter, timer, say }: Surroundings): Context['openWorkspace'] =>
  (organization, { prompts, ...timing }) => ({
    ...localParts(directory, state, organization, env, (words) => say(`smsctl: ${printable(words, 2000)}\n`)),
    settings: sayingUnprotected(settingsFile({ directory, organization }), { machine, directory, say }),
    storeKinds: ['keychain', 'file', 'env', 'command'],
    openStore: stores({
      keychain: async () => {
        const { keychain } = await import('../adapters/secrets/keychain.ts');
        const onWaiting = () =>
          say('Waiting for the window of the OS keychain. Answer it, or press Ctrl-C to cancel.\n');
        return keychain({ env, interactive: prompts, onWaiting });
      },
      file: async () => {
        const { encryptedFiles } = await import('../adapters/secrets/encrypted-file.ts');
        const { passphraseFrom } = await import('../adapters/secrets/passphrase.ts');
        const passphrase = passphraseFrom({
          env,
          prompter: prompts ? prompter : null,
          warn: (words) => say(`smsctl: ${printable(words, 2000)}\n`),
        });
        // A person may correct a wrong passphrase; a file will not change.
        const typed = !env.SMSCTL_PASSPHRASE_FILE;
        const tries = typed ? 3 : 1;
        const { unprotectedDirectory } = await import('../adapters/settings/user-profile.ts');
        const warning = unprotectedDirectory(directory, machine)?.problem;
        // A person who has typed a passphrase waits for what comes next.
        const onWork = typed ? (words: string) => say(`${words}\n`) : undefined;
        const secrets = join(directory, 'secrets');
        return encryptedFiles({ directory: secrets, passphrase, tries, warning, ...(onWork && { onWork }) });
      },
      env: async () => environmentSecrets({ env }),
      command: async () => {
        const { commandSecrets } = await import('../adapters/secrets/command/command-secrets.ts');
        const onWaiting = (program: string) =>
          say(`Waiting for \`${printable(program, 100)}\`. It may ask in a window. Press Ctrl-C to cancel.\n`);
        return commandSecrets({ env, interactive: prompts, onWaiting });
      },
      memory: async () => (await import('../adapters/secrets/memory-secrets.ts')).memorySecrets(),
    }),
    ...providerParts({ env, mockServer: mockServerFrom(env), timer, ...timing }),
    ambient: ambientFrom(env),
  });

/** On Windows, warns after a save if other users may read the settings. */
function sayingUnprotected(
  store: SettingsStore,
  { machine, directory, say }: Pick<Surroundings, 'machine' | 'directory' | 'say'>,
): SettingsStore {
  if (machine.platform !== 'win32') return store;
  return {
    ...store,
    update: async (change) => {
      const saved = await store.update(change);
      (await import('../adapters/settings/user-profile.ts')).warnOnce(directory, machine, say);
      return saved;
    },
  };
}

function mockServerFrom({ SMSCTL_TWILIO_URL: url }: Environment): string | undefined {
  return url === '' || url === '0' || url === 'false' ? undefined : url;
}

/** The settings, the last results and the contact lists of an organization. */
export const localParts = (
  directory: string,
  state: string,
  organization: string,
  env: Environment,
  onProblem?: (words: string) => void,
): Pick<Workspace, 'organization' | 'settings' | 'verification' | 'openContacts'> => ({
  organization,
  settings: settingsFile({ directory, organization }),
  verification: verificationFile({ directory: state, organization, ...(onProblem && { onProblem }) }),
  openContacts: async (source, options) =>
    (await import('../adapters/contacts/open-contacts.ts')).openContacts(source, options, env),
});

interface ProviderOptions extends Pick<TwilioOptions, 'timeoutMs' | 'waitMs' | 'onWait' | 'timer'> {
  readonly env: Environment;
  /** The origin of a mock server on loopback. */
  readonly mockServer: string | undefined;
}

type ProviderPart = 'openProvider' | 'openMessenger' | 'openApiKeys' | 'provider' | 'network' | 'requests';

export function providerParts({ env, mockServer, ...timing }: ProviderOptions): Pick<Workspace, ProviderPart> {
  let requests = 0;
  const onRequest = () => {
    requests += 1;
  };
  const options = { env, ...timing, onRequest, ...(mockServer !== undefined && { baseUrl: mockServer }) };
  return {
    openProvider: async (...request) => (await import('../adapters/twilio/twilio.ts')).openTwilio(options)(...request),
    openMessenger: async (...request) =>
      (await import('../adapters/twilio/twilio-messenger.ts')).openTwilioMessenger(options)(...request),
    openApiKeys: async (...request) =>
      (await import('../adapters/twilio/twilio-keys.ts')).openTwilioKeys(options)(...request),
    provider: mockServer ?? 'twilio',
    network: async () =>
      mockServer === undefined ? (await import('../adapters/process/proxy.ts')).describeNetwork(env) : [],
    requests: () => requests,
  };
}

/** Each store is opened once, so that a passphrase is asked for once. */
function stores(openers: Readonly<Record<SecretStoreKind, () => Promise<SecretStore>>>) {
  const opened = new Map<SecretStoreKind, SecretStore>();
  return (kind: SecretStoreKind): SecretStore => {
    const store = opened.get(kind) ?? lazyStore(kind, storeNames[kind], openers[kind]);
    opened.set(kind, store);
    return store;
  };
}
