import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from '../../src/adapters/files/file-lock.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const stamp = join(root, '.cache/built-from');
const sources = ['src', 'kernel', 'scripts', 'bin', 'package.json', 'package-lock.json'];
const settings = ['tsconfig.json', 'tsconfig.build.json'];

function filesBelow(path: string): readonly string[] {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path))
    .toSorted()
    .flatMap((name) => filesBelow(`${path}/${name}`));
}

/** The build also keeps what Node compiled, so that it depends on Node's version, too. */
function sourceHash(): string {
  const hash = createHash('sha256').update(process.version);
  for (const path of [...sources, ...settings].flatMap(filesBelow)) {
    hash.update(path).update(readFileSync(join(root, path)));
  }
  return hash.digest('hex');
}

const isCurrent = (hash: string): boolean =>
  existsSync(join(root, 'bundle/start.js')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;

function runNode(...argv: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, argv, { cwd: root, stdio: 'inherit' });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`${argv[0]} failed (${code}).`))));
  });
}

async function build(): Promise<void> {
  const hash = sourceHash();
  if (isCurrent(hash)) return;
  await runNode('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json');
  await runNode('scripts/build.mjs');
  writeFileSync(stamp, hash);
}

let ready: Promise<void> | undefined;

/**
 * Builds the program if its sources changed since the last build. A suite that uses dist/ or bundle/ awaits this first. Other
 * workers, and other runs in the same checkout, wait for the one that builds.
 */
export function built(): Promise<void> {
  mkdirSync(join(root, '.cache'), { recursive: true });
  ready ??= isCurrent(sourceHash())
    ? Promise.resolve()
    : withLock(join(root, '.cache/building'), build, { waitMilliseconds: 600_000 });
  return ready;
}
