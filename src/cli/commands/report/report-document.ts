import type { HandOver } from '../../../app/status/hand-over.ts';
import type { ExitCode } from '../../../domain/exit-code.ts';
import { jsonText } from '../../../domain/text/json-text.ts';
import type { DocumentSpec } from '../../command/document.ts';

export const reportDocumentSpec = {
  schema: 'smsctl.report/1',
  empty: ({ organization, now }) => ({
    organization,
    madeAt: now,
    masked: true,
    provider: null,
    status: null,
    checklist: [],
    number: null,
    method: null,
    contacts: null,
    campaign: null,
    failures: [],
  }),
} as const satisfies DocumentSpec;

export const reportDocument = (version: string, report: HandOver, exitCode: ExitCode): string =>
  jsonText({ schema: reportDocumentSpec.schema, version, ...report, exitCode, error: null });
