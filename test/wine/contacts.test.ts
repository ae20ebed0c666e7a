import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { projectFolder, runProgram, smsctl } from '../support/program.ts';
import { wineIn } from '../support/wine.ts';

const prefix = inject('winePrefix');

describe.skipIf(prefix === '')('contact lists on Windows', () => {
  const wine = wineIn(prefix);
  const folder = join(wine.profile, 'lists');
  const check = (list: string, ...more: readonly string[]) =>
    wine.smsctl(['contacts', 'check', list, '--contacts-country', 'US', ...more]);
  const spilled = () => readdirSync(wine.temporary).filter((name) => name.startsWith('smsctl'));
  beforeAll(() => mkdirSync(folder, { recursive: true }));

  it('are counted and leave nothing behind when they have more numbers than memory holds', async () => {
    // 8 MiB are kept in memory, 8 bytes a number.
    const numbers = Array.from({ length: 1_300_000 }, (_, row) => `+1202${3_000_000 + ((row * 7) % 1_250_000)}`);
    const list = join(folder, 'long.csv');
    writeFileSync(list, `phone\n${numbers.join('\n')}\n`);
    const found = await check(`${wine.userProfile}\\lists\\long.csv`, '--json');
    const [program = '', ...args] = smsctl;
    const here = await runProgram([program, ...args, 'contacts', 'check', list, '--contacts-country', 'US', '--json'], {
      env: { HOME: folder, PATH: process.env.PATH ?? '' },
    });
    expect(found.err).toBe(here.err);
    const summary = (text: string) => {
      const { rows, textable, reasons } = JSON.parse(text);
      return { rows, textable, reasons };
    };
    expect(summary(found.out)).toEqual(summary(here.out));
    expect(summary(found.out)).toMatchObject({ rows: 1_300_000, textable: 1_250_000 });
    expect(spilled()).toEqual([]);
  });

  it('leave nothing behind when a count that used the disk is killed', async () => {
    const long = ['contacts', 'check', '~\\lists\\long.csv', '--contacts-country', 'US'];
    let seen = 0;
    const endWhen = () => {
      seen = spilled().length;
      return seen > 0;
    };
    expect(await wine.smsctl(long, { endWhen })).toMatchObject({ code: null });
    expect(seen).toBeGreaterThan(0);
    await vi.waitFor(() => expect(spilled()).toEqual([]));
  });

  it('are read from the home directory and written beside it', async () => {
    const list = readFileSync(join(projectFolder, 'samples', 'contacts.csv'), 'utf8').replaceAll('\n', '\r\n');
    writeFileSync(join(folder, 'short.csv'), list);
    const outputs = ['valid', 'invalid', 'fixed'].flatMap((name) => [`--${name}`, `C:\\users\\${name}.csv`]);
    const all = [...outputs, '--report', 'C:\\users\\report.html'];
    const written = () =>
      ['valid.csv', 'invalid.csv', 'fixed.csv', 'report.html'].map((name) => join(wine.drive, 'users', name));
    expect(await check('~\\lists\\short.csv', ...all)).toMatchObject({ code: 0 });
    expect(written().every((path) => statSync(path).size > 100)).toBe(true);
    // Nothing is replaced without a yes.
    for (const path of written()) writeFileSync(path, 'mine');
    expect(await check('~/lists/short.csv', ...all)).toMatchObject({ code: 2 });
    expect(written().map((path) => readFileSync(path, 'utf8'))).toEqual(['mine', 'mine', 'mine', 'mine']);
    expect(await check('~\\lists\\short.csv', ...all, '--yes')).toMatchObject({ code: 0 });
    expect(written().every((path) => statSync(path).size > 100)).toBe(true);
    expect(readdirSync(join(wine.drive, 'users')).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('are classified line by line', async () => {
    const run = await wine.smsctl(['contacts', 'classify', '--contacts-country', 'US'], {
      input: '+12025550142\r\nx\r\n',
    });
    expect(run.code).toBe(0);
    expect(run.out.trimEnd().split('\n')).toHaveLength(2);
  });
});
