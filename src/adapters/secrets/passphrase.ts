import { isUtf8 } from 'node:buffer';
import { statSync } from 'node:fs';
import type { Environment } from '../../domain/environment.ts';
import { SecretStoreError } from '../../domain/secret-store-error.ts';
import { parsePassphrase } from '../../domain/settings/passphrase.ts';
import { Secret } from '../../domain/text/secret.ts';
import { shellWord } from '../../domain/text/shell-word.ts';
import { WentBack, withoutTerminal } from '../../domain/user-error.ts';
import type { Prompter } from '../../ports.ts';
import { reasonOf } from '../files/file-problem.ts';
import { readNamed } from '../files/named-file.ts';
import type { PassphrasePurpose } from './encrypted-file.ts';

interface PassphraseSources {
  readonly env: Environment;
  /** Null without a terminal. */
  readonly prompter: Prompter | null;
  /** Called with a warning about a passphrase that is used nevertheless. */
  readonly warn?: (words: string) => void;
}

/**
 * Gets the encrypted files' passphrase from the file that `SMSCTL_PASSPHRASE_FILE` names, or from a prompt, which asks twice
 * before it encrypts. Rejects with `SecretStoreError` `locked` if there is neither.
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
    if (prompter === null) throw notInteractive();
    return purpose === 'encrypt' ? askTwice(prompter) : normalized(await askOnce(prompter, purpose));
  };
}

/** Far longer than any passphrase. In bytes. */
const sizeLimit = 4096;

async function fromFile(path: string): Promise<Secret> {
  let bytes: Uint8Array;
  try {
    bytes = await readNamed(path, sizeLimit);
  } catch (error) {
    throw unusable(`Could not read the passphrase from ${path} (SMSCTL_PASSPHRASE_FILE): ${reasonOf(error)}.`);
  }
  // Another encoding would give a different passphrase, which `age` does not accept.
  if (!isUtf8(bytes)) throw unusable(`The passphrase in ${path} is not UTF-8.`);
  const parsed = parsePassphrase(new TextDecoder().decode(bytes));
  if (!parsed.ok) throw unusable(`Invalid passphrase in ${path}. ${parsed.problem}`);
  return parsed.value;
}

/** Only causes a warning, since a container's mounted secrets often are. Windows has no such bits; a pipe is read once. */
function isOpenToOthers(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return process.platform !== 'win32' && stats?.isFile() === true && (stats.mode & 0o077) !== 0;
}

const askOnce = (prompter: Prompter, purpose: PassphrasePurpose): Promise<string> =>
  prompter.ask({
    key: 'passphrase',
    kind: 'secret',
    message: `${purpose === 'decrypt-again' ? 'Wrong passphrase. ' : ''}Passphrase of the encrypted file, to read the saved secret`,
    help: 'The passphrase that you chose when you saved the secret. SMSCTL_PASSPHRASE_FILE can name a file that holds it.',
    problem: async (raw) => (raw.trim() === '' ? 'Enter the passphrase.' : undefined),
  });

/** Asks until both are the same. A mistake may be in either of them. */
async function askTwice(prompter: Prompter): Promise<Secret> {
  for (let mismatch = false; ; ) {
    const first = normalized(await askNew(prompter, mismatch));
    const second = await askToRepeat(prompter);
    if (second?.equals(first) === true) return first;
    mismatch = second !== undefined;
  }
}

const askNew = (prompter: Prompter, mismatch: boolean): Promise<string> =>
  prompter.ask({
    key: 'passphrase.new',
    kind: 'secret',
    message: `${mismatch ? 'The two do not match. Start again. ' : ''}New passphrase for the encrypted file`,
    help: 'At least 12 characters, such as four words. Without it the secret cannot be read again.',
    problem: async (raw) => {
      const parsed = parsePassphrase(raw);
      return parsed.ok ? undefined : parsed.problem;
    },
  });

/** Undefined if the person goes back to the first. */
async function askToRepeat(prompter: Prompter): Promise<Secret | undefined> {
  try {
    const raw = await prompter.ask({
      key: 'passphrase.again',
      kind: 'secret',
      message: 'The same passphrase again',
      help: 'If the two do not match, both are asked for again.',
      back: true,
    });
    return normalized(raw);
  } catch (error) {
    if (error instanceof WentBack) return undefined;
    throw error;
  }
}

const normalized = (raw: string): Secret => new Secret(raw.trim().normalize('NFKC'));

const ownFile = process.platform === 'win32' ? 'in your user profile' : '`chmod 600`';

const unusable = (message: string): SecretStoreError =>
  new SecretStoreError({
    problem: 'locked',
    message,
    nextStep: `Save only the passphrase in a file that other users cannot read (${ownFile}), and set SMSCTL_PASSPHRASE_FILE to its path.`,
  });

const notInteractive = (): SecretStoreError =>
  new SecretStoreError({
    problem: 'locked',
    message: withoutTerminal('The passphrase of the encrypted file is required'),
    nextStep: 'Set SMSCTL_PASSPHRASE_FILE to the path of a file with the passphrase.',
  });
