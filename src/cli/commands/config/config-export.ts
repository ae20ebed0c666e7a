import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import { exportedSettings, exportSchema } from '../../../domain/settings/exported-settings.ts';
import { jsonText } from '../../../domain/text/json-text.ts';
import { printable } from '../../../domain/text/printable.ts';
import { shellWord } from '../../../domain/text/shell-word.ts';
import { UserError } from '../../../domain/user-error.ts';
import type { GlobalOptions } from '../../command/command.ts';
import type { Context } from '../../command/context.ts';
import { styleFor, wrap } from '../../render/style.ts';

interface ExportOptions extends GlobalOptions {
  readonly out?: string;
  readonly yes?: boolean;
}

export async function run(context: Context, { org, out: path, yes = false }: ExportOptions): Promise<ExitCode> {
  const { settings } = context.openWorkspace(org, { prompts: false });
  const shared = exportedSettings((await settings.load()) ?? {});
  if (shared === undefined) {
    throw new UserError({
      code: 'config.not-set-up',
      message: 'No settings are saved that could be shared.',
      hints: ['Run `smsctl setup`.'],
      exit: exitCode.notReady,
    });
  }
  const text = jsonText(shared);
  if (path === undefined) {
    context.out.write(text);
    return exitCode.done;
  }
  await context.writeOutput(path, text, { replace: yes, isOwn: isExport });
  // A path that starts with a dash would be an option.
  const named = path.startsWith('-') ? `./${path}` : path;
  const words = `Written to ${printable(path)}. It holds no secret. On another machine: \`smsctl setup --from ${printable(shellWord(named))}\``;
  context.err.write(`${wrap(words, styleFor(context.err, context).columns)}\n`);
  return exitCode.done;
}

/** True for a text that `config export` has written. */
const isExport = (text: string): boolean => text.startsWith(`{\n  "schema": "${exportSchema}"`);
