import { type CredentialVault, credentialVault } from '../../app/credentials/credential-vault.ts';
import type { Workspace } from './context.ts';

export const vaultOf = ({
  settings,
  openStore,
  organization,
}: Pick<Workspace, 'settings' | 'openStore' | 'organization'>): CredentialVault =>
  credentialVault({
    settings,
    openStore,
    // node:crypto is slow to load.
    newKey: () => `${organization}.${process.getBuiltinModule('node:crypto').randomUUID()}`,
  });
