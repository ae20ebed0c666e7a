import { randomUUID } from 'node:crypto';
import { credentialVault } from '../../../app/credentials/credential-vault.ts';
import type { Given } from '../../../app/setup/answer-questions.ts';
import { runSetup, type SetupOutcome, type SetupPorts, type SetupRequest } from '../../../app/setup/run-setup.ts';
import { verify } from '../../../app/verify/verify.ts';
import { type ExitCode, exitCode } from '../../../domain/exit-code.ts';
import type { CheckResult } from '../../../domain/readiness/check.ts';
import { exitOf, verdictOf } from '../../../domain/readiness/verdict.ts';
import type { AnswerKey } from '../../../domain/settings/question.ts';
import { Cancelled, UserError } from '../../../domain/user-error.ts';
import type { SetupStep } from '../../../setup/step/step.ts';
import { steps } from '../../../setup/steps.ts';
import type { GlobalOptions } from '../../command/command.ts';
import type { Context, RunningSandbox, Workspace } from '../../command/context.ts';
import { type Flags, flagsOf, gatherInputs } from '../../command/inputs.ts';
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

export async function run(context: Context, options: SetupOptions, [stepId]: readonly string[]): Promise<ExitCode> {
  const step = stepNamed(stepId);
  const flags = flagsOf(options);
  const { scenario } = options;
  if (options.sandbox !== true) {
    if (scenario !== undefined) throw noSandbox();
    const workspace = context.openWorkspace(options.org, { prompts: context.interactive });
    context.err.write(standInNote(workspace.provider));
    context.err.write(headerLine(options.org, (await workspace.settings.load()) ?? {}));
    return walk(context, options, flags, step, workspace, new Map());
  }
  const sandbox = await context.startSandbox(scenario === undefined ? {} : { scenario });
  try {
    context.err.write(`${wrap(sandboxNote(sandbox), styleFor(context.err, context).columns)}\n`);
    const defaults = [...sandbox.defaults].map(([key, raw]) => [key, { raw, source: 'sandbox' }] as const);
    const exit = await walk(context, options, flags, step, sandbox.workspace, new Map(defaults));
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

async function walk(
  context: Context,
  options: SetupOptions,
  flags: Flags,
  step: SetupStep | undefined,
  workspace: Workspace,
  defaults: ReadonlyMap<AnswerKey, Given>,
): Promise<ExitCode> {
  const given = await gatherInputs(
    { flags, answersFile: options.answers, useVariables: options.sandbox !== true },
    context,
  );
  const dryRun = options.dryRun === true;
  const request: SetupRequest = {
    organization: options.org,
    inputs: { given, defaults, prompter: context.interactive ? context.prompter : null },
    dryRun,
    yes: options.yes === true,
    operator: context.operator,
    ci: context.ci,
    ...(step !== undefined && { step }),
  };
  const outcome = await showWalk(request, setupPorts(context, options, workspace), context, options);
  const results = await showChecklist(outcome, step, context, workspace, options);
  const judged =
    step === undefined ? results : results.filter(({ id }) => step.checks.some((check) => check.id === id));
  return exitOf[verdictOf(judged)];
}

async function showWalk(
  request: SetupRequest,
  ports: SetupPorts,
  context: Context,
  { quiet, copyable }: SetupOptions,
): Promise<SetupOutcome> {
  const style = styleFor(context.err, context);
  const finished: string[] = [];
  try {
    const walking = runSetup(request, ports);
    for (;;) {
      const next = await walking.next();
      if (next.done === true) return next.value;
      const event = next.value;
      if (event.type === 'saved' || event.type === 'unchanged') finished.push(event.step.id);
      if (quiet !== true) context.err.write(setupLines(copyable(event), style, context.clock.now()));
    }
  } catch (error) {
    if (error instanceof Cancelled) context.err.write(`\n${copyable(cancelledWords(finished))}\n`);
    throw error;
  }
}

const cancelledWords = (finished: readonly string[]): string =>
  finished.length === 0
    ? 'Cancelled. Nothing was saved.'
    : `Cancelled. Saved before: ${finished.join(', ')}. \`smsctl setup\` goes on from there.`;

function setupPorts(context: Context, options: SetupOptions, workspace: Workspace): SetupPorts {
  const { clock } = context;
  const style = styleFor(context.err, context);
  const newKey = () => `${options.org}.${randomUUID()}`;
  return {
    settings: workspace.settings,
    vault: credentialVault({ settings: workspace.settings, openStore: workspace.openStore, newKey }),
    openProvider: workspace.openProvider,
    ambient: workspace.ambient,
    clock,
    probeStores: () => Promise.all(workspace.storeKinds.map((kind) => workspace.openStore(kind).probe())),
    checkContacts: async (request) => {
      // With it comes the telephone metadata.
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
  { settings, credential, changed }: SetupOutcome,
  step: SetupStep | undefined,
  context: Context,
  workspace: Workspace,
  { dryRun, copyable }: SetupOptions,
): Promise<readonly CheckResult[]> {
  const style = styleFor(context.out, context);
  const { clock } = context;
  if (!changed) {
    const words =
      dryRun === true ? 'Dry run: nothing was written.' : 'Nothing changed: everything was saved like this before.';
    context.err.write(`\n${words}\n`);
  }
  const vault = credentialVault({ settings: workspace.settings, openStore: workspace.openStore, newKey: randomUUID });
  const ports = {
    clock,
    openProvider: workspace.openProvider,
    ambient: workspace.ambient,
    readCredential: credential === undefined ? vault.read : async () => credential,
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

/** A single step is done when its own checks hold, whatever else is still open. */
function stepWords({ id, checks }: SetupStep, results: readonly CheckResult[]): string {
  const own = results.filter((result) => checks.some((check) => check.id === result.id));
  const done = exitOf[verdictOf(own)] === exitCode.done;
  return `Step ${id}: ${done ? 'done' : 'not done'}.\n`;
}
