import { defaultWorld, sandboxIds } from '../twilio/default-world.ts';
import type { ScenarioRow } from './scenario.ts';
import {
  changed,
  inService,
  ofSubaccount,
  restricted,
  sendingSubaccount,
  sid,
  standardKey,
  ukContacts,
} from './worlds.ts';

const { accountSid, number, tollFree, ukMobile, shortCode, messagingService, alphaSender, subaccount } = sandboxIds;

/** Ready, with every kind of credential and of sender. */
export const ready: readonly ScenarioRow[] = [
  ['ready', 'everything is set up correctly', [0, 'number.registered', 'pass', null], defaultWorld()],
  [
    'messaging-service',
    'the number sends through its Messaging Service',
    [0, 'number.pool', 'pass', null],
    defaultWorld(),
    inService,
  ],
  [
    'main-key',
    'smsctl authenticates with a Main API key',
    [0, 'credentials.account', 'pass', null],
    defaultWorld(),
    { apiKey: sandboxIds.mainKey },
  ],
  [
    'standard-key',
    'smsctl authenticates with a Standard API key, which may not read the account',
    [0, 'credentials.account', 'unknown', null],
    defaultWorld(),
    standardKey,
  ],
  [
    'restricted-key',
    'smsctl authenticates with a Restricted API key, which may not list messages',
    [0, 'credentials.accepted', 'pass', null],
    restricted('Messages', 'Balance'),
    { apiKey: sandboxIds.restrictedKey },
  ],
  [
    'short-code',
    'messages come from a short code',
    [0, 'number.owned', 'pass', null],
    defaultWorld(),
    { number: shortCode },
  ],
  [
    'sender-id',
    'messages come from an alphanumeric sender ID of the service',
    [0, 'number.pool', 'pass', null],
    defaultWorld(),
    { number: alphaSender, messagingService, contacts: ukContacts },
  ],
  [
    'toll-free',
    'messages come from a verified toll-free number',
    [0, 'number.registered', 'pass', null],
    defaultWorld(),
    { number: tollFree },
  ],
  [
    'uk-mobile',
    'messages come from a British number, which needs no US registration',
    [0, 'number.registered', 'skip', null],
    defaultWorld(),
    { number: ukMobile, contacts: ukContacts },
  ],
  [
    'hosted-number',
    'the number is hosted: it came from another carrier',
    [0, 'number.owned', 'pass', null],
    changed(({ phoneNumbers }) => ({
      phoneNumbers: phoneNumbers.map((each) => ({ ...each, origin: 'hosted' })),
      hostedOrders: [{ sid: sid('HR', '1'), accountSid, number, status: 'completed' }],
    })),
  ],
  [
    'short-code-in-service',
    'the short code sends through its Messaging Service',
    [0, 'number.pool', 'pass', null],
    defaultWorld(),
    { number: shortCode, messagingService },
  ],
  [
    'sender-id-of-country',
    'the Messaging Service has the sender ID for some countries only',
    [0, 'number.pool', 'pass', null],
    changed(({ services }) => ({
      services: services.map((each) => ({ ...each, destinationSenders: [{ sender: 'NOTICES', country: 'GB' }] })),
    })),
    { number: 'NOTICES', messagingService, contacts: ukContacts },
  ],
  [
    'subaccount',
    'smsctl authenticates with the Auth Token of a subaccount',
    [0, 'credentials.account', 'pass', null],
    sendingSubaccount(),
    { ...ofSubaccount, authToken: subaccount.authToken },
  ],
  [
    'slow',
    'every response takes half a second',
    [0, 'credentials.accepted', 'pass', null],
    changed(() => ({ faults: [{ on: '*', delayMs: 500 }] })),
  ],
  [
    'rate-limited-briefly',
    'Twilio responds with 429 once, and asks to wait one second',
    [0, 'credentials.accepted', 'pass', null],
    changed(() => ({ faults: [{ on: '*', times: 3, respond: { status: 429, headers: { 'retry-after': '1' } } }] })),
  ],
];
