import type { CommandSpec, CommandTree } from '../../command/command.ts';

const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;

export const completionCommand: CommandSpec = {
  path: 'completion',
  summary: 'print a script that completes command lines in a shell',
  description: 'Completes commands, flags, organizations, checks, error codes and files.',
  arguments: [{ name: '<shell>', help: shells.join(', '), values: shells }],
  examples: ['smsctl completion bash >> ~/.bashrc', 'smsctl completion fish'],
  standsAlone: true,
  withoutCredentials: true,
  verbatim: true,
  load: () => import('./completion.ts'),
};

/** What the scripts ask; for nobody else. */
export const completeCommand = (all: () => CommandTree): CommandSpec => ({
  path: 'complete',
  hidden: true,
  summary: 'list what can stand at the end of a command line',
  description: 'What the scripts of `completion` ask.',
  arguments: [{ name: '[words...]', help: 'the words so far, behind --' }],
  examples: ['smsctl complete -- verify --ch'],
  standsAlone: true,
  withoutCredentials: true,
  verbatim: true,
  load: async () => ({ run: (await import('./complete.ts')).completeIn(all()) }),
});
