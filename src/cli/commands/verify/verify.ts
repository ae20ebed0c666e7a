import { selectChecks, type VerifyPorts, verify } from '../../../app/verify/verify.ts';
import type { ExitCode } from '../../../domain/exit-code.ts';
import type { CheckResult } from '../../../domain/readiness/check.ts';
import { unknownIfOld } from '../../../domain/readiness/freshness.ts';
import type { Selection } from '../../../domain/readiness/selection.ts';
import { exitOf, selectedVerdict, type Verdict } from '../../../domain/readiness/verdict.ts';
import { isoTime } from '../../../domain/text/iso-time.ts';
import { UserError } from '../../../domain/user-error.ts';
import type { GlobalOptions } from '../../command/command.ts';
import type { Context, Workspace } from '../../command/context.ts';
import { headerLine } from '../../render/header.ts';
import { styleFor } from '../../render/style.ts';
import { verifyDocument } from './verify-document.ts';
import type { VerifyFormat, VerifyRun } from './verify-run.ts';
import { type Subject, savedSource } from './verify-source.ts';

interface VerifyOptions extends GlobalOptions {
  readonly json?: true;
  readonly format?: 'text' | 'junit' | 'github';
  /** In milliseconds. */
  readonly maxAge?: number;
  readonly offline?: true;
  readonly env?: true;
  readonly dotenv?: string;
  readonly envFile?: string;
  readonly strict?: true;
  readonly check?: readonly string[];
  readonly skip?: readonly string[];
  readonly timeout?: number;
  readonly wait?: number;
}

export async function run(context: Context, options: VerifyOptions): Promise<ExitCode> {
  const { org: organization, strict = false, offline = false, maxAge } = options;
  const selection = await selectChecks(options.check, options.skip);
  // Before signals are caught: reading a file may wait for a pipe.
  const { env, dotenv, envFile } = options;
  const isForApplication = env === true || dotenv !== undefined || envFile !== undefined;
  // Lazy: most runs are for an organization.
  const application = isForApplication
    ? await (await import('./application-subject.ts')).applicationSubject(context, options, selection)
    : undefined;
  // Undefined: for people. Otherwise stdout gets the document alone, and smsctl never prompts.
  const format = options.json === true ? 'json' : options.format === 'text' ? undefined : options.format;
  const page = format === undefined ? await import('../../render/checklist.ts') : undefined;
  const notes = page !== undefined || context.verbose ? await import('./verify-notes.ts') : undefined;
  const { clock, docsPage, out, version } = context;
  // A script gets its document even if a signal ends the run; a screen shows results as they come.
  const interruption = page === undefined ? context.untilInterrupted() : undefined;
  const workspace = context.openWorkspace(organization, {
    prompts: context.interactive && page !== undefined,
    ...(options.timeout !== undefined && { timeoutMs: options.timeout }),
    ...(options.wait !== undefined && { waitMs: options.wait }),
    ...(page !== undefined && notes !== undefined && { onWait: notes.sayWaiting(context) }),
  });
  const { provider } = workspace;
  if (page !== undefined) context.err.write(page.standInNote(provider));
  const { header, source, copyable, canBeReady, results } =
    application ?? (await savedSubject(context, options, workspace, selection));
  if (page !== undefined) context.err.write(header);
  const checkedAt = isoTime(clock.now());
  const checks = results(workspace);
  const style = styleFor(out, context);
  const all: CheckResult[] = [];
  async function* selectedResults(): AsyncGenerator<CheckResult> {
    for await (const found of checks) {
      const result = copyable(maxAge === undefined ? found : unknownIfOld(found, clock.now(), maxAge));
      all.push(result);
      if (selection.ids.has(result.id)) yield result;
    }
  }
  const runOf = (verdict: Verdict): VerifyRun => {
    const selected = all.filter(({ id }) => selection.ids.has(id));
    const needed = all.filter(({ id }) => !selection.ids.has(id));
    const about = { version, organization, source, provider, checkedAt };
    return { ...about, verdict, results: selected, needed, selection, strict, docsPage };
  };
  if (page === undefined) {
    const signal = await Promise.race([finished(selectedResults()), interruption]);
    if (signal !== undefined) {
      const error = interrupted(signal);
      if (format !== 'json') throw error;
      out.write(verifyDocument({ ...runOf('unknown'), error }));
      return error.exit;
    }
  } else {
    for await (const group of page.byHeadline(selectedResults())) {
      // Of headlines that an application does not answer, the last line counts the checks.
      const isLeftOut = !canBeReady && !style.verbose && group.every(doesNotApply);
      if (!isLeftOut) out.write(page.headlineLines(group, style, clock.now()));
    }
  }
  const done = runOf(selectedVerdict(all, selection, { strict, canBeReady }));
  if (page !== undefined) out.write(page.neededLines(done.needed, style, clock.now()));
  if (notes !== undefined) context.err.write(notes.rulesNote(clock.now(), context.verbose));
  if (notes !== undefined && context.verbose && !offline) context.err.write(await notes.networkNote(workspace));
  out.write(
    page === undefined
      ? (await formats[format ?? 'json']())(done)
      : page.verdictLines({ ...done, canBeReady, copyable, now: clock.now() }, style),
  );
  return exitOf[done.verdict];
}

const doesNotApply = ({ status, blockedBy }: CheckResult): boolean => status === 'skip' && blockedBy === null;

/** The saved settings of an organization. */
async function savedSubject(
  { clock }: Context,
  { org: organization, copyable, offline }: VerifyOptions,
  { settings: store, verification, openStore, openProvider, ambient }: Workspace,
  selection: Selection,
): Promise<Subject> {
  const settings = (await store.load()) ?? {};
  const readCredential: VerifyPorts['readCredential'] = async (section) => {
    const { readStored } = await import('../../../app/credentials/credential-vault.ts');
    return readStored(section, openStore);
  };
  const ports = { clock, openProvider, readCredential, verification, ambient };
  const header = headerLine(organization, settings);
  const results = () => verify({ settings, offline: offline === true, selection }, ports);
  return { header, source: savedSource, copyable, canBeReady: true, results };
}

const formats: Readonly<Record<'json' | 'junit' | 'github', () => Promise<VerifyFormat>>> = {
  json: async () => verifyDocument,
  junit: async () => (await import('./junit.ts')).junit,
  github: async () => (await import('./github.ts')).githubAnnotations,
};

async function finished(results: AsyncIterable<CheckResult>): Promise<undefined> {
  for await (const _ of results);
}

const interrupted = (exit: ExitCode): UserError =>
  new UserError({
    code: 'interrupted',
    message: 'Interrupted: a signal ended the run before all checks finished.',
    hints: ['Run the same command again. To limit its duration, pass `--timeout`.'],
    exit,
  });
