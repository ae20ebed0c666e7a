import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { encryptedFiles } from '../../src/adapters/secrets/encrypted-file.ts';
import { keychain } from '../../src/adapters/secrets/keychain.ts';
import { settingsFile } from '../../src/adapters/settings/settings-file.ts';
import { credentialVault } from '../../src/app/credentials/credential-vault.ts';
import type { Environment } from '../../src/domain/environment.ts';
import type { SecretStoreKind } from '../../src/domain/settings/settings.ts';
import { Secret } from '../../src/domain/text/secret.ts';
import type { SecretStore } from '../../src/ports.ts';

/** A machine that is busy starting and killing is not a keychain that hangs. */
const busyMs = 60_000;

interface BenchOptions {
  readonly directory: string;
  /** The organization: what several benches in one keychain are told apart by. */
  readonly lane: string;
  readonly store: 'keychain' | 'file';
  readonly env: Environment;
  /** Instead of the real keychain. */
  readonly keychain?: SecretStore;
}

/** The product's own parts over real files and a real keychain, put together as `main.ts` does. */
export function bench({ directory, lane, store, env, keychain: other }: BenchOptions) {
  const settings = settingsFile({ directory, organization: lane });
  const stores = new Map<SecretStoreKind, SecretStore>([
    ['keychain', other ?? keychain({ env, interactive: false, deadlineMs: busyMs })],
    [
      'file',
      encryptedFiles({
        directory: join(directory, 'secrets'),
        passphrase: async () => new Secret('four words are a passphrase'),
        // What it costs to guess is not what is looked at here.
        workFactor: 2,
      }),
    ],
  ]);
  const openStore = (kind: SecretStoreKind): SecretStore => {
    const opened = stores.get(kind);
    if (opened === undefined) throw new Error(`There is no ${kind} on this bench.`);
    return opened;
  };
  const vault = credentialVault({ settings, openStore, newKey: () => `${lane}.${randomUUID()}` });
  return { settings, vault, store };
}
