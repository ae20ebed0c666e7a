import { checkContacts } from '../../../app/contacts/check-contacts.ts';
import type { ContactsProgress } from '../../../app/contacts/counted-lists.ts';
import { rowChoices } from '../../../app/contacts/row-choices.ts';
import { type ContactsReport, isEnough } from '../../../domain/contacts/contact-quality.ts';
import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import type { Finding } from '../../../domain/readiness/check.ts';
import type { Settings } from '../../../domain/settings/settings.ts';
import { countText } from '../../../domain/text/counts.ts';
import { printable } from '../../../domain/text/printable.ts';
import { Cancelled, UserError } from '../../../domain/user-error.ts';
import type { ContactList, OpenOutput, RowWriter } from '../../../ports.ts';
import type { GlobalOptions } from '../../command/command.ts';
import type { Context } from '../../command/context.ts';
import { headerLine } from '../../render/header.ts';
import { progressBar } from '../../render/progress.ts';
import { styleFor, wrap } from '../../render/style.ts';
import { contactsDocument } from './contacts-document.ts';
import { type Plan, planFrom } from './contacts-plan.ts';

interface CheckOptions extends GlobalOptions {
  readonly contactsCountry?: string;
  readonly contactsColumn?: readonly string[];
  readonly contactsMinimum?: number;
  readonly countryColumn?: string;
  readonly consentColumn?: string;
  readonly contactsNumbers?: 'national' | 'international';
  readonly query?: string;
  readonly report?: string;
  readonly planOut?: string;
  readonly valid?: string;
  readonly invalid?: string;
  readonly fixed?: string;
  readonly save?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

type Replacing = Parameters<OpenOutput>[1];

export async function run(context: Context, options: CheckOptions, args: readonly string[]): Promise<ExitCode> {
  const { out, err, clock, version } = context;
  const workspace = context.openWorkspace(options.org, { prompts: false });
  const settings = await loadSettings(workspace.settings.load, options, err.write);
  const plan = await planFrom(options, args, context.env, settings);
  if (options.save === true && options.json !== true) err.write(headerLine(options.org, settings));
  const outputs = outputPaths(options);
  const wantsFiles = outputs.length > 0 || options.report !== undefined || options.planOut !== undefined;
  const files = wantsFiles ? await context.contactFiles() : undefined;
  const replacing = { replace: options.yes === true, sources: plan.sources };
  // Opened before the lists are read, so that nobody waits for a long one only to learn that the file exists.
  const { planFile, page } = files === undefined ? {} : openPages(files, options, replacing);
  const writers = new Map<string, RowWriter>();
  const style = styleFor(err, context);
  const bar = progressBar(plan.sources.join(', '), err, style);
  let progress: ContactsProgress | undefined;
  let written: ContactList | undefined;
  let opened: ContactList | undefined;
  const checking = checkContacts(
    {
      sources: plan.sources,
      columns: plan.columns,
      ...readingOf(plan),
      ...(options.query !== undefined && { query: options.query }),
    },
    {
      openContacts: async (...request) => {
        opened = await workspace.openContacts(...request);
        return opened;
      },
      openJudge: context.openJudge,
      clock,
      onProgress: (now) => {
        progress = now;
        bar.show(now);
      },
      ...(context.verbose && {
        onSlow: (why) => err.write(`${why} Its rows are read one by one, which takes longer.\n`),
      }),
      ...(outputs.length > 0 && {
        openWriters: (list) => {
          refuseOtherColumns(list, written);
          written ??= list;
          for (const [option, path] of outputs) {
            if (files === undefined || writers.has(option)) continue;
            writers.set(option, files.openRowWriter(path, list, { ...replacing, choose: rowChoices[option] }));
          }
          return [...writers.values()];
        },
      }),
    },
  );
  try {
    const report = await Promise.race([checking, stopped(context, () => progress)]);
    bar.end();
    return await finish(report);
  } catch (error) {
    bar.end();
    for (const writer of writers.values()) writer.abort();
    page?.abort();
    planFile?.abort();
    throw error;
  }

  async function finish(report: ContactsReport): Promise<ExitCode> {
    const enough = isEnough(report.result, plan.minimum);
    const sender = options.copyable(await senderFinding(settings, report, { minimum: plan.minimum, now: clock.now() }));
    const exit = enough ? exitCode.done : exitCode.notReady;
    const committed = [...writers].map(([option, writer]) => [option, writer.commit()] as const);
    writers.clear();
    if (page !== undefined) {
      const { contactsPage } = await import('./contacts-page.ts');
      page.write(contactsPage({ version, report, minimum: plan.minimum, country: plan.country ?? null, sender }));
      page.commit();
    }
    if (planFile !== undefined && opened !== undefined) {
      const { linePlanOf } = await import('./contacts-line-plan.ts');
      planFile.write(linePlanOf(opened, plan));
      planFile.commit();
    }
    if (options.save === true) await save(report);
    const { json = false } = options;
    if (json) {
      const reported =
        options.report === undefined ? {} : { report: { path: options.report, rows: null, disarmed: 0 } };
      const document = {
        version,
        organization: options.org,
        exit,
        report,
        minimum: plan.minimum,
        country: plan.country ?? null,
        sender,
        files: { ...Object.fromEntries(committed), ...reported },
        saved: options.save === true,
      };
      out.write(contactsDocument(document));
      return exit;
    }
    const { adviceLines, contactsLines } = await import('../../render/contacts-text.ts');
    const outStyle = styleFor(out, context);
    out.write(contactsLines(report, plan.minimum, outStyle));
    out.write(`\n${adviceLines(report, outStyle)}`);
    if (sender !== null && sender.status !== 'skip') {
      out.write(`${wrap(`For your sender: ${printable(sender.detail, 1000)}`, outStyle.columns, 2)}\n`);
    }
    const say = (words: string) => err.write(`${wrap(words, style.columns)}\n`);
    if (plan.country !== undefined)
      say(`Numbers without a country were read as numbers of ${plan.country} (${plan.countryFrom}).`);
    for (const [, { path, rows, disarmed }] of committed) {
      say(
        `Wrote ${countText(rows)} rows to ${printable(path)}.${disarmed === 0 ? '' : ` ${countText(disarmed)} cells that a spreadsheet would run as formulas got an apostrophe in front.`}`,
      );
    }
    if (planFile !== undefined) say(`Wrote the plan to ${printable(planFile.path)}.`);
    if (page !== undefined) say(`Wrote the report to ${printable(page.path)}.`);
    if (options.save === true)
      say(`Saved the counts for ${options.org}; ${options.copyable('`smsctl verify`')} judges them.`);
    return exit;
  }

  async function save({ result, lists }: ContactsReport): Promise<void> {
    const [first] = lists;
    const { recover } = await import('../../command/recover.ts');
    await recover(workspace, (words) => err.write(`${wrap(words, style.columns)}\n`));
    await workspace.settings.update((current) => ({
      ...current,
      contacts: {
        ...current.contacts,
        source: first?.source ?? '-',
        ...readingOf(plan),
        ...(plan.columns[0] !== undefined && { column: plan.columns[0] }),
        minimum: plan.minimum,
        result,
      },
    }));
  }
}

/** How a list is read, as it is asked for and saved. */
const readingOf = ({ country, countryColumn, consentColumn, numbers }: Plan) => ({
  ...(country !== undefined && { country }),
  ...(countryColumn !== undefined && { countryColumn }),
  ...(consentColumn !== undefined && { consentColumn }),
  ...(numbers !== undefined && { numbers }),
});

/** None where one of them cannot be opened. */
function openPages({ openOutput }: { readonly openOutput: OpenOutput }, options: CheckOptions, replacing: Replacing) {
  const planFile = options.planOut === undefined ? undefined : openOutput(options.planOut, replacing);
  try {
    return { planFile, page: options.report === undefined ? undefined : openOutput(options.report, replacing) };
  } catch (error) {
    planFile?.abort();
    throw error;
  }
}

/** Rows of lists with different columns make no file that anything could read. */
function refuseOtherColumns(list: ContactList, first: ContactList | undefined): void {
  const isSame =
    first === undefined || (list.form === first.form && list.columns.join('\n') === first.columns.join('\n'));
  if (isSame) return;
  throw new UserError({
    code: 'contacts.output',
    message: `${printable(list.name)} has other columns than ${printable(first.name)}: their rows make no one file.`,
    hints: ['Check the lists one by one when rows are to be written.'],
  });
}

/** Files with rows, by option; two options with one path would lose one of them. */
function outputPaths(options: CheckOptions): readonly (readonly ['valid' | 'invalid' | 'fixed', string])[] {
  const wanted = (['valid', 'invalid', 'fixed'] as const).flatMap((option) => {
    const path = options[option];
    return path === undefined ? [] : [[option, path] as const];
  });
  const others = [options.report, options.planOut].filter((path) => path !== undefined);
  const paths = [...wanted.map(([, path]) => path), ...others];
  if (new Set(paths).size === paths.length) return wanted;
  throw new UserError({
    code: 'input.invalid',
    message: 'Two outputs have one path.',
    hints: ['Give each of them a path of its own.'],
  });
}

/** Broken settings keep nobody from checking a file; they do keep from saving. */
async function loadSettings(
  load: () => Promise<Settings | undefined>,
  { save, copyable }: CheckOptions,
  say: (text: string) => void,
) {
  try {
    return (await load()) ?? {};
  } catch (error) {
    if (save === true || !(error instanceof UserError)) throw error;
    say(`Without the saved settings: ${copyable(error.message)}\n`);
    return {};
  }
}

/** What the list means for the sender that is saved; null when none is. */
async function senderFinding(
  settings: Settings,
  { result, lists }: ContactsReport,
  { minimum, now }: { readonly minimum: number; readonly now: Date },
): Promise<Finding | null> {
  if (settings.number === undefined) return null;
  const { lookAtReach } = await import('../../../setup/contacts/reach.ts');
  return lookAtReach({ ...settings, contacts: { source: lists[0]?.source ?? '', minimum, result } }, now);
}

/** Rejects when the person stops it, and says how far it came. */
async function stopped(context: Context, progress: () => ContactsProgress | undefined): Promise<never> {
  const exit = await context.untilInterrupted();
  const { rows = 0, bytes = 0, totalBytes = null } = progress() ?? {};
  const share = totalBytes === null || totalBytes === 0 ? '' : ` (${Math.floor((bytes / totalBytes) * 100)} %)`;
  context.err.write(`\nStopped after ${countText(rows)} rows${share}. Nothing was written or saved.\n`);
  throw new Cancelled(exit);
}
