import type { CommandSpec } from '../../command/command.ts';

/** `all`: every command, this one included. */
export const helpCommand = (all: () => readonly CommandSpec[]): CommandSpec => ({
  path: 'help',
  summary: 'show a topic, or the help of a command',
  description: 'Topics: exit-codes, environment, stores, checks, json, accessibility.',
  arguments: [
    {
      name: '[topic]',
      help: 'a topic, or a command',
      values: ['exit-codes', 'environment', 'stores', 'checks', 'json', 'accessibility'],
    },
  ],
  examples: ['smsctl help exit-codes', 'smsctl help verify'],
  withoutOrganization: true,
  withoutCredentials: true,
  load: async () => ({ run: (await import('./help.ts')).helpOn(all()) }),
});
