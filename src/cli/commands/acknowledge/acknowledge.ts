import { type AcknowledgementSubject, acknowledge, requireSubject } from '../../../app/acknowledge.ts';
import { shortFormBriefing } from '../../../app/status/short-form-briefing.ts';
import { textableShare } from '../../../domain/contacts/contact-quality.ts';
import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import { headlines } from '../../../domain/readiness/headline.ts';
import type { Settings } from '../../../domain/settings/settings.ts';
import { countText } from '../../../domain/text/counts.ts';
import { parsePersonName } from '../../../domain/text/person-name.ts';
import { printable } from '../../../domain/text/printable.ts';
import { Cancelled, cannotAsk, UserError } from '../../../domain/user-error.ts';
import type { GlobalOptions } from '../../command/command.ts';
import type { Context } from '../../command/context.ts';
import { recover } from '../../command/recover.ts';
import { briefingLines } from '../../render/briefing-text.ts';
import { dayText } from '../../render/day.ts';
import { headerLine } from '../../render/header.ts';
import { styleFor, wrap } from '../../render/style.ts';
import { acknowledgeDocument } from './acknowledge-document.ts';

interface AcknowledgeOptions extends GlobalOptions {
  readonly by?: string;
  readonly json?: boolean;
}

export async function run(
  context: Context,
  { org, by: given, json = false }: AcknowledgeOptions,
  [what = '']: readonly string[],
): Promise<ExitCode> {
  const { clock, out, version } = context;
  const interactive = context.interactive && !json;
  const say = (text: string): void => {
    if (!json) context.err.write(text);
  };
  const subject = parseSubject(what);
  if (given === undefined && !interactive)
    throw cannotAsk('A name is required', 'Pass the name of the person who acknowledges it: `--by NAME`.');
  const workspace = context.openWorkspace(org, { prompts: false });
  const store = workspace.settings;
  await recover(workspace, (words) => say(`${wrap(words, styleFor(context.err, context).columns)}\n`));
  const settings = (await store.load()) ?? {};
  requireSubject(subject, settings);
  say(headerLine(org, settings));
  say(subject === 'short-form' ? briefing(settings, context) : contactWords(settings, context));
  const name = parsed(given ?? (await askName(context)));
  if (interactive) await confirm(subject, name, context);
  const done = await acknowledge({ subject, by: name }, { settings: store, clock });
  if (json) {
    out.write(acknowledgeDocument(version, org, { subject, ...done }));
    return exitCode.done;
  }
  const opening = done.changed ? 'Recorded' : 'Nothing changed';
  out.write(`${opening}: ${printable(name)} acknowledged it on ${dayText(done.record.at)}.\n`);
  return exitCode.done;
}

function parseSubject(what: string): AcknowledgementSubject {
  if (what === 'short-form' || what === 'contacts') return what;
  throw new UserError({
    code: 'input.usage',
    message: `Invalid subject \`${printable(what, 60)}\`.`,
    hints: ['Pass `short-form` or `contacts`.'],
  });
}

function parsed(raw: string): string {
  const name = parsePersonName(raw);
  if (name.ok) return name.value;
  throw new UserError({ code: 'input.invalid', message: name.problem });
}

const askName = ({ prompter, operator }: Context): Promise<string> =>
  prompter.ask({
    key: 'acknowledge.by',
    kind: 'text',
    message: 'Who acknowledges it',
    initial: operator,
    problem: async (raw) => {
      const name = parsePersonName(raw);
      return name.ok ? undefined : name.problem;
    },
  });

/** Throws `Cancelled` on anything but a yes. */
async function confirm(
  subject: AcknowledgementSubject,
  name: string,
  { prompter, err }: Pick<Context, 'prompter' | 'err'>,
): Promise<void> {
  const headline = subject === 'short-form' ? headlines.shortForm : headlines.contacts;
  const answer = await prompter.ask({
    key: 'acknowledge.confirm',
    kind: 'confirm',
    message: `${headline} Record it for ${printable(name)}?`,
    initial: 'yes',
  });
  if (answer === 'yes') return;
  err.write('Nothing was recorded.\n');
  throw new Cancelled();
}

const briefing = (settings: Settings, context: Context): string =>
  `${briefingLines(shortFormBriefing(settings), styleFor(context.err, context))}\n`;

function contactWords({ contacts }: Settings, context: Context): string {
  if (contacts === undefined) return '';
  const { name, rows, textable } = contacts.result;
  const missing = rows - textable;
  const words = `${printable(name)}: ${countText(textable)} of ${countText(rows)} rows can receive SMS (${textableShare(contacts.result)} %). Messages to the other ${countText(missing)} fail. No check can prove that a number still belongs to its owner.`;
  return `${wrap(words, styleFor(context.err, context).columns)}\n`;
}
