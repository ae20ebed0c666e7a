// How long the program takes to start, as ratios of whole processes to `node -e 0` in the same run.
//
// Run: npm run build && node bench/startup.mjs [pairs]
// Each pair runs both sides one after the other, in turn first; the ratio is taken pair by pair, and the median is shown.
// NODE_EXTRA_CA_CERTS is unset on both sides: Node reads that file at every start, which would flatter every ratio.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

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

/** The median of the ratios of `one` to `other`, and the median time of `one`. */
function compare(one, other, count = pairs) {
  const samples = Array.from({ length: count }, (_, index) => {
    if (index % 2 === 0) {
      const a = run(one).ms;
      return { a, b: run(other).ms };
    }
    const b = run(other).ms;
    return { a: run(one).ms, b };
  });
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

const rows = [
  ['status', smsctl('status'), node, 1.25],
  ['status --json', smsctl('status', '--json'), node, 1.25],
  ['verify --json --offline', smsctl('verify', '--json', '--offline'), node, 1.25],
  ['--version', smsctl('--version'), node, 1.2],
  ['--help', smsctl('--help'), node, 1.6],
];
if (has('gh')) {
  for (const [name, command] of rows.slice(0, 3))
    rows.push([`${name} : gh --version`, command, ['gh', '--version'], 0.8]);
} else console.log('Without gh, the comparison with it is left out.');

console.log(`${pairs} pairs, ${process.version}; ratio to \`node -e 0\` unless it says otherwise\n`);
console.log(`${'what'.padEnd(42)}${'ms'.padStart(7)}${'ratio'.padStart(8)}${'goal'.padStart(8)}`);
for (const [name, one, other, goal] of rows) {
  const { ratio, ms } = compare(one, other);
  const verdict = ratio <= goal ? 'met' : 'MISSED';
  console.log(
    `${name.padEnd(42)}${ms.toFixed(1).padStart(7)}${ratio.toFixed(2).padStart(8)}${`≤ ${goal}`.padStart(8)}  ${verdict}`,
  );
}
rmSync(home, { recursive: true });
