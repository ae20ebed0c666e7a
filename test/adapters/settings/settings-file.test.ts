import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pidRealm } from '../../../src/adapters/files/running-process.ts';
import { settingsFile } from '../../../src/adapters/settings/settings-file.ts';
import { exitCode } from '../../../src/domain/exit-code.ts';
import type { Settings } from '../../../src/domain/settings/settings.ts';
import { Secret } from '../../../src/domain/text/secret.ts';
import { UserError } from '../../../src/domain/user-error.ts';
import { brokenSettings, formOfSettings as ok } from '../../support/broken-settings.ts';
import { type DiskCall, onDisk } from '../../support/failing-disk.ts';
import { fullSettings } from '../../support/full-settings.ts';
import { quickTimer } from '../../support/quick-timer.ts';
import { settingsPlace } from '../../support/settings-place.ts';

let root: string;
let directory: string;
let folder: string;
let file: string;

beforeEach(() => {
  ({ root, directory, folder, file } = settingsPlace());
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const store = (waitMilliseconds?: number) =>
  settingsFile({ directory, organization: 'acme', ...(waitMilliseconds !== undefined && { waitMilliseconds }) });
const rename = (team: string) => (current: Settings) => ({ ...current, owner: { team, contact: '#sms' } });
const modeOf = (path: string) => statSync(path).mode & 0o7777;
const onUnix = it.skipIf(process.platform === 'win32');
const asRoot = it.skipIf(process.getuid?.() !== 0);
const asOrdinaryUser = it.skipIf(process.platform === 'win32' || process.getuid?.() === 0);

function plant(contents: string | Uint8Array, mode = 0o600): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(file, contents);
  chmodSync(file, mode);
}
const plantSettings = (settings: object) => plant(JSON.stringify({ schema: 'smsctl.settings/1', ...settings }));

/** Everything under the test's directory: paths, kinds, modes, times and contents. */
function everything(path = root): readonly (readonly unknown[])[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const stats = lstatSync(join(path, name));
      return [name, stats.ino, stats.mode, stats.mtimeMs, stats.isFile() && readFileSync(join(path, name), 'hex')];
    });
}

/** The same without the directories, where a lock comes and goes. */
const files = () => everything().filter((entry) => entry.at(-1) !== false);

async function rejection(work: Promise<unknown>): Promise<UserError> {
  const error = await work.then(
    () => new Error('It did not reject.'),
    (reason: unknown) => reason,
  );
  if (error instanceof UserError) return error;
  throw error;
}

describe('loading settings', () => {
  it('returns undefined and creates nothing when nothing was saved', async () => {
    expect(await store().load()).toBeUndefined();
    mkdirSync(folder, { recursive: true });
    const before = everything();
    expect(await store().load()).toBeUndefined();
    expect(everything()).toEqual(before);
  });

  it('returns what was saved and writes nothing', async () => {
    plantSettings(fullSettings);
    const before = everything();
    expect(await store().load()).toEqual(fullSettings);
    expect(everything()).toEqual(before);
  });

  onUnix('works in a directory and on a file that may only be read', async () => {
    plantSettings(fullSettings);
    chmodSync(file, 0o444);
    chmodSync(folder, 0o555);
    const before = everything();
    expect(await store().load()).toEqual(fullSettings);
    expect(everything()).toEqual(before);
    chmodSync(folder, 0o755);
  });

  it.each([
    ['a byte order mark', '\ufeff{"schema": "smsctl.settings/1", "owner": {"team": "Växt", "contact": "#sms"}}'],
    ['CRLF', '{\r\n"schema": "smsctl.settings/1",\r\n"owner": {"team": "Växt", "contact": "#sms"}\r\n}\r\n'],
  ])('accepts a file with %s', async (_, text) => {
    plant(text);
    expect(await store().load()).toEqual({ owner: { team: 'Växt', contact: '#sms' } });
  });
});

