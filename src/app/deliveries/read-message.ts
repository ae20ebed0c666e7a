import type { AlertGroup } from '../../domain/deliveries/alert-record.ts';
import { type CustomerAnswer, customerAnswer } from '../../domain/deliveries/customer-answer.ts';
import { hasFailed, type MessageRecord } from '../../domain/deliveries/message-record.ts';
import type { ProviderError } from '../../domain/provider-error.ts';
import { UserError } from '../../domain/user-error.ts';
import type { Provider } from '../../ports.ts';
import type { Gap } from './delivery-log.ts';
import { readAlerts } from './read-alerts.ts';

export interface MessageRead {
  readonly message: MessageRecord;
  readonly failed: boolean;
  /** Null: it is a received message. */
  readonly answer: CustomerAnswer | null;
  /** The alerts about this message. */
  readonly alerts: readonly AlertGroup[];
  readonly alertsError: ProviderError | null;
  readonly gaps: readonly Gap[];
}

const dayMs = 86_400_000;
/** The provider's clocks may differ a little. */
const slackMs = 60_000;

/** One message with its alerts. Rejects with `UserError` `deliveries.no-message` if the account has no such message. */
export async function readMessage(
  provider: Pick<Provider, 'message' | 'alerts'>,
  { sid, withText, now }: { readonly sid: string; readonly withText: boolean; readonly now: Date },
): Promise<MessageRead> {
  const message = await provider.message(sid, { withText });
  if (message === null) {
    throw new UserError({
      code: 'deliveries.no-message',
      message: `The account has no message ${sid}.`,
      hints: [
        'Check the SID, and whether the message was sent by another account, a subaccount or in another region.',
        "List a recipient's messages with `smsctl deliveries --to NUMBER`.",
      ],
    });
  }
  const since = (message.createdAt ?? message.sentAt ?? now.getTime()) - slackMs;
  const until = Math.min(now.getTime(), (message.updatedAt ?? since) + dayMs);
  const alerts = await readAlerts(provider, { since, until }, now, (alert) => alert.messageSid === sid);
  return {
    message,
    failed: message.direction === 'outbound' && hasFailed(message),
    answer: message.direction === 'outbound' ? customerAnswer(message, null) : null,
    alerts: alerts.groups,
    alertsError: alerts.error,
    gaps: alerts.gaps,
  };
}
