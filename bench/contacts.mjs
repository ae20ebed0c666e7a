// How fast `contacts check` is, as ratios of whole processes that run in turn on the same list: against csv-parse with
// libphonenumber-js and a Map, against `wc -l`, and against an empty Node.js process; and how fast one thread of it judges
// numbers. Run `npm run build` first, then
//   node bench/contacts.mjs [--parts small,rows,classify,memory] [--rows 1000000,10000000] [--pairs 5] [--peer-limit 420]
//   node bench/contacts.mjs --parts shapes [--shape-rows 1000000] [--pairs 5] [--shapes 'PostgreSQL,60 columns']
// Wall clock decides; beside it stands processor time, by which the ratio is known on a machine that has other work, too.
// On an idle machine all of it takes some eight minutes, of which the peer takes four for ten million rows; it is ended after
// `--peer-limit` seconds. Lists are generated into the temporary directory and removed; 30 million rows take 1.5 GB.
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { assertUpToDate } from '../scripts/build-state.mjs';
import { numbersAlone } from './classify-numbers.mjs';
import { writeContactList } from './contact-list.mjs';
import { writeShapes } from './list-shapes.mjs';

assertUpToDate();

const { values } = parseArgs({
  options: {
    parts: { type: 'string', default: 'small,rows,classify,memory' },
    rows: { type: 'string', default: '1000000,10000000' },
    'shape-rows': { type: 'string', default: '1000000' },
    pairs: { type: 'string', default: '5' },
    shapes: { type: 'string', default: '' },
    'peer-limit': { type: 'string', default: '420' },
  },
});
const parts = values.parts.split(',');
const pairs = Number(values.pairs);
const inRoot = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const directory = mkdtempSync(join(tmpdir(), 'smsctl-bench-contacts-'));
process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
// It adds 40 ms to every start of Node.js 20, and would flatter every ratio.
const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env;
const env = { ...inherited, SMSCTL_CONFIG_DIR: directory, XDG_STATE_HOME: directory };

const median = (numbers) => numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)];
const ours = (file) => [process.execPath, inRoot('bin/smsctl.js'), 'contacts', 'check', file, '--json'];
const peer = (file) => [process.execPath, inRoot('bench/naive-check.mjs'), file];

/** Processor time of all children that have ended, in milliseconds; 0 where the system does not tell. */
function childrenCpu() {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return (Number(fields[13]) + Number(fields[14])) * 10;
  } catch {
    return 0;
  }
}

