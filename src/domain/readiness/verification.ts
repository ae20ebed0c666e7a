import type { CountryPrices } from '../prices/country-prices.ts';
import type { Settings } from '../settings/settings.ts';
import type { CheckResult } from './check.ts';
import type { Delivery } from './facts.ts';

/** The last results of live checks, for `status` and `verify --offline`. */
export interface VerificationRecord {
  /** When all live checks last ran together; ISO 8601, UTC. Null: never. */
  readonly completedAt: string | null;
  /** By check id. */
  readonly results: Readonly<Record<string, RememberedResult>>;
  /** Outcomes of test messages, newest first. Absent: none was sent. */
  readonly deliveries?: readonly RecordedDelivery[];
  /** Prices of one account, by country (ISO 3166-1 alpha-2). Absent: none was read. */
  readonly prices?: Readonly<Record<string, RememberedPrices>>;
}

/** What the provider named as the prices of a country, for an account. */
interface RememberedPrices {
  readonly accountSid: string;
  /** ISO 8601, UTC. */
  readonly readAt: string;
  /** Null: none. */
  readonly prices: CountryPrices | null;
}

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

/** The outcome of a message, with its sender and account: it is evidence for these only. */
export interface RecordedDelivery {
  readonly delivery: Delivery;
  /** The value of `number.sender`. */
  readonly sender: string;
  readonly accountSid: string;
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

/** How long a delivery is evidence, in milliseconds: 30 days. */
export const proofMs = 30 * 24 * 60 * 60 * 1000;

/** Deliveries of the saved sender within the last 30 days, newest first. */
export function deliveriesOf(
  record: VerificationRecord | undefined,
  { number, credentials }: Settings,
  now: Date,
): readonly Delivery[] {
  return (record?.deliveries ?? [])
    .filter(({ sender, accountSid }) => sender === number?.sender && accountSid === credentials?.accountSid)
    .map(({ delivery }) => delivery)
    .filter(({ at }) => Math.abs(now.getTime() - Date.parse(at)) <= proofMs);
}

/** A live check's result and the digest of the setup that it is valid for. */
interface RememberedResult {
  readonly result: CheckResult;
  /** `setupDigest` of the settings when the check ran. */
  readonly setup: string;
}

/**
 * A digest of what live checks depend on: the sender, the credential, and the number of contacts by country.
 */
export function setupDigest({ number, credentials, contacts }: Settings): string {
  const subject = [number?.sender, number?.messagingService, credentials?.fingerprint, credentials?.region];
  const { rows, textable, countries = {} } = contacts?.result ?? {};
  const audience = [rows, textable, contacts?.minimum, Object.entries(countries).sort()];
  return JSON.stringify([subject, audience]);
}

/** The record with these results added. `complete`: they hold every live check. */
export function remember(
  former: VerificationRecord | undefined,
  results: readonly CheckResult[],
  { settings, now, complete }: { readonly settings: Settings; readonly now: Date; readonly complete: boolean },
): VerificationRecord {
  const setup = setupDigest(settings);
  const looked = results.filter(({ live }) => live).map((result) => [result.id, { result, setup }] as const);
  return {
    ...former,
    completedAt: complete ? now.toISOString() : (former?.completedAt ?? null),
    results: { ...former?.results, ...Object.fromEntries(looked) },
  };
}

/** Looks up a live check's last result. Undefined if it never ran with this setup. */
export function recaller(
  record: VerificationRecord | undefined,
  settings: Settings,
): (id: string) => CheckResult | undefined {
  const setup = setupDigest(settings);
  return (id) => {
    const remembered = record?.results[id];
    return remembered?.setup === setup ? remembered.result : undefined;
  };
}
