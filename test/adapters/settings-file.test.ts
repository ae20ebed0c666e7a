import { execFile } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import Conf from 'conf';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { configurationDirectory, settingsFile, stateDirectory } from '../../src/adapters/settings-file.ts';
import { verificationFile } from '../../src/adapters/verification-file.ts';
import type { Settings } from '../../src/domain/settings.ts';
import { readySettings } from '../support/fixtures.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'smsctl-settings-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const open = () => settingsFile({ directory, organization: 'acme' });
const path = () => join(directory, 'organizations', 'acme.json');
const owner = { team: 'Messaging', contact: '#sms' };

function put(content: string | Buffer): void {
  mkdirSync(dirname(path()), { recursive: true });
  writeFileSync(path(), content);
}

const stored = (settings: object = { owner }) => JSON.stringify({ schema: 'smsctl.settings/1', ...settings });

describe('settings', () => {
  it('come back as they were saved, whole', async () => {
    await open().update(() => readySettings);
    expect(await open().load()).toEqual(readySettings);
  });

  it('are nothing, and nothing is created, where nothing was saved', async () => {
    const fresh = settingsFile({ directory: join(directory, 'not', 'there'), organization: 'acme' });
    expect(await fresh.load()).toBeUndefined();
    expect(readdirSync(directory)).toEqual([]);
  });

  it('are read without a trace', async () => {
    await open().update(() => ({ owner }));
    const before = statSync(path());
    const listed = readdirSync(dirname(path()));
    await open().load();
    expect(statSync(path())).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });
    expect(readdirSync(dirname(path()))).toEqual(listed);
  });

  it('are not written when nothing changes', async () => {
    await open().update(() => ({ owner }));
    const before = statSync(path());
    await open().update((current) => ({ ...current }));
    expect(statSync(path()).ino).toBe(before.ino);
  });

  it('belong to the user alone, whatever the umask and whoever made the directory', async () => {
    const former = process.umask(0);
    try {
      mkdirSync(join(directory, 'organizations'), { mode: 0o777 });
      await open().update(() => ({ owner }));
      await open().update(() => ({ owner: { ...owner, team: 'Other' } }));
    } finally {
      process.umask(former);
    }
    const mode = (name: string) => (statSync(name).mode & 0o777).toString(8);
    expect([mode(directory), mode(dirname(path())), mode(path()), mode(`${path()}.bak`)]).toEqual([
      '700',
      '700',
      '600',
      '600',
    ]);
  });

  it('keep the generation before', async () => {
    await open().update(() => ({ owner }));
    await open().update(() => ({ owner: { ...owner, team: 'Other' } }));
    expect(JSON.parse(readFileSync(`${path()}.bak`, 'utf8')).owner.team).toBe('Messaging');
  });

  it('keep what this version does not know', async () => {
    put(stored({ owner, future: { x: 1 } }));
    await open().update((current) => ({ ...current, number: { sender: 'Acme', kind: 'alphanumeric' } }));
    expect(JSON.parse(readFileSync(path(), 'utf8'))).toMatchObject({ future: { x: 1 }, number: { sender: 'Acme' } });
  });

  it('lose what killed processes left beside them', async () => {
    put(stored());
    const dead = join(dirname(path()), '.acme.json.99999999.0123456789ab.tmp');
    const alive = join(dirname(path()), `.acme.json.${process.pid}.0123456789ab.tmp`);
    for (const name of [dead, alive]) writeFileSync(name, '');
    await open().update((current) => ({ ...current, owner: { ...owner, team: 'Other' } }));
    expect([existsSync(dead), existsSync(alive)]).toEqual([false, true]);
  });

  it('are followed through a link of ours, and the link stays', async () => {
    const elsewhere = join(directory, 'dotfiles.json');
    writeFileSync(elsewhere, stored());
    mkdirSync(dirname(path()), { recursive: true });
    symlinkSync(elsewhere, path());
    await open().update((current) => ({ ...current, owner: { ...owner, team: 'Other' } }));
    expect(JSON.parse(readFileSync(elsewhere, 'utf8')).owner.team).toBe('Other');
    expect(readFileSync(path(), 'utf8')).toContain('Other');
  });

  it('stay as they were when they cannot be saved, and say why', async () => {
    put(stored());
    const blocked = settingsFile({ directory: join(path(), 'below-a-file'), organization: 'acme' });
    await expect(blocked.update(() => ({ owner }))).rejects.toMatchObject({
      code: 'settings.unwritable',
      exit: 3,
      message: expect.stringContaining('a part of the path is a file'),
    });
  });
});

