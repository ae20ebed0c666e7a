import type { CommandSpec, CommandTree, OptionSpec, Values } from '../../command/command.ts';

/** One thing that can stand where the cursor is. */
export interface Candidate {
  readonly value: string;
  /** Empty where there is nothing to say. */
  readonly about: string;
}

interface Tree extends CommandTree {
  readonly globalOptions: readonly OptionSpec[];
  /** What a kind of value can be. */
  readonly list: (kind: Exclude<Values, 'file' | readonly string[]>) => Promise<readonly string[]>;
}

/**
 * What can stand in place of the last of `words`, which follow the program's name. `file`: the shell knows best. What begins
 * otherwise is for the shell to leave out.
 */
export async function complete(words: readonly string[], tree: Tree): Promise<readonly Candidate[] | 'file'> {
  // A shell may take `--org=acme` for three words.
  const line = words.filter((word, index) => word !== '=' || index === words.length - 1);
  const current = line.at(-1) ?? '';
  const before = line.slice(0, -1);
  if (before.includes('--')) return 'file';
  const { path, spec, args } = whereIs(before, tree);
  const options = [...tree.globalOptions, ...(spec?.options ?? [])];
  const inline = /^(--[a-z-]+)=/.exec(current)?.[1];
  if (inline !== undefined) {
    return prefixed(
      `${inline}=`,
      await valuesOf(
        options.find((option) => hasFlag(option, inline)),
        tree,
      ),
    );
  }
  const pending = before.at(-1) ?? '';
  const waiting = options.find((option) => hasFlag(option, pending) && takesValue(option));
  if (waiting !== undefined) return commaSeparated(current, await valuesOf(waiting, tree));
  if (current.startsWith('-')) {
    const flags = options.map(({ flags: text, help }) => ({ value: /--[a-z-]+/.exec(text)?.[0] ?? text, about: help }));
    return [...flags, { value: '--help', about: 'show its help' }];
  }
  if (spec === undefined || args.length === 0) {
    const below = namesBelow(path, tree);
    if (below.length > 0) return below;
  }
  const argument = spec?.arguments?.[args.length] ?? spec?.arguments?.find(({ name }) => name.includes('...'));
  if (argument === undefined) return [];
  const values = argument.values ?? (/file|path|source/.test(argument.name) ? 'file' : undefined);
  return valuesOf(values === undefined ? undefined : { values, flags: '' }, tree);
}

const hasFlag = ({ flags }: Pick<OptionSpec, 'flags'>, flag: string): boolean => flags.split(/[ ,]+/).includes(flag);
const takesValue = ({ flags }: Pick<OptionSpec, 'flags'>): boolean => /[<[]/.test(flags);

/** Which command the words have come to, and its arguments so far. */
function whereIs(words: readonly string[], { commands, globalOptions }: Tree) {
  const named: string[] = [];
  let spec: CommandSpec | undefined;
  const args: string[] = [];
  for (const [index, word] of words.entries()) {
    const options = [...globalOptions, ...(spec?.options ?? [])];
    const former = words[index - 1] ?? '';
    if (options.some((option) => hasFlag(option, former) && takesValue(option)) || word.startsWith('-')) continue;
    if (spec !== undefined) args.push(word);
    else {
      named.push(word);
      spec = commands.find(({ path }) => path === named.join(' '));
    }
  }
  return { path: named, spec, args };
}

function namesBelow(path: readonly string[], { commands, groups }: Tree): readonly Candidate[] {
  const below = commands.filter(({ path: name }) => {
    const words = name.split(' ');
    return words.length > path.length && path.every((word, index) => words[index] === word);
  });
  const found = new Map<string, string>();
  for (const { path: name, summary } of below) {
    const words = name.split(' ');
    const word = words[path.length] ?? '';
    const group = groups.find((each) => each.name === word)?.summary ?? '';
    found.set(word, words.length === path.length + 1 ? summary : group);
  }
  return [...found].map(([value, about]) => ({ value, about }));
}

async function valuesOf(
  option: Pick<OptionSpec, 'values' | 'flags'> | undefined,
  { list }: Tree,
): Promise<readonly Candidate[] | 'file'> {
  const values = option?.values ?? (/<(?:file|path)>/.test(option?.flags ?? '') ? 'file' : []);
  if (values === 'file') return 'file';
  const words = typeof values === 'string' ? await list(values) : values;
  return words.map((value) => ({ value, about: '' }));
}

const prefixed = (prefix: string, candidates: readonly Candidate[] | 'file'): readonly Candidate[] | 'file' =>
  candidates === 'file' ? 'file' : candidates.map(({ value, about }) => ({ value: `${prefix}${value}`, about }));

/** Behind a comma the next one is completed, and what stands before it stays. */
function commaSeparated(current: string, candidates: readonly Candidate[] | 'file'): readonly Candidate[] | 'file' {
  const comma = current.lastIndexOf(',');
  return comma === -1 ? candidates : prefixed(current.slice(0, comma + 1), candidates);
}
