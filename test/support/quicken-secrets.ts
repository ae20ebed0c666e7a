import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { encryptedFiles } from '../../src/adapters/secrets/encrypted-file.ts';
import { Secret } from '../../src/domain/text/secret.ts';

/**
 * Encrypts the secrets of a configuration directory anew, at little cost: to open one takes more than a second otherwise, in every
 * program that does.
 */
export async function quickenSecrets(configuration: string, passphrase: string): Promise<void> {
  const directory = join(configuration, 'secrets');
  const store = encryptedFiles({ directory, passphrase: async () => new Secret(passphrase), workFactor: 4 });
  for (const name of readdirSync(directory).filter((each) => each.endsWith('.age'))) {
    const key = basename(name, '.age');
    const secret = await store.get(key);
    if (secret !== undefined) await store.set(key, secret);
  }
}
