import { checkContacts } from '../../../app/contacts/check-contacts.ts';
import { type ContactsReport, isEnough } from '../../../domain/contacts/contact-quality.ts';
import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import type { ListCost } from '../../../domain/prices/list-cost.ts';
import type { Finding } from '../../../domain/readiness/check.ts';
import type { Settings } from '../../../domain/settings/settings.ts';
import { counted } from '../../../domain/text/counts.ts';
import { printable } from '../../../domain/text/printable.ts';
import { UserError } from '../../../domain/user-error.ts';
import type { ContactList, OpenContacts } from '../../../ports.ts';
import type { GlobalOptions } from '../../command/command.ts';
import type { Context } from '../../command/context.ts';
import { headerLine } from '../../render/header.ts';
import { styleFor, wrap } from '../../render/style.ts';
import type * as ContactsCost from './contacts-cost.ts';
import { contactsDocument } from './contacts-document.ts';
import { type OutputPaths, type Outputs, openOutputs } from './contacts-outputs.ts';
import { type Plan, type PlanOptions, planFrom } from './contacts-plan.ts';
import { withProgress } from './contacts-progress.ts';

interface CheckOptions extends GlobalOptions, PlanOptions, OutputPaths {
  readonly query?: string;
  readonly cost?: boolean;
  readonly save?: boolean;
  readonly json?: boolean;
}

interface Finished {
  readonly options: CheckOptions;
  readonly plan: Plan;
  readonly report: ContactsReport;
  readonly sender: Finding | null;
  /** Null: not known. */
  readonly cost: ListCost | null;
  readonly exit: ExitCode;
  readonly rowFiles: ReturnType<Outputs['commitRows']>;
}

export async function run(context: Context, options: CheckOptions, args: readonly string[]): Promise<ExitCode> {
  const { clock, err, env, openJudge, verbose } = context;
  const workspace = context.openWorkspace(options.org, { prompts: false });
  const settings = await loadSettings(workspace.settings.load, options, err.write);
  if (options.cost === true && !isSetUp(settings)) throw costNotSetUp();
  const plan = await planFrom(options, args, env, settings);
  if (options.save === true && options.json !== true) err.write(headerLine(options.org, settings));
  const outputs = await openOutputs(options, plan.sources, context.contactFiles);
  const { openWriters } = outputs;
  const { sources, columns, minimum } = plan;
  const { openContacts, lastList } = rememberingLast(workspace.openContacts);
  try {
    const report = await withProgress(context, shortName(sources), (onProgress) =>
      checkContacts(
        { sources, columns, ...readingOf(plan), ...(options.query !== undefined && { query: options.query }) },
        {
          openContacts,
          openJudge,
          clock,
          onProgress,
          ...(verbose && {
            onSlow: (why) => err.write(`${why} smsctl reads it row by row, which takes longer.\n`),
          }),
          ...(openWriters !== undefined && { openWriters }),
        },
      ),
    );
    const sender = options.copyable(await senderFinding(settings, report, { minimum, now: clock.now() }));
    const cost = await costOf(context, workspace, { settings, report, read: options.cost === true });
    const exit = isEnough(report.result, minimum) ? exitCode.done : exitCode.notReady;
    const finished = { options, plan, report, sender, cost, exit, rowFiles: outputs.commitRows() };
    await writePages(context, outputs, finished, lastList());
    if (options.save === true) await save(context, workspace, finished);
    await print(context, outputs, finished);
    return exit;
  } catch (error) {
    outputs.abort();
    throw error;
  }
}

const shortName = (sources: readonly string[]): string =>
  sources.length === 1 ? (/[^/\\]*$/.exec(sources[0] ?? '')?.[0] ?? '') : counted(sources.length, 'list');

/** `openContacts`, with the list that it opened last. */
function rememberingLast(open: OpenContacts) {
  let last: ContactList | undefined;
  const openContacts: OpenContacts = async (...request) => {
    last = await open(...request);
    return last;
  };
  return { openContacts, lastList: () => last };
}

async function writePages(
  { version }: Context,
  { page, planFile }: Outputs,
  { plan, report, sender, cost }: Finished,
  list: ContactList | undefined,
): Promise<void> {
  if (page !== undefined) {
    const { contactsPage } = await import('./contacts-page.ts');
    page.write(contactsPage({ version, report, minimum: plan.minimum, country: plan.country ?? null, sender, cost }));
    page.commit();
  }
  if (planFile !== undefined && list !== undefined) {
    const { linePlanOf } = await import('./contacts-line-plan.ts');
    planFile.write(linePlanOf(list, plan));
    planFile.commit();
  }
}

