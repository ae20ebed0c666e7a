import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { asOtherUser } from '../support/planted.ts';
import { projectFolder, runProgram, shellSmsctl, smsctl } from '../support/program.ts';
import { promised } from '../support/promised.ts';
import { isRoot, otherUser } from '../support/users.ts';

const root = mkdtempSync(join(tmpdir(), 'smsctl-outputs-'));
afterAll(() => rmSync(root, { recursive: true }));
const env = { HOME: root, PATH: process.env.PATH ?? '', LANG: 'C.UTF-8' };
const contacts = join(projectFolder, 'samples', 'contacts.csv');
const check = ['contacts', 'check', contacts, '--contacts-country', 'US'];

/** Every option that writes a file, and how its text begins. */
const outputs: readonly { readonly argv: readonly string[]; readonly option: string; readonly begins: string }[] = [
  { argv: ['report', '-f'], option: '-f', begins: '# SMS of default' },
  { argv: ['status', '--bundle'], option: '--bundle', begins: '{\n  "schema": "smsctl.support/1"' },
  { argv: [...check, '--valid'], option: '--valid', begins: 'contact_id,' },
  { argv: [...check, '--invalid'], option: '--invalid', begins: 'contact_id,' },
  { argv: [...check, '--fixed'], option: '--fixed', begins: 'contact_id,' },
  { argv: [...check, '--report'], option: '--report', begins: '<!doctype html>' },
  { argv: [...check, '--plan-out'], option: '--plan-out', begins: '{"schema":"smsctl.contacts-plan/1"' },
];
const writesRows = ({ argv }: { readonly argv: readonly string[] }): boolean => argv[0] === 'contacts';

let count = 0;
function newFolder(): string {
  count += 1;
  const folder = join(root, `folder-${count}`);
  mkdirSync(folder);
  return folder;
}

const write = (argv: readonly string[], path: string, ...more: readonly string[]) =>
  runProgram([...smsctl, ...argv, path, ...more], { env });

/** What of a file must not change: what it is, and, of a file, what is in it. */
function seen(path: string): unknown {
  const { mode, ino, rdev, uid } = lstatSync(path);
  const isFile = lstatSync(path).isFile();
  return { mode, ino, rdev, uid, text: isFile ? readFileSync(path, 'utf8') : '' };
}

/** Names that no output may take the place of, with `--yes` or without. */
const kept: readonly { readonly kind: string; readonly make: (path: string) => void; readonly asRoot?: true }[] = [
  { kind: 'a pipe that nobody reads', make: (path) => execFileSync('mkfifo', [path]) },
  { kind: 'a block device', make: (path) => execFileSync('mknod', [path, 'b', '7', '250']), asRoot: true },
  { kind: 'a directory', make: (path) => mkdirSync(path) },
  { kind: 'a link to a directory', make: (path) => symlinkSync(root, path) },
  { kind: 'a link that leads nowhere', make: (path) => symlinkSync(`${path}.none`, path) },
  { kind: 'a link to itself', make: (path) => symlinkSync(path, path) },
  {
    kind: 'a link to a file of another user',
    make: (path) => {
      writeFileSync(`${path}.theirs`, 'theirs', { mode: 0o666 });
      chownSync(`${path}.theirs`, otherUser, otherUser);
      symlinkSync(`${path}.theirs`, path);
    },
    asRoot: true,
  },
  {
    kind: 'a link of another user to an own file',
    make: (path) => {
      writeFileSync(`${path}.own`, 'own');
      symlinkSync(`${path}.own`, path);
      lchownSync(path, otherUser, otherUser);
    },
    asRoot: true,
  },
];

it('are as many options as are promised', () => expect(outputs.length).toBe(promised(/Each of the (\d+) options/)));

