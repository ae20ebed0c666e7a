// Builds what ships: the source tree, bundled into CommonJS files that are loaded when they are needed, with source maps.
//
//   bundle/start.js     what every run needs, and the quick commands, which take nothing else; started by bin/smsctl.js
//   bundle/<name>.js    everything that is loaded when it is used; takes what it shares with start.js from there
//   bundle/shared.js    the small things that several of these share
//   bundle/*-child.js, *-worker.js    what runs by itself as a child process or a thread; what it loads later stands beside it
//
// One file for the start, since each file costs a third of a millisecond; CommonJS, since ES modules start slower; esbuild
// splits ES modules only, so that the other files are split first and turned into CommonJS one by one. Node's own modules are
// required on first use: to load `crypto` alone takes longer than all the rest of `status`.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, transform } from 'esbuild';
import { compiledValidator } from './compiled-validator.mjs';
import { tableSources } from './country-table.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = join(root, 'src');
const out = join(root, 'bundle');
const { optionalDependencies, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Installed beside the program, where it can be; everything else is part of it. */
const external = Object.keys(optionalDependencies);
const children = readdirSync(source, { recursive: true }).filter((path) => /-(?:child|worker)\.ts$/.test(path));
/** What a run takes that asks nobody and writes nothing, besides what main.ts imports. */
const quick = [
  'cli/commands/status/status.ts',
  'cli/commands/verify/verify.ts',
  'adapters/settings/settings-validator.ts',
];
/** What `import.meta` is in CommonJS. */
const importMeta = 'const importMeta = { get url() { return require("node:url").pathToFileURL(__filename).href; } };\n';

/** What src/main/version.ts would read at every start. */
const builtVersion = {
  name: 'version',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]main[\\/]version\.ts$/ }, () => ({
      contents: `export const version = ${JSON.stringify(version)};\n`,
    })),
};

/** Which libphonenumber-js is inside; src/adapters/counting/phone-library.ts would look for one that is installed. */
const bundledLibrary = {
  name: 'bundled-library',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]phone-library\.ts$/ }, async () => {
      const { phoneLibrary } = await import(pathToFileURL(join(root, 'dist/adapters/counting/phone-library.js')));
      return { contents: `export const phoneLibrary = () => (${JSON.stringify(phoneLibrary())});` };
    }),
};

/** To load it takes longer than all of commander, which needs it for subcommands that are programs of their own. */
const lateChildProcess = {
  name: 'late-child-process',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]commander[\\/]lib[\\/]command\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8')
        .replace(/^const childProcess = .*$/m, '')
        .replaceAll('childProcess.spawn', "require('node:child_process').spawn"),
    })),
};

const common = {
  absWorkingDir: root,
  outdir: out,
  platform: 'node',
  target: 'node20.17',
  bundle: true,
  sourcemap: true,
  logLevel: 'warning',
  define: { 'import.meta': 'importMeta' },
  // Names stay: they are what a stack trace is read by.
  minifyWhitespace: true,
  minifySyntax: true,
};
const onlyTransform = {
  platform: 'node',
  target: common.target,
  sourcemap: 'inline',
  minifyWhitespace: true,
  minifySyntax: true,
};
const metaFor = (code) => (code.includes('importMeta') ? importMeta : '');

/** Parts that are shorter (in characters of what they are made from) take longer to find on the disk than to run. */
const smallPart = 16_384;

/** Every file that has become part of the bundle. */
const bundled = new Set();
/** What start.js holds is taken from there: a module by its place in `shared`. */
const fromStart = {
  name: 'from-start',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.{1,2}\// }, ({ path, resolveDir }) => {
      const index = shared.indexOf(resolve(resolveDir, path));
      return index === -1 ? undefined : { path: `start:${index}`, external: true };
    }),
};

/** What start.js holds is there at once, and needs no wrapper that waits for an `import()`. */
const atHand = {
  name: 'at-hand',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, ({ path }) => {
      const found = [];
      const contents = readFileSync(path, 'utf8').replace(/\bimport\('(\.[^']+)'\)/g, (all, name) => {
        if (!shared.includes(resolve(dirname(path), name))) return all;
        found.push(`import * as atHand${found.length} from '${name}';\n`);
        return `Promise.resolve(atHand${found.length - 1})`;
      });
      // Behind the text, so that no line of it moves.
      return { contents: `${contents}\n${found.join('')}`, loader: 'ts' };
    }),
};

