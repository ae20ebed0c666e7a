// Prints the SBOM of the program (CycloneDX, JSON): what npm knows of the packages in the bundle, and of the optional keychain
// library. npm alone would leave the bundled ones out, since they are development dependencies. Run `npm run build` first.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);

/** The build writes a heading such as `chalk 5.6.2 (MIT)` for each package in the bundle. */
const notices = readFileSync(new URL('bundle/THIRD-PARTY-NOTICES.txt', root), 'utf8');
const bundled = new Set(
  [...notices.matchAll(/^(\S+) (\d\S*) \(.*\)\n={10}/gm)].map(([, name, version]) => `${name}@${version}`),
);

const npm = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--package-lock-only'];
const bom = JSON.parse(execFileSync('npm', npm, { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' }));

const isDevelopment = ({ properties }) => properties.some(({ name }) => name === 'cdx:npm:package:development');
const components = bom.components.filter((each) => bundled.has(each['bom-ref']) || !isDevelopment(each));

const missing = [...bundled].filter((each) => !components.some((component) => component['bom-ref'] === each));
if (bundled.size === 0 || missing.length > 0)
  throw new Error(`npm does not know what is bundled: ${missing.join(', ')}`);

bom.metadata.component.name = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')).name;
bom.components = components.map((each) =>
  bundled.has(each['bom-ref'])
    ? { ...each, scope: 'required', properties: [{ name: 'cdx:npm:package:bundled', value: 'true' }] }
    : each,
);
const refs = new Set([bom.metadata.component['bom-ref'], ...components.map((each) => each['bom-ref'])]);
bom.dependencies = bom.dependencies
  .filter(({ ref }) => refs.has(ref))
  .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((each) => refs.has(each)) }));
process.stdout.write(`${JSON.stringify(bom, null, 2)}\n`);
