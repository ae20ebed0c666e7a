import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../src/domain/secret.ts';
import { testCli } from '../support/context.ts';
import { fullSettings } from '../support/full-settings.ts';
import { scripted } from '../support/scripted.ts';

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
const bind = (text: string): void => writeFileSync(join(cli.directory, '.smsctl.json'), text);
const organizationOf = async (...argv: readonly string[]): Promise<unknown> =>
  (JSON.parse((await cli.run('status', '--json', ...argv)).out) as { organization: unknown }).organization;

describe('which organization a run is about', () => {
  it('is what is said nearest: flag, variable, directory, choice, default', async () => {
    save('one');
    expect(await organizationOf()).toBe('default');
    await cli.run('org', 'use', 'one');
    expect(await organizationOf()).toBe('one');
    bind('{"org": "two"}');
    expect(await organizationOf()).toBe('two');
    cli.env.SMSCTL_ORG = 'three';
    expect(await organizationOf()).toBe('three');
    expect(await organizationOf('--org', 'four')).toBe('four');
  });

  it('is never guessed among several where nobody sees it', async () => {
    save('one', 'two');
    const { code, err } = await cli.run('verify');
    expect([code, err]).toEqual([2, expect.stringContaining('2 organizations, and nothing says which')]);
    await cli.run('org', 'use', 'one');
    expect((await cli.run('status')).code).toBe(2);
    bind('{"org": "one"}');
    expect((await cli.run('status')).code).toBe(0);
  });

  it.each(['{', '[]', '{"org": 1}', '{"org": "../x"}', '{"org": "a", "token": "b"}', '""', ''])(
    'is not taken from a .smsctl.json that is %j, and that is said',
    async (text) => {
      bind(text);
      const { code, err } = await cli.run('status');
      expect([code, err]).toEqual([3, expect.stringContaining('.smsctl.json cannot be used')]);
      expect((await cli.run('status', '--org', 'one')).code).toBe(0);
    },
  );

  it('is told at the head of a run, with its account, masked', async () => {
    save('acme');
    const { err } = await cli.run('verify', '--org', 'acme');
    expect(err).toContain('Organization acme, account AC');
    expect(err).not.toContain(fullSettings.credentials.accountSid);
  });
});

describe('organizations', () => {
  it('are listed, with the broken one among them', async () => {
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

  it('are renamed with what belongs to them, and never over another', async () => {
    save('one', 'two');
    expect((await cli.run('org', 'rename', 'one', 'two')).code).toBe(2);
    expect((await cli.run('org', 'rename', 'one', 'NO')).code).toBe(2);
    expect((await cli.run('org', 'rename', 'one', 'three')).code).toBe(0);
    expect(
      readdirSync(folder())
        .filter((name) => name.endsWith('.json'))
        .sort(),
    ).toEqual(['three.json', 'two.json']);
  });

  it('are removed with their secrets, after their id was typed', async () => {
    save('one');
    const { secretKey } = fullSettings.credentials;
    await cli.keychain.set(secretKey ?? '', new Secret('a secret of ours'));
    expect((await cli.run('org', 'remove', 'one')).code).toBe(2);
    expect((await cli.run('org', 'remove', 'one', '--confirm', 'two')).code).toBe(2);
    expect(readdirSync(folder())).toContain('one.json');
    const { code, out } = await cli.run('org', 'remove', 'one', '--confirm', 'one');
    expect([code, out]).toEqual([0, expect.stringContaining('one is deleted here')]);
    expect(readdirSync(folder()).filter((name) => name.startsWith('one'))).toEqual([]);
    expect(await cli.keychain.get(secretKey ?? '')).toBeUndefined();
  });

  it('are removed when their id is typed at a terminal', async () => {
    const prompter = scripted({ 'org.remove': 'one' });
    const asked = testCli({ url: 'http://127.0.0.1:9' }, { interactive: true, prompter });
    mkdirSync(join(asked.directory, 'organizations'), { mode: 0o700 });
    writeFileSync(join(asked.directory, 'organizations', 'one.json'), '{"schema": "smsctl.settings/1"}');
    expect((await asked.run('org', 'remove', 'one')).code).toBe(0);
    expect(prompter.asked[0]?.message).toContain('Delete one? Type');
    expect(await prompter.asked[0]?.problem?.('two')).toBeDefined();
    expect(readdirSync(join(asked.directory, 'organizations'))).not.toContain('one.json');
    rmSync(asked.directory, { recursive: true });
  });

  it('stay quick when there are 500 of them', async () => {
    save(...Array.from({ length: 500 }, (_, index) => `o${index}`));
    const start = performance.now();
    expect((await cli.run('status', '--org', 'o7')).code).toBe(0);
    const one = performance.now() - start;
    const { out } = await cli.run('org', 'list', '--json');
    expect((JSON.parse(out) as { organizations: object[] }).organizations).toHaveLength(500);
    // Each is read once, none more than once: a list of 500 is far from 500 runs.
    expect(performance.now() - start - one).toBeLessThan(Math.max(one, 20) * 250);
  });
});

describe('config explain', () => {
  it('tells what gives a value, and what that overrides, and shows no identifier', async () => {
    save('default');
    cli.env.SMSCTL_NUMBER = '+12025550199';
    cli.env.TWILIO_AUTH_TOKEN = 'a'.repeat(32);
    const { out } = await cli.run('config', 'explain', '--json');
    const { values } = JSON.parse(out) as {
      values: { name: string; value: string; source: string; overrides: { source: string }[] }[];
    };
    const number = values.find(({ name }) => name === 'number.sender');
    expect(number).toMatchObject({ source: 'SMSCTL_NUMBER', overrides: [{ source: 'saved' }] });
    expect(out).not.toContain('+12025550199');
    expect(out).not.toContain('a'.repeat(32));
    expect(out).not.toContain(fullSettings.credentials.accountSid);
    expect((await cli.run('config', 'path')).out.trim()).toBe(join(folder(), 'default.json'));
  });
});
