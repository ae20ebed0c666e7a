import type { CodeGroup } from './code-group.ts';

const reactivate = 'Pay open amounts and add funds. Reactivation takes 5 to 10 minutes. Otherwise ask Twilio support.';
const whySuspended = [
  'The balance reached zero',
  'The parent account is suspended',
  'Twilio found a violation of its rules',
];
const accountChecks = ['credentials.account', 'credentials.funds'];
const verifyAccount = 'smsctl verify --check credentials.account,credentials.funds';

/** Signing in: credentials, permissions, and the state of the account. */
export const signInCodes: CodeGroup = {
  heading: 'Sign-in, permissions and the state of the account',
  shared: {
    causes: whySuspended,
    fix: reactivate,
    run: verifyAccount,
    checks: accountChecks,
  },
  rows: [
    [10001, 'Account not active', 'The account is suspended or closed. It can neither send nor receive.'],
    [
      20003,
      'Authentication failed',
      'Twilio does not accept the credentials for this account.',
      {
        causes: [
          'The Auth Token was rotated, or the API key was deleted',
          'The pair belongs to another account or another region',
          'White space or a line break was copied with the value',
          'A Standard or Restricted key asked for the account itself, which it may not read',
          'The account is suspended',
        ],
        fix: 'Compare each value with the Twilio Console, then save them again.',
        run: 'smsctl setup credentials',
        checks: ['credentials.saved', 'credentials.accepted', 'credentials.shadowed'],
      },
    ],
    [20005, 'Account not active (request refused)', 'Twilio refuses the request, because the account is not active.'],
    [
      20006,
      'Access denied',
      'The credentials are valid and lack the rights for this resource.',
      {
        causes: ['A key or a user without this permission', 'The permission was revoked'],
        fix: 'Grant the permission in the Twilio Console, or use another key.',
        run: 'smsctl setup credentials',
        checks: ['credentials.accepted'],
      },
    ],
    [
      20008,
      'Test credentials',
      'These are test credentials. They read nothing, and they send nothing.',
      {
        causes: ['The test pair of the Twilio Console was copied instead of the live pair'],
        fix: 'Enter the live credentials.',
        run: 'smsctl setup credentials',
        checks: ['credentials.live'],
      },
    ],
    [
      20010,
      'Action disabled for the account',
      'Twilio has turned off this action for the account.',
      { causes: ['A restriction that Twilio set'], fix: 'Ask Twilio support.', checks: [] },
    ],
    [
      20403,
      'Forbidden',
      'The account may not use the API. It is usually suspended or closed.',
      { checks: ['credentials.account'], run: 'smsctl verify --check credentials.account' },
    ],
    [
      20426,
      'Newer protocol required',
      'Twilio asks the client to switch to a newer protocol.',
      { causes: ['An outdated client library'], fix: 'Update the client library.', checks: [] },
    ],
    [
      20011,
      'TLS version not valid',
      'The connection used a TLS version that Twilio no longer accepts.',
      {
        causes: ['An outdated operating system or library', 'A proxy that opens TLS connections'],
        fix: 'Update the client so that it uses TLS 1.2 or later.',
        checks: [],
      },
    ],
    [
      20012,
      'TLS cipher not valid',
      'The connection used a TLS cipher that Twilio does not accept.',
      {
        causes: ['An outdated operating system or library', 'A proxy that opens TLS connections'],
        fix: 'Update the client, and allow the current ciphers of TLS 1.2.',
        checks: [],
      },
    ],
    [
      21470,
      'Account SID not valid',
      'The Account SID of the request is malformed. It begins with AC and has 34 characters.',
      {
        causes: ['The SID of an API key in its place', 'A missing character'],
        fix: 'Enter the Account SID of the Twilio Console.',
        run: 'smsctl setup credentials',
        checks: ['credentials.saved', 'credentials.accepted'],
      },
    ],
    [
      21471,
      'Account does not exist',
      'Twilio has no account with this SID.',
      {
        causes: ['A typing error in the Account SID', 'The account was deleted'],
        fix: 'Enter the Account SID of the Twilio Console.',
        run: 'smsctl setup credentials',
        checks: ['credentials.accepted'],
      },
    ],
    [21472, 'Account not active (change refused)', 'Twilio refuses the change, because the account is not active.'],
    [
      70051,
      'Authorization failed',
      'Twilio knows the key, and the key may not do this.',
      {
        causes: [
          'A Restricted key without this permission',
          'The key or its account is suspended or deleted',
          'The credentials belong to another account',
        ],
        fix: 'Add the permission to the key in the Twilio Console, or use another key.',
        run: 'smsctl setup credentials',
        checks: ['credentials.accepted', 'credentials.account'],
      },
    ],
    [
      70052,
      'Public key client validation required',
      'The account requires each request to be signed with a public key, and this one was not.',
      {
        causes: ['Public key client validation is turned on for the account'],
        fix: 'Sign the requests of your programs, or turn off the requirement in the Twilio Console.',
        checks: ['credentials.accepted'],
      },
    ],
    [
      70053,
      'Public key client validation not enabled',
      'The request is signed with a public key, and the account does not have this feature turned on.',
      {
        causes: ['The client signs requests, and the account does not expect it'],
        fix: 'Turn on public key client validation in the Twilio Console, or stop signing.',
        checks: [],
      },
    ],
    [
      90010,
      'Account not active (message refused)',
      'The account is suspended or closed, so that the message was not sent.',
    ],
    [
      90002,
      'Too many errors, or Account SID not valid',
      "Twilio's dictionary lists this code for too many errors of a Flex application. API clients report it for a wrong Account SID.",
      {
        causes: ['The SID of an API key was given as the Account SID', 'A Flex plugin that logs too many errors'],
        fix: 'Enter the Account SID, which begins with AC.',
        run: 'smsctl setup credentials',
        checks: ['credentials.saved'],
      },
    ],
  ],
};

