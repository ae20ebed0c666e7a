import { trialCodes } from '../error-codes/account/trial.ts';
import type { ErrorCode } from '../error-codes/error-codes.ts';
import { limitCodes } from '../error-codes/sending/limits.ts';
import { messagingServiceCodes } from '../error-codes/sending/messaging-service.ts';
import { sendTimeCodes } from '../error-codes/sending/send-time.ts';

/** A fault that the provider's debugger shows, without the data of the request. */
export interface AlertRecord {
  readonly sid: string;
  /** Null: it has none, or none that is a number. */
  readonly code: number | null;
  readonly level: string;
  /** In milliseconds since 1970. Null: the provider does not say. */
  readonly at: number | null;
  /** The message that it is about. Null: none, as for a refused request. */
  readonly messageSid: string | null;
  /** The host of the webhook, without path, query and user. Null: none. */
  readonly host: string | null;
  /** The HTTP status that the webhook answered with. Null: unknown. */
  readonly httpStatus: number | null;
}

/**
 * What an alert is about: `webhook` the provider called a server of the customer; `refused` a request to send that the
 * provider refused, so that it became no message; `message` a message, which is in the list of messages as well; `other`.
 */
export type AlertKind = 'webhook' | 'refused' | 'message' | 'other';

/** Codes that a request to send may be refused with. */
const refusals = new Set(
  [sendTimeCodes, limitCodes, messagingServiceCodes, trialCodes].flatMap(({ rows }) => rows.map(([code]) => code)),
);

export function alertKind({ code, messageSid }: Pick<AlertRecord, 'code' | 'messageSid'>): AlertKind {
  // Codes of webhooks, and of what they answer.
  if (code !== null && ((code >= 11_000 && code < 13_000) || (code >= 14_100 && code < 14_200))) return 'webhook';
  if (messageSid !== null) return 'message';
  return code !== null && refusals.has(code) ? 'refused' : 'other';
}

/** Alerts with the same code and kind. */
export interface AlertGroup {
  readonly kind: AlertKind;
  readonly code: number | null;
  readonly count: number;
  /** In milliseconds since 1970. Null: no alert has a time. */
  readonly first: number | null;
  readonly last: number | null;
  /** The hosts of webhooks, most frequent first, at most `mostHosts`. */
  readonly hosts: readonly string[];
  /** The HTTP statuses of webhooks, most frequent first, at most `mostHosts`. */
  readonly httpStatuses: readonly number[];
  /** What the code means. Null: smsctl does not know it. */
  readonly reason: ErrorCode | null;
}

export const mostHosts = 5;
