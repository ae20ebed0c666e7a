import type { MessageRead } from '../../../app/deliveries/read-message.ts';
import type { RecipientRead } from '../../../app/deliveries/read-recipient.ts';
import type { Amount } from '../../../domain/deliveries/amount.ts';
import { hasFailed, type MessageRecord, outcomeOf, timeOf } from '../../../domain/deliveries/message-record.ts';
import type { OptState } from '../../../domain/deliveries/opt-outs.ts';
import { reasonFor } from '../../../domain/deliveries/overview.ts';
import { messageStates } from '../../../domain/messages/message-states.ts';
import { costText } from '../../../domain/prices/decimal.ts';
import type { CheckStatus } from '../../../domain/readiness/check.ts';
import { counted } from '../../../domain/text/counts.ts';
import { maskSender, maskSid } from '../../../domain/text/mask.ts';
import { type Style, wrap } from '../../render/style.ts';
import { alertLines } from './alert-lines.ts';
import { gapWords } from './gap-words.ts';
import { joined, reasonSteps, timeText } from './shared-lines.ts';

/** How much of a message is shown. */
export interface Shown {
  readonly numbers: boolean;
}

/** Messages of a recipient that are shown; `--verbose` shows all. */
const mostMessages = 5;

export const addressText = (address: string | null, { numbers }: Shown): string =>
  address === null ? 'no sender yet' : numbers ? address : maskSender(address);

const markOf = (message: MessageRecord): CheckStatus => {
  if (message.direction === 'inbound') return 'skip';
  if (hasFailed(message)) return 'fail';
  return outcomeOf(message) === 'delivered' ? 'pass' : 'unknown';
};

/** `undelivered (30007, Message filtered as spam)`. */
export function stateText({ status, code, direction, reply }: MessageRecord): string {
  if (direction === 'inbound') {
    return reply === null ? 'received' : `received: the recipient ${reply === 'stop' ? 'opted out' : 'opted in'}`;
  }
  const title = reasonFor(code)?.title;
  return code === null ? status : `${status} (${code}${title === undefined ? '' : `, ${title}`})`;
}

/** One line for a message, and its SID and text below. */
function historyLines(message: MessageRecord, style: Style): readonly string[] {
  return [
    `${style.mark(markOf(message))} ${wrap(`${timeText(timeOf(message))}: ${stateText(message)}`, style.columns, 2).trimStart()}`,
    style.dim(`  ${message.sid}`),
    ...textLines(message, style),
  ];
}

const textLines = ({ text }: MessageRecord, style: Style): readonly string[] =>
  text === null ? [] : [wrap(`"${text}"`, style.columns, 2)];

/** The history, newest first, then the last message with its cause, and what to tell the customer. */
export function recipientLines(
  read: RecipientRead,
  { number, limit, shown }: { readonly number: string; readonly limit: number; readonly shown: Shown },
  style: Style,
): string {
  const { messages, newest, opted, answer, refusals } = read;
  const reason = newest !== null && hasFailed(newest) ? reasonFor(newest.code) : null;
  const listed = style.verbose ? messages : messages.slice(0, mostMessages);
  const rest = messages.length - listed.length;
  const recipient = style.masked(addressText(number, shown));
  const sections: readonly (readonly string[])[] = [
    [
      style.strong(wrap(`Messages to and from ${recipient}`, style.columns)),
      ...listed.flatMap((message) => historyLines(message, style)),
      ...(rest === 0 ? [] : [`  and ${rest} more (\`--verbose\` shows all)`]),
    ],
    opted.map((state) => wrap(style.masked(optText(state, shown)), style.columns)),
    refusals.length === 0
      ? []
      : [
          ...alertLines(refusals, style),
          wrap('Refused requests name no recipient. One of them may have been to this number.', style.columns, 2),
        ],
    noteLines(
      read.gaps.map((gap) => gapWords(gap, { limit, limitedTo: null, ...read })),
      style,
    ),
    // Last, so that it stays on the screen.
    newest === null
      ? [
          wrap(
            read.unseen
              ? 'smsctl found no message to this number, and could not see all that may be to it.'
              : 'Twilio lists no message to this number. It may be older than the list, of another account, or refused before it became a message.',
            style.columns,
          ),
        ]
      : [
          `${style.mark(markOf(newest))} ${wrap(`The last message, ${timeText(timeOf(newest))}, is ${stateText(newest)}.`, style.columns, 2).trimStart()}`,
          ...causeLines(newest, style),
        ],
    [style.strong('Tell the customer'), wrap(answer.text, style.columns, 2)],
    reason === null ? [] : reasonSteps(reason, style),
  ];
  return joined(sections);
}

