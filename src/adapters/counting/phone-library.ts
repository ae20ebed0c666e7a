import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ImageOrigin } from '../../automaton/image.ts';

/**
 * The version and metadata of the installed libphonenumber-js. The build replaces this function by its result, since the
 * bundle contains the library.
 */
export function phoneLibrary(): Pick<ImageOrigin, 'library' | 'metadata'> {
  const require = createRequire(import.meta.url);
  const { version } = JSON.parse(readFileSync(require.resolve('libphonenumber-js/package.json'), 'utf8')) as {
    version: string;
  };
  const metadata = readFileSync(require.resolve('libphonenumber-js/metadata.max.json'));
  return { library: version, metadata: createHash('sha256').update(metadata).digest('hex') };
}
