import { type CheckResult, remedyLine } from '../../../domain/readiness/check.ts';
import type { Selection } from '../../../domain/readiness/selection.ts';
import type { Verdict } from '../../../domain/readiness/verdict.ts';
import { maskIdentifiers } from '../../../domain/text/mask.ts';
import type { UserError } from '../../../domain/user-error.ts';
import type { Context } from '../../command/context.ts';
import type { VerifySource } from './verify-source.ts';

export interface VerifyRun {
  readonly version: string;
  /** Its id; `environment` if an application's configuration is verified. */
  readonly organization: string;
  readonly source: VerifySource;
  readonly provider: string;
  readonly checkedAt: string;
  readonly verdict: Verdict;
  /** Of the selected checks. */
  readonly results: readonly CheckResult[];
  /** Of checks that were not selected, and that decide about selected ones. */
  readonly needed: readonly CheckResult[];
  readonly selection: Selection;
  /** Counts a warning as a failure, and every unknown. */
  readonly strict: boolean;
  readonly docsPage: Context['docsPage'];
  /** Why the run ended before its last check; absent: it did not. */
  readonly error?: UserError;
}

/** A document for programs: JSON, JUnit XML, annotations. */
export type VerifyFormat = (run: VerifyRun) => string;

/** What was seen and what to do, with masked identifiers. */
export const resultWords = ({ detail, remedy }: CheckResult): string =>
  maskIdentifiers(remedy === null ? detail : `${detail} ${remedyLine(remedy)}`);
