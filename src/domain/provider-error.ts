import { exitCode } from './exit-code.ts';
import { UserError } from './user-error.ts';

/**
 * Why the provider gave no usable answer:
 * `rejected` it does not accept the credentials (401);
 * `refused` it accepts them, and they may not do this (403, or 70051);
 * `test-credentials` it knows them as test credentials, which may read nothing (403 with 20008);
 * `suspended` the account is suspended or closed (20005, 10001, 90010);
 * `not-found` there is no such thing (404);
 * `other-account` the answer is about another account: the credentials are the parent's, and this host knows only theirs;
 * `rate-limited` too many requests, also after waiting (429);
 * `unavailable` a fault on its side (5xx);
 * `unreachable` no answer came: name not found, connection refused, reset, TLS, time-out;
 * `not-understood` the provider answered, and a part of the answer is new or odd;
 * `not-twilio` an answer came that is not the provider's: a login page, a proxy, another service.
 */
export type ProviderErrorKind =
  | 'rejected'
  | 'refused'
  | 'test-credentials'
  | 'suspended'
  | 'not-found'
  | 'other-account'
  | 'rate-limited'
  | 'unavailable'
  | 'unreachable'
  | 'not-understood'
  | 'not-twilio';

interface ProviderErrorParts {
  readonly kind: ProviderErrorKind;
  readonly message: string;
  readonly hints?: readonly string[];
  /** The HTTP status, where an answer came. */
  readonly status?: number;
  /** The provider's own error code, such as 20003. */
  readonly providerCode?: number;
  /** The provider's page on that code. */
  readonly moreInfo?: string;
  /** How long the provider asks to wait before the next request. */
  readonly retryAfterMs?: number;
}

/**
 * The provider could not be asked, or said no. Holds only these fields, each of them safe to print: Node's own errors may
 * hold the request with its credentials, and never leave the adapter.
 */
export class ProviderError extends UserError {
  readonly kind: ProviderErrorKind;
  readonly status: number | undefined;
  readonly providerCode: number | undefined;
  readonly moreInfo: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor({ kind, message, hints = [], status, providerCode, moreInfo, retryAfterMs }: ProviderErrorParts) {
    super({ code: `provider.${kind}`, message, hints, exit: exitCode.unknown });
    this.kind = kind;
    this.status = status;
    this.providerCode = providerCode;
    this.moreInfo = moreInfo;
    this.retryAfterMs = retryAfterMs;
  }
}
