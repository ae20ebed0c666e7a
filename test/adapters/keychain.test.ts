import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keychain } from '../../src/adapters/keychain.ts';
import { expectProblem } from '../contracts/keychain-problem.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'smsctl-keychain-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (
  env: Readonly<Record<string, string>>,
  more: { readonly childPath?: string; readonly deadlineMs?: number } = {},
) => keychain({ env, interactive: false, ...more });

describe('a child process that misbehaves', () => {
  const child = (body: string): string => {
    const path = join(folder, 'child.mjs');
    writeFileSync(path, body);
    return path;
  };
  const env = { PATH: process.env.PATH ?? '' };

  it('by crashing is called crashed', async () => {
    await expectProblem(open(env, { childPath: child('process.kill(process.pid, "SIGSEGV")') }), 'crashed');
  });

  it('by ending without a word is called crashed', async () => {
    await expectProblem(open(env, { childPath: child('') }), 'crashed');
  });

  it('by hanging, deaf to everything, is killed at the deadline', async () => {
    const path = child('process.on("SIGTERM", () => {}); for (;;) {}');
    await expectProblem(open(env, { childPath: path, deadlineMs: 300 }), 'prompt-timeout');
  });

  it('by not finding its library names the package to install', async () => {
    const path = child(
      `console.log(JSON.stringify({ ok: false, failed: 'load', text: 'libsecret-1.so.0: cannot open' }))`,
    );
    await expectProblem(open(env, { childPath: path }), 'no-library');
    expect((await open(env, { childPath: path }).probe()).nextStep).toContain('libsecret-1-0');
  });

  it('gets what it needs of the environment and nothing else', async () => {
    const path = child(
      `console.log(JSON.stringify({ ok: true, value: Object.keys(process.env).sort().join() + ' ' + process.argv.length }))`,
    );
    const secret = {
      ...env,
      HOME: '/h',
      TWILIO_AUTH_TOKEN: 'x',
      NODE_OPTIONS: '--inspect',
      DBUS_SESSION_BUS_ADDRESS: 'd',
    };
    const seen = (await open(secret, { childPath: path }).get('default.one'))?.reveal();
    expect(seen).toBe('DBUS_SESSION_BUS_ADDRESS,HOME,LANG,LANGUAGE,LC_ALL,PATH 2');
  });
});

describe('SMSCTL_KEYCHAIN=off', () => {
  it('keeps away from the keychain', async () => {
    const store = open({ SMSCTL_KEYCHAIN: 'off' }, { childPath: '/nonexistent' });
    expect(await store.probe()).toMatchObject({
      ready: false,
      problem: 'denied',
      sentence: expect.stringContaining('switched off'),
    });
  });
});
