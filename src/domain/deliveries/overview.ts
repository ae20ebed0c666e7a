import { type ErrorCode, errorCodes } from '../error-codes/error-codes.ts';
import type { Decimal } from '../prices/decimal.ts';
import { hasFailed, isSms, type MessageRecord, type Outcome, outcomeOf, timeOf } from './message-record.ts';

/** A span of time, in milliseconds since 1970. Both ends belong to it. */
export interface Span {
  readonly since: number;
  readonly until: number;
}

/** Messages with one error code. */
export interface CodeCount {
  /** Null: the provider gave none. */
  readonly code: number | null;
  readonly count: number;
  /** In milliseconds since 1970. */
  readonly first: number;
  readonly last: number;
  /** What the code means. Null: smsctl does not know it. */
  readonly reason: ErrorCode | null;
}

/** Outgoing messages to a country. */
interface CountryCount {
  /** ISO 3166-1 alpha-2. Null: unknown. */
  readonly country: string | null;
  readonly messages: number;
  readonly delivered: number;
  readonly failed: number;
}

/** Outgoing messages of an hour or a day, from `at` (milliseconds since 1970) on. */
interface TrendPoint {
  readonly at: number;
  readonly messages: number;
  readonly failed: number;
}

/** What became of the messages of a span of time. */
export interface Overview {
  readonly span: Span;
  /** Outgoing SMS messages by what became of them. */
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Their sum. */
  readonly messages: number;
  /** Messages of other channels, such as WhatsApp, which are not counted above. */
  readonly otherChannels: number;
  /** Incoming SMS messages, and those of them that are a word such as STOP or START. */
  readonly received: number;
  readonly stops: number;
  readonly starts: number;
  /** Failed and undelivered messages by error code, most frequent first. */
  readonly codes: readonly CodeCount[];
  /** Most messages first. */
  readonly countries: readonly CountryCount[];
  readonly trend: { readonly unit: 'hour' | 'day'; readonly points: readonly TrendPoint[] };
  /** What messages of both directions cost, by currency. */
  readonly costs: readonly { readonly currency: string; readonly amount: Decimal; readonly messages: number }[];
  /** Outgoing messages that have no price yet. */
  readonly unpriced: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Longer spans are shown by day. */
const mostHours = 48;

interface OverviewOptions extends Span {
  /** The country of a number in E.164 (ISO 3166-1 alpha-2); null: unknown. */
  readonly countryOf: (number: string) => string | null;
}

/**
 * Counts messages one by one. Its memory depends on the number of codes, countries, and hours or days, not of messages. Leaves
 * out messages whose time is unknown or outside the span; `add` returns whether it counted the message.
 */
export function overviewTally({ since, until, countryOf }: OverviewOptions) {
  const unit = until - since <= mostHours * hourMs ? 'hour' : 'day';
  const step = unit === 'hour' ? hourMs : dayMs;
  const start = Math.floor(since / step) * step;
  const points = Array.from({ length: Math.floor((until - start) / step) + 1 }, (_, index) => ({
    at: start + index * step,
    messages: 0,
    failed: 0,
  }));
  const outcomes = { delivered: 0, undelivered: 0, failed: 0, unreported: 0, waiting: 0, canceled: 0, other: 0 };
  const others = { otherChannels: 0, received: 0, stops: 0, starts: 0, unpriced: 0 };
  const codes = new Map<number | null, { count: number; first: number; last: number }>();
  const countries = new Map<string | null, { messages: number; delivered: number; failed: number }>();
  const costs = new Map<string, { value: Decimal; messages: number }>();

  const addPrice = ({ price }: MessageRecord): void => {
    if (price === null) return;
    const cost = costs.get(price.currency) ?? { value: 0n, messages: 0 };
    costs.set(price.currency, { value: cost.value + price.value, messages: cost.messages + 1 });
  };
  const addReceived = (message: MessageRecord): void => {
    others.received += 1;
    if (message.reply === 'stop') others.stops += 1;
    if (message.reply === 'start') others.starts += 1;
  };
  const addSent = (message: MessageRecord, at: number): void => {
    const outcome = outcomeOf(message);
    const failed = hasFailed(message) ? 1 : 0;
    outcomes[outcome] += 1;
    if (message.price === null) others.unpriced += 1;
    if (failed === 1) {
      const { count, first, last } = codes.get(message.code) ?? { count: 0, first: at, last: at };
      codes.set(message.code, { count: count + 1, first: Math.min(first, at), last: Math.max(last, at) });
    }
    const country = message.to === null ? null : countryOf(message.to);
    const counts = countries.get(country) ?? { messages: 0, delivered: 0, failed: 0 };
    countries.set(country, counts);
    counts.messages += 1;
    counts.failed += failed;
    if (outcome === 'delivered') counts.delivered += 1;
    const point = points[Math.floor((at - start) / step)];
    if (point === undefined) throw new Error('A time of the span is in one of its parts.');
    point.messages += 1;
    point.failed += failed;
  };

  return {
    add: (message: MessageRecord): boolean => {
      const at = timeOf(message);
      if (at === null || at < since || at > until) return false;
      if (!isSms(message)) {
        others.otherChannels += 1;
        return true;
      }
      addPrice(message);
      if (message.direction === 'inbound') addReceived(message);
      else addSent(message, at);
      return true;
    },
    overview: (): Overview => ({
      span: { since, until },
      outcomes: { ...outcomes },
      messages: Object.values(outcomes).reduce((sum, count) => sum + count, 0),
      ...others,
      codes: [...codes]
        .map(([code, counts]) => ({ code, ...counts, reason: reasonFor(code) }))
        .sort((one, other) => other.count - one.count || (one.code ?? 0) - (other.code ?? 0)),
      countries: [...countries]
        .map(([country, counts]) => ({ country, ...counts }))
        .sort(
          (one, other) => other.messages - one.messages || (one.country ?? '').localeCompare(other.country ?? '', 'en'),
        ),
      trend: { unit, points: points.map((point) => ({ ...point })) },
      costs: [...costs]
        // The provider writes what it charges as a negative number.
        .map(([currency, { value, messages }]) => ({ currency, amount: -value, messages }))
        .sort((one, other) => one.currency.localeCompare(other.currency, 'en')),
    }),
  };
}

/** What a code means. Null: no code, or one that smsctl does not know. */
export const reasonFor = (code: number | null): ErrorCode | null =>
  errorCodes.find((each) => each.code === code) ?? null;
