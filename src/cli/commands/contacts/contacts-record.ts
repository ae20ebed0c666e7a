import { defaultMinimum, isEnough } from '../../../domain/contacts/contact-quality.ts';
import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import { contactRules } from '../../../domain/numbers/contact-rules.ts';
import { printable } from '../../../domain/text/printable.ts';
import type { GlobalOptions } from '../../command/command.ts';
import type { Context } from '../../command/context.ts';
import { recover } from '../../command/recover.ts';
import { textableWords } from '../../render/contacts-text.ts';
import { headerLine } from '../../render/header.ts';
import { styleFor, wrap } from '../../render/style.ts';
import { mergeFiles } from './contacts-merge.ts';
import { contactsRecordDocument } from './contacts-record-document.ts';

interface RecordOptions extends GlobalOptions {
  readonly name: string;
  readonly contactsMinimum?: number;
  readonly json?: boolean;
}

export async function run(
  context: Context,
  options: RecordOptions,
  [path = '-']: readonly string[],
): Promise<ExitCode> {
  const { summary } = await mergeFiles(context, [path]);
  const workspace = context.openWorkspace(options.org, { prompts: false });
  const { settings } = workspace;
  const { json = false } = options;
  const say = (text: string): void => {
    if (!json) context.err.write(text);
  };
  await recover(workspace, (words) => say(`${words}\n`));
  say(headerLine(options.org, (await settings.load()) ?? {}));
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
  const words = `Saved ${printable(options.name, 60)} for ${options.org}. Textable: ${textableWords(summary, minimum)}`;
  say(`${wrap(words, styleFor(context.err, context).columns)}\n`);
  if (json) context.out.write(contactsRecordDocument(context.version, options.org, { result, minimum }));
  return isEnough(summary, minimum) ? exitCode.done : exitCode.notReady;
}
