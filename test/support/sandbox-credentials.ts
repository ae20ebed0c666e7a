import type { Credential } from '../../src/domain/settings/credential.ts';
import { Secret } from '../../src/domain/text/secret.ts';
import { sandboxIds } from '../../src/sandbox/twilio/default-world.ts';

/** The default world's main account with its Auth Token, or another pair. */
export const withAuthToken = (
  accountSid: string = sandboxIds.accountSid,
  authToken: string = sandboxIds.authToken,
): Credential => ({ method: 'auth-token', accountSid, secret: new Secret(authToken) });

/** A key of the default world, for its main account or for another one. */
export const withKey = (
  key: { readonly sid: string; readonly secret: string },
  accountSid: string = sandboxIds.accountSid,
): Credential => ({ method: 'api-key', accountSid, apiKeySid: key.sid, secret: new Secret(key.secret) });

/** The Authorization header's value for a pair. */
export const basicHeader = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