function run([command, ...args], options = {}) {
  const cpuBefore = childrenCpu();
  const started = performance.now();
  const { status, stderr, stdout, output, error } = spawnSync(command, args, { env, maxBuffer: 1 << 26, ...options });
  const ms = performance.now() - started;
  const isEnded = error?.code === 'ETIMEDOUT';
  const isCheck = args.includes('check') || (args.some((arg) => arg.endsWith('.csv')) && command !== 'wc');
  if (!isEnded && (![0, 1].includes(status) || (isCheck && !String(stdout).includes('"rows"'))))
    throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr}`);
  return { ms, cpu: childrenCpu() - cpuBefore, stdout: String(stdout), output, isEnded };
}

/** Runs both in turn; the median of the ratios of each pair, in wall clock, and of all processor time. */
function compare(one, other, count, options) {
  const found = Array.from({ length: count }, () => ({ one: run(one, options), other: run(other) }));
  const of = (side, key) => median(found.map((pair) => pair[side][key]));
  const cpu = (side) => found.reduce((sum, pair) => sum + pair[side].cpu, 0);
  return {
    ratio: median(found.map((pair) => pair.one.ms / pair.other.ms)),
    isAtLeast: found.some((pair) => pair.one.isEnded),
    detail: `${round(of('one', 'ms'))} ms, ${round(of('other', 'ms'))} ms; CPU ${round(cpu('one') / count)} ms, ${round(cpu('other') / count)} ms: ${round(cpu('one') / cpu('other'))}`,
  };
}

/** Peak memory in MiB of a Node.js process. */
function peak([node, ...args]) {
  const stdio = ['ignore', 'pipe', 'pipe', 'pipe'];
  return Number(String(run([node, '-r', inRoot('bench/peak.cjs'), ...args], { stdio }).output[3])) / 1024;
}

function makeList(rows) {
  const file = join(directory, `${rows}.csv`);
  writeContactList(file, rows);
  return file;
}

const say = (what, value, goal, detail = '') =>
  console.log(`${what.padEnd(58)} ${value.padStart(8)}  ${goal.padEnd(10)} ${detail}`);
const round = (number) => (number < 10 ? number.toFixed(2) : number.toFixed(0));

/** What most people have. */
function small() {
  const { ratio, detail } = compare(ours(makeList(200)), [process.execPath, '-e', '0'], 15);
  say('200 rows ÷ node -e 0', round(ratio), '<= 3', detail);
}

const peaks = new Map();
function rows(count) {
  const isMany = count >= 1e7;
  const file = makeList(count);
  const { rows: counted, textable, reasons } = JSON.parse(run(ours(file)).stdout);
  const valid = (textable + (reasons.duplicate ?? 0) + (reasons.landline ?? 0)) / counted;
  console.log(`${count} rows, ${round(statSync(file).size / 2 ** 20)} MiB, ${(valid * 100).toFixed(1)} % valid`);
  const lines = compare(ours(file), ['wc', '-l', file], pairs);
  say(`${count} rows ÷ wc -l`, round(lines.ratio), isMany ? '<= 15' : '', lines.detail);
  peaks.set(count, peak(ours(file)));
  say(`${count} rows, peak memory in MiB`, round(peaks.get(count)), isMany ? '<= 160' : '');
  const naive = compare(peer(file), ours(file), isMany ? 1 : 3, { timeout: Number(values['peer-limit']) * 1000 });
  const ratio = `${naive.isAtLeast ? '> ' : ''}${round(naive.ratio)}`;
  say(`${count} rows: csv-parse + libphonenumber-js + Map ÷ ours`, ratio, isMany ? '>= 120' : '>= 60', naive.detail);
  rmSync(file);
}

/** Memory does not grow with the list. */
function memory() {
  const most = 30_000_000;
  const before = peaks.get(1e7) ?? peak(ours(makeList(1e7)));
  rmSync(join(directory, '10000000.csv'), { force: true });
  const after = peak(ours(makeList(most)));
  say('peak memory at 30 million rows ÷ at 10 million', round(after / before), '<= 1.35', `${round(after)} MiB`);
}

/** One thread of this process: numbers alone, against the library on the same numbers. */
async function classify() {
  const cells = readFileSync(makeList(1_000_000), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').slice(-3, -1));
  const file = join(directory, 'numbers.csv');
  writeFileSync(file, cells.map((cell) => `${cell.join(',')}\n`).join(''));
  const best = await numbersAlone(file, cells);
  const ns = (ms) => `${(1e6 * ms).toFixed(0)} ns`;
  const detail = `${ns(best.ours)}, ${ns(best.library)}; ours finds the cells and keeps the numbers as well`;
  say('one number, one thread: libphonenumber-js ÷ ours', round(best.library / best.ours), '>= 100', detail);
}

/**
 * The same contacts in the shapes that lists have: processor time of whole processes against the plain list, each run right
 * after one of the plain list, and the peak memory.
 */
async function shapes() {
  const count = Number(values['shape-rows']);
  const plain = makeList(count);
  const wanted = values.shapes.split(',').filter((name) => name !== '');
  for await (const { name, goal, args = [], stdin, file, rows: own = count } of writeShapes(plain, directory)) {
    if (wanted.length > 0 && !wanted.some((start) => name.startsWith(start))) continue;
    // Start-up counts more in a shorter list.
    const same = own === count ? plain : makeList(own);
    const argv = [...ours(stdin === undefined ? file : '-'), ...args];
    const ratios = [];
    const seconds = [];
    let textable;
    for (let pair = 0; pair < pairs; pair += 1) {
      const before = run(ours(same));
      const open = stdin === undefined ? undefined : openSync(stdin, 'r');
      const found = run(argv, { stdio: [open ?? 'ignore', 'pipe', 'pipe'] });
      if (open !== undefined) closeSync(open);
      ratios.push(found.cpu / before.cpu);
      seconds.push(found.cpu / 1000);
      textable = JSON.parse(found.stdout).textable;
    }
    const memory = stdin === undefined ? `peak ${round(peak(argv))} MiB, ` : '';
    const detail = `CPU ${round(median(seconds))} s, ${memory}${textable} textable`;
    say(`${name} ÷ plain, CPU`, round(median(ratios)), goal, detail);
  }
}

if (parts.includes('shapes')) await shapes();
if (parts.includes('small')) small();
if (parts.includes('classify')) await classify();
if (parts.includes('rows')) for (const count of values.rows.split(',').map(Number)) rows(count);
if (parts.includes('memory')) memory();
