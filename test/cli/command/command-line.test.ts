import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CommandSpec, OptionSpec } from '../../../src/cli/command/command.ts';
import { hasFlag, plainInvocation, scan, takesValue } from '../../../src/cli/command/command-line.ts';
import { globalOptions } from '../../../src/cli/command/global-options.ts';
import { commands } from '../../../src/cli/commands.ts';
import { parse } from '../../../src/cli/program.ts';
import { quickCommands } from '../../../src/cli/quick-commands.ts';

const context = { version: '0', out: { write: () => {} }, err: { write: () => {} } } as never;

const flagsOf = (path: string): readonly string[] => {
  const options = [...globalOptions, ...(quickCommands.find((command) => command.path === path)?.options ?? [])];
  return options.map(({ flags }) => flags).filter((flags) => !flags.includes(' '));
};

/** Every set of these, each in two orders. */
function choices(flags: readonly string[]): readonly (readonly string[])[] {
  const sets: (readonly string[])[] = [[]];
  for (const flag of flags)
    sets.push(
      ...sets.flatMap((set) => [
        [...set, flag],
        [flag, ...set],
      ]),
    );
  return sets;
}

describe('a command line that is read without the parser', () => {
  it.each(quickCommands.map(({ path }) => path))('%s comes to what the parser makes of it', async (path) => {
    const lines = choices(flagsOf(path)).map((flags) => [path, ...flags]);
    expect(lines.length).toBeGreaterThan(30);
    let accepted = 0;
    for (const line of lines.filter((_, index) => index % 7 === 0)) {
      const plain = plainInvocation(line, quickCommands);
      // Undefined: its options contradict each other.
      const parsed = await parse(line, context).catch(() => undefined);
      expect({ ...plain, spec: plain?.spec.path }, line.join(' ')).toEqual({ ...parsed, spec: parsed?.spec.path });
      if (parsed !== undefined) accepted += 1;
    }
    expect(accepted).toBeGreaterThan(10);
  });

  it.each([
    ['status', '--org', 'acme'],
    ['status', '--org=acme', '--json'],
    ['status', '--json', '--org', 'one', '--org', 'two'],
    ['verify', '--format', 'junit', '--offline', '--max-age=7d'],
    ['verify', '--check', 'number.owned,number.saved', '--check=owner.assigned', '--skip', 'method.current'],
    ['verify', '--timeout', '30s', '--wait', '2m', '--strict', '--no-input'],
    ['status', '--bundle', 'a=b.json'],
    ['status', '--bundle=--odd.json'],
  ])('%j comes to what the parser makes of it', async (...line) => {
    const plain = plainInvocation(line, quickCommands);
    const parsed = await parse(line, context);
    expect({ ...plain, spec: plain?.spec.path }).toEqual({ ...parsed, spec: parsed?.spec.path });
  });

  it.each([
    [],
    ['setup'],
    ['status', '--help'],
    ['status', '--org'],
    ['status', '--org='],
    ['status', '--org', '--json'],
    ['status', '--org', 'Not An Id'],
    ['status', '--json=yes'],
    ['verify', '--max-age', 'soon'],
    ['verify', '--format', 'pdf'],
    ['--json', 'status'],
    ['status', 'extra'],
    ['status', '--jso'],
    ['verify', '--', '--json'],
    ['verify', '-q'],
  ])('%j is left to the parser', (...line) => expect(plainInvocation(line, quickCommands)).toBeUndefined());
});

/** One or two words that give an option a value that it accepts, or one that it refuses; one word where it takes none. */
function optionWords({ flags, parse: read }: OptionSpec): fc.Arbitrary<readonly string[]> {
  const names = flags.split(/[ ,]+/).filter((name) => name.startsWith('-'));
  const name = fc.constantFrom(...names);
  if (!takesValue({ flags, help: '' })) return name.map((each) => [each]);
  const fitting = ['acme', '30s', '7', 'junit', 'md', 'a=b', '--odd', '-'].filter(
    (text) => read?.(text, [])?.ok !== false,
  );
  const value = fc.constantFrom(...fitting, 'acme');
  return fc
    .tuple(name, value, fc.boolean())
    .map(([flag, text, inline]) => (inline && flag.startsWith('--') ? [`${flag}=${text}`] : [flag, text]));
}

/** Lines that name a command with some of its options, those of smsctl before and after its name, and arguments. */
function linesOf({ path, options = [], arguments: args = [] }: CommandSpec): fc.Arbitrary<readonly string[]> {
  const some = (all: readonly OptionSpec[]) => fc.array(fc.oneof(...all.map(optionWords)), { maxLength: 3 });
  // Most other words are refused where the set of words is closed.
  const closed = args.flatMap(({ unknown, values }) =>
    unknown && Array.isArray(values) ? [[values[0] as string]] : [],
  );
  const argument = fc
    .constantFrom(...closed, ['one'], ['-'], ['two', 'three'])
    .map((words): readonly string[] => words);
  const behind = fc.array(fc.oneof(...[...globalOptions, ...options].map(optionWords), argument), { maxLength: 5 });
  const rest = fc.constantFrom([], [], ['--'], ['--', 'program', '--json']).map((words): readonly string[] => words);
  return fc
    .tuple(some(globalOptions), behind, rest)
    .map(([front, middle, end]) => [...front.flat(), ...path.split(' '), ...middle.flat(), ...end]);
}

describe('the scanner', () => {
  it.each(commands.map((spec) => [spec.path, spec] as const))(
    'reads lines of %s as the parser does',
    async (_, spec) => {
      let accepted = 0;
      await fc.assert(
        fc.asyncProperty(linesOf(spec), async (line) => {
          const scanned = scan(line, commands);
          expect(scanned.spec?.path).toBe(spec.path);
          const parsed = await parse(line, context).catch(() => undefined);
          const plain = plainInvocation(line, commands);
          if (parsed === undefined) {
            expect(plain).toBeUndefined();
            return;
          }
          accepted += 1;
          expect(scanned.args).toEqual(parsed.args);
          expect(scanned.options.filter(({ option }) => option === undefined)).toEqual([]);
          if (plain !== undefined) expect(plain).toEqual(parsed);
        }),
        { numRuns: 40, seed: 17 },
      );
      // `contacts record` and others need options that these lines seldom hold.
      if (spec.options?.some(({ required }) => required) !== true) expect(accepted).toBeGreaterThan(0);
    },
  );

  it.each([
    [['--json', 'status'], 'status'],
    [['status', '--nonsense', 'extra'], 'status'],
    [['--org', 'verify', 'status'], 'status'],
    [['org', 'list', '--json'], 'org list'],
    [['org'], undefined],
    [['nonsense', 'status'], undefined],
    [[], undefined],
  ])('finds the command in %j, also where the parser stops', (line, path) => {
    expect(scan(line, commands).spec?.path).toBe(path);
  });

  it('sees a flag only before `--`', () => {
    expect(hasFlag(['exec', '--plain', '--', 'sh'], '--plain')).toBe(true);
    expect(hasFlag(['exec', '--', 'sh', '--plain'], '--plain')).toBe(false);
    expect(hasFlag(['exec'], '--plain')).toBe(false);
  });
});
