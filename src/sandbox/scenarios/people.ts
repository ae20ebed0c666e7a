import { defaultWorld } from '../twilio/default-world.ts';
import type { ScenarioRow } from './scenario.ts';
import { usContacts } from './worlds.ts';

/** The team's people and data, and forgotten steps. */
export const people: readonly ScenarioRow[] = [
  [
    'team-unknown',
    'no team is named that owns SMS',
    [1, 'owner.assigned', 'fail', null],
    defaultWorld(),
    { lacks: ['owner'] },
  ],
  [
    'number-forgotten',
    'credentials are saved without an originating number',
    [1, 'number.saved', 'fail', null],
    defaultWorld(),
    { lacks: ['number'] },
    ['contacts.short-form'],
  ],
  [
    'provider-forgotten',
    'the number is saved, and the provider was forgotten',
    [1, 'credentials.saved', 'fail', null],
    defaultWorld(),
    { lacks: ['credentials'] },
    ['contacts.short-form'],
  ],
  [
    'method-unconfirmed',
    'the team has not said which credential method is active',
    [1, 'method.confirmed', 'fail', null],
    defaultWorld(),
    { lacks: ['method'] },
  ],
  [
    'method-changed',
    'the team confirmed another method than the one in use',
    [1, 'method.current', 'fail', null],
    defaultWorld(),
    { confirmedMethod: 'api-key' },
  ],
  [
    'contacts-overlooked',
    'the contact data was never checked, and nothing about it acknowledged',
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
    'an environment variable names another region than the one that is set up',
    [0, 'credentials.shadowed', 'warn', null],
    defaultWorld(),
    { environment: { TWILIO_REGION: 'ie1' } },
  ],
  [
    'bad-contacts',
    'too many contacts have no number that can be texted',
    [1, 'contacts.quality', 'fail', '21211'],
    defaultWorld(),
    { contacts: [...usContacts, '12025550', 'none', ''] },
  ],
  [
    'opt-outs-overlooked',
    'nobody reckons with recipients who answered STOP, or whose number is wrong',
    [1, 'contacts.acknowledged', 'fail', null],
    defaultWorld(),
    { acknowledged: false },
  ],
  [
    'light-e-mail',
    'SMS is taken for light e-mail: too long, filtered, in costly characters',
    [1, 'contacts.short-form', 'fail', null],
    defaultWorld(),
    { shortForm: false },
  ],
];
