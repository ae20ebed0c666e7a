import { defaultWorld } from '../default-world.ts';
import type { ScenarioRow } from './scenario.ts';
import { usContacts } from './worlds.ts';

/** People and their data. */
export const people: readonly ScenarioRow[] = [
  [
    'bad-contacts',
    'too many contacts have no number that can be texted',
    1,
    'contacts.quality',
    'fail',
    null,
    defaultWorld(),
    { contacts: [...usContacts, '12025550', 'none', ''] },
  ],
  [
    'opt-outs-overlooked',
    'nobody reckons with recipients who answered STOP, or whose number is wrong',
    1,
    'contacts.acknowledged',
    'fail',
    null,
    defaultWorld(),
    { acknowledged: false },
  ],
  [
    'light-e-mail',
    'SMS is taken for light e-mail: too long, filtered, in costly characters',
    1,
    'contacts.short-form',
    'fail',
    null,
    defaultWorld(),
    { shortForm: false },
  ],
];
