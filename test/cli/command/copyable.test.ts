import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { settingsFile } from '../../../src/adapters/settings/settings-file.ts';
import { scan } from '../../../src/cli/command/command-line.ts';
import type { Context } from '../../../src/cli/command/context.ts';
import { aboutOrganization, copyableFor, withOrg } from '../../../src/cli/command/copyable.ts';
import { commands } from '../../../src/cli/commands.ts';
import { parse } from '../../../src/cli/program.ts';
import type { Settings } from '../../../src/domain/settings/settings.ts';
import { Cancelled } from '../../../src/domain/user-error.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../../src/sandbox/twilio/default-world.ts';
import { lockedKeychain, sampleContacts, testCli } from '../../support/context.ts';
import { readySettings } from '../../support/fixtures.ts';

describe('a printed command', () => {
  it.each([
    ['smsctl setup number', 'smsctl setup number --org acme'],
    ['smsctl credentials use previous', 'smsctl credentials use previous --org acme'],
    ['smsctl exec -- twilio --org x', 'smsctl exec --org acme -- twilio --org x'],
    ['smsctl verify --json | jq .checks', 'smsctl verify --json --org acme | jq .checks'],
    ['smsctl report > sms.html', 'smsctl report --org acme > sms.html'],
    [
      'smsctl credentials set --auth-token-stdin < t.txt',
      'smsctl credentials set --auth-token-stdin --org acme < t.txt',
    ],
    ['smsctl acknowledge contacts --by "A | B -- C"', 'smsctl acknowledge contacts --by "A | B -- C" --org acme'],
  ])('names the organization: %s', (command, expected) => {
    expect(withOrg(command, 'acme')).toBe(expected);
    expect(withOrg(expected, 'acme')).toBe(expected);
  });

  it.each([
    'smsctl setup --org beta',
    'smsctl setup --org=beta number',
    'smsctl explain 30034',
    'smsctl org list',
    'smsctl help verify',
    'smsctl message check -',
    'smsctl sandbox',
    'smsctl schema verify',
    'smsctl completion bash',
    'smsctl --help',
    'smsctl',
    'npm install smsctl setup',
  ])('is unchanged when it names one or needs none: %s', (command) => {
    expect(withOrg(command, 'acme')).toBe(command);
  });

  it('names the organization at the end of a pipe', () => {
    const copyable = copyableFor({ id: 'acme', source: 'flag' });
    expect(copyable('Run `zstd -dc a.zst | smsctl contacts check -`, or `zstd -l`.')).toBe(
      'Run `zstd -dc a.zst | smsctl contacts check - --org acme`, or `zstd -l`.',
    );
  });

  it('needs an organization when the list of commands says so', () => {
    const about = commands.filter(
      ({ withoutOrganization, organization }) => withoutOrganization !== true && organization !== 'optional',
    );
    const first = about.map(({ path }) => path.split(' ')[0]);
    expect([...new Set(first)].sort()).toEqual([...aboutOrganization].sort());
    const others = commands.filter((command) => !about.includes(command)).map(({ path }) => path.split(' ')[0] ?? '');
    expect(others.filter((word) => aboutOrganization.includes(word))).toEqual([]);
  });
});

describe('a printed command in a line of a shell', () => {
  it.each(['--', '|', '||', '&&', ';', '&', '<', '>', '>>', '2>'])('names the organization before %s', (operator) => {
    expect(withOrg(`smsctl verify --json ${operator} other --org x`, 'acme')).toBe(
      `smsctl verify --json --org acme ${operator} other --org x`,
    );
  });
});

describe('texts and data', () => {
  const named = { id: 'acme', source: '--org' };
  const given = {
    detail: 'Run `smsctl verify`, then `smsctl explain 30007`. smsctl verify says no more.',
    remedy: { text: 'smsctl verify', command: 'smsctl setup number' },
    list: ['`smsctl status`', 7, null, true],
    other: new Date(0),
  };

  it('name it in every command that can be copied', () => {
    expect(copyableFor(named)(given)).toEqual({
      detail: 'Run `smsctl verify --org acme`, then `smsctl explain 30007`. smsctl verify says no more.',
      remedy: { text: 'smsctl verify', command: 'smsctl setup number --org acme' },
      list: ['`smsctl status --org acme`', 7, null, true],
      other: new Date(0),
    });
  });

  it.each(['--org', 'SMSCTL_ORG', '/home/ada/project/.smsctl.json', 'org use'])(
    'name it when it came from %s',
    (source) => {
      expect(copyableFor({ id: 'acme', source })('`smsctl verify`')).toBe('`smsctl verify --org acme`');
    },
  );

  it.each(['default', 'only organization'])('are unchanged when it is the %s', (source) => {
    expect(copyableFor({ id: 'acme', source })(given)).toBe(given);
  });
});

const { accountSid, authToken, standardKey, number } = sandboxIds;
const id = 'acme-eu';

