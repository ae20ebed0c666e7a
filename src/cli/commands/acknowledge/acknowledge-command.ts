import type { CommandSpec } from '../../command/command.ts';

export const acknowledgeCommand: CommandSpec = {
  path: 'acknowledge',
  summary: 'record that people know what SMS cannot do, by name',
  description:
    "Shows what is to be known, in the organization's own numbers, and records who knows it and when. `short-form`: campaign owners know that SMS is short-form and infrastructure-sensitive; it counts for the sender and the method in use. `contacts`: the team knows that workflows may fail on missing or incorrect contact data. Offline.",
  arguments: [{ name: '<what>', help: 'short-form or contacts' }],
  options: [{ flags: '--by <name>', help: 'who acknowledges it; asked for where it is not given' }],
  examples: ['smsctl acknowledge short-form --by "Grace Hopper"', 'smsctl acknowledge contacts --by Ada'],
  withoutCredentials: true,
  load: () => import('./acknowledge.ts'),
};
