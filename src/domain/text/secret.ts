import { redacted, rememberSecret } from './redaction.ts';

/**
 * A value that does not print itself: not by `String`, not as JSON, not in an error, not in `util.inspect`. Once it is made,
 * it is taken out of everything that is written (`redact`), should it get there on another way.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
    rememberSecret(value);
  }

  /** The value itself; only for the call that stores or sends it. */
  reveal(): string {
    return this.#value;
  }

  equals(other: Secret): boolean {
    return this.#value === other.#value;
  }

  toString(): string {
    return redacted;
  }

  toJSON(): string {
    return redacted;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return redacted;
  }
}
