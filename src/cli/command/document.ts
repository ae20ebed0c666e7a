import { jsonText } from '../../domain/text/json-text.ts';
import type { UserError } from '../../domain/user-error.ts';

// The machine interface. Add fields freely; never rename, retype or remove one. The schemas in docs/schema say the same.

/** What a document that never came to be still knows. */
export interface Moment {
  readonly organization: string;
  /** ISO 8601, UTC. */
  readonly now: string;
}

/** A command's JSON document, as far as it is known before the command runs. */
export interface DocumentForm {
  /** `smsctl.verify/1`; its schema is `docs/schema/verify.json`. */
  readonly schema: string;
  /** Every field but `schema`, `version`, `exitCode` and `error`, as they are when nothing could be done. */
  readonly empty: (moment: Moment) => object;
}

/** The one document of a run that could not even start. `hints` are instructions. */
export function errorDocument(
  { schema, empty }: DocumentForm,
  version: string,
  moment: Moment,
  { exit, code, message, hints }: UserError,
): string {
  return jsonText({ schema, version, ...empty(moment), exitCode: exit, error: { code, message, hints } });
}
