import { isUtf8 } from 'node:buffer';
import { accessSync, constants, lstatSync, type Stats, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SecretStoreError, type SecretStoreProblem } from '../../domain/secret-store-error.ts';
import { secretKeyPattern } from '../../domain/settings/settings.ts';
import { Secret } from '../../domain/text/secret.ts';
import { shellWord } from '../../domain/text/shell-word.ts';
import type { SecretStore } from '../../ports.ts';
import { NotSynced, NotWritten, removeDurably, writeDurably } from '../files/durable-file.ts';
import { codeOf, isSystemError, reasonOf } from '../files/file-problem.ts';
import { removeAllLeftovers } from '../files/leftovers.ts';
import { readRegular } from '../files/named-file.ts';
import { UnfitFile } from '../files/unfit-file.ts';
import { readyStore, unusableStore } from './store-health.ts';

/** What a passphrase is for. `decrypt-again` follows one that did not open the file. */
export type PassphrasePurpose = 'encrypt' | 'decrypt' | 'decrypt-again';

interface EncryptedFilesOptions {
  readonly directory: string;
  /** Called once, and again after a wrong one. Rejects with `SecretStoreError` if there is no passphrase and no prompt. */
  readonly passphrase: (purpose: PassphrasePurpose) => Promise<Secret>;
  /** How many passphrases to try on a file; 1 if they come from a file, which would give the same one. */
  readonly tries?: number;
  /** Called once, with a sentence before the first work that takes about a second. */
  readonly onWork?: (words: string) => void;
  /** A sentence on other users who may read the directory. */
  readonly warning?: string | undefined;
  /** log2 of scrypt's cost. Default: 18, as in age, which takes about a second and 550 MiB. */
  readonly workFactor?: number;
}

/** Far larger than any secret. In bytes. */
const sizeLimit = 1024 * 1024;

/**
 * One file per secret, encrypted with a passphrase in the age format (https://age-encryption.org/v1), so that `age
 * --decrypt` opens it. Files have mode 0600 in a directory with 0700. A file that other users can read or replace is
 * refused. Deleting one needs no passphrase.
 */
export function encryptedFiles({
  directory,
  passphrase,
  tries = 1,
  onWork,
  warning,
  workFactor = 18,
}: EncryptedFilesOptions): SecretStore {
  let known: Secret | undefined;
  /** Files that were opened, by path: a run reads the same secret at several steps, and each opening takes a second. */
  const opened = new Map<string, { readonly bytes: Uint8Array; readonly secret: Secret }>();
  let said = false;
  const sayOnce = (words: string): void => {
    if (!said) onWork?.(words);
    said = true;
  };
  const ask = async (purpose: PassphrasePurpose) => {
    known ??= await passphrase(purpose);
    return known;
  };

  const open = async (path: string, bytes: Uint8Array): Promise<Secret> => {
    const former = opened.get(path);
    if (former !== undefined && Buffer.compare(former.bytes, bytes) === 0) return former.secret;
    for (let attempt = 1; ; attempt += 1) {
      const tried = await ask(attempt === 1 ? 'decrypt' : 'decrypt-again');
      sayOnce('Opening the encrypted file (takes a few seconds).');
      const content = await decrypted(bytes, tried);
      if (content instanceof Secret) {
        opened.set(path, { bytes, secret: content });
        return content;
      }
      if (content !== 'closed') throw damaged(path, content);
      known = undefined;
      if (attempt >= tries) throw notOpened(path);
    }
  };

  return {
    kind: 'file',
    location: `encrypted files in ${directory}`,
    probe: async () => {
      const problem = whyNotUsable(directory);
      if (problem !== undefined) return unusableStore('file', problem);
      return readyStore('file', `Encrypted with a passphrase, in ${directory}.${warning ? ` ${warning}` : ''}`);
    },
    prepare: async () => {
      const problem = whyNotUsable(directory);
      if (problem !== undefined) throw problem;
      await ask('encrypt');
    },
    get: async (key) => {
      const path = pathOf(directory, key);
      return mapErrors(path, 'read', async () => {
        const bytes = read(path);
        return bytes && open(path, bytes);
      });
    },
    set: async (key, secret) => {
      const path = pathOf(directory, key);
      await mapErrors(path, 'write', async () => {
        refuseOpenDirectory(directory);
        const { Encrypter } = await import('age-encryption');
        const encrypter = new Encrypter();
        encrypter.setPassphrase((await ask('encrypt')).reveal());
        sayOnce('Encrypting the secret (takes a few seconds).');
        encrypter.setScryptWorkFactor(workFactor);
        writeDurably(path, await encrypter.encrypt(secret.reveal()));
        const bytes = read(path);
        const back = bytes && (await open(path, bytes));
        if (back === undefined || !back.equals(secret)) throw damaged(path, 'not what was written');
      });
      removeAllLeftovers(directory);
    },
    delete: async (key) => {
      const path = pathOf(directory, key);
      await mapErrors(path, 'delete', async () => removeDurably(path));
      removeAllLeftovers(directory);
    },
  };
}

