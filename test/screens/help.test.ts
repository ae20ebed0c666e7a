import { describe, expect, it } from 'vitest';
import type { Context } from '../../src/cli/command/context.ts';
import { helpOn } from '../../src/cli/commands/help/help.ts';
import { helpTopics } from '../../src/cli/commands/help/help-topics.ts';
import { commands, groups } from '../../src/cli/commands.ts';
import { parse } from '../../src/cli/program.ts';

const nothing = async () => undefined;

/** What a command line prints on a terminal of this width. */
async function pageOf(argv: readonly string[], columns: number): Promise<string> {
  let text = '';
  const write = (more: string) => {
    text += more;
  };
  const screen = { write, isTerminal: true, palette: null, columns };
  const organizations = { bound: nothing, current: nothing, list: async () => [], exists: async () => false };
  const context = {
    ...{ version: '1.2.3', out: screen, err: screen, unicode: true, verbose: false, interactive: false },
    ...{ env: {}, organizations, openWorkspace: () => ({ settings: { load: nothing } }) },
    clock: { now: () => new Date('2026-11-30T12:00:00Z') },
  } as unknown as Context;
  const invocation = await parse(argv, context);
  if (invocation !== undefined) await helpOn(commands)(context, {}, invocation.args);
  return text;
}

const paths = commands.filter(({ hidden }) => hidden !== true).map(({ path }) => path);
const pages: readonly (readonly [name: string, argv: readonly string[]])[] = [
  ['smsctl', []],
  ...[...paths, ...groups.map(({ name }) => name)].map(
    (path) => [path.replaceAll(' ', '-'), ['help', ...path.split(' ')]] as const,
  ),
  ['topics', ['help']],
  ...helpTopics.map(({ name }) => [`topic-${name}`, ['help', name]] as const),
];

describe('the help', () => {
  it.each(pages)('has the page %s', async (name, argv) => {
    await expect(await pageOf(argv, 80)).toMatchFileSnapshot(`help/${name}.txt`);
  });

  it.each([80, 50])('fits %d columns', async (columns) => {
    for (const [name, argv] of pages) {
      const wide = (await pageOf(argv, columns)).split('\n').filter((line) => line.length > columns);
      expect(wide, name).toEqual([]);
    }
  });

  it.each(groups.map(({ name }) => name))('of the group %s is the same in three ways', async (group) => {
    const page = await pageOf(['help', group], 80);
    expect(page).toContain(`Usage: smsctl ${group}`);
    expect(await pageOf([group, '--help'], 80)).toBe(page);
    expect(await pageOf([group, 'help'], 80)).toBe(page);
  });

  it('of a command in a group is the same in three ways', async () => {
    const page = await pageOf(['help', 'org', 'use'], 80);
    expect(await pageOf(['org', 'help', 'use'], 80)).toBe(page);
    expect(await pageOf(['org', 'use', '--help'], 80)).toBe(page);
  });
});
