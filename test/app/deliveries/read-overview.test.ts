import { array, assert, asyncProperty, boolean, constantFrom, integer, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOverview } from '../../../src/app/deliveries/read-overview.ts';
import { ProviderError } from '../../../src/domain/provider-error.ts';
import { messageLists } from '../../support/message-list.ts';
import { messageRecord } from '../../support/message-records.ts';

const now = new Date('2026-11-30T12:20:00.000Z');
const hourMs = 3_600_000;
const span = { since: now.getTime() - 24 * hourMs, until: now.getTime() };
const request = { span, sender: null, limit: 10_000, now, countryOf: () => null };
const ago = (hours: number): number => now.getTime() - hours * hourMs;
const made = (hours: number, change = {}) => messageRecord({ createdAt: ago(hours), sentAt: ago(hours), ...change });

const anyMessage = record({
  madeHours: integer({ min: 0, max: 900 }),
  waitHours: integer({ min: 0, max: 900 }),
  wasSent: boolean(),
  status: constantFrom('delivered', 'failed', 'queued'),
}).map(({ madeHours, waitHours, wasSent, status }) =>
  messageRecord({
    status,
    createdAt: ago(madeHours),
    sentAt: wasSent ? ago(Math.max(madeHours - waitHours, 0)) : null,
  }),
);

describe('reading an overview', () => {
  it('counts each message of the span once, also those that were made before it or never sent', async () => {
    await assert(
      asyncProperty(array(anyMessage, { maxLength: 60 }), integer({ min: 1, max: 20 }), async (all, pageSize) => {
        const { overview, gaps } = await readOverview(
          messageLists(() => all, { pageSize }),
          request,
        );
        const wanted = all.filter(({ sentAt, createdAt }) => {
          const at = sentAt ?? createdAt ?? 0;
          return at >= span.since && at <= span.until;
        });
        expect(overview.messages).toBe(wanted.length);
        expect(gaps).toEqual([]);
      }),
    );
  });

  it('reads no further than one page that is older than the span', async () => {
    const all = Array.from({ length: 100 }, (_, index) => made(index));
    let pages = 0;
    const onPage = ({ sentSince }: { readonly sentSince?: Date }) => {
      if (sentSince === undefined) pages += 1;
    };
    await readOverview(
      messageLists(() => all, { pageSize: 10, onPage }),
      request,
    );
    expect(pages).toBe(4);
  });

  it('reads at most the limit, and says back to when', async () => {
    const all = Array.from({ length: 100 }, (_, index) => made(index / 10));
    const read = await readOverview(
      messageLists(() => all, { pageSize: 10 }),
      { ...request, limit: 25 },
    );
    expect(read.overview.messages).toBe(25);
    expect(read.gaps).toEqual(['limit']);
    expect(read.limitedTo).toBe(ago(2.4));
    const exact = await readOverview(
      messageLists(() => all, { pageSize: 10 }),
      { ...request, limit: 100 },
    );
    expect([exact.overview.messages, exact.gaps]).toEqual([100, []]);
  });

  it('notices a filter that is ignored, and counts nothing twice', async () => {
    const all = [made(1), made(30), made(48)];
    const read = await readOverview(
      messageLists(() => all, { ignores: ['dates'] }),
      request,
    );
    expect([read.overview.messages, read.gaps]).toEqual([1, ['filter-ignored']]);
  });

  it('does not take messages of other senders if the filter by number is ignored', async () => {
    const all = [made(1), made(2, { from: '+18885550142' })];
    const sender = { kind: 'number', sender: '+12025550142' } as const;
    const read = await readOverview(
      messageLists(() => all, { ignores: ['numbers'] }),
      { ...request, sender },
    );
    expect(read.overview.outcomes.delivered).toBe(2);
  });

  it('leaves out messages without a date, and says so', async () => {
    const all = [made(1), messageRecord()];
    const read = await readOverview(
      messageLists(() => all),
      request,
    );
    expect([read.overview.messages, read.gaps]).toEqual([1, ['undated']]);
  });

  const outage = new ProviderError({ kind: 'unavailable', message: 'Down.' });

  it('keeps what it has counted if a later page fails, and rejects if the first one does', async () => {
    const all = Array.from({ length: 30 }, (_, index) => made(index / 10));
    let pages = 0;
    const failingAt = (last: number) => {
      pages = 0;
      return messageLists(() => all, {
        pageSize: 10,
        onPage: () => {
          pages += 1;
          if (pages === last) throw outage;
        },
      });
    };
    const read = await readOverview(failingAt(3), request);
    expect([read.overview.messages, read.gaps, read.stopped]).toEqual([20, ['stopped'], outage]);
    await expect(readOverview(failingAt(1), request)).rejects.toBe(outage);
  });

  it('says what is not kept', async () => {
    const old = { since: ago(24 * 401), until: now.getTime() };
    const { gaps } = await readOverview(
      messageLists(() => []),
      { ...request, span: old },
    );
    expect(gaps).toEqual(['not-kept', 'alerts-not-kept']);
  });

  it('takes each alert once, and only those of the span', async () => {
    const alert = {
      sid: 'NO1',
      code: 21408,
      level: 'error',
      at: ago(1),
      messageSid: null,
      host: null,
      httpStatus: null,
    };
    const alerts = [alert, alert, { ...alert, sid: 'NO2' }, { ...alert, sid: 'NO3', at: ago(30) }];
    const read = await readOverview(
      messageLists(() => [], { alerts }),
      request,
    );
    expect(read.alerts).toMatchObject([{ code: 21408, count: 2 }]);
  });
});
