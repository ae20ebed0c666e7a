import type { CountryPrices } from '../prices/country-prices.ts';
import type { Settings } from '../settings/settings.ts';
import type { CheckResult } from './check.ts';
import type { Delivery } from './facts.ts';
import type { SavedPeriod } from './period.ts';

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
  /** Absent: no complete verification was ready or not ready, or an earlier version of smsctl saved it. */
  readonly period?: SavedPeriod;
}

/** What the provider named as the prices of a country, for an account. */
interface RememberedPrices {
  readonly accountSid: string;
  /** ISO 8601, UTC. */
  readonly readAt: string;
  /** Null: none. */
  readonly prices: CountryPrices | null;
}

/** The outcome of a message, with its sender and account: it is evidence for these only. */
export interface RecordedDelivery {
  readonly delivery: Delivery;
  /** The value of `number.sender`. */
  readonly sender: string;
  readonly accountSid: string;
}

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
