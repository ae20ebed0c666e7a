import { subjectIds } from '../../../app/status/subjects.ts';
import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import { printable } from '../../../domain/text/printable.ts';
import { checklist } from '../../../setup/checklist.ts';
import type { CommandTree } from '../../command/command.ts';
import type { Context } from '../../command/context.ts';
import { complete } from './candidates.ts';

export const completeIn =
  ({ commands, groups }: CommandTree) =>
  async (context: Context, _: object, words: readonly string[]): Promise<ExitCode> => {
    const ids = checklist.map(({ id }) => id);
    const lists = {
      organization: () => context.organizations.list(),
      check: async () => ids,
      subject: async () => subjectIds,
      schema: async () => (await context.schemas()).names(),
      scenario: async () => (await context.listScenarios()).map(({ name }) => name),
    };
    const tree = {
      commands: commands.filter(({ hidden }) => hidden !== true),
      groups,
      list: (kind: keyof typeof lists) => lists[kind](),
    };
    const found = await complete(words, tree);
    if (found === 'file') context.out.write(':file\n');
    // Zsh would print a separator before an empty description.
    else for (const { value, about } of found) context.out.write(`${value}${about && `\t${printable(about, 80)}`}\n`);
    return exitCode.done;
  };
