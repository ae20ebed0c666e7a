import type { AcknowledgementSubject } from '../../../app/acknowledge.ts';
import { exitCode } from '../../../domain/exit-code.ts';
import type { Acknowledgement } from '../../../domain/settings/settings.ts';
import { jsonText } from '../../../domain/text/json-text.ts';
import type { DocumentSpec } from '../../command/document.ts';

export const acknowledgeDocumentSpec = {
  schema: 'smsctl.acknowledge/1',
  empty: ({ organization }) => ({ organization, subject: null, changed: false, by: null, at: null }),
} as const satisfies DocumentSpec;

export const acknowledgeDocument = (
  version: string,
  organization: string,
  {
    subject,
    changed,
    record: { by, at },
  }: {
    readonly subject: AcknowledgementSubject;
    readonly changed: boolean;
    readonly record: Acknowledgement;
  },
): string =>
  jsonText({
    schema: acknowledgeDocumentSpec.schema,
    version,
    organization,
    subject,
    changed,
    by,
    at,
    exitCode: exitCode.done,
    error: null,
  });
