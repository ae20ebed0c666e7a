// Writes bundle/*.js.cache: what V8 makes of the quick commands, the help, a short list and the way to the first question when
// they run.
// Another Node does not take it, and compiles for itself; one that keeps such a cache by itself writes none here.
const { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const vm = require('node:vm');

const program = join(__dirname, '../bin/smsctl.js');
const bundle = join(__dirname, '../bundle');
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

/** By path. A file is compiled once, so that its cache holds the functions of every run until the cache is made. */
const scripts = new Map();
vm.Script = new Proxy(vm.Script, {
  construct: (Script, [source, { filename }]) => {
    if (!scripts.has(filename)) scripts.set(filename, new Script(source, { filename }));
    return scripts.get(filename);
  },
});

/** Runs a command line as the program does. */
async function run(...argv) {
  for (const path of [program, ...scripts.keys()]) delete require.cache[path];
  process.argv = [process.execPath, program, ...argv];
  const ended = new Promise((resolve) => {
    process.exit = resolve;
  });
  require(program);
  await ended;
}

/** Compiles a file of the bundle without running it, and those that it loads. */
function compile(name) {
  const path = join(bundle, name);
  if (scripts.has(path)) return;
  const source = readFileSync(path, 'utf8');
  void new vm.Script(source.slice(0, source.lastIndexOf('\n(')), { filename: path });
  for (const [, other] of source.matchAll(/[=,;]\w+=require\("\.\/([^"]+)"\)/g)) compile(other);
}

const quick = [['status'], ['status', '--json'], ['verify', '--json', '--offline']];
const list = join(__dirname, '../samples/contacts.csv');
const check = ['contacts', 'check', list, '--contacts-country', 'US'];
const owner = ['setup', 'owner', '--dry-run', '--quiet', '--no-input', '--owner-team', 'A', '--owner-contact', '#b'];
/** What comes before the first question, and is loaded for a terminal alone. */
const forTerminals =
  /^(?:cli-render-palette|adapters-secrets-(?:keychain|encrypted-file|passphrase)|main-prompter|adapters-terminal-terminal)(?:-[A-Z0-9]{8})?\.js$/;

async function main() {
  for (const argv of quick) await run(...argv);
  // What else is in their file only makes it longer to read: whoever needs more has more time.
  const made = new Map([...scripts].map(([path, script]) => [path, script.createCachedData()]));
  for (const argv of [['--help'], check, [...check, '--json'], owner]) await run(...argv);
  for (const name of readdirSync(bundle).filter((each) => forTerminals.test(each))) compile(name);
  for (const [path, script] of scripts) writeFileSync(`${path}.cache`, made.get(path) ?? script.createCachedData());
  rmSync(directory, { recursive: true });
}

const { exit } = process;
main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  exit(1);
});
