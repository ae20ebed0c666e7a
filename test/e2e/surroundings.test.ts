import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import { asOtherUser } from '../support/planted.ts';
import { projectFolder, runProgram, smsctl } from '../support/program.ts';
import { quickenSecrets } from '../support/quicken-secrets.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const { accountSid, authToken, number } = sandboxIds;
const contacts = join(projectFolder, 'samples', 'contacts.csv');

let server: Sandbox;
beforeAll(async () => {
  server = await startSandbox({ world: defaultWorld() });
});
afterAll(() => server.close());

const freshHome = () => temporaryFolder('surroundings');
const envIn = (home: string) => ({
  ...{ HOME: home, PATH: process.env.PATH ?? '', LANG: 'C.UTF-8', SMSCTL_KEYCHAIN: 'off' },
  ...{ SMSCTL_TWILIO_URL: server.url, TWILIO_AUTH_TOKEN: authToken },
});
const setup = [
  ...[...smsctl, 'setup', '--owner-team', 'Messaging', '--owner-contact', '#sms', '--number', number],
  ...['--account-sid', accountSid, '--confirm-method', 'auth-token', '--confirmed-by', 'Ada', '--quiet', '--no-input'],
  ...['--contacts', contacts, '--contacts-country', 'US', '--acknowledge-contacts', '--acknowledge-short-form'],
];
const oneLine = (text: string) => text.replace(/\s+/g, ' ');

describe('verification results that cannot be saved', () => {
  it.each([
    [['verify'], 0],
    [['verify', '--json'], 0],
    [['verify', '--format', 'junit'], 0],
    [['send-test', '--to', '+12025550143', '--yes'], 0],
  ] as const)('are reported once on stderr by %j with the same exit code', async (argv, code) => {
    const home = freshHome();
    const env = envIn(home);
    expect((await runProgram([...setup, '--store', 'env'], { env })).code).toBe(0);
    const before = await runProgram([...smsctl, ...argv], { env });
    expect([before.code, before.err.includes('default.verification.json')]).toEqual([code, false]);
    const state = join(home, '.local', 'state', 'smsctl');
    rmSync(state, { recursive: true });
    writeFileSync(state, 'in the way');
    const { code: after, err } = await runProgram([...smsctl, ...argv], { env });
    expect(after).toBe(code);
    expect(oneLine(err).split(`${state}/default.verification.json`)).toHaveLength(2);
    expect(readFileSync(state, 'utf8')).toBe('in the way');
  });

  it('are reported by setup, which ends as usual', async () => {
    const home = freshHome();
    mkdirSync(join(home, '.local', 'state'), { recursive: true });
    writeFileSync(join(home, '.local', 'state', 'smsctl'), '');
    const { code, err } = await runProgram([...setup, '--store', 'env'], { env: envIn(home) });
    expect([code, oneLine(err).match(/default\.verification\.json/g)?.length]).toEqual([0, 1]);
  });
});

describe.skipIf(asOtherUser === undefined)('a state directory that root made', () => {
  it('is reported by verify and status with the usual exit codes', async () => {
    const home = freshHome();
    const as = (...argv: readonly string[]) => {
      const [file = '', ...args] = argv;
      return new Promise<{ readonly code: number | null; readonly err: string }>((resolve) => {
        const child = spawn(file, args, { ...asOtherUser, env: envIn(home), cwd: '/' });
        let err = '';
        child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
          err += chunk;
        });
        child.stdout.resume();
        child.on('close', (code) => resolve({ code, err: oneLine(err) }));
      });
    };
    chownSync(home, 65_534, 65_534);
    expect((await as(...setup, '--store', 'env')).code).toBe(0);
    const state = join(home, '.local', 'state', 'smsctl');
    rmSync(state, { recursive: true });
    mkdirSync(state, { mode: 0o700 });
    const verified = await as(...smsctl, 'verify', '--json');
    // Once for reading the last results, once for saving the new ones.
    expect([verified.code, verified.err.match(/default\.verification\.json/g)?.length]).toEqual([0, 2]);
    expect((await as(...smsctl, 'status')).err).toContain('default.verification.json');
  });
});

describe('a passphrase file', () => {
  const prepared = freshHome();
  const wordsIn = (home: string) => {
    const file = join(home, "Ada's words");
    return { file, env: { ...envIn(home), SMSCTL_PASSPHRASE_FILE: file } };
  };
  beforeAll(async () => {
    const { file, env } = wordsIn(prepared);
    writeFileSync(file, 'correct horse battery staple\n', { mode: 0o600 });
    expect((await runProgram([...setup, '--store', 'file'], { env })).code).toBe(0);
    await quickenSecrets(join(prepared, '.config', 'smsctl'), 'correct horse battery staple');
  });

  it.each([
    [0o600, false],
    [0o400, false],
    [0o644, true],
    [0o444, true],
    [0o620, true],
  ])('is used with a warning when its mode is %o: %j', async (mode, isWarned) => {
    const home = freshHome();
    // On Node 24, `cpSync` gives the directories other modes.
    execFileSync('cp', ['-a', `${prepared}/.`, home]);
    const { file, env } = wordsIn(home);
    chmodSync(file, mode);
    const { code, err } = await runProgram([...setup, '--store', 'file'], { env });
    expect(code, err).toBe(0);
    expect(oneLine(err).includes('chmod 600')).toBe(isWarned);
    expect(err).not.toContain('correct horse');
  });
});

