import { jsonText } from '../../domain/text/json-text.ts';
import type { UserError } from '../../domain/user-error.ts';

// The machine interface. Add fields freely; never rename, retype or remove one. The schemas are in docs/schema.

/** What is known of a run that failed before it could fill its document. */
export interface ErrorContext {
  readonly organization: string;
  /** ISO 8601, UTC. */
  readonly now: string;
}

export interface DocumentSpec {
  /** `smsctl.verify/1`; its schema is `docs/schema/verify.json`. */
  readonly schema: string;
  /** Every field but `schema`, `version`, `exitCode` and `error`, in a run that failed. */
  readonly empty: (about: ErrorContext) => object;
}

/** The document of a run that failed before it could fill its own. `hints` are instructions. */
export function errorDocument(
  { schema, empty }: DocumentSpec,
  version: string,
  about: ErrorContext,
  { exit, code, message, hints }: UserError,
): string {
  return jsonText({ schema, version, ...empty(about), exitCode: exit, error: { code, message, hints } });
}
