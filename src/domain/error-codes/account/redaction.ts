import type { CodeGroup } from '../code-group.ts';

/** Features that redaction of numbers or texts turns off. */
export const redactionCodes: CodeGroup = {
  heading: 'Redaction of numbers and texts (warnings)',
  shared: {
    causes: ['Redaction is turned on for the account, and this feature needs the data'],
    fix: 'Turn off the feature, and do its work in your own application.',
  },
  rows: [
    [
      23001,
      'Redaction with STOP handling of long codes',
      'Twilio cannot handle STOP for long codes while phone numbers are redacted.',
      { fix: 'Keep the list of opt-outs in your own application.' },
    ],
    [
      23002,
      'Redaction with STOP handling of short codes',
      'Twilio cannot handle STOP for short codes while phone numbers are redacted.',
      { fix: 'Keep the list of opt-outs in your own application.' },
    ],
    [
      23003,
      'Redaction with sticky sender',
      'A Messaging Service cannot keep one sender for each recipient while phone numbers are redacted.',
      { fix: 'Turn off Sticky Sender in the Messaging Service.' },
    ],
    [
      23004,
      'Redaction with Advanced Opt-Out',
      'Advanced Opt-Out cannot work while phone numbers are redacted.',
      { fix: 'Turn off Advanced Opt-Out, and keep the list of opt-outs yourself.' },
    ],
    [
      23005,
      'Redaction with fallback to long code',
      'Fallback to Long Code cannot work while phone numbers are redacted.',
      { fix: 'Turn off Fallback to Long Code in the Messaging Service.' },
    ],
    [
      23006,
      'Redaction with GET webhooks',
      'A webhook with GET would put redacted data into URLs.',
      {
        causes: ['The webhook for incoming messages uses GET'],
        fix: 'Set the webhook of each number and service to POST.',
      },
    ],
  ],
};
