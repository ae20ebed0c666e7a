// Writes bundle/start.js.cache: what V8 makes of start.js when the quick commands run. Another Node does not take it, and
// compiles for itself.
const { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const nodeModule = require('node:module');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { Script } = require('node:vm');

const path = join(__dirname, '../bundle/start.js');
const script = new Script(nodeModule.wrap(readFileSync(path, 'utf8')), { filename: path });
const directory = mkdtempSync(join(tmpdir(), 'smsctl-build-'));
process.env.SMSCTL_CONFIG_DIR = directory;
mkdirSync(join(directory, 'organizations'), { mode: 0o700 });
writeFileSync(
  join(directory, 'organizations/default.json'),
  JSON.stringify({
    schema: 'smsctl.settings/1',
    owner: { team: 'Messaging', contact: '#sms' },
    number: { sender: '+12025550142', kind: 'number', country: 'US', type: 'FIXED_LINE_OR_MOBILE' },
  }),
);

async function warm(...argv) {
  process.argv = [process.execPath, path, ...argv];
  const start = { exports: {} };
  script
    .runInThisContext()
    .call(start.exports, start.exports, nodeModule.createRequire(path), start, path, join(path, '..'));
  await new Promise((resolve) => {
    process.exit = resolve;
    void start.exports.main();
  });
}

async function main() {
  for (const argv of [['status'], ['status', '--json'], ['verify', '--json', '--offline']]) await warm(...argv);
  writeFileSync(`${path}.cache`, script.createCachedData());
  rmSync(directory, { recursive: true });
}

void main();
