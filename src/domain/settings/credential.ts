import type { Secret } from '../text/secret.ts';

/** The two credential methods: Account SID with Auth Token, or API key SID with its secret. */
export type CredentialMethod = 'auth-token' | 'api-key';

/** A complete credential: the account, the user and secret to send, and their region. */
export type Credential = {
  readonly accountSid: string;
  /** A key of `regions`; absent means `us1`. */
  readonly region?: string;
  readonly secret: Secret;
} & ({ readonly method: 'auth-token' } | { readonly method: 'api-key'; readonly apiKeySid: string });

/** Identifies a credential without containing it. Another secret, key or account has another one. 16 hexadecimal digits. */
export type Fingerprint = string;

/** A digest reveals nothing, since the secrets are random and have at least 128 bits. */
export function fingerprintOf(credential: Credential): Fingerprint {
  const user = credential.method === 'api-key' ? credential.apiKeySid : credential.accountSid;
  // Takes long to load, and most runs need no digest.
  const { createHash } = process.getBuiltinModule('node:crypto');
  return createHash('sha256')
    .update(JSON.stringify(['smsctl.fingerprint/1', credential.accountSid, user, credential.secret.reveal()]))
    .digest('hex')
    .slice(0, 16);
}

export const methodNames: Readonly<Record<CredentialMethod, string>> = {
  'auth-token': 'Account SID + Auth Token',
  'api-key': 'API key SID + secret',
};

/** The limits of each method: https://www.twilio.com/docs/iam/api-keys and https://www.twilio.com/docs/usage/security */
export const methodLimits: Readonly<Record<CredentialMethod, readonly string[]>> = {
  'auth-token': ['It has full access to the account.', 'Changing it stops every program that uses it.'],
  'api-key': [
    'It cannot validate webhook signatures (X-Twilio-Signature), which require the Auth Token.',
    'A Standard or Restricted key cannot read the account or create keys. A Main key can.',
    'A Restricted key has only the permissions that it was given, also for sending.',
    'It works in one region only.',
  ],
};

/** How to revoke credentials that are no longer used at the provider. */
export const revocations: Readonly<Record<CredentialMethod, string>> = {
  'auth-token':
    'To revoke the old Auth Token, promote the secondary token in the Twilio Console under API keys & tokens. Programs that use the old token then stop.',
  'api-key':
    'To revoke the old API key, delete it in the Twilio Console under API keys & tokens when no program uses it.',
};

/**
 * Twilio's regions, each with its edge. A region without its edge names a host that Twilio switched off on 2026-04-28
 * (https://www.twilio.com/docs/global-infrastructure), so the two are always used together.
 */
export const regions: ReadonlyMap<string, string> = new Map([
  ['us1', 'ashburn'],
  ['ie1', 'dublin'],
  ['au1', 'sydney'],
]);
