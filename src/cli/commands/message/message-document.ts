import type { ExitCode } from '../../../domain/exit-code.ts';
import type { MessageReport } from '../../../domain/messages/message-report.ts';
import { differencesFromEmail } from '../../../domain/messages/sms-and-email.ts';
import { jsonText } from '../../../domain/text/json-text.ts';
import type { DocumentSpec } from '../../command/document.ts';

export const messageDocumentSpec = {
  schema: 'smsctl.message/1',
  empty: ({ organization }) => ({
    organization,
    encoding: null,
    segments: null,
    characters: null,
    units: null,
    room: null,
    maxSegments: null,
    costFactor: null,
    culprits: [],
    plain: null,
    placeholders: [],
    worstCase: null,
    findings: [],
    differencesFromEmail: [],
  }),
} as const satisfies DocumentSpec;

interface CheckedMessage {
  readonly version: string;
  readonly organization: string;
  readonly report: MessageReport;
  readonly maxSegments: number | undefined;
  readonly exit: ExitCode;
}

export function messageDocument({ version, organization, report, maxSegments, exit }: CheckedMessage): string {
  const { encoding, segments, characters, units, room, costFactor, culprits, plain, worstCase, findings } = report;
  return jsonText({
    schema: messageDocumentSpec.schema,
    version,
    organization,
    exitCode: exit,
    encoding,
    segments,
    characters,
    units,
    room,
    maxSegments: maxSegments ?? null,
    costFactor,
    culprits,
    plain,
    placeholders: report.placeholders.map(({ name, longest = null }) => ({ name, longest })),
    worstCase,
    findings,
    differencesFromEmail,
    error: null,
  });
}
