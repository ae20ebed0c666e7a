import { defaultWorld, sandboxIds } from '../twilio/default-world.ts';
import type { ScenarioRow } from './scenario.ts';
import {
  absent,
  account,
  ofSubaccount,
  profile,
  sendingSubaccount,
  standardKey,
  subaccountKey,
  without,
  withSubaccountKey,
} from './worlds.ts';

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
    'the account does not exist',
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
    'the API key secret is wrong',
    [1, 'credentials.accepted', 'fail', '20003'],
    defaultWorld(),
    { apiKey: { sid: sandboxIds.standardKey.sid, secret: 'another-secret-that-is-none' } },
  ],
  [
    'key-of-other-account',
    'the API key belongs to the parent account',
    [1, 'credentials.accepted', 'fail', '20003'],
    defaultWorld(),
    { ...standardKey, accountSid: subaccount.sid },
  ],
  [
    'wrong-region',
    'the credentials belong to another region than the configured one',
    [1, 'credentials.accepted', 'fail', '20003'],
    defaultWorld(),
    { region: 'ie1', authToken: '0'.repeat(32) },
  ],
  [
    'wrong-token-stray-region',
    'the Auth Token was rotated, and an environment variable names another region',
    [1, 'credentials.accepted', 'fail', '20003'],
    defaultWorld(),
    { authToken: '0'.repeat(32), environment: { TWILIO_REGION: 'ie1' } },
  ],
  [
    'region-ie1',
    'the credentials belong to the region ie1, which supports no +1 numbers',
    [0, 'credentials.account', 'pass', null],
    defaultWorld(),
    { region: 'ie1' },
  ],
  [
    'region-au1',
    'the credentials belong to the region au1, which does not support messaging',
    [0, 'credentials.account', 'warn', null],
    defaultWorld(),
    { region: 'au1' },
  ],
  [
    'region-in-variable',
    'an environment variable names the configured region',
    [0, 'credentials.shadowed', 'pass', null],
    defaultWorld(),
    { region: 'ie1', environment: { TWILIO_REGION: 'ie1' } },
  ],
  [
    'own-key-of-subaccount',
    'smsctl authenticates with a Main API key of the subaccount',
    [0, 'credentials.account', 'pass', null],
    withSubaccountKey(sendingSubaccount()),
    { ...ofSubaccount, apiKey: subaccountKey },
  ],
  [
    'test-credentials',
    'the credentials are test credentials',
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
    'the subaccount is suspended, and smsctl authenticates as its parent',
    [1, 'credentials.account', 'fail', '20005'],
    sendingSubaccount({ status: 'suspended' }),
    { ...ofSubaccount, apiKey: sandboxIds.mainKey },
  ],
  [
    'no-profile',
    'the account has no Primary Compliance Profile',
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
  ['no-funds', 'the balance is zero', [0, 'credentials.funds', 'warn', '30002'], account({ balance: '0.00' })],
  ['debts', 'the balance is below zero', [0, 'credentials.funds', 'warn', '30002'], account({ balance: '-12.40' })],
  ['low-funds', 'the balance is low', [0, 'credentials.funds', 'warn', null], account({ balance: '3.20' })],
];
