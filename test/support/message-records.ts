import type { MessageRecord } from '../../src/domain/deliveries/message-record.ts';

let made = 0;

/** An outgoing message that was delivered, with changes. */
export function messageRecord(change: Partial<MessageRecord> = {}): MessageRecord {
  made += 1;
  return {
    sid: `SM${made.toString(16).padStart(32, '0')}`,
    direction: 'outbound',
    status: 'delivered',
    code: null,
    from: '+12025550142',
    to: '+12025550123',
    serviceSid: null,
    createdAt: null,
    sentAt: null,
    updatedAt: null,
    segments: 1,
    price: null,
    reply: null,
    text: null,
    ...change,
  };
}
