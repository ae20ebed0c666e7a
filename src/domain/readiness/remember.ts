import type { CountryPrices } from '../prices/country-prices.ts';
import type { Settings } from '../settings/settings.ts';
import type { CheckResult } from './check.ts';
import { type SavedPeriod, subjectOf } from './period.ts';
import { verdictOf } from './verdict.ts';
import { type RecordedDelivery, setupDigest, type VerificationRecord } from './verification.ts';

/** How long prices are used without reading them again, in milliseconds: a day. */
const pricesMs = 24 * 60 * 60 * 1000;

/** The prices of the account that were read within a day, by country. */
export function pricesOf(
  record: VerificationRecord | undefined,
  { credentials }: Settings,
  now: Date,
): ReadonlyMap<string, CountryPrices | null> {
  const current = Object.entries(record?.prices ?? {})
    .filter(([, { accountSid }]) => accountSid === credentials?.accountSid)
    .filter(([, { readAt }]) => Math.abs(now.getTime() - Date.parse(readAt)) <= pricesMs);
  return new Map(current.map(([country, { prices }]) => [country, prices]));
}

/** The record with these prices added; those of other accounts and older than a day are left out. */
export function withPrices(
  former: VerificationRecord | undefined,
  read: ReadonlyMap<string, CountryPrices | null>,
  settings: Settings,
  now: Date,
): VerificationRecord {
  const { completedAt = null, results = {}, ...rest } = former ?? {};
  const accountSid = settings.credentials?.accountSid;
  const kept = pricesOf(former, settings, now);
  const old = Object.entries(former?.prices ?? {}).filter(([country]) => kept.has(country));
  const added = [...read].map(([country, prices]) => [country, { accountSid, readAt: now.toISOString(), prices }]);
  return { ...rest, completedAt, results, prices: Object.fromEntries([...old, ...added]) };
}

/** How many deliveries are kept. */
const deliveryLimit = 20;

/** The record with a delivery added at the front. */
export const withDelivery = (
  former: VerificationRecord | undefined,
  delivery: RecordedDelivery,
): VerificationRecord => ({
  ...former,
  completedAt: former?.completedAt ?? null,
  results: former?.results ?? {},
  deliveries: [delivery, ...(former?.deliveries ?? [])].slice(0, deliveryLimit),
});

/** The record with these results added. `complete`: they hold every live check. */
export function remember(
  former: VerificationRecord | undefined,
  results: readonly CheckResult[],
  { settings, now, complete }: { readonly settings: Settings; readonly now: Date; readonly complete: boolean },
): VerificationRecord {
  const setup = setupDigest(settings);
  const period = complete ? nextPeriod(former?.period, results, { settings, now }) : former?.period;
  const looked = results.filter(({ live }) => live).map((result) => [result.id, { result, setup }] as const);
  return {
    ...former,
    completedAt: complete ? now.toISOString() : (former?.completedAt ?? null),
    results: { ...former?.results, ...Object.fromEntries(looked) },
    ...(period !== undefined && { period }),
  };
}

/** The period after a complete verification. An unknown verdict neither ends nor starts one. */
function nextPeriod(
  former: SavedPeriod | undefined,
  results: readonly CheckResult[],
  { settings, now }: { readonly settings: Settings; readonly now: Date },
): SavedPeriod | undefined {
  const verdict = verdictOf(results);
  if (verdict === 'unknown') return former;
  const subject = subjectOf(settings);
  const last = former?.subject === subject ? former : undefined;
  const at = now.toISOString();
  // If the clock was set back, no date is later than this run.
  const since = last?.verdict === verdict ? earlier(last.since, at) : at;
  if (verdict === 'ready') {
    const ready = Object.fromEntries(results.map(({ id, status }) => [id, status]));
    return { subject, verdict, since, lastReadyAt: at, failing: [], ready };
  }
  const ready = last?.ready ?? {};
  const lastReadyAt = last === undefined || last.lastReadyAt === null ? null : earlier(last.lastReadyAt, at);
  const failing = results
    .filter(({ status }) => status === 'fail')
    .map(({ id }) => ({ check: id, before: ready[id] ?? null }));
  return { subject, verdict, since, lastReadyAt, failing, ready };
}

const earlier = (one: string, other: string): string => (Date.parse(other) < Date.parse(one) ? other : one);