describe.skipIf(process.platform === 'win32').each(outputs)('$option', ({ argv, begins }) => {
  it.concurrent('creates a file that only its owner can read', async () => {
    const path = join(newFolder(), 'out');
    const { code, err } = await write(argv, path);
    expect([0, 1], err).toContain(code);
    expect(readFileSync(path, 'utf8').startsWith(begins)).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(path).nlink).toBe(1);
  });

  it.concurrent.each(kept)('does not replace $kind', async ({ make, asRoot }) => {
    if (asRoot && !isRoot) return;
    const folder = newFolder();
    make(join(folder, 'out'));
    const before = readdirSync(folder).map((name) => [name, seen(join(folder, name))]);
    for (const more of [[], ['--yes']]) {
      const { code, err } = await write(argv, join(folder, 'out'), ...more);
      expect([2, 74], err).toContain(code);
      expect(readdirSync(folder).map((name) => [name, seen(join(folder, name))])).toEqual(before);
    }
  });

  it.concurrent('does not replace a device', async () => {
    const path = isRoot ? join(newFolder(), 'null') : '/dev/null';
    if (isRoot) execFileSync('mknod', [path, 'c', '1', '3']);
    const before = seen(path);
    const { code } = await write(argv, path, '--yes');
    // A whole text is written into it, as into a terminal.
    expect(code).toBe(writesRows({ argv }) ? 2 : 0);
    expect(seen(path)).toEqual(before);
  });

  it.concurrent('replaces a file only with --yes and keeps its mode', async () => {
    const folder = newFolder();
    const path = join(folder, 'out');
    writeFileSync(path, 'former');
    chmodSync(path, 0o640);
    if (isRoot) chownSync(path, otherUser, otherUser);
    const before = seen(path);
    const refused = await write(argv, path);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('--yes');
    expect(seen(path)).toEqual(before);
    const { code } = await write(argv, path, '--yes');
    expect([0, 1]).toContain(code);
    expect(readFileSync(path, 'utf8').startsWith(begins)).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o640);
    if (isRoot) expect(statSync(path).uid).toBe(otherUser);
    expect(readdirSync(folder)).toEqual(['out']);
  });

  it.concurrent('writes through a link when it points to a file of the same user', async () => {
    const folder = newFolder();
    const [path, target] = [join(folder, 'out'), join(folder, 'target')];
    writeFileSync(target, 'former');
    symlinkSync('target', path);
    expect((await write(argv, path)).code).toBe(2);
    expect(readFileSync(target, 'utf8')).toBe('former');
    const { code } = await write(argv, path, '--yes');
    expect([0, 1]).toContain(code);
    expect(readlinkSync(path)).toBe('target');
    expect(lstatSync(target).isFile()).toBe(true);
    expect(readFileSync(target, 'utf8').startsWith(begins)).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['out', 'target']);
  });

  it.concurrent('exits with 74 when the directory is missing or read-only', async () => {
    const folder = newFolder();
    expect((await write(argv, join(folder, 'none', 'out'))).code).toBe(74);
    if (asOtherUser === undefined) return;
    writeFileSync(join(folder, 'out'), 'former');
    chmodSync(folder, 0o555);
    const [program = '', ...words] = [...smsctl, ...argv, join(folder, 'out'), '--yes'];
    const home = mkdtempSync(join(tmpdir(), 'smsctl-reader-'));
    chownSync(home, otherUser, otherUser);
    chmodSync(root, 0o755);
    const child = spawn(program, words, {
      env: { ...env, HOME: home },
      cwd: home,
      ...asOtherUser,
      stdio: 'ignore',
    });
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(74);
    expect(readFileSync(join(folder, 'out'), 'utf8')).toBe('former');
    expect(readdirSync(folder)).toEqual(['out']);
    rmSync(home, { recursive: true });
  });

  it.skipIf(!canMount()).concurrent('exits with 74 and keeps the former file when the disk is full', async () => {
    const disk = newFolder();
    const script = `
      mount -t tmpfs -o size=64k tmpfs "$1" && cd "$1" && shift
      printf former > out && cat /dev/zero > fill 2> /dev/null
      "$@" out --yes > /dev/null 2>&1; echo $?
      "$@" new > /dev/null 2>&1; echo $?
      cat out; echo; ls -A`;
    const { out, err } = await runProgram(['unshare', '-rm', 'sh', '-c', script, 'sh', disk, ...smsctl, ...argv], {
      env,
    });
    expect(out.split('\n'), err).toEqual(['74', '74', 'former', 'fill', 'out', '']);
  });
});

