/**
 * Changes the program in one place at a time, and counts the changes that no suite notices (Stryker).
 *
 *   npm run mutation                          the sample of every folder; goes on where a run of the same commit ended
 *   npm run mutation -- app domain            these folders
 *   npm run mutation -- --since main          the lines that changed since a commit
 *   npm run mutation -- --sample 1000         the size of a folder's sample (300), or `all`
 *   npm run mutation -- --seed 2              another sample
 *
 * Each result is in .cache/mutation/FOLDER/COMMIT.jsonl, the score of a folder in measured.json, of which docs/mutation.md
 * is written.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { folders } from './folders.mjs';
import { keyOf, mutantsOf, sampleOf } from './mutants.mjs';
import { pageOf } from './page.mjs';
import { isNoticed, overallOf, scoreOf } from './score.mjs';

/** The last release for Node.js 20. It has a hundred packages that nothing else needs. */
const version = '9.6.1';
const cache = `${process.cwd()}/.cache/mutation`;
const tools = `${cache}/tools`;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { since: { type: 'string' }, sample: { type: 'string' }, seed: { type: 'string', default: '1' } },
});
const wanted = positionals.length === 0 ? Object.keys(folders) : positionals;
const unknown = wanted.find((name) => !(name in folders));
if (unknown !== undefined) {
  console.error(`There is no folder ${unknown}: ${Object.keys(folders).join(', ')}.`);
  process.exit(2);
}
const sampleSize = options.sample === 'all' ? Number.POSITIVE_INFINITY : Number(options.sample ?? 300);

const git = (...words) => execFileSync('git', words, { encoding: 'utf8' }).trim();

function installTools() {
  if (existsSync(`${tools}/node_modules/@stryker-mutator/core`)) return;
  mkdirSync(tools, { recursive: true });
  writeFileSync(`${tools}/package.json`, '{ "private": true }\n');
  // The runner's vitest is that of the repository, which is found in a folder above.
  const packages = ['core', 'vitest-runner'].map((name) => `@stryker-mutator/${name}@${version}`);
  const flags = ['--legacy-peer-deps', '--no-audit', '--no-fund', '--ignore-scripts'];
  execFileSync('npm', ['install', '--prefix', tools, ...flags, ...packages], { stdio: 'inherit' });
}

/** Files of src with the ranges of lines, both ends counted, that differ from a commit; an empty commit: whole files. */
function changedLines(since) {
  const ranges = new Map();
  let file;
  for (const line of git('diff', '--unified=0', '--no-color', since, '--', 'src').split('\n')) {
    file = /^\+\+\+ b\/(.*)$/.exec(line)?.[1] ?? file;
    const [, start, count = '1'] = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
    if (start === undefined || count === '0') continue;
    ranges.set(file, [...(ranges.get(file) ?? []), [Number(start), Number(start) + Number(count) - 1]]);
  }
  return ranges;
}

/** What became of mutants in the runs of one commit, by their keys; a line that a stopped run has cut off is left out. */
function resultsIn(path) {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];
  return new Map(lines.map((line) => JSON.parse(line)).map((result) => [result.key, result]));
}

/** Runs the suites of a folder on the mutants that have no result of this commit; returns each with what became of it. */
function tryOut(name, mutants) {
  const place = `${cache}/${name}`;
  mkdirSync(place, { recursive: true });
  const path = `${place}/${commit}.jsonl`;
  if (differs) rmSync(path, { force: true });
  const known = resultsIn(path);
  const untried = mutants.filter((mutant) => !known.has(keyOf(mutant)));
  if (untried.length > 0) runStryker(name, untried, place, path);
  const results = resultsIn(path);
  return mutants.map((mutant) => {
    const { fileName: file, mutatorName, replacement, location } = mutant;
    const { status = 'Missing', killedBy } = results.get(keyOf(mutant)) ?? {};
    return { key: keyOf(mutant), file, line: location.start.line + 1, mutatorName, replacement, status, killedBy };
  });
}

/** Ends this process unless Stryker comes to its end. */
function runStryker(name, mutants, place, resultsPath) {
  writeFileSync(`${place}/sample.json`, JSON.stringify(mutants.map(keyOf)));
  const config = {
    ...JSON.parse(readFileSync('stryker.config.json', 'utf8')),
    mutate: [...new Set(mutants.map(({ fileName }) => fileName))],
    tempDirName: `${place}/tree`,
    plugins: [`${import.meta.dirname}/sample-plugins.mjs`, '@stryker-mutator/vitest-runner'],
  };
  writeFileSync(`${place}/stryker.json`, JSON.stringify(config));
  const env = {
    ...process.env,
    // Suites of screens set a time zone, which a worker thread cannot.
    TZ: 'Europe/Berlin',
    MUTATION_SAMPLE: `${place}/sample.json`,
    MUTATION_RESULTS: resultsPath,
    MUTATION_FOLDER: name,
  };
  const program = `${tools}/node_modules/@stryker-mutator/core/bin/stryker.js`;
  const run = spawnSync(process.execPath, [program, 'run', `${place}/stryker.json`], { stdio: 'inherit', env });
  if (run.status !== 0) {
    console.error(`Stryker ended with ${run.status ?? run.signal}.`);
    process.exit(1);
  }
}

const percent = (share) => `${(100 * share).toFixed(1)} %`;

function print(name, results, score) {
  for (const { file, line, mutatorName, replacement, status } of results.filter(({ status }) => !isNoticed(status))) {
    console.log(`${file}:${line}  ${status}  ${mutatorName}: ${replacement.replace(/\s+/g, ' ').slice(0, 80)}`);
  }
  const { noticed, size, population, share, low, high } = score;
  console.log(
    `${name}: ${noticed} of ${size} noticed, ${percent(share)} (${percent(low)} to ${percent(high)}); ${population} mutants`,
  );
}

/** Folder by folder, since a whole run takes hours: each row of the page says when it was measured. */
function record(name, measured) {
  const path = `${import.meta.dirname}/measured.json`;
  const all = { ...(existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}), [name]: measured };
  writeFileSync(path, `${JSON.stringify(all, null, 2)}\n`);
  writeFileSync('docs/mutation.md', pageOf(Object.keys(folders), all));
}

installTools();
const differs = git('status', '--porcelain', 'src', 'test') !== '';
const commit = `${git('rev-parse', '--short=10', 'HEAD')}${differs ? ' with changes' : ''}`;
const day = new Date().toISOString().slice(0, 10);
const changed = options.since === undefined ? undefined : changedLines(options.since);
const scores = {};
for (const name of wanted) {
  const { source } = folders[name];
  const files = git('ls-files', ...source)
    .split('\n')
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'));
  const touched = files.filter((file) => changed?.has(file) ?? true);
  if (touched.length === 0) continue;
  const { mutants, leftOut } = await mutantsOf(touched, tools);
  const within = ({ fileName, location: { start } }) =>
    changed?.get(fileName).some(([first, last]) => first <= start.line + 1 && start.line + 1 <= last) ?? true;
  const population = mutants.filter(within);
  const sample = sampleOf(population, changed === undefined ? sampleSize : Math.min(sampleSize, 100), options.seed);
  if (sample.length === 0) continue;
  const results = tryOut(name, sample);
  const score = scoreOf(results, population.length);
  print(name, results, score);
  scores[name] = score;
  if (changed === undefined) record(name, { commit, seed: options.seed, day, score, leftOut });
}

if (Object.keys(scores).length > 1) {
  const { share, low, high } = overallOf(Object.values(scores));
  console.log(`all: ${percent(share)} (${percent(low)} to ${percent(high)})`);
}
