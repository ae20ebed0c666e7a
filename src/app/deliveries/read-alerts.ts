import type { AlertGroup, AlertRecord } from '../../domain/deliveries/alert-record.ts';
import { alertTally } from '../../domain/deliveries/alert-tally.ts';
import type { Span } from '../../domain/deliveries/overview.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { Provider } from '../../ports.ts';
import type { Gap } from './delivery-log.ts';

/** Twilio answers at most 10,000 alerts to one query: https://www.twilio.com/docs/usage/monitor-alert */
export const mostAlerts = 10_000;
const keptMs = 30 * 86_400_000;

export interface AlertsRead {
  readonly groups: readonly AlertGroup[];
  readonly gaps: readonly Gap[];
  /** Why they could not be read. Null: they were read. */
  readonly error: ProviderError | null;
}

/**
 * Groups the alerts of a span of time that `fits` accepts. Never rejects with `ProviderError`: not every key may read them, and
 * the messages say most without them.
 */
export async function readAlerts(
  { alerts }: Pick<Provider, 'alerts'>,
  { since, until }: Span,
  now: Date,
  fits: (alert: AlertRecord) => boolean = () => true,
): Promise<AlertsRead> {
  const tally = alertTally();
  const keptSince = Math.max(since, now.getTime() - keptMs);
  const gaps: Gap[] = keptSince > since ? ['alerts-not-kept'] : [];
  if (keptSince > until) return { groups: [], gaps, error: null };
  const seen = new Set<string>();
  try {
    for await (const page of alerts({ since: new Date(keptSince), until: new Date(until) })) {
      const before = seen.size;
      for (const alert of page) {
        // The provider's filter may be coarser, and a list that grows repeats alerts.
        const isInSpan = alert.at === null || (alert.at >= keptSince - 1000 && alert.at <= until);
        if (isInSpan && !seen.has(alert.sid) && fits(alert)) tally.add(alert);
        seen.add(alert.sid);
      }
      if (seen.size >= mostAlerts) return { groups: tally.groups(), gaps: [...gaps, 'alerts-limit'], error: null };
      if (seen.size === before) break;
    }
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { groups: tally.groups(), gaps: [...gaps, 'alerts-unread'], error };
  }
  return { groups: tally.groups(), gaps, error: null };
}
