import type { AlertRecord } from '../../src/domain/deliveries/alert-record.ts';
import type { MessageRecord } from '../../src/domain/deliveries/message-record.ts';
import type { MessageQuery, Provider } from '../../src/ports.ts';

interface ListOptions {
  readonly alerts?: readonly AlertRecord[];
  readonly pageSize?: number;
  /** The filters by number, or by date, have no effect. */
  readonly ignores?: readonly ('numbers' | 'dates')[];
  /** Called before each page of messages; may throw. */
  readonly onPage?: (query: MessageQuery) => void;
}

const dayOf = (time: number): number => Math.floor(time / 86_400_000);

/** The lists of a provider, filtered as Twilio does: by whole days of sending, which a message that was not sent has not. */
export function messageLists(
  all: () => readonly MessageRecord[],
  { alerts = [], pageSize = 1000, ignores = [], onPage }: ListOptions = {},
): Pick<Provider, 'messages' | 'alerts' | 'message'> {
  const fits = (message: MessageRecord, { from, to, sentSince, sentUntil }: MessageQuery): boolean => {
    const isNumber = (from === undefined || message.from === from) && (to === undefined || message.to === to);
    if (!ignores.includes('numbers') && !isNumber) return false;
    if (ignores.includes('dates') || (sentSince === undefined && sentUntil === undefined)) return true;
    const { sentAt } = message;
    return (
      sentAt !== null &&
      (sentSince === undefined || dayOf(sentAt) >= dayOf(sentSince.getTime())) &&
      (sentUntil === undefined || dayOf(sentAt) <= dayOf(sentUntil.getTime()))
    );
  };
  return {
    messages: async function* (query) {
      const found = all()
        .filter((message) => fits(message, query))
        .sort((one, other) => (other.createdAt ?? 0) - (one.createdAt ?? 0));
      for (let at = 0; at === 0 || at < found.length; at += pageSize) {
        onPage?.(query);
        yield found.slice(at, at + pageSize);
      }
    },
    message: async (sid) => all().find((each) => each.sid === sid) ?? null,
    alerts: async function* () {
      yield alerts;
    },
  };
}
