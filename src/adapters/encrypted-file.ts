import { accessSync, constants, existsSync, lstatSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Secret } from '../domain/secret.ts';
import { SecretStoreError, type SecretStoreProblem } from '../domain/secret-store-error.ts';
import type { SecretStore } from '../ports.ts';
import { removeDurably, writeDurably } from './durable-file.ts';

interface EncryptedFilesOptions {
  readonly directory: string;
  /** Asked once, and once more after it was wrong. Rejects with `SecretStoreError` when there is nobody to ask. */
  readonly passphrase: (purpose: 'encrypt' | 'decrypt') => Promise<Secret>;
  /** log2 of scrypt's cost; 18, age's own default, takes about a second and 256 MiB. */
  readonly workFactor?: number;
}

const keyPattern = /^[a-z0-9][a-z0-9.-]{0,127}$/;

/**
 * One file a secret, encrypted with a passphrase in the age format (https://age-encryption.org/v1), so that
 * `age --decrypt` opens it, too. Files are 0600 in a directory of 0700; deleting one needs no passphrase.
 */
export function encryptedFiles({ directory, passphrase, workFactor = 18 }: EncryptedFilesOptions): SecretStore {
  let known: Secret | undefined;
  const ask = async (purpose: 'encrypt' | 'decrypt') => {
    known ??= await passphrase(purpose);
    return known;
  };

  const read = async (path: string): Promise<Secret> => {
    refuseOpenFile(path);
    const bytes = readFileSync(path);
    const { Decrypter } = await import('age-encryption');
    const decrypter = new Decrypter();
    decrypter.addPassphrase((await ask('decrypt')).reveal());
    try {
      return new Secret(await decrypter.decrypt(bytes, 'text'));
    } catch (error) {
      const wrong = error instanceof Error && error.message.startsWith('no identity matched');
      if (wrong) known = undefined;
      throw wrong ? notOpened(path) : damaged(path);
    }
  };

  return {
    kind: 'file',
    location: `encrypted files in ${directory}`,
    probe: async () => {
      const blocked = whyNotWritable(directory);
      return blocked === undefined
        ? {
            kind: 'file',
            ready: true,
            problem: null,
            sentence: `Encrypted with a passphrase, in ${directory}.`,
            nextStep: null,
          }
        : {
            kind: 'file',
            ready: false,
            problem: 'denied',
            sentence: `${blocked} may not be written by you.`,
            nextStep: 'Change its permissions, or choose another directory with SMSCTL_CONFIG_DIR.',
          };
    },
    prepare: async () => {
      await ask('encrypt');
    },
    get: async (key) => {
      const path = pathOf(directory, key);
      return guarded(path, async () => (existsSync(path) ? read(path) : undefined));
    },
    set: async (key, secret) => {
      const path = pathOf(directory, key);
      await guarded(path, async () => {
        const { Encrypter } = await import('age-encryption');
        const encrypter = new Encrypter();
        encrypter.setPassphrase((await ask('encrypt')).reveal());
        encrypter.setScryptWorkFactor(workFactor);
        writeDurably(path, await encrypter.encrypt(secret.reveal()));
        if (!(await read(path)).equals(secret)) throw damaged(path);
      });
    },
    delete: async (key) => {
      const path = pathOf(directory, key);
      await guarded(path, async () => removeDurably(path));
    },
  };
}

function pathOf(directory: string, key: string): string {
  if (keyPattern.test(key)) return join(directory, `${key}.age`);
  throw storeError(
    'denied',
    'This key is no name for a file.',
    'Set the credentials up again with `smsctl setup credentials`.',
  );
}

/** The file system's own errors, as the store's. */
async function guarded<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    throw storeError(
      'denied',
      `${path} could not be read or written (${code}).`,
      'Mend that, and run the command again.',
    );
  }
}

/** Others could have replaced, or be reading, a file whose permissions are open. */
function refuseOpenFile(path: string): void {
  if (process.platform === 'win32') return;
  const { mode, uid } = lstatSync(path);
  if (uid !== process.getuid?.()) {
    throw storeError(
      'denied',
      `${path} belongs to another user.`,
      'Enter the secret again with `smsctl setup credentials`.',
    );
  }
  if ((mode & 0o077) !== 0) {
    throw storeError('denied', `${path} can be read by others.`, `Close it with \`chmod 600 ${path}\`.`);
  }
}

/** The nearest part of the path that is there and may not be written; undefined when all is well. Makes nothing. */
function whyNotWritable(directory: string): string | undefined {
  let nearest = directory;
  while (!existsSync(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest);
  try {
    accessSync(nearest, constants.W_OK);
    return undefined;
  } catch {
    return nearest;
  }
}

const storeError = (problem: SecretStoreProblem, message: string, nextStep: string): SecretStoreError =>
  new SecretStoreError({ problem, message, nextStep });

/** The format cannot tell a wrong passphrase from a damaged header, so that neither do we. */
const notOpened = (path: string): SecretStoreError =>
  storeError(
    'wrong-passphrase',
    `${path} does not open with this passphrase (or its beginning is damaged).`,
    'Try the passphrase again; if it is lost, enter the secret again with `smsctl setup credentials`.',
  );

const damaged = (path: string): SecretStoreError =>
  storeError('damaged', `${path} is damaged.`, 'Enter the secret again with `smsctl setup credentials`.');
