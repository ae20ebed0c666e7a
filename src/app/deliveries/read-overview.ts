import type { AlertGroup } from '../../domain/deliveries/alert-record.ts';
import { hasFailed, isSms, type MessageRecord } from '../../domain/deliveries/message-record.ts';
import { type Overview, overviewTally, type Span } from '../../domain/deliveries/overview.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { Provider } from '../../ports.ts';
import { type Gap, isOf, queriesFor, type WantedSender } from './delivery-log.ts';
import { readAlerts } from './read-alerts.ts';

export interface OverviewRequest {
  readonly span: Span;
  /** Null: all senders of the account. */
  readonly sender: WantedSender | null;
  /** How many messages are read at most, of each of the provider's lists. */
  readonly limit: number;
  /** The present. */
  readonly now: Date;
  readonly countryOf: (number: string) => string | null;
  /** `at`: the time of the last message that was read, in milliseconds since 1970. */
  readonly onProgress?: (progress: { readonly read: number; readonly at: number }) => void;
  /** Called with each failed message that is counted. */
  readonly onFailure?: (message: MessageRecord) => void;
}

export interface OverviewRead {
  readonly overview: Overview;
  readonly alerts: readonly AlertGroup[];
  readonly alertsError: ProviderError | null;
  /** Messages that were read, also those outside the span. */
  readonly read: number;
  readonly gaps: readonly Gap[];
  /** The oldest message that was read before the limit ended it, in milliseconds since 1970. Null: the limit was not reached. */
  readonly limitedTo: number | null;
  /** Why the list could not be read to its end. Null: it was, as far as the limit allows. */
  readonly stopped: ProviderError | null;
}

/** The provider's lists hold 13 months by default, and less if the account's owner chose so. */
const keptMs = 400 * 86_400_000;

/**
 * Counts the messages of a span of time, in memory that does not grow with their number. Rejects with `ProviderError` if the first
 * page cannot be read.
 *
 * The provider's filter by date leaves out messages that were not sent, so that the main pass has none: it reads newest first
 * until a whole page was made before the span. A second pass, with the filter, finds messages that were made before the span
 * and sent in it, such as scheduled ones. Each message belongs to one of the two passes by the time when it was made.
 */
export async function readOverview(
  provider: Pick<Provider, 'messages' | 'alerts'>,
  request: OverviewRequest,
): Promise<OverviewRead> {
  const { span, sender, now, countryOf, onFailure } = request;
  const tally = overviewTally({ ...span, countryOf });
  const gaps = new Set<Gap>(span.since < now.getTime() - keptMs ? ['not-kept'] : []);
  const count = (message: MessageRecord): void => {
    if (sender !== null && !isOf(message, sender)) return;
    if (message.createdAt === null && message.sentAt === null) gaps.add('undated');
    const isCounted = tally.add(message);
    if (isCounted && message.direction === 'outbound' && isSms(message) && hasFailed(message)) onFailure?.(message);
  };
  // Started before the messages are read: the two do not depend on each other.
  const reading = readAlerts(provider, span, now);
  const main = await readMain(provider, request, count);
  const earlier =
    main.stopped === null && main.limitedTo === null
      ? await readEarlier(provider, request, count, gaps, main.read)
      : null;
  const { groups, gaps: alertGaps, error } = await reading;
  if (main.limitedTo !== null) gaps.add('limit');
  const stopped = main.stopped ?? earlier?.stopped ?? null;
  if (stopped !== null) gaps.add('stopped');
  return {
    overview: tally.overview(),
    alerts: groups,
    alertsError: error,
    read: main.read + (earlier?.read ?? 0),
    gaps: [...gaps, ...alertGaps],
    limitedTo: main.limitedTo,
    stopped,
  };
}

type Count = (message: MessageRecord) => void;

/** Counts messages that were made since the beginning of the span. */
async function readMain(
  { messages }: Pick<Provider, 'messages'>,
  { span, sender, limit, onProgress }: OverviewRequest,
  count: Count,
) {
  let read = 0;
  let limitedTo: number | null = null;
  try {
    for (const query of queriesFor(sender)) {
      let ofList = 0;
      let oldest = span.until;
      for await (const page of messages({ ...query, withText: false })) {
        const wanted = page.filter((message) => isSince(message, span.since));
        const taken = wanted.slice(0, limit - ofList);
        for (const message of taken) count(message);
        ofList += taken.length;
        read += page.length;
        oldest = Math.min(oldest, ...taken.map(({ createdAt }) => createdAt ?? oldest).slice(-1));
        onProgress?.({ read, at: oldest });
        if (taken.length < wanted.length) limitedTo = Math.max(limitedTo ?? oldest, oldest);
        if (wanted.length === 0 || taken.length < wanted.length) break;
      }
    }
  } catch (error) {
    if (!(error instanceof ProviderError) || read === 0) throw error;
    return { read, limitedTo, stopped: error };
  }
  return { read, limitedTo, stopped: null };
}

const isSince = ({ createdAt, sentAt }: MessageRecord, since: number): boolean =>
  createdAt === null ? sentAt === null || sentAt >= since : createdAt >= since;

/** Counts messages that were made before the span and sent in it. */
async function readEarlier(
  { messages }: Pick<Provider, 'messages'>,
  { span, sender, limit, onProgress }: OverviewRequest,
  count: Count,
  gaps: Set<Gap>,
  before: number,
) {
  let read = 0;
  const days = { sentSince: new Date(span.since), sentUntil: new Date(span.until), withText: false };
  const [first, last] = [dayStart(span.since), dayStart(span.until) + dayMs];
  try {
    for (const query of queriesFor(sender)) {
      let ofList = 0;
      for await (const page of messages({ ...query, ...days })) {
        const isFiltered = page.every(({ sentAt }) => sentAt === null || (sentAt >= first && sentAt < last));
        // Without the filter, these are the messages of the main pass again, and all older ones.
        if (!isFiltered) {
          gaps.add('filter-ignored');
          return { read, stopped: null };
        }
        for (const message of page) {
          if (message.createdAt !== null && message.createdAt < span.since && message.sentAt !== null) count(message);
        }
        ofList += page.length;
        read += page.length;
        onProgress?.({ read: before + read, at: span.since });
        if (ofList > limit) {
          gaps.add('earlier-limit');
          break;
        }
      }
    }
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { read, stopped: error };
  }
  return { read, stopped: null };
}

const dayMs = 86_400_000;
const dayStart = (time: number): number => Math.floor(time / dayMs) * dayMs;
