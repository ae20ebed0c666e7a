import type { Command } from 'commander';
import { readStatus } from '../../app/read-status.ts';
import { type ExitCode, exitCode } from '../../domain/exit-code.ts';
import type { Context } from '../context.ts';
import type { Act } from '../program.ts';
import { statusDocument } from '../render/documents.ts';
import { statusLines } from '../render/status-text.ts';
import { styleFor } from '../render/style.ts';

interface StatusOptions {
  readonly org: string;
  readonly json?: boolean;
}

export function statusCommand(parent: Command, context: Context, act: Act): void {
  const command = parent
    .command('status')
    .summary('show who owns SMS, the number, the method, the last verification, and what to do next')
    .description(
      'Offline: reads the settings alone, no keychain, no network. Identifiers are masked, so that it can be pasted into a ticket.',
    )
    .option('--json', 'one JSON document on stdout (smsctl.status/1), also on errors')
    .addHelpText('after', '\nExamples:\n  $ smsctl status\n  $ smsctl status --json | jq .next\n');
  command.action(() => act(async () => runStatus(context, command.optsWithGlobals<StatusOptions>())));
}

async function runStatus(context: Context, { org, json = false }: StatusOptions): Promise<ExitCode> {
  const { settings, verification } = context.openWorkspace(org, { prompts: false });
  const { clock, out, version } = context;
  const status = await readStatus(org, await settings.load(), { clock, verification });
  out.write(
    json ? statusDocument(version, status, exitCode.done) : statusLines(status, styleFor(out, context), clock.now()),
  );
  return exitCode.done;
}
