// A step of the build (scripts/build.mjs): compiles libphonenumber's metadata into numbers.bin, and the kernel that walks over
// it into kernel.wasm. Takes about half a minute, so that both are kept in dist/ with a key of what they were made from.
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const require = createRequire(import.meta.url);
const inRoot = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const dist = (path) => inRoot(`dist/${path}`);
const metadataPath = require.resolve('libphonenumber-js/metadata.max.json');
const library = require('libphonenumber-js/package.json').version;

/** What the compiler takes from src, by name. */
const taken = {
  compileNumbers: 'automaton/compile.ts',
  encodeImage: 'automaton/image.ts',
  readPhone: 'domain/numbers/phone.ts',
  countryNamed: 'domain/countries/country-columns.ts',
  contactRules: 'domain/numbers/contact-rules.ts',
};

/** What the kernel is compiled from. */
const kernelSources = ['kernel.ts', 'row-output.ts', 'json-rows.ts']
  .map((name) => `kernel/${name}`)
  .concat('src/automaton/layout.ts');

/** The compiler as one module that imports nothing: our own modules, and libphonenumber with its data. */
export async function compilerCode(plugins = []) {
  const entry = 'number-compiler';
  const code = Object.entries(taken).map(
    ([name, path]) => `export { ${name} } from ${JSON.stringify(inRoot(`src/${path}`))};`,
  );
  const inMemory = {
    name: entry,
    resolveId: (id) => (id === entry ? id : null),
    load: (id) => (id === entry ? code.join('\n') : null),
  };
  const bundler = await rolldown({ input: entry, platform: 'node', plugins: [inMemory, ...plugins] });
  const { output } = await bundler.generate({ codeSplitting: false });
  await bundler.close();
  return output[0].code;
}

const hash = (...parts) => parts.reduce((sum, part) => sum.update(part), createHash('sha256')).digest('hex');

/** Differs for each change of what the tables are made from; `compiler` is what `compilerCode` gives. */
export const numbersKey = (compiler) =>
  hash(
    compiler,
    readFileSync(metadataPath),
    library,
    ...kernelSources.map((path) => readFileSync(inRoot(path))),
    require('assemblyscript/package.json').version,
    readFileSync(fileURLToPath(import.meta.url)),
  );

/** Puts numbers.bin and kernel.wasm into a folder. */
export async function compileNumbers(folder) {
  const compiler = await compilerCode();
  const key = numbersKey(compiler);
  if (!isKept(key)) {
    writeFileSync(dist('number-compiler.mjs'), compiler);
    await compileKernel();
    writeFileSync(dist('numbers.bin'), await compileImage(await import(pathToFileURL(dist('number-compiler.mjs')))));
    writeFileSync(dist('numbers.key'), key);
  }
  for (const name of ['numbers.bin', 'kernel.wasm']) copyFileSync(dist(name), join(folder, name));
}

function isKept(key) {
  try {
    return readFileSync(dist('numbers.key'), 'utf8') === key;
  } catch {
    return false;
  }
}

async function compileImage({ compileNumbers: compile, encodeImage, readPhone, countryNamed, contactRules }) {
  const metadata = readFileSync(metadataPath);
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  // The kernel does not look at their case.
  const named = (one, other) => {
    const [country, ...others] = [one + other, one.toUpperCase() + other, `${one}${other}`.toUpperCase()].map(
      countryNamed,
    );
    return others.every((each) => each === country) ? country : undefined;
  };
  const pairs = letters.flatMap((one) => letters.map((other) => [one + other, named(one, other)]));
  return encodeImage({
    origin: { library, metadata: hash(metadata), rules: contactRules },
    ...compile(JSON.parse(metadata), readPhone),
    pairs: Object.fromEntries(pairs.filter(([, country]) => country !== undefined)),
  });
}

async function compileKernel() {
  const { main } = await import('assemblyscript/asc');
  const options = ['--optimizeLevel', '3', '--runtime', 'stub', '--noAssert', '--enable', 'simd', '--importMemory'];
  const read = new Set();
  const readFile = (name, folder) => {
    const path = resolve(folder, name);
    if (!existsSync(path)) return null;
    read.add(path);
    return readFileSync(path, 'utf8');
  };
  const { error, stderr } = await main([inRoot(kernelSources[0]), '--outFile', dist('kernel.wasm'), ...options], {
    readFile,
  });
  if (error !== null) throw new Error(`The kernel does not compile.\n${stderr}`);
  const unknown = [...read].filter((path) => !kernelSources.map(inRoot).includes(path));
  if (unknown.length > 0) throw new Error(`Add to kernelSources, which the key is made from: ${unknown.join(', ')}`);
}
