import { sandboxIds } from '../twilio/default-world.ts';
import { accounts } from './accounts.ts';
import { countries } from './countries.ts';
import { credentials } from './credentials.ts';
import { deliveries } from './deliveries.ts';
import { keys } from './keys.ts';
import { network } from './network.ts';
import { people } from './people.ts';
import { proof } from './proof.ts';
import { ready } from './ready.ts';
import { registration } from './registration.ts';
import { replies } from './replies.ts';
import type { Scenario } from './scenario.ts';
import { sender } from './sender.ts';
import { usContacts } from './worlds.ts';

const { accountSid, authToken, number } = sandboxIds;

const tables = [
  ready,
  keys,
  credentials,
  accounts,
  sender,
  replies,
  registration,
  proof,
  countries,
  people,
  network,
  deliveries,
];

/** The scenarios of `smsctl sandbox`, in the order of its help. The first is the default. */
export const scenarios: readonly Scenario[] = tables
  .flat()
  .map(([name, about, [exit, ...decides], world, setup = {}, alsoFails = []]) => ({
    name,
    about,
    exit,
    decides,
    alsoFails,
    world,
    setup: {
      number,
      accountSid,
      authToken,
      contacts: usContacts,
      ...(/^\d+$/.test(setup.number ?? '') && { country: 'US' }),
      ...setup,
    },
  }));
