import type { TestMessage } from '../../../app/send-test.ts';
import type { ErrorCode } from '../../../domain/error-codes/error-codes.ts';
import { isDelivered, isFinal, type SentMessage } from '../../../domain/messages/message.ts';
import type { Segmentation } from '../../../domain/messages/segments.ts';
import { remedyLine } from '../../../domain/readiness/check.ts';
import { counted } from '../../../domain/text/counts.ts';
import { maskSid } from '../../../domain/text/mask.ts';
import { printable } from '../../../domain/text/printable.ts';
import { type Style, wrap } from '../../render/style.ts';

const labelWidth = 14;

/** The message before it is sent. */
export function previewLines(
  organization: string,
  { sender, messagingService, to, accountSid, body }: TestMessage,
  { segments, encoding }: Segmentation,
  style: Style,
): string {
  const line = (label: string, text: string): string =>
    `${style.dim(`${label}:`.padEnd(labelWidth))}${wrap(text, style.columns, labelWidth).trimStart()}\n`;
  const service = messagingService === undefined ? '' : ` (through ${maskSid(messagingService)})`;
  return [
    line('Organization', organization),
    line('Account', maskSid(accountSid)),
    line('From', `${printable(sender)}${service}`),
    line('To', to),
    line('Text', printable(body, 1600)),
    line('Billed as', `${counted(segments, 'segment')}, ${encoding}`),
  ].join('');
}

/** What became of the message, and what to do. */
export function outcomeLines(sent: SentMessage, reason: ErrorCode | null, { arrow, columns }: Style): string {
  const { status, errorCode, sid } = sent;
  const id = maskSid(sid);
  const line = (text: string): string => `${wrap(text, columns)}\n`;
  const toDo = (text: string): string => `${arrow} ${wrap(text, columns, 2).trimStart()}\n`;
  if (isDelivered(sent)) return line(`Delivered: the carrier reports that message ${id} arrived.`);
  if (!isFinal(sent)) {
    return [
      line(`No delivery report yet: message ${id} is ${status}.`),
      toDo(`Ask the recipient: some carriers never report a delivery. For details, run \`smsctl explain ${status}\`.`),
    ].join('');
  }
  return [
    line(`Not delivered: message ${id} is ${status}${errorCode === null ? '' : ` (error ${errorCode})`}.`),
    ...(reason === null ? [] : [line(`${reason.title}: ${reason.meaning}`), toDo(remedyLine(reason.remedy))]),
    ...(errorCode === null ? [] : [toDo(`For details, run \`smsctl explain ${errorCode}\`.`)]),
  ].join('');
}
