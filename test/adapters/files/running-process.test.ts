import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { isRunning, pidRealm, startTimeOf } from '../../../src/adapters/files/running-process.ts';

const hasProc = existsSync('/proc/self/stat');

describe('a process', () => {
  it('is running also when it may not be signalled', () => {
    expect(isRunning(process.pid)).toBe(true);
    // For root every process is; for everybody else the first one is of somebody else.
    expect(isRunning(1)).toBe(true);
  });

  it('is not running when it is gone or never existed', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    expect(isRunning(child.pid as number)).toBe(false);
    expect(isRunning(2 ** 22 + 1)).toBe(false);
    expect(startTimeOf(2 ** 22 + 1)).toBeNull();
  });

  it.skipIf(!hasProc)('is not running when it is a zombie', async () => {
    // A shell that starts something, becomes something else, and never asks what came of it. It runs until its input ends.
    const script = 'cat <&3 & echo $!; exec sleep 600 3<&-';
    const parent = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'inherit', 'pipe'] });
    const [said] = (await once(parent.stdout as Readable, 'data')) as [Buffer];
    const pid = Number(said);
    expect(isRunning(pid)).toBe(true);
    (parent.stdio[3] as Writable).end();
    while (!/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))) await sleep(10);
    expect(isRunning(pid)).toBe(false);
    parent.kill();
  });

  it.skipIf(!hasProc)('is distinguished from a former process of its pid by its start', async () => {
    const child = spawn('sleep', ['600']);
    await once(child, 'spawn');
    const [mine, later] = [startTimeOf(process.pid), startTimeOf(child.pid as number)];
    expect(startTimeOf(process.pid)).toBe(mine);
    expect(mine).toBeGreaterThan(0);
    expect(later).toBeGreaterThan(mine as number);
    child.kill();
  });

  it.skipIf(!hasProc)('has its pid in a stable namespace', () => {
    const realm = pidRealm();
    expect(realm).toMatch(/^[0-9a-f-]{36} pid:\[\d+\]$/);
    expect(pidRealm()).toBe(realm);
  });
});
