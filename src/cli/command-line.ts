import type { CommandSpec, OptionSpec } from './command.ts';
import { globalOptions } from './global-options.ts';
import { quickCommands } from './quick-commands.ts';

/** What a command line comes to: one command, with what it was given. */
export interface Invocation {
  readonly spec: CommandSpec;
  /** By the long names of the flags in camel case, those of the program included. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly args: readonly string[];
}

/** The words of a command line that are ours: what stands behind `--` is another program's. */
export const ownWords = (argv: readonly string[]): readonly string[] =>
  argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;

/**
 * Reads the command lines that scripts run most, a command with flags that take no value, without the parser: loading it
 * takes longer than they do. Undefined for every other; where it answers, it answers as the parser does.
 */
export function plainInvocation(argv: readonly string[]): Invocation | undefined {
  const [path, ...flags] = argv;
  const spec = quickCommands.find((command) => command.path === path);
  if (spec === undefined) return undefined;
  const known = [...globalOptions, ...(spec.options ?? [])];
  if (known.some(({ required }) => required) || spec.arguments?.some(({ name }) => name.startsWith('<'))) {
    return undefined;
  }
  const given = flags.map((flag) => known.find((option) => option.flags === flag));
  if (!given.every((option): option is OptionSpec => option !== undefined)) return undefined;
  return { spec, options: { ...defaultOptions, ...Object.fromEntries(given.map(entryOf)) }, args: [] };
}

/** What a flag that takes no value says: `--no-input` says that `input` is false. */
function entryOf({ flags }: OptionSpec): readonly [string, boolean] {
  const negative = flags.startsWith('--no-');
  const name = flags.slice(negative ? '--no-'.length : '--'.length);
  return [name.replace(/-./g, (letter) => letter.slice(1).toUpperCase()), !negative];
}

/** A `--no-` flag is true as long as it is not given. */
const defaultOptions: Readonly<Record<string, boolean>> = Object.fromEntries(
  globalOptions.filter(({ flags }) => flags.startsWith('--no-')).map((option) => [entryOf(option)[0], true]),
);
