// How many round trips `verify` takes, measured: the sandbox answers after LATENCY milliseconds (default 200), and what the
// live run takes beyond the offline run of the same setup is divided by it. Run `npm run build` first, then:
//   node bench/verify.mjs [LATENCY] [RUNS]
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { defaultWorld, sandboxIds } from '../dist/sandbox/default-world.js';
import { startSandbox } from '../dist/sandbox/server.js';

const latency = Number(process.argv[2] ?? 200);
const runs = Number(process.argv[3] ?? 9);
const smsctl = new URL('../bin/smsctl.js', import.meta.url).pathname;
const contacts = new URL('../samples/contacts.csv', import.meta.url).pathname;
const run = promisify(execFile);
const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];

const directory = mkdtempSync(join(tmpdir(), 'smsctl-bench-'));
const quick = await startSandbox({ world: defaultWorld() });
const slow = await startSandbox({ world: { ...defaultWorld(), faults: [{ on: '*', delayMs: latency }] } });
const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env;
const env = (url) => ({
  ...inherited,
  SMSCTL_TWILIO_URL: url,
  SMSCTL_CONFIG_DIR: directory,
  XDG_STATE_HOME: join(directory, 'state'),
  TWILIO_ACCOUNT_SID: sandboxIds.accountSid,
  TWILIO_AUTH_TOKEN: sandboxIds.authToken,
});
mkdirSync(directory, { recursive: true });
const answers = join(directory, 'answers.json');
writeFileSync(
  answers,
  JSON.stringify({
    'owner.team': 'Bench',
    'owner.contact': 'bench@example.com',
    'number.sender': sandboxIds.number,
    'credentials.accountSid': sandboxIds.accountSid,
    'credentials.method': 'auth-token',
    'credentials.store': 'env',
    'method.confirmed': 'auth-token',
    'contacts.source': contacts,
    'contacts.country': 'US',
    'contacts.acknowledged': 'yes',
    'contacts.shortForm': 'yes',
  }),
);
await run(process.execPath, [smsctl, 'setup', '--no-input', '--yes', '--answers', answers], { env: env(quick.url) });

async function time(url, ...flags) {
  const started = performance.now();
  await run(process.execPath, [smsctl, 'verify', '--json', ...flags], { env: env(url) }).catch(({ code }) => {
    if (code !== 1 && code !== 3) throw new Error(`verify ended with ${code}`);
  });
  return performance.now() - started;
}

const before = slow.requests.length;
await time(slow.url);
const _requests = slow.requests.length - before;
const pairs = [];
for (let index = 0; index < runs; index += 1) {
  pairs.push({ live: await time(slow.url), near: await time(quick.url), offline: await time(quick.url, '--offline') });
}
const _live = median(pairs.map((pair) => pair.live));
const _near = median(pairs.map((pair) => pair.near));
const _trips = median(pairs.map((pair) => (pair.live - pair.near) / latency));
await Promise.all([quick.close(), slow.close()]);
rmSync(directory, { recursive: true, force: true });
