import { storeNames } from '../../domain/settings/settings.ts';
import type { Secret } from '../../domain/text/secret.ts';
import type { SecretStore } from '../../ports.ts';

/** Secrets that end with the process: the sandbox's. */
export function memorySecrets(): SecretStore {
  const secrets = new Map<string, Secret>();
  return {
    kind: 'memory',
    location: storeNames.memory,
    probe: async () => ({
      kind: 'memory',
      ready: true,
      problem: null,
      sentence: 'Secrets stay in the memory of this process and end with it.',
      nextStep: null,
    }),
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
