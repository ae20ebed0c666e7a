import { array, assert, constantFrom, integer, option, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Amount, readAmount } from '../../../src/domain/deliveries/amount.ts';
import { failureShare } from '../../../src/domain/deliveries/failure-share.ts';
import { type MessageRecord, outcomeOf } from '../../../src/domain/deliveries/message-record.ts';
import { overviewTally } from '../../../src/domain/deliveries/overview.ts';
import { messageRecord } from '../../support/message-records.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const until = Date.parse('2026-11-30T12:20:30.500Z');
const countryOf = (number: string): string | null =>
  number.startsWith('+44') ? 'GB' : number.startsWith('+1') ? 'US' : null;

const statuses =
  'queued sending sent failed delivered undelivered accepted scheduled read canceled partially_delivered new-one';
const price: Amount = { value: -8_300_000_000n, currency: 'USD' };
const messages = array(
  record({
    direction: constantFrom<MessageRecord['direction'][]>('outbound', 'outbound', 'outbound', 'inbound'),
    status: constantFrom(...statuses.split(' ')),
    code: constantFrom(null, 30003, 30007, 21610, 39_999),
    from: constantFrom('+12025550142', null, 'whatsapp:+12025550142'),
    to: constantFrom('+12025550100', '+447400123456', '+99', null),
    createdAt: option(integer({ min: until - 5 * dayMs, max: until + hourMs })),
    sentAt: option(integer({ min: until - 5 * dayMs, max: until + hourMs })),
    price: constantFrom(null, price, { ...price, currency: 'EUR' }),
    reply: constantFrom<MessageRecord['reply'][]>(null, 'stop', 'start'),
  }).map((fields) => messageRecord(fields)),
  { maxLength: 60 },
);

/** The same by filters over the whole list. */
function naive(all: readonly MessageRecord[], since: number) {
  const timed = all.filter((each) => {
    const at = each.sentAt ?? each.createdAt;
    return at !== null && at >= since && at <= until;
  });
  const sms = timed.filter(({ from, to }) => !`${from} ${to}`.includes(':'));
  const sent = sms.filter(({ direction }) => direction === 'outbound');
  const failed = sent.filter(({ status }) => status === 'failed' || status === 'undelivered');
  const of = (status: string) => sent.filter((each) => outcomeOf(each) === status).length;
  return {
    messages: sent.length,
    otherChannels: timed.length - sms.length,
    received: sms.length - sent.length,
    stops: sms.filter((each) => each.direction === 'inbound' && each.reply === 'stop').length,
    delivered: of('delivered'),
    waiting: of('waiting'),
    failed: failed.length,
    codes: Object.fromEntries(
      [...new Set(failed.map(({ code }) => code))].map((code) => [
        String(code),
        [
          failed.filter((each) => each.code === code).length,
          Math.min(...failed.filter((each) => each.code === code).map((each) => each.sentAt ?? each.createdAt ?? 0)),
          Math.max(...failed.filter((each) => each.code === code).map((each) => each.sentAt ?? each.createdAt ?? 0)),
        ],
      ]),
    ),
    british: sent.filter(({ to }) => to?.startsWith('+44')).length,
    euros: sms.filter((each) => each.price?.currency === 'EUR').length,
    unpriced: sent.filter((each) => each.price === null).length,
  };
}