/** Short-lived tokens of Twilio's client SDKs. smsctl does not use them. */
export const accessTokenCodes: CodeGroup = {
  heading: 'Access tokens of client SDKs (not used to send SMS from a server)',
  shared: {
    causes: ['The program that issues the token sets a wrong value'],
    fix: 'Correct the program that issues the access token.',
  },
  rows: [
    [20101, 'Access token not valid', 'Twilio cannot read the access token.'],
    [20102, 'Access token header not valid', 'The header of the access token is malformed or incomplete.'],
    [
      20103,
      'Access token issuer or subject not valid',
      'The access token names an unknown API key as its issuer, or an unknown account as its subject.',
      { causes: ['The API key was deleted', 'The key and the account do not belong together'] },
    ],
    [
      20104,
      'Access token expired',
      'The access token has expired, or its expiration time is invalid.',
      { causes: ['The token is older than its lifetime', 'A wrong clock on the server that issues it'] },
    ],
    [
      20105,
      'Access token not valid yet',
      'The access token is valid from a later time on.',
      { causes: ['A wrong clock on the server that issues it'] },
    ],
    [20106, 'Access token grants not valid', 'The grants in the access token are malformed or missing.'],
    [
      20107,
      'Access token signature not valid',
      'The signature of the access token does not fit the API key.',
      { causes: ['A wrong API key secret', 'The secret of another key'] },
    ],
    [20151, 'Token sign-in failed', 'Twilio does not accept the token of the request.'],
    [20152, 'Token header not valid', 'The header of the token in the request is malformed.'],
    [20153, 'Token issuer or subject not valid', 'The token in the request names a wrong issuer or subject.'],
    [20154, 'Token claims not valid', 'The set of claims in the token is malformed or incomplete.'],
    [
      20155,
      'Token expiration in the future',
      'Twilio refuses the expiration time of the token, because it is in the future.',
    ],
    [20156, 'Token expired', 'The token in the request has expired, or its expiration time cannot be read.'],
    [20157, 'Token lifetime too long', 'The token in the request is valid for longer than Twilio allows.'],
    [20159, 'Token signature not valid', 'The signature of the token in the request is wrong.'],
    [20160, 'Token not valid', 'The token in the request cannot be read.'],
  ],
};

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

/** Subaccounts, and numbers that move between accounts. */
export const subaccountCodes: CodeGroup = {
  heading: 'Subaccounts',
  shared: {
    causes: ['The request does not fit the state of the account'],
    fix: 'Check the state of both accounts in the Twilio Console.',
  },
  rows: [
    [
      21473,
      'Transfer to an unrelated account',
      'The target account is not related to the account that owns the number.',
      {
        causes: ['Two accounts without a common parent'],
        fix: 'Transfer within one parent account, or ask Twilio support.',
      },
    ],
    [
      21474,
      'Transfer needs the parent account',
      'Only the credentials of the parent account may transfer a number.',
      { causes: ['Credentials of a subaccount'], fix: 'Use the credentials of the parent account.' },
    ],
    [
      21475,
      'Account status not valid',
      'The status must be active, suspended or closed.',
      { causes: ['A typing error in Status'] },
    ],
    [
      21476,
      'Parent account suspended',
      'A subaccount cannot change its status while the parent account is suspended.',
      {
        causes: ['The balance of the parent account reached zero'],
        fix: 'Reactivate the parent account first.',
        checks: ['credentials.account'],
      },
    ],
    [
      21477,
      'Status of a parent account is fixed',
      'The API cannot change the status of a parent account.',
      { causes: ['The SID of the parent account in the request'] },
    ],
    [
      21478,
      'Subaccount suspended by Twilio',
      'Twilio suspended the subaccount. Only Twilio can reactivate it.',
      {
        causes: ['Twilio found a violation of its rules'],
        fix: 'Ask Twilio support.',
        checks: ['credentials.account'],
      },
    ],
    [
      21479,
      'Subaccount closed',
      'The subaccount is closed and cannot be opened again.',
      { causes: ['The owner closed the subaccount'], fix: 'Create a new subaccount.', checks: ['credentials.account'] },
    ],
    [
      21480,
      'Too many subaccounts',
      'The account has as many subaccounts as it may have.',
      {
        causes: ['One subaccount for each customer or test'],
        fix: 'Close subaccounts that you do not use, or ask Twilio support.',
      },
    ],
  ],
};
