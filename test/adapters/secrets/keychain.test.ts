import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isRunning } from '../../../src/adapters/files/running-process.ts';
import { keychain } from '../../../src/adapters/secrets/keychain.ts';
import { Secret } from '../../../src/domain/text/secret.ts';
import { expectProblem } from '../../contracts/keychain-problem.ts';
import { writableStoreContract } from '../../contracts/secret-store.ts';
import { hangingMs } from '../../support/work.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'smsctl-keychain-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (
  env: Readonly<Record<string, string>>,
  more: { readonly childPath?: string; readonly deadlineMs?: number } = {},
) => keychain({ env, interactive: false, deadlineMs: hangingMs, ...more });

describe('a child process that misbehaves', () => {
  const child = (body: string): string => {
    const path = join(folder, 'child.mjs');
    writeFileSync(path, body);
    return path;
  };
  const env = { PATH: process.env.PATH ?? '' };

  it('is reported as crashed when it crashes', async () => {
    await expectProblem(open(env, { childPath: child('process.kill(process.pid, "SIGSEGV")') }), 'crashed');
  });

  it('is reported as crashed when it ends without an answer', async () => {
    await expectProblem(open(env, { childPath: child('') }), 'crashed');
  });

  it('is killed at the deadline when it hangs', async () => {
    const path = child('process.on("SIGTERM", () => {}); for (;;) {}');
    await expectProblem(open(env, { childPath: path, deadlineMs: 300 }), 'prompt-timeout');
  });

  it('names the package to install when its library is missing', async () => {
    const path = child(
      `console.log(JSON.stringify({ ok: false, failed: 'load', text: 'libsecret-1.so.0: cannot open' }))`,
    );
    await expectProblem(open(env, { childPath: path }), 'no-library');
    expect((await open(env, { childPath: path }).probe()).nextStep).toContain('libsecret-1-0');
  });

  it.each([
    'No such interface "org.freedesktop.Secret.Item" on object at path /org/freedesktop/secrets/collection/login/4',
    'Object does not exist at path “/org/freedesktop/secrets/collection/login/197”',
  ])('is retried once when an item vanished: %s', async (text) => {
    const count = join(folder, 'count');
    rmSync(count, { force: true });
    const answering = (times: number) =>
      child(
        `import { appendFileSync, readFileSync } from 'node:fs';
         appendFileSync(${JSON.stringify(count)}, 'x');
         const asked = readFileSync(${JSON.stringify(count)}, 'utf8').length;
         console.log(JSON.stringify(asked > ${times} ? { ok: true, value: 'kept' } : { ok: false, failed: 'call', text: ${JSON.stringify(text)} }));`,
      );
    expect((await open(env, { childPath: answering(1) }).get('default.one'))?.reveal()).toBe('kept');
    rmSync(count);
    await expect(open(env, { childPath: answering(9) }).get('default.one')).rejects.toMatchObject({
      name: 'SecretStoreError',
    });
    expect(readFileSync(count, 'utf8')).toBe('xx');
  });

  it('gets only the variables that it needs', async () => {
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
  it('disables the keychain', async () => {
    const store = open({ SMSCTL_KEYCHAIN: 'off' }, { childPath: '/nonexistent' });
    expect(await store.probe()).toMatchObject({
      ready: false,
      problem: 'denied',
      sentence: expect.stringContaining('SMSCTL_KEYCHAIN'),
    });
  });
});

/** A child that keeps what it is given in a file, and writes down what it was asked. */
const keepingChild = (folder: string): string => {
  const path = join(folder, 'keeping.mjs');
  writeFileSync(
    path,
    `import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
     const request = JSON.parse(readFileSync(0, 'utf8'));
     appendFileSync(${JSON.stringify(join(folder, 'asked'))}, JSON.stringify({ ...request, pid: process.pid, args: process.execArgv, env: process.env }) + '\\n');
     const file = ${JSON.stringify(join(folder, 'items.json'))};
     const items = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
     if (request.operation === 'set') items[request.key] = request.value;
     if (request.operation === 'delete') delete items[request.key];
     writeFileSync(file, JSON.stringify(items));
     const line = JSON.stringify({ ok: true, value: request.operation === 'get' ? (items[request.key] ?? null) : null }) + '\\n';
     // In pieces, as a pipe may hand it on; and then it stays, as a library's threads may make it do.
     process.stdout.write(line.slice(0, 9));
     setTimeout(() => process.stdout.write(line.slice(9)), 20);
     setInterval(() => {}, 1000);`,
  );
  return path;
};

interface Asked {
  readonly operation: string;
  readonly deadlineMs: number;
  readonly parent: number;
  readonly pid: number;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const asked = (): readonly Asked[] =>
  existsSync(join(folder, 'asked'))
    ? readFileSync(join(folder, 'asked'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Asked)
    : [];

const path = { PATH: process.env.PATH ?? '' };

describe('a keychain', () => {
  writableStoreContract(() =>
    keychain({ env: path, interactive: false, deadlineMs: hangingMs, childPath: keepingChild(folder) }),
  );

  it('is named and reports that it works', async () => {
    const store = keychain({ env: path, interactive: false, deadlineMs: hangingMs, childPath: keepingChild(folder) });
    const { kind, location } = store;
    expect([kind, location]).toEqual(['keychain', expect.stringMatching(/^the OS keychain \(.+\)$/)]);
    const name = location.replace('the OS', 'The OS');
    expect(await store.probe()).toEqual({
      kind: 'keychain',
      ready: true,
      problem: null,
      sentence: expect.stringContaining(name),
      nextStep: null,
    });
    await store.prepare();
    expect(asked().map(({ operation }) => operation)).toEqual(['probe']);
  });

  it('is probed once before a write', async () => {
    const store = keychain({ env: path, interactive: false, deadlineMs: hangingMs, childPath: keepingChild(folder) });
    await store.get('default.one');
    await store.prepare();
    await store.prepare();
    expect(asked().map(({ operation }) => operation)).toEqual(['get', 'probe']);
    await expect(open({ SMSCTL_KEYCHAIN: 'off' }).prepare()).rejects.toMatchObject({ problem: 'denied' });
  });

  it('is called by a child process in English that ends afterwards', async () => {
    const store = keychain({
      env: { ...path, LANG: 'de_DE.UTF-8', XDG_RUNTIME_DIR: undefined },
      interactive: false,
      deadlineMs: hangingMs,
      childPath: keepingChild(folder),
    });
    await store.set('default.one', new Secret('kept by the child'));
    const [{ parent, pid, args, env } = {} as Asked] = asked();
    expect(parent).toBe(process.pid);
    // The second one since Node 24.
    expect(['--no-warnings', '--no-warnings --disable-sigusr1']).toContain(args.join(' '));
    expect(env).toMatchObject({ LC_ALL: 'C.UTF-8', LANG: 'C.UTF-8', LANGUAGE: 'C' });
    expect(env).not.toHaveProperty('XDG_RUNTIME_DIR');
    for (let turn = 0; isRunning(pid) && turn < 2_500; turn += 1) await pause(20);
    expect(isRunning(pid)).toBe(false);
  });

  it.each([
    ['nobody is there', {}, false, 3_000],
    ['nobody is there, on a desktop', { DISPLAY: ':0' }, false, 3_000],
    ['somebody is there, without a desktop', {}, true, process.platform === 'linux' ? 3_000 : 60_000],
    ['somebody is there, on a desktop', { DISPLAY: ':0' }, true, 60_000],
    ['somebody is there, on another desktop', { WAYLAND_DISPLAY: 'wayland-0' }, true, 60_000],
  ])('has the right deadline when %s', async (_, display, interactive, milliseconds) => {
    const store = keychain({ env: { ...path, ...display }, interactive, childPath: keepingChild(folder) });
    // On a busy machine it may be too late, which is not what is looked at.
    await store.get('default.one').catch(() => {});
    expect(asked().map(({ deadlineMs }) => deadlineMs)).toEqual([milliseconds]);
  });

  const slow = () => {
    const file = join(folder, 'slow.mjs');
    writeFileSync(file, `setTimeout(() => console.log(JSON.stringify({ ok: true, value: null })), 1200)`);
    return file;
  };

  it.each([
    ['somebody may have missed its window', true, { DISPLAY: ':0' }, 1],
    ['nobody is there', false, { DISPLAY: ':0' }, 0],
    ['there is no desktop for a window', true, {}, process.platform === 'linux' ? 0 : 1],
  ])('prints that it waits when %s', async (_, interactive, display, times) => {
    let said = 0;
    const onWaiting = () => {
      said += 1;
    };
    const env = { ...path, ...display };
    const options = { env, interactive, onWaiting, deadlineMs: hangingMs };
    await keychain({ ...options, childPath: slow() }).get('default.one');
    expect(said).toBe(times);
    const started = performance.now();
    await keychain({ ...options, childPath: keepingChild(folder) }).get('default.one');
    const milliseconds = performance.now() - started;
    await pause(1_100);
    // On a busy machine, one that needs nobody may be waited for as well.
    expect(said).toBeLessThanOrEqual(milliseconds < 1_000 ? times : times * 2);
  });

  it.each([
    ['nothing', ''],
    ['NUL', 'abc\0def'],
    ['half a pair', '\ud800 and more'],
    ['an escape', 'before \u001b[31m'],
    ['more than Windows keeps', 'x'.repeat(2_401)],
    ['more than Windows keeps, by its bytes', 'ü'.repeat(1_201)],
  ])('refuses a value that it would change: %s', async (_, value) => {
    const store = keychain({ env: path, interactive: false, deadlineMs: hangingMs, childPath: keepingChild(folder) });
    await expect(store.set('default.one', new Secret(value))).rejects.toMatchObject({
      problem: 'denied',
      message: expect.stringContaining('2400 bytes'),
    });
    expect(asked()).toEqual([]);
  });

  it('keeps as much as Windows does, with lines and tabs', async () => {
    const store = keychain({ env: path, interactive: false, deadlineMs: hangingMs, childPath: keepingChild(folder) });
    const value = `\t${'ü'.repeat(1_199)}\n`;
    await store.set('default.one', new Secret(value));
    expect((await store.get('default.one'))?.reveal()).toBe(value);
  });

  it.each(['', 'a/b', 'with\0nul', 'UPPER', '.hidden'])('refuses the key %j', async (key) => {
    const store = keychain({ env: path, interactive: false, deadlineMs: hangingMs, childPath: keepingChild(folder) });
    const refused = {
      problem: 'denied',
      hints: [expect.stringContaining('`smsctl setup credentials`')],
    };
    await expect(store.get(key)).rejects.toMatchObject(refused);
    await expect(store.set(key, new Secret('x'))).rejects.toMatchObject(refused);
    await expect(store.delete(key)).rejects.toMatchObject(refused);
    expect(asked()).toEqual([]);
  });

  it('is reported as crashed when its library writes to stdout', async () => {
    const file = join(folder, 'chatty.mjs');
    writeFileSync(file, `console.log('GLib-WARNING: something')`);
    await expectProblem(keychain({ env: path, interactive: false, deadlineMs: hangingMs, childPath: file }), 'crashed');
  });
});
