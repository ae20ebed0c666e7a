import { readFileSync } from 'node:fs';
import { parsePassphrase } from '../domain/passphrase.ts';
import { Secret } from '../domain/secret.ts';
import { SecretStoreError } from '../domain/secret-store-error.ts';
import type { Prompter } from '../ports.ts';

interface PassphraseSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Null: nobody can be asked. */
  readonly prompter: Prompter | null;
}

/**
 * Where the encrypted files' passphrase comes from: the file that `SMSCTL_PASSPHRASE_FILE` names, else a person, who is asked
 * twice when something is encrypted. Rejects with `SecretStoreError` `locked` when neither is there.
 */
export function passphraseFrom({ env, prompter }: PassphraseSources) {
  return async (purpose: 'encrypt' | 'decrypt'): Promise<Secret> => {
    const path = env.SMSCTL_PASSPHRASE_FILE;
    if (path) return fromFile(path);
    if (prompter === null) throw nobodyToAsk();
    return purpose === 'encrypt' ? askTwice(prompter) : normalized(await askOnce(prompter));
  };
}

function fromFile(path: string): Secret {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').replace(/^\ufeff/, '');
  } catch (error) {
    throw unusable(
      `SMSCTL_PASSPHRASE_FILE names ${path}, which cannot be read (${(error as NodeJS.ErrnoException).code}).`,
    );
  }
  const parsed = parsePassphrase(text);
  if (!parsed.ok) throw unusable(`The passphrase in ${path} will not do. ${parsed.problem}`);
  return parsed.value;
}

const askOnce = (prompter: Prompter): Promise<string> =>
  prompter.ask({
    key: 'passphrase',
    kind: 'secret',
    message: 'Passphrase of the encrypted file',
    problem: async (raw) => (raw.trim() === '' ? 'Enter the passphrase.' : undefined),
  });

async function askTwice(prompter: Prompter): Promise<Secret> {
  const first = await prompter.ask({
    key: 'passphrase.new',
    kind: 'secret',
    message: 'New passphrase for the encrypted file',
    help: 'At least 12 characters, such as four words. Without it the secret cannot be read again.',
    problem: async (raw) => {
      const parsed = parsePassphrase(raw);
      return parsed.ok ? undefined : parsed.problem;
    },
  });
  await prompter.ask({
    key: 'passphrase.again',
    kind: 'secret',
    message: 'The same passphrase again',
    problem: async (raw) =>
      normalized(raw).equals(normalized(first)) ? undefined : 'That is another one; type it again.',
  });
  return normalized(first);
}

const normalized = (raw: string): Secret => new Secret(raw.trim().normalize('NFKC'));

const unusable = (message: string): SecretStoreError =>
  new SecretStoreError({
    problem: 'locked',
    message,
    nextStep: 'Put the passphrase alone into a file of your own (`chmod 600`), and name it in SMSCTL_PASSPHRASE_FILE.',
  });

const nobodyToAsk = (): SecretStoreError =>
  new SecretStoreError({
    problem: 'locked',
    message: 'The secret is in an encrypted file, and there is nobody to ask for its passphrase.',
    nextStep: 'Name a file that holds the passphrase in SMSCTL_PASSPHRASE_FILE.',
  });
