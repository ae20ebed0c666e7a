import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Everything that dist/ and bundle/ are made from; libraries by the lockfile. */
const sources = [
  'src',
  'kernel',
  'scripts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
];
const record = join(root, 'bundle/sources.sha256');

/** A hash of the names and contents of everything that the program is built from. */
export function sourcesHash() {
  const hash = createHash('sha256');
  const add = (path) =>
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  for (const path of sources) {
    if (path.includes('.')) add(path);
    else {
      const entries = readdirSync(join(root, path), { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
      for (const file of files.sort()) add(file.slice(root.length));
    }
  }
  return hash.digest('hex');
}

/** The last step of a build: notes what it was made from. */
export const recordBuild = () => writeFileSync(record, `${sourcesHash()}\n`);

/** Whether bundle/ was built from the sources as they are now. A build that was interrupted is not up to date. */
export function isUpToDate() {
  try {
    return readFileSync(record, 'utf8').trim() === sourcesHash();
  } catch {
    return false;
  }
}
