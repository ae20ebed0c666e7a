import { chmodSync, closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runProgram } from '../../../src/adapters/process/child-program.ts';

const folder = mkdtempSync(join(tmpdir(), 'smsctl-program-'));
afterAll(() => rmSync(folder, { recursive: true }));

const PATH = process.env.PATH ?? '';
const shell = (script: string, environment: Readonly<Record<string, string>> = { PATH }) =>
  runProgram({ command: 'sh', args: ['-c', script], environment });

const signals = ['SIGINT', 'SIGQUIT', 'SIGHUP', 'SIGTERM', 'SIGUSR1', 'SIGUSR2'] as const;
const listening = () => signals.map((signal) => process.listenerCount(signal));

/** A terminal sends its signals to the program itself. */
const hasTerminal = (() => {
  try {
    closeSync(openSync('/dev/tty', 'r'));
    return true;
  } catch {
    return false;
  }
})();

describe.skipIf(process.platform === 'win32')('a program', () => {
  it.each([0, 1, 7, 255])('returns its exit code %d', async (code) => {
    expect(await shell(`exit ${code}`)).toBe(code);
  });

  it.each(['TERM', 'KILL', 'USR1'] as const)('returns 128 and the number of SIG%s when that ends it', async (name) => {
    expect(await shell(`kill -${name} $$`)).toBe(128 + constants.signals[`SIG${name}`]);
  });

  it('gets its arguments and the given environment alone', async () => {
    const environment = { PATH, GIVEN: 'given' };
    expect(await shell('test "$GIVEN" = given && test -z "$HOME$USER$NODE_ENV"', environment)).toBe(0);
    const args = ['-c', 'test "$1" = "a b" && test "$#" = 2', 'name', 'a b', ''];
    expect(await runProgram({ command: 'sh', args, environment })).toBe(0);
  });

  it.each(signals)('gets %s, unless a terminal sends it that signal', async (signal) => {
    const before = process.listeners(signal);
    const running = shell('exec sleep 60');
    const forward = process.listeners(signal).filter((listener) => !before.includes(listener));
    expect(forward).toHaveLength(1);
    forward[0]?.(signal);
    const own = hasTerminal && ['SIGINT', 'SIGQUIT', 'SIGHUP'].includes(signal);
    if (own) process.listeners('SIGTERM').at(-1)?.('SIGTERM');
    expect(await running).toBe(128 + constants.signals[own ? 'SIGTERM' : signal]);
  });

  it('leaves no listener when it ends or cannot be started', async () => {
    const before = listening();
    const running = shell('exit 0');
    expect(listening()).toEqual(before.map((count) => count + 1));
    await running;
    expect(listening()).toEqual(before);
    for (const command of ['', 'no-such-program-of-ours', folder]) {
      await expect(runProgram({ command, args: [], environment: { PATH } })).rejects.toThrow();
      expect(listening()).toEqual(before);
    }
  });
});

describe.skipIf(process.platform === 'win32')('a program that cannot be started', () => {
  const file = join(folder, 'not-executable');
  writeFileSync(file, '#!/bin/sh\n');
  chmodSync(file, 0o644);
  const tooLong = 'x'.repeat(8 * 1024 * 1024);

  it.each([
    ['is not on PATH', 'no-such-program-of-ours', [], 'exec.not-found', 127, 'sh -c'],
    ['does not exist', join(folder, 'missing'), [], 'exec.not-found', 127, 'sh -c'],
    ['is empty', '', [], 'exec.not-found', 127, 'sh -c'],
    ['is not executable', file, [], 'exec.not-executable', 126, 'executable'],
    ['is a directory', folder, [], 'exec.not-executable', 126, 'executable'],
    ['gets too many arguments', 'sh', [tooLong], 'exec.not-executable', 126, ''],
  ])('is an error of the user when it %s', async (_, command, args, code, exit, hint) => {
    const error = await runProgram({ command, args, environment: { PATH } }).catch((thrown) => thrown);
    expect(error).toMatchObject({ name: 'UserError', code, exit });
    expect(error.hints.join()).toContain(hint);
    expect(error.hints).toHaveLength(hint === '' ? 0 : 1);
  });

  // The system answers EACCES to all of these, as it does when a directory of PATH is closed to the user.
  it.each([
    ['a directory of that name', 'directory', 127],
    ['such a file that is not executable', 'file', 126],
    ['both', 'both', 126],
  ])('is looked for in PATH, which has %s', async (_, name, exit) => {
    const place = mkdtempSync(join(folder, 'path-'));
    const bin = join(place, 'bin');
    mkdirSync(bin);
    if (name !== 'file') mkdirSync(join(place, name));
    if (name !== 'directory') writeFileSync(join(bin, name), '', { mode: 0o644 });
    const environment = { PATH: `${place}::${bin}` };
    await expect(runProgram({ command: name, args: [], environment })).rejects.toMatchObject({ exit });
  });
});
