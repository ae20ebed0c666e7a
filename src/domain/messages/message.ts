import { messageStates } from './message-states.ts';

/** A message before it is sent: from `sender`, through the Messaging Service if there is one. */
export interface OutgoingMessage {
  /** E.164. */
  readonly to: string;
  readonly body: string;
  /** E.164, a short code's digits, or an alphanumeric sender ID. */
  readonly sender: string;
  readonly messagingService?: string;
}

/** A message that the provider accepted. */
export interface SentMessage {
  readonly sid: string;
  /** As the provider writes it: `queued`, `sent`, `delivered`, `undelivered`, `failed`, … */
  readonly status: string;
  /** The provider's error code; null if there is none yet. */
  readonly errorCode: number | null;
}

const stateOf = ({ status }: SentMessage) => messageStates.find(({ id }) => id === status);

/** True if the state is final. False for a state that is not in the list. */
export const isFinal = (message: SentMessage): boolean => stateOf(message)?.final === true;

/** True if the carrier or the recipient's phone reported the delivery. */
export const isDelivered = (message: SentMessage): boolean => stateOf(message)?.delivered === true;
