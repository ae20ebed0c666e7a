import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../../domain/environment.ts';
import { readRegular } from '../files/named-file.ts';

/** In bytes. */
const limit = 1024 * 1024;

/**
 * The options of the group `[client]` in `~/.my.cnf`, with `-` for `_` in their names
 * (https://dev.mysql.com/doc/refman/8.4/en/option-files.html). None if the file is missing, unreadable, or writable for everyone,
 * which `mysql` ignores as well.
 */
export function clientOptions(env: Environment): ReadonlyMap<string, string> {
  const options = new Map<string, string>();
  const home = env.HOME || process.getBuiltinModule('node:os').homedir();
  let group = '';
  for (const line of linesOf(join(home, '.my.cnf'))) {
    const header = /^\s*\[([^\]]*)\]/.exec(line)?.[1];
    if (header !== undefined) group = header.trim().toLowerCase();
    else if (group === 'client') {
      const [, name, value = ''] = /^\s*([\w-]+)\s*(?:=\s*(.*?))?\s*$/.exec(line) ?? [];
      if (name !== undefined) options.set(name.toLowerCase().replaceAll('_', '-'), unquoted(value));
    }
  }
  return options;
}

function linesOf(path: string): readonly string[] {
  try {
    if (process.platform !== 'win32' && (statSync(path).mode & 0o002) !== 0) return [];
    return readRegular(path, limit).bytes.toString('utf8').split(/\r?\n/);
  } catch {
    return [];
  }
}

const escapes: Readonly<Record<string, string>> = { b: '\b', t: '\t', n: '\n', r: '\r', s: ' ', '\\': '\\' };

/** Without a comment at the end and quotes around it. */
function unquoted(text: string): string {
  const quoted = /^(["'])(.*?)\1\s*(?:#.*)?$/.exec(text)?.[2];
  const plain = quoted ?? text.replace(/\s*#.*$/, '');
  return plain.replace(/\\([btnrs\\])/g, (_, letter: string) => escapes[letter] ?? letter);
}
