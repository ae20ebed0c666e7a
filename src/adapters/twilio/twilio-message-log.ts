import { readAmount } from '../../domain/deliveries/amount.ts';
import type { MessageRecord } from '../../domain/deliveries/message-record.ts';
import { replyOf } from '../../domain/deliveries/reply.ts';
import { printable } from '../../domain/text/printable.ts';
import type { MessageQuery } from '../../ports.ts';
import { belonging, codeIn, isGiven, type Row, shown, sidIn, sidOrNull } from './twilio-answers.ts';
import type { TwilioApi, Values } from './twilio-api.ts';
import { notUnderstood } from './twilio-errors.ts';
import { eachPage } from './twilio-pages.ts';

/** Twilio's largest page: https://www.twilio.com/docs/usage/twilios-response#pagination */
const pageSize = 1000;

/**
 * Messages of the account, newest first. Twilio filters by whole days of GMT, and only messages that it has sent; the names of
 * the filters end in `>` and `<`, and their values are days alone.
 * (https://www.twilio.com/docs/messaging/api/message-resource#read-multiple-message-resources)
 */
export async function* readMessages(
  api: TwilioApi,
  accountSid: string,
  { from, to, sentSince, sentUntil, withText }: MessageQuery,
): AsyncGenerator<readonly MessageRecord[]> {
  const path = `/2010-04-01/Accounts/${accountSid}/Messages.json`;
  const query: Values = {
    PageSize: pageSize,
    ...(from !== undefined && { From: from }),
    ...(to !== undefined && { To: to }),
    ...(sentSince !== undefined && { 'DateSent>': dayOf(sentSince) }),
    ...(sentUntil !== undefined && { 'DateSent<': dayOf(sentUntil) }),
  };
  const get = (parameters: Values) => api.get('api', path, parameters);
  for await (const { rows, next } of eachPage(get, { path, key: 'messages', query })) {
    yield rows.map((row) => readMessage(row, accountSid, withText));
    // After an empty page with a link, there are only more of them.
    if (next === 'broken' && rows.length > 0) throw notUnderstood('The list of messages ends in the middle.');
  }
}

const dayOf = (time: Date): string => time.toISOString().slice(0, 10);

/** Keeps no text unless `withText`. Throws `ProviderError` if the message belongs to another account. */
export function readMessage(row: Row, accountSid: string, withText: boolean): MessageRecord {
  if (isGiven(row.account_sid)) belonging(row, accountSid);
  const direction = shown(row, 'direction', 40).startsWith('inbound') ? 'inbound' : 'outbound';
  const { body } = row;
  const text = typeof body === 'string' ? body : '';
  return {
    sid: sidIn(row),
    direction,
    status: shown(row, 'status', 40).toLowerCase(),
    code: codeIn(row),
    from: addressIn(row, 'from'),
    to: addressIn(row, 'to'),
    serviceSid: sidOrNull(row, 'messaging_service_sid'),
    createdAt: timeIn(row, 'date_created'),
    sentAt: timeIn(row, 'date_sent'),
    updatedAt: timeIn(row, 'date_updated'),
    segments: wholeIn(row, 'num_segments'),
    price: readAmount(decimalIn(row, 'price'), shown(row, 'price_unit', 10)) ?? null,
    reply: direction === 'inbound' ? replyOf(text) : null,
    text: withText ? printable(text, longestText) : null,
  };
}

/** https://www.twilio.com/docs/messaging/api/message-resource: 1,600 characters. */
const longestText = 1600;

/** A number, a sender ID or a channel's address. */
function addressIn(row: Row, key: string): string | null {
  const address = shown(row, key, 100);
  return address === '' ? null : address;
}

/** RFC 2822. */
function timeIn(row: Row, key: string): number | null {
  const time = Date.parse(shown(row, key, 40));
  return Number.isNaN(time) ? null : time;
}

/** Null for 0, which Twilio writes before it has counted. */
function wholeIn(row: Row, key: string): number | null {
  const count = /^\d{1,4}$/.test(shown(row, key, 10)) ? Number(row[key]) : 0;
  return count === 0 ? null : count;
}

/** Twilio writes decimals as texts; its definitions allow for numbers. */
const decimalIn = (row: Row, key: string): string =>
  typeof row[key] === 'number' ? String(row[key]) : shown(row, key, 40);