describe('an overview', () => {
  it.each([24 * hourMs, 4 * dayMs])('counts as filters over the whole list do (%i ms)', (length) => {
    assert(
      property(messages, (all) => {
        const since = until - length;
        const tally = overviewTally({ since, until, countryOf });
        for (const message of all) tally.add(message);
        const overview = tally.overview();
        const { outcomes, trend } = overview;
        const failed = outcomes.failed + outcomes.undelivered;
        expect({
          messages: overview.messages,
          otherChannels: overview.otherChannels,
          received: overview.received,
          stops: overview.stops,
          delivered: outcomes.delivered,
          waiting: outcomes.waiting,
          failed,
          codes: Object.fromEntries(
            overview.codes.map(({ code, count, first, last }) => [String(code), [count, first, last]]),
          ),
          british: overview.countries.find(({ country }) => country === 'GB')?.messages ?? 0,
          euros: overview.costs.find(({ currency }) => currency === 'EUR')?.messages ?? 0,
          unpriced: overview.unpriced,
        }).toEqual(naive(all, since));
        expect(trend.points.reduce((sum, point) => sum + point.messages, 0)).toBe(overview.messages);
        expect(trend.points.reduce((sum, point) => sum + point.failed, 0)).toBe(failed);
        expect(overview.countries.reduce((sum, each) => sum + each.messages, 0)).toBe(overview.messages);
        // The order of the messages does not matter.
        const other = overviewTally({ since, until, countryOf });
        for (const message of all.toReversed()) other.add(message);
        expect(other.overview()).toEqual(overview);
      }),
    );
  });

  it('has parts that cover the span, by hour up to two days and by day beyond', () => {
    const partsOf = (length: number) => overviewTally({ since: until - length, until, countryOf }).overview().trend;
    expect(partsOf(24 * hourMs)).toMatchObject({ unit: 'hour', points: { length: 25 } });
    expect(partsOf(48 * hourMs).unit).toBe('hour');
    expect(partsOf(48 * hourMs + 1)).toMatchObject({ unit: 'day', points: { length: 3 } });
    expect(partsOf(400 * dayMs).points).toHaveLength(401);
  });

  it('adds prices without rounding', () => {
    const tally = overviewTally({ since: until - dayMs, until, countryOf });
    for (let each = 0; each < 10_000; each += 1) {
      tally.add(
        messageRecord({ sentAt: until - each, status: 'delivered', price: readAmount('-0.00790', 'usd') ?? null }),
      );
    }
    expect(tally.overview().costs).toEqual([{ currency: 'USD', amount: 79n * 10n ** 12n, messages: 10_000 }]);
  });
});

describe('an amount', () => {
  it.each([
    ['-0.00750', 'usd', -7_500_000_000n],
    ['0', 'EUR', 0n],
    ['12.5', 'JPY', 12_500_000_000_000n],
  ])('reads %s %s', (decimal, currency, value) => {
    expect(readAmount(decimal, currency)).toEqual({ value, currency: currency.toUpperCase() });
  });

  it.each([
    ['1e-3', 'USD'],
    ['', 'USD'],
    ['1', ''],
    ['1', 'dollars'],
  ])('does not read %j %j', (decimal, currency) => expect(readAmount(decimal, currency)).toBeUndefined());
});

describe('the share of failures', () => {
  const none = { delivered: 0, undelivered: 0, failed: 0, unreported: 0, waiting: 0, canceled: 0, other: 0 };

  it('exceeds the maximum exactly if more than that share failed, of 20 or more', () => {
    assert(
      property(
        integer({ min: 0, max: 300 }),
        integer({ min: 0, max: 300 }),
        integer({ min: 0, max: 100 }),
        (failed, delivered, maximum) => {
          const share = failureShare(
            { outcomes: { ...none, failed, delivered }, codes: [], countries: [] },
            [],
            maximum,
          );
          expect(share.judged).toBe(failed + delivered >= 20);
          expect(share.exceeds).toBe(failed + delivered >= 20 && 100 * failed > maximum * (failed + delivered));
        },
      ),
    );
  });

  it('adds refused requests to the causes', () => {
    const codes = [{ code: 21610, count: 3, first: 0, last: 0, reason: null }];
    const alerts = [
      { kind: 'refused', code: 21610, count: 4 },
      { kind: 'refused', code: 21408, count: 6 },
      { kind: 'webhook', code: 11200, count: 90 },
      { kind: 'message', code: 21610, count: 90 },
    ] as const;
    const share = failureShare({ outcomes: { ...none, failed: 3, delivered: 7 }, codes, countries: [] }, alerts, 5);
    expect(share).toMatchObject({ failed: 13, refused: 10, known: 20, percent: 65, cause: { code: 21610, count: 7 } });
  });
});
