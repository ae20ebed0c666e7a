import { spawn } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import { projectFolder, runProgram, shellSmsctl, smsctl } from '../support/program.ts';
import { quickenSecrets } from '../support/quicken-secrets.ts';
import { filesWith, formsOf } from '../support/secret-scan.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { keys, openTerminal } from '../support/terminal.ts';

const { accountSid, authToken, number, standardKey } = sandboxIds;
const home = temporaryFolder('exec');
const passphrase = join(home, 'passphrase.txt');
writeFileSync(passphrase, 'correct horse battery staple\n', { mode: 0o600 });
const bare = { HOME: home, PATH: process.env.PATH ?? '', LANG: 'C.UTF-8' };

let server: Sandbox;
let env: Readonly<Record<string, string>>;
let ci: Readonly<Record<string, string>>;
let keyEnv: Readonly<Record<string, string>>;
const contacts = join(projectFolder, 'samples', 'contacts.csv');

/** `default` has the Auth Token in an encrypted file; `keyed` an API key and `ci` the token in a variable, which is quick. */
beforeAll(async () => {
  server = await startSandbox({ world: defaultWorld() });
  env = { ...bare, SMSCTL_ORG: 'default', SMSCTL_TWILIO_URL: server.url, SMSCTL_PASSPHRASE_FILE: passphrase };
  keyEnv = { ...bare, SMSCTL_TWILIO_URL: server.url, TWILIO_API_SECRET: standardKey.secret };
  ci = { ...bare, SMSCTL_TWILIO_URL: server.url, TWILIO_AUTH_TOKEN: authToken, SMSCTL_ORG: 'ci' };
  const common = [
    ...['--owner-team', 'Messaging', '--owner-contact', '#sms', '--number', number, '--account-sid', accountSid],
    ...['--confirmed-by', 'Ada', '--contacts', contacts, '--contacts-country', 'US'],
    ...['--acknowledge-contacts', '--acknowledge-short-form', '--quiet', '--no-input'],
  ];
  const token = [...smsctl, 'setup', ...common, '--confirm-method', 'auth-token'];
  const keyed = [
    ...[...smsctl, 'setup', '--org', 'keyed', ...common, '--credential-method', 'api-key', '--api-key-sid'],
    ...[standardKey.sid, '--store', 'env', '--confirm-method', 'api-key'],
  ];
  const runs = [
    await runProgram([...token, '--store', 'file', '--auth-token-stdin'], { env, input: authToken }),
    await runProgram(keyed, { env: keyEnv }),
    await runProgram([...token, '--store', 'env'], { env: ci }),
  ];
  expect(runs.map(({ code, err }) => (code === 0 ? 0 : err))).toEqual([0, 0, 0]);
  await quickenSecrets(join(home, '.config', 'smsctl'), 'correct horse battery staple');
});
afterAll(() => server.close());

const exec = (...argv: string[]) => [...smsctl, 'exec', ...argv];
const shell = (script: string) => exec('--', 'sh', '-c', script);

