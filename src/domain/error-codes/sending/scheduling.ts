import type { CodeGroup } from '../code-group.ts';

const inRange = 'Set SendAt between 15 minutes and 35 days ahead, in UTC, such as 2026-12-01T09:30:00Z.';
const outOfRange = [
  'A time less than 15 minutes ahead',
  'A time more than 35 days ahead',
  'A local time without its zone',
];

/** Messages for later, in bulk, and their cancellation. */
export const schedulingCodes: CodeGroup = {
  heading: 'Scheduling and bulk sending',
  shared: { causes: ['A wrong parameter in the request of your program'], fix: 'Correct the request of your program.' },
  rows: [
    [
      30020,
      'Fault in message scheduling',
      "A fault inside Twilio's scheduler stopped the request.",
      { causes: ['An incident at Twilio'], fix: 'Schedule the message again. If it fails again, ask Twilio support.' },
    ],
    [
      30409,
      'Message can no longer be canceled',
      'The message has already reached a final state, or is on its way.',
      { causes: ['The time of sending has passed'], fix: 'Cancel scheduled messages earlier.' },
    ],
    [35111, 'Time of sending missing', 'A scheduled message needs SendAt.', { fix: inRange }],
    [
      35114,
      'Time of sending out of range',
      'SendAt is not between 15 minutes and 35 days ahead.',
      { causes: outOfRange, fix: inRange },
    ],
    [
      35115,
      'Time of sending out of range (second code)',
      'SendAt is outside the window that scheduling supports: 15 minutes to 35 days ahead.',
      { causes: outOfRange, fix: inRange },
    ],
    [
      35117,
      'Time of sending out of range (third code)',
      'Scheduling does not support this SendAt: at least 15 minutes, at most 35 days ahead.',
      { causes: outOfRange, fix: inRange },
    ],
    [
      35118,
      'Scheduling needs a Messaging Service',
      'Only messages through a Messaging Service can be scheduled, and the request names none.',
      {
        causes: ['A sender in From without a service'],
        fix: 'Save a Messaging Service, and pass its SID.',
        run: 'smsctl setup number',
        checks: ['number.pool'],
      },
    ],
    [
      35125,
      'Too many scheduled messages',
      'The account already has 500,000 scheduled messages.',
      {
        causes: ['Several large campaigns are scheduled'],
        fix: 'Schedule more when some have been sent, or ask Twilio support.',
      },
    ],
    [
      35126,
      'Kind of schedule not supported',
      'ScheduleType must be "fixed" for this channel.',
      { fix: 'Set ScheduleType to fixed.' },
    ],
    [
      35127,
      'Text and variables together',
      'A bulk request may have a Body or ContentVariables for its messages, not both.',
      { fix: 'Remove one of the two.' },
    ],
    [
      35132,
      'Bulk attributes not valid',
      'The attributes of the bulk request are not valid JSON.',
      { causes: ['JSON with single quotes'], fix: 'Correct the JSON.' },
    ],
    [
      35133,
      'Bulk list not valid',
      'The Messages array of the bulk request is empty or too long.',
      { causes: ['No recipients', 'Too many recipients in one request'], fix: 'Send fewer messages in one request.' },
    ],
    [
      35134,
      'Bulk list with duplicates',
      'The Messages array names a number more than once.',
      {
        causes: ['Duplicates in the contact list'],
        fix: 'Remove duplicates from the contact list.',
        run: 'smsctl setup contacts',
        checks: ['contacts.checked'],
      },
    ],
  ],
};
