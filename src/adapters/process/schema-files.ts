import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The package's JSON Schemas. */
export const schemaFiles = (directory: string) => ({
  names: (): readonly string[] =>
    readdirSync(directory)
      .filter((name) => name.endsWith('.json'))
      .map((name) => name.slice(0, -'.json'.length))
      .sort(),
  /** `name` is one of `names`. */
  read: (name: string): string => readFileSync(join(directory, `${name}.json`), 'utf8'),
});
