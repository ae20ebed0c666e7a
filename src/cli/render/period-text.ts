import type { Period } from '../../domain/readiness/period.ts';
import type { Readiness } from '../../domain/readiness/verdict.ts';
import { dayText } from './day.ts';

interface Verified {
  readonly verdict: Readiness;
  readonly period: Period | null;
}

/**
 * Since when the verdict holds, as a label and its text. If the verdict is not that of the last complete verification, when SMS was
 * last ready. Undefined: it is not known.
 */
export function periodWords({ verdict, period }: Verified): readonly [label: string, text: string] | undefined {
  if (period === null) return undefined;
  const { since, lastReadyAt } = period;
  if (verdict === period.verdict) {
    return verdict === 'ready'
      ? ['Ready since', dayText(since)]
      : ['Not ready since', `${dayText(since)}${firstFailing(period)}`];
  }
  return lastReadyAt === null ? undefined : ['Last ready', dayText(lastReadyAt)];
}

/** The first check that fails, with its status when SMS was last ready. */
function firstFailing({ failing: [first], lastReadyAt }: Period): string {
  if (first === undefined) return '';
  const before = first.before === null ? '' : `${first.before} before; `;
  const ready = lastReadyAt === null ? '' : ` (${before}last ready: ${dayText(lastReadyAt)})`;
  return `, first failing: ${first.check}${ready}`;
}
