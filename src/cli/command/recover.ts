import { unusedSecrets } from '../../app/credentials/unused-secrets.ts';
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
  if ((await vaultOf(workspace).clear()) === 0) return;
  const { pending = [] } = (await workspace.settings.load()) ?? {};
  const command = `smsctl credentials remove pending --org ${workspace.organization}`;
  say(`${unusedSecrets(pending)} To delete or forget ${pending.length === 1 ? 'it' : 'them'}, run \`${command}\`.`);
}
