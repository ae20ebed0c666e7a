import type { Command } from 'commander';
import { type ExitCode, exitCode } from '../../domain/exit-code.ts';
import type { Context } from '../context.ts';
import type { Act } from '../program.ts';

export function sandboxCommand(parent: Command, context: Context, act: Act): void {
  parent
    .command('sandbox')
    .summary('run a small provider on loopback, to try and to test against')
    .description(
      'Runs until Ctrl-C and prints the variables with which another shell uses it. Nothing leaves this machine.',
    )
    .addHelpText('after', '\nExample:\n  $ smsctl sandbox            then, in another shell, paste the exports\n')
    .action(() => act(async () => runSandbox(context)));
}

async function runSandbox({ out, err, startSandbox, untilInterrupted }: Context): Promise<ExitCode> {
  const sandbox = await startSandbox();
  try {
    err.write(`The sandbox answers on ${sandbox.url}. In another shell:\n\n`);
    for (const [name, value] of sandbox.variables) out.write(`export ${name}=${value}\n`);
    err.write('\nThen `smsctl setup` or `smsctl verify` there. Ctrl-C stops it.\n');
    await untilInterrupted();
    return exitCode.done;
  } finally {
    await sandbox.close();
  }
}
