import { senderRulesAsOf } from '../../../domain/provider-rules/dates.ts';
import { exitOf, summarize } from '../../../domain/readiness/verdict.ts';
import { jsonText } from '../../../domain/text/json-text.ts';
import type { DocumentSpec } from '../../command/document.ts';
import type { VerifyFormat } from './verify-run.ts';

export const verifyDocumentSpec = {
  schema: 'smsctl.verify/1',
  empty: ({ organization, now }) => ({
    organization,
    source: null,
    provider: null,
    checkedAt: now,
    verdict: 'unknown',
    ready: false,
    selection: null,
    rulesAsOf: senderRulesAsOf,
    summary: summarize([]),
    checks: [],
  }),
} as const satisfies DocumentSpec;

export const verifyDocument: VerifyFormat = (run) => {
  const { version, organization, source, provider, checkedAt, verdict, results, needed, selection, docsPage, error } =
    run;
  return jsonText({
    schema: verifyDocumentSpec.schema,
    version,
    organization,
    source,
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
      docs: docsPage(`reference.md#${result.id}`),
      code: result.code,
      data: result.data,
      durationMs: result.durationMs,
      checkedAt: result.checkedAt,
    })),
    error: error === undefined ? null : { code: error.code, message: error.message, hints: error.hints },
  });
};
