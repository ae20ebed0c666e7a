import { sandboxIds } from './default-world.ts';
import { accounts } from './scenarios/accounts.ts';
import { countries } from './scenarios/countries.ts';
import { credentials } from './scenarios/credentials.ts';
import { keys } from './scenarios/keys.ts';
import { network } from './scenarios/network.ts';
import { people } from './scenarios/people.ts';
import { proof } from './scenarios/proof.ts';
import { ready } from './scenarios/ready.ts';
import { registration } from './scenarios/registration.ts';
import { replies } from './scenarios/replies.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { sender } from './scenarios/sender.ts';
import { usContacts } from './scenarios/worlds.ts';

const { accountSid, authToken, number } = sandboxIds;

const tables = [ready, keys, credentials, accounts, sender, replies, registration, proof, countries, people, network];

/** What a sandbox can be started with, in the order of its help. The first is the usual one. */
export const scenarios: readonly Scenario[] = tables
  .flat()
  .map(([name, about, exit, id, status, code, world, setup = {}, alsoFails = []]) => ({
    name,
    about,
    exit,
    decides: [id, status, code],
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
