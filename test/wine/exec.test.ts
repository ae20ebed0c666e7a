import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { defaultWorld, sandboxIds } from '../../src/sandbox/twilio/default-world.ts';
import { windowsNode, windowsPath, wineIn } from '../support/wine.ts';

const prefix = inject('winePrefix');
const { accountSid, authToken, number } = sandboxIds;
const node = windowsPath(windowsNode(22));

describe.skipIf(prefix === '')('smsctl exec on Windows', () => {
  const wine = wineIn(prefix);
  const bin = join(wine.drive, 'npm bin');
  const seen = join(wine.drive, 'seen.json');
  let server: Sandbox;
  let env: Readonly<Record<string, string>>;

  /** What npm installs for a command: a batch file, scripts for other shells, and the program itself. */
  beforeAll(async () => {
    mkdirSync(bin, { recursive: true });
    const program = `require('fs').writeFileSync('C:/seen.json', JSON.stringify({ args: process.argv.slice(2), env: process.env }));
process.exit(7);`;
    writeFileSync(join(bin, 'twilio.js'), program);
    writeFileSync(join(bin, 'twilio.cmd'), `@ECHO off\r\n"${node}" "%~dp0\\twilio.js" %*\r\n`);
    writeFileSync(join(bin, 'twilio'), '#!/bin/sh\n');
    writeFileSync(join(bin, 'twilio.ps1'), '#!/usr/bin/env pwsh\n');
    server = await startSandbox({ world: defaultWorld() });
    env = {
      SMSCTL_TWILIO_URL: server.url,
      SMSCTL_CONFIG_DIR: `${wine.userProfile}\\exec`,
      // Windows compares names without case.
      Twilio_Auth_Token: authToken,
      // Wine puts it in front of PATH.
      WINEPATH: 'C:\\npm bin',
    };
    const setup = ['setup', 'credentials', '--account-sid', accountSid, '--store', 'env', '--quiet', '--no-input'];
    const saved = await wine.smsctl([...setup, '--number', number], { env });
    expect(saved.code, saved.err).toBe(0);
  });
  afterAll(() => server.close());

  const exec = (command: readonly string[], more: Readonly<Record<string, string>> = {}, cwd = prefix) => {
    rmSync(seen, { force: true });
    return wine.smsctl(['exec', '--', ...command], { env: { ...env, ...more }, cwd });
  };
  const given = () => JSON.parse(readFileSync(seen, 'utf8')) as { args: string[]; env: Record<string, string> };

  it('runs a command that npm installed, with credentials and its exit code', async () => {
    const stale = { twilio_api_secret: 'stale-secret-of-somebody-else', Smsctl_Passphrase_File: 'C:\\passphrase' };
    const run = await exec(['twilio', 'api:core:messages:list'], stale);
    expect(run).toMatchObject({ code: 7, err: '' });
    const { args, env: found } = given();
    expect(args).toEqual(['api:core:messages:list']);
    const ours = Object.entries(found).filter(([name]) => /^(?:twilio|smsctl_passphrase)/i.test(name));
    expect(Object.fromEntries(ours)).toEqual({ TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken });
  });

  // Without percent signs: Wine's cmd.exe expands them again in a batch file, which that of Windows does not.
  const arguments_ = [
    ...[
      '',
      'a b',
      'a"b',
      '"',
      '""',
      'a\\',
      'C:\\dir with blank\\',
      'a\\"b',
      '^',
      'a^b',
      '!x!',
      '&',
      'a&b',
      '|',
      '<x>',
      '(x)',
    ],
    ...[
      'a"&echo.>C:\\run.txt',
      '"&echo.>C:\\run.txt&"',
      '\\"&echo.>C:\\run.txt',
      "'",
      ';',
      ',',
      '=',
      '*',
      '?',
      'ä€',
      '-x=1',
    ],
  ];

  it('passes every argument to a batch file unchanged and runs none of it', async () => {
    rmSync(join(wine.drive, 'run.txt'), { force: true });
    expect(await exec(['twilio', ...arguments_])).toMatchObject({ code: 7 });
    expect(given().args).toEqual(arguments_);
    expect(() => readFileSync(join(wine.drive, 'run.txt'))).toThrow('ENOENT');
    const several = await exec(['twilio.CMD', 'two\nlines']);
    expect(several).toMatchObject({ code: 126, err: expect.stringContaining('batch file') });
  });

  it('runs a program by its path', async () => {
    const print = 'process.stdout.write(process.env.TWILIO_AUTH_TOKEN.length + process.argv[1])';
    expect(await exec([node, '-e', print, 'a "b" %PATH%'])).toEqual({ code: 0, out: '32a "b" %PATH%', err: '' });
    expect(await exec(['.\\twilio', 'x'], {}, bin)).toMatchObject({ code: 7 });
    expect(given().args).toEqual(['x']);
  });

  it('never runs a program of the working directory by its name alone', async () => {
    const folder = join(wine.drive, 'hostile');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'twilio.exe'), 'not a program');
    writeFileSync(join(folder, 'only-here.cmd'), '@exit 9\r\n');
    expect(await exec(['twilio', 'x'], {}, folder)).toMatchObject({ code: 7 });
    expect(await exec(['only-here'], {}, folder)).toMatchObject({ code: 127 });
    expect(await exec(['.\\only-here'], {}, folder)).toMatchObject({ code: 9 });
  });

  it('reports a program that cannot be started, for Windows', async () => {
    const missing = await exec(['nothing-of-that-name']);
    expect(missing).toMatchObject({ code: 127, err: expect.stringContaining('powershell -Command') });
    const script = await exec(['C:\\npm bin\\twilio.ps1']);
    expect(script).toMatchObject({ code: 126, err: expect.stringContaining('powershell -File') });
  });

  it('prints variables for PowerShell', async () => {
    const shown = await wine.smsctl(['exec', '--print-env', '--reveal'], { env });
    expect(shown.out).toBe(
      `Remove-Item Env:Twilio_Auth_Token\n$env:TWILIO_ACCOUNT_SID = '${accountSid}'\n$env:TWILIO_AUTH_TOKEN = '${authToken}'\n`,
    );
  });
});
