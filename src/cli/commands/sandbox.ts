import { type Command, InvalidArgumentError } from 'commander';
import { type ExitCode, exitCode } from '../../domain/exit-code.ts';
import type { Context, ListedScenario } from '../context.ts';
import type { Act } from '../program.ts';

interface SandboxOptions {
  readonly scenario?: string;
  readonly port?: number;
}

export function sandboxCommand(
  parent: Command,
  context: Context,
  act: Act,
  scenarios: readonly ListedScenario[],
): void {
  const command = parent
    .command('sandbox')
    .summary('run a small provider on loopback, to try and to test against')
    .description(
      'Runs until Ctrl-C and prints the variables with which another shell uses it. Nothing leaves this machine.',
    )
    .option('--scenario <name>', 'a provider on which one thing is not as it should be; see below')
    .option('--port <number>', 'the port to listen on (default: any free one)', parsePort)
    .addHelpText(
      'after',
      `
Examples:
  $ smsctl sandbox            then, in another shell, paste the exports
  $ smsctl sandbox --scenario unregistered-10dlc

Scenarios, with what verify comes to:
${scenarios.map(scenarioLine).join('\n')}
`,
    );
  command.action(() => act(async () => runSandbox(context, command.opts<SandboxOptions>())));
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('A port is a number from 0 to 65535.');
}

const scenarioLine = ({ name, about, exit }: ListedScenario): string =>
  `  ${name.padEnd(30)}${verdicts[exit]}: ${about}`;

const verdicts = { 0: 'ready', 1: 'not ready', 3: 'unknown' } as const;

async function runSandbox(context: Context, options: SandboxOptions): Promise<ExitCode> {
  const { out, err, startSandbox, untilInterrupted } = context;
  const sandbox = await startSandbox(options);
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
