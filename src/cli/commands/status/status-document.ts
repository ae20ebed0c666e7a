import type { Status } from '../../../app/status/read-status.ts';
import type { ExitCode } from '../../../domain/exit-code.ts';
import { summarize } from '../../../domain/readiness/verdict.ts';
import { jsonText } from '../../../domain/text/json-text.ts';
import type { DocumentSpec } from '../../command/document.ts';

export const statusDocumentSpec = {
  schema: 'smsctl.status/1',
  empty: ({ organization }) =>
    ({
      organization,
      configured: false,
      owner: null,
      number: null,
      credentials: null,
      standby: [],
      method: null,
      contacts: null,
      acknowledgements: { contacts: null, shortForm: null },
      pending: 0,
      pendingKeys: [],
      verification: { completedAt: null, verdict: 'unknown', summary: summarize([]), period: null },
      next: null,
    }) satisfies Status,
} as const satisfies DocumentSpec;

export const statusDocument = (version: string, status: Status, exitCode: ExitCode): string =>
  jsonText({ schema: statusDocumentSpec.schema, version, ...status, exitCode, error: null });
