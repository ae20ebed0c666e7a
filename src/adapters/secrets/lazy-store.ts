import type { SecretStoreKind } from '../../domain/settings/settings.ts';
import type { SecretStore } from '../../ports.ts';

/** A secret store that is loaded and opened on first use. */
export function lazyStore(kind: SecretStoreKind, location: string, open: () => Promise<SecretStore>): SecretStore {
  let opened: Promise<SecretStore> | undefined;
  const store = (): Promise<SecretStore> => {
    opened ??= open();
    return opened;
  };
  return {
    kind,
    location,
    probe: async () => (await store()).probe(),
    get: async (key) => (await store()).get(key),
    prepare: async () => (await store()).prepare(),
    set: async (key, secret) => (await store()).set(key, secret),
    delete: async (key) => (await store()).delete(key),
  };
}
