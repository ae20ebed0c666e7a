import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import { printable } from '../../../domain/text/printable.ts';
import type { GlobalOptions } from '../../command/command.ts';
import type { Context } from '../../command/context.ts';

export async function run({ openWorkspace, out }: Context, { org }: GlobalOptions): Promise<ExitCode> {
  out.write(`${printable(openWorkspace(org, { prompts: false }).settings.location, 4096)}\n`);
  return exitCode.done;
}
