import type { Answer } from './answer.ts';
import type { Actor } from './authorization.ts';
import type { SandboxAccount, World } from './world.ts';

/** An authorized request. */
export interface Visit {
  readonly world: World;
  readonly actor: Actor;
  /** The account that the path names, or the credential's own if the path names none. */
  readonly account: SandboxAccount;
  readonly url: URL;
  /** The values of the path's braces, without the account. */
  readonly segments: readonly string[];
  readonly form: URLSearchParams;
  /** The time of the request, ISO 8601, UTC. */
  readonly at: string;
}

export interface Route {
  /** Method and path, as Twilio's OpenAPI definitions write it. */
  readonly on: string;
  /** Undefined: not found. */
  readonly answer: (visit: Visit) => Answer | { readonly answer: Answer; readonly next: World } | undefined;
}

export const ownedBy =
  ({ sid }: SandboxAccount) =>
  (thing: { readonly accountSid: string }): boolean =>
    thing.accountSid === sid;