describe('a settings file that cannot be read', () => {
  it.each(Object.entries(brokenSettings))('is reported by place, not quoted and not changed (%s)', async (_, row) => {
    const [contents, place] = row;
    plant(contents);
    const before = readFileSync(file);
    for (const attempt of [() => store().load(), () => store().update(rename('new'))]) {
      const error = await rejection(attempt());
      expect(error).toMatchObject({ code: 'settings.unreadable', exit: exitCode.unknown });
      expect(error.message).toContain(file);
      expect(error.message).toContain(place);
      expect([error.message, ...error.hints].join()).not.toContain('hunter2');
      expect(error.hints.join()).toContain('smsctl setup');
    }
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(folder)).toEqual(['acme.json']);
  });

  it('has a remedy by whether the place is known', async () => {
    plant('{');
    const known = (await rejection(store().load())).hints;
    rmSync(file);
    mkdirSync(file);
    const unknown = (await rejection(store().load())).hints;
    expect(known).toEqual([expect.stringContaining('`smsctl setup`')]);
    expect(unknown).toEqual([expect.stringContaining('`smsctl setup`')]);
    expect(known).not.toEqual(unknown);
  });

  onUnix('because it is a pipe says so, and does not wait for whoever writes into it', async () => {
    mkdirSync(folder, { recursive: true });
    execFileSync('mkfifo', [file]);
    expect((await rejection(store().load())).message).toContain('pipe');
  });

  it('is refused when it is one byte too large', async () => {
    const text = `{"schema": "smsctl.settings/1"${' '.repeat(1024 * 1024)}`;
    plant(`${text.slice(0, 1024 * 1024 - 1)}}`);
    expect(await store().load()).toEqual({});
    plant(`${text.slice(0, 1024 * 1024)}}`);
    expect((await rejection(store().load())).message).toContain('1 MiB');
  });

  it('is closed afterwards', async () => {
    plantSettings(fullSettings);
    const count = (calls: readonly DiskCall[], wanted: string) => calls.filter(({ name }) => name === wanted).length;
    const read = await onDisk(() => store().load());
    expect([count(read, 'openSync'), count(read, 'closeSync')]).toEqual([1, 1]);
    rmSync(file);
    mkdirSync(file);
    const refused = await onDisk(() => rejection(store().load()));
    expect([count(refused, 'openSync'), count(refused, 'closeSync')]).toEqual([1, 1]);
  });

  it('is refused before the lock is waited for', async () => {
    plant('{');
    const holder = { pid: process.ppid, startTime: null, host: hostname(), realm: pidRealm(), id: 'x' };
    writeFileSync(`${file}.lock`, JSON.stringify(holder));
    expect(await rejection(store().update(rename('new')))).toMatchObject({ code: 'settings.unreadable' });
  });

  it('has a hint at the former generation when there is one', async () => {
    plant('{');
    writeFileSync(`${file}.bak`, '{}');
    expect((await rejection(store().load())).hints).toEqual([expect.stringContaining(`copy ${file}.bak to ${file}`)]);
  });

  it('is reported as newer and left unchanged when a newer smsctl wrote it', async () => {
    plant('{"schema": "smsctl.settings/2", "owner": ["of another shape"]}');
    const before = readFileSync(file);
    for (const attempt of [store().load(), store().update(rename('new'))]) {
      const error = await rejection(attempt);
      expect(error).toMatchObject({ code: 'settings.newer', exit: exitCode.unknown });
    }
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(folder)).toEqual(['acme.json']);
  });

  it('is reported when its path is a directory or below a file', async () => {
    mkdirSync(file, { recursive: true });
    expect((await rejection(store().load())).message).toContain('directory');
    rmSync(directory, { recursive: true });
    writeFileSync(directory, '');
    for (const attempt of [store().load(), store().update(rename('new'))]) {
      const { code, message } = await rejection(attempt);
      expect([code, message]).toEqual(['settings.unreadable', expect.stringContaining('(ENOTDIR)')]);
    }
  });

  asOrdinaryUser('because it may not be read says so', async () => {
    plantSettings({});
    chmodSync(file, 0o000);
    expect((await rejection(store().load())).message).toContain('(EACCES)');
  });
});

