import type { CodeGroup } from '../code-group.ts';

/** Limits of the account, fraud protection, consent, quiet hours, and countries that are turned off. */
export const limitCodes: CodeGroup = {
  heading: 'Limits, fraud protection, consent and countries',
  shared: {
    causes: ['More messages than the account may send'],
    fix: 'Send more slowly, or ask Twilio support for a higher limit.',
  },
  rows: [
    [
      21408,
      'Country not enabled',
      "The account may not send to the recipient's country. Messaging geo permissions control this.",
      {
        causes: [
          'Only the home country is enabled at the start',
          'A high-risk country, which can be enabled in the Twilio Console only',
        ],
        fix: 'Enable the country in the Twilio Console, under Messaging geo permissions.',
        run: 'smsctl verify --check contacts.countries',
        checks: ['contacts.countries'],
      },
    ],
    [
      21610,
      'Recipient opted out',
      'The recipient replied STOP to this sender or its Messaging Service. Twilio refuses further messages.',
      {
        causes: [
          'The contact list does not contain the opt-out',
          'The recipient opted out on RCS or MMS, which also holds for SMS',
          'The number has a new owner, and the former owner opted out',
        ],
        fix: 'Remove the recipient from the list. Only the recipient can opt in again, by replying START.',
        checks: ['contacts.acknowledged'],
      },
    ],
    [
      21611,
      'Queue full',
      'The sender already has as many queued messages as it can send in 10 hours. Twilio refused this one.',
      {
        causes: [
          'A large campaign from a sender that sends one segment a second',
          'A short validity period makes the queue shorter',
        ],
        fix: 'Spread the campaign over more time, or use a sender with more throughput.',
        checks: ['contacts.short-form'],
      },
    ],
    [
      30450,
      'Blocked as SMS pumping',
      'SMS pumping protection blocked messages to this number for some minutes.',
      {
        causes: ['Abuse of a form that sends texts', 'Unusual traffic to one number or one range of numbers'],
        fix: 'Protect the form against abuse. Check the countries of the contact list.',
        run: 'smsctl verify --check contacts.countries',
        checks: ['contacts.quality', 'contacts.countries'],
      },
    ],
    [
      30453,
      'Blocked as suspected fraud',
      'Twilio suspects fraud and does not deliver to this number for some hours.',
      {
        causes: ['Unusual traffic to one number or one range of numbers', 'Abuse of a form that sends texts'],
        fix: 'Protect the form against abuse, and wait. If the traffic is genuine, give Twilio support three message SIDs.',
        checks: ['contacts.quality'],
      },
    ],
    [
      30485,
      'Blocked as suspected fraud, second form',
      'Fraud protection stopped the message. Delivery to the number resumes after some hours without suspicious traffic.',
      {
        causes: ['Unusual traffic to one number or one range of numbers', 'Abuse of a form that sends texts'],
        fix: 'Protect the form against abuse, and wait. If the traffic is genuine, give Twilio support three message SIDs.',
        checks: ['contacts.quality'],
      },
    ],
    [
      30610,
      "Recipient's quiet hours",
      'Local rules forbid non-essential messages at this time of day, and the Compliance Toolkit stopped the message.',
      {
        causes: ['A campaign before 8:00 or after 21:00 at the place of the recipient', 'The wrong place is known'],
        fix: 'Send between 8:00 and 21:00 local time of the recipient.',
      },
    ],
    [
      30615,
      "Recipient's quiet hours, second form",
      'The message was not essential, and the local time of the recipient was outside the permitted hours.',
      {
        causes: ['A campaign before 8:00 or after 21:00 at the place of the recipient'],
        fix: 'Schedule campaigns by the local time of each recipient.',
      },
    ],
    [
      30620,
      'Text does not match the use case',
      'The text does not match the use case for which the sender is registered.',
      {
        causes: ['A marketing text from a sender that is registered for passcodes or notifications'],
        fix: 'Use a sender registered for this use case, or register the use case.',
        checks: ['contacts.short-form'],
      },
    ],
    [
      30630,
      'Recipient opted out (consent record)',
      'The Consent API or a former STOP records that this recipient does not want messages from the sender.',
      {
        causes: [
          'The recipient opted out, on SMS, MMS or RCS',
          'Your own system stored an opt-out through the Consent API',
        ],
        fix: 'Remove the recipient from the list. Send again only after a new opt-in.',
        checks: ['contacts.acknowledged'],
      },
    ],
    [
      30646,
      'Consent not stored',
      'The Consent API refused a consent record, because a field of it is invalid.',
      {
        causes: ['A correlation ID that is not a UUID', 'An invalid sender, number, status or source'],
        fix: 'Correct the field that the response names.',
      },
    ],
    [
      30647,
      'Contact not stored',
      'The Contacts API refused a contact, because a field of it is invalid.',
      {
        causes: [
          'A correlation ID that is not a UUID',
          'A number that is not E.164',
          'An invalid country or postal code',
        ],
        fix: 'Correct the field that the response names.',
      },
    ],
    [
      30648,
      'Geo permissions of a subaccount locked',
      'A subaccount may not change its Messaging geo permissions here.',
      {
        causes: ['The parent account controls the geo permissions of its subaccounts'],
        fix: 'Change the geo permissions in the parent account.',
        checks: ['contacts.countries'],
      },
    ],
    [
      30649,
      'Geo permission not changed',
      'Twilio refused to change the geo permission of a country through the API.',
      {
        causes: [
          'A high-risk country, which can be changed in the Twilio Console only',
          'A country that Twilio does not serve: Iran, Syria or Cuba',
        ],
        fix: 'Change high-risk countries in the Twilio Console, under Messaging geo permissions.',
        checks: ['contacts.countries'],
      },
    ],
    [
      60728,
      'Hourly limit of the account reached',
      'The account sent more messages in an hour than Twilio allows it.',
      { causes: ['A burst of messages from a new account'] },
    ],
    [
      63017,
      'Account-wide rate exceeded',
      'The account and its subaccounts together sent more than 2,000 messages a second.',
      { causes: ['Several programs send at full speed at the same time'], fix: 'Send more slowly.' },
    ],
    [
      63038,
      'Daily limit of the account reached',
      'The account sent as many messages in 24 hours as Twilio allows it.',
      {
        causes: ['A new account, which starts with a low limit', 'A trial account, which may send 50 messages a day'],
        fix: 'Wait a day, or ask Twilio support for a higher limit. Twilio may also have sent an e-mail about it.',
        checks: ['credentials.account'],
      },
    ],
  ],
};
