import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../src');

/** What each floor may import of ours. Imports point down; `domain` imports nothing but itself. */
const floors: Readonly<Record<string, readonly string[]>> = {
  domain: ['domain'],
  automaton: ['domain', 'automaton'],
  'ports.ts': ['domain'],
  setup: ['domain', 'setup'],
  app: ['domain', 'ports.ts', 'setup', 'app'],
  adapters: ['domain', 'automaton', 'ports.ts', 'adapters'],
  sandbox: ['domain', 'sandbox'],
  cli: ['domain', 'ports.ts', 'setup', 'app', 'cli'],
  'main.ts': ['domain', 'ports.ts', 'adapters', 'sandbox', 'cli', 'main'],
  main: ['domain', 'ports.ts', 'adapters', 'sandbox', 'cli', 'main'],
};

/**
 * What each folder may import of the other folders of its floor, from the lowest to the highest; `.` is the floor's own files.
 * A folder may import those above it in its row, so that no two import each other. Folders below these count as one with them.
 */
const folders: Readonly<Record<string, readonly string[]>> = {
  domain: [
    ...['.', 'text', 'contact-words', 'numbers', 'countries', 'columns', 'contacts', 'settings', 'variables'],
    ...['application', 'prices', 'readiness', 'messages', 'provider-rules', 'error-codes', 'deliveries'],
    'failure-codes',
  ],
  automaton: ['.'],
  setup: ['step', 'owner', 'number', 'credentials', 'method', 'contacts', '.'],
  app: ['contacts', 'organizations', 'deliveries', 'verify', 'status', 'credentials', 'setup', '.'],
  adapters: [
    'process',
    'files',
    'settings',
    'secrets',
    'terminal',
    'twilio',
    'counting',
    'postgres',
    'mysql',
    'sqlite',
    'contacts',
  ],
  sandbox: ['twilio', 'scenarios', '.'],
  cli: ['command', 'render', 'commands', '.'],
  main: ['.'],
};

/** Modules that may read a secret as text, and what for. */
const revealers: Readonly<Record<string, string>> = {
  'adapters/secrets/encrypted-file.ts': 'encrypts it',
  'adapters/secrets/keychain.ts': 'hands it to the keychain',
  'adapters/twilio/twilio-http.ts': 'sends it to the provider',
  'app/credentials/sealed-credential.ts': 'seals it for a store',
  'domain/application/twilio-profiles.ts': 'parses it',
  'domain/settings/child-environment.ts': 'hands it to the program that `exec` runs',
  'domain/settings/credential.ts': 'makes a fingerprint of it',
  'domain/settings/parse-credential.ts': 'parses it',
};

/** The most files that lie directly in one folder. */
const mostFiles = 20;

/** The one door of each third-party package. */
const doors: Readonly<Record<string, string>> = {
  'libphonenumber-js/max': 'domain/numbers/phone.ts',
  commander: 'cli/program.ts',
  'ajv/dist/2020.js': 'adapters/settings/settings-validator.ts',
  chalk: 'cli/render/palette.ts',
  '@inquirer/prompts': 'adapters/terminal/terminal.ts',
  conf: 'adapters/settings/conf.ts',
  'twilio/lib/base/BaseTwilio.js': 'adapters/twilio/twilio-api.ts',
  'twilio/lib/base/RequestClient.js': 'adapters/twilio/twilio-api.ts',
  'proxy-agent': 'adapters/twilio/twilio-http.ts',
  dotenv: 'domain/application/dotenv-file.ts',
  yaml: 'domain/application/yaml-text.ts',
  keytar: 'adapters/secrets/keychain-child.ts',
  'age-encryption': 'adapters/secrets/encrypted-file.ts',
  pg: 'adapters/postgres/postgres-connection.ts',
  pgpass: 'adapters/postgres/postgres-connection.ts',
  saxen: 'adapters/contacts/workbook/xml-reader.ts',
  yauzl: 'adapters/contacts/workbook/zip-parts.ts',
  fzstd: 'adapters/contacts/parquet/page-codecs.ts',
  ...Object.fromEntries(
    ['assemble', 'column', 'convert', 'delta', 'encoding', 'metadata', 'schema', 'snappy', 'types'].map((part) => [
      `hyparquet/src/${part}.js`,
      'adapters/contacts/parquet/parquet-library.ts',
    ]),
  ),
  mysql2: 'adapters/mysql/mysql-connection.ts',
};

/** Modules that write files without a word on secrets, and why they may. */
const fileWriters: Readonly<Record<string, string>> = {
  'adapters/settings/organization-files.ts': 'the id of an organization, which is a matched pattern',
  'adapters/files/durable-file.ts': 'writes the bytes it is given, for others',
  'adapters/secrets/encrypted-file.ts': 'encrypts',
  'adapters/files/file-lock.ts': 'process ids and times alone',
  'adapters/counting/key-store.ts': 'digits of telephone numbers, in a file without a name',
  'adapters/contacts/counted/stored-rows.ts': 'phones and countries of rows, in a file without a name',
  'adapters/contacts/stored-bytes.ts': 'a copy of a list that comes as a stream, in a file without a name',
  'adapters/sqlite/sqlite-child.ts': 'rows of contacts for its parent, through a pipe',
  'main/sandbox.ts': "the sandbox's made-up contacts",
};

