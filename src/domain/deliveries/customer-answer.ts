import { type MessageRecord, outcomeOf } from './message-record.ts';
import type { OptState } from './opt-outs.ts';

/** What to tell a customer about the last message to them. */
export interface CustomerAnswer {
  /** Sentences for the customer, without numbers, texts and codes. */
  readonly text: string;
  /** Who can solve it: the recipient, or the team that sends. Null: nothing is wrong so far, or the cause is unknown. */
  readonly solvedBy: 'recipient' | 'team' | null;
}

type Row = readonly [codes: readonly number[], text: string, solvedBy: CustomerAnswer['solvedBy']];

/** By the error code of a message that failed. */
const rows: readonly Row[] = [
  [
    [30003],
    'Your network reported that your phone was switched off or out of reach. Please check that it gets other texts, and we will send it again.',
    'recipient',
  ],
  [
    [30004],
    'Your network reported that our message was blocked. Please check the blocked senders on your phone, and whether other texts arrive.',
    'recipient',
  ],
  [[30005], 'Your network does not know the number that we have. Please give us your current number.', 'recipient'],
  [
    [30006, 21614],
    'The number that we have cannot receive texts. It may be a landline. Please give us a mobile number.',
    'recipient',
  ],
  [
    [21610, 30630],
    'You opted out of our texts earlier, so we may not send you any. To get them again, reply START to our number.',
    'recipient',
  ],
  [[21211, 21217, 21265], 'The number that we have is not valid. Please give us your current number.', 'recipient'],
  [
    [30610, 30615],
    'We do not send texts at this time of the day in your region. You will get our messages during the day.',
    'team',
  ],
];

const ours = 'We could not send the message. The cause is on our side, and your phone is fine. We are working on it.';
const filtered =
  'A filter on the way stopped our message. The cause is on our side, and your phone is fine. We are working on it.';

/** Codes of filters and of missing registrations. */
const filterCodes: readonly number[] = [30007, 30032, 30033, 30034, 30035, 30038, 30039, 30041, 30042];

/** If the messages do not show what became of the last one. */
export const unknownAnswer: CustomerAnswer = {
  text: 'We do not know yet whether our message reached your phone.',
  solvedBy: null,
};

/**
 * What to tell the customer about `message`, the last one to them; null: the provider lists no message to them. `opted` is the
 * last known opt-out or opt-in.
 */
export function customerAnswer(message: MessageRecord | null, opted: OptState | null): CustomerAnswer {
  if (message === null) {
    return opted?.state === 'out'
      ? answerFor(21610)
      : {
          text: 'We have no record of a message to this number. Please check which number you gave us.',
          solvedBy: 'team',
        };
  }
  switch (outcomeOf(message)) {
    case 'delivered':
      return {
        text: 'Your network reported that our message was delivered. Please look among blocked and filtered messages on your phone.',
        solvedBy: 'recipient',
      };
    case 'unreported':
      return {
        text: 'We handed our message to your network, which has not reported a delivery. Please check that your phone gets other texts.',
        solvedBy: 'recipient',
      };
    case 'waiting':
      return { text: 'Our message is still waiting to be sent.', solvedBy: null };
    case 'canceled':
      return { text: 'We canceled the message before it was sent.', solvedBy: 'team' };
    case 'undelivered':
    case 'failed':
      return answerFor(message.code, outcomeOf(message) === 'undelivered');
    case 'other':
      return unknownAnswer;
  }
}

function answerFor(code: number | null, wasSent = false): CustomerAnswer {
  const row = code === null ? undefined : rows.find(([codes]) => codes.includes(code));
  if (row !== undefined) return { text: row[1], solvedBy: row[2] };
  if (code !== null && filterCodes.includes(code)) return { text: filtered, solvedBy: 'team' };
  if (!wasSent) return { text: ours, solvedBy: 'team' };
  return {
    text: 'Your network reported that it could not deliver our message, without a clear reason. We will send it again.',
    solvedBy: 'team',
  };
}
