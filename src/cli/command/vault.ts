import { randomUUID } from 'node:crypto';
import { type CredentialVault, credentialVault } from '../../app/credentials/credential-vault.ts';
import type { Workspace } from './context.ts';

/** The credential vault of a workspace's organization. */
export const vaultOf = ({
  settings,
  openStore,
  organization,
}: Pick<Workspace, 'settings' | 'openStore' | 'organization'>): CredentialVault =>
  credentialVault({ settings, openStore, newKey: () => `${organization}.${randomUUID()}` });
