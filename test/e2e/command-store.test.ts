import { spawn } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import { projectFolder, runProgram, smsctl } from '../support/program.ts';
import { filesWith, formsOf, watchProcesses } from '../support/secret-scan.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const { accountSid, authToken, number } = sandboxIds;
const forms = formsOf(authToken, accountSid);
/** Nothing in it may hold the secret. */
const home = temporaryFolder('command-home');
/** What stands for the secret manager. */
const manager = temporaryFolder('manager');
const program = join(manager, 'team-secrets');

let server: Sandbox;
let env: Readonly<Record<string, string>>;

/** The script that prints the secret from now on. */
function programIs(script: string): void {
  writeFileSync(program, `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
}
const prints = `cat ${join(manager, 'secret')}`;

const answers = [
  ...['--owner-team', 'Messaging', '--owner-contact', '#sms', '--number', number, '--account-sid', accountSid],
  ...['--credential-method', 'auth-token', '--store', 'command', '--secret-command', `'${program}' read token`],
  ...['--confirm-method', 'auth-token', '--confirmed-by', 'Ada', '--acknowledge-contacts', '--acknowledge-short-form'],
  ...['--contacts', join(projectFolder, 'samples', 'contacts.csv'), '--contacts-country', 'US', '--no-input'],
];

const run = (...argv: readonly string[]) => runProgram([...smsctl, ...argv], { env });

describe.skipIf(process.platform !== 'linux')('a secret that a command prints', () => {
  beforeAll(async () => {
    server = await startSandbox({ world: defaultWorld() });
    writeFileSync(join(manager, 'secret'), `${authToken}\n`);
    programIs(prints);
    env = {
      ...{ HOME: home, PATH: process.env.PATH ?? '', LANG: 'C.UTF-8', SMSCTL_TWILIO_URL: server.url },
      TWILIO_API_SECRET: 'made-up-secret-of-another-key',
    };
    const { code, err } = await run('setup', ...answers);
    expect([code, err]).toEqual([0, err]);
  });
  afterAll(() => server.close());

  it.each([
    ['setup', ...answers],
    ['setup', 'credentials', '--dry-run', '--no-input'],
    ['verify', '--json'],
    ['verify', '--verbose'],
    ['status', '--json'],
    ['status', '--bundle', join(home, 'bundle.json')],
    ['credentials', 'show'],
    ['credentials', 'rotate', '--no-input'],
    ['report', '--format', 'html'],
    ['config', 'explain'],
    ['exec', '--print-env'],
    ['exec', '--', '/nowhere/program'],
    ['send-test', '--to', '+12025550199', '--yes', '--json'],
  ])('is in no output, file, command line or environment: %s %s %s', async (...argv) => {
    const watched = watchProcesses(forms);
    const { out, err } = await run(...argv);
    const { found, looks } = watched.stop();
    expect(looks).toBeGreaterThan(0);
    expect(found).toEqual([]);
    for (const form of forms) expect(`${out}${err}`).not.toContain(form);
    expect(filesWith(forms, home)).toEqual([]);
  });

  it.each([
    ['fails after it printed it', `${prints}; ${prints} >&2; exit 3`],
    ['repeats it in a sentence', `echo "no access with $(${prints})" >&2; exit 1`],
    ['prints it in a document', `printf '{\\n"token": "%s"\\n}\\n' "$(${prints})"`],
    ['prints it on one line of many', `echo first; ${prints}; exit 0`],
    ['prints it in a line of JSON', `printf '{"token":"%s"}' "$(${prints})"`],
    ['is killed', `${prints}; kill -KILL $$`],
  ])('is in no output if the program %s', async (_, script) => {
    programIs(script);
    for (const argv of [
      ['verify', '--verbose', '--json'],
      ['verify', '--verbose'],
      ['exec', '--', 'true'],
      ['setup', ...answers],
    ]) {
      const { code, out, err } = await run(...argv);
      expect(code, argv.join(' ')).not.toBe(0);
      for (const form of forms) expect(`${out}${err}`, argv.join(' ')).not.toContain(form);
    }
    expect(filesWith(forms, home)).toEqual([]);
    programIs(prints);
  });

  it('is given to the program of `exec`, in place of all other secrets', async () => {
    const { code, out } = await run('exec', '--', 'env');
    expect(code).toBe(0);
    expect(out).toContain(`TWILIO_AUTH_TOKEN=${authToken}`);
    expect(out).not.toContain('made-up-secret-of-another-key');
  });

  it('is not given to the secret manager, nor is any other variable of Twilio and smsctl', async () => {
    programIs(`env > ${join(manager, 'seen')}; ${prints}`);
    const other = { ...env, TWILIO_AUTH_TOKEN: authToken, OP_ACCOUNT: 'team', SMSCTL_NO_INPUT: '1', NODE_ENV: 'x' };
    await runProgram([...smsctl, 'verify', '--check', 'credentials.store'], { env: other });
    const seen = readFileSync(join(manager, 'seen'), 'utf8');
    expect(seen).toMatch(/^OP_ACCOUNT=team$/m);
    expect(seen).not.toMatch(/^(?:TWILIO|SMSCTL|NODE)_/m);
    programIs(prints);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('is not waited for after %s, and its program is ended', async (signal, code) => {
    const pids = join(manager, `pids-${signal}`);
    programIs(`sleep 600 & echo $$ $! > ${pids}.new; mv ${pids}.new ${pids}; wait`);
    const [file = '', ...args] = smsctl;
    const child = spawn(file, [...args, 'verify'], { env, stdio: 'ignore' });
    const ended = new Promise((resolve) => child.on('exit', resolve));
    await expect.poll(() => existsSync(pids), { timeout: 60_000 }).toBe(true);
    child.kill(signal);
    expect(await ended).toBe(code);
    const started = readFileSync(pids, 'utf8').trim().split(' ').map(Number);
    for (const pid of started) await expect.poll(() => isRunning(pid), { timeout: 20_000 }).toBe(false);
    programIs(prints);
  });
});

function isRunning(pid: number): boolean {
  try {
    // One that has ended and was not waited for is a zombie.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
