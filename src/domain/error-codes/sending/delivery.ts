import type { CodeGroup } from '../code-group.ts';

/** Reported after the provider took a message: by carriers, phones, or the provider's own queue. */
export const deliveryCodes: CodeGroup = {
  heading: 'Delivery: reported after Twilio accepted a message',
  shared: {
    causes: ['A temporary fault at the carrier or at Twilio'],
    fix: 'Send again later. If it fails again, give the message SID to Twilio support.',
  },
  rows: [
    [
      30001,
      'Waited too long in the queue',
      'More messages waited for the sender than it can send in 10 hours. Twilio failed this one without sending it.',
      {
        causes: [
          'A large campaign from a sender that sends one segment a second',
          'A short validity period, on the message or on the Messaging Service',
        ],
        fix: 'Send in smaller batches, or use a sender with more throughput.',
        checks: ['contacts.short-form'],
      },
    ],
    [
      30002,
      'Account suspended while the message waited',
      'Twilio suspended the account after it queued the message and before it sent it.',
      {
        causes: ['The balance reached zero', 'Twilio found a violation of its Acceptable Use Policy'],
        fix: 'Add funds and turn on automatic recharge. If the balance is fine, ask Twilio support.',
        run: 'smsctl verify --check credentials.account,credentials.funds',
        checks: ['credentials.account', 'credentials.funds'],
      },
    ],
    [
      30003,
      'Phone unreachable',
      'The phone was switched off or out of reach when the message arrived.',
      {
        causes: [
          'The phone is off or has no signal',
          'The number is no longer in use',
          'The device cannot receive SMS, such as a landline',
        ],
        fix: 'Send again later. Remove numbers that fail again and again.',
        checks: ['contacts.acknowledged'],
      },
    ],
    [
      30004,
      'Blocked by the carrier or the recipient',
      'The carrier or the recipient blocked the message.',
      {
        causes: [
          "A carrier's filter",
          'The recipient blocked the sender, or is on a national do-not-disturb list',
          'The phone has no signal, or cannot receive SMS',
        ],
        fix: 'Ask the recipient whether other texts arrive. Check the text against the rules of carriers.',
        checks: ['contacts.acknowledged', 'contacts.short-form'],
      },
    ],
    [
      30005,
      'Unknown number',
      'The carrier does not know the number: it does not exist, or is no longer active.',
      {
        causes: ['Old contact data', 'A typing error that still makes a possible number'],
        fix: 'Remove the number from the contact list.',
        run: 'smsctl setup contacts',
        checks: ['contacts.quality', 'contacts.acknowledged'],
      },
    ],
    [
      30006,
      'Landline, or carrier out of reach',
      'The number cannot receive this message: it is a landline, or its carrier cannot be reached from this sender.',
      {
        causes: ['A landline in the contact list', 'A short code that the carrier of the recipient does not support'],
        fix: 'Remove landlines from the contact list.',
        run: 'smsctl setup contacts',
        checks: ['contacts.quality'],
      },
    ],
    [
      30007,
      'Message filtered as spam',
      'A carrier or Twilio classified the message as unwanted and did not deliver it.',
      {
        causes: [
          'The sender is not registered where carriers require it',
          'Links of public URL shorteners',
          'No sender name, or no word on how to opt out',
          'Content that carriers forbid',
        ],
        fix: 'Name the sender in the text, say how to opt out, and use links on your own domain.',
        run: 'smsctl verify --check number.registered',
        checks: ['number.registered', 'contacts.short-form'],
      },
    ],
    [
      30008,
      'Failed without a reason',
      'The carrier reported a failure and gave no reason.',
      {
        causes: ['A fault at the carrier', 'The phone is off, roaming, or cannot receive SMS'],
        checks: ['contacts.acknowledged'],
      },
    ],
    [
      30009,
      'Part of an incoming message missing',
      'At least one segment of a long incoming message never reached Twilio.',
      {
        causes: ['The carrier lost a segment', "The sender's phone had poor reception"],
        fix: 'Ask the person to send the message again.',
      },
    ],
    [
      30010,
      'Price above the limit',
      'The message would have cost more than the MaxPrice of the request. Twilio no longer uses this code.',
      {
        causes: ['MaxPrice is too low for this country', 'The text needs more segments than expected'],
        fix: 'Remove MaxPrice from the request, or raise it.',
      },
    ],
    [
      30011,
      'MMS not supported here',
      'A picture message could not be received, because the number or the phone has no MMS in this region.',
      {
        causes: ['The number is in a region without MMS', 'MMS is turned off on the phone'],
        fix: 'Send a text with a link instead of a picture.',
      },
    ],
    [
      30017,
      'Carrier congested',
      "The carrier's network was overloaded and did not take the message, although Twilio tried again.",
      {
        causes: ['Many messages to one carrier in a short time'],
        fix: 'Send again later, and spread the campaign over more time.',
      },
    ],
    [
      30018,
      'Sender ID needs registration (warning)',
      'The country requires registered sender IDs, and Twilio has no registration of this one. The message may still arrive.',
      {
        causes: ['The alphanumeric sender ID is not registered for this country'],
        fix: 'Register the sender ID for the country in the Twilio Console.',
        run: 'smsctl verify --check contacts.reachable',
        checks: ['contacts.reachable'],
      },
    ],
    [
      30019,
      'Content too large for the carrier',
      'The text or the media is larger than the carrier of the recipient accepts.',
      {
        causes: ['A large picture', 'A long text with characters outside GSM-7'],
        fix: 'Shorten the text, or shrink the media.',
        checks: ['contacts.short-form'],
      },
    ],
    [
      30021,
      'Fault in the Messaging Service',
      "A fault inside Twilio's Messaging Service system stopped the message.",
      { causes: ['A fault at Twilio'] },
    ],
    [
      30024,
      'Sender not set up at the carrier',
      'The carrier of the recipient does not know this number or short code as a sender yet.',
      {
        causes: [
          'The registration is new, and this carrier has not applied it yet',
          'The short code is not set up at this carrier',
          'The country requires registered numbers, and this one is not registered',
        ],
        fix: 'Wait a day after a registration. If one carrier still refuses, give Twilio support three message SIDs.',
        run: 'smsctl verify --check number.registered',
        checks: ['number.registered'],
      },
    ],
    [
      30036,
      'Waited longer than its validity period',
      'The message waited in the queue longer than its validity period. Twilio did not send it.',
      {
        causes: [
          'More messages were queued than the sender can send in that time',
          'A short validity period, on the message or on the Messaging Service',
        ],
        fix: 'Raise the validity period (at most 10 hours), or send in smaller batches.',
        checks: ['contacts.short-form'],
      },
    ],
    [
      30037,
      'Sending disabled for the account',
      'Outgoing messages are turned off for this account.',
      {
        causes: ['Twilio turned off sending for the account', 'A setting of the account forbids outgoing messages'],
        fix: 'Ask Twilio support why sending is turned off.',
      },
    ],
    [
      30038,
      'Incoming passcode withheld',
      'Twilio withheld an incoming message, because it looks like a one-time passcode.',
      {
        causes: ['The number was used to sign up for another service'],
        fix: 'Use a personal phone to receive passcodes of other services.',
      },
    ],
    [
      30039,
      'Incoming message dropped to prevent a loop',
      'An incoming message looks machine-made. Twilio did not pass it to the webhook, so that no reply loop starts.',
      {
        causes: ['Two automatic systems answer each other', 'An automatic reply of a carrier or a phone'],
        fix: 'Do not answer such messages automatically.',
      },
    ],
    [
      30040,
      'Sender ID not registered',
      'The network accepts registered sender IDs only, and this one is not registered to the account.',
      {
        causes: [
          'The alphanumeric sender ID was never registered for this country',
          'The registration is not complete',
        ],
        fix: 'Register the sender ID for the country, or use another sender there.',
        run: 'smsctl verify --check contacts.reachable',
        checks: ['contacts.reachable'],
      },
    ],
    [
      30041,
      'Sender restricted or not registered',
      'The country requires this sender to be registered. The code began as one for the United Kingdom.',
      {
        causes: [
          'A protected sender ID in the United Kingdom without a letter of authorization',
          'A sender that is not registered for the country',
        ],
        fix: 'Complete the registration that the country requires, or use another sender there.',
        run: 'smsctl verify --check contacts.reachable',
        checks: ['contacts.reachable'],
      },
    ],
    [
      30042,
      'Sender ID blocked',
      'The alphanumeric sender ID is too generic, has forbidden characters, or is not yours to use.',
      {
        causes: ['A generic name such as INFO or SMS', 'Special characters in the name', 'A name linked to fraud'],
        fix: 'Save a sender ID that names your organization, with letters and digits only.',
        run: 'smsctl setup number',
        checks: ['contacts.reachable'],
      },
    ],
    [
      30043,
      'International message on a domestic route',
      'The carrier classified the message as international, although it came over a domestic connection.',
      {
        causes: ['A foreign organization sends over a domestic route', 'The carrier classified the message wrongly'],
        fix: 'Ask Twilio support to correct the route for this traffic.',
      },
    ],
    [
      30045,
      'Validity period out of range (warning)',
      'The validity period of the message is below zero or above 36,000 seconds (10 hours).',
      {
        causes: ['A wrong ValidityPeriod in the request', 'A wrong validity period of the Messaging Service'],
        fix: 'Set a whole number of seconds, at most 36,000.',
      },
    ],
    [
      30046,
      'RCS delivery not confirmed',
      'Twilio has no confirmation that the RCS message was delivered.',
      { causes: ['No delivery report came from the RCS network'] },
    ],
    [
      30410,
      'Time-out at the carrier connection',
      "Twilio's connection to the carrier did not answer in time. Twilio does not retry, to avoid a second delivery.",
      { causes: ['A disturbance at the carrier or its supplier'] },
    ],
    [
      30500,
      'Internal error of Twilio (delivery)',
      'A fault inside Twilio stopped the message while it was processed.',
      { causes: ['An incident at Twilio'] },
    ],
    [
      63010,
      'Internal error of Twilio (channel)',
      'A fault inside Twilio stopped the message on its channel, such as RCS or WhatsApp.',
      { causes: ['An incident at Twilio'] },
    ],
    [
      63012,
      'Internal error of the channel',
      'The provider behind the channel, such as RCS or WhatsApp, reported a fault of its own.',
      { causes: ['An incident at the provider of the channel'] },
    ],
  ],
};
