import { defaultWorld, sandboxIds } from '../default-world.ts';
import type { ScenarioRow } from './scenario.ts';
import { fault, nigerians, ukContacts, without } from './worlds.ts';

const { tollFree, shortCode, messagingService, alphaSender } = sandboxIds;

/** Where messages may go, and where the sender reaches. */
export const countries: readonly ScenarioRow[] = [
  [
    'closed-country',
    "most contacts' country is not switched on",
    1,
    'contacts.countries',
    'fail',
    null,
    defaultWorld(),
    { contacts: nigerians },
  ],
  [
    'closed-country-of-few',
    "a few contacts' country is not switched on",
    0,
    'contacts.countries',
    'warn',
    null,
    defaultWorld(),
    { contacts: [...Array.from({ length: 39 }, (_, index) => `+12025550${100 + index}`), ...nigerians.slice(1)] },
  ],
  [
    'unsaid-country',
    "the provider says nothing of a contact's country",
    0,
    'contacts.countries',
    'unknown',
    null,
    without('geoPermissions'),
  ],
  [
    'geo-refused',
    'the key may not read the geo permissions',
    0,
    'contacts.countries',
    'unknown',
    null,
    fault(
      { status: 403, body: { code: 20003, message: 'Permission denied', status: 403 } },
      'GET /v1/Messaging/GeoPermissions',
    ),
  ],
  [
    'short-code-abroad',
    'a US short code is to reach British contacts',
    1,
    'contacts.reachable',
    'fail',
    null,
    defaultWorld(),
    { number: shortCode, contacts: ukContacts },
  ],
  [
    'sender-id-to-us',
    'an alphanumeric sender ID is to reach US contacts',
    1,
    'contacts.reachable',
    'fail',
    null,
    defaultWorld(),
    { number: alphaSender, messagingService },
  ],
  [
    'toll-free-abroad',
    'a toll-free number is to reach British contacts',
    0,
    'contacts.reachable',
    'warn',
    null,
    defaultWorld(),
    { number: tollFree, contacts: ukContacts },
  ],
];
