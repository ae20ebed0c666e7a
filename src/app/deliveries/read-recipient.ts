import type { AlertGroup } from '../../domain/deliveries/alert-record.ts';
import { type CustomerAnswer, customerAnswer, unknownAnswer } from '../../domain/deliveries/customer-answer.ts';
import { hasFailed, isSms, type MessageRecord, timeOf } from '../../domain/deliveries/message-record.ts';
import { type OptState, optStates } from '../../domain/deliveries/opt-outs.ts';
import type { Span } from '../../domain/deliveries/overview.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { Provider } from '../../ports.ts';
import { type Gap, isOf, type WantedSender } from './delivery-log.ts';
import { readAlerts } from './read-alerts.ts';

export interface RecipientRequest {
  /** E.164. */
  readonly number: string;
  /** Null: everything that the provider keeps. */
  readonly span: Span | null;
  readonly sender: WantedSender | null;
  /** How many messages in each direction are read at most. */
  readonly limit: number;
  readonly withText: boolean;
  readonly now: Date;
}

export interface RecipientRead {
  /** To and from the recipient, newest first. */
  readonly messages: readonly MessageRecord[];
  /** The newest message to the recipient. Null: none. */
  readonly newest: MessageRecord | null;
  readonly failed: boolean;
  /** True if no message to the recipient was found, and one may be among those that could not be read or recognized. */
  readonly unseen: boolean;
  readonly opted: readonly OptState[];
  readonly answer: CustomerAnswer;
  /** Refused requests of the last day, if there is no message. They name no recipient. */
  readonly refusals: readonly AlertGroup[];
  readonly alertsError: ProviderError | null;
  readonly gaps: readonly Gap[];
  readonly read: number;
  readonly stopped: ProviderError | null;
}

const dayMs = 86_400_000;

/** With these, messages to the recipient may be missing without a trace. */
const blinding: readonly Gap[] = ['redacted', 'filter-ignored', 'limit'];

/** The messages to and from one recipient. Rejects with `ProviderError` if they cannot be read at all. */
export async function readRecipient(
  provider: Pick<Provider, 'messages' | 'alerts'>,
  { number, span, sender, limit, withText, now }: RecipientRequest,
): Promise<RecipientRead> {
  const gaps = new Set<Gap>();
  const isTheirs = (message: MessageRecord): boolean =>
    message.direction === 'inbound' ? message.from === number : message.to === number;
  const lists = await Promise.all([
    readList(provider, { to: number, withText }, limit, gaps),
    readList(provider, { from: number, withText }, limit, gaps),
  ]);
  const found = lists.flatMap((list) => list.messages);
  if (found.some((message) => !isTheirs(message) && isRedacted(message))) gaps.add('redacted');
  else if (found.length > 0 && !found.some(isTheirs)) gaps.add('filter-ignored');
  const messages = found
    .filter((message) => isTheirs(message) && isSms(message))
    .filter((message) => span === null || isIn(message, span))
    .filter((message) => sender === null || isOf(message, sender))
    .sort((one, other) => (timeOf(other) ?? 0) - (timeOf(one) ?? 0));
  const newest = messages.find(({ direction }) => direction === 'outbound') ?? null;
  const opted = optStates(messages);
  const unseen = newest === null && blinding.some((gap) => gaps.has(gap));
  const until = span?.until ?? now.getTime();
  const alerts =
    newest === null
      ? await readAlerts(provider, { since: span?.since ?? until - dayMs, until }, now)
      : { groups: [], gaps: [], error: null };
  const stopped = lists.find((list) => list.stopped !== null)?.stopped ?? null;
  return {
    messages,
    newest,
    failed: newest !== null && hasFailed(newest),
    unseen,
    opted,
    answer: unseen && opted[0]?.state !== 'out' ? unknownAnswer : customerAnswer(newest, opted[0] ?? null),
    refusals: alerts.groups.filter(({ kind }) => kind === 'refused'),
    alertsError: alerts.error,
    gaps: [...gaps, ...(stopped === null ? [] : (['stopped'] as const)), ...alerts.gaps],
    read: found.length,
    stopped,
  };
}

const isIn = (message: MessageRecord, { since, until }: Span): boolean => {
  const at = timeOf(message);
  return at !== null && at >= since && at <= until;
};

/** A number that the account masks. How it looks is not documented. */
const isRedacted = ({ direction, from, to }: MessageRecord): boolean =>
  /[*xX•]{3,}/.test((direction === 'inbound' ? from : to) ?? '');

async function readList(
  { messages }: Pick<Provider, 'messages'>,
  query: Parameters<Provider['messages']>[0],
  limit: number,
  gaps: Set<Gap>,
) {
  const found: MessageRecord[] = [];
  try {
    for await (const page of messages(query)) {
      const taken = page.slice(0, limit - found.length);
      found.push(...taken);
      if (taken.length < page.length) {
        gaps.add('limit');
        break;
      }
    }
  } catch (error) {
    if (!(error instanceof ProviderError) || found.length === 0) throw error;
    return { messages: found, stopped: error };
  }
  return { messages: found, stopped: null };
}
