import { storeNames } from '../../domain/settings/settings.ts';
import type { Secret } from '../../domain/text/secret.ts';
import type { SecretStore } from '../../ports.ts';
import { readyStore } from './store-health.ts';

/** The sandbox's store, which ends with the process. */
export function memorySecrets(): SecretStore {
  const secrets = new Map<string, Secret>();
  return {
    kind: 'memory',
    location: storeNames.memory,
    probe: async () => readyStore('memory', 'Secrets are kept in memory until the process ends.'),
    prepare: async () => {},
    get: async (key) => secrets.get(key),
    set: async (key, secret) => {
      secrets.set(key, secret);
    },
    delete: async (key) => {
      secrets.delete(key);
    },
  };
}
