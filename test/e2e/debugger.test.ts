import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import { projectFolder, runProgram, smsctl } from '../support/program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const { accountSid, authToken, number } = sandboxIds;
const home = temporaryFolder('debugger');
const contacts = join(projectFolder, 'samples', 'contacts.csv');
const record = join(home, 'record.json');
const preload = join(projectFolder, 'test', 'support', 'debugger-signal.cjs');

let server: Sandbox;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  server = await startSandbox({ world: defaultWorld() });
  env = {
    ...{ HOME: home, PATH: process.env.PATH ?? '', LANG: 'C.UTF-8', SMSCTL_KEYCHAIN: 'off' },
    ...{ SMSCTL_TWILIO_URL: server.url, TWILIO_AUTH_TOKEN: authToken, DEBUGGER_SIGNAL: record },
  };
  for (const org of ['default', 'other']) {
    const { code, err } = await runProgram([...smsctl, 'setup', '--org', org, ...answers], { env });
    expect([code, code === 0 ? '' : err]).toEqual([0, '']);
  }
});
afterAll(() => server.close());

const answers = [
  ...['--owner-team', 'Messaging', '--owner-contact', '#sms', '--number', number, '--account-sid', accountSid],
  ...['--store', 'env', '--confirm-method', 'auth-token', '--confirmed-by', 'Ada', '--quiet', '--no-input'],
  ...['--contacts', contacts, '--contacts-country', 'US', '--acknowledge-contacts', '--acknowledge-short-form'],
];

interface Row {
  readonly argv: readonly string[];
  readonly input?: string;
  /** Absent: 0. */
  readonly code?: number;
}

/** Every command at work, by its path. A command without a row here fails the suite. */
const rows: Readonly<Record<string, Row>> = {
  setup: { argv: ['--org', 'default', ...answers] },
  verify: { argv: ['--json', '--org', 'default'] },
  status: { argv: ['--org', 'default'] },
  explain: { argv: ['30034'] },
  'send-test': { argv: ['--org', 'default', '--to', '+12025550199', '--yes', '--follow', '1s'], code: 3 },
  exec: { argv: ['--org', 'default', '--print-env'] },
  'message check': { argv: ['--org', 'default', 'Hello. Acme: reply STOP to end'] },
  acknowledge: { argv: ['--org', 'default', 'short-form', '--by', 'Ada'] },
  report: { argv: ['--org', 'default'] },
  'contacts check': { argv: ['--org', 'default', contacts] },
  'contacts classify': { argv: ['--org', 'default', '--contacts-country', 'US'], input: '+12025550142\n' },
  'contacts merge': { argv: [], input: '{}\n', code: 2 },
  'contacts record': { argv: ['--org', 'default', '--name', 'crm'], input: '{}\n', code: 2 },
  completion: { argv: ['bash'] },
  complete: { argv: ['--', 'smsctl', 'set'] },
  'credentials show': { argv: ['--org', 'default'] },
  'credentials set': { argv: ['--org', 'default', '--store', 'env'] },
  'credentials use': { argv: ['--org', 'default', 'auth-token'] },
  'credentials rotate': { argv: ['--org', 'default', '--yes', '--store', 'env'], code: 2 },
  'credentials create-key': { argv: ['--org', 'default', '--dry-run', '--yes', '--store', 'env'], code: 2 },
  'credentials move': { argv: ['--org', 'default', 'file', '--dry-run'] },
  'credentials remove': { argv: ['--org', 'default', 'auth-token', '--dry-run'] },
  help: { argv: ['exit-codes'] },
  'org list': { argv: [] },
  'org use': { argv: ['default'] },
  'org rename': { argv: ['other', 'renamed'] },
  'org remove': { argv: ['renamed', '--confirm', 'renamed'] },
  'config path': { argv: ['--org', 'default'] },
  'config export': { argv: ['--org', 'default'] },
  deliveries: { argv: ['--org', 'default'] },
  'config explain': { argv: ['--org', 'default'] },
  schema: { argv: ['verify'] },
  sandbox: { argv: ['--list'] },
};

interface Recorded {
  readonly loaded: readonly string[];
  readonly sent: number;
  readonly url: string | null;
}

async function signalled(program: readonly string[], input: string | undefined) {
  writeFileSync(record, 'null');
  const [node = '', ...args] = program;
  const command = [node, '--require', preload, ...args];
  const { code, signal, err } = await runProgram(command, { env, ...(input !== undefined && { input }) });
  return { code, signal, err, recorded: JSON.parse(readFileSync(record, 'utf8')) as Recorded | null };
}

const needsSignals = describe.skipIf(process.platform === 'win32');

