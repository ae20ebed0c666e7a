import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { credentialVault } from '../../app/credential-vault.ts';
import { verify } from '../../app/verify.ts';
import type { CheckResult } from '../../domain/check.ts';
import type { ExitCode } from '../../domain/exit-code.ts';
import { printable } from '../../domain/printable.ts';
import { exitOf, verdictOf } from '../../domain/verdict.ts';
import type { Context, Workspace } from '../context.ts';
import { parseDuration } from '../duration.ts';
import type { Act } from '../program.ts';
import { byHeadline, headlineLines, standInNote, verdictLines } from '../render/checklist.ts';
import { verifyDocument } from '../render/documents.ts';
import { styleFor } from '../render/style.ts';

interface VerifyOptions {
  readonly org: string;
  readonly json?: true;
  readonly offline?: true;
  readonly strict?: true;
  readonly check?: readonly string[];
  readonly skip?: readonly string[];
  readonly timeout?: number;
  readonly wait?: number;
}

const collect = (value: string, former: readonly string[] = []): readonly string[] => [...former, ...value.split(',')];

export function verifyCommand(parent: Command, context: Context, act: Act): void {
  const command = parent
    .command('verify')
    .summary('say whether SMS is ready, and what is not')
    .description(
      'Looks at the saved setup and asks the provider, reading only. Exit code 0: ready; 1: not ready; 3: could not tell.',
    )
    .option('--json', 'one JSON document on stdout (smsctl.verify/1), also on errors')
    .option('--offline', "ask neither the secret store nor the provider: show each live check's last result")
    .option('--strict', 'count a warning as a failure')
    .option('--check <ids>', 'look only at these checks (comma-separated, or repeated)', collect)
    .option('--skip <ids>', 'leave these checks out (comma-separated, or repeated)', collect)
    .option('--timeout <time>', 'give up on one request after this time, such as 30s (default 15s)', parseDuration)
    .option('--wait <time>', 'go on trying for this time what may pass by itself, such as 2m', parseDuration)
    .addHelpText(
      'after',
      `
Examples:
  $ smsctl verify
  $ smsctl verify --wait 2m
  $ smsctl verify --json | jq -r .verdict
  $ smsctl verify --offline --check number.owned
`,
    );
  command.action(() => act(async () => runVerify(context, command.optsWithGlobals<VerifyOptions>())));
}

async function runVerify(context: Context, options: VerifyOptions): Promise<ExitCode> {
  const { org: organization, json = false, strict = false, offline = false, check, skip = [] } = options;
  const { clock, out } = context;
  const workspace = context.openWorkspace(organization, {
    prompts: context.interactive && !json,
    ...(options.timeout !== undefined && { timeoutMs: options.timeout }),
    ...(options.wait !== undefined && { waitMs: options.wait }),
  });
  const { settings: store, verification, openStore, openProvider, ambient, provider } = workspace;
  if (!json) context.err.write(standInNote(provider));
  const settings = (await store.load()) ?? {};
  const checkedAt = clock.now().toISOString();
  const { read } = credentialVault({ settings: store, openStore, newKey: randomUUID });
  const looking = verify(
    { settings, offline, skip, ...(check !== undefined && { only: check }) },
    { clock, openProvider, readCredential: read, verification, ambient },
  );
  const style = styleFor(out, context);
  const results: CheckResult[] = [];
  for await (const group of byHeadline(looking)) {
    results.push(...group);
    if (!json) out.write(headlineLines(group, style, clock.now()));
  }
  if (!json && context.verbose && !offline) context.err.write(networkLines(workspace));
  const verdict = verdictOf(results, { strict });
  out.write(
    json
      ? verifyDocument({ version: context.version, organization, provider, checkedAt, verdict, results })
      : verdictLines(verdict, results, style),
  );
  return exitOf[verdict];
}

/** What whoever looks for a fault between here and the provider wants to know. */
function networkLines({ network, requests }: Workspace): string {
  const count = requests();
  return `${[...network, `${count} ${count === 1 ? 'request' : 'requests'} to the provider.`].map((line) => printable(line)).join('\n')}\n`;
}
