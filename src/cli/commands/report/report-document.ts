import type { HandOver } from '../../../app/status/hand-over.ts';
import type { ExitCode } from '../../../domain/exit-code.ts';
import { jsonText } from '../../../domain/text/json-text.ts';
import type { DocumentForm } from '../../command/document.ts';

export const reportForm = {
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
} as const satisfies DocumentForm;

export const reportDocument = (version: string, report: HandOver, exitCode: ExitCode): string =>
  jsonText({ schema: reportForm.schema, version, ...report, exitCode, error: null });
