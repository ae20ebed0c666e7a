import type { Given } from '../../../app/setup/answer-questions.ts';
import { runSetup } from '../../../app/setup/run-setup.ts';
import type { SetupOutcome, SetupPorts, SetupRequest } from '../../../app/setup/setup-walk.ts';
import { verify } from '../../../app/verify/verify.ts';
import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import type { CheckResult } from '../../../domain/readiness/check.ts';
import { exitOf, verdictOf } from '../../../domain/readiness/verdict.ts';
import { follow } from '../../../domain/relay.ts';
import type { AnswerKey } from '../../../domain/settings/question.ts';
import { Cancelled, UserError } from '../../../domain/user-error.ts';
import type { SetupStep } from '../../../setup/step/step.ts';
import { steps } from '../../../setup/steps.ts';
import type { GlobalOptions } from '../../command/command.ts';
import type { Context, RunningSandbox, Workspace } from '../../command/context.ts';
import { flagsOf, gatherInputs } from '../../command/inputs.ts';
import { vaultOf } from '../../command/vault.ts';
import { byHeadline, headlineLines, standInNote, verdictLines } from '../../render/checklist.ts';
import { headerLine } from '../../render/header.ts';
import { progressBar } from '../../render/progress.ts';
import { styleFor, wrap } from '../../render/style.ts';
import { setupLines } from './setup-text.ts';

interface SetupOptions extends GlobalOptions {
  readonly sandbox?: true;
  readonly scenario?: string;
  readonly dryRun?: true;
  readonly yes?: true;
  readonly quiet?: true;
  readonly answers?: string;
}

function stepNamed(id: string | undefined): SetupStep | undefined {
  const step = steps.find((each) => each.id === id);
  if (id === undefined || step !== undefined) return step;
  throw new UserError({
    code: 'input.unknown-step',
    message: `There is no step \`${id}\`.`,
    hints: [`The steps are: ${steps.map((each) => each.id).join(', ')}.`],
  });
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
  const step = stepNamed(stepId);
  const { scenario } = options;
  if (options.sandbox !== true) {
    if (scenario !== undefined) throw noSandbox();
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
    const note = options.copyable('For your own account: `smsctl setup`');
    context.err.write(`\nThat was the sandbox; nothing of it is kept. ${note}\n`);
    return exit;
  } finally {
    await sandbox.close();
  }
}

const noSandbox = (): UserError =>
  new UserError({
    code: 'input.usage',
    message: '`--scenario` requires `--sandbox`.',
    hints: ['See `smsctl setup --help`.'],
  });

const sandboxNote = ({ url, directory }: RunningSandbox): string =>
  `Sandbox: a small provider on ${url}, settings in the throwaway directory ${directory}, secrets in memory. ` +
  'Variables of your real account are not read. Enter takes the answer that is offered.';

async function setUp(command: SetupCommand): Promise<ExitCode> {
  const { context, options, step, defaults } = command;
  const given = await gatherInputs(
    { flags: flagsOf(options), answersFile: options.answers, useVariables: options.sandbox !== true },
    context,
  );
  const outcome = await showWalk(command, {
    organization: options.org,
    inputs: { given, defaults, prompter: context.interactive ? context.prompter : null },
    dryRun: options.dryRun === true,
    yes: options.yes === true,
    operator: context.operator,
    ci: context.ci,
    ...(step !== undefined && { step }),
  });
  const results = await showChecklist(command, outcome);
  return exitOf[verdictOf(step === undefined ? results : resultsOf(step, results))];
}

const resultsOf = ({ checks }: SetupStep, results: readonly CheckResult[]): readonly CheckResult[] =>
  results.filter(({ id }) => checks.some((check) => check.id === id));

async function showWalk(command: SetupCommand, request: SetupRequest): Promise<SetupOutcome> {
  const { context } = command;
  const { quiet, copyable } = command.options;
  const style = styleFor(context.err, context);
  const finished: string[] = [];
  try {
    return await follow(runSetup(request, setupPorts(command)), (event) => {
      if (event.type === 'saved' || event.type === 'unchanged') finished.push(event.step.id);
      if (quiet !== true) context.err.write(setupLines(copyable(event), style, context.clock.now()));
    });
  } catch (error) {
    if (error instanceof Cancelled) context.err.write(`\n${copyable(cancelledWords(finished))}\n`);
    throw error;
  }
}

const cancelledWords = (finished: readonly string[]): string =>
  finished.length === 0
    ? 'Cancelled. Nothing was saved.'
    : `Cancelled. Saved before: ${finished.join(', ')}. \`smsctl setup\` goes on from there.`;

function setupPorts({ context, workspace }: SetupCommand): SetupPorts {
  const { clock } = context;
  const style = styleFor(context.err, context);
  return {
    settings: workspace.settings,
    vault: vaultOf(workspace),
    openProvider: workspace.openProvider,
    ambient: workspace.ambient,
    clock,
    probeStores: () => Promise.all(workspace.storeKinds.map((kind) => workspace.openStore(kind).probe())),
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
  { context, workspace, step, options: { dryRun, copyable } }: SetupCommand,
  { settings, credential, changed }: SetupOutcome,
): Promise<readonly CheckResult[]> {
  const style = styleFor(context.out, context);
  const { clock } = context;
  if (!changed) {
    const words =
      dryRun === true ? 'Dry run: nothing was written.' : 'Nothing changed: everything was saved like this before.';
    context.err.write(`\n${words}\n`);
  }
  const ports = {
    clock,
    openProvider: workspace.openProvider,
    ambient: workspace.ambient,
    readCredential: credential === undefined ? vaultOf(workspace).read : async () => credential,
    verification: dryRun === true ? { ...workspace.verification, save: async () => false } : workspace.verification,
  };
  context.out.write(
    `\n${style.strong(dryRun === true ? 'Verification checklist, as it would be' : 'Verification checklist')}\n\n`,
  );
  const results: CheckResult[] = [];
  for await (const group of byHeadline(verify({ settings }, ports))) {
    const shown = copyable(group);
    results.push(...shown);
    context.out.write(headlineLines(shown, style, clock.now()));
  }
  context.out.write(verdictLines({ verdict: verdictOf(results), results }, style));
  if (step !== undefined) context.out.write(stepWords(step, results));
  return results;
}

function stepWords(step: SetupStep, results: readonly CheckResult[]): string {
  const done = exitOf[verdictOf(resultsOf(step, results))] === exitCode.done;
  return `Step ${step.id}: ${done ? 'done' : 'not done'}.\n`;
}
