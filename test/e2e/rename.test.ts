import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import { projectFolder, runProgram, smsctl } from '../support/program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const { accountSid, authToken, number } = sandboxIds;
const root = temporaryFolder('rename');
const origin = join(root, 'origin');
const killPoints = fileURLToPath(new URL('../support/kill-points.mjs', import.meta.url));

let server: Sandbox;
const envIn = (home: string) => ({
  ...{ HOME: home, PATH: process.env.PATH ?? '', LANG: 'C.UTF-8', SMSCTL_KEYCHAIN: 'off' },
  ...{ SMSCTL_TWILIO_URL: server.url, TWILIO_AUTH_TOKEN: authToken },
});
const run = (home: string, ...argv: readonly string[]) => runProgram([...smsctl, ...argv], { env: envIn(home) });

/** Settings with a generation before them, last results, and the choice of `org use`. */
beforeAll(async () => {
  server = await startSandbox({ world: defaultWorld() });
  mkdirSync(origin);
  const answers = [
    ...['--owner-team', 'Messaging', '--owner-contact', '#sms', '--number', number, '--account-sid', accountSid],
    ...['--store', 'env', '--confirm-method', 'auth-token', '--confirmed-by', 'Ada', '--quiet', '--no-input'],
    ...['--contacts', join(projectFolder, 'samples', 'contacts.csv'), '--contacts-country', 'US'],
    ...['--acknowledge-contacts', '--acknowledge-short-form'],
  ];
  const codes = [
    (await run(origin, 'setup', '--org', 'a', ...answers)).code,
    (await run(origin, 'verify', '--org', 'a')).code,
    (await run(origin, 'org', 'use', 'a')).code,
  ];
  expect(codes).toEqual([0, 0, 0]);
});
afterAll(() => server.close());

function freshHome(): string {
  const home = mkdtempSync(join(root, 'home-'));
  cpSync(origin, home, { recursive: true });
  return home;
}

const config = (home: string, ...rest: readonly string[]) => join(home, '.config', 'smsctl', ...rest);
const textOf = (path: string): string | null => (existsSync(path) ? readFileSync(path, 'utf8') : null);

/** Everything that belongs to organizations, with what stands in it. */
const filesIn = (home: string) => {
  const folders = [config(home), config(home, 'organizations'), join(home, '.local', 'state', 'smsctl')];
  return Object.fromEntries(
    folders.flatMap((folder) =>
      readdirSync(folder, { withFileTypes: true })
        // A lock that is left is taken over by the next writer.
        .filter((entry) => entry.isFile() && !entry.name.includes('.lock'))
        .map(({ name }) => [name, textOf(join(folder, name))]),
    ),
  );
};

