import { accepted, refused } from '../../domain/text/parsed.ts';
import type { CommandSpec, OptionSpec } from './command.ts';
import { globalOptions } from './global-options.ts';

// The only reader of command lines besides the parser. A test compares the two over generated lines.

/** True if a flag that takes no value is given. Reads the words alone, so that a run can ask before its command is known. */
export function hasFlag(argv: readonly string[], flag: string): boolean {
  const end = argv.indexOf('--');
  const at = argv.indexOf(flag);
  return at !== -1 && (end === -1 || at < end);
}

interface ScannedLine {
  /** The words that name the command; without a command, all words that could. */
  readonly path: readonly string[];
  /** Undefined: no command has this path. */
  readonly spec: CommandSpec | undefined;
  readonly options: readonly GivenOption[];
  /** The other words, and everything after `--`. */
  readonly args: readonly string[];
}

interface GivenOption {
  /** As it is typed: `-y`, `--format`. */
  readonly flag: string;
  /** Undefined: neither smsctl nor the command has it. */
  readonly option: OptionSpec | undefined;
  /** Undefined: none is given. */
  readonly value: string | undefined;
  /** True for `--flag=value`. */
  readonly inline: boolean;
}

/** Reads a command line as the parser does, without checks: lines that the parser rejects are read to their end. */
export function scan(argv: readonly string[], commands: readonly CommandSpec[]): ScannedLine {
  const path: string[] = [];
  const options: GivenOption[] = [];
  const args: string[] = [];
  let spec: CommandSpec | undefined;
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index] ?? '';
    if (word === '--') return { path, spec, options, args: [...args, ...argv.slice(index + 1)] };
    if (word.startsWith('-') && word !== '-') {
      const [, flag = word, inline] = /^(--[^=]+)=(.*)$/s.exec(word) ?? [];
      const option = optionsOf(spec).find((each) => isCalled(each, flag));
      const takesNext = option !== undefined && takesValue(option) && inline === undefined;
      if (takesNext) index += 1;
      options.push({ flag, option, value: takesNext ? argv[index] : inline, inline: inline !== undefined });
    } else if (spec !== undefined) args.push(word);
    else {
      path.push(word);
      spec = commands.find((command) => command.path === path.join(' '));
    }
  }
  return { path, spec, options, args };
}

/** The options that may follow a command; before its name, those of every command. */
export const optionsOf = (spec: CommandSpec | undefined): readonly OptionSpec[] => [
  ...globalOptions,
  ...(spec?.options ?? []),
];

/** Without a regular expression: every start calls it for each option of the command. */
export const isCalled = ({ flags }: OptionSpec, flag: string): boolean =>
  ` ${flags.replaceAll(',', '')} `.includes(` ${flag} `);
export const takesValue = ({ flags }: OptionSpec): boolean => flags.includes('<');

/** The value of an option, by its long flag; the last one counts. Undefined: none is given. */
export const valueGiven = ({ options }: ScannedLine, flag: string): string | undefined =>
  options.findLast(({ option }) => option !== undefined && isCalled(option, flag))?.value;

export interface Contradiction {
  readonly flag: string;
  /** The given option that contradicts it. Undefined: one of `requires` is missing. */
  readonly conflict?: string;
  readonly requires: readonly string[];
}

/** The first option that contradicts another one, or lacks the one that it needs. */
export function contradictionIn(given: readonly GivenOption[]): Contradiction | undefined {
  const isGiven = (named: string): boolean => {
    const [flag = '', value] = named.split('=');
    return given.some(({ option, value: text }) => option && isCalled(option, flag) && (value ?? text) === text);
  };
  for (const { flag, option } of given) {
    const { conflicts = [], requires = [] } = option ?? {};
    const conflict = conflicts.find(isGiven);
    if (conflict !== undefined) return { flag, conflict, requires };
    if (requires.length > 0 && !requires.some(isGiven)) return { flag, requires };
  }
  return undefined;
}

/** The parser of an option's value. A closed set refuses other words without a sentence. */
export const parserOf = ({ parse, values, closed }: OptionSpec): OptionSpec['parse'] =>
  parse ?? (closed ? (text) => (values?.includes(text) ? accepted(text) : refused('')) : undefined);

export interface Invocation {
  readonly spec: CommandSpec;
  /** By the long names of the flags in camel case, those of the program included. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly args: readonly string[];
}

/**
 * Reads a line that names one of these commands without the parser, which takes longer to load than they take to run. Undefined
 * for lines with arguments or errors; otherwise the same as the parser returns.
 */
export function plainInvocation(argv: readonly string[], commands: readonly CommandSpec[]): Invocation | undefined {
  const { spec, options: given, args } = scan(argv, commands);
  const known = optionsOf(spec);
  const needsMore = spec?.arguments?.some(({ name }) => name.startsWith('<')) || known.some(({ required }) => required);
  if (spec === undefined || args.length > 0 || needsMore || contradictionIn(given) !== undefined) return undefined;
  // A `--no-` flag is true as long as it is not given.
  const options: Record<string, unknown> = Object.fromEntries(
    known.filter(isNegative).map((option) => [nameOf(option), true]),
  );
  for (const { option, value, inline } of given) {
    if (option === undefined) return undefined;
    const name = nameOf(option);
    if (!takesValue(option)) {
      if (inline) return undefined;
      options[name] = !isNegative(option);
      continue;
    }
    if (value === undefined || value === '' || (!inline && value.startsWith('-'))) return undefined;
    const parsed = parserOf(option)?.(value, options[name]) ?? accepted(value);
    if (!parsed.ok) return undefined;
    options[name] = parsed.value;
  }
  return { spec, options, args };
}

const isNegative = ({ flags }: OptionSpec): boolean => flags.startsWith('--no-');

/** In camel case: `maxAge` for `--max-age <time>`, `input` for `--no-input`, `yes` for `-y, --yes`. */
export const nameOf = ({ flags }: OptionSpec): string =>
  flags.replace(/^(?:-\w, )?--(?:no-)?| .*/g, '').replace(/-./g, (letter) => letter.slice(1).toUpperCase());
