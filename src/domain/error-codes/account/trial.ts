import type { CodeGroup } from '../code-group.ts';

/** What a trial account may not do. */
export const trialCodes: CodeGroup = {
  heading: 'Trial accounts',
  shared: {
    causes: ['The account is on trial'],
    fix: 'Upgrade the account in the Twilio Console.',
    checks: ['credentials.account'],
  },
  rows: [
    [
      10002,
      'Not available on trial',
      'The request uses a feature that only upgraded accounts have.',
      { causes: ['The account is on trial', 'A second number, or a number for a subaccount, during the trial'] },
    ],
    [
      14111,
      'Reply to an unverified number on trial',
      'A TwiML reply went to a number that the trial account has not verified.',
      { fix: 'Verify the number in the Twilio Console, or upgrade the account.' },
    ],
    [
      21219,
      'Number to call not verified on trial',
      'A trial account may call verified numbers only.',
      { fix: 'Verify the number in the Twilio Console, or upgrade the account.' },
    ],
    [21264, 'Incoming call from an unverified number', 'A trial account takes calls from verified numbers only.'],
    [
      21267,
      'Sender ID on a trial account',
      'A trial account cannot send from an alphanumeric sender ID.',
      { fix: 'Send from the trial number, or upgrade the account.', run: 'smsctl setup number' },
    ],
    [21404, 'Number not available on trial', 'A trial account may not have this incoming number.'],
    [
      21607,
      'Sender is not the trial number',
      'A trial account may send from its trial number only.',
      {
        fix: 'Send from the trial number, or upgrade the account.',
        run: 'smsctl setup number',
        checks: ['credentials.account', 'number.owned'],
      },
    ],
    [
      21608,
      'Recipient not verified',
      'The account may send to verified recipients only, and this one is not verified.',
      {
        causes: ['The account is on trial', 'The upgraded account has no approved Primary Compliance Profile'],
        fix: 'Upgrade the account, and submit its Primary Compliance Profile.',
        run: 'smsctl verify --check credentials.account,credentials.profile',
        checks: ['credentials.account', 'credentials.profile'],
      },
    ],
    [
      30044,
      'Text too long for a trial account',
      'The text needs more segments than a trial account may send in one message.',
      {
        causes: ['A long text from a trial account', 'An emoji or another character that makes segments shorter'],
        fix: 'Shorten the text, or upgrade the account.',
        checks: ['credentials.account', 'contacts.short-form'],
      },
    ],
    [
      30454,
      'Message limit of the trial reached',
      'The trial account has sent as many messages as a trial may send.',
      { fix: 'Upgrade the account. Twilio needs some hours to apply it everywhere.' },
    ],
    [
      60624,
      'Lookup limit of the trial reached',
      'The trial account made more lookups than a trial may make.',
      { fix: 'Wait, or upgrade the account.' },
    ],
    [
      572002,
      'Wrong trial number for this recipient',
      'On trial, Twilio assigns one sender to each verified recipient. The message came from another number.',
      { fix: 'Send from the number that the Twilio Console shows for this recipient, or upgrade the account.' },
    ],
    [
      572003,
      'Parameter not allowed on trial',
      'The message has a parameter that a trial account may not use. This meaning is not confirmed.',
      {
        causes: ['More than recipient, text and status callback in the request', 'Another sender in From'],
        fix: 'Send recipient and text only, or upgrade the account.',
      },
    ],
    [
      572005,
      'Recipient has not completed verification',
      'The recipient was added to the trial account and has not entered the verification code yet.',
      {
        causes: ['The code was never entered', 'The code expired'],
        fix: 'Enter the code, or request a new one in the Twilio Console.',
      },
    ],
    [
      572006,
      'Own text on a trial account',
      'A trial account may send the texts of Twilio templates only, and the text is not the name of one.',
      { fix: 'Use the name of a Twilio trial template as the text, or upgrade the account.' },
    ],
    [
      575001,
      'Verify not available on trial',
      'The trial account may not use the Verify API, or not in this way.',
      {
        causes: ['The 30 days of the trial are over', 'A text or a template of your own'],
      },
    ],
  ],
};
