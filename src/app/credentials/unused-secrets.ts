import { type SecretRef, storeNames } from '../../domain/settings/settings.ts';
import { counted } from '../../domain/text/counts.ts';

/** Where unused secrets that could not be deleted may still be, as a sentence. `refs` has at least one. */
export function unusedSecrets(refs: readonly SecretRef[]): string {
  const stores = [...new Set(refs.map(({ store }) => storeNames[store]))].join(' and ');
  const secrets = refs.length === 1 ? 'An unused secret' : counted(refs.length, 'unused secret');
  return `${secrets} may still be in ${stores}.`;
}
