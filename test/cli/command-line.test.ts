import { describe, expect, it } from 'vitest';
import { globalOptions } from '../../src/cli/command/global-options.ts';
import { plainInvocation } from '../../src/cli/command-line.ts';
import { parse } from '../../src/cli/program.ts';
import { quickCommands } from '../../src/cli/quick-commands.ts';

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
  it.each(quickCommands.map(({ path }) => path))('gives what the parser gives: %s', async (path) => {
    const lines = choices(flagsOf(path)).map((flags) => [path, ...flags]);
    expect(lines.length).toBeGreaterThan(30);
    for (const line of lines.filter((_, index) => index % 7 === 0)) {
      const plain = plainInvocation(line);
      expect(plain, line.join(' ')).toBeDefined();
      expect({ ...plain, spec: plain?.spec.path }, line.join(' ')).toEqual(
        await parse(line, context).then((parsed) => ({ ...parsed, spec: parsed?.spec.path })),
      );
    }
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
  ])('gives what the parser gives: %j', async (...line) => {
    const plain = plainInvocation(line);
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
  ])('is left to the parser: %j', (...line) => expect(plainInvocation(line)).toBeUndefined());
});
