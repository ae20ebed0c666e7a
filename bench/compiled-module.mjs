import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'rolldown';

/** Imports a TypeScript module of the repository, which Node.js 20 does not do by itself. Writes it into a directory. */
export async function compiledModule(path, directory) {
  const file = join(directory, basename(path).replace('.ts', '.mjs'));
  const input = fileURLToPath(new URL(`../${path}`, import.meta.url));
  await build({ input, platform: 'node', logLevel: 'silent', output: { file, format: 'esm' } });
  return import(pathToFileURL(file).href);
}