describe('updating settings', () => {
  it('creates private directories and returns what load returns', async () => {
    const saved = await store().update((current) => {
      expect(current).toEqual({});
      return fullSettings;
    });
    expect(saved).toEqual(fullSettings);
    expect(await store().load()).toEqual(fullSettings);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ schema: 'smsctl.settings/1', ...fullSettings });
    expect(readdirSync(folder)).toEqual(['acme.json']);
  });

  it('keeps the former generation byte for byte', async () => {
    await store().update(rename('one'));
    const first = readFileSync(file);
    await store().update(rename('two'));
    expect(readFileSync(`${file}.bak`).equals(first)).toBe(true);
    expect(await store().load()).toMatchObject({ owner: { team: 'two' } });
    expect(readdirSync(folder)).toEqual(['acme.json', 'acme.json.bak']);
  });

  it('writes nothing when nothing changed', async () => {
    plant(`{"owner": {"contact": "#sms", "team": "one"},\n\n ${ok}}`);
    const before = lstatSync(file);
    await store().update(rename('one'));
    await store().update((current) => ({ ...current, number: undefined }) as unknown as Settings);
    const { ino, mtimeMs, ctimeMs } = lstatSync(file);
    expect({ ino, mtimeMs, ctimeMs }).toEqual({ ino: before.ino, mtimeMs: before.mtimeMs, ctimeMs: before.ctimeMs });
    expect(readdirSync(folder)).toEqual(['acme.json']);
  });

  it('writes nothing when there are no settings to save', async () => {
    expect(await store().update((current) => current)).toEqual({});
    expect(existsSync(file)).toBe(false);
  });

  it('closes the files that it read', async () => {
    await store().update(rename('one'));
    const calls = await onDisk(() => store().update(rename('one')));
    const count = (wanted: string) =>
      calls.filter(({ name, file: at }) => name === wanted && at === 'acme.json').length;
    expect(count('openSync')).toBeGreaterThan(1);
    expect(count('closeSync')).toBe(count('openSync'));
  });

  it('refuses to save a secret as an answer and does not show it', async () => {
    await store().update(rename('one'));
    const before = files();
    const secret = new Secret('a-secret-that-is-an-answer');
    const error = await rejection(store().update(rename(secret.reveal())));
    expect(error).toMatchObject({ code: 'settings.unwritable' });
    expect(error.message).not.toContain(secret.reveal());
    expect(error.hints.join()).toContain('SMSCTL_CONFIG_DIR');
    expect(files()).toEqual(before);
  });

  it('saves settings up to the size that is read', async () => {
    await store().update(rename('x'));
    const most = 1024 * 1024 - lstatSync(file).size;
    await store().update(rename('x'.repeat(most + 1)));
    expect(lstatSync(file).size).toBe(1024 * 1024);
    expect((await store().load())?.owner?.team).toHaveLength(most + 1);
    const error = await rejection(store().update(rename('x'.repeat(most + 2))));
    expect(error.message).toContain('1 MiB');
  });

  it('waits five seconds for another process by default', async () => {
    await store().update(rename('one'));
    const holder = { pid: process.ppid, startTime: null, host: hostname(), realm: pidRealm(), id: 'x' };
    writeFileSync(`${file}.lock`, JSON.stringify(holder));
    const waitedBy = async (waitMilliseconds?: number) => {
      const timer = quickTimer();
      const file = {
        directory,
        organization: 'acme',
        timer,
        ...(waitMilliseconds !== undefined && { waitMilliseconds }),
      };
      const saved = settingsFile(file).update(rename('two'));
      expect(await rejection(saved)).toMatchObject({ code: 'settings.busy', exit: 75 });
      return timer.now();
    };
    const waited = await waitedBy();
    expect(waited).toBeGreaterThanOrEqual(5_000);
    expect(waited).toBeLessThan(5_100);
    expect(await waitedBy(30)).toBeLessThan(100);
  });

  it('notices a change that was made in place', async () => {
    await store().update(rename('one'));
    await store().update((current) => {
      (current as { owner: { team: string } }).owner.team = 'two';
      return current;
    });
    expect(await store().load()).toMatchObject({ owner: { team: 'two' } });
  });

  it('keeps unknown keys at every level', async () => {
    const owner = { team: 'one', contact: '#sms', pager: { code: 7 } };
    plantSettings({ owner, extra: [{ deep: true }], contacts: { ...fullSettings.contacts, note: 'x' } });
    await store().update((current) => ({ ...current, number: fullSettings.number }));
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      schema: 'smsctl.settings/1',
      owner,
      extra: [{ deep: true }],
      contacts: { ...fullSettings.contacts, note: 'x' },
      number: fullSettings.number,
    });
  });

  it('refuses settings that it could not read and keeps the former ones', async () => {
    await store().update(rename('one'));
    const before = files();
    await expect(store().update(() => ({ owner: { team: 'x' } }) as unknown as Settings)).rejects.toThrow('contact');
    expect(files()).toEqual(before);
    const error = await rejection(store().update(rename('x'.repeat(1024 * 1024))));
    expect(error).toMatchObject({ code: 'settings.unwritable', exit: exitCode.unknown });
    expect(error.message).toContain('1 MiB');
    expect(files()).toEqual(before);
  });

  it('passes on an error of the change and changes nothing', async () => {
    await store().update(rename('one'));
    const before = files();
    const change = () => {
      throw new Error('no');
    };
    await expect(store().update(change)).rejects.toThrow('no');
    expect(files()).toEqual(before);
  });

  it('leaves the settings to another process that holds the lock', async () => {
    await store().update(rename('one'));
    const holder = { pid: process.ppid, startTime: null, host: hostname(), realm: pidRealm(), id: 'x' };
    writeFileSync(`${file}.lock`, JSON.stringify(holder));
    const error = await rejection(store(30).update(rename('two')));
    expect(error).toMatchObject({ code: 'settings.busy', exit: exitCode.busy });
    expect(error.message).toContain(`(pid ${process.ppid})`);
    expect(await store().load()).toMatchObject({ owner: { team: 'one' } });
  });

  it('changes nothing when the lock was taken over', async () => {
    await store().update(rename('one'));
    await store().update(rename('two'));
    const before = files();
    const attempt = store().update((current) => {
      writeFileSync(`${file}.lock`, JSON.stringify({ pid: process.ppid, startTime: null, host: 'elsewhere', id: 'x' }));
      return rename('three')(current);
    });
    expect(await rejection(attempt)).toMatchObject({ code: 'settings.busy' });
    rmSync(`${file}.lock`);
    expect(files()).toEqual(before);
  });

  it('removes only temporary files of killed writers', async () => {
    await store().update(rename('one'));
    const others = ['.acme.json.1.tmp', '.other.json.999999.0123456789ab.tmp', 'acme.json.txt'];
    const leftovers = [
      `.acme.json.${process.pid}.0123456789ab.tmp`,
      '.acme.json.4194305.0123456789ab.tmp',
      '.acme.json.bak.4194305.0123456789ab.tmp',
      '.acme.json.lock.4194305.0123456789ab.tmp',
    ];
    for (const name of [...others, ...leftovers]) writeFileSync(join(folder, name), '');
    await store().update(rename('two'));
    expect(readdirSync(folder).sort()).toEqual([...others, 'acme.json', 'acme.json.bak'].sort());
  });

  it('reports where and why it cannot write', async () => {
    mkdirSync(`${file}.bak`, { recursive: true });
    plantSettings({ owner: { team: 'one', contact: '#sms' } });
    const before = readFileSync(file);
    const error = await rejection(store().update(rename('two')));
    expect(error).toMatchObject({ code: 'settings.unwritable', exit: exitCode.unknown });
    expect(error.message).toContain('directory');
    expect(error.message).toContain(file);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['acme.json', 'acme.json.bak']);
  });

  asRoot('does not take a file away from its user, as sudo would, and says what to do', async () => {
    plantSettings({ owner: { team: 'one', contact: '#sms' } });
    chownSync(file, 65_534, 65_534);
    const before = everything();
    expect(await store().load()).toMatchObject({ owner: { team: 'one' } });
    const error = await rejection(store().update(rename('two')));
    expect(error).toMatchObject({ code: 'settings.unwritable', exit: exitCode.unknown });
    expect(error.message).toContain('65534');
    expect(error.hints).toEqual([expect.stringContaining(`chown "$(id -u)" ${file}`)]);
    expect(everything()).toEqual(before);
  });

  asOrdinaryUser('says that permission is denied in a directory that is not ours to write', async () => {
    mkdirSync(directory, { mode: 0o500 });
    const error = await rejection(store().update(rename('one')));
    expect(error).toMatchObject({ code: 'settings.unwritable' });
    expect(error.message).toContain('(EACCES)');
    chmodSync(directory, 0o700);
  });
});

