import type { SecretStoreError } from '../../domain/secret-store-error.ts';
import type { SecretStoreKind } from '../../domain/settings/settings.ts';
import type { StoreHealth } from '../../ports.ts';

export const readyStore = (kind: SecretStoreKind, sentence: string): StoreHealth => ({
  kind,
  ready: true,
  problem: null,
  sentence,
  nextStep: null,
});

export const unusableStore = (kind: SecretStoreKind, { problem, message, hints }: SecretStoreError): StoreHealth => ({
  kind,
  ready: false,
  problem,
  sentence: message,
  nextStep: hints[0] ?? null,
});
