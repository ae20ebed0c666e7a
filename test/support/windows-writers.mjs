// Run on Windows by tests: COUNT processes save TIMES times each to one settings file, while this one reads it and one more
// writer is killed. Prints, as JSON, what was acknowledged and lost, and every problem that a reader or a writer had.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { settingsFile } from '../../dist/adapters/settings/settings-file.js';

const [, , directory, count, times] = process.argv;
const script = fileURLToPath(new URL('settings-child.mjs', import.meta.url));
const store = settingsFile({ directory, organization: 'acme' });
const acknowledged = [];
const problems = [];

function writer(saves, onSave = () => {}) {
  const child = spawn(process.execPath, [script, directory, String(saves)], { stdio: ['ignore', 'pipe', 'pipe'] });
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    acknowledged.push(...lines);
    onSave(child, lines.length);
  });
  child.stderr.setEncoding('utf8').on('data', (chunk) => problems.push(chunk));
  return new Promise((resolve) => child.once('close', (code, signal) => resolve(signal ?? code)));
}

let reads = 0;
let writing = true;
async function read() {
  while (writing) {
    await store.load().catch((error) => problems.push(error.message));
    reads += 1;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

const reading = read();
const writers = Array.from({ length: Number(count) }, () => writer(Number(times)));
const killed = writer(10_000, (child) => child.kill());
const ends = await Promise.all(writers);
const killedBy = await killed;
writing = false;
await reading;
const keys = new Set(((await store.load())?.pending ?? []).map(({ key }) => key));
const lost = acknowledged.filter((key) => !keys.has(key));
const summary = { ends, killedBy, acknowledged: acknowledged.length, lost, reads, problems: [...new Set(problems)] };
process.stdout.write(`${JSON.stringify(summary)}\n`);
