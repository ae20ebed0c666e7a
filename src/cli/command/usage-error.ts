import { didYouMean, listed } from '../../domain/text/nearest.ts';
import { printable } from '../../domain/text/printable.ts';
import { unknownWord } from '../../domain/text/unknown-word.ts';
import { UserError } from '../../domain/user-error.ts';
import type { CommandSpec, OptionSpec } from './command.ts';
import { type Contradiction, optionsOf } from './command-line.ts';
import { meantCommands } from './meant-commands.ts';

/** What a command line names. */
export interface NamedLine {
  /** The words of a command; without a command, all words that could be. */
  readonly path: readonly string[];
  readonly spec: CommandSpec | undefined;
  /** The group that the first word names. Undefined: it names none. */
  readonly group: string | undefined;
  /** The commands below the group; without one, the first words of all. */
  readonly names: readonly string[];
}

/** A value that its option refused. */
export interface InvalidValue {
  readonly option: OptionSpec;
  readonly text: string;
  /** Empty for a closed set. */
  readonly problem: string;
}

/** The parser's error in words of smsctl, without values that may be secrets. */
export function parserError(
  { message, code }: { readonly message: string; readonly code: string },
  line: NamedLine,
  invalid: InvalidValue | undefined,
): UserError {
  const [, quoted = ''] = /'([^']*)/.exec(message) ?? [];
  switch (code) {
    case 'commander.unknownOption':
      return unknownOption(quoted, line);
    case 'commander.unknownCommand':
      return unknownCommand(line);
    case 'commander.help':
      return missingCommand(line);
    case 'commander.missingArgument':
      return missingArgument(quoted, line);
    case 'commander.missingMandatoryOptionValue':
      return missingOption(quoted, line);
    case 'commander.optionMissingArgument':
      return usage(`Missing value: \`${longFlag(quoted)}\`.`, [], line);
    case 'commander.invalidArgument':
      return invalidValue(invalid, quoted, line);
    default:
      return tooManyArguments(line);
  }
}

export const unknownArgument = unknownWord;

const usage = (message: string, hints: readonly string[], { spec, group }: NamedLine): UserError => {
  const named = spec?.path ?? group;
  const help = named === undefined ? 'smsctl --help' : `smsctl ${named} --help`;
  return new UserError({ code: 'input.usage', message, hints: [...hints, `See \`${help}\`.`] });
};

/** The line ends where a command has to follow. */
function missingCommand(line: NamedLine): UserError {
  if (line.group === undefined) return usage('Missing command.', [], line);
  return usage(`Missing subcommand: \`smsctl ${line.group}\` requires one.`, [choose(line.names)], line);
}

function unknownCommand(line: NamedLine): UserError {
  const { group, path, names } = line;
  const word = (group === undefined ? path[0] : path[1]) ?? '';
  const inGroup = (name: string): string => (group === undefined ? name : `${group} ${name}`);
  const meant = meantCommands.get(inGroup(word).toLowerCase()) ?? [];
  const near = didYouMean(word.toLowerCase(), names, (name) => `smsctl ${inGroup(name)}`);
  const hints = meant.length > 0 ? meant.map(([purpose, command]) => `To ${purpose}, run \`${command}\`.`) : near;
  const all = hints.length === 0 && group !== undefined ? [choose(names)] : [];
  return usage(`Unknown command \`${printable(inGroup(word), 60)}\`.`, [...hints, ...all], line);
}

const choose = (names: readonly string[]): string => `Choose one of: ${names.join(', ')}.`;

/** `given` is the word as it was typed, with a value that may follow an equals sign. */
function unknownOption(given: string, line: NamedLine): UserError {
  const [flag = '', value] = given.split(/=(.*)/s);
  const known = optionsOf(line.spec).flatMap(({ flags }) => /--[a-z-]+/.exec(flags) ?? []);
  if (value !== undefined && known.includes(flag)) return usage(`Option \`${flag}\` takes no value.`, [], line);
  const isSecret = /token|secret|password|passphrase/i.test(flag);
  return usage(
    `Unknown option \`${printable(flag, 60)}\`.`,
    [
      ...didYouMean(flag, known),
      ...(isSecret ? ['Secrets are not accepted on the command line: other users can read it there.'] : []),
    ],
    line,
  );
}

function missingOption(flags: string, line: NamedLine): UserError {
  const help = line.spec?.options?.find((option) => option.flags === flags)?.help;
  return usage(`Missing option: \`${longFlag(flags)}\`${help === undefined ? '' : ` (${help})`}.`, [], line);
}

function missingArgument(name: string, line: NamedLine): UserError {
  const found = line.spec?.arguments?.find((each) => each.name === `<${name}>`);
  return usage(`Missing argument: \`<${name}>\`${found === undefined ? '' : ` (${found.help})`}.`, [], line);
}

function tooManyArguments(line: NamedLine): UserError {
  const most = line.spec?.arguments?.length ?? 0;
  const takes = most === 0 ? 'takes no arguments' : `takes ${most} ${most === 1 ? 'argument' : 'arguments'} at most`;
  return usage(`Too many arguments: \`smsctl ${line.spec?.path ?? ''}\` ${takes}.`, [], line);
}

function invalidValue(invalid: InvalidValue | undefined, flags: string, line: NamedLine): UserError {
  const { text = '', problem: given = '', option } = invalid ?? {};
  const words = Array.isArray(option?.values) && given === '' ? option.values : [];
  const hints = words.length === 0 ? [] : [...didYouMean(text, words), choose(words)];
  const hasJson = text === 'json' && optionsOf(line.spec).some((each) => each.flags === '--json');
  const problem = hasJson ? 'For JSON, pass `--json`.' : given;
  const flag = longFlag(flags).split(' ')[0];
  return usage(`Invalid value for \`${flag}\`: \`${printable(text, 60)}\`. ${problem}`.trim(), hints, line);
}

export const contradicts = ({ flag, conflict, requires }: Contradiction, line: NamedLine): UserError =>
  usage(
    conflict === undefined
      ? `\`${flag}\` requires ${listed(
          requires.map((each) => `\`${each.replace('=', ' ')}\``),
          'or',
        )}.`
      : `\`${flag}\` and \`${conflict.replace('=', ' ')}\` cannot be combined.`,
    [],
    line,
  );

/** `--file <path>` of `-f, --file <path>`. */
const longFlag = (flags: string): string => flags.replace(/^-\w, /, '');
