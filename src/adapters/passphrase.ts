import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';
import { parsePassphrase } from '../domain/passphrase.ts';
import { Secret } from '../domain/secret.ts';
import { SecretStoreError } from '../domain/secret-store-error.ts';
import type { Prompter } from '../ports.ts';
import type { PassphrasePurpose } from './encrypted-file.ts';

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
  return async (purpose: PassphrasePurpose): Promise<Secret> => {
    const path = env.SMSCTL_PASSPHRASE_FILE;
    if (path) return fromFile(path);
    if (prompter === null) throw nobodyToAsk();
    return purpose === 'encrypt' ? askTwice(prompter) : normalized(await askOnce(prompter, purpose));
  };
}

/** Longer than any passphrase by far. In bytes. */
const sizeLimit = 4096;

function fromFile(path: string): Secret {
  let bytes: Uint8Array;
  try {
    bytes = readStart(path, sizeLimit + 1);
  } catch (error) {
    throw unusable(
      `SMSCTL_PASSPHRASE_FILE names ${path}, which cannot be read (${(error as NodeJS.ErrnoException).code}).`,
    );
  }
  if (bytes.length > sizeLimit) throw unusable(`The file ${path} holds more than a passphrase.`);
  // Guessing at other encodings would make another passphrase of it, one that `age` does not take.
  if (!isUtf8(bytes)) throw unusable(`The passphrase in ${path} is not UTF-8.`);
  const parsed = parsePassphrase(new TextDecoder().decode(bytes));
  if (!parsed.ok) throw unusable(`The passphrase in ${path} will not do. ${parsed.problem}`);
  return parsed.value;
}

/** Also of a pipe, such as a shell's `<(…)`, and of a device that never ends. */
function readStart(path: string, limit: number): Uint8Array {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(limit);
    let length = 0;
    for (let taken = -1; taken !== 0 && length < limit; length += taken) {
      taken = readSync(file, bytes, length, limit - length, null);
    }
    return bytes.subarray(0, length);
  } finally {
    closeSync(file);
  }
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
