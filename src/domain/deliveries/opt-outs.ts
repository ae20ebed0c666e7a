import { isSms, type MessageRecord, outcomeOf, timeOf } from './message-record.ts';

/** Whether a recipient wants messages of a sender, as far as the messages show. */
export interface OptState {
  /** The number that the recipient replied to, or that was refused. A service: its SID. */
  readonly sender: string;
  readonly state: 'out' | 'in';
  /** In milliseconds since 1970: of the last message that shows it. */
  readonly at: number;
  /** `reply`: a message such as STOP or START; `refusal`: error 21610; `delivery`: a later message arrived. */
  readonly by: 'reply' | 'refusal' | 'delivery';
}

const optedOut = 21610;

/**
 * The state for each sender, from the messages to and from one recipient. An opt-out holds for a Messaging Service as a whole, so
 * that its senders count as one. The last message decides: a STOP, a START, a refusal with error 21610, or a delivery. Senders
 * that show none of these but deliveries are left out. Last change first.
 */
export function optStates(messages: readonly MessageRecord[]): readonly OptState[] {
  const states = new Map<string, OptState>();
  const dated = messages
    .flatMap((message) => ({ message, at: timeOf(message) ?? [] }))
    .filter((each): each is { message: MessageRecord; at: number } => typeof each.at === 'number');
  for (const { message, at } of dated.toSorted((one, other) => one.at - other.at)) {
    const shown = isSms(message) ? shownBy(message) : undefined;
    const sender = message.serviceSid ?? (message.direction === 'inbound' ? message.to : message.from);
    if (shown === undefined || sender === null) continue;
    if (shown.by === 'delivery' && !states.has(sender)) continue;
    // A delivery says nothing new about a recipient who is in.
    if (shown.by === 'delivery' && states.get(sender)?.state === 'in') continue;
    states.set(sender, { sender, at, ...shown });
  }
  return [...states.values()].sort((one, other) => other.at - one.at);
}

function shownBy(message: MessageRecord): Pick<OptState, 'state' | 'by'> | undefined {
  if (message.direction === 'inbound') {
    return message.reply === null ? undefined : { state: message.reply === 'stop' ? 'out' : 'in', by: 'reply' };
  }
  if (message.code === optedOut) return { state: 'out', by: 'refusal' };
  return outcomeOf(message) === 'delivered' ? { state: 'in', by: 'delivery' } : undefined;
}
