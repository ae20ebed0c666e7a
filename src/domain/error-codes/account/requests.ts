import type { CodeGroup } from '../code-group.ts';

/** The form of a request, and faults on the provider's side. */
export const requestCodes: CodeGroup = {
  heading: 'Requests: form, limits and faults of Twilio',
  shared: {
    causes: ['A wrong parameter in the request of your program'],
    fix: 'Correct the request of your program.',
  },
  rows: [
    [
      20001,
      'Unknown parameter',
      'The request has a parameter that the resource does not know, or a value that it cannot read.',
      { causes: ['A typing error in the name', 'A page number without its page token', 'A date in a wrong form'] },
    ],
    [20002, 'Name not valid', 'The FriendlyName of the request is empty, too long, or has forbidden characters.'],
    [
      20004,
      'Method not allowed',
      'The resource does not support this HTTP method.',
      { causes: ['POST instead of GET, or the reverse'] },
    ],
    [20007, 'Page size too large', 'The request asks for more entries a page than Twilio returns: 1,000 at most.'],
    [
      20009,
      'Message not ready to be deleted',
      'Twilio deletes a message or a call only after it is complete.',
      {
        causes: ['The message is still in a queue', 'The message was completed moments ago'],
        fix: 'Wait some minutes, then delete it again.',
      },
    ],
    [
      20161,
      'No parameters to change',
      'The request changes a resource and names nothing to change.',
      { causes: ['A typing error in a name', 'The request was sent as JSON instead of form fields'] },
    ],
    [
      20162,
      'Two changes at the same time',
      'Another request is changing the same resource at the moment.',
      { causes: ['Two programs change the same resource'], fix: 'Wait, and repeat the request.' },
    ],
    [
      20404,
      'Not found',
      'The resource of the request does not exist in this account.',
      {
        causes: [
          'An empty or mistyped Account SID',
          'The resource belongs to another account',
          'The resource was deleted',
        ],
        fix: 'Compare the SIDs with the Twilio Console.',
        run: 'smsctl status',
        checks: ['credentials.accepted', 'number.pool'],
      },
    ],
    [
      20409,
      'Conflict',
      'The resource is in a state that does not allow this change.',
      {
        causes: ['Another change is not complete'],
        fix: 'Wait until the other change is complete, then repeat the request.',
      },
    ],
    [
      20410,
      'API discontinued',
      'The program uses an API that Twilio has discontinued, such as /SMS/Messages.',
      { causes: ['An old program or an old library'], fix: 'Use the Messages resource of the API 2010-04-01.' },
    ],
    [
      20413,
      'Request too large',
      'The body of the request is larger than Twilio accepts.',
      { fix: 'Send less in one request.' },
    ],
    [20422, 'Parameter not valid', 'A parameter of the request has a value that the resource does not accept.'],
    [
      20423,
      'SID not valid',
      'A SID in the request is malformed.',
      { causes: ['A typing error', 'A SID of another kind'] },
    ],
    [
      20429,
      'Too many requests',
      'More requests came at the same time than the account may make. Twilio did not carry out this one.',
      {
        causes: ['A loop without pauses', 'Several programs use one account at the same time'],
        fix: 'Wait, then repeat the request more slowly.',
        run: 'smsctl verify --wait 2m',
        checks: ['credentials.accepted'],
      },
    ],
    [
      20500,
      'Internal error of Twilio',
      'A fault inside Twilio stopped the request.',
      {
        causes: ['An incident at Twilio'],
        fix: 'Repeat the request later. https://status.twilio.com shows incidents.',
        run: 'smsctl verify --wait 2m',
      },
    ],
    [
      20503,
      'Twilio unavailable',
      'The Twilio service of the request is unavailable at the moment.',
      {
        causes: ['An incident or maintenance at Twilio'],
        fix: 'Repeat the request later. https://status.twilio.com shows incidents.',
        run: 'smsctl verify --wait 2m',
      },
    ],
    [
      20504,
      'Internal error of Twilio (message)',
      'A fault inside Twilio stopped this message while it was processed.',
      {
        causes: ['An incident at Twilio'],
        fix: 'Send the message again. If it fails again, give its SID to Twilio support.',
      },
    ],
    [
      12400,
      'Internal failure of Twilio',
      'A fault inside Twilio stopped a webhook or its answer.',
      { causes: ['An incident at Twilio'], fix: 'Wait. https://status.twilio.com shows incidents.' },
    ],
    [
      21481,
      'Page token not valid',
      'The PageToken of the request is malformed or no longer valid.',
      { fix: 'Follow the next_page_uri of the last answer.' },
    ],
  ],
};
