import { spawn } from 'node:child_process';
import { chownSync, cpSync, lchownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import { asOtherUser } from '../support/planted.ts';
import { projectFolder, runProgram, smsctl } from '../support/program.ts';
import { isRoot, otherUser } from '../support/users.ts';

const { accountSid, number, standardKey } = sandboxIds;
const root = mkdtempSync(join(tmpdir(), 'smsctl-project-'));
const template = join(root, 'template');
let server: Sandbox;

interface Place {
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
}

function placed(name: string): Place {
  const home = join(root, name);
  const env = { HOME: home, PATH: process.env.PATH ?? '', LANG: 'C.UTF-8', SMSCTL_CONFIG_DIR: join(home, 'config') };
  const provider = { SMSCTL_TWILIO_URL: server.url, TWILIO_API_SECRET: standardKey.secret };
  return { home, env: { ...env, ...provider, XDG_STATE_HOME: join(home, 'state') } };
}

let count = 0;
function newPlace(): Place {
  count += 1;
  const place = placed(`place-${count}`);
  cpSync(template, place.home, { recursive: true });
  return place;
}

beforeAll(async () => {
  server = await startSandbox({ world: defaultWorld() });
  mkdirSync(template);
  const argv = [
    ...['setup', '--owner-team', 'Messaging', '--owner-contact', '#sms', '--number', number],
    ...['--account-sid', accountSid, '--store', 'env', '--credential-method', 'api-key'],
    ...['--api-key-sid', standardKey.sid, '--confirm-method', 'api-key', '--confirmed-by', 'Ada'],
    ...['--contacts', join(projectFolder, 'samples', 'contacts.csv'), '--contacts-country', 'US'],
    ...['--acknowledge-contacts', '--acknowledge-short-form', '--quiet', '--no-input'],
  ];
  const { code, err } = await runProgram([...smsctl, ...argv], { env: placed('template').env });
  expect(code, err).toBe(0);
});
afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true });
});

describe.skipIf(!isRoot)('a .smsctl.json of another user', () => {
  const exec = [...smsctl, 'exec', '--', 'sh', '-c', 'echo ran'];
  const status = [...smsctl, 'status', '--json'];

  function bound(owner: { readonly directory: number; readonly file: number }): {
    place: Place;
    cwd: string;
    path: string;
  } {
    const place = newPlace();
    const cwd = join(place.home, 'checkout');
    const path = join(cwd, '.smsctl.json');
    mkdirSync(cwd);
    writeFileSync(path, '{"org":"default"}');
    chownSync(path, owner.file, owner.file);
    chownSync(cwd, owner.directory, owner.directory);
    return { place, cwd, path };
  }

  it('is refused with a remedy, and not read when the organization is named otherwise', async () => {
    const { place, cwd, path } = bound({ directory: 0, file: otherUser });
    for (const argv of [exec, status]) {
      const { code, err, out } = await runProgram(argv, { env: place.env, cwd });
      expect([code, out.includes('ran')]).toEqual([3, false]);
      expect(err + out).toMatch(/--org/);
      expect(err + out).toMatch(/SMSCTL_ORG/);
    }
    const { out } = await runProgram(status, { env: place.env, cwd });
    expect(JSON.parse(out).error).toMatchObject({ code: 'project.untrusted', message: expect.stringContaining(path) });
    const flag = await runProgram([...smsctl, 'exec', '--org', 'default', '--', 'sh', '-c', 'echo ran'], {
      env: place.env,
      cwd,
    });
    expect([flag.code, flag.out, flag.err]).toEqual([0, 'ran\n', '']);
    const variable = await runProgram(exec, { env: { ...place.env, SMSCTL_ORG: 'default' }, cwd });
    expect([variable.code, variable.out, variable.err]).toEqual([0, 'ran\n', '']);
  });

  it('is used by root when the directory has the same owner, but not by exec', async () => {
    const { place, cwd } = bound({ directory: otherUser, file: otherUser });
    const read = await runProgram(status, { env: place.env, cwd });
    expect([read.code, JSON.parse(read.out)]).toMatchObject([0, { organization: 'default', error: null }]);
    const verified = await runProgram([...smsctl, 'verify', '--check', 'credentials.accepted'], {
      env: place.env,
      cwd,
    });
    expect(verified.code).toBe(0);
    const run = await runProgram(exec, { env: place.env, cwd });
    expect([run.code, run.out]).toEqual([3, '']);
  });

  it('is refused when it is a link to a file of this user', async () => {
    const { place, cwd, path } = bound({ directory: 0, file: 0 });
    const own = join(place.home, 'own.json');
    writeFileSync(own, '{"org":"default"}');
    rmSync(path);
    symlinkSync(own, path);
    expect((await runProgram(status, { env: place.env, cwd })).code).toBe(0);
    lchownSync(path, otherUser, otherUser);
    const { code, out } = await runProgram(status, { env: place.env, cwd });
    expect([code, JSON.parse(out).error.code]).toEqual([3, 'project.untrusted']);
  });

  it.skipIf(asOtherUser === undefined)('must belong to root or to the user when the user is not root', async () => {
    const home = mkdtempSync(join(tmpdir(), 'smsctl-user-'));
    chownSync(home, otherUser, otherUser);
    const env = { HOME: home, PATH: process.env.PATH ?? '', LANG: 'C.UTF-8' };
    const codeFor = async (owner: number): Promise<unknown> => {
      const path = join(home, '.smsctl.json');
      writeFileSync(path, '{"org":"acme"}');
      chownSync(path, owner, owner);
      const [program = '', ...words] = status;
      const child = spawn(program, words, { env, cwd: home, ...asOtherUser, stdio: ['ignore', 'pipe', 'pipe'] });
      let out = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        out += text;
      });
      await new Promise((resolve) => child.on('close', resolve));
      return JSON.parse(out).error.code;
    };
    expect(await codeFor(otherUser)).toBe('org.unknown');
    expect(await codeFor(0)).toBe('org.unknown');
    expect(await codeFor(1234)).toBe('project.untrusted');
    rmSync(home, { recursive: true });
  });
});

describe('a .smsctl.json that chose the organization', () => {
  const secretUsers: readonly (readonly string[])[] = [
    ['exec', '--', 'true'],
    ['exec', '--print-env'],
    ['verify', '--json'],
    ['verify', '--format', 'junit'],
    ['send-test', '--to', '+12025550123', '--yes', '--json'],
    ['credentials', 'show', '--json'],
    ['credentials', 'use', 'api-key', '--json'],
    ['setup', 'owner', '--owner-team', 'Others', '--no-input'],
  ];

  it.concurrent.each(secretUsers)('is named on stderr by %s %s', async (...words) => {
    const place = newPlace();
    writeFileSync(join(place.home, '.smsctl.json'), '{"org":"default"}');
    const said = `Organization default: chosen by ${join(place.home, '.smsctl.json')}.\n`;
    const { err } = await runProgram([...smsctl, ...words], { env: place.env, cwd: place.home });
    expect(err.split(said)).toHaveLength(2);
    const named = await runProgram([...smsctl, ...words], {
      env: { ...place.env, SMSCTL_ORG: 'default' },
      cwd: place.home,
    });
    expect(named.err).not.toContain('chosen by');
  });

  it.concurrent.each([['status'], ['verify', '--offline'], ['report']])('is not named by %s %s', async (...words) => {
    const place = newPlace();
    writeFileSync(join(place.home, '.smsctl.json'), '{"org":"default"}');
    const { err } = await runProgram([...smsctl, ...words], { env: place.env, cwd: place.home });
    expect(err).not.toContain('chosen by');
  });
});
