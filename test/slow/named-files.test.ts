import { type ChildProcess, spawn } from 'node:child_process';
import {
  closeSync,
  constants,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import { kinds } from '../support/planted.ts';
import { projectFolder, runProgram, shellSmsctl, smsctl } from '../support/program.ts';
import { promised } from '../support/promised.ts';
import { isRoot } from '../support/users.ts';

const { accountSid, authToken, number } = sandboxIds;
const root = mkdtempSync(join(tmpdir(), 'smsctl-named-'));
const passphrase = 'correct horse battery staple';
const contacts = join(projectFolder, 'samples', 'contacts.csv');

let server: Sandbox;
/** Where the Auth Token is in a variable, which is quick, and where it is in an encrypted file. */
const templates = ['env', 'file'] as const;

beforeAll(async () => {
  server = await startSandbox({ world: defaultWorld() });
  for (const store of templates) {
    const { home, env } = placed(store);
    mkdirSync(home);
    writeFileSync(join(home, 'passphrase'), passphrase, { mode: 0o600 });
    const argv = [
      ...['setup', '--owner-team', 'Messaging', '--owner-contact', '#sms', '--number', number, '--store', store],
      ...['--account-sid', accountSid, '--confirm-method', 'auth-token', '--confirmed-by', 'Ada'],
      ...['--contacts', contacts, '--contacts-country', 'US', '--acknowledge-contacts', '--acknowledge-short-form'],
      ...['--quiet', '--no-input', ...(store === 'file' ? ['--auth-token-stdin'] : [])],
    ];
    const given = store === 'env' ? { TWILIO_AUTH_TOKEN: authToken } : {};
    const { code, err } = await runProgram([...smsctl, ...argv], { env: { ...env, ...given }, input: authToken });
    expect(code, err).toBe(0);
  }
}, 120_000);
afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true });
});

interface Place {
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
}

function placed(name: string): Place {
  const home = join(root, name);
  const { PATH = '' } = process.env;
  return {
    home,
    env: {
      ...{ HOME: home, PATH, LANG: 'C.UTF-8', SMSCTL_CONFIG_DIR: join(home, 'config') },
      ...{ XDG_STATE_HOME: join(home, 'state'), SMSCTL_TWILIO_URL: server.url },
      SMSCTL_PASSPHRASE_FILE: join(home, 'passphrase'),
    },
  };
}

let count = 0;
function newPlace(store: (typeof templates)[number]): Place {
  count += 1;
  const place = placed(`place-${count}`);
  cpSync(join(root, store), place.home, { recursive: true });
  return place;
}

interface Read {
  /** What is read. */
  readonly what: string;
  /** Below the place; `*` stands for the one file of a directory. */
  readonly path: string;
  /** Where the secret is. Absent: in a variable. */
  readonly store?: 'file';
  readonly argv: readonly string[];
  readonly text: string;
  /** A person named it, so that a pipe is waited for. */
  readonly waits?: true;
  /** Exit codes that are right where it cannot be used; 2 where none is given. */
  readonly codes?: readonly number[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

const file = '{file}';
const credentials = ['credentials', 'set', '--account-sid', accountSid, '--store', 'env', '--no-input'];

const reads: readonly Read[] = [
  { what: '.smsctl.json', path: '.smsctl.json', argv: ['status'], text: '{"org":"default"}', codes: [3] },
  {
    what: '.smsctl.json above',
    path: '.smsctl.json',
    argv: ['status'],
    text: '{"org":"default"}',
    codes: [3],
    cwd: 'a/b',
  },
  { what: 'the choice of org use', path: 'config/organization', argv: ['status'], text: 'default', codes: [3] },
  { what: 'the settings', path: 'config/organizations/default.json', argv: ['status'], text: '{}', codes: [3] },
  {
    what: 'the settings before',
    path: 'config/organizations/default.json.bak',
    argv: ['setup', 'owner', '--owner-team', 'Others', '--no-input'],
    text: '{}',
    codes: [0, 3],
  },
  {
    what: 'the lock',
    path: 'config/organizations/default.json.lock',
    argv: ['setup', 'owner', '--owner-team', 'Others', '--no-input'],
    text: '',
    codes: [0, 3, 75],
  },
  {
    what: 'the last results',
    path: 'state/smsctl/default.verification.json',
    argv: ['status'],
    text: '{}',
    codes: [0],
  },
  {
    what: 'the passphrase',
    path: 'passphrase',
    argv: ['exec', '--', 'true'],
    text: passphrase,
    waits: true,
    codes: [3],
    store: 'file',
  },
  {
    what: 'an encrypted secret',
    path: 'config/secrets/*',
    argv: ['exec', '--', 'true'],
    text: '',
    codes: [3],
    store: 'file',
  },
  {
    what: '--auth-token-file',
    path: 'token',
    argv: [...credentials, '--auth-token-file', file],
    text: authToken,
    waits: true,
  },
  {
    what: '--api-key-secret-file',
    path: 'secret',
    argv: [...credentials, '--credential-method', 'api-key', '--api-key-secret-file', file],
    text: authToken,
    waits: true,
  },
  { what: 'verify --dotenv', path: 'app.env', argv: ['verify', '--dotenv', file], text: 'hello', waits: true },
  { what: 'setup --from', path: 'app.env', argv: ['setup', '--from', file, '--no-input'], text: 'hello', waits: true },
  { what: '--answers', path: 'answers', argv: ['setup', '--answers', file, '--no-input'], text: '{}', waits: true },
  { what: 'message check --file', path: 'text', argv: ['message', 'check', '--file', file], text: 'Hi', waits: true },
  { what: 'contacts check', path: 'list', argv: ['contacts', 'check', file], text: 'phone\n+12025550123\n' },
  {
    what: 'SMSCTL_CONTACTS',
    path: 'list',
    argv: ['contacts', 'check'],
    text: 'phone\n+12025550123\n',
    env: { SMSCTL_CONTACTS: file },
  },
  {
    what: 'setup --contacts',
    path: 'list',
    argv: ['setup', 'contacts', '--contacts', file, '--no-input'],
    text: 'phone\n+12025550123\n',
  },
  {
    what: 'contacts classify --plan',
    path: 'plan',
    argv: ['contacts', 'classify', '--plan', file],
    text: '{}',
    waits: true,
  },
  { what: 'contacts merge', path: 'part', argv: ['contacts', 'merge', file], text: '', waits: true },
  { what: 'contacts record', path: 'part', argv: ['contacts', 'record', file, '--name', 'crm'], text: '', waits: true },
];

function started({ argv, env = {}, cwd = '.' }: Read, place: Place, path: string): ChildProcess {
  const put = (text: string): string => text.replace(file, path);
  const [program = '', ...words] = [...smsctl, ...argv.map(put)];
  const variables = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, put(value)]));
  mkdirSync(join(place.home, cwd), { recursive: true });
  return spawn(program, words, {
    env: { ...place.env, ...variables },
    cwd: join(place.home, cwd),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly err: string;
}

function ending(child: ChildProcess): Promise<Ended> {
  let err = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  return new Promise((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, err }));
  });
}

