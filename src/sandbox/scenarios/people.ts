import { defaultWorld } from '../twilio/default-world.ts';
import type { ScenarioRow } from './scenario.ts';
import { usContacts } from './worlds.ts';

/** The team's people and data, and forgotten steps. */
export const people: readonly ScenarioRow[] = [
  ['team-unknown', 'no team owns SMS', [1, 'owner.assigned', 'fail', null], defaultWorld(), { lacks: ['owner'] }],
  [
    'number-forgotten',
    'credentials are saved, and the number is missing',
    [1, 'number.saved', 'fail', null],
    defaultWorld(),
    { lacks: ['number'] },
    ['contacts.short-form'],
  ],
  [
    'provider-forgotten',
    'the number is saved, and credentials are missing',
    [1, 'credentials.saved', 'fail', null],
    defaultWorld(),
    { lacks: ['credentials'] },
    ['contacts.short-form'],
  ],
  [
    'method-unconfirmed',
    'the team has not confirmed the active credential method',
    [1, 'method.confirmed', 'fail', null],
    defaultWorld(),
    { lacks: ['method'] },
  ],
  [
    'method-changed',
    'the team confirmed a credential method that is not in use',
    [1, 'method.current', 'fail', null],
    defaultWorld(),
    { confirmedMethod: 'api-key' },
  ],
  [
    'contacts-overlooked',
    'the contact data was never checked, and its limits are not acknowledged',
    [1, 'contacts.checked', 'fail', null],
    defaultWorld(),
    { lacks: ['contacts'] },
    ['contacts.acknowledged', 'contacts.short-form'],
  ],
  [
    'contacts-of-last-month',
    'the contact data was checked 31 days ago',
    [1, 'contacts.checked', 'fail', null],
    defaultWorld(),
    { checkedDaysAgo: 31 },
  ],
  [
    'contacts-of-this-month',
    'the contact data was checked 29 days ago',
    [0, 'contacts.checked', 'pass', null],
    defaultWorld(),
    { checkedDaysAgo: 29 },
  ],
  [
    'old-credentials',
    'the credentials were saved more than a year ago',
    [0, 'credentials.age', 'warn', null],
    defaultWorld(),
    { savedDaysAgo: 400 },
  ],
  [
    'stray-region',
    'an environment variable names another region than the configured one',
    [0, 'credentials.shadowed', 'warn', null],
    defaultWorld(),
    { environment: { TWILIO_REGION: 'ie1' } },
  ],
  [
    'stray-default-region',
    'an environment variable names us1, and another region is configured',
    [0, 'credentials.shadowed', 'warn', null],
    defaultWorld(),
    { region: 'ie1', environment: { TWILIO_REGION: 'us1' } },
  ],
  [
    'stray-edge',
    'an environment variable names an edge, and no region is configured',
    [0, 'credentials.shadowed', 'warn', null],
    defaultWorld(),
    { environment: { TWILIO_EDGE: 'dublin' } },
  ],
  [
    'bad-contacts',
    'too few contacts are textable',
    [1, 'contacts.quality', 'fail', '21211'],
    defaultWorld(),
    { contacts: [...usContacts, '12025550', 'none', ''] },
  ],
  [
    'opt-outs-overlooked',
    'the team has not acknowledged opt-outs and wrong numbers',
    [1, 'contacts.acknowledged', 'fail', null],
    defaultWorld(),
    { acknowledged: false },
  ],
  [
    'light-e-mail',
    'the team has not acknowledged the limits of SMS',
    [1, 'contacts.short-form', 'fail', null],
    defaultWorld(),
    { shortForm: false },
  ],
];
