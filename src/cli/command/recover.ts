import { counted } from '../../domain/text/counts.ts';
import type { Workspace } from './context.ts';
import { vaultOf } from './vault.ts';

/**
 * Deletes the unused secrets that an interrupted command left in a secret store. If a store cannot be used now, its secrets stay
 * listed in the settings, and `say` is told.
 */
export async function recover(
  workspace: Pick<Workspace, 'settings' | 'openStore' | 'organization'>,
  say: (text: string) => void,
): Promise<void> {
  const left = await vaultOf(workspace).clear();
  if (left > 0)
    say(`${counted(left, 'unused secret')} could not be deleted yet; the next command that writes tries again.`);
}
