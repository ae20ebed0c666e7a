import { execFile } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const seed = 20261130;
const wanted = 30;

/** A pseudorandom order that is the same in every run (mulberry32). */
function shuffled<T>(items: readonly T[]): readonly T[] {
  let state = seed;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
  return items
    .map((item) => [random(), item] as const)
    .sort(([one], [other]) => one - other)
    .map(([, item]) => item);
}

it(`notices most of ${wanted} random awaits that are dropped from src`, async () => {
  const folder = temporaryFolder('dropped');
  for (const path of ['src', 'package.json', '.oxlintrc.json'])
    cpSync(join(root, path), join(folder, path), { recursive: true });
  const { compilerOptions } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'));
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));

  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.ts'),
  );
  const awaits = files.flatMap((path) =>
    [...readFileSync(join(root, 'src', path), 'utf8').matchAll(/(?<!\/\/.*|\*.*|for )\bawait /g)].map(({ index }) => ({
      path,
      index,
    })),
  );
  // One a file, so that each finding belongs to one of them.
  const chosen = new Map(shuffled(awaits).map((each) => [each.path, each]));
  const drops = [...chosen.values()].slice(0, wanted);
  for (const { path, index } of drops) {
    const file = join(folder, 'src', path);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.slice(0, index) + text.slice(index + 'await '.length));
  }

  const run = (file: string, ...args: readonly string[]) =>
    promisify(execFile)(process.execPath, [join(root, 'node_modules', file), ...args], { cwd: folder }).then(
      ({ stdout }) => stdout,
      ({ stdout }: { readonly stdout: string }) => stdout,
    );
  const linted = await run('oxlint/bin/oxlint', '--format', 'unix', 'src');
  const compiled = await run('typescript/bin/tsc', '--noEmit', '--pretty', 'false');
  const named = new Set([...`${linted}\n${compiled}`.matchAll(/^src\/(.+?\.ts)[:(]/gm)].map(([, path]) => path));
  const missed = drops.filter(({ path }) => !named.has(path));
  // A dropped await changes few other files, so that a finding in a file is most likely its own.
  expect([...named].filter((path) => !drops.some((drop) => drop.path === path)).length).toBeLessThanOrEqual(10);
  process.stdout.write(
    `Dropped awaits: ${drops.length - missed.length} of ${drops.length} noticed (seed ${seed}).${missed.map(({ path, index }) => ` ${path}:${index}`).join('')}\n`,
  );
  expect(missed.length).toBeLessThanOrEqual(wanted / 10);
});
