import type { CheckResult } from './check.ts';

/** The last results of live checks, so that `status` and `verify --offline` can show them with their age. */
export interface VerificationRecord {
  /** When all live checks were last looked at together; ISO 8601, UTC. Null: only single ones so far. */
  readonly completedAt: string | null;
  /** By check id. */
  readonly results: Readonly<Record<string, RememberedResult>>;
}

/** A live check's result, and the setup that it was seen with: one that changed since makes it worthless. */
export interface RememberedResult {
  readonly result: CheckResult;
  /** `setupDigest` of the settings at that time. */
  readonly setup: string;
}