describe('modes', () => {
  onUnix('of an existing directory and file are tightened, also when nothing changes', async () => {
    plantSettings({ owner: { team: 'one', contact: '#sms' } });
    chmodSync(file, 0o664);
    chmodSync(folder, 0o2777);
    chmodSync(directory, 0o777);
    await store().update(rename('one'));
    expect(modeOf(file)).toBe(0o600);
    expect(modeOf(folder) & 0o777).toBe(0o700);
    expect(modeOf(directory)).toBe(0o755);
    await store().update(rename('two'));
    expect(modeOf(`${file}.bak`)).toBe(0o600);
  });

  onUnix('that are right are not set again', async () => {
    await store().update(rename('one'));
    const before = lstatSync(directory).ctimeMs;
    await store().update(rename('two'));
    expect(lstatSync(directory).ctimeMs).toBe(before);
  });

  asRoot("of another user's directory are left to them", async () => {
    mkdirSync(directory);
    chownSync(directory, 65_534, 65_534);
    chmodSync(directory, 0o777);
    await store().update(rename('one'));
    expect(modeOf(directory)).toBe(0o777);
  });

  onUnix('of a directory for everybody, such as /tmp, are left alone', async () => {
    mkdirSync(directory);
    chmodSync(directory, 0o1777);
    await store().update(rename('one'));
    expect(modeOf(directory)).toBe(0o1777);
    expect(modeOf(folder)).toBe(0o700);
  });
});