function pathOf(directory: string, key: string): string {
  if (secretKeyPattern.test(key)) return join(directory, `${key}.age`);
  throw storeError(
    'denied',
    'Invalid name of a secret in the settings.',
    'Set the credentials up again with `smsctl setup credentials`.',
  );
}

/** `closed`: the passphrase is wrong or the header is damaged, which the format does not distinguish. */
async function decrypted(bytes: Uint8Array, passphrase: Secret): Promise<Secret | 'closed' | string> {
  if (!startsAsAge(bytes)) return 'not an age file with a passphrase';
  const { Decrypter } = await import('age-encryption');
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase.reveal());
  try {
    const content = await decrypter.decrypt(bytes);
    return isUtf8(content) ? new Secret(new TextDecoder('utf-8', { ignoreBOM: true }).decode(content)) : 'not text';
  } catch (error) {
    const words = error instanceof Error ? error.message : '';
    if (words.startsWith('no identity matched')) return 'closed';
    if (words.includes('work factor')) return 'encrypted with an unsupported work factor (scrypt above 2^20)';
    return 'damaged';
  }
}

/** Compares the header up to the part that differs from file to file (https://c2sp.org/age). */
const startsAsAge = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.subarray(0, 40)).toString('latin1').startsWith('age-encryption.org/v1\n-> scrypt ');

/**
 * Undefined if the file does not exist. The checks and the bytes are of one open file, not of a path that is opened twice.
 * Follows no symbolic link, and does not wait for a pipe.
 */
function read(path: string): Uint8Array | undefined {
  try {
    refuseOpenDirectory(dirname(path));
    const { bytes, stats } = readRegular(path, sizeLimit, { followsLinks: false });
    refuseOpen(path, stats, 0o600);
    return bytes;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    if (codeOf(error) === 'ELOOP') throw damaged(path, 'a symbolic link');
    if (error instanceof UnfitFile) throw damaged(path, `not usable: ${error.message}`);
    throw error;
  }
}

/** A user who can write to the directory can replace the file. Accepts a directory that does not exist. */
function refuseOpenDirectory(directory: string): void {
  const stats = statSync(directory, { throwIfNoEntry: false });
  if (stats !== undefined) refuseOpen(directory, stats, 0o700);
}

/** Refuses what other users can read or replace. Windows denies them access to the user's profile. */
function refuseOpen(path: string, { mode, uid }: Stats, closed: number): void {
  if (process.getuid === undefined) return;
  if (uid !== process.getuid()) {
    throw storeError(
      'denied',
      `${path} belongs to another user (user ID ${uid}).`,
      `Run the command as that user, or take ownership: \`chown "$(id -u)" ${shellWord(path)}\`.`,
    );
  }
  if ((mode & 0o077) === 0) return;
  const command = `chmod ${closed.toString(8)} ${shellWord(path)}`;
  throw storeError('denied', `${path} is open to other users.`, `To close it, run \`${command}\`.`);
}

/** Turns errors of the file system into the store's. */
async function mapErrors<T>(path: string, what: 'read' | 'write' | 'delete', work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isSystemError(error) && !(error instanceof NotWritten || error instanceof NotSynced)) throw error;
    throw storeError(
      'denied',
      `Could not ${what} ${path}: ${reasonOf(error)}.`,
      'Correct the cause and run the command again, or name another directory in `SMSCTL_CONFIG_DIR`.',
    );
  }
}

/** Undefined if secrets can be kept there. Creates nothing. */
function whyNotUsable(directory: string): SecretStoreError | undefined {
  try {
    refuseOpenDirectory(directory);
  } catch (error) {
    if (error instanceof SecretStoreError) return error;
    return storeError('denied', `Could not read ${directory}: ${reasonOf(error)}.`, elsewhere);
  }
  let nearest = directory;
  while (isNothing(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest);
  try {
    if (!statSync(nearest).isDirectory()) return storeError('denied', `${nearest} is not a directory.`, outOfTheWay);
    accessSync(nearest, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return codeOf(error) === 'ENOENT'
      ? storeError('denied', `${nearest} is a broken symbolic link.`, outOfTheWay)
      : storeError('denied', `You cannot write to ${nearest}.`, elsewhere);
  }
}

/** False for a dangling link, which is in the way. */
function isNothing(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) === undefined;
  } catch {
    return true;
  }
}

const outOfTheWay = 'Move it away, or name another directory in SMSCTL_CONFIG_DIR.';

const elsewhere = 'Change its permissions, or name another directory in SMSCTL_CONFIG_DIR.';

const storeError = (problem: SecretStoreProblem, message: string, nextStep: string): SecretStoreError =>
  new SecretStoreError({ problem, message, nextStep });

/** The format does not distinguish a wrong passphrase from a damaged header. */
const notOpened = (path: string): SecretStoreError =>
  storeError(
    'wrong-passphrase',
    `The passphrase does not open ${path}, or the file is damaged.`,
    'Enter the passphrase again. If it is lost, enter the secret again with `smsctl setup credentials`.',
  );

const damaged = (path: string, what: string): SecretStoreError =>
  storeError('damaged', `${path} is ${what}.`, 'Enter the secret again with `smsctl setup credentials`.');
