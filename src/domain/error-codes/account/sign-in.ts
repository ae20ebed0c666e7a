import type { CodeGroup } from '../code-group.ts';

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
      'Unknown Account SID',
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
      'Key lacks the permission',
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
      'Signed request, and signing is not enabled',
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
