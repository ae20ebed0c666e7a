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
    'the country of most contacts is disabled',
    [1, 'contacts.countries', 'fail', '21408'],
    defaultWorld(),
    { contacts: nigerians },
  ],
  [
    'closed-country-of-few',
    'the country of a few contacts is disabled',
    [0, 'contacts.countries', 'warn', '21408'],
    defaultWorld(),
    { contacts: [...manyUs, ...nigerians.slice(1)] },
  ],
  [
    'sender-id-to-us',
    'an alphanumeric sender ID sends to US contacts',
    [1, 'contacts.reachable', 'fail', '21612'],
    defaultWorld(),
    { number: alphaSender, messagingService },
  ],
  [
    'unsaid-country',
    "Twilio does not list the contacts' country",
    [3, 'contacts.countries', 'unknown', null],
    without('geoPermissions'),
  ],
  [
    'unsaid-country-of-few',
    'Twilio does not list the country of a few contacts',
    [0, 'contacts.countries', 'warn', null],
    unsaid('PR'),
    { contacts: [...manyUs, ...contactsIn.PR.slice(1)] },
  ],
  [
    'closed-and-unsaid',
    'one country is disabled, and Twilio does not list another',
    [3, 'contacts.countries', 'unknown', null],
    unsaid('PR'),
    { contacts: [...manyUs.slice(1), ...nigerians.slice(1), ...contactsIn.PR] },
  ],
  [
    'guernsey',
    'Twilio lists Great Britain, whose numbering plan includes the contacts in Guernsey',
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
    'the host of the geo permissions is down',
    [3, 'contacts.countries', 'unknown', '20503'],
    fault({ status: 503 }, geoRoute),
  ],
  [
    'geo-of-new-form',
    'the response on geo permissions has a new format',
    [3, 'contacts.countries', 'unknown', null],
    fault({ status: 200, body: { permissions: [{ iso: 'US', allowed: true }] } }, geoRoute),
  ],
  [
    'long-code-to-britain',
    'a US number sends to British contacts, and the UK blocks foreign numbers',
    [1, 'contacts.reachable', 'fail', '21612'],
    defaultWorld(),
    { contacts: ukContacts },
  ],
  [
    'long-code-to-few-in-britain',
    'a US number sends to a few British contacts, and the UK blocks foreign numbers',
    [0, 'contacts.reachable', 'warn', '21612'],
    defaultWorld(),
    { contacts: [...manyUs, ...ukContacts.slice(1)] },
  ],
  [
    'long-code-to-france',
    'a US number sends to French contacts, who see another sender',
    [0, 'contacts.reachable', 'warn', null],
    defaultWorld(),
    { contacts: contactsIn.FR },
  ],
  [
    'long-code-to-germany',
    'a US number sends to German contacts, which works',
    [0, 'contacts.reachable', 'pass', null],
    defaultWorld(),
    { contacts: contactsIn.DE },
  ],
  [
    'long-code-to-canada',
    'a US number sends to Canadian contacts, which no source documents',
    [0, 'contacts.reachable', 'warn', '21612'],
    defaultWorld(),
    { contacts: contactsIn.CA },
  ],
  [
    'long-code-to-canada-proven',
    'a US number sends to Canadian contacts, and delivered a message there',
    [0, 'contacts.reachable', 'pass', null],
    after(defaultWorld(), [{ to: contactsIn.CA[0] }]),
    { contacts: contactsIn.CA },
  ],
  [
    'british-number-to-us',
    'a British number sends to US contacts, and the US blocks foreign numbers',
    [1, 'contacts.reachable', 'fail', '21612'],
    defaultWorld(),
    { number: ukMobile },
  ],
  [
    'british-landline-abroad',
    'a British landline sends to German contacts, and works within its country only',
    [1, 'contacts.reachable', 'fail', '21612'],
    withNumber(landline),
    { number: landline, contacts: contactsIn.DE },
  ],
  [
    'british-landline-at-home',
    'a British landline sends to British contacts',
    [0, 'contacts.reachable', 'pass', null],
    withNumber(landline),
    { number: landline, contacts: ukContacts },
  ],
  [
    'short-code-abroad',
    'a US short code sends to British contacts',
    [1, 'contacts.reachable', 'fail', '21612'],
    defaultWorld(),
    { number: shortCode, contacts: ukContacts },
  ],
  [
    'short-code-to-puerto-rico',
    'a US short code sends to contacts in Puerto Rico',
    [0, 'contacts.reachable', 'pass', null],
    defaultWorld(),
    { number: shortCode, contacts: contactsIn.PR },
  ],
  [
    'toll-free-to-britain',
    'a US toll-free number sends to British contacts, and the UK blocks foreign numbers',
    [1, 'contacts.reachable', 'fail', '21612'],
    defaultWorld(),
    { number: tollFree, contacts: ukContacts },
  ],
  [
    'toll-free-to-canada',
    'a verified toll-free number sends to Canadian contacts',
    [0, 'contacts.reachable', 'pass', null],
    defaultWorld(),
    { number: tollFree, contacts: contactsIn.CA },
  ],
  [
    'sender-id-to-australia',
    'a sender ID sends to Australian contacts, and Australia requires registration',
    [0, 'contacts.reachable', 'warn', '30040'],
    defaultWorld(),
    { number: alphaSender, messagingService, contacts: contactsIn.AU },
  ],
  [
    'sender-id-to-ireland',
    'a sender ID sends to Irish contacts, and Ireland requires registration',
    [0, 'contacts.reachable', 'warn', '30040'],
    defaultWorld(),
    { number: alphaSender, messagingService, contacts: contactsIn.IE },
  ],
  [
    'sender-id-to-germany',
    'a sender ID sends to German contacts, which works',
    [0, 'contacts.reachable', 'pass', null],
    defaultWorld(),
    { number: alphaSender, messagingService, contacts: contactsIn.DE },
  ],
  [
    'sender-id-to-india',
    'a sender ID sends to Indian contacts, who see another sender',
    [0, 'contacts.reachable', 'warn', null],
    defaultWorld(),
    { number: alphaSender, messagingService, contacts: contactsIn.IN },
  ],
  [
    'sender-id-to-canada',
    'a sender ID sends to Canadian contacts, and Canada accepts none',
    [1, 'contacts.reachable', 'fail', '21612'],
    defaultWorld(),
    { number: alphaSender, messagingService, contacts: contactsIn.CA },
  ],
];
