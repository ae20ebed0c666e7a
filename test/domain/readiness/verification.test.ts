import { describe, expect, it } from 'vitest';
import type { CheckResult } from '../../../src/domain/readiness/check.ts';
import { unknownIfOld } from '../../../src/domain/readiness/freshness.ts';
import { headlines } from '../../../src/domain/readiness/headline.ts';
import { pricesOf, remember, withDelivery, withPrices } from '../../../src/domain/readiness/remember.ts';
import { deliveriesOf, recaller, setupDigest } from '../../../src/domain/readiness/verification.ts';
import type { ContactsSettings, Settings } from '../../../src/domain/settings/settings.ts';
import { accountSid, now, otherAccountSid, readySettings } from '../../support/fixtures.ts';

const day = 86_400_000;
const ago = (ms: number) => new Date(now.getTime() - ms).toISOString();

const result = (id: string, change: Partial<CheckResult> = {}): CheckResult => ({
  ...{ id, headline: headlines.number, title: id, status: 'pass', required: true, live: true, blockedBy: null },
  ...{ detail: 'Seen.', remedy: null, code: null, data: {}, durationMs: 1, checkedAt: now.toISOString(), ...change },
});

const recorded = (at: string, change: object = {}) => ({
  ...{ sender: '+12025550123', accountSid, ...change },
  delivery: { at, outcome: 'delivered', code: null, country: 'US', recipient: -1, verified: null } as const,
});

describe('recorded deliveries', () => {
  it('prove something for 30 days, also when the clock that dated them was ahead', () => {
    const times = [ago(0), ago(30 * day), ago(30 * day + 1), ago(-30 * day), ago(-30 * day - 1)];
    const record = { completedAt: null, results: {}, deliveries: times.map((at) => recorded(at)) };
    const found = deliveriesOf(record, readySettings, now).map(({ at }) => at);
    expect(found).toEqual([times[0], times[1], times[3]]);
  });

  it('are those of the saved sender and account only', () => {
    const others = [recorded(ago(0), { sender: '+12025550199' }), recorded(ago(0), { accountSid: otherAccountSid })];
    const record = { completedAt: null, results: {}, deliveries: others };
    expect(deliveriesOf(record, readySettings, now)).toEqual([]);
    expect(deliveriesOf(undefined, readySettings, now)).toEqual([]);
  });

  it('are kept newest first, twenty at most, beside what else is remembered', () => {
    let record = remember(undefined, [result('number.owned')], { settings: readySettings, now, complete: true });
    for (let count = 0; count < 25; count += 1) record = withDelivery(record, recorded(ago((25 - count) * day)));
    expect(record.deliveries).toHaveLength(20);
    expect(record.deliveries?.[0]?.delivery.at).toBe(ago(day));
    expect([record.completedAt, Object.keys(record.results)]).toEqual([now.toISOString(), ['number.owned']]);
    expect(withDelivery(undefined, recorded(ago(0)))).toMatchObject({ completedAt: null, results: {} });
  });
});

describe('remembered prices', () => {
  const us = { currency: 'USD', prices: [{ kind: 'local', price: '0.0083' }] };
  const read = new Map([['US', us]]);
  const later = (ms: number) => new Date(now.getTime() + ms);

  it('count for a day, and also if the clock that dated them was ahead', () => {
    const record = withPrices(undefined, new Map([...read, ['AQ', null]]), readySettings, now);
    const whole = [
      ['US', us],
      ['AQ', null],
    ];
    for (const at of [now, later(day), later(-day)]) expect([...pricesOf(record, readySettings, at)]).toEqual(whole);
    for (const at of [later(day + 1), later(-day - 1)]) expect(pricesOf(record, readySettings, at).size).toBe(0);
    expect(pricesOf(undefined, readySettings, now).size).toBe(0);
  });

  it('are those of one account', () => {
    const { credentials } = readySettings as Required<Settings>;
    const other = { ...readySettings, credentials: { ...credentials, accountSid: otherAccountSid } };
    const record = withPrices(undefined, read, readySettings, now);
    expect(pricesOf(record, other, now).size).toBe(0);
    expect(pricesOf(record, {}, now).size).toBe(0);
    const next = withPrices(record, new Map([['GB', us]]), other, now);
    expect([...pricesOf(next, other, now).keys()]).toEqual(['GB']);
    expect(pricesOf(next, readySettings, now).size).toBe(0);
  });

  it('are kept beside what else is remembered, and leave when they are old', () => {
    const former = withDelivery(
      remember(undefined, [result('number.owned')], { settings: readySettings, now, complete: true }),
      recorded(ago(0)),
    );
    const first = withPrices(former, read, readySettings, now);
    expect(first).toMatchObject({ completedAt: now.toISOString(), results: former.results });
    expect(first.deliveries).toEqual(former.deliveries);
    const second = withPrices(first, new Map([['GB', null]]), readySettings, later(1));
    expect(Object.keys(second.prices ?? {})).toEqual(['US', 'GB']);
    const third = withPrices(second, new Map([['FR', null]]), readySettings, later(day + 1));
    expect(Object.keys(third.prices ?? {})).toEqual(['GB', 'FR']);
    const checked = remember(third, [], { settings: readySettings, now, complete: false });
    expect(withDelivery(checked, recorded(ago(0))).prices).toEqual(third.prices);
  });
});

