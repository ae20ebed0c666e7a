import type { CodeGroup } from '../code-group.ts';

/** The Messaging Service of a message, and its pool of senders. */
export const messagingServiceCodes: CodeGroup = {
  heading: 'Messaging Services and their senders',
  shared: {
    causes: ['A wrong sender or service in the request'],
    fix: 'Correct the senders of the Messaging Service in the Twilio Console.',
    run: 'smsctl verify --check number.pool',
    checks: ['number.pool'],
  },
  rows: [
    [
      21701,
      'Messaging Service does not exist',
      'The account has no Messaging Service with this SID.',
      {
        causes: ['The service was deleted', 'The service belongs to another account'],
        fix: 'Save the SID of a Messaging Service of this account.',
        run: 'smsctl setup number',
      },
    ],
    [
      21702,
      'Messaging Service unavailable',
      'The Messaging Service cannot send new messages at the moment.',
      { causes: ['A temporary fault at Twilio'], fix: 'Send again later.', checks: [] },
    ],
    [
      21703,
      'No sender of the service fits',
      'The Messaging Service has senders, and none of them can send this message to this recipient.',
      {
        causes: [
          'No sender of the pool reaches the country',
          'The message has a picture, and no sender of the pool has MMS',
        ],
        fix: 'Add a sender that reaches the recipient to the pool.',
      },
    ],
    [
      21704,
      'Messaging Service has no senders',
      'The pool of the Messaging Service is empty.',
      { causes: ['No number was ever added', 'The last number was removed'], fix: 'Add the sender to the pool.' },
    ],
    [
      21705,
      'Messaging Service SID not valid',
      'The Messaging Service SID is malformed, or not valid for this account. It begins with MG.',
      {
        causes: ['A typing error in the SID', 'A SID of another kind', 'The service belongs to another account'],
        fix: 'Save the right Messaging Service.',
        run: 'smsctl setup number',
      },
    ],
    [
      21708,
      'Sender ID missing',
      'The request to change the pool does not name an alphanumeric sender ID.',
      { fix: 'Name the sender ID in the request.', checks: [] },
    ],
    [
      21709,
      'Sender ID not allowed in this service',
      'The alphanumeric sender ID is invalid, or the service may not use sender IDs.',
      {
        causes: [
          'Sender IDs are not enabled for the account',
          'More than eleven characters, forbidden characters, or digits only',
        ],
        fix: 'Enable alphanumeric sender IDs in the Twilio Console, or correct the name.',
        checks: ['number.saved', 'number.pool'],
      },
    ],
    [
      21710,
      'Sender already in the service',
      'The pool of the Messaging Service already contains this sender.',
      { causes: ['The sender was added twice'], fix: 'Nothing needs to change.', checks: [] },
    ],
    [
      21711,
      'Sender not in the service',
      'The pool of the Messaging Service does not contain the sender of the message.',
      {
        causes: ['The number was never added', 'The number was moved to another service'],
        fix: 'Add the sender to the pool in the Twilio Console.',
        run: 'smsctl verify --check number.pool',
      },
    ],
    [
      21712,
      'Sender is in another service',
      'The number or short code belongs to another Messaging Service. A sender has one service at most.',
      {
        causes: ['The number was added to another service before'],
        fix: 'Remove the sender from the other service first, or save that service.',
        run: 'smsctl setup number',
      },
    ],
    [
      21713,
      'Use case of the service not valid',
      'The use case of the Messaging Service is not one that Twilio knows.',
      {
        causes: ['A typing error', 'Capital letters'],
        fix: 'Use one of: notifications, marketing, verification, discussion, poll, undeclared.',
        checks: [],
      },
    ],
    [
      21714,
      'Pool of the service is full',
      'The Messaging Service already has as many senders as it may have: 400 numbers by default.',
      {
        causes: ['More than 400 numbers in one service', 'A second sender ID for the same country'],
        fix: 'Use a second Messaging Service, or senders with more throughput.',
        checks: [],
      },
    ],
    [
      21715,
      'Number lacks the capabilities for a service',
      'The number has neither SMS nor MMS, so that a Messaging Service cannot use it.',
      {
        causes: ['A voice-only number'],
        fix: 'Choose a number that can send SMS.',
        run: 'smsctl setup number',
        checks: ['number.sms-capable'],
      },
    ],
    [
      21733,
      'Default Messaging Service not found (warning)',
      'Twilio did not create the default Messaging Service of the account. The message itself should still be sent.',
      { causes: ['A fault at Twilio'], fix: 'Ask Twilio support to create the default service.', checks: [] },
    ],
    [
      30995,
      'Size limit of the service reached',
      'The Messaging Service of the campaign has reached its limit of numbers.',
      {
        causes: ['More numbers in the service than the campaign may use'],
        fix: 'Remove numbers that you do not use, or ask Twilio support.',
        checks: [],
      },
    ],
  ],
};
