import type { Settings } from '../settings/settings.ts';
import type { CheckResult } from './check.ts';
import type { Delivery } from './facts.ts';

/** The last results of live checks, so that `status` and `verify --offline` can show them with their age. */
export interface VerificationRecord {
  /** When all live checks were last looked at together; ISO 8601, UTC. Null: only single ones so far. */
  readonly completedAt: string | null;
  /** By check id. */
  readonly results: Readonly<Record<string, RememberedResult>>;
  /** What became of test messages, newest first; absent: none was sent. */
  readonly deliveries?: readonly RecordedDelivery[];
}

/** What became of a message, and what it was sent from: another sender or another account proves nothing. */
export interface RecordedDelivery {
  readonly delivery: Delivery;
  /** As it is saved in `number.sender`. */
  readonly sender: string;
  readonly accountSid: string;
}

/** The most that are kept. */
const deliveryLimit = 20;

/** The record with a delivery put in front. */
export const withDelivery = (
  former: VerificationRecord | undefined,
  delivery: RecordedDelivery,
): VerificationRecord => ({
  completedAt: former?.completedAt ?? null,
  results: former?.results ?? {},
  deliveries: [delivery, ...(former?.deliveries ?? [])].slice(0, deliveryLimit),
});

/** How long a delivery proves something, in milliseconds: 30 days. */
export const proofMs = 30 * 24 * 60 * 60 * 1000;

/** What is recorded of the saved sender within the last 30 days, newest first. */
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

/** A live check's result, and the setup that it was seen with: one that changed since makes it worthless. */
interface RememberedResult {
  readonly result: CheckResult;
  /** `setupDigest` of the settings at that time. */
  readonly setup: string;
}

/**
 * Names what live checks depend on: the sender, the credential, and how many contacts of which country there are. Changes when,
 * and only when, one of them does.
 */
export function setupDigest({ number, credentials, contacts }: Settings): string {
  const subject = [number?.sender, number?.messagingService, credentials?.fingerprint, credentials?.region];
  const { rows, textable, countries = {} } = contacts?.result ?? {};
  const audience = [rows, textable, contacts?.minimum, Object.entries(countries).sort()];
  return JSON.stringify([subject, audience]);
}

/** The record with these results put in; `complete` says that no live check was left out. */
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

/** Tells what a live check last came to with this very setup; undefined when it was never looked at, or for another setup. */
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