describe('smsctl exec', () => {
  it('gives the program exactly the documented variables', async () => {
    const stale = {
      TWILIO_ACCOUNT_SID: `AC${'9'.repeat(32)}`,
      TWILIO_API_KEY: `SK${'9'.repeat(32)}`,
      TWILIO_API_SECRET: 'stale-secret-of-somebody-else',
      TWILIO_REGION: 'au1',
      TWILIO_EDGE: 'sydney',
      KEPT: 'as it is',
    };
    const print = exec('--', process.execPath, '-e', 'process.stdout.write(JSON.stringify(process.env))');
    const { out, code } = await runProgram(print, { env: { ...env, ...stale } });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      ...bare,
      KEPT: 'as it is',
      SMSCTL_ORG: 'default',
      SMSCTL_TWILIO_URL: server.url,
      TWILIO_ACCOUNT_SID: accountSid,
      TWILIO_AUTH_TOKEN: authToken,
      TWILIO_PHONE_NUMBER: number,
    });
  });

  it('gives the API key and no Auth Token when the key is active', async () => {
    const print = exec('--org', 'keyed', '--', process.execPath, '-p', 'JSON.stringify(process.env)');
    const { out } = await runProgram(print, { env: { ...keyEnv, TWILIO_AUTH_TOKEN: 'f'.repeat(32) } });
    expect(JSON.parse(out)).toEqual({
      ...bare,
      SMSCTL_TWILIO_URL: server.url,
      TWILIO_ACCOUNT_SID: accountSid,
      TWILIO_API_KEY: standardKey.sid,
      TWILIO_API_SECRET: standardKey.secret,
      TWILIO_PHONE_NUMBER: number,
    });
  });

  it.each([0, 3, 42, 255])('exits with the program’s exit code: %i', async (code) => {
    expect((await runProgram(shell(`exit ${code}`), { env: ci })).code).toBe(code);
  });

  it.each([
    ['TERM', 143],
    ['KILL', 137],
    ['INT', 130],
  ])('exits with 128 plus the signal’s number when a signal ends the program: %s', async (signal, code) => {
    expect((await runProgram(shell(`kill -${signal} $$`), { env: ci })).code).toBe(code);
  });

  it.each([
    ['SIGTERM', 'TERM'],
    ['SIGINT', 'INT'],
    ['SIGHUP', 'HUP'],
    ['SIGUSR1', 'USR1'],
    ['SIGUSR2', 'USR2'],
  ] as const)('passes %s on once and waits for the program', async (signal, name) => {
    const [file = '', ...args] = shell(
      `n=0; trap 'n=$((n+1)); echo got' ${name}; echo ready; i=0; while [ $n = 0 ] && [ $i -lt 100 ]; do i=$((i+1)); sleep 0.1; done; sleep 0.5; echo n=$n; exit 7`,
    );
    // In a session of its own there is no terminal that would send a signal to both.
    const child = spawn(file, args, { env: ci, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      if (!out.includes('ready') && chunk.includes('ready')) child.kill(signal);
      out += chunk;
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(out).toBe('ready\ngot\nn=1\n');
    expect(code).toBe(7);
  });

  it('leaves Ctrl-C in a terminal to the program', async () => {
    const terminal = openTerminal(
      shell(
        `n=0; trap 'n=$((n+1))' INT; echo ready; while [ $n = 0 ]; do sleep 0.1; done; sleep 0.5; echo n=$n; exit 9`,
      ),
      { env: ci },
    );
    await terminal.until('ready');
    terminal.type(keys.interrupt);
    await terminal.until('n=1');
    expect(await terminal.ended).toBe(9);
  });

  it('passes stdin, stdout and stderr through unchanged', async () => {
    const { out, err } = await runProgram(shell('cat; echo noted >&2'), { env: ci, input: 'one\ntwo\u0000three' });
    expect(out).toBe('one\ntwo\u0000three');
    expect(err).toBe('noted\n');
  });

  it('passes every word after -- to the program', async () => {
    const print = exec(
      '--',
      process.execPath,
      '-p',
      'process.argv.slice(1).join(" ")',
      '--',
      '--json',
      '--verbose',
      '--org',
      'X',
    );
    const { out, code } = await runProgram(print, { env: ci });
    expect([out, code]).toEqual(['--json --verbose --org X\n', 0]);
  });

  it('leaves --env-file to the program, or refuses to run where Node.js would read it for smsctl', async () => {
    const [log, preload, file, script] = ['log', 'preload.cjs', 'app.env', 'app.cjs'].map((name) =>
      join(home, name),
    ) as [string, string, string, string];
    writeFileSync(
      preload,
      `require('node:fs').appendFileSync(${JSON.stringify(log)}, process.argv.join(' ') + '\\n');`,
    );
    writeFileSync(file, `NODE_OPTIONS=--require ${preload}\nFROM_FILE=yes\n`);
    writeFileSync(script, "process.stdout.write(process.env.FROM_FILE + ' ' + process.env.TWILIO_AUTH_TOKEN);");
    const { code, out, err } = await runProgram(exec('--', process.execPath, `--env-file=${file}`, script), {
      env: ci,
    });
    if (code === 2) {
      expect([out, err]).toEqual(['', expect.stringContaining('--env-file')]);
      return;
    }
    expect([code, out]).toEqual([0, `yes ${authToken}`]);
    // The program alone has loaded it.
    expect(readFileSync(log, 'utf8')).toBe(`${process.execPath} ${script}\n`);
    const absent = await runProgram(exec('--', process.execPath, '--env-file=absent.env', script), { env: ci });
    expect([absent.code, absent.out]).toEqual([9, '']);
    expect(absent.err).toContain('absent.env');
  });

  it('exits as shells do when a program cannot be started', async () => {
    const script = join(home, 'not-executable.sh');
    writeFileSync(script, '#!/bin/sh\n');
    chmodSync(script, 0o644);
    const absent = await runProgram(exec('--', 'no-such-program-of-ours'), { env: ci });
    expect(absent.code).toBe(127);
    expect(absent.err).toContain('`no-such-program-of-ours`');
    const closed = await runProgram(exec('--', script), { env: ci });
    expect(closed.code).toBe(126);
    expect(closed.err).toContain('EACCES');
    expect((await runProgram(exec('--', ''), { env: ci })).code).toBe(127);
    const long = await runProgram(exec('--', 'true', 'x'.repeat(120_000)), { env: ci });
    expect(long.code).toBe(0);
  });

  it('starts no program when the store is locked or nothing is set up', async () => {
    const { SMSCTL_PASSPHRASE_FILE: _, ...locked } = env;
    const marker = join(home, 'ran');
    const touched = await runProgram(exec('--', 'touch', marker), { env: locked });
    expect(touched.code).toBe(3);
    expect(touched.err).toContain('SMSCTL_PASSPHRASE_FILE');
    const unknown = await runProgram(exec('--org', 'nobody', '--', 'touch', marker), { env });
    expect(unknown.code).toBe(2);
    const { HOME: _home, SMSCTL_ORG: _org, ...elsewhere } = env;
    const empty = await runProgram(exec('--', 'touch', marker), { env: { ...elsewhere, HOME: join(home, 'empty') } });
    expect(empty.code).toBe(1);
    expect(readdirSync(home)).not.toContain('ran');
  });

  it('puts the secret into the program’s environment alone', async () => {
    const forms = formsOf(authToken, accountSid);
    const look = `
      for p in /proc/[0-9]*; do tr '\\0' ' ' < $p/cmdline 2>/dev/null | grep -q "$TWILIO_AUTH_TOKEN" && echo "cmdline $p"; done
      tr '\\0' '\\n' < /proc/$PPID/environ | grep -c "$TWILIO_AUTH_TOKEN"`;
    const { out } = await runProgram(shell(look), { env });
    expect(out).toBe('0\n');
    expect(filesWith(forms, home)).toEqual([]);
  });
});

