// How long the program takes to start, as ratios of whole processes to `node -e 0` in the same run.
//
// Run: npm run build && node bench/startup.mjs [pairs]
// Each pair runs both sides one after the other, in turn first; the ratio is taken pair by pair, and the median is shown. The
// first prompt of `setup` is timed on a real terminal, from its start until the question stands there, and so is its other side.
// NODE_EXTRA_CA_CERTS is unset on both sides: Node reads that file at every start, which would flatter every ratio.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import { assertUpToDate } from '../scripts/build-state.mjs';

assertUpToDate();

const pairs = Number(process.argv[2] ?? 21);
const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'bin/smsctl.js');
const home = mkdtempSync(join(tmpdir(), 'smsctl-startup-'));
const env = { HOME: home, PATH: process.env.PATH, LANG: 'C.UTF-8' };

function run([file, ...args], options = {}) {
  const start = process.hrtime.bigint();
  const { status, error, stdout, stderr } = spawnSync(file, args, { env, encoding: 'utf8', ...options });
  if (error !== undefined) throw error;
  return { ms: Number(process.hrtime.bigint() - start) / 1e6, status, stdout, stderr };
}

const median = (numbers) => [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)];

/** On a terminal, with nothing set up: until `text` stands on the screen, or to the end without one. */
function runOnTerminal([file, ...args], text) {
  const empty = mkdtempSync(join(tmpdir(), 'smsctl-startup-'));
  const start = process.hrtime.bigint();
  const terminal = spawn(file, args, { cols: 80, rows: 30, env: { ...env, HOME: empty, TERM: 'xterm-256color' } });
  return new Promise((resolve, reject) => {
    let seen = '';
    let ms;
    const stop = () => {
      ms ??= Number(process.hrtime.bigint() - start) / 1e6;
    };
    terminal.onData((data) => {
      seen += data;
      if (ms !== undefined || text === undefined || !seen.includes(text)) return;
      stop();
      terminal.kill('SIGKILL');
    });
    terminal.onExit(() => {
      rmSync(empty, { recursive: true, force: true });
      if (text !== undefined && ms === undefined) reject(new Error(`The first prompt never came: ${seen}`));
      stop();
      resolve({ ms });
    });
  });
}

/** The median of the ratios of `one` to `other`, and the median time of `one`. */
async function compare(one, other, count = pairs) {
  const samples = [];
  for (let index = 0; index < count; index += 1) {
    if (index % 2 === 0) {
      const { ms: a } = await one();
      samples.push({ a, b: (await other()).ms });
    } else {
      const { ms: b } = await other();
      samples.push({ a: (await one()).ms, b });
    }
  }
  return { ratio: median(samples.map(({ a, b }) => a / b)), ms: median(samples.map(({ a }) => a)) };
}

const smsctl = (...args) => [process.execPath, bin, ...args];
const node = [process.execPath, '-e', '0'];
const has = (command) => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;

// A setup that is whole, as `setup --sandbox` leaves it, so that the commands have something to read.
const answers = join(home, 'answers.json');
writeFileSync(
  answers,
  JSON.stringify({
    owner: { team: 'Messaging', contact: '#sms' },
    number: { sender: '+12025550142' },
    credentials: { accountSid: `AC${'0'.repeat(31)}1`, method: 'auth-token', store: 'env' },
    method: { confirmed: 'auth-token', confirmedBy: 'Ada' },
    contacts: { source: join(root, 'samples/contacts.csv'), country: 'US', acknowledged: true, shortForm: true },
  }),
);
const setUp = run(smsctl('setup', '--answers', answers, '--no-input', '--yes'), {
  env: { ...env, TWILIO_AUTH_TOKEN: '0123456789abcdef'.repeat(2), SMSCTL_TWILIO_URL: 'http://127.0.0.1:9' },
});
if (!run(smsctl('status', '--json')).stdout.includes('"configured": true')) throw new Error(setUp.stderr);

const whole = (command) => () => run(command);
/** Node 20 starts sooner than its successors. */
const quickGoal = process.version.startsWith('v20.') ? 1.35 : 1.3;
const rows = [
  ['status', whole(smsctl('status')), whole(node), quickGoal],
  ['status --json', whole(smsctl('status', '--json')), whole(node), quickGoal],
  ['verify --json --offline', whole(smsctl('verify', '--json', '--offline')), whole(node), quickGoal],
  ['--version', whole(smsctl('--version')), whole(node), 1.2],
  ['--help', whole(smsctl('--help')), whole(node), 1.8],
  [
    'setup, first prompt',
    () => runOnTerminal(smsctl('setup'), 'Team that owns SMS setup'),
    () => runOnTerminal(node),
    3,
  ],
];
if (has('gh')) {
  for (const [name, command] of rows.slice(0, 3))
    rows.push([`${name} : gh --version`, command, whole(['gh', '--version']), 1]);
} else console.log('Without gh, the comparison with it is left out.');

console.log(`${pairs} pairs, ${process.version}; ratio to \`node -e 0\` unless it says otherwise\n`);
console.log(`${'what'.padEnd(42)}${'ms'.padStart(7)}${'ratio'.padStart(8)}${'goal'.padStart(8)}`);
for (const [name, one, other, goal] of rows) {
  const { ratio, ms } = await compare(one, other);
  const verdict = ratio <= goal ? 'met' : 'MISSED';
  console.log(
    `${name.padEnd(42)}${ms.toFixed(1).padStart(7)}${ratio.toFixed(2).padStart(8)}${`≤ ${goal}`.padStart(8)}  ${verdict}`,
  );
}
rmSync(home, { recursive: true });
