/** A reply that Twilio acts on, in smsctl's words. */
export interface ReplyWord {
  /** The word that is used most. */
  readonly id: string;
  /** Other words with the same effect. */
  readonly others: readonly string[];
  /** Without a full stop. */
  readonly title: string;
  /** One or two sentences. */
  readonly meaning: string;
  /** What to do, in sentences. */
  readonly remedy: string;
  /** Error codes that come of it. */
  readonly codes: readonly number[];
}

/** The default words; a Messaging Service may have others. As of November 2026. */
export const replyWordsPage = 'https://help.twilio.com/articles/223134027';

export const replyWords: readonly ReplyWord[] = [
  {
    id: 'STOP',
    others: ['STOPALL', 'UNSUBSCRIBE', 'END', 'QUIT', 'CANCEL', 'REVOKE', 'OPTOUT'],
    title: 'The recipient opts out',
    meaning:
      'Twilio blocks further messages from this sender to this recipient, and refuses them with error 21610. The reply has to be this one word.',
    remedy: 'Remove the recipient from the list. Only the recipient can opt in again, by replying START.',
    codes: [21610],
  },
  {
    id: 'START',
    others: ['UNSTOP', 'YES'],
    title: 'The recipient opts in again',
    meaning:
      'Twilio allows messages from this sender to this recipient again. A toll-free number takes START and UNSTOP only.',
    remedy: 'Nothing needs to be done.',
    codes: [],
  },
  {
    id: 'HELP',
    others: ['INFO'],
    title: 'The recipient asks who sends',
    meaning: 'Twilio answers with its default help text, or with the one of the Messaging Service.',
    remedy: 'Set the answer in the Messaging Service, so that it names your organization.',
    codes: [],
  },
];
