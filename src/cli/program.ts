import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { capitalized } from '../domain/text/counts.ts';
import { UserError } from '../domain/user-error.ts';
import type { CommandSpec, OptionSpec } from './command/command.ts';
import { type Invocation, scan } from './command/command-line.ts';
import type { Context, Screen } from './command/context.ts';
import { globalOptions } from './command/global-options.ts';
import { commands, groups } from './commands.ts';

/**
 * Parses a command line; undefined when it asked for help or the version, which is then printed. Throws `UserError`
 * `input.usage` when it does not parse.
 */
export async function parse(given: readonly string[], context: Context): Promise<Invocation | undefined> {
  let invocation: Invocation | undefined;
  const [first, ...rest] = given;
  // `help verify` is `verify --help`; a topic is the help command's own.
  const argv = first === 'help' && scan(rest, commands).spec !== undefined ? [...rest, '--help'] : given;
  const named = scan(argv, commands).spec;
  const program = buildProgram(context, (found) => {
    invocation = found;
  });
  if (argv.length === 0) {
    program.outputHelp();
    return undefined;
  }
  try {
    await program.parseAsync(argv, { from: 'user' });
    return invocation;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return undefined;
    throw usageError(error, named);
  }
}

/** The command tree, made from the list. Parsing only: nothing here runs a command or ends the process. */
function buildProgram(context: Context, onCommand: (invocation: Invocation) => void): Command {
  const program = new Command('smsctl')
    .description("Sets up an organization's SMS, step by step, and proves that it works.")
    .version(context.version, '-V, --version')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: context.out.write,
      writeErr: context.err.write,
      outputError: () => {},
      // The parser would open Node's own streams to find out.
      getOutHelpWidth: () => helpWidth(context.out),
      getErrHelpWidth: () => helpWidth(context.err),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
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
  for (const option of globalOptions) program.addOption(optionFor(option));
  for (const spec of commands) {
    const command = addCommand(program, spec);
    command.action(() => onCommand({ spec, options: command.optsWithGlobals(), args: command.args }));
  }
  return program;
}

const helpWidth = ({ isTerminal, columns }: Screen): number => (isTerminal ? columns : 80);

function addCommand(program: Command, spec: CommandSpec): Command {
  const words = spec.path.split(' ');
  const parent = words.slice(0, -1).reduce(groupIn, program);
  const command = parent
    .command(words.at(-1) ?? '', { hidden: spec.hidden === true })
    .summary(spec.summary)
    .description(spec.description);
  for (const { name, help } of spec.arguments ?? []) command.argument(name, help);
  for (const option of spec.options ?? []) command.addOption(optionFor(option));
  const examples = spec.examples.map((line) => `  $ ${line}\n`).join('');
  return command.addHelpText('after', `\nExamples:\n${examples}${spec.furtherHelp ?? ''}`);
}

/** The group of this name below `parent`; made when it is not there yet. */
function groupIn(parent: Command, name: string): Command {
  const found = parent.commands.find((command) => command.name() === name);
  return found ?? parent.command(name).summary(groups.find((group) => group.name === name)?.summary ?? '');
}

function optionFor({ flags, help, parse: read, required }: OptionSpec): Option {
  const option = new Option(flags, help);
  option.makeOptionMandatory(required === true);
  if (read !== undefined) {
    option.argParser((text: string, former: unknown) => {
      const parsed = read(text, former);
      if (parsed.ok) return parsed.value;
      throw new InvalidArgumentError(parsed.problem);
    });
  }
  return option;
}

/** Where the parser has no sentence, or one that says less. */
const ownWordsFor: ReadonlyMap<string, string> = new Map([
  ['commander.excessArguments', 'There are more words on the command line than this command takes.'],
  ['commander.help', 'Something has to follow; what can, stands above.'],
]);

/** The parser's own sentence, without the values: somebody may have put a secret there. */
function usageError({ message, code }: CommanderError, command: CommandSpec | undefined): UserError {
  const help = command === undefined ? 'smsctl --help' : `smsctl ${command.path} --help`;
  return new UserError({
    code: 'input.usage',
    message: ownWordsFor.get(code) ?? usageWords(message),
    hints: [
      ...(/token|secret|password/i.test(message)
        ? ['A secret is never given on the command line: others can read it there.']
        : []),
      `See \`${help}\`.`,
    ],
  });
}

function usageWords(message: string): string {
  const words = message
    .replace(/^error: /, '')
    .replace(/=\S+/, "'")
    .replaceAll('\n', ' ');
  return `${capitalized(words)}${/[.?)]$/.test(words) ? '' : '.'}`;
}
