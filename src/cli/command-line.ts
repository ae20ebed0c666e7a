import { accepted } from '../domain/text/parsed.ts';
import type { CommandSpec, OptionSpec } from './command/command.ts';
import { globalOptions } from './command/global-options.ts';
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
 * Reads the command lines that scripts run most, a command with its flags, without the parser: loading it takes longer than
 * they do. Undefined for every other, and for what will not do; where it answers, it answers as the parser does.
 */
export function plainInvocation([path, ...words]: readonly string[]): Invocation | undefined {
  const spec = quickCommands.find((command) => command.path === path);
  if (spec === undefined) return undefined;
  const known = [...globalOptions, ...(spec.options ?? [])];
  if (known.some(({ required }) => required) || spec.arguments?.some(({ name }) => name.startsWith('<'))) {
    return undefined;
  }
  const options: Record<string, unknown> = { ...defaultOptions };
  for (let index = 0; index < words.length; index += 1) {
    const [, flag, inline] = /^(--[a-z-]+)(?:=(.+))?$/s.exec(words[index] ?? '') ?? [];
    const option = known.find(({ flags }) => flags.replace(/ <.*/, '') === flag);
    if (option === undefined) return undefined;
    const name = nameOf(option);
    if (!option.flags.includes('<')) {
      if (inline !== undefined) return undefined;
      options[name] = !isNegative(option);
      continue;
    }
    if (inline === undefined) index += 1;
    const text = inline ?? words[index] ?? '';
    if (text === '' || (inline === undefined && text.startsWith('-'))) return undefined;
    const parsed = option.parse?.(text, options[name]) ?? accepted(text);
    if (!parsed.ok) return undefined;
    options[name] = parsed.value;
  }
  return { spec, options, args: [] };
}

const isNegative = ({ flags }: OptionSpec): boolean => flags.startsWith('--no-');

/** In camel case: `maxAge` for `--max-age <time>`, `input` for `--no-input`. */
const nameOf = ({ flags }: OptionSpec): string =>
  flags.replace(/^--(?:no-)?| .*/g, '').replace(/-./g, (letter) => letter.slice(1).toUpperCase());

/** A `--no-` flag is true as long as it is not given. */
const defaultOptions: Readonly<Record<string, boolean>> = Object.fromEntries(
  globalOptions.filter(isNegative).map((option) => [nameOf(option), true]),
);
