import { errorCodes } from '../../domain/error-codes.ts';
import { type ExitCode, exitCode } from '../../domain/exit-code.ts';
import { messageStates } from '../../domain/message-states.ts';
import { printable } from '../../domain/printable.ts';
import { checklist } from '../../setup/checklist.ts';
import type { CommandTree } from '../command.ts';
import { complete } from '../completion.ts';
import type { Context } from '../context.ts';
import { globalOptions } from '../global-options.ts';

export const completeIn =
  ({ commands, groups }: CommandTree) =>
  async (context: Context, _: object, words: readonly string[]): Promise<ExitCode> => {
    const ids = checklist.map(({ id }) => id);
    const lists = {
      organization: () => context.organizations.list(),
      check: async () => ids,
      subject: async () => [
        ...ids,
        ...messageStates.map(({ id }) => id),
        ...errorCodes.map(({ code }) => String(code)),
      ],
      schema: async () => (await context.schemas()).names(),
      scenario: async () => (await context.listScenarios()).map(({ name }) => name),
    };
    const tree = {
      commands: commands.filter(({ hidden }) => hidden !== true),
      groups,
      globalOptions,
      list: (kind: keyof typeof lists) => lists[kind](),
    };
    const found = await complete(words, tree);
    if (found === 'file') context.out.write(':file\n');
    else for (const { value, about } of found) context.out.write(`${value}\t${printable(about, 80)}\n`);
    return exitCode.done;
  };
