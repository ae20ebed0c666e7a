import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import { printable } from '../../../domain/text/printable.ts';
import { UserError } from '../../../domain/user-error.ts';
import type { CommandSpec, CommandTree } from '../../command/command.ts';
import type { Context } from '../../command/context.ts';

const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;

export const completionCommand: CommandSpec = {
  path: 'completion',
  summary: 'print a script that completes command lines in a shell',
  description: 'Completes commands, flags, organizations, checks, error codes and files.',
  arguments: [{ name: '<shell>', help: shells.join(', '), values: shells }],
  examples: ['smsctl completion bash >> ~/.bashrc', 'smsctl completion fish'],
  withoutOrganization: true,
  withoutCredentials: true,
  verbatim: true,
  load: async () => ({ run }),
};

async function run({ out }: Context, _: object, [shell = '']: readonly string[]): Promise<ExitCode> {
  const { completionScripts } = await import('./completion-scripts.ts');
  const script = completionScripts[shell];
  if (script === undefined) {
    throw new UserError({
      code: 'input.unknown-shell',
      message: `There is no completion for \`${printable(shell, 60)}\`.`,
      hints: [`There is one for: ${shells.join(', ')}.`],
    });
  }
  out.write(script);
  return exitCode.done;
}

/** The scripts run it. */
export const completeCommand = (all: () => CommandTree): CommandSpec => ({
  path: 'complete',
  hidden: true,
  summary: 'list what can stand at the end of a command line',
  description: 'What the scripts of `completion` ask.',
  arguments: [{ name: '[words...]', help: 'the words so far, behind --' }],
  examples: ['smsctl complete -- verify --ch'],
  withoutOrganization: true,
  withoutCredentials: true,
  verbatim: true,
  load: async () => ({ run: (await import('./complete.ts')).completeIn(all()) }),
});