describe('a move to a store that does not work', () => {
  it.each([
    ['file', 'a file where the directory would be'],
    ['keychain', 'no keychain'],
  ])('changes nothing when %s: %s', async (store) => {
    const home = freshHome();
    const passphrase = join(home, 'passphrase');
    writeFileSync(passphrase, 'correct horse battery staple\n', { mode: 0o600 });
    const env = { ...envIn(home), SMSCTL_PASSPHRASE_FILE: passphrase };
    expect((await runProgram([...setup, '--store', 'env'], { env })).code).toBe(0);
    const config = join(home, '.config', 'smsctl');
    writeFileSync(join(config, 'secrets'), '', { mode: 0o600 });
    const saved = () => readFileSync(join(config, 'organizations', 'default.json'), 'utf8');
    const before = saved();
    expect((await runProgram([...smsctl, 'credentials', 'move', store], { env })).code).toBe(3);
    expect(saved()).toBe(before);
    expect(JSON.parse((await runProgram([...smsctl, 'status', '--json'], { env })).out)).toMatchObject({ pending: 0 });
  });
});

describe('the directories of smsctl', () => {
  const pathOf = async (env: Readonly<Record<string, string>>, cwd: string) =>
    (await runProgram([...smsctl, 'config', 'path'], { env, cwd })).out.trim();

  it('are the user’s when HOME is empty, relative or absent', async () => {
    const cwd = freshHome();
    const { HOME: _, ...without } = envIn(cwd);
    const expected = join(userInfo().homedir, '.config/smsctl/organizations/default.json');
    expect(await pathOf({ ...without, HOME: '' }, cwd)).toBe(expected);
    expect(await pathOf({ ...without, HOME: 'here' }, cwd)).toBe(expected);
    expect(await pathOf(without, cwd)).toBe(expected);
  });

  it('are the defaults when an XDG variable is relative', async () => {
    const home = freshHome();
    const env = { ...envIn(home), XDG_CONFIG_HOME: 'config', XDG_STATE_HOME: './state' };
    const { code } = await runProgram([...setup, '--store', 'env'], { env, cwd: home });
    expect(code).toBe(0);
    expect(readdirSync(home).sort()).toEqual(['.config', '.local']);
    expect(readdirSync(join(home, '.local', 'state', 'smsctl'))).toEqual(['default.verification.json']);
  });
});

/** All below a directory that its owner cannot read, and that others can. */
function modesIn(directory: string): { readonly closed: readonly string[]; readonly open: readonly string[] } {
  const all = readdirSync(directory, { recursive: true, encoding: 'utf8' }).map((name) => join(directory, name));
  const modes = all.map((path) => [path, lstatSync(path)] as const);
  const needed = (isDirectory: boolean) => (isDirectory ? 0o700 : 0o600);
  return {
    closed: modes
      .filter(([, s]) => (s.mode & needed(s.isDirectory())) !== needed(s.isDirectory()))
      .map(([path]) => path),
    open: modes.filter(([, { mode }]) => (mode & 0o077) !== 0).map(([path]) => path),
  };
}

// A setup with an encrypted file takes five seconds of processor time; test/stores holds the file's mode under other masks.
describe.each([
  ['777', 'file'],
  ['277', 'env'],
  ['177', 'env'],
  ['077', 'env'],
  ['000', 'env'],
])('under umask %s, with the secret in store %s', (mask, store) => {
  const under = (home: string, command: readonly string[], more: Readonly<Record<string, string>> = {}) =>
    runProgram(['sh', '-c', `umask ${mask}; exec "$@"`, 'sh', ...command], { env: { ...envIn(home), ...more } });

  it('makes every file readable by its user alone', async () => {
    const home = freshHome();
    const passphrase = join(home, 'passphrase');
    writeFileSync(passphrase, 'correct horse battery staple\n', { mode: 0o600 });
    const more = { SMSCTL_PASSPHRASE_FILE: passphrase };
    expect((await under(home, [...setup, '--store', store], more)).code).toBe(0);
    expect((await under(home, [...smsctl, 'verify'], more)).code).toBe(0);
    expect((await under(home, [...smsctl, 'org', 'rename', 'default', 'acme'])).code).toBe(0);
    expect((await under(home, [...smsctl, 'org', 'use', 'acme'])).code).toBe(0);
    const list = join(home, 'list.csv');
    expect((await under(home, [...smsctl, 'contacts', 'check', contacts, '--valid', list])).code).toBe(0);
    const { closed, open } = modesIn(home);
    expect(closed).toEqual([]);
    expect(open.filter((path) => path.includes('smsctl/'))).toEqual([]);
  });

  it('gives the program of `exec` the same umask', async () => {
    const home = freshHome();
    expect((await under(home, [...setup, '--store', 'env'])).code).toBe(0);
    const { out } = await under(home, [...smsctl, 'exec', '--', 'sh', '-c', 'umask']);
    expect(Number.parseInt(out, 8)).toBe(Number.parseInt(mask, 8));
  });
});