describe('a file that cannot be used is left as it is, with the place and without its content', () => {
  const secretWord = 'ConfidentialTeam';
  const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
  it.each<[string, string | Buffer, string, RegExp]>([
    ['empty', '', 'settings.unreadable', /line 1, column 1/],
    [
      'cut off',
      stored({ owner: { ...owner, team: secretWord } }).slice(0, -9),
      'settings.unreadable',
      /line 1, column \d+/,
    ],
    [
      'a stray word',
      `{\n  "schema": "smsctl.settings/1",\n  "owner": ${secretWord}\n}`,
      'settings.unreadable',
      /line 3, column 12/,
    ],
    ['an array', '[]', 'settings.unreadable', /no JSON object/],
    ['a number', '7', 'settings.unreadable', /no JSON object/],
    ['null', 'null', 'settings.unreadable', /no JSON object/],
    ['no settings of ours', '{"owner":{}}', 'settings.unreadable', /does not say/],
    ['a schema that is no word', '{"schema":{"a":1}}', 'settings.unreadable', /does not say/],
    [
      'Latin-1',
      Buffer.from(`{"schema":"smsctl.settings/1","owner":{"team":"${secretWord}\xe9"}}`, 'latin1'),
      'settings.unreadable',
      /UTF-8/,
    ],
    ['UTF-16', Buffer.from(`\ufeff${stored()}`, 'utf16le'), 'settings.unreadable', /UTF-16/],
    ['too deep', `{"schema":"smsctl.settings/1","x":${deep(40)}}`, 'settings.unreadable', /nested deeper/],
    [
      'much too deep',
      `{"schema":"smsctl.settings/1","x":${'['.repeat(60_000)}${']'.repeat(60_000)}}`,
      'settings.unreadable',
      /nested deeper|no JSON/,
    ],
    [
      'too large',
      `{"schema":"smsctl.settings/1","x":"${'x'.repeat(1024 * 1024)}"}`,
      'settings.unreadable',
      /larger than 1024 KiB/,
    ],
    [
      '__proto__',
      '{"schema":"smsctl.settings/1","__proto__":{"x":1}}',
      'settings.unreadable',
      /a key that no settings have/,
    ],
    ['a missing field', stored({ owner: { team: secretWord } }), 'settings.unreadable', /schema at owner/],
    [
      'a wrong type',
      stored({ number: { sender: 7, kind: 'number' } }),
      'settings.unreadable',
      /schema at number\/sender/,
    ],
    [
      'an unknown store',
      stored({ pending: [{ store: 'vault', key: 'x' }] }),
      'settings.unreadable',
      /schema at pending/,
    ],
    ['written by a newer smsctl', '{"schema":"smsctl.settings/2","owner":7}', 'settings.newer', /newer smsctl/],
  ])('%s', async (_, content, code, words) => {
    put(content);
    const before = readFileSync(path());
    for (const use of [() => open().load(), () => open().update(() => ({ owner }))]) {
      const failure = await use().catch((error: unknown) => error);
      expect(failure).toMatchObject({ code, exit: 3, message: expect.stringMatching(words) });
      expect(String(failure)).toContain(path());
      expect(String(failure)).not.toContain(secretWord);
    }
    expect(readFileSync(path()).equals(before)).toBe(true);
    expect(readdirSync(dirname(path()))).toEqual(['acme.json']);
  });

  it('but an editor’s byte-order mark and line ends do no harm', async () => {
    put(`\ufeff${stored().replace(',', ',\r\n')}`);
    expect(await open().load()).toEqual({ owner });
  });

  it('and a link that leads nowhere is not written through', async () => {
    mkdirSync(dirname(path()), { recursive: true });
    symlinkSync(join(directory, 'nowhere.json'), path());
    await expect(open().update(() => ({ owner }))).rejects.toMatchObject({ code: 'settings.unreadable' });
    expect(existsSync(join(directory, 'nowhere.json'))).toBe(false);
  });
});

