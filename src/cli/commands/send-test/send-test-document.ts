import type { TestMessage } from '../../../app/send-test.ts';
import type { ErrorCode } from '../../../domain/error-codes/error-codes.ts';
import type { ExitCode } from '../../../domain/exit-code.ts';
import { isDelivered, isFinal, type SentMessage } from '../../../domain/messages/message.ts';
import type { Segmentation } from '../../../domain/messages/segments.ts';
import { jsonText } from '../../../domain/text/json-text.ts';
import { maskSender } from '../../../domain/text/mask.ts';
import type { DocumentSpec } from '../../command/document.ts';

export const sendTestDocumentSpec = {
  schema: 'smsctl.send-test/1',
  empty: ({ organization }) => ({
    organization,
    provider: null,
    sid: null,
    sender: null,
    recipient: null,
    encoding: null,
    segments: null,
    status: null,
    delivered: false,
    final: false,
    code: null,
    reason: null,
  }),
} as const satisfies DocumentSpec;

interface Sending {
  readonly version: string;
  readonly organization: string;
  readonly provider: string;
  readonly message: TestMessage;
  readonly segmentation: Segmentation;
  readonly sent: SentMessage;
  /** Why it was not delivered. Null: unknown, or it was. */
  readonly reason: ErrorCode | null;
  readonly exit: ExitCode;
}

/** Masks the recipient: the caller knows the number. */
export function sendTestDocument({
  version,
  organization,
  provider,
  message,
  segmentation,
  sent,
  reason,
  exit,
}: Sending): string {
  return jsonText({
    schema: sendTestDocumentSpec.schema,
    version,
    organization,
    provider,
    exitCode: exit,
    sid: sent.sid,
    sender: message.sender,
    recipient: maskSender(message.to),
    encoding: segmentation.encoding,
    segments: segmentation.segments,
    status: sent.status,
    delivered: isDelivered(sent),
    final: isFinal(sent),
    code: sent.errorCode === null ? null : String(sent.errorCode),
    reason: reason === null ? null : { title: reason.title, meaning: reason.meaning, remedy: reason.remedy },
    error: null,
  });
}
