import { type Answer, errorAnswer, notFound } from './answer.ts';
import type { SandboxAccount, World } from './world.ts';

/** The owner of valid credentials. */
export type Actor =
  | {
      readonly kind: 'account' | 'main' | 'standard' | 'restricted';
      readonly accountSid: string;
      readonly barred?: readonly string[];
    }
  | { readonly kind: 'test' };

/** True for Auth Tokens and Main keys. */
export const readsAccounts = ({ kind }: Actor): boolean => kind === 'account' || kind === 'main';

/** Valid Standard and Restricted keys get this answer too: https://www.twilio.com/docs/iam/api-keys/key-resource-v1 */
export const invalidUsername = errorAnswer(401, 20003, 'Authentication Error - invalid username');
const wrongPair = errorAnswer(401, 20003, 'Authenticate', 'Your AccountSid or AuthToken was incorrect.');

/** Basic authentication: an Account SID with its Auth Token, or an API key's SID with its secret. */
export function authenticate(world: World, authorization: string | undefined): Actor | Answer {
  const pair = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1];
  if (pair === undefined) return errorAnswer(401, 20003, 'Authentication Error - No credentials provided');
  const [user = '', ...rest] = Buffer.from(pair, 'base64').toString().split(':');
  const known: readonly (readonly [user: string, password: string, actor: Actor])[] = [
    ...world.accounts.map(({ sid, authToken }) => [sid, authToken, { kind: 'account', accountSid: sid }] as const),
    ...world.apiKeys.map(({ sid, secret, name: _, ...actor }) => [sid, secret, actor] as const),
    ...world.testCredentials.map(({ accountSid, authToken }) => [accountSid, authToken, { kind: 'test' }] as const),
  ];
  const candidates = known.filter(([name]) => name === user);
  if (candidates.length === 0) return invalidUsername;
  return candidates.find(([, password]) => password === rest.join(':'))?.[2] ?? wrongPair;
}

/**
 * The account that the path names, if this actor may use it: its own, or a subaccount with the Auth Token or a Main key
 * (https://www.twilio.com/docs/iam/api/subaccounts).
 */
export function authorize(
  world: World,
  actor: Exclude<Actor, { kind: 'test' }>,
  accountSid: string,
  url: URL,
): SandboxAccount | Answer {
  const account = world.accounts.find(({ sid }) => sid === accountSid);
  if (account === undefined) return notFound(url);
  const isOwn = account.sid === actor.accountSid;
  const isChild = readsAccounts(actor) && account.ownerSid === actor.accountSid;
  if (!isOwn && !isChild) return wrongPair;
  // Twilio does not document its answer to a suspended account's own credentials. 20005 is one of the possible codes.
  const self = world.accounts.find(({ sid }) => sid === actor.accountSid);
  const isInactive = self?.status === 'suspended' || self?.status === 'closed';
  return isInactive ? errorAnswer(403, 20005, 'Account not active') : account;
}
