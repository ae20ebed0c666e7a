import { maskSid } from '../text/mask.ts';
import type { CredentialSettings, MethodSettings, Settings } from './settings.ts';

/**
 * The team's confirmation of the active method; undefined if there is none, or if it was given for another method or account.
 * A new secret or key of the same method and account keeps the confirmation.
 */
export function confirmationIn({ method, credentials }: Settings): MethodSettings['confirmed'] | undefined {
  const confirmed = method?.confirmed;
  if (confirmed === undefined || credentials === undefined) return undefined;
  // Older settings record no account.
  const { accountSid = credentials.accountSid } = confirmed;
  return confirmed.method === credentials.method && accountSid === credentials.accountSid ? confirmed : undefined;
}

/** How smsctl signs in with these credentials, and which change in the console stops SMS. */
export function explainMethod({ method, accountSid, apiKeySid }: CredentialSettings): string {
  return method === 'auth-token'
    ? `smsctl signs in token-based: Account SID ${maskSid(accountSid)} with its Auth Token. Whoever changes that token in the console stops SMS.`
    : `smsctl signs in by key/secret: API key ${maskSid(apiKeySid ?? '')} with its secret, on account ${maskSid(accountSid)}. Changing the Auth Token does not touch it; deleting the key stops SMS.`;
}
