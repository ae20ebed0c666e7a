import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../src');

/** What each floor may import of ours. Imports point down; `domain` imports nothing but itself. */
const floors: Readonly<Record<string, readonly string[]>> = {
  domain: ['domain'],
  'ports.ts': ['domain'],
  setup: ['domain', 'setup'],
  app: ['domain', 'ports.ts', 'setup', 'app'],
  adapters: ['domain', 'ports.ts', 'adapters'],
  sandbox: ['domain', 'sandbox'],
  cli: ['domain', 'ports.ts', 'setup', 'app', 'cli'],
  'main.ts': ['domain', 'ports.ts', 'adapters', 'sandbox', 'cli'],
};

/** The one door of each third-party package. */
const doors: Readonly<Record<string, string>> = {
  'libphonenumber-js/max': 'domain/phone.ts',
  commander: 'cli/program.ts',
  'ajv/dist/2020.js': 'adapters/settings-validator.ts',
  chalk: 'cli/render/palette.ts',
  '@inquirer/prompts': 'adapters/terminal.ts',
  conf: 'adapters/settings-writing.ts',
  'proxy-agent': 'adapters/twilio-http.ts',
  keytar: 'adapters/keychain-child.ts',
  'age-encryption': 'adapters/encrypted-file.ts',
  pg: 'adapters/contacts/postgres-list.ts',
  'pg-cursor': 'adapters/contacts/postgres-list.ts',
};

/** Modules that write files, with what keeps secrets out of them. Whoever adds one says so here. */
const fileWriters: Readonly<Record<string, string>> = {
  'adapters/durable-file.ts': 'writes the bytes it is given, for those below',
  'adapters/settings-writing.ts': 'refuses what holds a secret',
  'adapters/standard-streams.ts': 'redact',
  'adapters/verification-file.ts': 'jsonText',
  'adapters/encrypted-file.ts': 'encrypts',
  'adapters/file-lock.ts': 'process ids and times alone',
  'main.ts': "the sandbox's made-up contacts",
};

const writing =
  /\b(?:writeDurably|(?:write|append|copy)File(?:Sync)?|createWriteStream|writev?Sync|writevSync|truncateSync|symlinkSync)\b/;

/** Floors that see nothing of the machine; a hash is arithmetic. */
const pure = /^(domain|setup|app|ports\.ts)/;
const pureBuiltIns = ['node:crypto', 'node:util'];

interface Source {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

function readSources(): readonly Source[] {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  return paths.sort().map((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    const found = text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]/g);
    return { path, text, imports: [...found].map((match) => match[1] ?? '') };
  });
}

const sources = readSources();
const floorOf = (path: string): string => (path.includes('/') ? path.slice(0, path.indexOf('/')) : path);
const isOurs = (name: string): boolean => name.startsWith('.');

describe('the architecture', () => {
  it('is read from the real files, so that this suite cannot pass by seeing nothing', () => {
    expect(sources.length).toBeGreaterThan(45);
    expect(sources.flatMap(({ imports }) => imports).length).toBeGreaterThan(200);
    expect([...new Set(sources.map(({ path }) => floorOf(path)))].sort()).toEqual(Object.keys(floors).sort());
  });

  it.each(sources)('$path imports only what its floor allows', ({ path, imports }) => {
    const allowed = floors[floorOf(path)] ?? [];
    const targets = imports
      .filter(isOurs)
      .map((name) => relative(root, resolve(root, dirname(path), name)))
      .filter((target) => !allowed.includes(floorOf(target)));
    expect(targets).toEqual([]);
  });

  it.each(sources)('$path leaves third-party packages to their doors', ({ path, imports }) => {
    const packages = imports.filter((name) => !isOurs(name) && !name.startsWith('node:'));
    const strangers = packages.filter((name) => !new RegExp(`^${doors[name] ?? 'nowhere'}$`).test(path));
    expect(strangers).toEqual([]);
  });

  it.each(sources.filter(({ path }) => pure.test(path)))('$path touches no machine', ({ imports }) => {
    const builtIns = imports.filter((name) => name.startsWith('node:') && !pureBuiltIns.includes(name));
    expect(builtIns).toEqual([]);
  });

  it('writes files in the modules that are known for it', () => {
    const writers = sources.filter(({ text }) => writing.test(text)).map(({ path }) => path);
    expect(writers.sort()).toEqual(Object.keys(fileWriters).sort());
  });

  it('has no door without a package behind it', () => {
    const used = new Set(sources.flatMap(({ imports }) => imports));
    expect(Object.keys(doors).filter((name) => !used.has(name))).toEqual([]);
  });
});
