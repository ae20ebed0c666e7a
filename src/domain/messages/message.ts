import { messageStates } from './message-states.ts';

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

const stateOf = ({ status }: SentMessage) => messageStates.find(({ id }) => id === status);

/** Nothing changes any more. False for a state that is not in the list. */
export const isFinal = (message: SentMessage): boolean => stateOf(message)?.final === true;

/** The carrier, or the recipient's phone, reported it. */
export const isDelivered = (message: SentMessage): boolean => stateOf(message)?.delivered === true;
