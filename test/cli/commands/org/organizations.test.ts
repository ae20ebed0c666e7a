import { cpSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { organizationFiles } from '../../../../src/adapters/settings/organization-files.ts';
import { scan } from '../../../../src/cli/command/command-line.ts';
import { commands } from '../../../../src/cli/commands.ts';
import { Secret } from '../../../../src/domain/text/secret.ts';
import { Cancelled } from '../../../../src/domain/user-error.ts';
import { lockedKeychain, testCli } from '../../../support/context.ts';
import { onDisk } from '../../../support/failing-disk.ts';
import { fullSettings } from '../../../support/full-settings.ts';
import { scripted } from '../../../support/scripted.ts';

let cli: ReturnType<typeof testCli>;
beforeEach(() => {
  cli = testCli({ url: 'http://127.0.0.1:9' });
  return () => rmSync(cli.directory, { recursive: true });
});

const folder = () => join(cli.directory, 'organizations');
function save(...ids: readonly string[]): void {
  mkdirSync(folder(), { recursive: true, mode: 0o700 });
  const text = JSON.stringify({ schema: 'smsctl.settings/1', ...fullSettings });
  for (const id of ids) writeFileSync(join(folder(), `${id}.json`), text, { mode: 0o600 });
}
const files = (): readonly string[] =>
  readdirSync(folder())
    .filter((name) => name.endsWith('.json'))
    .sort();
const organizationStore = () =>
  organizationFiles({ directory: cli.directory, state: cli.directory, workingDirectory: cli.directory });
const bind = (text: string): void => writeFileSync(join(cli.directory, '.smsctl.json'), text);
const organizationOf = async (...argv: readonly string[]): Promise<unknown> =>
  (JSON.parse((await cli.run('status', '--json', ...argv)).out) as { organization: unknown }).organization;

/** The `error.code` of a run's document; undefined where it has none. */
const errorOf = (out: string): unknown => (JSON.parse(out) as { error: { code: unknown } | null }).error?.code;

describe('the organization of a run', () => {
  it('is named by flag, variable, directory or choice, in this order', async () => {
    save('default', 'one', 'two', 'three', 'four');
    const terminal = { interactive: true };
    const seen = testCli({ url: 'http://127.0.0.1:9' }, terminal);
    cpSync(cli.directory, seen.directory, { recursive: true });
    const meant = async (...argv: readonly string[]): Promise<unknown> =>
      (JSON.parse((await seen.run('status', '--json', ...argv)).out) as { organization: unknown }).organization;
    expect(await meant()).toBe('default');
    await seen.run('org', 'use', 'one');
    expect(await meant()).toBe('one');
    writeFileSync(join(seen.directory, '.smsctl.json'), '{"org": "two"}');
    expect(await meant()).toBe('two');
    seen.env.SMSCTL_ORG = 'three';
    expect(await meant()).toBe('three');
    expect(await meant('--org', 'four')).toBe('four');
    rmSync(seen.directory, { recursive: true });
  });

  it('is the default when none is set up', async () => {
    expect(await organizationOf()).toBe('default');
    expect((await cli.run('verify')).code).toBe(1);
  });

  it('is the only one that is set up, whatever its name', async () => {
    save('acme');
    expect(await organizationOf()).toBe('acme');
    await cli.run('org', 'rename', 'acme', 'beta');
    expect(await organizationOf()).toBe('beta');
    const { out } = await cli.run('config', 'explain', '--json');
    const { values } = JSON.parse(out) as { values: { name: string; value: string; source: string }[] };
    expect(values[0]).toMatchObject({ name: 'organization', value: 'beta', source: 'only organization' });
    const { err } = await cli.run('setup', 'owner', '--owner-team', 'A', '--owner-contact', '#a');
    expect(err).toContain('Organization beta');
    expect(files()).toEqual(['beta.json']);
  });

  it('is an error when several exist and no terminal is attached', async () => {
    save('one', 'two');
    const ambiguous = async (...argv: readonly string[]) => {
      const { code, out } = await cli.run(...argv, '--json');
      return [code, errorOf(out)];
    };
    expect(await ambiguous('verify')).toEqual([2, 'org.ambiguous']);
    await cli.run('org', 'use', 'one');
    expect(await ambiguous('status')).toEqual([2, 'org.ambiguous']);
    expect((await cli.run('setup', 'owner', '--owner-team', 'A', '--owner-contact', '#a')).code).toBe(2);
    // A text can be checked without one, and the sandbox is about none.
    expect((await cli.run('message', 'check', 'Acme: hello')).code).toBe(0);
    const sandboxed = testCli({ url: '' }, { startSandbox: () => Promise.reject(new Cancelled()) });
    cpSync(cli.directory, sandboxed.directory, { recursive: true });
    expect((await sandboxed.run('setup', '--sandbox')).code).toBe(130);
    rmSync(sandboxed.directory, { recursive: true });
    bind('{"org": "one"}');
    expect((await cli.run('status')).code).toBe(0);
  });

  it('is an error on a terminal when several exist and none is the default', async () => {
    save('one', 'two');
    const seen = testCli({ url: 'http://127.0.0.1:9' }, { interactive: true });
    cpSync(cli.directory, seen.directory, { recursive: true });
    expect((await seen.run('status')).code).toBe(2);
    await seen.run('org', 'use', 'two');
    expect((await seen.run('status')).out).toContain('SMS of two');
    rmSync(seen.directory, { recursive: true });
  });

  it.each(['{', '[]', '{"org": 1}', '{"org": "../x"}', '{"org": "a", "token": "b"}', '""', ''])(
    'is not read from a .smsctl.json that is %j',
    async (text) => {
      save('one');
      bind(text);
      const { code, out } = await cli.run('status', '--json');
      expect([code, errorOf(out)]).toEqual([3, 'project.unreadable']);
      expect((await cli.run('status', '--org', 'one')).code).toBe(0);
    },
  );

  it('is printed at the head of a run with its masked account', async () => {
    save('acme');
    const { err } = await cli.run('verify', '--org', 'acme');
    expect(err).toContain('Organization acme, account AC');
    expect(err).not.toContain(fullSettings.credentials.accountSid);
  });
});

describe('an organization that is named and not set up', () => {
  /** Commands that are about an organization, with what they need beside it. */
  const lines: readonly (readonly string[])[] = [
    ['verify'],
    ['verify', '--offline'],
    ['status'],
    ['status', '--support'],
    ['send-test', '--to', '+12025550123', '--yes'],
    ['deliveries'],
    ['deliveries', '--to', '+12025550123'],
    ['report'],
    ['exec', '--print-env'],
    ['acknowledge', 'short-form', '--by', 'Ada'],
    ['credentials', 'show'],
    ['credentials', 'set'],
    ['credentials', 'use', 'previous'],
    ['credentials', 'rotate'],
    ['credentials', 'create-key'],
    ['credentials', 'move', 'keychain'],
    ['credentials', 'remove', 'all', '--yes'],
    ['config', 'explain'],
    ['config', 'export'],
    ['contacts', 'check', 'samples/contacts.csv', '--contacts-country', 'US'],
    ['contacts', 'record', '--name', 'export'],
  ];

  it('is refused by every command that needs one', () => {
    const covered = new Set(lines.map((line) => scan(line, commands).spec?.path));
    const about = commands.filter(
      ({ withoutOrganization, organization }) => withoutOrganization !== true && organization === undefined,
    );
    // They are told the organization, and read nothing of it.
    const others = ['contacts classify', 'contacts merge'];
    expect(about.map(({ path }) => path).filter((path) => !covered.has(path))).toEqual(others);
  });

  it.each(lines)('%s %s', async (...line) => {
    save('acme-eu');
    const before = readdirSync(cli.directory, { recursive: true });
    const { code, err } = await cli.run(...line, '--org', 'acme-e');
    expect([code, err]).toEqual([2, expect.stringMatching(/`acme-eu`.*`smsctl setup --org acme-e`/s)]);
    expect(readdirSync(cli.directory, { recursive: true })).toEqual(before);
  });

  it.each([
    ['--json', (out: string) => errorOf(out)],
    ['--format=junit', (out: string) => /<error type="([^"]+)"/.exec(out)?.[1]],
    ['--format=github', (out: string) => /^::error title=smsctl (\S+)::/.exec(out)?.[1]],
  ] as const)('is told in the form that was asked for: %s', async (flag, codeIn) => {
    save('acme-eu');
    const { code, out } = await cli.run('verify', '--org', 'beta', flag);
    expect([code, codeIn(out)]).toEqual([2, 'org.unknown']);
  });

  it('is refused however it was named, with its name in the document', async () => {
    save('one');
    const told = async () => {
      const { out } = await cli.run('status', '--json');
      return [(JSON.parse(out) as { organization: unknown }).organization, errorOf(out)];
    };
    writeFileSync(join(cli.directory, 'organization'), 'four\n');
    expect(await told()).toEqual(['four', 'org.unknown']);
    bind('{"org": "three"}');
    expect(await told()).toEqual(['three', 'org.unknown']);
    cli.env.SMSCTL_ORG = 'two';
    expect(await told()).toEqual(['two', 'org.unknown']);
    cli.env.SMSCTL_ORG = 'one';
    expect(await told()).toEqual(['one', undefined]);
  });

  it('is created by setup and has a path before', async () => {
    save('one');
    expect((await cli.run('config', 'path', '--org', 'two')).out.trim()).toBe(join(folder(), 'two.json'));
    await cli.run('setup', 'owner', '--org', 'two', '--owner-team', 'A', '--owner-contact', '#a');
    expect(files()).toEqual(['one.json', 'two.json']);
  });

  it.each([
    ['broken', (path: string) => writeFileSync(path, '{')],
    ['a folder', (path: string) => mkdirSync(path)],
    ['a link to nothing', (path: string) => symlinkSync('nowhere', path)],
  ] as const)('is distinguished from settings that are %s', async (_, make) => {
    save('one');
    make(join(folder(), 'two.json'));
    const { code, out } = await cli.run('status', '--org', 'two', '--json');
    expect([code, errorOf(out)]).toEqual([3, 'settings.unreadable']);
  });
});

