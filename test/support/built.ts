import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isUpToDate } from '../../scripts/build-state.mjs';
import { withLock } from '../../src/adapters/files/file-lock.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, '.cache');
const stamp = join(folder, 'built-tables');

/** What `numbers.bin` and `kernel.wasm` are made from. */
const tableSources = ['src/automaton', 'src/domain', 'kernel', 'scripts'];

function tablesHash(): string {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  const entries = tableSources.flatMap((path) =>
    readdirSync(join(root, path), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()),
  );
  for (const path of entries.map(({ parentPath, name }) => join(parentPath, name)).toSorted()) {
    hash.update(path).update(readFileSync(path));
  }
  return hash.digest('hex');
}

function haveCurrentTables(): boolean {
  if (!existsSync(join(root, 'bundle/numbers.bin'))) return false;
  const hash = tablesHash();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return true;
  if (!isUpToDate()) return false;
  mkdirSync(folder, { recursive: true });
  writeFileSync(stamp, hash);
  return true;
}

const isCurrent = { program: isUpToDate, tables: haveCurrentTables } as const;

function runNode(...argv: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, argv, { cwd: root, stdio: 'inherit' });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`${argv[0]} failed (${code}).`))));
  });
}

/**
 * Builds the program if its sources changed since the last build; with `tables`, if those of the compiled number tables did. A
 * suite that uses dist/ or bundle/ awaits this where it is loaded, which has no time limit. Other workers, and other runs in the
 * same checkout, wait for the one that builds. `KEEP_BUILD=1` takes the last build as it is.
 */
export async function built(part: keyof typeof isCurrent = 'program'): Promise<void> {
  if (process.env.KEEP_BUILD === '1' || isCurrent[part]()) return;
  mkdirSync(folder, { recursive: true });
  const build = async (): Promise<void> => {
    if (isCurrent[part]()) return;
    await runNode('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json');
    await runNode('scripts/build.mjs');
  };
  await withLock(join(folder, 'building'), build, { waitMilliseconds: 600_000 });
}