/**
 * A file's text is a function that is called at once: bin/smsctl.js takes it without the call, as it stands there. To put
 * Node's own wrapper around it copies the whole text, which costs as much as a third of what it takes to compile.
 */
const parameters = '(exports, require, module, __filename, __dirname)';
const wrapper = { banner: `(function ${parameters} {`, footer: `})\n${parameters};` };

/** Modules that Node has loaded before it comes to us. */
const alwaysThere = ['fs', 'path', 'util', 'buffer', 'events', 'timers'];

rmSync(out, { recursive: true, force: true });
mkdirSync(out);
writeFileSync(join(out, 'package.json'), '{ "type": "commonjs" }\n');
const shared = await modulesOf(['main.ts', ...quick]);
const taken = await buildParts(await buildStart(new Map()));
// Once more, with what the others take from it.
await buildStart(taken);
for (const path of children) await buildChild(basename(path, '.ts'), join(source, path));
await writeManual();
writeFileSync(join(out, 'THIRD-PARTY-NOTICES.txt'), notices());

for (const step of ['compile-numbers.mjs', 'code-cache.cjs']) {
  execFileSync(process.execPath, [join(root, 'scripts', step)], { stdio: ['ignore', 'ignore', 'pipe'] });
}

/** The modules of ours that these load without `import()`, these included. */
async function modulesOf(paths) {
  const { metafile } = await build({
    ...common,
    entryPoints: paths.map((path) => join(source, path)),
    external,
    splitting: true,
    format: 'esm',
    metafile: true,
    write: false,
    plugins: [compiledValidator],
  });
  const found = new Set();
  const add = (path) => {
    if (found.has(path) || path.includes('node_modules') || metafile.inputs[path] === undefined) return;
    found.add(path);
    for (const { path: other, kind } of metafile.inputs[path].imports) if (kind === 'import-statement') add(other);
  };
  for (const path of paths) add(`src/${path}`);
  return [...found].map((path) => join(root, path));
}

/**
 * Builds start.js, which exports `main` and, for the other files, a function for each module of which they take something:
 * `m12()` gives its `taken` names. Returns what it loads later, by name.
 */
async function buildStart(taken) {
  const later = new Map();
  const laterFromElsewhere = {
    name: 'later',
    setup: ({ onResolve, resolve: find }) =>
      onResolve({ filter: /./ }, async ({ path, kind, pluginData, ...rest }) => {
        if (kind !== 'dynamic-import' || pluginData === 'found' || external.includes(path) || isBuiltin(path))
          return undefined;
        const found = await find(path, { kind, pluginData: 'found', ...rest });
        if (shared.includes(found.path)) return undefined;
        const name = path.startsWith('.')
          ? relative(source, found.path).slice(0, -'.ts'.length).replaceAll(/\W+/g, '-')
          : path.replace(/\W+/g, '-').replace(/^-/, '');
        if ((later.get(name) ?? found.path) !== found.path)
          return { errors: [{ text: `Two files to be loaded later are called ${name}.` }] };
        later.set(name, found.path);
        return { path: `./${name}.js`, external: true };
      }),
  };
  const held = [...taken].map(([index, names]) => {
    const from = JSON.stringify(shared[index]);
    const gives = [...names].map((name) => `${name}: n${index}.${name}`);
    return { load: `import * as n${index} from ${from};`, give: `m${index}: () => ({ ${gives.join(', ')} })` };
  });
  const loads = [`import { main } from ${JSON.stringify(join(source, 'main.ts'))};`, ...held.map(({ load }) => load)];
  const contents = `${loads.join('\n')}\nmodule.exports = { main, ${held.map(({ give }) => give).join(', ')} };\n`;
  await buildOne('start', {
    stdin: { resolveDir: root, sourcefile: 'start.js', contents },
    // It is: exports that esbuild makes of an ES module's are slower.
    logOverride: { 'commonjs-variable-in-esm': 'silent' },
    plugins: [compiledValidator, builtVersion, laterFromElsewhere, atHand],
  });
  return later;
}

