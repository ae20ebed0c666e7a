import { Command, InvalidArgumentError } from 'commander';
import type { ExitCode } from '../domain/exit-code.ts';
import { organizationPattern } from '../domain/settings.ts';
import { explainCommand } from './commands/explain.ts';
import { sandboxCommand } from './commands/sandbox.ts';
import { sendTestCommand } from './commands/send-test.ts';
import { setupCommand } from './commands/setup.ts';
import { statusCommand } from './commands/status.ts';
import { verifyCommand } from './commands/verify.ts';
import type { Context, ListedScenario } from './context.ts';

/** Runs a command's work and keeps its exit code. */
export type Act = (work: () => Promise<ExitCode>) => Promise<void>;

function parseOrganization(id: string): string {
  if (organizationPattern.test(id)) return id;
  throw new InvalidArgumentError('An organization id is lower-case letters, digits and hyphens, such as acme-eu.');
}

/** The command tree. Parsing only: what a command does is in its `run…`, and nothing here ends the process. */
export function buildProgram(context: Context, act: Act, scenarios: readonly ListedScenario[] = []): Command {
  const program = new Command('smsctl')
    .description("Sets up an organization's SMS, step by step, and proves that it works.")
    .version(context.version, '-V, --version')
    .option(
      '--org <name>',
      'the organization [SMSCTL_ORG]',
      parseOrganization,
      parseOrganization(context.env.SMSCTL_ORG || 'default'),
    )
    .option('--no-input', 'never ask; take what is given [SMSCTL_NO_INPUT, CI]')
    .option('--verbose', "say also what is behind an unknown: the system's own words, the provider's page")
    .option('--no-color', 'no colours [NO_COLOR]')
    .exitOverride()
    .configureOutput({ writeOut: context.out.write, writeErr: context.err.write, outputError: () => {} })
    .addHelpText(
      'after',
      `
Exit codes:
  0  ready, or done          1  not ready: a check failed
  2  wrong or missing input  3  could not tell (provider out of reach, secret store locked, settings unreadable)
  70 a fault of smsctl       74 output could not be written    75 another smsctl is saving
  130 cancelled

Start with \`smsctl setup --sandbox\`: no account needed, nothing is kept.
`,
    );
  setupCommand(program, context, act);
  verifyCommand(program, context, act);
  statusCommand(program, context, act);
  explainCommand(program, context, act);
  sendTestCommand(program, context, act);
  sandboxCommand(program, context, act, scenarios);
  return program;
}
