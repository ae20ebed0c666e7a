import type { Given } from '../../../app/setup/answer-sheet.ts';
import { runSetup } from '../../../app/setup/run-setup.ts';
import type { SetupEvent, SetupOutcome, SetupPorts, SetupRequest } from '../../../app/setup/setup-walk.ts';
import { verify } from '../../../app/verify/verify.ts';
import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import type { CheckResult } from '../../../domain/readiness/check.ts';
import { exitOf, verdictOf } from '../../../domain/readiness/verdict.ts';
import { follow } from '../../../domain/relay.ts';
import type { AnswerKey } from '../../../domain/settings/question.ts';
import { printable } from '../../../domain/text/printable.ts';
import { Cancelled } from '../../../domain/user-error.ts';
import type { Prompter } from '../../../ports.ts';
import type { SetupStep } from '../../../setup/step/step.ts';
import { steps } from '../../../setup/steps.ts';
import type { GlobalOptions } from '../../command/command.ts';
import type { Context, RunningSandbox, Workspace } from '../../command/context.ts';
import { flagsOf, gatherInputs } from '../../command/inputs.ts';
import { vaultOf } from '../../command/vault.ts';
import { byHeadline, headlineLines, standInNote, verdictLines } from '../../render/checklist.ts';
import { headerLine } from '../../render/header.ts';
import { progressBar, type WaitLine, waitLine } from '../../render/progress.ts';
import { styleFor, wrap } from '../../render/style.ts';
import { setupLines, startLine } from './setup-text.ts';

interface SetupOptions extends GlobalOptions {
  readonly sandbox?: true;
  readonly scenario?: string;
  readonly dryRun?: true;
  readonly yes?: true;
  readonly quiet?: true;
  readonly answers?: string;
  readonly from?: string;
}

interface SetupCommand {
  readonly context: Context;
  readonly options: SetupOptions;
  /** Absent: all steps. */
  readonly step: SetupStep | undefined;
  readonly workspace: Workspace;
  /** The sandbox's answers. */
  readonly defaults: ReadonlyMap<AnswerKey, Given>;
}

export async function run(context: Context, options: SetupOptions, [stepId]: readonly string[]): Promise<ExitCode> {
  const step = steps.find(({ id }) => id === stepId);
  const { scenario } = options;
  if (options.sandbox !== true) {
    const workspace = context.openWorkspace(options.org, { prompts: context.interactive });
    context.err.write(standInNote(workspace.provider));
    context.err.write(headerLine(options.org, (await workspace.settings.load()) ?? {}));
    return setUp({ context, options, step, workspace, defaults: new Map() });
  }
  const sandbox = await context.startSandbox(scenario === undefined ? {} : { scenario });
  try {
    context.err.write(`${wrap(sandboxNote(sandbox), styleFor(context.err, context).columns)}\n`);
    const defaults = [...sandbox.defaults].map(([key, raw]) => [key, { raw, source: 'sandbox' }] as const);
    const exit = await setUp({ context, options, step, workspace: sandbox.workspace, defaults: new Map(defaults) });
    if (context.interactive)
      context.err.write(`\n${options.copyable('To set up your own account, run `smsctl setup`.')}\n`);
    return exit;
  } finally {
    await sandbox.close();
  }
}

const sandboxNote = ({ url }: RunningSandbox): string =>
  `Sandbox: mock Twilio API at ${url}. Your own settings and environment variables are not used, and nothing is saved.`;

async function setUp(command: SetupCommand): Promise<ExitCode> {
  const { context, options, step, defaults } = command;
  // Lazy: few setups take over something.
  const takenOver =
    options.from === undefined ? undefined : await (await import('./take-over.ts')).takeOver(options.from, context);
  const given = await gatherInputs(
    {
      flags: flagsOf(options),
      answersFile: options.answers,
      useVariables: options.sandbox !== true,
      ...(takenOver && { takenOver: takenOver.given }),
    },
    context,
  );
  const wait = waitLine('Checking with Twilio...', context.err);
  const prompter: Prompter = {
    ask: (ask) => {
      wait.end();
      return context.prompter.ask(ask);
    },
  };
  const request: SetupRequest = {
    organization: options.org,
    inputs: { given, defaults, prompter: context.interactive ? prompter : null },
    ...(takenOver && { takenOver: new Set(takenOver.given.keys()) }),
    dryRun: options.dryRun === true,
    yes: options.yes === true,
    operator: context.operator,
    ci: context.ci,
    ...(step !== undefined && { step }),
  };
  const outcome = await showWalk(command, request, wait);
  const results = await showChecklist(command, outcome);
  if (takenOver !== undefined && outcome.changed && options.dryRun !== true) context.err.write(takenOver.advice);
  return exitOf[verdictOf(step === undefined ? results : resultsOf(step, results))];
}

const resultsOf = ({ checks }: SetupStep, results: readonly CheckResult[]): readonly CheckResult[] =>
  results.filter(({ id }) => checks.some((check) => check.id === id));

