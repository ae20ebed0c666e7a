import type { CredentialsReport } from '../../../app/credentials/report-credentials.ts';
import type { ExitCode } from '../../../domain/exit-code.ts';
import type { CheckResult } from '../../../domain/readiness/check.ts';
import { jsonText } from '../../../domain/text/json-text.ts';
import type { DocumentSpec } from '../../command/document.ts';

const emptyReport: CredentialsReport = {
  active: null,
  standby: [],
  confirmed: null,
  pending: 0,
  pendingKeys: [],
  next: null,
};

const empty = {
  provider: null,
  changed: false,
  dryRun: false,
  ...emptyReport,
  checks: [],
  createdKey: null,
  advice: [],
};

/** One schema for all commands of the group. Fields that do not apply to a command are empty. */
export const credentialsDocumentSpec = {
  schema: 'smsctl.credentials/1',
  empty: ({ organization }) => ({ organization, ...empty }),
} as const satisfies DocumentSpec;

/** The result of a command of the group. Absent parts are empty in the document. */
export interface CredentialsResult {
  readonly version: string;
  readonly organization: string;
  /** `twilio`, or the origin of a mock server; null if the command does not use the provider. */
  readonly provider?: string | null;
  readonly changed?: boolean;
  readonly dryRun?: boolean;
  readonly report: CredentialsReport;
  readonly checks?: readonly CheckResult[];
  readonly createdKey?: { readonly name: string; readonly sid: string } | null;
  /** What the person has to do next, a sentence each. */
  readonly advice?: readonly string[];
  readonly exit: ExitCode;
}

export function credentialsDocument({
  version,
  organization,
  report,
  checks = [],
  exit,
  ...result
}: CredentialsResult): string {
  return jsonText({
    schema: credentialsDocumentSpec.schema,
    version,
    organization,
    ...empty,
    ...result,
    ...report,
    checks: checks.map(({ id, title, status, detail, remedy, code }) => ({ id, title, status, detail, remedy, code })),
    exitCode: exit,
    error: null,
  });
}
