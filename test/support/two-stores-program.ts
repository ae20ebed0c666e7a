import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { compiledValidator } from '../../scripts/compiled-validator.mjs';

const local = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const folder = local('../../.cache/two-stores');

/** What `buildChild` makes of two-stores-child.ts. */
export const childPath = join(folder, 'two-stores-child.js');

/** In one file each, and with the schema compiled as it is shipped: a thousand processes start faster. */
export async function buildChild(): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  await build({
    entryPoints: [local('./two-stores-child.ts'), local('../../src/adapters/secrets/keychain-child.ts')],
    outdir: folder,
    entryNames: '[name]',
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['keytar'],
    minify: true,
    plugins: [compiledValidator],
    banner: {
      js: 'import { createRequire as requireFor } from "node:module"; const require = requireFor(import.meta.url);',
    },
  });
}
