import { SecretStoreError } from '../../domain/secret-store-error.ts';
import { type Credential, fingerprintOf } from '../../domain/settings/credential.ts';
import type { GivenAnswers } from '../../domain/settings/question.ts';
import type { Bench, Settled } from '../step/step.ts';
import { namesSaved } from './names-saved.ts';

/** The secret that goes with the answers, typed anew or kept; with the sentence that refuses what cannot be. */
async function credentialFrom(
  answers: GivenAnswers,
  { settings: { credentials: saved }, readCredential }: Bench,
): Promise<Credential | 'kept'> {
  const accountSid = answers['credentials.accountSid'] ?? '';
  const apiKeySid = answers['credentials.apiKeySid'] ?? '';
  const method = answers['credentials.method'] ?? 'auth-token';
  const region = answers['credentials.region'];
  const store = answers['credentials.store'];
  const common = { accountSid, ...(region !== undefined && { region }) };
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
  return { ...(await readCredential(saved)), ...common };
}

/**
 * Makes the section to save of the answers, and the credential where its secret is a new one or moves to another store. A
 * secret that is kept is not read.
 */
export async function settleCredentials(answers: GivenAnswers, bench: Bench): Promise<Settled> {
  const saved = bench.settings.credentials;
  const store = answers['credentials.store'] ?? saved?.store ?? 'keychain';
  let credential: Credential | 'kept';
  try {
    credential = await credentialFrom(answers, bench);
  } catch (error) {
    if (!(error instanceof SecretStoreError)) throw error;
    return { ok: false, key: 'credentials.store', problem: [error.message, ...error.hints].join(' ') };
  }
  if (credential === 'kept') return { ok: true, section: {} };
  const fingerprint = fingerprintOf(credential);
  const { region } = credential;
  if (saved?.fingerprint === fingerprint && saved.store === store && saved.region === region) {
    return { ok: true, section: {} };
  }
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
        fingerprint,
        savedAt: bench.now.toISOString(),
      },
    },
  };
}