/** Resolves when a program reads the pipe. To open it for writing fails as long as none does. */
async function reader(path: string): Promise<number> {
  for (;;) {
    try {
      return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
    } catch {
      await pause(20);
    }
  }
}

describe.skipIf(process.platform === 'win32')('a file that is read by its name', () => {
  const table = reads.flatMap((read) =>
    kinds.map((kind) => ({ ...read, ...kind, name: `${read.what}: ${kind.kind}` })),
  );

  it('is one of as many as are promised', () => expect(reads.length).toBe(promised(/(\d+) files that commands read/)));

  it.concurrent.each(table)('$name', async ({ kind, make, asRoot, ...read }) => {
    if (asRoot && !isRoot) return;
    const place = newPlace(read.store ?? 'env');
    const [named = ''] = read.path.endsWith('*') ? readdirSync(join(place.home, dirname(read.path))) : [];
    const path = join(place.home, read.path.replace('*', named));
    mkdirSync(dirname(path), { recursive: true });
    rmSync(path, { recursive: true, force: true });
    make(path, read.text);
    if (kind === 'a pipe without a writer' && read.waits === true) {
      for (const [signal, code] of [
        ['SIGINT', 130],
        ['SIGTERM', 143],
      ] as const) {
        const child = started(read, place, path);
        const end = ending(child);
        const writer = await reader(path);
        child.kill(signal);
        expect(await end).toMatchObject({ code, signal: null });
        closeSync(writer);
      }
      return;
    }
    const end = ending(started(read, place, path));
    const { code, signal, err } = await end;
    expect(signal, err).toBeNull();
    expect(code, err).not.toBe(70);
    if (kind !== 'a file of another user') expect(read.codes ?? [2], err).toContain(code);
  });

  const bash = (script: string, { env, home }: Place) => runProgram(['bash', '-c', script], { env, cwd: home });
  const program = shellSmsctl;

  it('may be a pipe from another program: a passphrase, a secret, a message, a part of a list', async () => {
    const place = newPlace('file');
    const secret = await bash(
      `SMSCTL_PASSPHRASE_FILE=<(sleep 0.3; echo '${passphrase}') ${program} exec -- sh -c 'echo $TWILIO_AUTH_TOKEN'`,
      place,
    );
    expect([secret.code, secret.out.trim()]).toEqual([0, authToken]);
    const message = await bash(`${program} message check --json --file <(sleep 0.3; printf 'Hello there')`, place);
    expect(JSON.parse(message.out)).toMatchObject({ schema: 'smsctl.message/1' });
    expect(message.err).toBe('');
    const parts = `<(${program} contacts classify < ${contacts})`;
    const merged = await bash(`${program} contacts merge ${parts} ${parts}`, place);
    expect([merged.code, merged.err]).toEqual([0, '']);
    const stored = await bash(
      `${program} credentials set --account-sid ${accountSid} --store file --no-input --yes --auth-token-file <(printf ${authToken})`,
      place,
    );
    expect([stored.code, stored.err]).toEqual([0, expect.not.stringContaining('cannot')]);
  });

  it('is refused when a pipe has no end', async () => {
    const place = newPlace('file');
    for (const argv of [
      `SMSCTL_PASSPHRASE_FILE=<(yes) ${program} exec -- true`,
      `${program} message check --file <(yes)`,
    ]) {
      const { code, err } = await bash(argv, place);
      expect([2, 3]).toContain(code);
      expect(err).toMatch(/it\s+is\s+larger\s+than/);
    }
  });
});
