import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { compiledValidator } from '../../scripts/compiled-validator.mjs';
import { built } from './built.ts';

// The schema is compiled from dist/.
await built();

const local = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const folder = local('../../.cache/two-stores');

/** What `buildChild` makes of two-stores-child.ts. */
export const childPath = join(folder, 'two-stores-child.js');

/** In one file each, and with the schema compiled as it is shipped: a thousand processes start faster. */
export async function buildChild(): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  for (const path of ['./two-stores-child.ts', '../../src/adapters/secrets/keychain-child.ts']) {
    const bundler = await rolldown({
      input: local(path),
      external: ['keytar'],
      platform: 'node',
      plugins: [compiledValidator(local('../../src'), local('../../dist'))],
    });
    await bundler.write({ dir: folder, codeSplitting: false, minify: true });
    await bundler.close();
  }
}