let server: Sandbox;
let cli: ReturnType<typeof testCli>;
const folder = mkdtempSync(join(tmpdir(), 'smsctl-copyable-'));
const tokenFile = join(folder, 'token.txt');
const keyFile = join(folder, 'key.txt');
const classified = join(folder, 'lines.tsv');
beforeAll(async () => {
  server = await startSandbox({ world: defaultWorld() });
  writeFileSync(tokenFile, authToken);
  writeFileSync(keyFile, standardKey.secret);
  writeFileSync(classified, '+12025550123\tUS\tMOBILE\ttextable\t\n');
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  cli = testCli(server);
  return () => rmSync(cli.directory, { recursive: true });
});

const store = (organization: string) => settingsFile({ directory: cli.directory, organization });

/** Settings of an organization, and of another one beside it. */
async function save(settings: Settings): Promise<void> {
  await store(id).update(() => settings);
  await store('other').update(() => begun);
}

const tokenArgs = ['--account-sid', accountSid, '--store', 'keychain', '--auth-token-file', tokenFile];
const keyArgs = [
  ...['--account-sid', accountSid, '--store', 'keychain', '--credential-method', 'api-key'],
  ...['--api-key-sid', standardKey.sid, '--api-key-secret-file', keyFile],
];

/** Every command of ours that stands anywhere in a text, however it is set off from it. */
function commandsIn(text: string): readonly string[] {
  const words = new RegExp(`smsctl (?:${aboutOrganization.join('|')})\\b(?!\\.)[^\`<"\\n]*`, 'g');
  return text.replaceAll('\\"', "'").match(words) ?? [];
}

