import { redacted, rememberSecret } from './redaction.ts';

/**
 * A value that never prints itself: not by `String`, as JSON, in an error or in `util.inspect`. From its creation on, `redact`
 * removes it from everything that is written, in case it gets there in another way.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
    rememberSecret(value);
  }

  /** The value itself. Only for the call that parses, stores or sends it: test/architecture.test.ts lists the callers. */
  reveal(): string {
    return this.#value;
  }

  equals(other: Secret): boolean {
    return this.#value === other.#value;
  }

  /** `pattern` has no flag `g`, with which the result would depend on earlier calls. */
  looksLike(pattern: RegExp): boolean {
    return pattern.test(this.#value);
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
