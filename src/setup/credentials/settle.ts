import { SecretStoreError } from '../../domain/secret-store-error.ts';
import { type Credential, fingerprintOf } from '../../domain/settings/credential.ts';
import type { GivenAnswers } from '../../domain/settings/question.ts';
import { type CredentialSettings, isReadOnly, isSameCommand } from '../../domain/settings/settings.ts';
import { paragraphOf } from '../../domain/user-error.ts';
import type { SettleContext, Settled } from '../step/step.ts';
import { namesSaved } from './names-saved.ts';

/** The credential that the answers name; `kept` if it is the saved one in its store. */
async function credentialFrom(
  answers: GivenAnswers,
  { settings: { credentials: saved }, readCredential }: SettleContext,
): Promise<Credential | 'kept'> {
  const accountSid = answers['credentials.accountSid'] ?? '';
  const apiKeySid = answers['credentials.apiKeySid'] ?? '';
  const method = answers['credentials.method'] ?? 'auth-token';
  const region = answers['credentials.region'];
  const store = answers['credentials.store'];
  const common = { accountSid, ...(region !== undefined && { region }) };
  // Also if a secret was typed before another store was chosen.
  if (store === 'command') {
    const section = { accountSid, method, apiKeySid, store, ...commandIn(answers), fingerprint: '', savedAt: '' };
    return { ...(await readCredential(section)), ...common };
  }
  const secret = method === 'auth-token' ? answers['credentials.authToken'] : answers['credentials.apiKeySecret'];
  if (secret !== undefined) {
    return method === 'auth-token' ? { ...common, method, secret } : { ...common, method, apiKeySid, secret };
  }
  if (store === 'env') {
    const section = { accountSid, method, apiKeySid, store, fingerprint: '', savedAt: '' } as const;
    return { ...(await readCredential(section)), ...common };
  }
  if (!namesSaved(saved, answers)) throw new Error('A secret that is neither given nor saved was let through.');
  if (saved.store === store && saved.region === region) return 'kept';
  // The region is answered: none takes the saved one away.
  const { region: _, ...stored } = saved;
  return { ...(await readCredential(stored)), ...common };
}

const commandIn = ({ 'credentials.secretCommand': secretCommand }: GivenAnswers) =>
  secretCommand === undefined ? {} : { secretCommand };

/** True if the store no longer holds what the settings name, as on another machine or after a keychain was reset. */
async function isLost(saved: CredentialSettings, { readCredential }: SettleContext): Promise<boolean> {
  try {
    await readCredential(saved);
    return false;
  } catch (error) {
    if (!(error instanceof SecretStoreError)) throw error;
    return error.problem === 'missing' || error.problem === 'damaged';
  }
}

/**
 * Makes the section to save of the answers, with the credential if its secret is new, moves to another store, or is lost from
 * its store. Does not read a secret that is kept.
 */
export async function settleCredentials(answers: GivenAnswers, context: SettleContext): Promise<Settled> {
  const saved = context.settings.credentials;
  const store = answers['credentials.store'] ?? saved?.store ?? 'keychain';
  let credential: Credential | 'kept';
  try {
    credential = await credentialFrom(answers, context);
  } catch (error) {
    if (!(error instanceof SecretStoreError)) throw error;
    const problem = paragraphOf(error);
    return store === 'command'
      ? { ok: false, key: 'credentials.secretCommand', problem, error }
      : { ok: false, key: 'credentials.store', problem };
  }
  if (credential === 'kept') return { ok: true, section: {} };
  const fingerprint = fingerprintOf(credential);
  const { region } = credential;
  const { secretCommand } = store === 'command' ? commandIn(answers) : {};
  const isSaved =
    saved?.fingerprint === fingerprint &&
    saved.store === store &&
    saved.region === region &&
    isSameCommand(saved.secretCommand, secretCommand);
  // What is read-only was read a moment ago.
  if (isSaved && (isReadOnly(store) || !(await isLost(saved, context)))) return { ok: true, section: {} };
  return {
    ok: true,
    credential,
    section: {
      credentials: {
        accountSid: credential.accountSid,
        method: credential.method,
        ...(credential.method === 'api-key' && { apiKeySid: credential.apiKeySid }),
        ...(region !== undefined && { region }),
        store,
        ...(secretCommand !== undefined && { secretCommand }),
        fingerprint,
        savedAt: context.now.toISOString(),
      },
    },
  };
}