/** Looks at each command that a run printed or wrote, and returns how many there are. */
async function examined(text: string): Promise<number> {
  const found = commandsIn(text);
  for (const command of found) {
    expect(command, text).toMatch(new RegExp(` --org ${id}(?: |$)`));
    const screen = { write: () => {}, isTerminal: false, palette: null, columns: 80 };
    const context = { version: '0', out: screen, err: screen, env: {} } as unknown as Context;
    const argv = (command.trim().match(/"[^"]*"|'[^']*'|\S+/g) ?? []).slice(1);
    const end = argv.findIndex((word) => ['|', '>', '<'].includes(word));
    const invocation = await parse(end === -1 ? argv : argv.slice(0, end), context);
    expect(invocation?.options.org, command).toBe(id);
  }
  return found.length;
}

/** A setup that holds nothing but its owner: what comes next has to be printed. */
const begun: Settings = { owner: { team: 'Messaging', contact: '#sms' } };

/** Everything saved, and the provider knows nothing of it; each acknowledgement is for something else. */
const stale: Settings = {
  ...readySettings,
  credentials: { ...readySettings.credentials, accountSid, store: 'keychain' } as never,
  method: { confirmed: { ...readySettings.method?.confirmed, method: 'api-key' } as never },
  pending: [{ store: 'keychain', key: `${id}.left` }],
  pendingKeys: [{ accountSid, name: 'smsctl acme host 1', requestedAt: '2026-11-20T09:00:00.000Z' }],
};

/** A line for every command that is about an organization, in states in which it names commands, or does `not`. */
const rows: readonly (readonly [state: 'begun' | 'stale', names: 'names' | 'not', argv: readonly string[]])[] = [
  ['begun', 'names', ['verify']],
  ['begun', 'names', ['verify', '--json']],
  ['begun', 'names', ['verify', '--format', 'junit']],
  ['begun', 'names', ['verify', '--format', 'github']],
  ['stale', 'names', ['verify']],
  ['stale', 'names', ['verify', '--json']],
  ['stale', 'names', ['verify', '--offline']],
  ['begun', 'names', ['status']],
  ['begun', 'names', ['status', '--json']],
  ['stale', 'names', ['status']],
  ['stale', 'names', ['status', '--support']],
  ['begun', 'names', ['report']],
  ['begun', 'names', ['report', '--format', 'html']],
  ['begun', 'names', ['report', '--json']],
  ['stale', 'names', ['report']],
  ['begun', 'names', ['setup', 'number', '--number', number]],
  ['stale', 'names', ['setup', 'owner', '--owner-team', 'A', '--owner-contact', '#a']],
  ['begun', 'names', ['setup', 'method', '--confirm-method', 'auth-token']],
  ['begun', 'names', ['send-test', '--to', '+12025550123', '--yes']],
  ['begun', 'names', ['send-test', '--to', '12', '--yes', '--json']],
  ['stale', 'names', ['send-test', '--to', '+12025550177', '--yes']],
  ['begun', 'names', ['deliveries']],
  ['begun', 'names', ['deliveries', '--since', '2030-01-01']],
  ['begun', 'names', ['deliveries', '--message', `SM${'0'.repeat(32)}`, '--json']],
  ['begun', 'names', ['exec', '--print-env']],
  ['begun', 'names', ['exec']],
  ['stale', 'names', ['exec', '--', 'true']],
  ['begun', 'names', ['acknowledge', 'short-form', '--by', 'Ada']],
  ['begun', 'names', ['credentials', 'show']],
  ['begun', 'names', ['credentials', 'show', '--json']],
  ['stale', 'names', ['credentials', 'show']],
  ['begun', 'names', ['credentials', 'set', ...tokenArgs]],
  ['begun', 'names', ['credentials', 'use', 'previous']],
  ['begun', 'names', ['credentials', 'rotate', '--json']],
  ['begun', 'names', ['credentials', 'create-key', ...tokenArgs]],
  ['begun', 'names', ['credentials', 'move', 'keychain']],
  ['stale', 'names', ['credentials', 'move', 'keychain', '--json']],
  ['begun', 'names', ['credentials', 'remove', 'all', '--yes']],
  ['begun', 'names', ['contacts', 'check', sampleContacts, '--contacts-country', 'US', '--save']],
  ['begun', 'names', ['contacts', 'check']],
  ['stale', 'not', ['contacts', 'check', sampleContacts, '--json']],
  ['begun', 'not', ['contacts', 'record', classified, '--name', 'export']],
  ['begun', 'not', ['contacts', 'classify', '--contacts-country', 'US']],
  ['begun', 'not', ['contacts', 'merge']],
  ['begun', 'not', ['config', 'explain']],
  ['begun', 'not', ['config', 'path']],
  ['begun', 'not', ['config', 'export']],
];

describe('every command that a run for a named organization prints', () => {
  it('is covered for each command of the list', () => {
    const covered = rows.map(([, , argv]) => scan(argv, commands).spec?.path);
    const about = commands.filter(({ path }) => aboutOrganization.includes(path.split(' ')[0] ?? ''));
    expect(about.map(({ path }) => path).filter((path) => !covered.includes(path))).toEqual([]);
  });

  it.each(rows)('names it and can be parsed: %s, %s, %j', async (state, names, argv) => {
    await save(state === 'begun' ? begun : stale);
    const { out, err } = await cli.run('--org', id, ...argv);
    expect((await examined(out + err)) > 0, out + err).toBe(names === 'names');
  });

  it('names it in a written file', async () => {
    await save(begun);
    const page = join(cli.directory, 'page.html');
    await cli.run('report', '-f', page, '--org', id);
    expect(await examined(readFileSync(page, 'utf8'))).toBeGreaterThan(0);
  });

  it('names it in every credentials command', async () => {
    await save(begun);
    const lines: readonly (readonly string[])[] = [
      ['set', ...tokenArgs],
      ['set', ...keyArgs],
      ['set', ...keyArgs, '--json'],
      ['use', 'api-key'],
      ['use', 'previous'],
      ['remove', 'previous', '--yes'],
      ['create-key', '--yes'],
      ['remove', 'all', '--yes'],
    ];
    for (const argv of lines) {
      const { code, out, err } = await cli.run('credentials', ...argv, '--org', id);
      expect([code, (await examined(out + err)) > 0], `${argv.join(' ')} ${err}`).toEqual([0, true]);
    }
  });

  it('names it in errors of a secret store', async () => {
    await save({ ...stale, credentials: { ...stale.credentials, accountSid } as never });
    cli.keychain = {
      ...lockedKeychain(),
      get: async () => undefined,
    };
    const missing = await cli.run('exec', '--print-env', '--org', id);
    expect(await examined(missing.out + missing.err)).toBeGreaterThan(0);
    writeFileSync(join(cli.directory, 'organizations', `${id}.json`), '{');
    rmSync(join(cli.directory, 'organizations', `${id}.json.bak`), { force: true });
    const removed = await cli.run('org', 'remove', id, '--confirm', id);
    expect([removed.code, await examined(removed.err)]).toEqual([3, 1]);
  });

  it('names it when a person leaves the setup and resumes', async () => {
    const left = testCli(server, { interactive: true, prompter: { ask: () => Promise.reject(new Cancelled()) } });
    await settingsFile({ directory: left.directory, organization: id }).update(() => begun);
    const { err } = await left.run('setup', '--org', id);
    expect(err.replace(/\s+/g, ' ')).toContain(`\`smsctl setup owner --org ${id}\``);
    await examined(err);
    rmSync(left.directory, { recursive: true });
  });

  it('names it unless it is the only one', async () => {
    await save(begun);
    cli.env.SMSCTL_ORG = id;
    expect(await examined((await cli.run('verify', '--json')).out)).toBeGreaterThan(0);
    cli.env = {};
    writeFileSync(join(cli.directory, '.smsctl.json'), JSON.stringify({ org: id }));
    expect(await examined((await cli.run('verify', '--json')).out)).toBeGreaterThan(0);
    rmSync(join(cli.directory, '.smsctl.json'));
    await cli.run('org', 'remove', 'other', '--confirm', 'other');
    const { out } = await cli.run('verify', '--json');
    expect(commandsIn(out).length).toBeGreaterThan(0);
    expect(out).not.toContain('--org');
  });
});
