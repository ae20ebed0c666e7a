import type { CodeGroup } from '../code-group.ts';

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
