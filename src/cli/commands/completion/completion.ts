import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import { printable } from '../../../domain/text/printable.ts';
import { UserError } from '../../../domain/user-error.ts';
import type { Context } from '../../command/context.ts';
import { completionScripts } from './completion-scripts.ts';

export async function run({ out }: Context, _: object, [shell = '']: readonly string[]): Promise<ExitCode> {
  const script = completionScripts[shell];
  if (script === undefined) {
    throw new UserError({
      code: 'input.unknown-shell',
      message: `There is no completion for \`${printable(shell, 60)}\`.`,
      hints: [`There is one for: ${Object.keys(completionScripts).join(', ')}.`],
    });
  }
  out.write(script);
  return exitCode.done;
}
