import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { capitalized } from '../domain/text/counts.ts';
import type { CommandSpec, OptionSpec } from './command/command.ts';
import { contradictionIn, type Invocation, parserOf, scan } from './command/command-line.ts';
import type { Context, Screen } from './command/context.ts';
import { globalOptions } from './command/global-options.ts';
import type { InvalidValue, NamedLine } from './command/usage-error.ts';
import { commands, groups } from './commands.ts';
import type * as HelpPage from './render/help-page.ts';

/**
 * Parses a command line; undefined when it asked for help or the version, which is then printed. Throws `UserError` when it does
 * not parse: `input.usage`, or the code of an argument with a closed set of words.
 */
export async function parse(given: readonly string[], context: Context): Promise<Invocation | undefined> {
  let invocation: Invocation | undefined;
  const argv = helpLine(given);
  const line = namedLine(argv);
  let invalid: InvalidValue | undefined;
  // Lazy: most lines do not ask for help.
  const asksForHelp = argv.length === 0 || argv.some((word) => word === '--help' || word === '-h');
  const page = asksForHelp ? await import('./render/help-page.ts') : undefined;
  const program = buildProgram(context, page, {
    onCommand: (found) => {
      invocation = found;
    },
    onInvalid: (value) => {
      invalid = value;
    },
  });
  if (argv.length === 0) {
    program.outputHelp();
    return undefined;
  }
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return undefined;
    throw (await usageErrors()).parserError(error, line, invalid);
  }
  const contradiction = contradictionIn(line.options);
  if (contradiction !== undefined) throw (await usageErrors()).contradicts(contradiction, line);
  const unknown = unknownArgument(line);
  if (unknown !== undefined) throw (await usageErrors()).unknownArgument(unknown);
  return invocation;
}

// Lazy: most lines parse.
const usageErrors = () => import('./command/usage-error.ts');

function namedLine(argv: readonly string[]) {
  const group = groupOf(argv);
  const paths = commands.filter(({ hidden }) => hidden !== true).map(({ path }) => path.split(' '));
  const below = group === undefined ? paths : paths.filter(([first]) => first === group).map((words) => words.slice(1));
  return {
    ...scan(argv, commands),
    group,
    names: [...new Set(below.map(([first = '']) => first))],
  } satisfies NamedLine;
}

const groupOf = (argv: readonly string[]): string | undefined => {
  const [first] = scan(argv, commands).path;
  return groups.find(({ name }) => name === first)?.name;
};

/** `verify --help` for `help verify`, and for `credentials help set` and `help credentials` likewise. A topic is left as it is. */
function helpLine(argv: readonly string[]): readonly string[] {
  const [first = '', second, ...rest] = argv;
  const named = first === 'help' ? argv.slice(1) : second === 'help' ? [first, ...rest] : [];
  const isGroup = named.length === 1 && groupOf(named) !== undefined;
  const isNamed = isGroup || scan(named, commands).spec !== undefined;
  return isNamed && (first === 'help' || groupOf([first]) !== undefined) ? [...named, '--help'] : argv;
}

interface Reports {
  readonly onCommand: (invocation: Invocation) => void;
  readonly onInvalid: (value: InvalidValue) => void;
}

/** The command tree, made from the list. Parsing only: nothing here runs a command or ends the process. */
function buildProgram(context: Context, page: typeof HelpPage | undefined, { onCommand, onInvalid }: Reports): Command {
  const columns = helpColumns(context.out);
  const program = new Command('smsctl')
    .description("Sets up an organization's SMS, step by step, and proves that it works.")
    .version(context.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand(false)
    .exitOverride()
    .configureHelp({ ...page?.helpStyle(columns), subcommandTerm: termOf })
    .configureOutput({
      writeOut: context.out.write,
      // Help that the parser prints before an error.
      writeErr: () => {},
      outputError: () => {},
      // The parser would open Node's own streams to find out.
      getOutHelpWidth: () => columns,
      getErrHelpWidth: () => columns,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  if (page !== undefined) program.addHelpText('after', page.programEnd(columns));
  for (const option of globalOptions) program.addOption(optionFor(option, onInvalid));
  for (const spec of commands) {
    const command = addCommand(program, spec);
    if (page !== undefined) command.addHelpText('after', page.helpEnd(spec, columns));
    for (const option of spec.options ?? []) command.addOption(optionFor(option, onInvalid));
    command.action(() => onCommand({ spec, options: command.optsWithGlobals(), args: command.args }));
  }
  return program;
}

const helpColumns = ({ isTerminal, columns }: Screen): number => (isTerminal ? Math.min(columns, 100) : 80);

/** A command in a list of commands: its name and its arguments. */
const termOf = (command: Command): string =>
  [
    command.name(),
    ...command.registeredArguments.map((each) => {
      const name = each.variadic ? `${each.name()}...` : each.name();
      return each.required ? `<${name}>` : `[${name}]`;
    }),
  ].join(' ');

function addCommand(program: Command, spec: CommandSpec): Command {
  const words = spec.path.split(' ');
  const parent = words.slice(0, -1).reduce(groupIn, program);
  const command = parent
    .command(words.at(-1) ?? '', { hidden: spec.hidden === true })
    .summary(spec.summary)
    .description(spec.description);
  for (const { name, help } of spec.arguments ?? []) command.argument(name, help);
  return command;
}

/** The group of this name below `parent`; made when it is not there yet. */
function groupIn(parent: Command, name: string): Command {
  const found = parent.commands.find((command) => command.name() === name);
  if (found !== undefined) return found;
  const { summary = '' } = groups.find((group) => group.name === name) ?? {};
  return parent
    .command(name)
    .summary(summary)
    .description(`${capitalized(summary)}.`)
    .helpCommand(false);
}

function optionFor(spec: OptionSpec, onInvalid: Reports['onInvalid']): Option {
  const { flags, help, required, group } = spec;
  const read = parserOf(spec);
  const option = new Option(flags, help);
  option.makeOptionMandatory(required === true);
  if (group !== undefined) option.helpGroup(`${group}:`);
  if (read !== undefined) {
    option.argParser((text: string, former: unknown) => {
      const parsed = read(text, former);
      if (parsed.ok) return parsed.value;
      onInvalid({ option: spec, text, problem: parsed.problem });
      throw new InvalidArgumentError(parsed.problem);
    });
  }
  return option;
}

/** The first argument that is not one of its words, if the parser judges them. */
function unknownArgument({ spec, args }: NamedLine & { readonly args: readonly string[] }) {
  for (const [index, { values, unknown }] of (spec?.arguments ?? []).entries()) {
    const word = args[index];
    if (word === undefined || unknown === undefined || !Array.isArray(values) || values.includes(word)) continue;
    return { ...unknown, word, known: values };
  }
  return undefined;
}
