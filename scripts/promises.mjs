// Breaks the product on purpose, one fault of test/faults/ at a time, and checks that every suite of the fault fails, which passes
// without it. Works in a copy of the checkout. CONTRIBUTING.md says how to run a part.
import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const lists = readdirSync(join(root, 'test/faults'));
const faultsIn = (list) => JSON.parse(readFileSync(join(root, 'test/faults', list), 'utf8'));
const all = lists.flatMap((list) => faultsIn(list).map((fault) => ({ list, ...fault })));
const isSlow = (suite) => suite.startsWith('test/slow/');

const words = process.argv.slice(2);
const options = words.filter((word) => word.startsWith('--'));
const isQuick = options.includes('--quick');
const names = words.filter((word) => !word.startsWith('--'));
const namesOf = ({ list, id, file, suites }) => [list, list.replace('.json', ''), id, file, ...suites];
const unknown = [
  ...options.filter((word) => !['--list', '--quick'].includes(word)),
  ...names.filter((name) => !all.some((fault) => namesOf(fault).includes(name))),
];
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. Pass ids of faults, files of test/faults, sources or suites.`);
  process.exit(2);
}
const faults = all
  .filter((fault) => names.length === 0 || namesOf(fault).some((name) => names.includes(name)))
  .map((fault) => ({ ...fault, suites: fault.suites.filter((suite) => !isQuick || !isSlow(suite)) }))
  .filter(({ suites }) => suites.length > 0);

/** The copy, and the test runner that works in it, with a process group of its own: a build outlives the runner. */
let copy;
let runner;
let stoppedBy;
function end(signal) {
  stoppedBy ??= signal;
  try {
    if (runner !== undefined) process.kill(-runner.pid, signal);
  } catch {
    // It has ended.
  }
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
process.on('exit', () => {
  end('SIGKILL');
  if (copy !== undefined) rmSync(copy, { recursive: true, force: true, maxRetries: 10 });
});

function copyCheckout() {
  copy = mkdtempSync(join(realpathSync(tmpdir()), 'smsctl-promises-'));
  // Some suites start the program as another user.
  chmodSync(copy, 0o711);
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const tracked = execFileSync('git', list, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 }).split('\0');
  for (const path of tracked) {
    if (path !== '' && existsSync(join(root, path))) cpSync(join(root, path), join(copy, path));
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir');
}

/** Runs a suite. Resolves to whether it passed, and to its tests. */
async function run(suite, ...flags) {
  const report = join(copy, 'report.json');
  rmSync(report, { force: true });
  const config = isSlow(suite) ? ['--config', 'vitest.slow.config.ts'] : [];
  runner = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...config, ...flags, suite], {
    cwd: copy,
    env: { ...process.env, REPORT: report },
    stdio: 'ignore',
    detached: true,
  });
  const passed = await new Promise((resolve) => runner.on('close', (code) => resolve(code === 0)));
  const { testResults = [] } = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {};
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  return { passed, tests, failing: tests.find(({ status }) => status === 'failed')?.fullName };
}

const unloadable = 'it cannot be loaded or built';
/** What came of each suite without a fault. If it fails then, or skips every test, it says nothing about a fault. */
const known = new Map();
async function isOfUse(suite) {
  if (!known.has(suite)) {
    const { passed, tests, failing } = await run(suite);
    const outcome = passed ? tests.some(({ status }) => status === 'passed') : undefined;
    known.set(suite, outcome);
    if (outcome === undefined && stoppedBy === undefined)
      console.log(`fails without a fault: ${suite}: ${failing ?? unloadable}`);
    if (outcome === false) console.log(`cannot run here: ${suite}`);
  }
  return known.get(suite) === true;
}

/** Prints one line. Resolves to whether every suite that can run failed; undefined: none can. */
async function tryFault({ id, file, old, new: broken, suites, about }) {
  const useful = [];
  for (const suite of suites) if (stoppedBy === undefined && (await isOfUse(suite))) useful.push(suite);
  const path = join(copy, file);
  const text = readFileSync(path, 'utf8');
  if (text.split(old).length !== 2) throw new Error(`${id}: ${file} does not have the text exactly once.`);
  const startedAt = performance.now();
  const missed = [];
  const by = [];
  writeFileSync(
    path,
    text.replace(old, () => broken),
  );
  for (const suite of useful) {
    if (stoppedBy !== undefined) break;
    const { passed, failing } = await run(suite, '--bail=1');
    if (failing !== undefined) by.push(failing);
    else missed.push(passed ? suite : `${suite} (${unloadable})`);
  }
  writeFileSync(path, text);
  if (stoppedBy !== undefined || useful.length === 0) return undefined;
  const seconds = `${Math.round((performance.now() - startedAt) / 1000)} s`.padStart(6);
  if (missed.length === 0) console.log(`noticed     ${seconds}  ${id}: ${by.join('; ')}`);
  else console.log(`NOT NOTICED ${seconds}  ${id} by ${missed.join(', ')}: ${about}`);
  return missed.length === 0;
}

async function tryAll() {
  copyCheckout();
  const outcomes = [];
  for (const fault of faults) if (stoppedBy === undefined) outcomes.push(await tryFault(fault));
  if (stoppedBy !== undefined) return 128 + constants.signals[stoppedBy];
  const [noticed, missed] = [true, false].map((outcome) => outcomes.filter((each) => each === outcome).length);
  const left = outcomes.length - noticed - missed;
  console.log(`${noticed} noticed, ${missed} not noticed${left === 0 ? '' : `, ${left} not run`}`);
  return missed > 0 || [...known.values()].includes(undefined) ? 1 : 0;
}

if (options.includes('--list')) for (const { list, id, about } of faults) console.log(`${list} ${id}: ${about}`);
else process.exitCode = await tryAll();