/** A file system of one's own, to be filled. */
function canMount(): boolean {
  try {
    execFileSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(process.platform === 'win32')('several outputs of one command', () => {
  const rows = ['--valid', '--invalid', '--fixed', '--report', '--plan-out'];

  it.each(rows)('never replaces the list that is read: %s', async (option) => {
    const folder = newFolder();
    const list = join(folder, 'list.csv');
    const other = join(folder, 'other.csv');
    for (const path of [list, other]) writeFileSync(path, 'name,phone\nAda,+12025550123\n');
    symlinkSync('other.csv', join(folder, 'link.csv'));
    linkSync(list, join(folder, 'hard.csv'));
    const before = readdirSync(folder).map((name) => [name, seen(join(folder, name))]);
    const argv = ['contacts', 'check', list, other, '--yes', option];
    for (const name of ['list.csv', `../${basename(folder)}/list.csv`, 'other.csv', 'link.csv', 'hard.csv']) {
      const { code, err } = await write(argv, join(folder, name));
      expect([code, err], name).toEqual([2, expect.stringMatching(/is\s+the\s+list\s+itself/)]);
    }
    const command = `${shellSmsctl} contacts check - --yes ${option} ${list} < ${list}`;
    expect((await runProgram(['sh', '-c', command], { env })).code).toBe(2);
    expect(readdirSync(folder).map((name) => [name, seen(join(folder, name))])).toEqual(before);
  });

  it('refuses two outputs that are the same file', async () => {
    const folder = newFolder();
    symlinkSync('.', join(folder, 'same'));
    const valid = join(folder, 'out.csv');
    const { code } = await write([...check, '--valid', valid, '--invalid'], join(folder, 'same', 'out.csv'));
    expect(code).toBe(2);
    expect(readdirSync(folder)).toEqual(['same']);
  });
});

describe.skipIf(process.platform === 'win32')('a report', () => {
  it.each(['sms.md', 'sms.html', 'sms.json'])('replaces an earlier report in %s', async (name) => {
    const path = join(newFolder(), name);
    expect((await write(['report', '-f'], path)).code).toBe(0);
    chmodSync(path, 0o644);
    expect((await write(['report', '-f'], path)).code).toBe(0);
    expect(statSync(path).mode & 0o777).toBe(0o644);
    writeFileSync(path, '# SMS of default\n\nwritten by hand\n');
    expect((await write(['report', '-f'], path)).code).toBe(2);
  });

  it('writes into a pipe and stops waiting for its reader on SIGTERM', async () => {
    const folder = newFolder();
    const script = `${shellSmsctl} report -f >(cat > ${join(folder, 'copy')}); wait $!`;
    expect((await runProgram(['bash', '-c', script], { env })).code).toBe(0);
    expect(readFileSync(join(folder, 'copy'), 'utf8')).toMatch(/^# SMS of default/);
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    // The reader takes nothing, and the report is longer than a pipe holds.
    const stuck = `exec 3<> ${pipe}; head -c 65536 /dev/zero >&3
      ${shellSmsctl} report -f ${pipe} 3>&- & pid=$!
      # Until it is started, it is a copy of this shell: it has the pipe as well, and ignores SIGINT.
      until [ "$(readlink /proc/$pid/exe)" != "$(readlink /proc/$$/exe)" ]; do sleep 0.05; done
      until readlink /proc/$pid/fd/* | grep -q ${pipe}; do sleep 0.05; done 2> /dev/null
      kill -INT $pid; wait $pid; echo $?`;
    if (existsSync('/proc/self/fd')) {
      expect((await runProgram(['bash', '-c', stuck], { env })).out.trim()).toBe('130');
    }
  });
});
