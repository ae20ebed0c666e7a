/**
 * Changes the program in one place at a time, and counts the changes that no suite notices (Stryker).
 *
 *   npm run mutation                          the sample of every folder; goes on where a former run ended
 *   npm run mutation -- app domain            these folders
 *   npm run mutation -- --since main          the lines that changed since a commit
 *   npm run mutation -- --sample 1000         the size of a folder's sample (300), or `all`
 *   npm run mutation -- --seed 2              another sample
 *
 * Each result is in .cache/mutation/, its score in measured.json, of which docs/mutation.md is written.
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

/** Runs the suites of a folder on the mutants; returns each with what became of it. */
function tryOut(name, mutants) {
  const place = `${cache}/${name}`;
  mkdirSync(place, { recursive: true });
  writeFileSync(`${place}/sample.json`, JSON.stringify(mutants.map(keyOf)));
  const files = [...new Set(mutants.map(({ fileName }) => fileName))];
  const known = JSON.parse(readFileSync('stryker.config.json', 'utf8'));
  const config = {
    ...known,
    mutate: files,
    jsonReporter: { fileName: `${place}/report.json` },
    tempDirName: `${place}/tree`,
  };
  config.plugins = [`${import.meta.dirname}/sample-checker.mjs`, '@stryker-mutator/vitest-runner'];
  writeFileSync(`${place}/stryker.json`, JSON.stringify(config));
  rmSync(`${place}/report.json`, { force: true });
  const run = spawnSync(
    process.execPath,
    [`${tools}/node_modules/@stryker-mutator/core/bin/stryker.js`, 'run', `${place}/stryker.json`],
    {
      stdio: 'inherit',
      // Suites of screens set a time zone, which a worker thread cannot.
      env: { ...process.env, TZ: 'Europe/Berlin', MUTATION_SAMPLE: `${place}/sample.json`, MUTATION_FOLDER: name },
    },
  );
  if (!existsSync(`${place}/report.json`)) {
    console.error(`Stryker ended without a report (exit ${run.status ?? run.signal}).`);
    process.exit(1);
  }
  return resultsIn(JSON.parse(readFileSync(`${place}/report.json`, 'utf8')), mutants);
}

/** The report counts lines and columns from 1. */
function resultsIn({ files }, mutants) {
  const from0 = ({ line, column }) => ({ line: line - 1, column: column - 1 });
  const statuses = new Map();
  for (const [fileName, { mutants: all }] of Object.entries(files)) {
    for (const { location, ...mutant } of all) {
      const place = { start: from0(location.start), end: from0(location.end) };
      statuses.set(keyOf({ ...mutant, fileName, location: place }), mutant);
    }
  }
  return mutants.map((mutant) => {
    const { status = 'Missing', killedBy } = statuses.get(keyOf(mutant)) ?? {};
    return {
      key: keyOf(mutant),
      file: mutant.fileName,
      line: mutant.location.start.line + 1,
      ...pick(mutant),
      status,
      killedBy,
    };
  });
}

const pick = ({ mutatorName, replacement }) => ({ mutatorName, replacement });

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
  const saved = `${cache}/${name}.json`;
  const former = changed === undefined && existsSync(saved) ? JSON.parse(readFileSync(saved, 'utf8')) : undefined;
  const same =
    !differs && former?.commit === commit && former.seed === options.seed && former.results.length === sample.length;
  const results = same ? former.results : tryOut(name, sample);
  const score = scoreOf(results, population.length);
  print(name, results, score);
  scores[name] = score;
  if (changed === undefined && !same) {
    const measured = { commit, seed: options.seed, day, score, leftOut };
    writeFileSync(saved, JSON.stringify({ ...measured, results }, null, 1));
    record(name, measured);
  }
}

if (Object.keys(scores).length > 1) {
  const { share, low, high } = overallOf(Object.values(scores));
  console.log(`all: ${percent(share)} (${percent(low)} to ${percent(high)})`);
}
