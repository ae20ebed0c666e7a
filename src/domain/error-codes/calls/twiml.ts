import type { CodeGroup } from '../code-group.ts';

/** TwiML that a webhook returns. */
export const twimlCodes: CodeGroup = {
  heading: 'TwiML: what your server answers',
  shared: {
    causes: ['A mistake in the TwiML that the webhook returned'],
    fix: 'Correct the TwiML of the webhook. Messages that you send by the API are not affected.',
  },
  rows: [
    [
      11751,
      'Media too large',
      'The media of the message is larger than the channel accepts: 5 MB for MMS.',
      { causes: ['A large picture or several pictures'], fix: 'Shrink the media, or send fewer files in one message.' },
    ],
    [
      12100,
      'TwiML cannot be read',
      'The webhook returned something that is not well-formed XML.',
      { causes: ['An HTML page or a stack trace instead of TwiML', 'An unescaped "&" in a text'] },
    ],
    [
      12200,
      'TwiML does not fit the schema (warning)',
      'The TwiML has an unknown element or attribute. Twilio ignores it.',
      { causes: ['A typing error', 'Capitals in the wrong place'] },
    ],
    [
      12300,
      'Content type not valid',
      'The webhook returned a Content-Type that Twilio cannot process.',
      {
        causes: ['HTML or JSON instead of XML', 'No Content-Type header'],
        fix: 'Return TwiML with the Content-Type text/xml.',
      },
    ],
    [
      14101,
      'Recipient of the reply not valid',
      'The recipient of the Message element is not a number that can receive SMS.',
      { causes: ['A malformed number', 'An unverified number on a trial account'] },
    ],
    [
      14102,
      'Sender of the reply not valid',
      'The sender of the Message element is not a number of the account.',
      { causes: ['A number of another account'] },
    ],
    [14103, 'Text of the reply not valid', 'The text of the Message element is empty or too long.'],
    [14104, 'Method of the reply not valid', 'The "method" of the Message element is neither GET nor POST.'],
    [
      14105,
      'Status callback of the reply not valid',
      'The "statusCallback" of the Message element is not a valid URL.',
    ],
    [
      14106,
      'Too many TwiML documents',
      'One incoming message led to more TwiML documents than Twilio retrieves.',
      { causes: ['Redirect elements that lead to each other'] },
    ],
    [
      14107,
      'Reply loop stopped',
      'Twilio stopped the replies between two numbers: 30 replies in 30 seconds.',
      {
        causes: ['Two automatic systems answer each other', 'A TwiML document that calls itself'],
        fix: 'Do not answer automatic messages. Sending works again after 30 seconds.',
      },
    ],
    [
      14108,
      'Reply from a number without SMS',
      'The TwiML sends from a number that cannot send SMS.',
      {
        causes: ['A voice-only number'],
        fix: 'Choose a number that can send SMS.',
        run: 'smsctl setup number',
        checks: ['number.sms-capable'],
      },
    ],
    [
      14109,
      'Too many replies to one message',
      'The TwiML has more than 10 replies to one incoming message.',
      { fix: 'Send further messages by the API.' },
    ],
    [
      14110,
      'Element not valid in a reply',
      'The TwiML answers a text message with an element that is not for messages.',
      { causes: ['TwiML for calls at the messaging webhook'] },
    ],
  ],
};