describe('organizations', () => {
  it('are listed with a broken one', async () => {
    save('one', 'two');
    writeFileSync(join(folder(), 'three.json'), '{');
    const { out } = await cli.run('org', 'list', '--json');
    const { organizations } = JSON.parse(out) as { organizations: { id: string; readable: boolean }[] };
    expect(organizations.map(({ id, readable }) => [id, readable])).toEqual([
      ['one', true],
      ['three', false],
      ['two', true],
    ]);
    expect(out).not.toContain(fullSettings.credentials.accountSid);
  });

  it('are renamed with all their files, never over another', async () => {
    save('one', 'two');
    expect((await cli.run('org', 'rename', 'one', 'two')).code).toBe(2);
    expect((await cli.run('org', 'rename', 'one', 'NO')).code).toBe(2);
    expect((await cli.run('org', 'rename', 'one', 'three')).code).toBe(0);
    expect(files()).toEqual(['three.json', 'two.json']);
  });

  it('keep the choice of `org use` when renamed', async () => {
    save('one', 'two');
    const current = async () => (await organizationStore().current()) ?? null;
    await cli.run('org', 'use', 'one');
    await cli.run('org', 'rename', 'two', 'three');
    expect(await current()).toBe('one');
    await cli.run('org', 'rename', 'one', 'four');
    expect(await current()).toBe('four');
    await cli.run('org', 'remove', 'three', '--confirm', 'three');
    expect(await current()).toBe('four');
    await cli.run('org', 'remove', 'four', '--confirm', 'four');
    expect(await current()).toBeNull();
  });

  it.each([
    ['none', [], undefined, null],
    ['the only one', ['acme'], undefined, 'acme'],
    ['the one that is named', ['acme', 'beta'], 'beta', 'beta'],
    ['none of several without a name', ['acme', 'beta'], undefined, null],
    ['none where the name is of no organization', ['acme'], 'beta', null],
  ] as const)('are listed with the one in use: %s', async (_, ids, named, current) => {
    save(...ids);
    if (named !== undefined) cli.env.SMSCTL_ORG = named;
    expect(JSON.parse((await cli.run('org', 'list', '--json')).out)).toMatchObject({ current, exitCode: 0 });
  });

  it('are removed with their secrets when their id is typed', async () => {
    save('one');
    const { secretKey } = fullSettings.credentials;
    await cli.keychain.set(secretKey ?? '', new Secret('a secret of ours'));
    expect((await cli.run('org', 'remove', 'one')).code).toBe(2);
    expect((await cli.run('org', 'remove', 'one', '--confirm', 'two')).code).toBe(2);
    expect(readdirSync(folder())).toContain('one.json');
    expect((await cli.run('org', 'remove', 'one', '--confirm', 'one')).code).toBe(0);
    expect(readdirSync(folder()).filter((name) => name.startsWith('one'))).toEqual([]);
    expect(await cli.keychain.get(secretKey ?? '')).toBeUndefined();
  });

  it('keep their settings, which list the secrets, if a secret cannot be deleted', async () => {
    save('one');
    cli.keychain = lockedKeychain();
    const { code, out } = await cli.run('org', 'remove', 'one', '--confirm', 'one', '--json');
    expect([code, errorOf(out)]).toEqual([3, 'org.secrets-left']);
    expect(files()).toEqual(['one.json']);
  });

  it('are removed when their id is typed at a terminal', async () => {
    const prompter = scripted({ 'org.remove': 'one' });
    const asked = testCli({ url: 'http://127.0.0.1:9' }, { interactive: true, prompter });
    mkdirSync(join(asked.directory, 'organizations'), { mode: 0o700 });
    writeFileSync(join(asked.directory, 'organizations', 'one.json'), '{"schema": "smsctl.settings/1"}');
    expect((await asked.run('org', 'remove', 'one')).code).toBe(0);
    expect(await prompter.asked[0]?.problem?.('two')).toBeDefined();
    expect(readdirSync(join(asked.directory, 'organizations'))).not.toContain('one.json');
    rmSync(asked.directory, { recursive: true });
  });

  it('are read once each when there are 500', async () => {
    save(...Array.from({ length: 500 }, (_, index) => `o${index}`));
    const reads = async (...argv: readonly string[]) => {
      let out = '';
      const calls = await onDisk(async () => {
        const ran = await cli.run(...argv);
        expect(ran.code).toBe(0);
        ({ out } = ran);
      });
      const opened = calls.filter(({ name, file }) => name === 'openSync' && /^o\d+\.json$/.test(file));
      return {
        out,
        opened: opened.map(({ file }) => file),
        listings: calls.filter(({ name }) => name === 'readdirSync'),
      };
    };
    const one = await reads('status', '--org', 'o7');
    expect(new Set(one.opened)).toEqual(new Set(['o7.json']));
    const { out, opened, listings } = await reads('org', 'list', '--json');
    expect((JSON.parse(out) as { organizations: object[] }).organizations).toHaveLength(500);
    expect(new Set(opened).size).toBe(500);
    expect(opened).toHaveLength(500);
    expect(listings.length).toBeLessThan(10);
  });
});

