import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const record = join(root, 'bundle/sources.sha256');

/** A hash of everything that dist/ and bundle/ are made from: names and contents, libraries by the lockfile. */
export function sourcesHash() {
  const inFolder = (folder) => readdirSync(join(root, folder), { recursive: true }).map((path) => join(folder, path));
  const files = ['src', 'kernel', 'scripts'].flatMap(inFolder).filter((path) => statSync(join(root, path)).isFile());
  const hash = createHash('sha256');
  for (const path of [...files.sort(), 'package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json']) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

/** The last step of a build: notes which sources it was made from. */
export const recordBuild = (hash) => writeFileSync(record, hash);

/** Throws if dist/ and bundle/ are not built from the sources as they are now. */
export function assertUpToDate() {
  if (!isUpToDate()) throw new Error('The sources have changed since the last build: run `npm run build`.');
}

/** Whether bundle/ was built from the sources as they are now. False after a build that did not end. */
export function isUpToDate() {
  try {
    return readFileSync(record, 'utf8') === sourcesHash();
  } catch {
    return false;
  }
}
