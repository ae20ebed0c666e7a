/** A state of a message at the provider, in smsctl's words. */
export interface MessageState {
  /** As the provider writes it. */
  readonly id: string;
  /** Without a full stop. */
  readonly title: string;
  /** One or two sentences. */
  readonly meaning: string;
  /** True if the state is final. Null: not confirmed. */
  readonly final: boolean | null;
  /**
   * Whether the message reached the recipient's phone, as far as carriers report it. Null: not known, or an incoming
   * message.
   */
  readonly delivered: boolean | null;
  readonly direction: 'outgoing' | 'incoming';
  /** Error codes that often come with it, most frequent first. */
  readonly codes: readonly number[];
  /** What to do, in sentences, and a command that helps; null if none does. */
  readonly remedy: { readonly text: string; readonly command: string | null };
}

export const messageStatesPage =
  'https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks';

const waiting = { final: false, delivered: false, direction: 'outgoing', codes: [] } as const;
const nothing = { text: 'No action needed.', command: null };

/** In the order in which a message passes through them. Their meaning is from `messageStatesPage`. */
export const messageStates: readonly MessageState[] = [
  {
    id: 'accepted',
    title: 'Accepted, no sender chosen yet',
    meaning: 'Twilio accepted the message for a Messaging Service, and has not chosen a sender from the pool yet.',
    ...waiting,
    remedy: {
      text: 'Wait a moment. If the state does not change, check the senders of the Messaging Service.',
      command: 'smsctl verify --check number.pool',
    },
  },
  {
    id: 'scheduled',
    title: 'Scheduled for later',
    meaning: 'Twilio holds the message until its scheduled time, 15 minutes to 35 days ahead.',
    ...waiting,
    remedy: { text: 'Wait for the scheduled time. Until then, you can cancel the message.', command: null },
  },
  {
    id: 'queued',
    title: "Waiting in Twilio's queue",
    meaning:
      'The message waits until its sender may send again. It fails after 10 hours, or when its validity period ends.',
    ...waiting,
    remedy: {
      text: 'Wait. A sender with one segment a second needs an hour for 3,600 segments.',
      command: null,
    },
  },
  {
    id: 'sending',
    title: 'Passing to the carrier',
    meaning: 'Twilio is passing the message to the next network.',
    ...waiting,
    remedy: { text: 'Wait a moment.', command: null },
  },
  {
    id: 'sent',
    title: 'Passed to the carrier, not yet delivered',
    meaning: 'The next network accepted the message. If the carrier never reports a delivery, the state stays "sent".',
    final: false,
    delivered: null,
    direction: 'outgoing',
    codes: [],
    remedy: {
      text: 'Wait for the delivery report. If none comes, ask a recipient whether the message arrived.',
      command: null,
    },
  },
  {
    id: 'delivered',
    title: 'Delivered, as the carrier reports',
    meaning:
      'The carrier reports delivery, to the phone if it can tell. This does not prove that a person saw the message.',
    final: true,
    delivered: true,
    direction: 'outgoing',
    codes: [],
    remedy: {
      text: 'No action needed. If the recipient cannot find it, check blocked and filtered messages on the phone.',
      command: null,
    },
  },
  {
    id: 'read',
    title: 'Read by the recipient',
    meaning: 'The recipient opened the message. Only channels such as RCS and WhatsApp report this.',
    final: true,
    delivered: true,
    direction: 'outgoing',
    codes: [],
    remedy: nothing,
  },
  {
    id: 'partially_delivered',
    title: 'Delivered to some of the recipients',
    meaning: 'A group message reached some of its recipients. Whether this state can still change is unconfirmed.',
    final: null,
    delivered: null,
    direction: 'outgoing',
    codes: [],
    remedy: {
      text: 'Find the recipients that it did not reach in the message logs of the Twilio Console.',
      command: null,
    },
  },
  {
    id: 'undelivered',
    title: 'Not delivered, as the carrier reports',
    meaning: 'Twilio sent the message, and a carrier reported that it did not arrive. Twilio charges for it.',
    final: true,
    delivered: false,
    direction: 'outgoing',
    codes: [30003, 30005, 30006, 30007, 30008, 30032, 30034],
    remedy: { text: 'Look up the error code of the message, such as `smsctl explain 30007`.', command: null },
  },
  {
    id: 'failed',
    title: 'Failed before it left Twilio',
    meaning: 'The message never left Twilio: it was rejected, waited too long, or the account was suspended.',
    final: true,
    delivered: false,
    direction: 'outgoing',
    codes: [21610, 21408, 30001, 30002, 30036, 30454, 63038],
    remedy: { text: 'Look up the error code of the message, such as `smsctl explain 30001`.', command: null },
  },
  {
    id: 'canceled',
    title: 'Canceled before it was sent',
    meaning: 'A scheduled message was canceled. It was not sent.',
    final: true,
    delivered: false,
    direction: 'outgoing',
    codes: [],
    remedy: nothing,
  },
  {
    id: 'receiving',
    title: 'Incoming, not complete yet',
    meaning: 'Twilio is receiving a message for one of your numbers.',
    final: false,
    delivered: null,
    direction: 'incoming',
    codes: [],
    remedy: { text: 'Wait a moment.', command: null },
  },
  {
    id: 'received',
    title: 'Incoming and complete',
    meaning: 'Twilio received a message for one of your numbers, and passes it to the webhook if one is set.',
    final: true,
    delivered: null,
    direction: 'incoming',
    codes: [],
    remedy: {
      text: 'If your application did not get it, check the webhook of the number.',
      command: 'smsctl verify --check number.inbound',
    },
  },
];
