import { randomUUID } from 'node:crypto';
import { credentialVault } from '../../app/credentials/credential-vault.ts';
import type { Workspace } from './context.ts';

/**
 * Deletes what a command that ended early left in a secret store, before anything new is written. What cannot be reached now
 * stays listed in the settings, and `say` gets a sentence.
 */
export async function recover(
  { settings, openStore }: Pick<Workspace, 'settings' | 'openStore'>,
  say: (text: string) => void,
): Promise<void> {
  if ((await settings.load())?.pending === undefined) return;
  const left = await credentialVault({ settings, openStore, newKey: randomUUID }).clear();
  if (left > 0) say(`${left} unused secret(s) could not be deleted yet; the next command that writes tries again.`);
}
