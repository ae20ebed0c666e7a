import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { completePath, tabCompletes } from '../../../src/adapters/terminal/path-completion.ts';

const home = mkdtempSync(join(tmpdir(), 'smsctl-paths-'));
afterAll(() => rmSync(home, { recursive: true }));
mkdirSync(join(home, 'my lists'));
mkdirSync(join(home, 'sub'));
for (const name of ['my lists/contacts.csv', 'contacts-a.csv', 'contacts-b.csv', 'one.csv', '.hidden', "it's.csv"]) {
  writeFileSync(join(home, name), '');
}
if (process.platform !== 'win32') {
  writeFileSync(join(home, 'bell\u0007.csv'), '');
  symlinkSync(join(home, 'sub'), join(home, 'link'));
  symlinkSync(join(home, 'nothing'), join(home, 'dangling'));
}

const complete = (typed: string) => completePath(typed, { home: () => home, windows: false });

describe.skipIf(process.platform === 'win32')('a path', () => {
  it.each([
    ['~', '/'],
    ['~/on', 'e.csv'],
    ['~/con', 'tacts-'],
    ['~/contacts-', ''],
    ['~/su', 'b/'],
    ['~/li', 'nk/'],
    ['~/dang', 'ling'],
    ['~/my', ' lists/'],
    ['~/my ', 'lists/'],
    ['~/my lists/', 'contacts.csv'],
    ['~/my\\ lists/', 'contacts.csv'],
    ["'~/my lists/", "contacts.csv'"],
    ['"~/my', ' lists/'],
    ['  ~/on', 'e.csv'],
    ['~/it', "'s.csv"],
    ['~/.h', 'idden'],
    ['~/bel', ''],
    ['~/nothing/', ''],
    ['~/one.csv', ''],
    ['~/one.csv/', ''],
    [`${home}/on`, 'e.csv'],
    [`file://${home}/on`, 'e.csv'],
  ])('is completed as far as it is certain: %s', (typed, rest) => expect(complete(typed).rest).toBe(rest));

  it('may go on with several names, folders with a slash, and hidden files only if they are meant', () => {
    expect(complete('~/con').names).toEqual(['contacts-a.csv', 'contacts-b.csv']);
    expect(complete('~/').names).toEqual([
      ...['contacts-a.csv', 'contacts-b.csv', 'dangling', "it's.csv", 'link/', 'my lists/', 'one.csv', 'sub/'],
    ]);
  });

  it('is completed in the working directory', () => expect(completePath('package.j').rest).toBe('son'));

  it('of Windows has backslashes', () => {
    const windows = { home: () => home, windows: true };
    expect(completePath(`${home}/su`, windows).rest).toBe('b/');
    expect(completePath('C:\\nothing\\x', windows)).toEqual({ rest: '', names: [] });
  });
});

describe.skipIf(process.platform === 'win32')('Tab', () => {
  async function typed(offered: boolean, ...chunks: readonly string[]) {
    let line = '';
    let bells = 0;
    const lists: (readonly string[])[] = [];
    const take = tabCompletes({
      typed: () => line,
      offered,
      press: (keys) => {
        line += keys.replace('\u0005', '');
      },
      ring: () => {
        bells += 1;
      },
      list: (lines) => lists.push(lines),
    });
    for (const chunk of chunks) take(chunk);
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    return { line, bells, lists };
  }

  it('types the rest, in the middle of a chunk as well', async () => {
    expect((await typed(false, `${home}/su\tx`)).line).toBe(`${home}/sub/x`);
    expect((await typed(false, `${home}/o`, '\t')).line).toBe(`${home}/one.csv`);
  });

  it('rings when it cannot, and lists what fits when it is pressed again', async () => {
    expect(await typed(false, `${home}/con`, '\t', '\t')).toMatchObject({ bells: 1, lists: [] });
    const { lists, line } = await typed(false, `${home}/con`, '\t', '\t', '\t');
    expect(lists).toEqual([['contacts-a.csv', 'contacts-b.csv']]);
    expect(line).toBe(`${home}/contacts-`);
    expect(await typed(false, `${home}/nothing`, '\t', '\t')).toMatchObject({ bells: 2, lists: [] });
  });

  it('shortens a long list', async () => {
    for (let number = 10; number < 40; number += 1) writeFileSync(join(home, 'sub', `${number}`), '');
    const { lists } = await typed(false, `${home}/sub/`, '\t\t');
    expect(lists[0]).toHaveLength(13);
  });

  it('leaves an empty line to the prompt if an answer is offered', async () => {
    expect((await typed(true, '\t')).line).toBe('\t');
    expect((await typed(false, '\t')).line).not.toContain('\t');
  });
});
