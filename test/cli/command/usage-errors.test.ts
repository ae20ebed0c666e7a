import { describe, expect, it } from 'vitest';
import type { CommandSpec, OptionSpec } from '../../../src/cli/command/command.ts';
import { isCalled, optionsOf, takesValue } from '../../../src/cli/command/command-line.ts';
import { meantCommands } from '../../../src/cli/command/meant-commands.ts';
import { commands, groups } from '../../../src/cli/commands.ts';
import { parse } from '../../../src/cli/program.ts';
import type { UserError } from '../../../src/domain/user-error.ts';

const screen = { write: () => {}, isTerminal: false, columns: 80 };
const context = { version: '0', out: screen, err: screen } as never;
const refusal = (...line: readonly string[]): Promise<UserError> =>
  parse(line, context).then(
    () => {
      throw new Error(`It parses: ${line.join(' ')}`);
    },
    (error) => error,
  );

const shown = commands.filter(({ hidden }) => hidden !== true);
/** A command with the arguments that it needs. */
const started = ({ path, arguments: args = [] }: CommandSpec): readonly string[] => [
  ...path.split(' '),
  ...args.filter(({ name }) => name.startsWith('<')).map(({ values }) => (Array.isArray(values) ? values[0] : 'acme')),
];
const sampleValues = ['acme', '7d', '30s', '8', 'junit', 'md', 'national', `SM${'0'.repeat(32)}`];

/** An option with a value that it accepts. */
function given({ flags, parse: read, closed, values }: OptionSpec): readonly string[] {
  const flag = /--[a-z-]+/.exec(flags)?.[0] ?? '';
  if (!takesValue({ flags, help: '' })) return [flag];
  if (closed === true && Array.isArray(values)) return [flag, values[0]];
  return [flag, sampleValues.find((text) => read?.(text, undefined).ok ?? true) ?? ''];
}
const ofAll = (field: 'conflicts' | 'requires') =>
  shown.flatMap((spec) =>
    (spec.options ?? [])
      .filter((option) => option[field] !== undefined)
      .map((option) => [`${spec.path} ${option.flags}`, spec, option, option[field] ?? []] as const),
  );
const named = (spec: CommandSpec, flag: string): OptionSpec => {
  const option = optionsOf(spec).find((each) => isCalled(each, flag.split('=')[0] ?? ''));
  if (option === undefined) throw new Error(`${spec.path} has no ${flag}.`);
  return option;
};

/** A flag that another option requires, with what it requires itself. */
function needed(spec: CommandSpec, flag: string): readonly string[] {
  const option = named(spec, flag);
  const [next] = option.requires ?? [];
  const words = flag.includes('=') ? [flag] : given(option);
  return next === undefined ? words : [...words, ...needed(spec, next)];
}

describe('options that contradict each other', () => {
  it.each(ofAll('conflicts'))('are refused in both orders: %s', async (_, spec, option, conflicts) => {
    for (const conflict of conflicts) {
      const other = conflict.includes('=') ? [conflict] : given(named(spec, conflict));
      const needed = [option, named(spec, conflict)].flatMap(({ requires = [] }) => requires.slice(0, 1));
      const more = needed.flatMap((flag) => given(named(spec, flag)));
      for (const flags of [
        [...given(option), ...other],
        [...other, ...given(option)],
      ]) {
        const error = await refusal(...started(spec), ...flags, ...more);
        expect(error.code).toBe('input.usage');
        for (const flag of [given(option)[0], conflict.split('=')[0]]) expect(error.message).toContain(flag);
      }
    }
  });

  it('are those of one value only, where that is said', async () => {
    expect(await parse(['report', '--json', '--format', 'json'], context)).toBeDefined();
    expect((await refusal('report', '--json', '--format', 'md')).code).toBe('input.usage');
  });
});

describe('an option that needs another', () => {
  it.each(ofAll('requires'))('is refused without it: %s', async (_, spec, option, requires) => {
    const error = await refusal(...started(spec), ...given(option));
    expect(error.code).toBe('input.usage');
    for (const flag of requires) expect(error.message).toContain(`\`${flag.replace('=', ' ')}\``);
    for (const flag of requires) {
      const line = [...started(spec), ...given(option), ...needed(spec, flag)];
      expect(await parse(line, context), line.join(' ')).toBeDefined();
    }
  });
});

/** Words of a command line in a shell, up to its operators. */
const wordsOf = (line: string): readonly string[] => {
  const words = [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, word]) => double ?? single ?? word,
  );
  const start = words.indexOf('smsctl') + 1;
  const end = words.findIndex((word, index) => index >= start && /^[|<>&;]/.test(word ?? ''));
  return words.slice(start, end === -1 ? undefined : end) as readonly string[];
};

describe('a command that is meant', () => {
  const meant = [...meantCommands].flatMap(([name, all]) => all.map(([, line]) => [name, line] as const));

  it.each(meant)('for `%s` parses: %s', async (name, line) => {
    const paths = [...commands, ...groups.map((group) => ({ path: group.name }))].map(({ path }) => path);
    expect(paths).not.toContain(name);
    const words = wordsOf(line);
    // Help and the version are no command.
    if (!words.some((word) => word === '--version')) expect(await parse(words, context)).toBeDefined();
    const error = await refusal(...name.split(' '));
    expect(error.hints.join(' ')).toContain(line);
  });

  it.each(['login', 'doctor', 'whoami', 'init', 'version', 'profiles', 'check', 'import'])(
    'is known for %s',
    (name) => {
      expect(meantCommands.get(name)).toBeDefined();
    },
  );
});

it.each(shown.flatMap(({ path, examples }) => examples.map(([, line]) => [path, line] as const)))(
  'the example of `%s` parses: %s',
  async (path, line) => {
    const parts = line.split(' | ').filter((part) => /\bsmsctl /.test(part));
    const parsed = await Promise.all(parts.map((part) => parse(wordsOf(part), context)));
    // `help verify` prints the help of verify.
    expect(parsed.map((each) => each?.spec.path ?? 'help')).toContain(path);
  },
);

describe('an error of the command line', () => {
  it.each(groups.map(({ name }) => name))('names the subcommands of %s when none is given', async (group) => {
    const { code, hints } = await refusal(group);
    expect(code).toBe('input.usage');
    const names = shown.filter(({ path }) => path.startsWith(`${group} `)).map(({ path }) => path.split(' ')[1]);
    expect(hints.join(' ')).toContain(names.join(', '));
  });

  it.each([
    [['verfy'], '`smsctl verify`'],
    [['org', 'lst'], '`smsctl org list`'],
    [['status', '--jsn'], '`--json`'],
    [['report', '--format', 'htlm'], '`html`'],
    [['setup', 'nubmer'], '`number`'],
    [['completion', 'zhs'], '`zsh`'],
  ])('proposes for %j what is near: %s', async (line, near) => {
    const { message, hints } = await refusal(...line);
    expect(`${message} ${hints.join(' ')}`).toContain(near);
  });

  it.each([
    [['setup', 'nubmer'], 'input.unknown-step'],
    [['completion', 'zhs'], 'input.unknown-shell'],
    [['acknowledge', 'all'], 'input.usage'],
  ])('of the closed set in %j has the code %s', async (line, code) => {
    expect((await refusal(...line)).code).toBe(code);
  });

  it('repeats no value of an option that it does not know', async () => {
    const { message, hints } = await refusal('setup', '--auth-token=hush-hush');
    expect(message + hints.join(' ')).not.toContain('hush');
  });
});
