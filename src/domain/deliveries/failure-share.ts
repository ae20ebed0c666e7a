import type { ErrorCode } from '../error-codes/error-codes.ts';
import type { AlertGroup } from './alert-record.ts';
import { type Overview, reasonFor } from './overview.ts';

/** Fewer messages with a known outcome say too little about a share. */
export const leastJudged = 20;

/** The most frequent cause of failures. */
interface MainCause {
  /** Null: the provider gave no code. */
  readonly code: number | null;
  readonly count: number;
  /** Null: no code, or one that smsctl does not know. */
  readonly reason: ErrorCode | null;
}

/** How many messages failed, out of those whose outcome is known. */
export interface FailureShare {
  /** Failed, undelivered and refused. */
  readonly failed: number;
  /** Requests to send that the provider refused, so that they became no messages. Part of `failed`. */
  readonly refused: number;
  /** Delivered and failed. A message without a delivery report is in neither. */
  readonly known: number;
  /** In percent, unrounded. Null: no outcome is known. */
  readonly percent: number | null;
  /** True if there are enough messages to judge the share. */
  readonly judged: boolean;
  /** True if the share is judged, and above the maximum. */
  readonly exceeds: boolean;
  /** Null: nothing failed. */
  readonly cause: MainCause | null;
  /** The country of at least nine of ten failures, if at most two of three messages went there. Null: none. */
  readonly country: string | null;
}

/** Judges an overview, and the refused requests among `alerts`, against a maximum in percent. */
export function failureShare(
  { outcomes, codes, countries }: Pick<Overview, 'outcomes' | 'codes' | 'countries'>,
  alerts: readonly Pick<AlertGroup, 'kind' | 'code' | 'count'>[],
  maximum: number,
): FailureShare {
  const refusals = alerts.filter(({ kind }) => kind === 'refused');
  const refused = refusals.reduce((sum, { count }) => sum + count, 0);
  const failed = outcomes.failed + outcomes.undelivered + refused;
  const known = outcomes.delivered + failed;
  const judged = known >= leastJudged;
  const byCode = new Map<number | null, number>();
  for (const { code, count } of [...codes, ...refusals]) byCode.set(code, (byCode.get(code) ?? 0) + count);
  const [most] = [...byCode].sort(([one, first], [other, second]) => second - first || (one ?? 0) - (other ?? 0));
  const [worst] = [...countries].sort((one, other) => other.failed - one.failed);
  const messages = countries.reduce((sum, each) => sum + each.messages, 0);
  const isConcentrated =
    worst !== undefined && worst.failed > 0 && worst.failed * 10 >= failed * 9 && worst.messages * 3 <= messages * 2;
  return {
    failed,
    refused,
    known,
    percent: known === 0 ? null : (failed / known) * 100,
    judged,
    // Compared as whole numbers of messages, so that exactly the maximum does not exceed it.
    exceeds: judged && failed * 100 > maximum * known,
    cause: most === undefined ? null : { code: most[0], count: most[1], reason: reasonFor(most[0]) },
    country: isConcentrated ? worst.country : null,
  };
}
