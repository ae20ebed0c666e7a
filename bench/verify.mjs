// What a live `verify` costs, as ratios in one run. Run `npm run build` first, then:
//   node bench/verify.mjs [LATENCY_MS] [RUNS]        (200 and 9 when absent; the comparison with the SDK is meant for 80)
//
// 1. Round trips: the sandbox answers after LATENCY; what the run takes beyond the same run on a sandbox that answers at once,
//    divided by it. Asked: at most 3.
// 2. The same reads, one after another, through the twilio SDK (a process of its own, as a script would do it) divided by the
//    whole `verify --json`, each pair side by side. Asked: at least 2.5 at 80 ms.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startSandbox } from '../dist/sandbox/server.js';
import { defaultWorld, sandboxIds } from '../dist/sandbox/twilio/default-world.js';
import { assertUpToDate } from '../scripts/build-state.mjs';

assertUpToDate();

const latency = Number(process.argv[2] ?? 200);
const runs = Number(process.argv[3] ?? 9);
const pathOf = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const smsctl = pathOf('../bin/smsctl.js');
const run = promisify(execFile);
const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];

const directory = mkdtempSync(join(tmpdir(), 'smsctl-bench-'));
const quick = await startSandbox({ world: defaultWorld() });
const slow = await startSandbox({ world: { ...defaultWorld(), faults: [{ on: '*', delayMs: latency }] } });
// Node reads what this names at every start, on both sides; it is no part of either program.
const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env;
const env = (url) => ({
  ...inherited,
  SMSCTL_TWILIO_URL: url,
  SMSCTL_CONFIG_DIR: join(directory, 'config'),
  XDG_STATE_HOME: join(directory, 'state'),
  TWILIO_ACCOUNT_SID: sandboxIds.accountSid,
  TWILIO_AUTH_TOKEN: sandboxIds.authToken,
});
const answers = join(directory, 'answers.json');
const contacts = join(directory, 'contacts.csv');
writeFileSync(contacts, 'phone\n+12025550100\n+12125550107\n');
writeFileSync(
  answers,
  JSON.stringify({
    owner: { team: 'Bench', contact: 'bench@example.com' },
    number: { sender: sandboxIds.number },
    credentials: { accountSid: sandboxIds.accountSid, method: 'auth-token', store: 'env' },
    method: { confirmed: 'auth-token' },
    // Contacts of whom nothing is in doubt: a doubt is settled by two requests more.
    contacts: { source: contacts, country: 'US', acknowledged: true, shortForm: true },
  }),
);
await run(process.execPath, [smsctl, 'setup', '--no-input', '--yes', '--answers', answers], { env: env(quick.url) });

/** Milliseconds that a whole process takes. */
async function time(server, ...argv) {
  const started = performance.now();
  await run(process.execPath, argv, { env: env(server.url) });
  return performance.now() - started;
}
const verify = (server) => time(server, smsctl, 'verify', '--json');
const sdk = (server) => time(server, pathOf('./sdk-reads.mjs'), server.url);

/** The paths that `work` asks a server for, each once, sorted. */
async function pathsOf(work) {
  const before = quick.requests.length;
  await work(quick);
  const paths = quick.requests.slice(before).map(({ path }) => new URL(path, quick.url).pathname);
  return [...new Set(paths)].toSorted();
}
const reads = await pathsOf(verify);
const theirs = await pathsOf(sdk);
if (JSON.stringify(reads) !== JSON.stringify(theirs)) {
  throw new Error(`The two sides do not read the same: ${JSON.stringify({ reads, theirs }, null, 2)}`);
}

const rounds = [];
for (let index = 0; index < runs; index += 1) {
  rounds.push({ ours: await verify(slow), near: await verify(quick), sdk: await sdk(slow) });
}
await Promise.all([quick.close(), slow.close()]);
rmSync(directory, { recursive: true, force: true });

const trips = median(rounds.map(({ ours, near }) => (ours - near) / latency));
const faster = median(rounds.map(({ ours, sdk: serial }) => serial / ours));
const ms = (name) => Math.round(median(rounds.map((round) => round[name])));
console.log(`${reads.length} reads, ${latency} ms each, medians of ${runs} runs`);
console.log(`verify --json              ${ms('ours')} ms (${ms('near')} ms where answers come at once)`);
console.log(`the SDK, one after another ${ms('sdk')} ms`);
console.log(`round trips                ${trips.toFixed(2)} (asked: at most 3)`);
console.log(`SDK / verify               ${faster.toFixed(2)} (asked: at least 2.5 at 80 ms)`);
