import type { CommandSpec } from '../../command/command.ts';

/** Those of help-topics.ts, which loads too much for a list of names. A test compares the two. */
const topics = ['exit-codes', 'environment', 'files', 'stores', 'checks', 'ticket', 'json', 'accessibility'];

/** `all`: every command, this one included. */
export const helpCommand = (all: () => readonly CommandSpec[]): CommandSpec => ({
  path: 'help',
  summary: 'show a help topic, or the help of a command',
  description: `Topics: ${topics.join(', ')}. Without a topic, it lists them.`,
  arguments: [
    {
      name: '[topic...]',
      help: 'topic or command',
      values: topics,
    },
  ],
  examples: [
    ['show a topic', 'smsctl help exit-codes'],
    ['show the help of a command', 'smsctl help verify'],
  ],
  withoutOrganization: true,
  withoutCredentials: true,
  load: async () => ({ run: (await import('./help.ts')).helpOn(all()) }),
});
