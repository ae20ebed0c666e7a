import type { Answer } from './answer.ts';
import type { Actor } from './authorization.ts';
import type { SandboxAccount, World } from './world.ts';

export interface Visit {
  readonly world: World;
  readonly actor: Actor;
  /** The one that the path names; on hosts whose paths name none, the credential's own. */
  readonly account: SandboxAccount;
  readonly url: URL;
  /** What stands in the path's braces, without the account. */
  readonly segments: readonly string[];
  readonly form: URLSearchParams;
  /** When the request came, ISO 8601, UTC. */
  readonly at: string;
}

export interface Route {
  /** Method and path, as Twilio's OpenAPI definitions write it. */
  readonly on: string;
  /** Undefined: there is no such thing. */
  readonly answer: (visit: Visit) => Answer | { readonly answer: Answer; readonly next: World } | undefined;
}

export const ownedBy =
  ({ sid }: SandboxAccount) =>
  (thing: { readonly accountSid: string }): boolean =>
    thing.accountSid === sid;