describe('org rename', () => {
  it('moves settings, the former generation, results and the default', async () => {
    const home = freshHome();
    const before = filesIn(home);
    expect((await run(home, 'org', 'rename', 'a', 'b')).code).toBe(0);
    expect(filesIn(home)).toEqual({
      'b.json': before['a.json'],
      'b.json.bak': before['a.json.bak'],
      'b.verification.json': before['a.verification.json'],
      organization: 'b\n',
    });
    expect(before['a.json.bak']).not.toBeNull();
    expect((await run(home, 'status')).out).not.toContain('never');
  });

  it('loses nothing and can be repeated after a kill at any point', async () => {
    const goal = freshHome();
    expect((await run(goal, 'org', 'rename', 'a', 'b')).code).toBe(0);
    const [node = '', ...program] = [...smsctl, 'org', 'rename', 'a', 'b'];
    const killed = [node, '--import', killPoints, ...program];
    const counter = join(root, 'count');
    await runProgram(killed, { env: { ...envIn(freshHome()), KILL_COUNT: counter } });
    const points = Number(readFileSync(counter, 'utf8'));
    // Two locks taken and given back, a link, two renames, the choice's own file, and what is removed.
    expect(points).toBeGreaterThan(15);
    for (let at = 1; at <= points; at += 1) {
      const home = freshHome();
      const settings = textOf(config(home, 'organizations', 'a.json'));
      const { signal } = await runProgram(killed, { env: { ...envIn(home), KILL_AT: String(at) } });
      expect(signal, `point ${at}`).toBe('SIGKILL');
      const left = ['a.json', 'b.json'].map((name) => textOf(config(home, 'organizations', name)));
      expect(left, `point ${at}`).toContain(settings);
      expect([...left, settings].filter((text) => text !== null && text !== settings)).toEqual([]);
      const chosen = textOf(config(home, 'organization'))?.trim() ?? '';
      expect(existsSync(config(home, 'organizations', `${chosen}.json`)), `point ${at}`).toBe(true);
      const again = await run(home, 'org', 'rename', 'a', 'b');
      const isDone = !Object.keys(filesIn(home)).some((name) => name.startsWith('a.'));
      // Where it was killed behind its last step, there is nothing to repeat.
      expect([again.code, isDone], `point ${at}: ${again.err}`).toEqual([left[0] === null ? again.code : 0, true]);
      expect([0, 2]).toContain(again.code);
      expect(Object.keys(filesIn(home)).sort(), `point ${at}`).toEqual(Object.keys(filesIn(goal)).sort());
      expect(filesIn(home)['b.verification.json']).toBe(filesIn(goal)['b.verification.json']);
    }
  });

  it('loses no acknowledged save when a setup of the new name runs at the same time', async () => {
    for (let round = 0; round < 8; round += 1) {
      const home = freshHome();
      const before = filesIn(home)['a.json'];
      const [renamed, set] = await Promise.all([
        run(home, 'org', 'rename', 'a', 'b'),
        run(home, 'setup', 'owner', '--org', 'b', '--owner-team', 'Another', '--owner-contact', '#b', '--no-input'),
      ]);
      const { 'a.json': a, 'b.json': b } = filesIn(home);
      expect([0, 2, 75], renamed.err).toContain(renamed.code);
      if (set.code === 0) expect(b).toContain('Another');
      if (renamed.code === 0) expect([a, b?.includes(accountSid)]).toEqual([undefined, true]);
      else expect(a).toBe(before);
    }
  });
});

describe('org remove', () => {
  it('leaves nothing and can be repeated after a kill at any point', async () => {
    const [node = '', ...program] = [...smsctl, 'org', 'remove', 'a', '--confirm', 'a'];
    const killed = [node, '--import', killPoints, ...program];
    const counter = join(root, 'count');
    await runProgram(killed, { env: { ...envIn(freshHome()), KILL_COUNT: counter } });
    const points = Number(readFileSync(counter, 'utf8'));
    expect(points).toBeGreaterThan(6);
    for (let at = 1; at <= points; at += 1) {
      const home = freshHome();
      await runProgram(killed, { env: { ...envIn(home), KILL_AT: String(at) } });
      const isThere = existsSync(config(home, 'organizations', 'a.json'));
      expect((await run(home, 'org', 'remove', 'a', '--confirm', 'a')).code, `point ${at}`).toBe(isThere ? 0 : 2);
      expect(filesIn(home), `point ${at}`).toEqual({});
    }
  });
});

describe('a default organization that does not exist any more', () => {
  it.each([
    [['status']],
    [['verify', '--json']],
    [['report']],
    [['exec', '--', 'true']],
    [['config', 'explain']],
    [['config', 'path']],
    [['setup', 'owner', '--owner-team', 'X', '--owner-contact', 'x', '--no-input']],
  ])('is named in the error of %j', async (argv) => {
    const home = freshHome();
    writeFileSync(config(home, 'organization'), 'gone\n');
    const { code, err } = await run(home, ...argv);
    expect(code).toBe(2);
    expect(err.replace(/\s+/g, ' ')).toContain('Organization `gone` (from org use) is not set up here.');
    expect(existsSync(config(home, 'organizations', 'gone.json'))).toBe(false);
  });
});
