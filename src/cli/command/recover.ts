import { randomUUID } from 'node:crypto';
import { credentialVault } from '../../app/credentials/credential-vault.ts';
import { counted } from '../../domain/text/counts.ts';
import type { Workspace } from './context.ts';

/**
 * Deletes secrets that an interrupted command left in a store, before a command writes new ones. Those that cannot be deleted stay
 * listed in the settings; `say` gets a sentence.
 */
export async function recover(
  { settings, openStore }: Pick<Workspace, 'settings' | 'openStore'>,
  say: (text: string) => void,
): Promise<void> {
  if ((await settings.load())?.pending === undefined) return;
  const left = await credentialVault({ settings, openStore, newKey: randomUUID }).clear();
  if (left > 0)
    say(`${counted(left, 'unused secret')} could not be deleted yet; the next command that writes tries again.`);
}