/** What a failure or a state means. */
function causeLines(message: MessageRecord, style: Style): readonly string[] {
  const reason = hasFailed(message) ? reasonFor(message.code) : null;
  if (reason !== null) return [wrap(reason.meaning, style.columns, 2)];
  if (hasFailed(message) && message.code === null)
    return [wrap('Twilio gives no error code for it.', style.columns, 2)];
  const state = messageStates.find(({ id }) => id === message.status);
  return state === undefined ? [] : [wrap(state.meaning, style.columns, 2)];
}

const senderText = (sender: string): string => (/^MG/.test(sender) ? `the service ${maskSid(sender)}` : sender);

function optText({ sender, state, at, by }: OptState, { numbers }: Shown): string {
  const name = senderText(numbers ? sender : maskSender(sender));
  const when = timeText(at);
  if (state === 'out') {
    return by === 'reply'
      ? `Opted out of ${name} by a reply, ${when}. Only the recipient can opt in again, by replying START.`
      : `Opted out of ${name}: Twilio refused a message with error 21610, ${when}. Only the recipient can opt in again, by replying START.`;
  }
  return by === 'reply'
    ? `Opted in to ${name} again by a reply, ${when}.`
    : `Opted out of ${name} earlier, and a later message was delivered, ${when}.`;
}

/** One message through its states, with its alerts. */
export function messageLines(
  read: MessageRead,
  { limit, shown }: { readonly limit: number; readonly shown: Shown },
  style: Style,
): string {
  const { message, answer, alerts } = read;
  const { createdAt, sentAt, updatedAt, status } = message;
  const reason = hasFailed(message) ? reasonFor(message.code) : null;
  const row = (label: string, text: string): string =>
    `  ${label.padEnd(9)}${wrap(text, style.columns, 11).trimStart()}`;
  const isInbound = message.direction === 'inbound';
  const states: readonly (readonly [string, string])[] = [
    ['Created', timeText(createdAt)],
    [isInbound ? 'Passed on' : 'Sent', sentAt === null ? 'not sent' : timeText(sentAt)],
    ['Updated', timeText(updatedAt)],
  ];
  const state = messageStates.find(({ id }) => id === status);
  const price = message.price === null ? 'no price yet' : priceText(message.price);
  const sections: readonly (readonly string[])[] = [
    [
      style.strong(`Message ${message.sid}`),
      `${style.mark(markOf(message))} ${wrap(`${stateText(message)}.`, style.columns, 2).trimStart()}`,
      ...(reason === null
        ? state === undefined
          ? []
          : [wrap(state.meaning, style.columns, 2)]
        : [wrap(reason.meaning, style.columns, 2)]),
    ],
    [
      row('From', style.masked(addressText(message.from, isInbound ? shown : { numbers: true }))),
      row('To', style.masked(addressText(message.to, isInbound ? { numbers: true } : shown))),
      ...(message.serviceSid === null ? [] : [row('Service', style.masked(maskSid(message.serviceSid)))]),
      ...states.map(([label, text]) => row(label, text)),
      row(
        'Billed',
        `${message.segments === null ? 'segments not counted yet' : counted(message.segments, 'segment')}, ${price}`,
      ),
      ...(message.text === null ? [] : [row('Text', `"${message.text}"`)]),
    ],
    alertLines(alerts, style, true),
    answer === null ? [] : [style.strong('Tell the customer'), wrap(answer.text, style.columns, 2)],
    noteLines(
      read.gaps.map((gap) => gapWords(gap, { limit, limitedTo: null, stopped: null, ...read })),
      style,
    ),
    reason === null ? [] : reasonSteps(reason, style),
  ];
  return joined(sections);
}

/** The provider writes what it charges as a negative number. */
const priceText = ({ value, currency }: Amount): string => `${currency} ${costText(-value)}`;

const noteLines = (notes: readonly string[], style: Style): readonly string[] =>
  notes.map((note) => wrap(`Note: ${note}`, style.columns));
