import { selectChecks, type VerifyPorts, verify } from '../../../app/verify/verify.ts';
import type { ExitCode } from '../../../domain/exit-code.ts';
import type { ProviderError } from '../../../domain/provider-error.ts';
import { areRulesOld, senderRulesAsOf } from '../../../domain/provider-rules/dates.ts';
import type { CheckResult } from '../../../domain/readiness/check.ts';
import { fresh } from '../../../domain/readiness/freshness.ts';
import type { Selection } from '../../../domain/readiness/selection.ts';
import { exitOf, selectedVerdict } from '../../../domain/readiness/verdict.ts';
import { isoTime } from '../../../domain/text/iso-time.ts';
import { printable } from '../../../domain/text/printable.ts';
import { UserError } from '../../../domain/user-error.ts';
import type { GlobalOptions } from '../../command/command.ts';
import type { Context, Workspace } from '../../command/context.ts';
import { headerLine } from '../../render/header.ts';
import { styleFor } from '../../render/style.ts';
import { verifyDocument } from './verify-document.ts';

interface VerifyOptions extends GlobalOptions {
  readonly json?: true;
  readonly format?: 'text' | 'json' | 'junit' | 'github';
  /** In milliseconds. */
  readonly maxAge?: number;
  readonly offline?: true;
  readonly strict?: true;
  readonly check?: readonly string[];
  readonly skip?: readonly string[];
  readonly timeout?: number;
  readonly wait?: number;
}

export async function run(context: Context, options: VerifyOptions): Promise<ExitCode> {
  const { org: organization, copyable, strict = false, offline = false, maxAge } = options;
  const selection = selectChecks(options.check, options.skip);
  const format = options.json === true ? 'json' : (options.format ?? 'text');
  // For a machine: nothing but the document on stdout, and nobody is asked.
  const forMachine = format !== 'text';
  const page = forMachine ? undefined : await import('../../render/checklist.ts');
  const { clock, out, version } = context;
  // A script gets its document also when the run is ended from outside; words are on the screen as they come.
  const interruption = forMachine ? context.untilInterrupted() : undefined;
  const workspace = context.openWorkspace(organization, {
    prompts: context.interactive && !forMachine,
    ...(options.timeout !== undefined && { timeoutMs: options.timeout }),
    ...(options.wait !== undefined && { waitMs: options.wait }),
    ...(!forMachine && { onWait: sayWaiting(context) }),
  });
  const { settings: store, verification, openStore, openProvider, ambient, provider } = workspace;
  if (page !== undefined) context.err.write(page.standInNote(provider));
  const settings = (await store.load()) ?? {};
  if (page !== undefined) context.err.write(headerLine(organization, settings));
  const checkedAt = isoTime(clock.now());
  const readCredential: VerifyPorts['readCredential'] = async (section) => {
    const { readStored } = await import('../../../app/credentials/credential-vault.ts');
    return readStored(section, openStore);
  };
  const looking = verify(
    { settings, offline, selection },
    { clock, openProvider, readCredential, verification, ambient },
  );
  const style = styleFor(out, context);
  const all: CheckResult[] = [];
  const change = (result: CheckResult): CheckResult =>
    copyable(maxAge === undefined ? result : fresh(result, clock.now(), maxAge));
  const selected = chosen(looking, { selection, change, all });
  const results: CheckResult[] = [];
  if (page === undefined) {
    const signal = await Promise.race([collect(selected, results), interruption]);
    if (signal !== undefined) {
      const error = interrupted(signal);
      if (format !== 'json') throw error;
      const needed = all.filter(({ id }) => !selection.ids.has(id));
      const seen = { verdict: 'unknown', results, needed, selection, error } as const;
      out.write(verifyDocument({ version, organization, provider, checkedAt, ...seen }));
      return error.exit;
    }
  } else {
    for await (const group of page.byHeadline(selected)) {
      results.push(...group);
      out.write(page.headlineLines(group, style, clock.now()));
    }
  }
  const needed = all.filter(({ id }) => !selection.ids.has(id));
  if (page !== undefined) out.write(page.neededLines(needed, style, clock.now()));
  if (context.verbose) context.err.write(`${rulesLine}\n`);
  else if (page !== undefined && areRulesOld(clock.now())) context.err.write(`${rulesLine} ${oldRules}\n`);
  if (context.verbose && !offline) context.err.write(await networkLines(workspace));
  const verdict = selectedVerdict(all, selection, { strict });
  const document = {
    text: async () =>
      (await import('../../render/checklist.ts')).verdictLines(
        { verdict, results, needed, selection, copyable },
        style,
      ),
    json: async () =>
      verifyDocument({ version, organization, provider, checkedAt, verdict, results, needed, selection }),
    junit: async () =>
      (await import('./junit.ts')).junit({ organization, checkedAt, results, needed, selection, strict }),
    github: async () => (await import('./github.ts')).githubAnnotations({ results, needed, selection, strict }),
  }[format];
  out.write(await document());
  return exitOf[verdict];
}

interface Chosen {
  readonly selection: Selection;
  readonly change: (result: CheckResult) => CheckResult;
  /** Every result is put in here, also of checks that were not selected. */
  readonly all: CheckResult[];
}

/** The results of the selected checks as they come, each changed. */
async function* chosen(
  looking: AsyncIterable<CheckResult>,
  { selection, change, all }: Chosen,
): AsyncGenerator<CheckResult> {
  for await (const seen of looking) {
    const result = change(seen);
    all.push(result);
    if (selection.ids.has(result.id)) yield result;
  }
}

async function collect(selected: AsyncIterable<CheckResult>, results: CheckResult[]): Promise<undefined> {
  for await (const result of selected) results.push(result);
}

const interrupted = (exit: ExitCode): UserError =>
  new UserError({
    code: 'interrupted',
    message: 'A signal ended the run before all checks were done.',
    hints: ['Run the same command again. To limit how long it takes, pass `--timeout`.'],
    exit,
  });

/** Says what is waited for, once each, so that nobody takes a pause for a program that hangs. */
function sayWaiting({ err }: Context): (error: ProviderError) => void {
  const said = new Set<string>();
  return ({ message }) => {
    if (!said.has(message)) err.write(`${printable(message, 500)} Waiting, and trying again; Ctrl-C gives up.\n`);
    said.add(message);
  };
}

const rulesLine = `Sender rules: the provider's pages as of ${senderRulesAsOf} (docs/sender-rules.md).`;
const oldRules = 'They are more than a year old: a newer smsctl may have newer ones.';

/** How the provider was reached, and in how many requests. */
async function networkLines({ network, requests }: Workspace): Promise<string> {
  const count = requests();
  return `${[...(await network()), `${count} ${count === 1 ? 'request' : 'requests'} to the provider.`].map((line) => printable(line)).join('\n')}\n`;
}