describe('a symbolic link', () => {
  onUnix('to a file of ours is followed, and stays a link', async () => {
    mkdirSync(folder, { recursive: true });
    mkdirSync(join(root, 'dotfiles'));
    const target = join(root, 'dotfiles', 'sms.settings');
    writeFileSync(target, `{${ok}, "owner": {"team": "one", "contact": "#sms"}}`);
    symlinkSync(target, file);
    expect(await store().load()).toEqual({ owner: { team: 'one', contact: '#sms' } });
    await store().update(rename('two'));
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
    expect(JSON.parse(readFileSync(target, 'utf8'))).toMatchObject({ owner: { team: 'two' } });
    expect(readdirSync(folder)).toEqual(['acme.json']);
  });

  onUnix('that leads nowhere is never taken for "nothing was saved"', async () => {
    mkdirSync(folder, { recursive: true });
    symlinkSync(join(root, 'unmounted', 'x.json'), file);
    for (const attempt of [store().load(), store().update(rename('new'))]) {
      const { code, message } = await rejection(attempt);
      expect(code).toBe('settings.unreadable');
      expect(message).toContain('(ENOENT)');
    }
    rmSync(file);
    symlinkSync(file, file);
    expect(await rejection(store().load())).toMatchObject({ code: 'settings.unreadable' });
  });

  onUnix('to a file of another user is refused', async () => {
    mkdirSync(folder, { recursive: true });
    const theirs = process.getuid?.() === 0 ? join(root, 'theirs') : '/etc/passwd';
    if (process.getuid?.() === 0) {
      writeFileSync(theirs, `{${ok}}`);
      chownSync(theirs, 65_534, 65_534);
    }
    symlinkSync(theirs, file);
    const before = readFileSync(theirs, 'utf8');
    const around = everything();
    for (const attempt of [store().load(), store().update(rename('new'))]) {
      const error = await rejection(attempt);
      expect(error).toMatchObject({ code: 'settings.unreadable' });
    }
    expect(readFileSync(theirs, 'utf8')).toBe(before);
    expect(everything()).toEqual(around);
  });

  onUnix('under the name of the lock or the former generation is replaced, never written through', async () => {
    await store().update(rename('one'));
    const precious = join(root, 'precious');
    writeFileSync(precious, 'precious');
    symlinkSync(precious, `${file}.bak`);
    symlinkSync(precious, `${file}.lock`);
    await store().update(rename('two'));
    expect(readFileSync(precious, 'utf8')).toBe('precious');
    expect(lstatSync(`${file}.bak`).isFile()).toBe(true);
    expect(existsSync(`${file}.lock`)).toBe(false);
  });
});
