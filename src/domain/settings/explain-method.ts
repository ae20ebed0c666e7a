import { maskSid } from '../text/mask.ts';
import type { CredentialSettings } from './settings.ts';

/** How smsctl signs in with these credentials, and which change in the console stops SMS. */
export function explainMethod({ method, accountSid, apiKeySid }: CredentialSettings): string {
  return method === 'auth-token'
    ? `smsctl signs in token-based: Account SID ${maskSid(accountSid)} with its Auth Token. Whoever changes that token in the console stops SMS.`
    : `smsctl signs in by key/secret: API key ${maskSid(apiKeySid ?? '')} with its secret, on account ${maskSid(accountSid)}. Changing the Auth Token does not touch it; deleting the key stops SMS.`;
}
