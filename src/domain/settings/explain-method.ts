import { maskSid } from '../text/mask.ts';
import type { CredentialSettings } from './settings.ts';

/** How smsctl authenticates with these credentials, and which change in the console stops SMS. */
export function explainMethod({ method, accountSid, apiKeySid }: CredentialSettings): string {
  return method === 'auth-token'
    ? `smsctl authenticates with Account SID ${maskSid(accountSid)} and its Auth Token. If someone changes the token in the Twilio Console, SMS stops.`
    : `smsctl authenticates with API key ${maskSid(apiKeySid ?? '')} and its secret, on account ${maskSid(accountSid)}. If someone deletes the key, SMS stops. A new Auth Token does not affect it.`;
}
