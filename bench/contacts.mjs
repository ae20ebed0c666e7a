// How fast `contacts check` is, as ratios of whole processes that run in turn on the same list: against csv-parse with
// libphonenumber-js and a Map, against `wc -l`, and against an empty Node.js process. Run `npm run build` first, then
//   node bench/contacts.mjs [--rows 1000000,10000000] [--pairs 5] [--peer-pairs 3] [--more 30000000]
// Lists are generated into the temporary directory and removed; 30 million rows take 1.5 GB.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { countFile } from '../dist/adapters/count-file.js';
import { writeContactList } from './contact-list.mjs';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000,10000000' },
    pairs: { type: 'string', default: '5' },
    'peer-pairs': { type: 'string', default: '3' },
    more: { type: 'string', default: '30000000' },
  },
});
const pairs = Number(values.pairs);
const sizes = values.rows.split(',').map(Number);
const inRoot = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const directory = mkdtempSync(join(tmpdir(), 'smsctl-bench-'));
process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
// It adds 40 ms to every start of Node.js 20, and would flatter every ratio.
const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env;
const env = { ...inherited, SMSCTL_CONFIG_DIR: directory, XDG_STATE_HOME: directory };

const median = (numbers) => numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)];
const ours = (file) => [process.execPath, inRoot('bin/smsctl.js'), 'contacts', 'check', file, '--json'];
const peer = (file) => [process.execPath, inRoot('bench/naive-check.mjs'), file];

function run([command, ...args], options = {}) {
  const started = performance.now();
  const { status, stderr, stdout, output } = spawnSync(command, args, { env, maxBuffer: 1 << 26, ...options });
  const ms = performance.now() - started;
  const isCheck = args.some((arg) => arg.endsWith('.csv')) && command !== 'wc';
  if (![0, 1].includes(status) || (isCheck && !String(stdout).includes('"rows"')))
    throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr}`);
  return { ms, stdout: String(stdout), output };
}

/** The median of the ratios of each pair, run in turn, and the medians of both sides in milliseconds. */
function compare(one, other, count) {
  const found = Array.from({ length: count }, () => ({ one: run(one).ms, other: run(other).ms }));
  return {
    ratio: median(found.map((pair) => pair.one / pair.other)),
    one: median(found.map((pair) => pair.one)),
    other: median(found.map((pair) => pair.other)),
  };
}

/** Peak memory in MiB of a Node.js process. */
function peak([node, ...args]) {
  const { output } = run([node, '-r', inRoot('bench/peak.cjs'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  return Number(String(output[3])) / 1024;
}

function makeList(rows) {
  const file = join(directory, `${rows}.csv`);
  writeContactList(file, rows);
  return file;
}

const lines = [];
const say = (what, value, goal, detail = '') => {
  lines.push([what, value, goal, detail]);
  console.log(`${what.padEnd(58)} ${value.padStart(8)}  ${goal.padEnd(10)} ${detail}`);
};
const round = (number) => (number < 10 ? number.toFixed(2) : number.toFixed(0));

const small = makeList(200);
const start = compare(ours(small), [process.execPath, '-e', '0'], 15);
say('200 rows ÷ node -e 0', round(start.ratio), '<= 3', `${round(start.one)} ms, ${round(start.other)} ms`);

const peaks = new Map();
for (const rows of sizes) {
  const file = makeList(rows);
  const { rows: counted, textable, reasons } = JSON.parse(run(ours(file)).stdout);
  const valid = (textable + (reasons.duplicate ?? 0) + (reasons.landline ?? 0)) / counted;
  console.log(`${rows} rows, ${round(statSync(file).size / 2 ** 20)} MiB, ${(valid * 100).toFixed(1)} % valid`);
  const lineCount = compare(ours(file), ['wc', '-l', file], pairs);
  say(
    `${rows} rows ÷ wc -l`,
    round(lineCount.ratio),
    rows >= 1e7 ? '<= 15' : '',
    `${round(lineCount.one)} ms, ${round(lineCount.other)} ms`,
  );
  peaks.set(rows, peak(ours(file)));
  say(`${rows} rows, peak memory in MiB`, round(peaks.get(rows)), rows >= 1e7 ? '<= 160' : '');
  const naive = compare(peer(file), ours(file), Math.min(Number(values['peer-pairs']), rows >= 1e7 ? 1 : 9));
  say(
    `${rows} rows: csv-parse + libphonenumber-js + Map ÷ ours`,
    round(naive.ratio),
    rows >= 1e7 ? '>= 120' : '>= 60',
    `${round(naive.one)} ms, ${round(naive.other)} ms`,
  );
  if (rows !== Math.max(...sizes)) rmSync(file);
}

const most = Number(values.more);
if (most > 0) {
  rmSync(join(directory, `${Math.max(...sizes)}.csv`), { force: true });
  const file = makeList(most);
  const memory = peak(ours(file));
  const before = peaks.get(Math.max(...sizes));
  say(
    `peak memory at ${most} rows ÷ at ${Math.max(...sizes)}`,
    round(memory / before),
    '<= 1.35',
    `${round(memory)} MiB`,
  );
  rmSync(file);
}

await classifyAlone();

/** One thread, in this process: numbers alone, one a line, against the library on the same numbers. */
async function classifyAlone() {
  const list = makeList(1_000_000);
  const { readFileSync, writeFileSync } = await import('node:fs');
  const cells = readFileSync(list, 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').slice(-3))
    .map(([phone, country]) => [phone, country]);
  const file = join(directory, 'numbers.csv');
  writeFileSync(file, cells.map((cell) => `${cell.join(',')}\n`).join(''));
  const layout = { delimiter: ',', hasHeader: false, columns: 2, phone: 0, country: 1 };
  const best = { ours: Number.POSITIVE_INFINITY, library: Number.POSITIVE_INFINITY };
  const sample = cells.slice(0, 50_000);
  for (let turn = 0; turn < 3; turn += 1) {
    let started = performance.now();
    await countFile(file, layout, { threads: 1 });
    best.ours = Math.min(best.ours, (performance.now() - started) / cells.length);
    started = performance.now();
    for (const [phone, country] of sample) {
      const number = parsePhoneNumberFromString(phone, country);
      if (number?.isValid()) number.getType();
    }
    best.library = Math.min(best.library, (performance.now() - started) / sample.length);
  }
  const detail = `${(1e6 * best.ours).toFixed(0)} ns, ${(1e6 * best.library).toFixed(0)} ns; ours counts and finds duplicates as well`;
  say('one number, one thread: libphonenumber-js ÷ ours', round(best.library / best.ours), '>= 100', detail);
}
