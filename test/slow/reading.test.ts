import { cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { type HostileProvider, startHostileProvider } from '../support/hostile-provider.ts';
import { runProgram, smsctl } from '../support/program.ts';
import { dryRuns, machine, reading, setUp, writing } from '../support/reading-commands.ts';
import { named, straceRequirement } from '../support/requirements.ts';

/** Names, kinds, modes, times and bytes of everything below a folder, the folder itself included. */
function everythingIn(folder: string): Readonly<Record<string, string>> {
  const names = ['.', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })].sort();
  return Object.fromEntries(
    names.map((name) => {
      const path = join(folder, name);
      const stats = lstatSync(path);
      const content = stats.isFile() ? readFileSync(path, 'hex') : stats.isSymbolicLink() ? readlinkSync(path) : '';
      return [name, [stats.ino, stats.mode.toString(8), stats.mtimeMs, stats.ctimeMs, content].join(' ')];
    }),
  );
}

describe.skipIf(process.platform === 'win32')('commands that read', () => {
  let provider: HostileProvider;
  let base: string;
  let ready: string;

  beforeAll(async () => {
    provider = await startHostileProvider();
    base = mkdtempSync(join(tmpdir(), 'smsctl-reading-'));
    ready = join(base, 'ready');
    mkdirSync(ready);
    await setUp(machine(base, ready, provider.url));
  });
  afterAll(async () => {
    await provider.close();
    rmSync(base, { recursive: true, force: true });
  });

  it('are, with those that write, all commands', () => {
    expect([...Object.keys(reading), ...writing].sort()).toEqual(commands.map(({ path }) => path).sort());
  });

  const rows = [...Object.values(reading).flat(), ...dryRuns].map((row) => [row.argv.join(' '), row] as const);

  describe.each(['where nothing is set up', 'where all is'])('%s', (where) => {
    it.each(rows)('writes and creates nothing: `%s`', async (_, { argv, input }) => {
      const home = mkdtempSync(join(base, 'home-'));
      const isSetUp = where === 'where all is';
      if (isSetUp) cpSync(ready, home, { recursive: true, preserveTimestamps: true });
      const env = machine(base, home, provider.url);
      const before = everythingIn(home);
      const { code, err } = await runProgram([...smsctl, ...argv], {
        env,
        cwd: home,
        ...(input !== undefined && { input }),
      });
      expect(code, err).not.toBe(70);
      const after = everythingIn(home);
      // What it has to tell later without a network is remembered beside the settings, and only where there are some.
      const remembersNothing = ['--offline', '--env', '--dotenv'].some((flag) => argv.includes(flag));
      const isRemembered = isSetUp && argv[0] === 'verify' && !remembersNothing;
      const apart = ([name]: readonly [string, unknown]) => !(isRemembered && /^state\/smsctl(?:\/|$)/.test(name));
      const [was, is] = [before, after].map((tree) => Object.fromEntries(Object.entries(tree).filter(apart)));
      expect(is).toEqual(was);
    });
  });

  const noStrace = straceRequirement();

  it.skipIf(noStrace)(
    named('of these, `verify` asks the system for nothing that changes a file', noStrace),
    async () => {
      const home = mkdtempSync(join(base, 'home-'));
      cpSync(ready, home, { recursive: true, preserveTimestamps: true });
      const env = machine(base, home, provider.url);
      const log = join(base, 'strace');
      const calls = [
        'open',
        'openat',
        'openat2',
        'creat',
        'rename',
        'renameat',
        'renameat2',
        'link',
        'linkat',
        'symlink',
      ]
        .concat('symlinkat', 'unlink', 'unlinkat', 'mkdir', 'mkdirat', 'rmdir', 'truncate', 'ftruncate', 'chmod')
        .concat('fchmod', 'fchmodat', 'chown', 'fchown', 'lchown', 'fchownat', 'utimensat', 'mknod', 'mknodat')
        .map((name) => `?${name}`);
      const strace = ['strace', '-f', '-qq', '-y', '-s', '4096', '-e', `trace=${calls.join()}`, '-o', log];
      const { code, err } = await runProgram([...strace, ...smsctl, 'verify'], { env, cwd: home });
      expect(code, err).toBe(0);
      const seen = readFileSync(log, 'utf8').split('\n');
      // It was looked at: the settings, and the secret in its file, were opened for reading.
      expect(seen.filter((line) => /organizations\/default\.json|secrets\/.*\.age/.test(line)).length).toBeGreaterThan(
        1,
      );
      const changing = seen.filter((line) =>
        /\bopen(?:at2?)?\(/.test(line)
          ? /O_(?:WRONLY|RDWR|CREAT|TRUNC)/.test(line) && !/"\/dev\/(?:null|tty)"/.test(line)
          : /\b[a-z0-9]+\(/.test(line),
      );
      const state = `${home}/state/smsctl`;
      expect(changing.filter((line) => !line.includes(state))).toEqual([]);
      // What it remembers for `status`.
      expect(changing.length).toBeGreaterThan(0);
    },
  );
});
