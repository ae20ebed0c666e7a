import { readFileSync } from 'node:fs';

/** The package's. The build puts the number itself in this module's place. */
export const version = (
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { readonly version: string }
).version;
