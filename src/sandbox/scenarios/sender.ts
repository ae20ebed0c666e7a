import { defaultWorld, sandboxIds } from '../twilio/default-world.ts';
import type { ScenarioRow } from './scenario.ts';
import {
  absent,
  changed,
  contactsIn,
  fault,
  faults,
  hosted,
  noPermission,
  pooling,
  sid,
  trial,
  ukContacts,
} from './worlds.ts';

const { accountSid, tollFree, messagingService, alphaSender, subaccount } = sandboxIds;
const numberRoute = 'GET /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers.json';
const manyBritish = Array.from({ length: 39 }, (_, index) => `+4474001234${(10 + index).toString()}`);

/** The Messaging Service has the sender ID NOTICES for one country, after this many others. */
const senderIdFor = (country: string, others = 0) =>
  changed(({ services }) => ({
    services: services.map((each) => ({
      ...each,
      destinationSenders: [
        ...Array.from({ length: others }, (_, index) => ({ sender: `ID ${index}`, country })),
        { sender: 'NOTICES', country },
      ],
    })),
  }));

/** Faults of the sender. */
export const sender: readonly ScenarioRow[] = [
  [
    'number-of-nobody',
    'the account does not hold the number',
    [1, 'number.owned', 'fail', '21606'],
    defaultWorld(),
    { number: '+12025550111' },
  ],
  [
    'number-of-subaccount',
    'a subaccount holds the number',
    [1, 'number.owned', 'fail', '21660'],
    defaultWorld(),
    { number: subaccount.number },
  ],
  [
    'number-of-parent',
    'the parent account holds the number',
    [1, 'number.owned', 'fail', '21660'],
    defaultWorld(),
    { apiKey: sandboxIds.mainKey, accountSid: subaccount.sid },
  ],
  [
    'hosting-in-progress',
    'hosting of the number is in progress',
    [1, 'number.owned', 'fail', '21606'],
    hosted('carrier-processing'),
    { number: '+12025550155' },
  ],
  [
    'hosting-failed',
    'hosting of the number failed',
    [1, 'number.owned', 'fail', '21606'],
    hosted('failed'),
    { number: '+12025550155' },
  ],
  [
    'hosting-action-required',
    'hosting of the number waits for an action of its owner',
    [1, 'number.owned', 'fail', '21606'],
    hosted('action-required'),
    { number: '+12025550155' },
  ],
  [
    'hosting-pending-loa',
    'hosting of the number waits for the letter of authorization',
    [1, 'number.owned', 'fail', '21606'],
    hosted('pending-loa'),
    { number: '+12025550155' },
  ],
  [
    'hosting-pending-verification',
    'hosting of the number waits for the verification of its owner',
    [1, 'number.owned', 'fail', '21606'],
    hosted('pending-verification'),
    { number: '+12025550155' },
  ],
  [
    'hosting-completed',
    'hosting of the number is completed, and the account does not hold it',
    [1, 'number.owned', 'fail', '21606'],
    hosted('completed'),
    { number: '+12025550155' },
  ],
  [
    'hosting-of-number-of-subaccount',
    'hosting of the number failed, and a subaccount holds it',
    [1, 'number.owned', 'fail', '21606'],
    hosted('failed', subaccount.number),
    { number: subaccount.number },
  ],
  [
    'hosting-completed-for-subaccount',
    'hosting of the number is completed, and a subaccount holds it',
    [1, 'number.owned', 'fail', '21660'],
    hosted('completed', subaccount.number),
    { number: subaccount.number },
  ],
  [
    'hosting-unreadable',
    'the account does not hold the number, and the key may not read hosting orders',
    [1, 'number.owned', 'fail', '21606'],
    faults(hosted('failed'), { on: 'GET /v2/HostedNumber/Orders', respond: noPermission }),
    { number: '+12025550155' },
  ],
  [
    'short-code-of-nobody',
    'the account does not hold the short code',
    [1, 'number.owned', 'fail', '21606'],
    defaultWorld(),
    { number: '12345' },
  ],
  [
    'voice-only',
    'the number supports voice only',
    [1, 'number.sms-capable', 'fail', '21661'],
    pooling(sandboxIds.voiceOnlyNumber),
    { number: sandboxIds.voiceOnlyNumber },
  ],
  [
    'wrong-service',
    'the account does not have the Messaging Service',
    [1, 'number.pool', 'fail', '21705'],
    defaultWorld(),
    { messagingService: `MG${absent}` },
  ],
  [
    'not-in-pool',
    "the number is not in the Messaging Service's pool",
    [1, 'number.pool', 'fail', '21711'],
    defaultWorld(),
    { number: tollFree, messagingService },
  ],
  [
    'sender-id-not-in-pool',
    'the Messaging Service has another sender ID',
    [1, 'number.pool', 'fail', '21711'],
    defaultWorld(),
    { number: 'OTHER', messagingService, contacts: ukContacts },
  ],
  [
    'sender-id-on-trial',
    'the account is on trial, and the sender is alphanumeric',
    [1, 'number.owned', 'fail', '21267'],
    trial(ukContacts),
    { number: alphaSender, messagingService, contacts: ukContacts },
    ['credentials.account'],
  ],
  [
    'sender-id-for-another-country',
    'the Messaging Service has the sender ID for France only, and the contacts are British',
    [1, 'number.pool', 'fail', '21703'],
    senderIdFor('FR'),
    { number: 'NOTICES', messagingService, contacts: ukContacts },
  ],
  [
    'sender-id-for-most-countries',
    'the Messaging Service has the sender ID for one country only, and a few contacts are elsewhere',
    [0, 'number.pool', 'warn', '21703'],
    senderIdFor('GB'),
    { number: 'NOTICES', messagingService, contacts: [...manyBritish, ...contactsIn.DE.slice(1)] },
  ],
  [
    'sender-id-on-last-page',
    'the Messaging Service has so many sender IDs that the saved one is on a later page',
    [0, 'number.pool', 'pass', null],
    senderIdFor('GB', 130),
    { number: 'NOTICES', messagingService, contacts: ukContacts },
  ],
  [
    'sender-ids-without-end',
    'the Messaging Service has more sender IDs than smsctl reads',
    [3, 'number.pool', 'unknown', null],
    senderIdFor('GB', 1100),
    { number: 'NOTICES', messagingService, contacts: ukContacts },
  ],
  [
    'pool-refused',
    'the key may not read the pool of the Messaging Service',
    [0, 'number.pool', 'unknown', '70051'],
    fault(noPermission, 'GET /v1/Services/{Sid}'),
    { number: alphaSender, messagingService, contacts: ukContacts },
  ],
  [
    'pool-down',
    'Twilio fails to return the Messaging Service',
    [3, 'number.pool', 'unknown', '20503'],
    fault({ status: 503 }, 'GET /v1/Services/{Sid}'),
    { number: alphaSender, messagingService, contacts: ukContacts },
  ],
  [
    'numbers-down',
    'Twilio cannot list the phone numbers',
    [3, 'number.owned', 'unknown', '20500'],
    fault({ status: 500 }, numberRoute),
  ],
  [
    'numbers-without-end',
    'the list of phone numbers continues after an empty page',
    [3, 'number.owned', 'unknown', null],
    fault(
      {
        status: 200,
        body: {
          incoming_phone_numbers: [],
          next_page_uri: `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers.json?Page=1&PageToken=PA1`,
        },
      },
      numberRoute,
    ),
  ],
  [
    'capabilities-of-new-form',
    'Twilio returns the capabilities of the number in a new format',
    [3, 'number.sms-capable', 'unknown', null],
    fault(
      {
        status: 200,
        body: {
          incoming_phone_numbers: [
            {
              sid: sid('PN', '1'),
              account_sid: accountSid,
              phone_number: sandboxIds.number,
              capabilities: ['sms', 'voice'],
              sms_url: 'https://example.com/sms',
            },
          ],
          next_page_uri: null,
        },
      },
      numberRoute,
    ),
  ],
];