/**
 * Builds what is loaded later; what several of these share becomes a file of its own. Returns what they take from start.js:
 * names, by the module's place in `shared`.
 */
async function buildParts(later) {
  const taken = new Map();
  const { outputFiles, metafile } = await build({
    ...common,
    metafile: true,
    entryPoints: Object.fromEntries(later),
    entryNames: '[name]',
    chunkNames: '[name]-[hash]',
    external,
    splitting: true,
    format: 'esm',
    write: false,
    plugins: [fromStart, bundledLibrary, lateChildProcess],
  });
  for (const path of Object.keys(metafile.inputs)) bundled.add(path);
  const scripts = outputFiles.filter((file) => file.path.endsWith('.js'));
  const small = scripts.filter(({ path, text }) => basename(path).startsWith('chunk-') && text.length < smallPart);
  const names = small.map(({ path }) => basename(path));
  const inShared = (code) =>
    code.replace(/\brequire\("\.\/(chunk-[^"]+)"\)/g, (load, name) =>
      names.includes(name) ? `require("./shared.js")[${JSON.stringify(name)}]()` : load,
    );
  for (const { path, text } of scripts) {
    for (const [index, name] of takenIn(text)) taken.set(index, (taken.get(index) ?? new Set()).add(name));
    const map = outputFiles.find((file) => file.path === `${path}.map`).text;
    const inline = `//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString('base64')}\n`;
    const code = text.replace(/\/\/# sourceMappingURL=.*\n$/, inline);
    const ready = await transform(code, { ...onlyTransform, format: 'cjs', banner: metaFor(code) });
    if (names.includes(basename(path))) writeFileSync(path, required(ready.code));
    else await save(basename(path, '.js'), { code: inShared(ready.code) });
  }
  await buildShared(small.map(({ path }) => path));
  return taken;
}

/**
 * Builds a child or a thread, and each module that it loads with `import()` as a file beside it: a thread reads and compiles all
 * of its file before it begins.
 */
async function buildChild(name, path) {
  const later = new Map();
  const besideIt = {
    name: 'beside-it',
    setup: ({ onResolve }) =>
      onResolve({ filter: /^\.{1,2}\// }, ({ path: module, kind, resolveDir }) => {
        if (kind !== 'dynamic-import') return undefined;
        const file = `${name}-${basename(module, '.ts')}`;
        later.set(file, resolve(resolveDir, module));
        return { path: `./${file}.js`, external: true };
      }),
  };
  await buildOne(name, { entryPoints: [path], plugins: [bundledLibrary, besideIt] });
  for (const [file, module] of later) await buildOne(file, { entryPoints: [module], plugins: [bundledLibrary] });
}