async function save(
  { err, ...context }: Context,
  workspace: ReturnType<Context['openWorkspace']>,
  { plan, report: { result, lists } }: Finished,
): Promise<void> {
  const { columns } = styleFor(err, context);
  const { recover } = await import('../../command/recover.ts');
  await recover(workspace, (words) => err.write(`${wrap(words, columns)}\n`));
  await workspace.settings.update((current) => ({
    ...current,
    contacts: {
      ...current.contacts,
      source: lists[0]?.source ?? '-',
      ...readingOf(plan),
      ...(plan.columns[0] !== undefined && { column: plan.columns[0] }),
      minimum: plan.minimum,
      result,
    },
  }));
}

async function print(context: Context, outputs: Outputs, finished: Finished): Promise<void> {
  const { out, version } = context;
  const { options, plan, report, sender, cost, exit, rowFiles } = finished;
  const { org, report: path } = options;
  if (options.json !== true) return printText(context, outputs, finished);
  const page = path === undefined ? {} : { report: { path, rows: null, disarmed: 0 } };
  const document = {
    version,
    organization: org,
    exit,
    report,
    minimum: plan.minimum,
    country: plan.country ?? null,
    sender,
    cost: cost === null ? null : (await import('./contacts-cost.ts')).costFields(cost),
    files: { ...Object.fromEntries(rowFiles), ...page },
    saved: options.save === true,
  };
  out.write(contactsDocument(document));
}

async function printText(
  context: Context,
  { page, planFile }: Outputs,
  { options, plan, report, sender, cost, rowFiles }: Finished,
): Promise<void> {
  const { out, err } = context;
  const { contactsReport } = await import('../../render/contacts-text.ts');
  const { minimum, country, countryFrom } = plan;
  out.write(contactsReport(report, { minimum, country, countryFrom, sender, cost }, styleFor(out, context)));
  const { columns } = styleFor(err, context);
  const say = (words: string) => err.write(`${wrap(words, columns)}\n`);
  for (const [, { path, rows, disarmed }] of rowFiles) {
    const formulas = disarmed === 0 ? '' : ` Added an apostrophe to ${counted(disarmed, 'cell')} with a formula.`;
    say(`Wrote ${counted(rows, 'row')} to ${printable(path)}.${formulas}`);
  }
  if (planFile !== undefined) say(`Wrote the plan to ${printable(planFile.path)}.`);
  if (page !== undefined) say(`Wrote the report to ${printable(page.path)}.`);
  if (options.save === true) say(`Saved the counts for ${options.org}. Next: ${options.copyable('`smsctl verify`')}.`);
}

/** How a list is read, for a request and for the settings. */
const readingOf = ({ country, countryColumn, consentColumn, numbers, sheet }: Plan) => ({
  ...(country !== undefined && { country }),
  ...(countryColumn !== undefined && { countryColumn }),
  ...(consentColumn !== undefined && { consentColumn }),
  ...(numbers !== undefined && { numbers }),
  ...(sheet !== undefined && { sheet }),
});

/** Broken settings prevent saving, but not the check itself. */
async function loadSettings(
  load: () => Promise<Settings | undefined>,
  { save, copyable }: CheckOptions,
  say: (text: string) => void,
) {
  try {
    return (await load()) ?? {};
  } catch (error) {
    if (save === true || !(error instanceof UserError)) throw error;
    say(`Continuing without the saved settings: ${copyable(error.message)}\n`);
    return {};
  }
}

/** How the saved sender reaches the countries of the list; null if no sender is saved. */
async function senderFinding(
  settings: Settings,
  { result, lists }: ContactsReport,
  { minimum, now }: { readonly minimum: number; readonly now: Date },
): Promise<Finding | null> {
  if (settings.number === undefined) return null;
  const { lookAtReach } = await import('../../../setup/contacts/reach.ts');
  return lookAtReach({ ...settings, contacts: { source: lists[0]?.source ?? '', minimum, result } }, now);
}

/** Lazy: few lists are checked after prices were read. */
async function costOf(
  ...[context, workspace, wanted]: Parameters<typeof ContactsCost.costOf>
): Promise<ListCost | null> {
  const mayBeKnown = isSetUp(wanted.settings) && (await workspace.verification.load())?.prices !== undefined;
  if (!wanted.read && !mayBeKnown) return null;
  return (await import('./contacts-cost.ts')).costOf(context, workspace, wanted);
}

const isSetUp = ({ number, credentials }: Settings): boolean => number !== undefined && credentials !== undefined;

const costNotSetUp = (): UserError =>
  new UserError({
    code: 'contacts.cost-not-set-up',
    message: '`--cost` needs the saved number and credentials, whose prices it reads.',
    hints: ['To save them, run `smsctl setup`.'],
  });
