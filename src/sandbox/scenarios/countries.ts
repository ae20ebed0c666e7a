import { defaultWorld, sandboxIds } from '../twilio/default-world.ts';
import type { ScenarioRow } from './scenario.ts';
import { after, changed, contactsIn, fault, nigerians, ukContacts, withNumber, without } from './worlds.ts';

const { tollFree, shortCode, ukMobile, messagingService, alphaSender } = sandboxIds;
const geoRoute = 'GET /v1/Messaging/GeoPermissions';
const landline = '+442071838750';
const manyUs = Array.from({ length: 39 }, (_, index) => `+12025550${100 + index}`);

/** The provider does not mention a country. */
const unsaid = (country: string) =>
  changed(({ geoPermissions }) => ({ geoPermissions: geoPermissions.filter((each) => each.country !== country) }));

/** Countries to which messages may go, and which the sender reaches. */
export const countries: readonly ScenarioRow[] = [
  [
    'closed-country',
    "most contacts' country is not switched on",
    [1, 'contacts.countries', 'fail', '21408'],
    defaultWorld(),
    { contacts: nigerians },
  ],
  [
    'closed-country-of-few',
    "a few contacts' country is not switched on",
    [0, 'contacts.countries', 'warn', '21408'],
    defaultWorld(),
    { contacts: [...manyUs, ...nigerians.slice(1)] },
  ],
  [
    'sender-id-to-us',
    'an alphanumeric sender ID is to reach US contacts',
    [1, 'contacts.reachable', 'fail', '21612'],
    defaultWorld(),
    { number: alphaSender, messagingService },
  ],
  [
    'unsaid-country',
    "the provider says nothing of the contacts' country",
    [3, 'contacts.countries', 'unknown', null],
    without('geoPermissions'),
  ],
  [
    'unsaid-country-of-few',
    "the provider says nothing of a few contacts' country",
    [0, 'contacts.countries', 'warn', null],
    unsaid('PR'),
    { contacts: [...manyUs, ...contactsIn.PR.slice(1)] },
  ],
  [
    'closed-and-unsaid',
    'one country is switched off, and the provider says nothing of another',
    [3, 'contacts.countries', 'unknown', null],
    unsaid('PR'),
    { contacts: [...manyUs.slice(1), ...nigerians.slice(1), ...contactsIn.PR] },
  ],
  [
    'guernsey',
    'the provider names Great Britain, whose numbering plan the contacts in Guernsey share',
    [0, 'contacts.countries', 'pass', null],
    defaultWorld(),
    { number: ukMobile, contacts: contactsIn.GG },
  ],
  [
    'geo-refused',
    'the key may not read the geo permissions',
    [0, 'contacts.countries', 'unknown', '20003'],
    fault({ status: 403, body: { code: 20003, message: 'Permission denied', status: 403 } }, geoRoute),
  ],
  [
    'geo-down',
    'the host of the geo permissions is out of order',
    [3, 'contacts.countries', 'unknown', '20503'],
    fault({ status: 503 }, geoRoute),
  ],
  [
    'geo-of-new-form',
    'the answer about the geo permissions has a new form',
    [3, 'contacts.countries', 'unknown', null],
    fault({ status: 200, body: { permissions: [{ iso: 'US', allowed: true }] } }, geoRoute),
  ],
  [
    'long-code-to-britain',
    'a US number is to reach British contacts, where numbers from abroad are blocked',
    [1, 'contacts.reachable', 'fail', '21612'],
    defaultWorld(),
    { contacts: ukContacts },
  ],
  [
    'long-code-to-few-in-britain',
    'a US number is to reach a few British contacts, where numbers from abroad are blocked',
    [0, 'contacts.reachable', 'warn', '21612'],
    defaultWorld(),
    { contacts: [...manyUs, ...ukContacts.slice(1)] },
  ],
  [
    'long-code-to-france',
    'a US number is to reach French contacts, who see another sender',
    [0, 'contacts.reachable', 'warn', null],
    defaultWorld(),
    { contacts: contactsIn.FR },
  ],
  [
    'long-code-to-germany',
    'a US number is to reach German contacts, which nothing hinders',
    [0, 'contacts.reachable', 'pass', null],
    defaultWorld(),
    { contacts: contactsIn.DE },
  ],
  [
    'long-code-to-canada',
    'a US number is to reach Canadian contacts, of which no source speaks',
    [0, 'contacts.reachable', 'warn', '21612'],
    defaultWorld(),
    { contacts: contactsIn.CA },
  ],
  [
    'long-code-to-canada-proven',
    'a US number is to reach Canadian contacts, and a message there was delivered',
    [0, 'contacts.reachable', 'pass', null],
    after(defaultWorld(), [{ to: contactsIn.CA[0] }]),
    { contacts: contactsIn.CA },
  ],
  [
    'british-number-to-us',
    'a British number is to reach US contacts, where numbers from abroad are blocked',
    [1, 'contacts.reachable', 'fail', '21612'],
    defaultWorld(),
    { number: ukMobile },
  ],
  [
    'british-landline-abroad',
    'a British landline number is to reach German contacts, and sends within its country only',
    [1, 'contacts.reachable', 'fail', '21612'],
    withNumber(landline),
    { number: landline, contacts: contactsIn.DE },
  ],
  [
    'british-landline-at-home',
    'a British landline number is to reach British contacts',
    [0, 'contacts.reachable', 'pass', null],
    withNumber(landline),
    { number: landline, contacts: ukContacts },
  ],
  [
    'short-code-abroad',
    'a US short code is to reach British contacts',
    [1, 'contacts.reachable', 'fail', '21612'],
    defaultWorld(),
    { number: shortCode, contacts: ukContacts },
  ],
  [
    'short-code-to-puerto-rico',
    'a US short code is to reach contacts in Puerto Rico',
    [0, 'contacts.reachable', 'pass', null],
    defaultWorld(),
    { number: shortCode, contacts: contactsIn.PR },
  ],
  [
    'toll-free-to-britain',
    'a US toll-free number is to reach British contacts, where numbers from abroad are blocked',
    [1, 'contacts.reachable', 'fail', '21612'],
    defaultWorld(),
    { number: tollFree, contacts: ukContacts },
  ],
  [
    'toll-free-to-canada',
    'a verified toll-free number is to reach Canadian contacts',
    [0, 'contacts.reachable', 'pass', null],
    defaultWorld(),
    { number: tollFree, contacts: contactsIn.CA },
  ],
  [
    'sender-id-to-australia',
    'a sender ID is to reach Australian contacts, where it has to be registered',
    [0, 'contacts.reachable', 'warn', '30040'],
    defaultWorld(),
    { number: alphaSender, messagingService, contacts: contactsIn.AU },
  ],
  [
    'sender-id-to-ireland',
    'a sender ID is to reach Irish contacts, where it has to be registered',
    [0, 'contacts.reachable', 'warn', '30040'],
    defaultWorld(),
    { number: alphaSender, messagingService, contacts: contactsIn.IE },
  ],
  [
    'sender-id-to-germany',
    'a sender ID is to reach German contacts, which nothing hinders',
    [0, 'contacts.reachable', 'pass', null],
    defaultWorld(),
    { number: alphaSender, messagingService, contacts: contactsIn.DE },
  ],
  [
    'sender-id-to-india',
    'a sender ID is to reach Indian contacts, who see another sender',
    [0, 'contacts.reachable', 'warn', null],
    defaultWorld(),
    { number: alphaSender, messagingService, contacts: contactsIn.IN },
  ],
  [
    'sender-id-to-canada',
    'a sender ID is to reach Canadian contacts, where none is accepted',
    [1, 'contacts.reachable', 'fail', '21612'],
    defaultWorld(),
    { number: alphaSender, messagingService, contacts: contactsIn.CA },
  ],
];
