import { defaultWorld, sandboxIds } from '../twilio/default-world.ts';
import type { ScenarioRow } from './scenario.ts';
import { absent, account, ofSubaccount, profile, sendingSubaccount, standardKey, without } from './worlds.ts';

const { subaccount } = sandboxIds;

/** Faults of credentials and accounts. */
export const credentials: readonly ScenarioRow[] = [
  [
    'wrong-token',
    'the Auth Token was rotated',
    [1, 'credentials.accepted', 'fail', '20003'],
    defaultWorld(),
    { authToken: '0'.repeat(32) },
  ],
  [
    'unknown-account',
    'there is no such account',
    [1, 'credentials.accepted', 'fail', '20003'],
    defaultWorld(),
    { accountSid: `AC${absent}` },
  ],
  [
    'deleted-key',
    'the API key was deleted',
    [1, 'credentials.accepted', 'fail', '20003'],
    without('apiKeys'),
    standardKey,
  ],
  [
    'wrong-key-secret',
    "the API key's secret is another one",
    [1, 'credentials.accepted', 'fail', '20003'],
    defaultWorld(),
    { apiKey: { sid: sandboxIds.standardKey.sid, secret: 'another-secret-that-is-none' } },
  ],
  [
    'key-of-other-account',
    "the API key is its parent account's",
    [1, 'credentials.accepted', 'fail', '20003'],
    defaultWorld(),
    { ...standardKey, accountSid: subaccount.sid },
  ],
  [
    'wrong-region',
    'the credentials belong to another region than the one that is set up',
    [1, 'credentials.accepted', 'fail', '20003'],
    defaultWorld(),
    { region: 'ie1', authToken: '0'.repeat(32) },
  ],
  [
    'test-credentials',
    'the test credentials were taken',
    [1, 'credentials.live', 'fail', '20008'],
    defaultWorld(),
    sandboxIds.testCredentials,
  ],
  [
    'suspended-account',
    'the account is suspended',
    [1, 'credentials.account', 'fail', '20005'],
    account({ status: 'suspended' }),
  ],
  [
    'closed-account',
    'the account is closed',
    [1, 'credentials.account', 'fail', '20005'],
    account({ status: 'closed' }),
  ],
  [
    'suspended-subaccount',
    'the subaccount is suspended, and its parent signs in',
    [1, 'credentials.account', 'fail', '20005'],
    sendingSubaccount({ status: 'suspended' }),
    { ...ofSubaccount, apiKey: sandboxIds.mainKey },
  ],
  [
    'no-profile',
    'there is no Primary Compliance Profile',
    [0, 'credentials.profile', 'warn', '21608'],
    without('profiles'),
  ],
  [
    'profile-in-review',
    'the Primary Compliance Profile is under review',
    [0, 'credentials.profile', 'warn', '21608'],
    profile('in-review'),
  ],
  [
    'profile-rejected',
    'the Primary Compliance Profile was rejected',
    [0, 'credentials.profile', 'warn', '21608'],
    profile('twilio-rejected'),
  ],
  [
    'no-funds',
    'nothing is left of the balance',
    [0, 'credentials.funds', 'warn', '30002'],
    account({ balance: '0.00' }),
  ],
  ['debts', 'the balance is below zero', [0, 'credentials.funds', 'warn', '30002'], account({ balance: '-12.40' })],
  ['low-funds', 'little is left of the balance', [0, 'credentials.funds', 'warn', null], account({ balance: '3.20' })],
];
