import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import { didYouMean } from '../../../domain/text/nearest.ts';
import { printable } from '../../../domain/text/printable.ts';
import { UserError } from '../../../domain/user-error.ts';
import type { CommandSpec } from '../../command/command.ts';
import type { Context } from '../../command/context.ts';
import { rows } from '../../render/columns.ts';
import { styleFor, wrap } from '../../render/style.ts';
import { helpTopics } from './help-topics.ts';

export const helpOn =
  (commands: readonly CommandSpec[]) =>
  async (context: Context, { org }: { readonly org?: string }, words: readonly string[]): Promise<ExitCode> => {
    const { out } = context;
    const columns = out.isTerminal ? styleFor(out, context).columns : 80;
    const name = words.join(' ');
    if (name === '') {
      out.write(`Topics:\n${rows(topicRows, columns)}\n${wrap(usage, columns)}\n`);
      return exitCode.done;
    }
    const topic = helpTopics.find((each) => each.name === name);
    if (topic === undefined) throw unknownTopic(name, commands);
    out.write((await topic.shown?.(context, org)) ?? topic.text(commands, columns));
    return exitCode.done;
  };

const topicRows = helpTopics.map(({ name, summary }) => [name, summary] as const);
const usage = 'Show a topic with `smsctl help TOPIC`, and the help of a command with `smsctl help COMMAND`.';

function unknownTopic(name: string, commands: readonly CommandSpec[]): UserError {
  const topics = helpTopics.map((each) => each.name);
  const paths = commands.filter(({ hidden }) => hidden !== true).map(({ path }) => path);
  return new UserError({
    code: 'input.unknown-topic',
    message: `Unknown topic or command \`${printable(name, 60)}\`.`,
    hints: [
      ...didYouMean(name.toLowerCase(), [...topics, ...paths], (each) => `smsctl help ${each}`),
      `Topics: ${topics.join(', ')}.`,
      'Commands: `smsctl --help`.',
    ],
  });
}
