import { defaultWorld, sandboxIds } from '../twilio/default-world.ts';
import type { World } from '../twilio/world.ts';
import type { ScenarioRow } from './scenario.ts';
import {
  after,
  brand,
  campaign,
  changed,
  contactsIn,
  fault,
  faults,
  noPermission,
  ofSubaccount,
  restricted,
  sendingSubaccount,
  sid,
  subaccountKey,
  tollFreeState,
  usContacts,
  verified,
  without,
  withSubaccountKey,
} from './worlds.ts';

const { tollFree, subaccount, messagingService, alphaSender, mainKey } = sandboxIds;

const [us1 = '', us2 = '', us3 = ''] = usContacts;
const british = '+447400123456';
const restrictedKey = { apiKey: sandboxIds.restrictedKey };

/** The key may list messages, but not read the registration. */
const closed = (): World => restricted('/v1/Services', '/v1/a2p', '/v1/Tollfree');

const refused = (code: number, ...days: readonly number[]) =>
  [us1, us2, us3].map((to, index) => ({ to, code, days: days[index] ?? days[0] ?? 1 }));

const unregistered = (): World => without('services', 'campaigns', 'brands');

/** What earlier messages prove, and what they do not. */
export const proof: readonly ScenarioRow[] = [
  [
    'restricted-key-no-compliance',
    'a Restricted API key may not read the registration, and contacts are in the US',
    [3, 'number.registered', 'unknown', '70051'],
    closed(),
    restrictedKey,
  ],
  [
    'registration-proven',
    'the registration is unreadable, and a message to the US was delivered',
    [0, 'number.registered', 'pass', null],
    after(closed(), [{ to: us1 }]),
    restrictedKey,
  ],
  [
    'registration-proven-elsewhere',
    'the registration is unreadable, and only messages to other countries were delivered',
    [3, 'number.registered', 'unknown', '70051'],
    after(closed(), [{ to: british }]),
    restrictedKey,
  ],
  [
    'registration-proven-long-ago',
    'the registration is unreadable, and the last delivery was 40 days ago',
    [3, 'number.registered', 'unknown', '70051'],
    after(closed(), [{ to: us1, days: 40 }]),
    restrictedKey,
  ],
  [
    'registration-proven-for-another-sender',
    'the registration is unreadable, and another number delivered a message',
    [3, 'number.registered', 'unknown', '70051'],
    after(closed(), [{ to: us1, from: tollFree }]),
    restrictedKey,
  ],
  [
    'registration-refused-by-carriers',
    'the registration is unreadable, and carriers refused three recipients as unregistered',
    [1, 'number.registered', 'fail', '30034'],
    after(closed(), refused(30034, 1)),
    restrictedKey,
  ],
  [
    'registration-refused-once',
    'the registration is unreadable, and carriers refused one recipient three times',
    [3, 'number.registered', 'unknown', '70051'],
    after(closed(), [
      { to: us1, code: 30034 },
      { to: us1, code: 30034, days: 2 },
      { to: us1, code: 30034, days: 3 },
    ]),
    restrictedKey,
  ],
  [
    'registration-refused-for-other-reasons',
    'the registration is unreadable, and three messages failed because phones were off',
    [3, 'number.registered', 'unknown', '70051'],
    after(closed(), refused(30003, 1)),
    restrictedKey,
  ],
  [
    'registration-regained',
    'the registration is unreadable, and carriers deliver again after refusing messages',
    [0, 'number.registered', 'pass', null],
    after(closed(), [...refused(30034, 9), { to: us2, days: 1 }]),
    restrictedKey,
  ],
  [
    'registration-lost',
    'the registration is unreadable, and carriers refuse messages after one delivery',
    [1, 'number.registered', 'fail', '30034'],
    after(closed(), [{ to: us2, days: 9 }, ...refused(30034, 1)]),
    restrictedKey,
  ],
  [
    'toll-free-unreadable',
    'the verification of the toll-free number is unreadable',
    [3, 'number.registered', 'unknown', '70051'],
    closed(),
    { ...restrictedKey, number: tollFree },
  ],
  [
    'toll-free-proven',
    'the verification of the toll-free number is unreadable, and a message to the US was delivered',
    [0, 'number.registered', 'pass', null],
    after(closed(), [{ to: us1, from: tollFree }]),
    { ...restrictedKey, number: tollFree },
  ],
  [
    'toll-free-refused-by-carriers',
    'the verification of the toll-free number is unreadable, and carriers refuse it as unverified',
    [1, 'number.registered', 'fail', '30032'],
    after(
      closed(),
      refused(30032, 1).map((each) => ({ ...each, from: tollFree })),
    ),
    { ...restrictedKey, number: tollFree },
  ],
  [
    'parent-key',
    "smsctl uses a parent's key for a subaccount, which shows only the parent's registrations",
    [3, 'number.registered', 'unknown', null],
    sendingSubaccount(),
    { ...ofSubaccount, apiKey: mainKey },
  ],
  [
    'parent-key-proven',
    "smsctl uses a parent's key for a subaccount, which delivered a message to the US",
    [0, 'number.registered', 'pass', null],
    after(sendingSubaccount(), [{ to: us1, from: subaccount.number, accountSid: subaccount.sid }]),
    { ...ofSubaccount, apiKey: mainKey },
  ],
  [
    'parent-key-countries',
    "smsctl uses a parent's key for a subaccount, which shows only the parent's geo permissions",
    [0, 'contacts.countries', 'unknown', null],
    after(sendingSubaccount(), [{ to: us1, from: subaccount.number, accountSid: subaccount.sid }]),
    { ...ofSubaccount, apiKey: mainKey },
  ],
  [
    'parent-key-unregistered',
    "smsctl uses a parent's key for a subaccount, and the parent has no registration",
    [3, 'number.registered', 'unknown', null],
    unregistered(),
    { ...ofSubaccount, apiKey: mainKey },
  ],
  [
    'parent-key-unreadable',
    'smsctl uses a key for a subaccount that may not read whose it is, and finds no registration',
    [3, 'number.registered', 'unknown', null],
    faults(unregistered(), { on: 'GET /2010-04-01/Accounts/{AccountSid}/Keys/{Sid}.json', respond: noPermission }),
    { ...ofSubaccount, apiKey: mainKey },
  ],
  [
    'own-key-unregistered',
    'the number of the subaccount is not registered, and smsctl uses a key of the subaccount',
    [1, 'number.registered', 'fail', '30034'],
    withSubaccountKey(unregistered()),
    { ...ofSubaccount, apiKey: subaccountKey },
  ],
  [
    'brand-in-review-proven',
    "the verified campaign's brand is under review again, and a message to the US was delivered",
    [0, 'number.registered', 'pass', null],
    after(brand('IN_REVIEW'), [{ to: us1 }]),
  ],
  [
    'campaign-suspended-after-delivery',
    'the A2P campaign is suspended, although a message was delivered yesterday',
    [1, 'number.registered', 'fail', '30033'],
    after(campaign({ status: 'SUSPENDED' }), [{ to: us1 }]),
  ],
  [
    'toll-free-rejected-after-delivery',
    'the toll-free number was rejected, although a message was delivered yesterday',
    [1, 'number.registered', 'fail', '30032'],
    after(tollFreeState('TWILIO_REJECTED', 'The opt-in could not be seen.'), [{ to: us1, from: tollFree }]),
    { number: tollFree },
  ],
  [
    'no-profile-proven',
    'the account has no Primary Compliance Profile, and an unverified recipient got a message',
    [0, 'credentials.profile', 'pass', null],
    after(without('profiles'), [{ to: us1 }]),
  ],
  [
    'no-profile-verified-recipient',
    'the account has no Primary Compliance Profile, and only a verified recipient got a message',
    [0, 'credentials.profile', 'warn', '21608'],
    { ...after(without('profiles'), [{ to: us1 }]), callerIds: verified([us1]) },
  ],
  [
    'no-profile-recipients-unreadable',
    'the account has no Primary Compliance Profile, and the key may not read which recipients are verified',
    [0, 'credentials.profile', 'warn', '21608'],
    faults(after(without('profiles'), [{ to: us1 }]), {
      on: 'GET /2010-04-01/Accounts/{AccountSid}/OutgoingCallerIds.json',
      respond: noPermission,
    }),
  ],
  [
    'sender-id-proven',
    'a sender ID sends to Australian contacts, and delivered a message there',
    [0, 'contacts.reachable', 'pass', null],
    after(defaultWorld(), [{ to: contactsIn.AU[0], from: alphaSender, service: messagingService }]),
    { number: alphaSender, messagingService, contacts: contactsIn.AU },
  ],
  [
    'sender-id-proven-elsewhere',
    'a sender ID sends to Australian contacts, and delivered a message to Germany',
    [0, 'contacts.reachable', 'warn', '30040'],
    after(defaultWorld(), [{ to: contactsIn.DE[0], from: alphaSender, service: messagingService }]),
    { number: alphaSender, messagingService, contacts: contactsIn.AU },
  ],
  [
    'reach-refused-after-delivery',
    'Twilio blocks foreign numbers to British contacts, although one delivered a message',
    [1, 'contacts.reachable', 'fail', '21612'],
    after(defaultWorld(), [{ to: british }]),
    { contacts: [british] },
  ],
  [
    'registration-and-messages-down',
    'the messaging host and the list of messages are down',
    [3, 'number.registered', 'unknown', '20503'],
    faults(
      changed(() => ({})),
      { on: 'GET /v1/Services', respond: { status: 503 } },
      { on: 'GET /v1/a2p/BrandRegistrations', respond: { status: 503 } },
    ),
  ],
  [
    'registration-down-proven',
    'the messaging host is down, and a message to the US was delivered',
    [0, 'number.registered', 'pass', null],
    faults(
      after(defaultWorld(), [{ to: us1 }]),
      { on: 'GET /v1/Services', respond: { status: 503 } },
      { on: 'GET /v1/a2p/BrandRegistrations', respond: { status: 503 } },
    ),
  ],
  [
    'service-proven',
    'the registration is unreadable, and a message to the US was delivered through the saved service',
    [0, 'number.registered', 'pass', null],
    after(fault(noPermission, 'GET /v1/Services/{MessagingServiceSid}/Compliance/Usa2p'), [
      { to: us1, service: messagingService },
    ]),
    { messagingService },
  ],
  [
    'service-proven-by-another',
    'the registration is unreadable, and a message was delivered through another service',
    [3, 'number.registered', 'unknown', '70051'],
    after(fault(noPermission, 'GET /v1/Services/{MessagingServiceSid}/Compliance/Usa2p'), [
      { to: us1, service: sid('MG', '7') },
    ]),
    { messagingService },
  ],
];
