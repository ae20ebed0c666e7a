import { isUtf8 } from 'node:buffer';
import { statSync } from 'node:fs';
import { SecretStoreError } from '../../domain/secret-store-error.ts';
import { parsePassphrase } from '../../domain/settings/passphrase.ts';
import { Secret } from '../../domain/text/secret.ts';
import { shellWord } from '../../domain/text/shell-word.ts';
import type { Prompter } from '../../ports.ts';
import { reasonOf } from '../files/file-problem.ts';
import { readNamed } from '../files/named-file.ts';
import type { PassphrasePurpose } from './encrypted-file.ts';

interface PassphraseSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Null: nobody can be asked. */
  readonly prompter: Prompter | null;
  /** Told of what is used all the same. */
  readonly warn?: (words: string) => void;
}

/**
 * Where the encrypted files' passphrase comes from: the file that `SMSCTL_PASSPHRASE_FILE` names, else a person, who is asked
 * twice when something is encrypted. Rejects with `SecretStoreError` `locked` when neither is there.
 */
export function passphraseFrom({ env, prompter, warn }: PassphraseSources) {
  return async (purpose: PassphrasePurpose): Promise<Secret> => {
    const path = env.SMSCTL_PASSPHRASE_FILE;
    if (path) {
      const passphrase = await fromFile(path);
      if (warn !== undefined && isOpenToOthers(path)) {
        warn(
          `Other users can read or replace the passphrase in ${path}. To close it, run \`chmod 600 ${shellWord(path)}\`.`,
        );
      }
      return passphrase;
    }
    if (prompter === null) throw nobodyToAsk();
    return purpose === 'encrypt' ? askTwice(prompter) : normalized(await askOnce(prompter, purpose));
  };
}

/** Longer than any passphrase by far. In bytes. */
const sizeLimit = 4096;

async function fromFile(path: string): Promise<Secret> {
  let bytes: Uint8Array;
  try {
    bytes = await readNamed(path, sizeLimit);
  } catch (error) {
    throw unusable(`SMSCTL_PASSPHRASE_FILE names ${path}, which cannot be read: ${reasonOf(error)}.`);
  }
  // Guessing at other encodings would make another passphrase of it, one that `age` does not take.
  if (!isUtf8(bytes)) throw unusable(`The passphrase in ${path} is not UTF-8.`);
  const parsed = parsePassphrase(new TextDecoder().decode(bytes));
  if (!parsed.ok) throw unusable(`The passphrase in ${path} will not do. ${parsed.problem}`);
  return parsed.value;
}

/** A container's mounted secrets often are, so that this is said and not refused. Windows has no such bits; a pipe is read once. */
function isOpenToOthers(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return process.platform !== 'win32' && stats?.isFile() === true && (stats.mode & 0o077) !== 0;
}

const askOnce = (prompter: Prompter, purpose: PassphrasePurpose): Promise<string> =>
  prompter.ask({
    key: 'passphrase',
    kind: 'secret',
    message: `Passphrase of the encrypted file${purpose === 'decrypt-again' ? ' (that one does not open it)' : ''}`,
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

const ownFile = process.platform === 'win32' ? 'in your user profile' : '`chmod 600`';

const unusable = (message: string): SecretStoreError =>
  new SecretStoreError({
    problem: 'locked',
    message,
    nextStep: `Put the passphrase alone into a file of your own (${ownFile}), and name it in SMSCTL_PASSPHRASE_FILE.`,
  });

const nobodyToAsk = (): SecretStoreError =>
  new SecretStoreError({
    problem: 'locked',
    message: 'The secret is in an encrypted file, and there is nobody to ask for its passphrase.',
    nextStep: 'Name a file that holds the passphrase in SMSCTL_PASSPHRASE_FILE.',
  });
