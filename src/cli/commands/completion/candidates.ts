import type { CommandTree, OptionSpec, Values } from '../../command/command.ts';
import { isCalled, optionsOf, scan, takesValue } from '../../command/command-line.ts';

/** A word that fits at the cursor. */
export interface Candidate {
  readonly value: string;
  /** May be empty. */
  readonly about: string;
}

interface Tree extends CommandTree {
  readonly list: (kind: Exclude<Values, 'file' | readonly string[]>) => Promise<readonly string[]>;
}

/**
 * Candidates for the last of `words`, which follow the program's name. `file`: the shell completes a path. Candidates need not
 * begin with what was typed: the shell filters them.
 */
export async function complete(words: readonly string[], tree: Tree): Promise<readonly Candidate[] | 'file'> {
  // Some shells split `--org=acme` into three words.
  const line = words.filter((word, index) => word !== '=' || index === words.length - 1);
  const current = line.at(-1) ?? '';
  const before = line.slice(0, -1);
  if (before.includes('--')) return 'file';
  const { path, spec, args, options: given } = scan(before, tree.commands);
  const options = optionsOf(spec);
  const inline = /^(--[a-z-]+)=/.exec(current)?.[1];
  if (inline !== undefined) {
    return prefixed(
      `${inline}=`,
      await valuesOf(
        options.find((option) => isCalled(option, inline)),
        tree,
      ),
    );
  }
  const { option, value } = given.at(-1) ?? {};
  if (option !== undefined && takesValue(option) && value === undefined)
    return commaSeparated(current, await valuesOf(option, tree));
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

/** Completes the last value of a comma-separated list. */
function commaSeparated(current: string, candidates: readonly Candidate[] | 'file'): readonly Candidate[] | 'file' {
  const comma = current.lastIndexOf(',');
  return comma === -1 ? candidates : prefixed(current.slice(0, comma + 1), candidates);
}
