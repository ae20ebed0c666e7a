import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isUpToDate } from '../../scripts/build-state.mjs';
import { projectFolder, runProgram } from '../support/program.ts';

const place = mkdtempSync(join(tmpdir(), 'smsctl-package-'));
afterAll(() => rmSync(place, { recursive: true }));

/** As the package is installed: without source maps, and without a compile cache. */
const installed = join(place, 'smsctl');
const isShipped = (path: string): boolean => !path.endsWith('.map');
for (const name of ['bin', 'bundle', 'package.json']) {
  cpSync(join(projectFolder, name), join(installed, name), { recursive: true, filter: isShipped });
}
const env = { HOME: join(place, 'home'), PATH: process.env.PATH ?? '', LANG: 'C.UTF-8' };

/** Takes a method away that `status` calls. */
const preload = join(place, 'no-sort.cjs');
writeFileSync(preload, 'delete Array.prototype.sort;\n');

const run = (folder: string, ...options: readonly string[]) =>
  runProgram([process.execPath, ...options, join(folder, 'bin/smsctl.js'), 'status'], { env });
const faultIn = async (folder: string) => (await run(folder, '--require', preload)).err.replace(/\s+/g, ' ');

describe('a fault', () => {
  it('is located in the source when there is a source map', async () => {
    const place = /TypeError at src\/adapters\/settings\/organization-files\.ts:\d+:\d+, in Object\.list\./;
    // The second run takes the compiled code of the first.
    expect(await faultIn(projectFolder)).toMatch(place);
    expect(await faultIn(projectFolder)).toMatch(place);
  });

  it('is located in the bundle, with the name of the function, when there is no source map', async () => {
    expect(await faultIn(installed)).toMatch(/TypeError at bundle[\\/]start\.js:\d+:\d+, in Object\.list\./);
  });
});

describe('the compile cache', () => {
  const compiled = join(installed, '.cache/compiled');
  const files = () => readdirSync(compiled, { recursive: true, encoding: 'utf8' }).sort();

  it('is kept in the directory of the program', async () => {
    rmSync(compiled, { recursive: true, force: true });
    const first = await run(installed);
    expect(files().length).toBeGreaterThan(1);
    const kept = files();
    const second = await run(installed);
    expect(second).toEqual(first);
    expect(files()).toEqual(kept);
  });

  it('is not needed where the directory cannot be written to', async () => {
    rmSync(join(installed, '.cache'), { recursive: true, force: true });
    writeFileSync(join(installed, '.cache'), '');
    expect((await run(installed)).err).toBe('');
    rmSync(join(installed, '.cache'));
  });
});

it('is built from the sources as they are', () => {
  expect(existsSync(join(projectFolder, 'bundle/start.js'))).toBe(true);
  expect(isUpToDate()).toBe(true);
});
