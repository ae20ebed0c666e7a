import { defaultMinimum, isEnough, textableShare } from '../../../domain/contacts/contact-quality.ts';
import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import { contactRules } from '../../../domain/numbers/contact-rules.ts';
import { countText } from '../../../domain/text/counts.ts';
import { printable } from '../../../domain/text/printable.ts';
import type { GlobalOptions } from '../../command/command.ts';
import type { Context } from '../../command/context.ts';
import { recover } from '../../command/recover.ts';
import { headerLine } from '../../render/header.ts';
import { mergeFiles } from './contacts-merge.ts';

interface RecordOptions extends GlobalOptions {
  readonly name: string;
  readonly contactsMinimum?: number;
}

export async function run(
  context: Context,
  options: RecordOptions,
  [path = '-']: readonly string[],
): Promise<ExitCode> {
  const { summary } = await mergeFiles(context, [path]);
  const workspace = context.openWorkspace(options.org, { prompts: false });
  const { settings } = workspace;
  await recover(workspace, (words) => context.err.write(`${words}\n`));
  context.err.write(headerLine(options.org, (await settings.load()) ?? {}));
  const checkedAt = context.clock.now().toISOString();
  const result = { ...summary, name: options.name, bytes: null, modifiedAt: null, checkedAt, rules: contactRules };
  const saved = await settings.update((current) => ({
    ...current,
    contacts: {
      ...current.contacts,
      source: options.name,
      minimum: options.contactsMinimum ?? current.contacts?.minimum ?? defaultMinimum,
      result,
    },
  }));
  const minimum = saved.contacts?.minimum ?? defaultMinimum;
  context.err.write(
    `Saved ${printable(options.name, 60)} for ${options.org}: ${countText(summary.textable)} of ${countText(summary.rows)} rows can be texted (${textableShare(summary)} %; at least ${minimum} % is wanted).\n`,
  );
  return isEnough(summary, minimum) ? exitCode.done : exitCode.notReady;
}
