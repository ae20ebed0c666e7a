import type { Answer } from './answer.ts';
import type { Actor } from './authorization.ts';
import type { SandboxAccount, World } from './world.ts';

/** An authorized request. */
export interface Visit {
  readonly world: World;
  readonly actor: Actor;
  /** The account that the path names, or the credential's own if the path names none. */
  readonly account: SandboxAccount;
  /** Those of `rows` that belong to the account. */
  readonly own: <Row extends { readonly accountSid: string }>(rows: readonly Row[]) => readonly Row[];
  /** The values of the path's braces, without the account. */
  readonly segments: readonly string[];
  readonly url: URL;
  /** A parameter of `url`. */
  readonly query: (name: string) => string | null;
  readonly form: URLSearchParams;
  /** The time of the request, ISO 8601, UTC. */
  readonly at: string;
  /** The page of `rows` that the request asks for, under `key`. */
  readonly list: (key: string, rows: readonly unknown[]) => Answer;
}

/** The world after it is absent if the request does not change it. Undefined: not found. */
export type RouteAnswer = Answer | { readonly answer: Answer; readonly next: World } | undefined;

/** By method and path, as Twilio's OpenAPI definitions write it. */
export type Routes = Readonly<Record<string, (visit: Visit) => RouteAnswer>>;