describe('smsctl exec --print-env', () => {
  it('masks the secret in a form that a shell can read', async () => {
    const { out, code } = await runProgram(exec('--print-env'), { env: { ...env, TWILIO_REGION: 'ie1' } });
    expect(code).toBe(0);
    expect(out).toBe(
      `unset SMSCTL_PASSPHRASE_FILE\nunset TWILIO_REGION\nexport TWILIO_ACCOUNT_SID='${accountSid}'\nexport TWILIO_PHONE_NUMBER='${number}'\n# TWILIO_AUTH_TOKEN is hidden; pass --reveal to print it\n`,
    );
  });

  it('prints the secret into a pipe with --reveal', async () => {
    const script = `eval "$(${shellSmsctl} exec --print-env --reveal)"; echo "$TWILIO_AUTH_TOKEN"`;
    expect((await runProgram(['sh', '-c', script], { env })).out).toBe(`${authToken}\n`);
  });

  it('prints the secret on a terminal only after a confirmation', async () => {
    for (const [answer, code] of [
      ['n', 130],
      ['y', 0],
    ] as const) {
      const terminal = openTerminal(exec('--print-env', '--reveal'), { env: ci });
      await terminal.until('Print it?');
      expect(terminal.text()).not.toContain(authToken);
      terminal.type(`${answer}${keys.enter}`);
      expect(await terminal.ended).toBe(code);
      expect(terminal.text().includes(authToken)).toBe(answer === 'y');
    }
    const unasked = openTerminal(exec('--print-env', '--reveal', '--no-input'), { env: ci });
    expect(await unasked.ended).toBe(2);
    expect(unasked.text()).not.toContain(authToken);
  });

  it.each([[[]], [['--print-env', '--', 'true']], [['--reveal', '--', 'true']]])('refuses %j', async (argv) => {
    expect((await runProgram(exec(...argv), { env })).code).toBe(2);
  });
});