/** What keeps secrets out of a file. */
const minding = /\b(?:redact|holdsSecret|jsonText|htmlText|markdownText)\b/;

const writing =
  /\b(?:writeDurably|(?:write|append|copy)File(?:Sync)?|createWriteStream|writev?Sync|writevSync|truncateSync|symlinkSync)\b/;

/** Floors that see nothing of the machine; a hash is arithmetic. */
const pure = /^(domain|automaton|setup|app|ports\.ts)/;
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
    // The words may also end a text of ours: what follows is then no name of a module.
    const found = text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"\s]+)['"]/g);
    return { path, text, imports: [...found].map((match) => match[1] ?? '') };
  });
}

const sources = readSources();
const floorOf = (path: string): string => (path.includes('/') ? path.slice(0, path.indexOf('/')) : path);
/** The folder of a floor that holds a file; each command's folder counts by itself. */
function folderOf(path: string): string {
  const [, ...rest] = path.split('/');
  if (rest.length < 2) return '.';
  return rest[0] === 'commands' ? rest.slice(0, 2).join('/') : (rest[0] ?? '.');
}
const orderOf = (floor: string, folder: string): number =>
  (folders[floor] ?? []).indexOf(folder.startsWith('commands/') ? 'commands' : folder);
const isOurs = (name: string): boolean => name.startsWith('.');

/** The files of ours that a file imports, types included. */
const targetsOf = ({ path, imports }: Pick<Source, 'path' | 'imports'>): readonly string[] =>
  imports.filter(isOurs).map((name) => relative(root, resolve(root, dirname(path), name)));

describe('the architecture', () => {
  it('is read from the real files, so that this suite cannot pass by seeing nothing', () => {
    expect(sources.length).toBeGreaterThan(45);
    expect(sources.flatMap(({ imports }) => imports).length).toBeGreaterThan(200);
    expect([...new Set(sources.map(({ path }) => floorOf(path)))].sort()).toEqual(Object.keys(floors).sort());
  });

  it.each(sources)('$path imports only what its floor allows', ({ path, imports }) => {
    const allowed = floors[floorOf(path)] ?? [];
    expect(targetsOf({ path, imports }).filter((target) => !allowed.includes(floorOf(target)))).toEqual([]);
  });

  it('gives every folder of a floor its place', () => {
    const unplaced = sources
      .filter(({ path }) => path.includes('/'))
      .filter(({ path }) => orderOf(floorOf(path), folderOf(path)) === -1);
    expect(unplaced.map(({ path }) => path)).toEqual([]);
  });

  it.each(sources.filter(({ path }) => path.includes('/')))('$path imports only folders below its own', (source) => {
    const floor = floorOf(source.path);
    const above = targetsOf(source).filter((target) => {
      if (floorOf(target) !== floor || folderOf(target) === folderOf(source.path)) return false;
      return orderOf(floor, folderOf(target)) >= orderOf(floor, folderOf(source.path));
    });
    expect(above).toEqual([]);
  });

  it('has no circle of imports, types included', () => {
    const imports = new Map(sources.map((source) => [source.path, targetsOf(source)]));
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (path: string, way: readonly string[]): void => {
      if (way.includes(path)) circles.push([...way.slice(way.indexOf(path)), path].join(' -> '));
      if (way.includes(path) || done.has(path)) return;
      for (const target of imports.get(path) ?? []) visit(target, [...way, path]);
      done.add(path);
    };
    for (const path of imports.keys()) visit(path, []);
    expect(circles).toEqual([]);
  });

  it(`has at most ${mostFiles} files in a folder`, () => {
    const names = [...new Set(sources.map(({ path }) => dirname(path)))];
    const filesIn = (folder: string) => sources.filter(({ path }) => dirname(path) === folder).length;
    expect(names.filter((folder) => filesIn(folder) > mostFiles)).toEqual([]);
  });

  it('reads a secret as text only where it leaves the program, or is parsed', () => {
    const found = sources.filter(({ text }) => /\breveal\(\)/.test(text)).map(({ path }) => path);
    expect(found.filter((path) => path !== 'domain/text/secret.ts')).toEqual(Object.keys(revealers).sort());
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

  it('keeps secrets out of the files it writes', () => {
    const writers = sources.filter(({ text }) => writing.test(text));
    expect(writers.length).toBeGreaterThan(5);
    const careless = writers.filter(({ path, text }) => !(path in fileWriters) && !minding.test(text));
    expect(careless.map(({ path }) => path)).toEqual([]);
    const names = writers.map(({ path }) => path);
    expect(Object.keys(fileWriters).filter((path) => !names.includes(path))).toEqual([]);
  });

  it('has no door without a package behind it', () => {
    const used = new Set(sources.flatMap(({ imports }) => imports));
    expect(Object.keys(doors).filter((name) => !used.has(name))).toEqual([]);
  });
});
