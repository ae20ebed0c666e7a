import { Command, InvalidArgumentError, Option } from 'commander';
import { organizationPattern } from '../domain/settings.ts';
import type { CommandSpec, OptionSpec } from './command.ts';
import { commands, groups } from './commands.ts';
import type { Context } from './context.ts';

/** Runs a command's work and keeps its exit code. */
export type Act = (work: () => Promise<number>) => Promise<void>;

function parseOrganization(id: string): string {
  if (organizationPattern.test(id)) return id;
  throw new InvalidArgumentError('An organization id is lower-case letters, digits and hyphens, such as acme-eu.');
}

/** The command tree, made from the list. Parsing only: nothing here ends the process. `furtherHelp` is by command path. */
export function buildProgram(
  context: Context,
  act: Act,
  furtherHelp: ReadonlyMap<string, string> = new Map(),
): Command {
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
  for (const spec of commands) addCommand(program, spec, context, act, furtherHelp.get(spec.path));
  return program;
}

function addCommand(
  program: Command,
  spec: CommandSpec,
  context: Context,
  act: Act,
  furtherHelp: string | undefined,
): void {
  const words = spec.path.split(' ');
  const parent = words.slice(0, -1).reduce(groupIn, program);
  const command = parent
    .command(words.at(-1) ?? '')
    .summary(spec.summary)
    .description(spec.description);
  for (const { name, help } of spec.arguments ?? []) command.argument(name, help);
  for (const option of spec.options ?? []) command.addOption(optionFor(option));
  const further = furtherHelp === undefined ? '' : `\n${furtherHelp}\n`;
  command.addHelpText('after', `\nExamples:\n${spec.examples.map((line) => `  $ ${line}\n`).join('')}${further}`);
  command.action(() =>
    act(async () => (await spec.load()).run(context, command.optsWithGlobals<object>(), command.args)),
  );
}

/** The group of this name below `parent`; made when it is not there yet. */
function groupIn(parent: Command, name: string): Command {
  const found = parent.commands.find((command) => command.name() === name);
  return found ?? parent.command(name).summary(groups.find((group) => group.name === name)?.summary ?? '');
}

function optionFor({ flags, help, parse, required }: OptionSpec): Option {
  const option = new Option(flags, help);
  option.makeOptionMandatory(required === true);
  if (parse !== undefined) {
    option.argParser((text: string, former: unknown) => {
      const parsed = parse(text, former);
      if (parsed.ok) return parsed.value;
      throw new InvalidArgumentError(parsed.problem);
    });
  }
  return option;
}
