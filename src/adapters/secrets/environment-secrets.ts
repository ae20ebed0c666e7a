import type { Environment } from '../../domain/environment.ts';
import { SecretStoreError } from '../../domain/secret-store-error.ts';
import { storeNames } from '../../domain/settings/settings.ts';
import { Secret } from '../../domain/text/secret.ts';
import type { SecretStore } from '../../ports.ts';
import { readyStore } from './store-health.ts';

/** Secrets in environment variables, as CI systems set them. A key is the variable's name. Read-only. */
export function environmentSecrets({ env }: { readonly env: Environment }): SecretStore {
  const refuse = (): Promise<never> =>
    Promise.reject(
      new SecretStoreError({
        problem: 'read-only',
        message: 'smsctl never writes environment variables.',
        nextStep: 'Set the environment variable yourself, or choose another store with `smsctl setup credentials`.',
      }),
    );
  return {
    kind: 'env',
    location: storeNames.env,
    probe: async () =>
      readyStore('env', 'smsctl reads secrets from environment variables at every run and never writes them.'),
    get: async (key) => {
      const value = env[key]?.trim();
      return value === undefined || value === '' ? undefined : new Secret(value);
    },
    prepare: refuse,
    set: refuse,
    delete: refuse,
  };
}