/** Puts small parts into one file, which makes each when it is first asked for. */
async function buildShared(paths) {
  const gives = paths.map((path) => `${JSON.stringify(basename(path))}: () => require(${JSON.stringify(path)})`);
  await buildOne('shared', {
    stdin: { resolveDir: root, sourcefile: 'shared.js', contents: `module.exports = { ${gives.join(', ')} };\n` },
    plugins: [
      {
        name: 'outside',
        setup: ({ onResolve }) =>
          onResolve({ filter: /^\.\// }, ({ path }) =>
            paths.includes(join(out, path)) ? { path: join(out, path) } : { path, external: true },
          ),
      },
    ],
  });
  for (const path of paths) rmSync(path);
}

/** Every `import{name as other}from"start:12"`, and what is made of an `import()` of such a module. */
function takenIn(code) {
  const named = [...code.matchAll(/\bimport\{([^}]*)\}from"start:(\d+)"/g)].flatMap(([, names, index]) =>
    names.split(',').map((each) => [Number(index), each.split(' as ')[0].trim()]),
  );
  const whole = [...code.matchAll(/\bimport\("start:(\d+)"\)/g)].flatMap(([, index]) =>
    exportsOf(shared[index]).map((name) => [Number(index), name]),
  );
  if (/\b(?:import ?\*|export[{*])[^;]*"start:/.test(code)) throw new Error('A whole module is taken from start.js.');
  return [...named, ...whole];
}

function exportsOf(path) {
  const exports = /^export (?:async )?(?:function\*?|const|class) (\w+)/gm;
  return [...readFileSync(path, 'utf8').matchAll(exports)].map(([, name]) => name);
}

/** One file of CommonJS from one entry point. */
async function buildOne(name, options) {
  const { outputFiles, metafile } = await build({
    ...common,
    metafile: true,
    ...options,
    outfile: join(out, `${name}.js`),
    outdir: undefined,
    external,
    format: 'cjs',
    sourcemap: 'inline',
    write: false,
    banner: { js: importMeta },
  });
  for (const path of Object.keys(metafile.inputs)) bundled.add(path);
  await save(name, { code: outputFiles[0].text });
}

/** Puts the last hand to a file, and writes it with its source map. `code` carries the map so far. */
async function save(name, { code }) {
  const ready = await transform(lazily(required(code)), {
    ...onlyTransform,
    ...wrapper,
    sourcemap: 'external',
    sourcefile: `${name}.js`,
  });
  // What is others' alone is nobody's to read in a stack trace, and its maps are larger than all the rest.
  const isOurs = JSON.parse(ready.map).sources.some((path) => !path.includes('node_modules/') && path.endsWith('.ts'));
  const link = isOurs ? `//# sourceMappingURL=${name}.js.map\n` : '';
  writeFileSync(join(out, `${name}.js`), `${ready.code}${link}`);
  if (isOurs) writeFileSync(join(out, `${name}.js.map`), ready.map);
}

/** Our own files and Node's modules are required; what is installed beside the program may be an ES module, and is imported. */
function required(code) {
  const own = (load) => load.replace(/"start:(\d+)"\)/, '"./start.js").m$1()');
  return code
    .replace(
      /\bimport\(("(?:\.\/|start:|node:)[^"]+")\)/g,
      (_, path) => `Promise.resolve().then(()=>${own(`require(${path})`)})`,
    )
    .replace(/\brequire\("start:\d+"\)/g, own);
}

/** Node's own modules, each required once, where it is first used. */
function lazily(code) {
  const loads = new Map();
  const firsts = new Map();
  const declared = code.replace(
    /\b(import_\w+)=((?:__toESM\()?require\("(?:node:)?([\w/]+)"\)(?:,1\))?\)?)(?=[,;])/g,
    (all, name, load, module) => {
      if (!isBuiltin(module)) return all;
      const first = firsts.get(load) ?? name;
      firsts.set(load, first);
      loads.set(name, alwaysThere.includes(module) ? first : `(${first}??=${load})`);
      return first === name && alwaysThere.includes(module) ? all : name;
    },
  );
  return [...loads].reduce((text, [name, use]) => text.replace(new RegExp(`\\b${name}\\.`, 'g'), `${use}.`), declared);
}

/** The manual page, from the list of commands; read from what tsc made of it. */
async function writeManual() {
  const from = async (path) => import(pathToFileURL(join(root, 'dist', path)));
  const { manualPage } = await from('cli/commands/help/manual.js');
  const { commands, groups } = await from('cli/commands.js');
  const { globalOptions } = await from('cli/command/global-options.js');
  const { helpTopics: topics } = await from('cli/commands/help/help-topics.js');
  writeFileSync(join(out, 'smsctl.1'), manualPage({ version, commands, groups, globalOptions, topics }));
}

/** The licence of every package that has become part of the bundle, or whose data has. */
function notices() {
  const folders = new Set(
    [...bundled].map((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]).filter(Boolean),
  );
  for (const name of tableSources) folders.add(`node_modules/${name}`);
  return [...folders].sort().map(notice).join('\n');
}

function notice(folder) {
  const { name, version: release, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const file = readdirSync(join(root, folder)).find((each) => /^licen[cs]e/i.test(each));
  const text = file === undefined ? '' : readFileSync(join(root, folder, file), 'utf8');
  return `${name} ${release} (${license})\n${'='.repeat(72)}\n${text.trim()}\n`;
}
