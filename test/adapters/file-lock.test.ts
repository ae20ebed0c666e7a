import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withLock } from '../../src/adapters/file-lock.ts';

let directory: string;
let path: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'smsctl-lock-'));
  path = join(directory, 'settings.lock');
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(directory, { recursive: true, force: true });
});

const holder = (change: object = {}) =>
  JSON.stringify({ pid: process.pid, startTime: 'not mine', host: hostname(), id: 'somebody', ...change });

/** Another process that takes the lock and keeps it. */
async function otherProcess(): Promise<ChildProcess> {
  const script = `
    const { withLock } = await import(${JSON.stringify(new URL('../../dist/adapters/file-lock.js', import.meta.url).href)});
    await withLock(process.argv[1], () => { console.log('mine'); return new Promise((resolve) => setTimeout(resolve, 60_000)); });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, path], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  children.push(child);
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  return child;
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return performance.now() - started;
};

describe('a lock', () => {
  it('is gone when the work is done, also when the work fails', async () => {
    expect(await withLock(path, async () => existsSync(path))).toBe(true);
    await expect(withLock(path, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(existsSync(path)).toBe(false);
  });

  it('lets one in at a time', async () => {
    let inside = 0;
    let most = 0;
    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setTimeout(resolve, 5));
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 8 }, () => withLock(path, work)));
    expect(most).toBe(1);
  });

  it('of a living process is waited for, then respected, and names its holder', async () => {
    const child = await otherProcess();
    const failure = await withLock(path, async () => 'stolen', { waitMs: 200 }).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'settings.busy',
      exit: 75,
      message: expect.stringContaining(`pid ${child.pid}`),
    });
    expect(existsSync(path)).toBe(true);
  });

  it('of a killed process is taken over at once', async () => {
    const child = await otherProcess();
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    expect(existsSync(path)).toBe(true);
    expect(await timed(() => withLock(path, async () => 'mine'))).toBeLessThan(500);
  });

  it.each([
    ['whose pid was given to another process', () => holder()],
    ['of a pid that is no process', () => holder({ pid: 99_999_999 })],
  ])('%s is stale', async (_, content) => {
    writeFileSync(path, content());
    expect(await withLock(path, async () => 'mine', { waitMs: 0 })).toBe('mine');
  });

  it.each(['', '{', 'null', '{"pid":"x"}'])(
    'that holds %j is stale once it is old, and respected while it is young',
    async (content) => {
      writeFileSync(path, content);
      await expect(withLock(path, async () => 'mine', { waitMs: 0 })).rejects.toMatchObject({ code: 'settings.busy' });
      utimesSync(path, new Date(Date.now() - 60_000), new Date(Date.now() - 60_000));
      expect(await withLock(path, async () => 'mine', { waitMs: 0 })).toBe('mine');
    },
  );

  it('of another machine is never called stale', async () => {
    writeFileSync(path, holder({ host: 'elsewhere', pid: 99_999_999 }));
    await expect(withLock(path, async () => 'mine', { waitMs: 50 })).rejects.toMatchObject({ code: 'settings.busy' });
  });

  it('that was taken away is not removed from its new holder', async () => {
    await withLock(path, async () => writeFileSync(path, holder({ id: 'another' })));
    expect(existsSync(path)).toBe(true);
  });
});
