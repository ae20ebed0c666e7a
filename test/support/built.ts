import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from '../../src/adapters/files/file-lock.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, '.cache');
const always = ['scripts', 'kernel', 'package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];

/** What each part of the build is made from. */
const parts = {
  /** All of dist/ and bundle/. */
  program: [...always, 'src', 'bin'],
  /** `numbers.bin` and `kernel.wasm`. */
  tables: [...always, 'src/automaton', 'src/domain'],
} as const;

type Part = keyof typeof parts;

const stampOf = (part: Part): string => join(folder, `built-${part}`);

function filesBelow(path: string): readonly string[] {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  const names = readdirSync(join(root, path)).toSorted();
  return names.flatMap((name) => filesBelow(`${path}/${name}`));
}

/** Node's version is part of it: the build keeps what Node compiled. */
function sourceHash(part: Part): string {
  const hash = createHash('sha256').update(process.version);
  for (const path of parts[part].flatMap(filesBelow)) hash.update(path).update(readFileSync(join(root, path)));
  return hash.digest('hex');
}

const isCurrent = (part: Part): boolean =>
  existsSync(join(root, 'bundle/start.js')) &&
  existsSync(stampOf(part)) &&
  readFileSync(stampOf(part), 'utf8') === sourceHash(part);

function runNode(...argv: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, argv, { cwd: root, stdio: 'inherit' });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`${argv[0]} failed (${code}).`))));
  });
}

async function build(): Promise<void> {
  const hashes = (['program', 'tables'] as const).map((part) => [part, sourceHash(part)] as const);
  await runNode('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json');
  await runNode('scripts/build.mjs');
  for (const [part, hash] of hashes) writeFileSync(stampOf(part), hash);
}

/**
 * Builds the program if the sources of `part` changed since the last build. A suite that uses dist/ or bundle/ awaits this where
 * it is loaded, which has no time limit. Other workers, and other runs in the same checkout, wait for the one that builds.
 * `KEEP_BUILD=1` takes the last build as it is.
 */
export async function built(part: Part = 'program'): Promise<void> {
  if (process.env.KEEP_BUILD === '1' || isCurrent(part)) return;
  mkdirSync(folder, { recursive: true });
  const buildOnce = async () => (isCurrent(part) ? undefined : build());
  await withLock(join(folder, 'building'), buildOnce, { waitMilliseconds: 600_000 });
}
