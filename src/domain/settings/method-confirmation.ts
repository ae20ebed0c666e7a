import type { MethodSettings, Settings } from './settings.ts';

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