// An organization is renamed, and then removed.
needsSignals('SIGUSR1', { shuffle: false }, () => {
  it.each(commands.map(({ path }) => [path]))('opens no debugger in `%s`, from the first line on', async (path) => {
    const row = rows[path];
    if (row === undefined) throw new Error(`The command ${path} has no row here.`);
    const { code, signal, err, recorded } = await signalled([...smsctl, ...path.split(' '), ...row.argv], row.input);
    expect(err).not.toMatch(/debugger/i);
    expect({ code, signal, url: recorded?.url }, err).toEqual({ code: row.code ?? 0, signal: null, url: null });
    // Nothing else of ours was loaded before the program listened.
    expect(recorded?.loaded).toEqual([basename(preload), 'smsctl.js']);
    expect(recorded?.sent).toBeGreaterThan(3);
  });

  it('opens no debugger for `--version`', async () => {
    const { code, signal, err, recorded } = await signalled([...smsctl, '--version'], undefined);
    expect({ code, signal, err, url: recorded?.url }).toEqual({ code: 0, signal: null, err: '', url: null });
  });

  const children = readdirSync(join(projectFolder, 'bundle')).filter((name) => name.endsWith('-child.js'));

  it.each(children)('opens no debugger in the child process %s', async (name) => {
    const path = join(projectFolder, 'bundle', name);
    const request = JSON.stringify({ operation: 'get', key: 'default.x', deadlineMs: 5_000, parent: process.pid });
    const { signal, err, recorded } = await signalled([process.execPath, path], request);
    expect({ signal, err, url: recorded?.url }).toEqual({ signal: null, err: '', url: null });
    expect(recorded?.loaded).toEqual([basename(preload), name]);
  });

  /** Node's own handler is there before any line of ours: a preload's is the earliest signal that we can be sent. */
  const early = join(home, 'early.cjs');
  writeFileSync(early, "process.kill(process.pid, 'SIGUSR1'); for (let at = Date.now(); Date.now() - at < 50; );\n");
  const startedLate = (...argv: readonly string[]) => {
    const [node = '', ...args] = smsctl;
    return runProgram([node, '--require', early, ...args, ...argv], { env });
  };

  it('refuses a command that reads a secret when a debugger was opened before it started', async () => {
    const { code, out, err } = await startedLate('verify', '--org', 'default', '--json');
    expect(err).toContain('Debugger listening');
    expect([code, JSON.parse(out).error.code]).toEqual([2, 'node.unsafe']);
  });

  it('closes the debugger when a command reads no secret', async () => {
    const [node = '', ...args] = [...smsctl, 'sandbox'];
    const child = spawn(node, ['--require', early, ...args], { env, stdio: ['ignore', 'pipe', 'ignore'] });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    await expect.poll(() => listening(child.pid ?? 0).length).toBe(1);
    child.kill('SIGTERM');
    await new Promise((resolve) => child.once('close', resolve));
  });

  it('opens no debugger when a waiting command gets SIGUSR1', async () => {
    const [file = '', ...args] = [...smsctl, 'sandbox'];
    const child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, err] = ['', ''];
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      err += chunk;
    });
    await new Promise<void>((resolve) => {
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        out += chunk;
        if (out.includes('SMSCTL_CONFIG_DIR')) resolve();
      });
    });
    const before = listening(child.pid ?? 0);
    for (let sent = 0; sent < 20; sent += 1) {
      child.kill('SIGUSR1');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const after = listening(child.pid ?? 0);
    child.kill('SIGTERM');
    await new Promise((resolve) => child.once('close', resolve));
    expect(before).toHaveLength(1);
    expect(after).toEqual(before);
    expect(err).not.toMatch(/debugger/i);
  });
});

describe("Node's own log", () => {
  const bytes = Buffer.from(authToken).toString('hex').replace(/../g, '$& ').trim();
  const asText = (text: string) => text.split('\n').filter((line) => /^(STREAM|NET|HTTP) \d+: /.test(line));

  it.each(['stream', 'STR*', '*', 'net,stream'])('refuses to run with NODE_DEBUG=%s', async (sections) => {
    const argv = [...smsctl, 'setup', 'credentials', '--org', 'default', '--auth-token-stdin', '--no-input'];
    const { code, err } = await runProgram(argv, { env: { ...env, NODE_DEBUG: sections }, input: authToken });
    expect([code, err.includes('--allow-unsafe-node')]).toEqual([2, true]);
    expect(err).not.toContain(bytes.slice(0, 11));
  });

  it('logs no secret and no answer when NODE_DEBUG is allowed', async () => {
    const { TWILIO_AUTH_TOKEN: _, ...without } = env;
    const argv = [
      ...smsctl,
      'setup',
      '--org',
      'piped',
      ...answers,
      '--store',
      'file',
      '--auth-token-stdin',
      '--dry-run',
    ];
    const { code, out, err } = await runProgram([...argv, '--allow-unsafe-node'], {
      env: { ...without, NODE_DEBUG: 'stream,net,http,fs' },
      input: authToken,
    });
    expect(code, err.slice(-500)).not.toBe(70);
    expect(asText(err).length).toBeGreaterThan(10);
    for (const text of [out, err]) {
      expect(text).not.toContain(authToken);
      expect(text).not.toContain(bytes.slice(0, 11));
      expect(text).not.toMatch(/<Buffer [0-9a-f]{2} /);
    }
  });
});

/** The inodes of the TCP sockets on which a process waits for connections. */
function listening(pid: number): readonly string[] {
  const rowsOf = (file: string) => readFileSync(`/proc/${pid}/net/${file}`, 'utf8').trim().split('\n').slice(1);
  const all = [...rowsOf('tcp'), ...rowsOf('tcp6')].map((row) => row.trim().split(/\s+/));
  const inodes = all.filter(([, , , state]) => state === '0A').map((fields) => fields[9] ?? '');
  const own = readdirSync(`/proc/${pid}/fd`).map((fd) => socketOf(`/proc/${pid}/fd/${fd}`));
  return inodes.filter((inode) => own.includes(`socket:[${inode}]`)).sort();
}

function socketOf(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    return '';
  }
}
