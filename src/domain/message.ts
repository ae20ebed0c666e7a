/** A message before it is sent; it leaves from `sender`, through the Messaging Service where there is one. */
export interface OutgoingMessage {
  /** E.164. */
  readonly to: string;
  readonly body: string;
  /** E.164, a short code's digits, or an alphanumeric sender ID. */
  readonly sender: string;
  readonly messagingService?: string;
}

/** What the provider says of a message that it took. */
export interface SentMessage {
  readonly sid: string;
  /** As the provider writes it: `queued`, `sent`, `delivered`, `undelivered`, `failed`, … */
  readonly status: string;
  /** The provider's error code; null while there is none. */
  readonly errorCode: number | null;
}

/** States after which nothing changes any more: https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks */
const finalStatuses: readonly string[] = ['delivered', 'read', 'undelivered', 'failed', 'canceled'];

export const isFinal = ({ status }: SentMessage): boolean => finalStatuses.includes(status);

export const isDelivered = ({ status }: SentMessage): boolean => status === 'delivered' || status === 'read';
