import type { Gap } from '../../../app/deliveries/delivery-log.ts';
import { mostAlerts } from '../../../app/deliveries/read-alerts.ts';
import type { ProviderError } from '../../../domain/provider-error.ts';
import { countText } from '../../../domain/text/counts.ts';
import { dayText } from '../../render/day.ts';

interface GapContext {
  readonly limit: number;
  /** The oldest message that was read before the limit, in milliseconds since 1970. Null: not known, or not reached. */
  readonly limitedTo: number | null;
  readonly stopped: ProviderError | null;
  readonly alertsError: ProviderError | null;
}

/** What a gap means for the numbers, in sentences. */
export function gapWords(gap: Gap, { limit, limitedTo, stopped, alertsError }: GapContext): string {
  const oldest = limitedTo === null ? '' : `, back to ${dayText(new Date(limitedTo).toISOString())}`;
  switch (gap) {
    case 'limit':
      return `Only the ${countText(limit)} newest messages were read${oldest}. To read more, pass a larger \`--limit\`.`;
    case 'earlier-limit':
      return 'Messages that were made before this time and sent in it, such as scheduled ones, may be missing. To read more, pass a larger `--limit`.';
    case 'filter-ignored':
      return 'Twilio ignored a filter, so that messages may be missing.';
    case 'undated':
      return 'Messages without a date were left out.';
    case 'redacted':
      return 'Twilio masks numbers of this account, so that messages of this recipient may be missing.';
    case 'not-kept':
      return 'Twilio lists messages for about 13 months, or for the time that the account is set to. Older ones are missing.';
    case 'stopped':
      return `The list could not be read to its end: ${stopped?.message ?? 'Twilio stopped answering.'}`;
    case 'alerts-unread':
      return `The alerts could not be read, so that refused requests and failed webhooks are missing: ${alertsError?.message ?? 'Twilio did not answer.'}`;
    case 'alerts-limit':
      return `Only ${countText(mostAlerts)} alerts were read, which is Twilio's limit. For all, choose a shorter time.`;
    case 'alerts-not-kept':
      return 'Twilio keeps alerts for 30 days. Older ones are missing.';
  }
}
