// A step of the build (scripts/build.mjs): compiles libphonenumber's metadata into numbers.bin, and the kernel that walks over it into
// kernel.wasm. They are made in dist/, where what they are made of is hashed into numbers.key, so that nothing is compiled
// twice, and copied into bundle/, which ships.
import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { keepExpressions } from './kept-expressions.mjs';

const require = createRequire(import.meta.url);
const inRoot = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const dist = (path) => inRoot(`dist/${path}`);
const metadataPath = require.resolve('libphonenumber-js/metadata.max.json');
const library = require('libphonenumber-js/package.json').version;

const sources = [
  ...readdirSync(dist('automaton'))
    .filter((name) => name.endsWith('.js'))
    .map((name) => dist(`automaton/${name}`)),
  ...[
    'numbers/contact-number',
    'numbers/contact-reasons',
    'numbers/contact-rules',
    'countries/country-columns',
    'countries/country-forms',
    'countries/country-key',
    'countries/country-names',
    'countries/country-table',
    'numbers/phone',
    'numbers/reserved-numbers',
  ].map((name) => dist(`domain/${name}.js`)),
  inRoot('kernel/kernel.ts'),
  fileURLToPath(import.meta.url),
  metadataPath,
];

const hash = (...parts) => parts.reduce((sum, part) => sum.update(part), createHash('sha256')).digest('hex');

const key = hash(
  library,
  require('assemblyscript/package.json').version,
  ...sources.flatMap((path) => [path, readFileSync(path)]),
);

const current = () => {
  try {
    return readFileSync(dist('numbers.key'), 'utf8') === key;
  } catch {
    return false;
  }
};

async function compileImage() {
  const { compileNumbers } = await import(dist('automaton/compile.js'));
  const { encodeImage } = await import(dist('automaton/image.js'));
  const { readPhone } = await import(dist('domain/numbers/phone.js'));
  const { countryNamed } = await import(dist('domain/countries/country-columns.js'));
  const { contactRules } = await import(dist('domain/numbers/contact-rules.js'));
  const metadata = readFileSync(metadataPath);
  const forget = keepExpressions();
  const compiled = compileNumbers(JSON.parse(metadata), readPhone);
  forget();
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
    ...compiled,
    pairs: Object.fromEntries(pairs.filter(([, country]) => country !== undefined)),
  });
}

async function compileKernel() {
  const { main } = await import('assemblyscript/asc');
  const options = ['--optimizeLevel', '3', '--runtime', 'stub', '--noAssert', '--enable', 'simd', '--importMemory'];
  const { error, stderr } = await main([inRoot('kernel/kernel.ts'), '--outFile', dist('kernel.wasm'), ...options]);
  if (error !== null) throw new Error(`The kernel does not compile.\n${stderr}`);
}

if (!current()) {
  await compileKernel();
  writeFileSync(dist('numbers.bin'), await compileImage());
  writeFileSync(dist('numbers.key'), key);
}
for (const name of ['numbers.bin', 'kernel.wasm']) copyFileSync(dist(name), inRoot(`bundle/${name}`));
