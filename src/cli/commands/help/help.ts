import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import { printable } from '../../../domain/text/printable.ts';
import { UserError } from '../../../domain/user-error.ts';
import type { CommandSpec } from '../../command/command.ts';
import type { Context } from '../../command/context.ts';
import { helpTopics } from './help-topics.ts';

export const helpOn =
  (commands: readonly CommandSpec[]) =>
  async ({ out }: Context, _: object, [name]: readonly string[]): Promise<ExitCode> => {
    if (name === undefined) {
      out.write(helpTopics.map((topic) => `${topic.name.padEnd(16)}${topic.summary}\n`).join(''));
      out.write('\n`smsctl help TOPIC` shows one; `smsctl --help` lists the commands.\n');
      return exitCode.done;
    }
    const topic = helpTopics.find((each) => each.name === name);
    if (topic === undefined) {
      throw new UserError({
        code: 'input.unknown-topic',
        message: `There is no topic and no command \`${printable(name, 60)}\`.`,
        hints: [`The topics are: ${helpTopics.map((each) => each.name).join(', ')}.`, 'See `smsctl --help`.'],
      });
    }
    out.write(topic.text(commands));
    return exitCode.done;
  };
