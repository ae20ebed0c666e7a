import { defaultWorld, sandboxIds } from '../twilio/default-world.ts';
import type { ScenarioRow } from './scenario.ts';
import {
  account,
  changed,
  fault,
  faults,
  noPermission,
  notActive,
  profile,
  standardKey,
  trial,
  ukContacts,
  usContacts,
} from './worlds.ts';

const { accountSid, ukMobile } = sandboxIds;
const accountRoute = 'GET /2010-04-01/Accounts/{Sid}.json';
const callerIdRoute = 'GET /2010-04-01/Accounts/{AccountSid}/OutgoingCallerIds.json';

const profileOf = (policy: 'primary-individual' | 'secondary-business') =>
  changed(({ profiles }) => ({ profiles: profiles.map((each) => ({ ...each, policy })) }));

/** Trials, suspensions, funds and profiles. */
export const accounts: readonly ScenarioRow[] = [
  [
    'trial-account',
    'the account is on trial, and no contact is verified',
    [1, 'credentials.account', 'fail', '21608'],
    trial(),
  ],
  [
    'trial-few-verified',
    'the account is on trial, and has fewer verified recipients than contacts',
    [1, 'credentials.account', 'fail', '21608'],
    trial(usContacts.slice(1)),
  ],
  [
    'trial-all-verified',
    'the account is on trial, and has as many verified recipients as contacts',
    [0, 'credentials.account', 'warn', '572006'],
    trial(usContacts),
  ],
  [
    'trial-abroad',
    'the account is on trial, and the contacts are not in the US',
    [1, 'credentials.account', 'fail', '21608'],
    trial(ukContacts),
    { number: ukMobile, contacts: ukContacts },
  ],
  [
    'trial-recipients-unreadable',
    'the account is on trial, and smsctl cannot read its verified recipients (at most five)',
    [0, 'credentials.account', 'warn', '572006'],
    faults(trial(), { on: callerIdRoute, respond: noPermission }),
  ],
  [
    'trial-too-many-for-any',
    'the account is on trial, its verified recipients are unreadable, and the list has over five contacts',
    [1, 'credentials.account', 'fail', '21608'],
    faults(trial(), { on: callerIdRoute, respond: noPermission }),
    { contacts: Array.from({ length: 6 }, (_, index) => `+1202555010${index}`) },
  ],
  [
    'full-account-with-verified-numbers',
    'the account is upgraded, and still has a verified recipient from its trial',
    [0, 'credentials.account', 'pass', null],
    { ...defaultWorld(), callerIds: trial(usContacts.slice(1)).callerIds },
  ],
  [
    'suspended-on-one-host',
    'one Twilio host reports the account as suspended, and the others do not',
    [1, 'credentials.account', 'fail', '20005'],
    fault(notActive(20005), 'GET /v1/CustomerProfiles'),
  ],
  [
    'suspended-on-messaging',
    'the messaging host reports the account as suspended',
    [1, 'credentials.account', 'fail', '20005'],
    fault(notActive(20005), 'GET /v1/Services'),
  ],
  [
    'suspended-on-geo-permissions',
    'the host of the geo permissions reports the account as suspended',
    [1, 'credentials.account', 'fail', '90010'],
    fault(notActive(90010), 'GET /v1/Messaging/GeoPermissions'),
  ],
  [
    'suspended-by-code-10001',
    'every response says that the account is not active, with code 10001',
    [1, 'credentials.account', 'fail', '10001'],
    fault(notActive(10001)),
  ],
  [
    'suspended-standard-key',
    'a Standard API key cannot read the account, and another host reports it as suspended',
    [1, 'credentials.account', 'fail', '20005'],
    fault(notActive(20005), 'GET /v1/CustomerProfiles'),
    standardKey,
  ],
  [
    'account-of-new-status',
    'the account has a status that smsctl does not know',
    [3, 'credentials.account', 'unknown', null],
    account({ status: 'paused' }),
  ],
  [
    'account-of-new-type',
    'the account has a type that smsctl does not know',
    [3, 'credentials.account', 'unknown', null],
    account({ type: 'Partner' }),
  ],
  [
    'account-in-capitals',
    'Twilio returns the account status in capitals',
    [0, 'credentials.account', 'pass', null],
    account({ status: 'ACTIVE', type: 'FULL' }),
  ],
  [
    'account-down',
    'Twilio cannot return the account',
    [3, 'credentials.account', 'unknown', '20500'],
    fault({ status: 500 }, accountRoute),
  ],
  [
    'account-of-another',
    'the account response names another account',
    [3, 'credentials.account', 'unknown', null],
    fault({ status: 200, body: { sid: `AC${'9'.repeat(32)}`, status: 'active', type: 'Full' } }, accountRoute),
  ],
  [
    'standard-key-no-funds',
    'the balance is zero, and the key may not read whether the account is active',
    [3, 'credentials.funds', 'unknown', '30002'],
    account({ balance: '0.00' }),
    standardKey,
  ],
  [
    'balance-as-number',
    'Twilio returns the balance as a number',
    [0, 'credentials.funds', 'pass', null],
    fault(
      { status: 200, body: { account_sid: accountSid, balance: 125.5, currency: 'USD' } },
      'GET /2010-04-01/Accounts/{AccountSid}/Balance.json',
    ),
  ],
  [
    'balance-in-words',
    'the balance is not a number',
    [0, 'credentials.funds', 'unknown', null],
    account({ balance: 'plenty' }),
  ],
  [
    'few-yen',
    'the balance is 100 Japanese yen, less than a US dollar',
    [0, 'credentials.funds', 'warn', null],
    account({ balance: '100.00', currency: 'JPY' }),
  ],
  [
    'many-yen',
    'the balance is 20,000 Japanese yen',
    [0, 'credentials.funds', 'pass', null],
    account({ balance: '20000.00', currency: 'JPY' }),
  ],
  [
    'unknown-currency',
    'the balance is in a currency for which smsctl has no limit',
    [0, 'credentials.funds', 'unknown', null],
    account({ balance: '100.00', currency: 'XTS' }),
  ],
  [
    'balance-refused',
    'the key may not read the balance',
    [0, 'credentials.funds', 'unknown', '70051'],
    fault(noPermission, 'GET /2010-04-01/Accounts/{AccountSid}/Balance.json'),
  ],
  [
    'individual-profile',
    'the approved Primary Compliance Profile belongs to an individual',
    [0, 'credentials.profile', 'pass', null],
    profileOf('primary-individual'),
  ],
  [
    'secondary-profile-only',
    'the account has a secondary compliance profile only',
    [0, 'credentials.profile', 'warn', '21608'],
    profileOf('secondary-business'),
  ],
  [
    'profile-draft',
    'the Primary Compliance Profile was never submitted',
    [0, 'credentials.profile', 'warn', '21608'],
    profile('draft'),
  ],
  [
    'profile-of-new-status',
    'the Primary Compliance Profile has a status that smsctl does not know',
    [0, 'credentials.profile', 'unknown', null],
    profile('on-hold'),
  ],
  [
    'profile-refused',
    'the key may not read compliance profiles',
    [0, 'credentials.profile', 'unknown', '70051'],
    fault(noPermission, 'GET /v1/CustomerProfiles'),
  ],
  [
    'profile-down',
    'the host of the compliance profiles is down',
    [0, 'credentials.profile', 'unknown', '20503'],
    fault({ status: 503 }, 'GET /v1/CustomerProfiles'),
  ],
];
