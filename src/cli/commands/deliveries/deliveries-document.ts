import type { Gap } from '../../../app/deliveries/delivery-log.ts';
import type { MessageRead } from '../../../app/deliveries/read-message.ts';
import type { OverviewRead } from '../../../app/deliveries/read-overview.ts';
import type { RecipientRead } from '../../../app/deliveries/read-recipient.ts';
import type { AlertGroup } from '../../../domain/deliveries/alert-record.ts';
import type { Amount } from '../../../domain/deliveries/amount.ts';
import type { FailureShare } from '../../../domain/deliveries/failure-share.ts';
import { type MessageRecord, outcomeOf } from '../../../domain/deliveries/message-record.ts';
import { reasonFor, type Span } from '../../../domain/deliveries/overview.ts';
import type { ErrorCode } from '../../../domain/error-codes/error-codes.ts';
import type { ExitCode } from '../../../domain/exit-code.ts';
import { decimalText } from '../../../domain/prices/decimal.ts';
import { jsonText } from '../../../domain/text/json-text.ts';
import type { UserError } from '../../../domain/user-error.ts';
import type { Copyable } from '../../command/copyable.ts';
import { deliveriesDocumentSpec, noDeliveries } from './deliveries-document-spec.ts';
import { addressText, type Shown } from './message-lines.ts';

/** What every document of the command says. */
export interface DocumentHead {
  readonly version: string;
  readonly organization: string;
  readonly provider: string;
  readonly exitCode: ExitCode;
  /** As it was asked for. Null: all senders. */
  readonly sender: string | null;
  readonly limit: number;
  readonly requests: number;
}

const isoOrNull = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());

const spanParts = (span: Span | null) => ({
  since: isoOrNull(span?.since ?? null),
  until: isoOrNull(span?.until ?? null),
});

/** A share in percent with three decimal places. */
const rounded = (percent: number | null): number | null =>
  percent === null ? null : Math.round(percent * 1000) / 1000;

const codeText = (code: number | null): string | null => (code === null ? null : String(code));

const reasonPart = (reason: ErrorCode | null) =>
  reason === null
    ? null
    : { title: reason.title, meaning: reason.meaning, checks: reason.checks, remedy: reason.remedy };

const alertPart = ({ kind, code, count, first, last, hosts, httpStatuses, reason }: AlertGroup) => ({
  kind,
  code: codeText(code),
  count,
  first: isoOrNull(first),
  last: isoOrNull(last),
  hosts,
  httpStatuses,
  reason: reasonPart(reason),
});

function documentOf(
  { version, organization, provider, exitCode, sender, limit, requests }: DocumentHead,
  parts: Partial<Record<keyof typeof noDeliveries, unknown>>,
  error: UserError | null,
): string {
  return jsonText({
    schema: deliveriesDocumentSpec.schema,
    version,
    organization,
    exitCode,
    ...noDeliveries,
    ...{ provider, sender, limit, requests },
    ...parts,
    error: error === null ? null : { code: error.code, message: error.message, hints: error.hints },
  });
}

/** True if nothing is missing but what no list of the provider shows. */
const isComplete = (gaps: readonly Gap[]): boolean => gaps.length === 0;

export function overviewDocument(
  head: DocumentHead,
  read: OverviewRead,
  share: FailureShare,
  maxFailed: number,
): string {
  const { overview, alerts, gaps, stopped } = read;
  const { outcomes, messages, otherChannels, received, stops, starts, codes, countries, trend, costs, unpriced } =
    overview;
  const { failed, refused, known, percent, judged, exceeds, cause, country } = share;
  return documentOf(
    head,
    {
      kind: 'overview',
      ...spanParts(overview.span),
      read: read.read,
      complete: isComplete(gaps),
      gaps,
      failures: {
        ...{ failed, refused, known, percent: rounded(percent), maximum: maxFailed, judged, exceeds, country },
        cause:
          cause === null ? null : { code: codeText(cause.code), count: cause.count, reason: reasonPart(cause.reason) },
      },
      counts: { messages, ...outcomes, otherChannels, received, stops, starts },
      codes: codes.map(({ code, count, first, last, reason }) => ({
        code: codeText(code),
        count,
        share: rounded((count / (outcomes.failed + outcomes.undelivered)) * 100),
        first: isoOrNull(first),
        last: isoOrNull(last),
        reason: reasonPart(reason),
      })),
      countries,
      trend: {
        unit: trend.unit,
        points: trend.points.map(({ at, ...point }) => ({ at: isoOrNull(at), ...point })),
      },
      costs: costs.map(({ amount, ...cost }) => ({ ...cost, amount: decimalText(amount) })),
      unpriced,
      alerts: alerts.map(alertPart),
    },
    stopped,
  );
}

const costPart = (price: Amount | null) =>
  price === null ? null : { currency: price.currency, amount: decimalText(-price.value) };

interface MessageParts {
  readonly shown: Shown;
  /** For the commands in what a code means. */
  readonly copyable: Copyable;
}

function messagePart(message: MessageRecord, { shown, copyable }: MessageParts) {
  const { sid, direction, status, code, createdAt, sentAt, updatedAt, segments, price, reply, text } = message;
  const isInbound = direction === 'inbound';
  return {
    sid,
    direction,
    status,
    outcome: isInbound ? null : outcomeOf(message),
    code: codeText(code),
    reason: copyable(reasonPart(isInbound ? null : reasonFor(code))),
    from: message.from === null ? null : addressText(message.from, isInbound ? shown : { numbers: true }),
    to: message.to === null ? null : addressText(message.to, isInbound ? { numbers: true } : shown),
    messagingService: message.serviceSid,
    createdAt: isoOrNull(createdAt),
    sentAt: isoOrNull(sentAt),
    updatedAt: isoOrNull(updatedAt),
    segments,
    cost: costPart(price),
    reply,
    text,
  };
}

export function recipientDocument(
  head: DocumentHead,
  read: RecipientRead,
  { number, span, ...parts }: MessageParts & { readonly number: string; readonly span: Span | null },
): string {
  const { messages, opted, answer, refusals, gaps, stopped } = read;
  return documentOf(
    head,
    {
      kind: 'recipient',
      ...spanParts(span),
      read: read.read,
      complete: isComplete(gaps),
      gaps,
      alerts: refusals.map(alertPart),
      recipient: addressText(number, parts.shown),
      messages: messages.map((message) => messagePart(message, parts)),
      optOuts: opted.map(({ sender, state, at, by }) => ({ sender, state, at: isoOrNull(at), by })),
      customer: answer,
    },
    stopped,
  );
}

export function messageDocument(head: DocumentHead, read: MessageRead, parts: MessageParts): string {
  const { message, answer, alerts, gaps } = read;
  return documentOf(
    head,
    {
      kind: 'message',
      read: 1,
      complete: isComplete(gaps),
      gaps,
      alerts: alerts.map(alertPart),
      messages: [messagePart(message, parts)],
      customer: answer,
    },
    null,
  );
}
