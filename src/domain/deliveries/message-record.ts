import type { Amount } from './amount.ts';

/** A message of the account at the provider, sent or received. */
export interface MessageRecord {
  readonly sid: string;
  readonly direction: 'outbound' | 'inbound';
  /** As the provider writes it, in lower case: `queued`, `sent`, `delivered`, `undelivered`, `failed`, `received`, … */
  readonly status: string;
  /** The provider's error code. Null: none. Count failures by status: an incoming message may have a code, too. */
  readonly code: number | null;
  /** E.164, a short code's digits, a sender ID, or a channel's address. Null: no sender was chosen yet. */
  readonly from: string | null;
  /** Null: the provider does not say. */
  readonly to: string | null;
  /** The Messaging Service that sent it. The provider may name a default service for messages without one. */
  readonly serviceSid: string | null;
  /** In milliseconds since 1970, like the other times. Null: the provider does not say. */
  readonly createdAt: number | null;
  /** Null: it was never sent, or not yet. */
  readonly sentAt: number | null;
  readonly updatedAt: number | null;
  /** Null: not counted yet. */
  readonly segments: number | null;
  /** What it cost, with carrier fees. Null: no price yet, which may take 24 hours. */
  readonly price: Amount | null;
  /** What an incoming message asks for, by the provider's default words. Null: neither, or an outgoing message. */
  readonly reply: 'stop' | 'start' | null;
  /** Its text, if it was asked for. Null: it was not. */
  readonly text: string | null;
}

/** When a message was sent, else when it was made. Null: the provider says neither. */
export const timeOf = ({ sentAt, createdAt }: Pick<MessageRecord, 'sentAt' | 'createdAt'>): number | null =>
  sentAt ?? createdAt;

/**
 * What became of an outgoing message. `unreported`: a carrier took it and has reported nothing since, which some never do;
 * `waiting`: it is still at the provider; `canceled`: it was scheduled, and called off; `other`: a state that does not say
 * whether it arrived.
 */
export type Outcome = 'delivered' | 'undelivered' | 'failed' | 'unreported' | 'waiting' | 'canceled' | 'other';

const outcomes: Readonly<Record<string, Outcome>> = {
  delivered: 'delivered',
  read: 'delivered',
  undelivered: 'undelivered',
  failed: 'failed',
  sent: 'unreported',
  accepted: 'waiting',
  scheduled: 'waiting',
  queued: 'waiting',
  sending: 'waiting',
  canceled: 'canceled',
};

export const outcomeOf = ({ status }: Pick<MessageRecord, 'status'>): Outcome =>
  (Object.hasOwn(outcomes, status) ? outcomes[status] : undefined) ?? 'other';

export const hasFailed = (message: Pick<MessageRecord, 'status'>): boolean =>
  ['undelivered', 'failed'].includes(outcomeOf(message));

/** True for an address of another channel than SMS, such as `whatsapp:+1…` or `rcs:…`. */
const isChannelAddress = (address: string | null): boolean => address?.includes(':') === true;

/** True for a message that came or went by SMS, as far as its addresses say. */
export const isSms = ({ from, to }: Pick<MessageRecord, 'from' | 'to'>): boolean =>
  !isChannelAddress(from) && !isChannelAddress(to);