describe('config explain', () => {
  it('distinguishes the value in use from the one that setup would take', async () => {
    save('default');
    cli.env.SMSCTL_NUMBER = '+12025550199';
    cli.env.TWILIO_AUTH_TOKEN = 'a'.repeat(32);
    const { out } = await cli.run('config', 'explain', '--json');
    const { values } = JSON.parse(out) as {
      values: { name: string; value: string; source: string; setup: { value: string; source: string } | null }[];
    };
    const explained = (name: string) => values.find((each) => each.name === name);
    expect(explained('number.sender')).toMatchObject({
      value: '+1••••••0123',
      source: 'saved',
      setup: { value: '+1••••••0199', source: 'SMSCTL_NUMBER' },
    });
    // Kept for the API key; the token would be asked for only with another method.
    expect(explained('credentials.apiKeySecret')).toMatchObject({ value: '••••••••', source: 'saved', setup: null });
    expect(explained('credentials.authToken')).toMatchObject({ value: null, setup: { source: 'TWILIO_AUTH_TOKEN' } });
    expect(explained('owner.team')).toMatchObject({ value: 'Growth', source: 'saved', setup: null });
    expect(out).not.toContain('+12025550199');
    expect(out).not.toContain('a'.repeat(32));
    expect(out).not.toContain(fullSettings.credentials.accountSid);
    expect((await cli.run('config', 'path')).out.trim()).toBe(join(folder(), 'default.json'));
  });

  it('reports a variable that every run reads as the value in use', async () => {
    save('default');
    const path = join(folder(), 'default.json');
    const inVariables = { ...fullSettings.credentials, store: 'env', secretKey: undefined };
    const text = { schema: 'smsctl.settings/1', ...fullSettings, credentials: inVariables };
    writeFileSync(path, JSON.stringify(text), { mode: 0o600 });
    const explained = async (name: string) => {
      const { values } = JSON.parse((await cli.run('config', 'explain', '--json')).out);
      return values.find((each: { name: string }) => each.name === name);
    };
    cli.env = { TWILIO_API_SECRET: 'n'.repeat(32), SMSCTL_PASSPHRASE_FILE: '/run/pass', SMSCTL_STORE: 'env' };
    const inUse = { value: '••••••••', source: 'TWILIO_API_SECRET', setup: null };
    expect(await explained('credentials.apiKeySecret')).toMatchObject(inUse);
    expect(await explained('credentials.passphraseFile')).toMatchObject({ value: null, setup: { value: '/run/pass' } });
    // The same as what is saved: nothing else would be taken.
    expect(await explained('credentials.store')).toMatchObject({ value: 'env', source: 'saved', setup: null });
    // White space around a value is none of it, and alone it is no value.
    cli.env = { SMSCTL_STORE: ' env ', SMSCTL_OWNER_TEAM: ' ', SMSCTL_NUMBER_COUNTRY: ' DE ' };
    expect(await explained('credentials.store')).toMatchObject({ value: 'env', source: 'saved', setup: null });
    expect(await explained('owner.team')).toMatchObject({ value: 'Growth', source: 'saved', setup: null });
    expect(await explained('number.country')).toMatchObject({ setup: { value: 'DE' } });
    cli.env = {};
    expect(await explained('credentials.apiKeySecret')).toMatchObject({ value: null, source: null, setup: null });
  });
});
