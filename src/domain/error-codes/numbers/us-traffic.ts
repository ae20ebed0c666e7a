import type { CodeGroup } from '../code-group.ts';

const verifyRegistration = 'smsctl verify --check number.registered';
const cap = ['The campaign is larger than the daily limit of the brand', 'Other providers send for the same brand'];

/** What a message meets on US carriers: registration of long codes (A2P 10DLC) and toll-free numbers, and their limits. */
export const usTrafficCodes: CodeGroup = {
  heading: 'US and Canadian carriers: registration of the sender',
  shared: {
    causes: ['The registration of the sender is not complete'],
    fix: 'Complete the registration in the Twilio Console.',
    run: verifyRegistration,
    checks: ['number.registered'],
  },
  rows: [
    [
      30022,
      'Too fast for the campaign',
      'US carriers refused the message, because the campaign sends faster than its class allows.',
      {
        causes: ['A small brand or a low campaign class', 'Many messages to one number in a short time'],
        fix: 'Send more slowly, or have the brand vetted for a higher class.',
      },
    ],
    [
      30023,
      'Daily limit at T-Mobile reached',
      'The brand has sent as many segments to T-Mobile as it may send in a day. The count restarts at midnight Pacific time.',
      { causes: cap, fix: 'Continue after midnight Pacific time, or have the brand vetted for a higher limit.' },
    ],
    [
      30025,
      'Half of the daily T-Mobile limit used (warning)',
      'The brand has used 50 % of its daily limit at T-Mobile.',
      { causes: cap, fix: 'Nothing needs to change. Plan the rest of the day.', checks: [] },
    ],
    [
      30026,
      '70 % of the daily T-Mobile limit used (warning)',
      'The brand has used 70 % of its daily limit at T-Mobile.',
      { causes: cap, fix: 'Send the important messages first.', checks: [] },
    ],
    [
      30027,
      'Daily T-Mobile limit used up',
      'The brand has used 100 % of its daily limit at T-Mobile. Further messages fail with 30023.',
      { causes: cap, fix: 'Continue after midnight Pacific time, or have the brand vetted for a higher limit.' },
    ],
    [
      30032,
      'Toll-free number not verified',
      'Carriers in the US and Canada block messages of toll-free numbers that are not verified.',
      {
        causes: [
          'The verification was never submitted',
          'The verification is under review',
          'The verification was rejected',
        ],
        fix: 'Submit the toll-free verification in the Twilio Console, and wait for the approval.',
        run: verifyRegistration,
      },
    ],
    [
      30033,
      'Campaign suspended',
      'The A2P campaign of the sender is suspended. Twilio does not send its messages.',
      {
        causes: ['Complaints of recipients', 'Messages that do not fit the registered campaign', 'Forbidden content'],
        fix: 'Ask Twilio support for the reason, and resolve it.',
        run: verifyRegistration,
      },
    ],
    [
      30034,
      'Long code not registered',
      'The number is not part of an approved A2P campaign. US carriers block its messages.',
      {
        causes: [
          'The number is in no Messaging Service with an approved A2P campaign',
          'The campaign is under review, rejected, or a mock campaign',
        ],
        fix: 'Register a brand and a campaign, and add the number to the Messaging Service of the campaign.',
        run: verifyRegistration,
        checks: ['number.registered', 'number.pool'],
      },
    ],
    [
      30035,
      'Registration of the number in progress',
      'Twilio is registering the number for its campaign, or removing it. Messages to the US fail until this is complete.',
      {
        causes: ['The number joined or left the Messaging Service of the campaign a short time ago'],
        fix: 'Wait. The Twilio Console shows the registration of each number.',
        run: verifyRegistration,
      },
    ],
    [
      30125,
      'Second number in a sole proprietor campaign',
      'A sole proprietor campaign may have one number. Twilio did not register this further one.',
      {
        causes: ['More than one number in the Messaging Service of the campaign'],
        fix: 'Keep one number in the Messaging Service, or register a standard brand.',
      },
    ],
    [
      30126,
      'Registration of the number failed',
      'The number could not be registered for its campaign, or removed from it. The reason is not known.',
      { causes: ['A fault in the registration at the carriers'], fix: 'Ask Twilio support.' },
    ],
  ],
};