describe('the schema and the type say the same', () => {
  const sections = Object.keys(readySettings) as readonly (keyof Settings)[];
  const without = (value: object, name: string) =>
    Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
  const optional = new Set([
    'credentials.secretKey',
    'number.country',
    'number.type',
    'contacts.country',
    'contacts.acknowledged',
    'contacts.shortForm',
  ]);
  const fields = sections.flatMap((section) =>
    Object.keys(readySettings[section] as object).map((field) => [section, field] as const),
  );
  it.each(fields)('%s.%s is required exactly when the type says so', async (section, field) => {
    put(stored({ ...readySettings, [section]: without(readySettings[section] as object, field) }));
    const loading = open().load();
    if (optional.has(`${section}.${field}`)) await expect(loading).resolves.toBeDefined();
    else await expect(loading).rejects.toMatchObject({ code: 'settings.unreadable' });
  });
});

describe('several processes at once', () => {
  const script = (rounds: number) => `
    const { settingsFile } = await import(${JSON.stringify(new URL('../../dist/adapters/settings-file.js', import.meta.url).href)});
    const store = settingsFile({ directory: process.argv[1], organization: 'acme' });
    for (let round = 0; round < ${rounds}; round += 1) {
      await store.update((current) => ({ ...current, pending: [...(current.pending ?? []), { store: 'file', key: process.argv[2] + '.' + round }] }));
    }`;
  const run = promisify(execFile);

  it('lose no update', async () => {
    const writers = Array.from({ length: 5 }, (_, index) =>
      run(process.execPath, ['--input-type=module', '-e', script(10), directory, `w${index}`]),
    );
    await Promise.all(writers);
    const keys = ((await open().load())?.pending ?? []).map(({ key }) => key);
    expect(new Set(keys).size).toBe(50);
    expect(readdirSync(dirname(path())).sort()).toEqual(['acme.json', 'acme.json.bak']);
  }, 60_000);
});

describe('the directories', () => {
  const home = '/home/ada';
  it.each<[string, Record<string, string>, NodeJS.Platform, string, string]>([
    ['Linux', {}, 'linux', '/home/ada/.config/smsctl', '/home/ada/.local/state/smsctl'],
    ['XDG', { XDG_CONFIG_HOME: '/c', XDG_STATE_HOME: '/s' }, 'linux', '/c/smsctl', '/s/smsctl'],
    ['macOS', {}, 'darwin', '/home/ada/Library/Preferences/smsctl', '/home/ada/Library/Preferences/smsctl/state'],
    ['Windows', { APPDATA: 'C:\\A' }, 'win32', 'C:\\A\\smsctl\\Config', 'C:\\A\\smsctl\\Config\\state'],
    ['one of ours', { SMSCTL_CONFIG_DIR: '/x' }, 'linux', '/x', '/x/state'],
  ])('are those of %s', (_, env, platform, configuration, state) => {
    expect(configurationDirectory({ env, platform, home })).toBe(configuration);
    expect(stateDirectory({ env, platform, home })).toBe(state);
  });

  it('are the ones that conf would choose', () => {
    const conf = new Conf({ projectName: 'smsctl', projectSuffix: '' });
    const { XDG_CONFIG_HOME } = process.env;
    const machine = {
      env: { XDG_CONFIG_HOME, APPDATA: process.env['APPDATA'] },
      platform: process.platform,
      home: homedir(),
    };
    expect(dirname(conf.path)).toBe(configurationDirectory(machine));
  });
});

describe('the memory of the last verification', () => {
  const store = () => verificationFile({ directory: join(directory, 'state'), organization: 'acme' });

  it('comes back, and is nothing where there is none', async () => {
    expect(await store().load()).toBeUndefined();
    expect(existsSync(join(directory, 'state'))).toBe(false);
    expect(await store().save({ completedAt: '2026-11-23T18:00:00.000Z', results: {} })).toBe(true);
    expect(await store().load()).toEqual({ completedAt: '2026-11-23T18:00:00.000Z', results: {} });
  });

  it.each(['', '{', '[]', 'null', '{"completedAt":7,"results":{}}', '{"completedAt":null,"results":{"a":1}}'])(
    'counts as lost when it is %j',
    async (content) => {
      await store().save({ completedAt: null, results: {} });
      writeFileSync(join(directory, 'state', 'acme.verification.json'), content);
      expect(await store().load()).toBeUndefined();
    },
  );

  it('is no error where it cannot be written', async () => {
    writeFileSync(join(directory, 'state'), 'a file');
    chmodSync(join(directory, 'state'), 0o600);
    expect(await store().save({ completedAt: null, results: {} })).toBe(false);
  });
});
