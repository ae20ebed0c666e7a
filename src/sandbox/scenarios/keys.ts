import { sandboxIds } from '../twilio/default-world.ts';
import type { ScenarioRow } from './scenario.ts';
import { fault, restricted, standardKey } from './worlds.ts';

/** Keys that may not read everything. */
export const keys: readonly ScenarioRow[] = [
  [
    'restricted-key-no-numbers',
    'a Restricted API key may not read the phone numbers',
    [3, 'number.owned', 'unknown', '70051'],
    restricted('IncomingPhoneNumbers'),
    { apiKey: sandboxIds.restrictedKey },
  ],
  [
    'standard-key-no-balance',
    'a Standard API key may not read the balance',
    [0, 'credentials.funds', 'unknown', '20003'],
    fault(
      { status: 401, body: { code: 20003, message: 'Authenticate', status: 401 } },
      'GET /2010-04-01/Accounts/{AccountSid}/Balance.json',
    ),
    standardKey,
  ],
];
