import type { CheckResult } from './check.ts';
import type { Settings } from './settings.ts';

/** The last results of live checks, so that `status` and `verify --offline` can show them with their age. */
export interface VerificationRecord {
  /** When all live checks were last looked at together; ISO 8601, UTC. Null: only single ones so far. */
  readonly completedAt: string | null;
  /** By check id. */
  readonly results: Readonly<Record<string, RememberedResult>>;
}

/** A live check's result, and the setup that it was seen with: one that changed since makes it worthless. */
interface RememberedResult {
  readonly result: CheckResult;
  /** `setupDigest` of the settings at that time. */
  readonly setup: string;
}

/** Names what live checks depend on: the sender, the credential, and the countries of the contacts. Changes when, and only when, one of them does. */
export function setupDigest({ number, credentials, contacts }: Settings): string {
  const subject = [number?.sender, number?.messagingService, credentials?.fingerprint, credentials?.region];
  const countries = Object.keys(contacts?.result.countries ?? {}).sort();
  return JSON.stringify([subject, countries]);
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
