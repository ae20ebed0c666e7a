// Builds bundle/, the program that ships: the modules of src and the libraries that they use, in CommonJS files.
//
//   bundle/start.js    what every run loads, with the commands that scripts run again and again; bin/smsctl.js starts it
//   bundle/<name>.js   what is loaded with `import()`, and what several of these files share
//   bundle/*-child.js, bundle/*-worker.js   programs of their own: child processes and threads, in one file each
//   bundle/numbers.bin, bundle/kernel.wasm  the numbering plans, and what reads them (scripts/compile-numbers.mjs)
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { recordBuild, sourcesHash } from './build-state.mjs';
import { compileNumbers } from './compile-numbers.mjs';
import { compiledValidator } from './compiled-validator.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = join(root, 'src');
const dist = join(root, 'dist');
const ready = join(root, 'bundle');
/** Becomes `bundle` when it is complete: programs that run meanwhile load their files from the former one. */
const out = join(root, 'bundle.new');
/** What Node and bin/compile-cache.js keep of the build before. */
const compiled = join(root, '.cache/compiled');
const build = sourcesHash();
const { optionalDependencies, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** The paths that the build knows, in src. */
const main = 'main.ts';
/** What these commands load with `import()` becomes part of start.js: every further file takes a third of a millisecond. */
const quick = [
  'cli/commands/status/status.ts',
  'cli/commands/verify/verify.ts',
  'adapters/settings/settings-validator.ts',
];
const programs = [
  'adapters/secrets/keychain-child.ts',
  'adapters/counting/count-worker.ts',
  'adapters/sqlite/sqlite-child.ts',
];
const versionModule = 'main/version.ts';
const libraryModule = 'adapters/counting/phone-library.ts';
const help = 'cli/commands/help';
const manualModules = [`${help}/manual`, `${help}/help-topics`, 'cli/commands', 'cli/command/global-options'];

/** Packages of which the build takes data only: the sources of src/domain/countries/country-table.ts. */
const dataPackages = ['cldr-core', 'cldr-localenames-full', 'i18n-iso-countries', 'iso-3166'];

/** A module of what tsc made of src, by its path in src. */
const built = (path) => import(pathToFileURL(join(dist, path.replace(/\.ts$/, '.js'))));

/** Modules that the build writes, by their path in src. The last two ask at run time for what is known now. */
const written = {
  start: () => [`export { main } from './${main}';`, ...quick.map((path) => `import './${path}';`)].join('\n'),
  [versionModule]: () => `export const version = ${JSON.stringify(version)};`,
  [libraryModule]: async () =>
    `export const phoneLibrary = () => (${JSON.stringify((await built(libraryModule)).phoneLibrary())});`,
};
const writtenModules = {
  name: 'written-modules',
  resolveId: (id) => (id === 'start' ? join(source, id) : null),
  load: (id) => written[relative(source, id).replaceAll('\\', '/')]?.(),
};

/** Bundles `module` as `<name>.js`. Returns the paths of the modules that became part of it. */
async function bundle(name, module, codeSplitting) {
  const bundler = await rolldown({
    cwd: root,
    input: { [name]: module },
    // Installed beside the program, where it can be; everything else is part of it.
    external: Object.keys(optionalDependencies),
    platform: 'node',
    plugins: [writtenModules, compiledValidator(source, dist)],
    // The modules of `quick` are imported with `import()` and are part of start.js on purpose.
    checks: { ineffectiveDynamicImport: false },
    // Lets start.js export to the other files what they share with it.
    preserveEntrySignatures: 'allow-extension',
  });
  const { output } = await bundler.write({
    dir: out,
    // Node starts it sooner than ES modules; Node 20 can keep no compiled ES module.
    format: 'cjs',
    strict: true,
    dynamicImportInCjs: false,
    codeSplitting,
    chunkFileNames: '[name].js',
    minifyInternalExports: false,
    // Names of functions stay: they are what a stack trace is read by.
    minify: { compress: true, mangle: { toplevel: false, keepNames: true }, codegen: { removeWhitespace: true } },
    comments: false,
    // By which bin/compile-cache.js tells one build's file from another's.
    postFooter: `//${build.slice(0, 16)}`,
    // Beside the file, for the tests and for who works on smsctl; not part of the package.
    sourcemap: 'hidden',
  });
  await bundler.close();
  return output.flatMap(({ moduleIds = [] }) => moduleIds);
}

/** The manual page, from the list of commands. */
async function writeManual() {
  const parts = Object.assign({}, ...(await Promise.all(manualModules.map((path) => built(`${path}.ts`)))));
  const { manualPage, commands, groups, globalOptions, helpTopics: topics } = parts;
  writeFileSync(join(out, 'smsctl.1'), manualPage({ version, commands, groups, globalOptions, topics }));
}

/** The licence of every package that has become part of the bundle, or whose data has. */
function notices(modules) {
  const bundled = modules.map((path) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(path)?.[0]);
  const folders = [...bundled.filter(Boolean), ...dataPackages.map((name) => join(root, 'node_modules', name))];
  return [...new Set(folders)].sort().map(notice).join('\n');
}

function notice(folder) {
  const { name, version: release, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8');
  return `${name} ${release} (${license})\n${'='.repeat(72)}\n${text.trim()}\n`;
}

for (const path of [out, compiled]) rmSync(path, { recursive: true, force: true });
mkdirSync(out);
writeFileSync(join(out, 'package.json'), '{ "type": "commonjs" }\n');
const modules = await bundle('start', 'start', {
  groups: [
    { name: 'start', tags: ['$initial'], priority: 1 },
    // One file instead of ten small ones that every command with options loads.
    {
      name: 'questions',
      test: /[\\/]src[\\/](?:domain[\\/]text|cli[\\/]render[\\/]columns|setup[\\/]\w+[\\/](?:questions|names-saved))/,
    },
    // The same for every check of a list.
    {
      name: 'lists',
      test: /[\\/]src[\\/](?:adapters[\\/](?:contacts[\\/](?:list-file|delimited[\\/]record-scanner)|counting[\\/]rows[\\/]record-extent|files[\\/]nameless-file)|domain[\\/]contacts[\\/](?:contact-merge|list-findings|row-choices|row-judge))\.ts$/,
    },
  ],
});
for (const path of programs) modules.push(...(await bundle(basename(path, '.ts'), join(source, path), false)));
writeFileSync(join(out, 'THIRD-PARTY-NOTICES.txt'), notices(modules));
await writeManual();
await compileNumbers(out);
rmSync(ready, { recursive: true, force: true });
renameSync(out, ready);
recordBuild(build);
