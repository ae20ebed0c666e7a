import type { Settings } from '../settings/settings.ts';
import type { CheckStatus } from './check.ts';

/** Since when complete verifications have had the same verdict. */
export interface Period {
  readonly verdict: 'ready' | 'not-ready';
  /** When the first of them ran; ISO 8601, UTC. */
  readonly since: string;
  /** When the last ready verification ran; ISO 8601, UTC. Null: none was ready. */
  readonly lastReadyAt: string | null;
  /** What fails in the last of them, in the order of the checklist. Empty: ready. */
  readonly failing: readonly FailingCheck[];
}

interface FailingCheck {
  readonly check: string;
  /** Its status in the last ready verification. Null: none was ready, or it had no such check. */
  readonly before: CheckStatus | null;
}

/** A period as it is saved. */
export interface SavedPeriod extends Period {
  /** `subjectOf` the settings. */
  readonly subject: string;
  /** The statuses of the last ready verification by check id. Empty: none was ready. */
  readonly ready: Readonly<Record<string, CheckStatus>>;
}

/** What a period is about. Another secret, key or contact list of the same sender and account continues the period. */
export const subjectOf = ({ number, credentials }: Settings): string =>
  JSON.stringify([number?.sender, number?.messagingService, credentials?.accountSid]);

/** The saved period, if it is about these settings. Null: there is none. */
export function periodOf(saved: SavedPeriod | undefined, settings: Settings): Period | null {
  if (saved === undefined || saved.subject !== subjectOf(settings)) return null;
  const { verdict, since, lastReadyAt, failing } = saved;
  return { verdict, since, lastReadyAt, failing };
}
