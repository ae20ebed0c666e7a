import { senderRulesAsOf } from '../../../domain/provider-rules/dates.ts';
import type { CheckResult } from '../../../domain/readiness/check.ts';
import type { Selection } from '../../../domain/readiness/selection.ts';
import { exitOf, summarize, type Verdict } from '../../../domain/readiness/verdict.ts';
import { jsonText } from '../../../domain/text/json-text.ts';
import type { UserError } from '../../../domain/user-error.ts';
import type { DocumentForm } from '../../command/document.ts';

export const verifyForm = {
  schema: 'smsctl.verify/1',
  empty: ({ organization, now }) => ({
    organization,
    provider: null,
    checkedAt: now,
    verdict: 'unknown',
    ready: false,
    selection: null,
    rulesAsOf: senderRulesAsOf,
    summary: summarize([]),
    checks: [],
  }),
} as const satisfies DocumentForm;

interface Verification {
  readonly version: string;
  readonly organization: string;
  readonly provider: string;
  readonly checkedAt: string;
  readonly verdict: Verdict;
  /** Of the selected checks. */
  readonly results: readonly CheckResult[];
  /** Of checks that were not selected, and that decide about selected ones. */
  readonly needed: readonly CheckResult[];
  readonly selection: Selection;
  /** Why the run ended before its last check; absent: it did not. */
  readonly error?: UserError;
}

export function verifyDocument(verification: Verification): string {
  const { version, organization, provider, checkedAt, verdict, results, needed, selection, error } = verification;
  return jsonText({
    schema: verifyForm.schema,
    version,
    organization,
    provider,
    checkedAt,
    verdict,
    ready: verdict === 'ready',
    exitCode: error?.exit ?? exitOf[verdict],
    selection: {
      complete: selection.complete,
      checks: selection.named,
      skipped: selection.skipped,
      needed: needed.map(({ id, status }) => ({ id, status })),
    },
    rulesAsOf: senderRulesAsOf,
    summary: summarize(results),
    checks: results.map((result) => ({
      id: result.id,
      headline: result.headline,
      title: result.title,
      status: result.status,
      required: result.required,
      live: result.live,
      blockedBy: result.blockedBy,
      detail: result.detail,
      remedy: result.remedy,
      docs: `docs/reference.md#${result.id}`,
      code: result.code,
      data: result.data,
      durationMs: result.durationMs,
      checkedAt: result.checkedAt,
    })),
    error: error === undefined ? null : { code: error.code, message: error.message, hints: error.hints },
  });
}