describe('what is remembered of checks', () => {
  const complete = { settings: readySettings, now, complete: true };

  it('is live results only, and keeps former ones and deliveries', () => {
    const former = withDelivery(remember(undefined, [result('number.owned')], complete), recorded(ago(0)));
    const later = new Date(now.getTime() + day);
    const next = remember(former, [result('number.pool'), result('owner.assigned', { live: false })], {
      ...{ settings: readySettings, now: later, complete: false },
    });
    expect(Object.keys(next.results)).toEqual(['number.owned', 'number.pool']);
    expect(next.completedAt).toBe(now.toISOString());
    expect(next.deliveries).toHaveLength(1);
    expect(remember(former, [], { ...complete, now: later }).completedAt).toBe(later.toISOString());
  });

  it.each<[string, Settings]>([
    ['the sender', { ...readySettings, number: { sender: '+12025550199', kind: 'number' } }],
    [
      'the secret',
      { ...readySettings, credentials: { ...readySettings.credentials, fingerprint: '0'.repeat(16) } as never },
    ],
    ['the region', { ...readySettings, credentials: { ...readySettings.credentials, region: 'ie1' } as never }],
    ['the minimum', { ...readySettings, contacts: { ...readySettings.contacts, minimum: 90 } as never }],
    ['what was counted', withResult({ textable: 96 })],
    ['the countries', withResult({ countries: { GB: 97 } })],
  ])('is forgotten when %s changes', (_, settings) => {
    const record = remember(undefined, [result('number.owned')], complete);
    expect(recaller(record, readySettings)('number.owned')?.status).toBe('pass');
    expect(recaller(record, settings)('number.owned')).toBeUndefined();
    expect(setupDigest(settings)).not.toBe(setupDigest(readySettings));
  });

  it('has a digest without a setup as well', () => {
    expect(setupDigest({})).toBe(setupDigest({ owner: { team: 'A', contact: 'b' } }));
    expect(setupDigest({})).not.toBe(setupDigest(readySettings));
    expect(deliveriesOf({ completedAt: null, results: {}, deliveries: [recorded(ago(0))] }, {}, now)).toEqual([]);
  });

  it('is kept when something else changes', () => {
    const record = remember(undefined, [result('number.owned')], complete);
    const settings: Settings = { ...readySettings, owner: { team: 'Others', contact: '#x' } };
    expect(recaller(record, settings)('number.owned')).toBeDefined();
    const order = recaller(
      remember(undefined, [result('number.owned')], {
        ...complete,
        settings: withResult({ countries: { US: 1, GB: 2 } }),
      }),
      withResult({ countries: { GB: 2, US: 1 } }),
    );
    expect(order('number.owned')).toBeDefined();
    expect(recaller(record, readySettings)('number.pool')).toBeUndefined();
    expect(recaller(undefined, readySettings)('number.owned')).toBeUndefined();
  });
});

function withResult(change: Partial<ContactsSettings['result']>): Settings {
  const contacts = readySettings.contacts as ContactsSettings;
  return { ...readySettings, contacts: { ...contacts, result: { ...contacts.result, ...change } } };
}

describe('a result with an age limit', () => {
  const aged = (ms: number, change: Partial<CheckResult> = {}) =>
    unknownIfOld(result('number.owned', { checkedAt: ago(ms), ...change }), now, day).status;

  it.each([
    [0, 'pass'],
    [day, 'pass'],
    [day + 1, 'unknown'],
    [-day, 'pass'],
    [-day - 1, 'unknown'],
  ])('of %d ms is %s when a day is the limit', (ms, status) => expect(aged(ms)).toBe(status));

  it('stays what it is when it is saved, skipped, unknown or was never looked at', () => {
    expect(aged(2 * day, { live: false })).toBe('pass');
    expect(aged(2 * day, { status: 'skip' })).toBe('skip');
    expect(aged(2 * day, { checkedAt: null })).toBe('pass');
    const unknown = result('number.owned', { status: 'unknown', checkedAt: ago(2 * day) });
    expect(unknownIfOld(unknown, now, day)).toBe(unknown);
    expect(aged(2 * day, { status: 'fail' })).toBe('unknown');
  });
});