async function showWalk(command: SetupCommand, request: SetupRequest, wait: WaitLine): Promise<SetupOutcome> {
  const { context } = command;
  const { quiet, copyable } = command.options;
  const style = styleFor(context.err, context);
  const { interactive } = context;
  const finished = new Set<string>();
  let isOriented = false;
  try {
    return await follow(runSetup(request, setupPorts(command, wait)), (event) => {
      wait.end();
      if (event.type === 'saved' || event.type === 'unchanged') finished.add(event.step.id);
      if (!interactive) context.err.write(signedLine(event, context.operator, style.columns));
      if (quiet === true) return;
      if (event.type === 'step' && !isOriented && interactive) {
        context.err.write(`${wrap(startLine(command.step === undefined && event.number === 1), style.columns)}\n`);
        isOriented = true;
      }
      context.err.write(setupLines(copyable(event), { style, interactive, now: context.clock.now() }));
    });
  } catch (error) {
    wait.end();
    if (error instanceof Cancelled)
      context.err.write(`\n${copyable(cancelledWords([...finished], command.options.sandbox === true))}\n`);
    throw error;
  }
}

const signers = ['method.confirmedBy', 'contacts.acknowledgedBy'];

/** Says that the name in a confirmation is the operating system's, which may be `root` or `runner`. Empty: it is a person's. */
function signedLine(event: SetupEvent, operator: string, columns: number): string {
  if (event.type !== 'answered') return '';
  const { key, shown, source } = event.answer;
  if (!signers.includes(key) || source !== 'proposed' || shown !== operator) return '';
  const flag = key === 'method.confirmedBy' ? '--confirmed-by' : '--acknowledged-by';
  const name = printable(operator, 40);
  return `${wrap(`Note: \`${name}\` is the user of this process. To record a person, pass \`${flag} NAME\`.`, columns, 2)}\n`;
}

const cancelledWords = (finished: readonly string[], isSandbox: boolean): string =>
  finished.length === 0 || isSandbox
    ? 'Cancelled. Nothing was changed.'
    : `Cancelled. Saved: ${finished.join(', ')}. Run \`smsctl setup\` to continue.`;

function setupPorts({ context, workspace }: SetupCommand, wait: WaitLine): SetupPorts {
  const { clock } = context;
  const style = styleFor(context.err, context);
  const vault = vaultOf(workspace);
  return {
    settings: workspace.settings,
    vault: {
      ...vault,
      save: (...credential) => {
        // The store may ask for a passphrase.
        wait.end();
        return vault.save(...credential);
      },
    },
    openProvider: (credential) => {
      wait.show();
      return workspace.openProvider(credential);
    },
    ambient: workspace.ambient,
    clock,
    probeStores: () => Promise.all(workspace.storeKinds.map((kind) => workspace.openStore(kind).probe())),
    verification: workspace.verification,
    listColumns: async (source) =>
      (await import('../../../app/contacts/list-columns.ts')).listColumns(source, workspace.openContacts),
    checkContacts: async (request) => {
      // Lazy: it loads the telephone metadata.
      const { checkContacts } = await import('../../../app/contacts/check-contacts.ts');
      const bar = progressBar(request.sources[0] ?? '', context.err, style);
      try {
        return await checkContacts(request, {
          openContacts: workspace.openContacts,
          openJudge: context.openJudge,
          clock,
          onProgress: bar.show,
        });
      } finally {
        bar.end();
      }
    },
  };
}

async function showChecklist(
  { context, workspace, step, options: { dryRun, sandbox, copyable } }: SetupCommand,
  { settings, credential, changed }: SetupOutcome,
): Promise<readonly CheckResult[]> {
  const style = styleFor(context.out, context);
  const { clock } = context;
  if (!changed) {
    context.err.write(dryRun === true ? '\nDry run: nothing was saved.\n' : '\nNothing changed.\n');
  }
  const ports = {
    clock,
    openProvider: workspace.openProvider,
    ambient: workspace.ambient,
    readCredential: credential === undefined ? vaultOf(workspace).read : async () => credential,
    verification: dryRun === true ? { ...workspace.verification, save: async () => false } : workspace.verification,
  };
  const title = dryRun === true ? 'Verification checklist, as it would be' : 'Verification checklist';
  // A log needs no orientation.
  if (context.interactive || dryRun === true) context.out.write(`\n${style.strong(title)}\n`);
  const results: CheckResult[] = [];
  for await (const group of byHeadline(verify({ settings }, ports))) {
    const shown = copyable(group);
    results.push(...shown);
    context.out.write(headlineLines(shown, style, clock.now()));
  }
  context.out.write(verdictLines({ verdict: verdictOf(results), results }, style));
  if (step !== undefined) context.out.write(stepWords(step, results));
  const isOwnAccount = sandbox !== true && dryRun !== true;
  if (context.interactive && isOwnAccount && verdictOf(results) === 'ready') context.err.write(copyable(nextSteps));
  return results;
}

const nextSteps = `
Next:
  \`smsctl send-test --to YOUR-PHONE\`  send yourself a test message
  \`smsctl verify --json\`              check the setup in CI
  \`smsctl report -f sms.html\`         hand the setup over to the team
`;

function stepWords(step: SetupStep, results: readonly CheckResult[]): string {
  const done = exitOf[verdictOf(resultsOf(step, results))] === exitCode.done;
  return `Step ${step.id}: ${done ? 'done' : 'not done'}.\n`;
}
