import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import type { CommandSpec, CommandTree } from '../../command/command.ts';
import type { Context } from '../../command/context.ts';

const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;

export const completionCommand: CommandSpec = {
  path: 'completion',
  summary: 'print a completion script for a shell',
  description: 'Completes commands, options and their values, organizations, checks, error codes and files.',
  arguments: [
    {
      name: '<shell>',
      help: shells.join(', '),
      values: shells,
      unknown: { code: 'input.unknown-shell', kind: 'shell' },
    },
  ],
  examples: [
    ['load it in every new bash', 'smsctl completion bash >> ~/.bashrc'],
    ['load it in this fish', 'smsctl completion fish | source'],
  ],
  withoutOrganization: true,
  withoutCredentials: true,
  verbatim: true,
  load: async () => ({ run }),
};

async function run({ out }: Context, _: object, [shell = '']: readonly string[]): Promise<ExitCode> {
  const { completionScripts } = await import('./completion-scripts.ts');
  out.write(completionScripts[shell] ?? '');
  return exitCode.done;
}

/** The scripts run it. */
export const completeCommand = (all: () => CommandTree): CommandSpec => ({
  path: 'complete',
  hidden: true,
  summary: 'list the words that complete a command line',
  description: 'The completion scripts run it.',
  arguments: [{ name: '[words...]', help: 'words so far, after --' }],
  examples: [['complete an option', 'smsctl complete -- verify --ch']],
  withoutOrganization: true,
  withoutCredentials: true,
  verbatim: true,
  load: async () => ({ run: (await import('./complete.ts')).completeIn(all()) }),
});
