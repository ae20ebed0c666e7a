import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  closeSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withLock } from '../../../src/adapters/files/file-lock.ts';
import { pidRealm, startTimeOf } from '../../../src/adapters/files/running-process.ts';
import { exitCode } from '../../../src/domain/exit-code.ts';
import { built } from '../../support/built.ts';
import { onDisk } from '../../support/failing-disk.ts';
import { hangingMs } from '../../support/work.ts';

await built();

let directory: string;
let lock: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'smsctl-lock-'));
  lock = join(directory, 'settings.json.lock');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const script = fileURLToPath(new URL('../../support/lock-child.mjs', import.meta.url));
const child = (...args: readonly string[]) =>
  spawn(process.execPath, [script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });

/** A process that holds the lock and is then killed, without a chance to tidy up. */
async function killHolder(): Promise<number> {
  const holder = child('hold', lock);
  await once(holder.stdout, 'data');
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  return holder.pid as number;
}

const busy = { code: 'settings.busy', exit: exitCode.busy };
const noLinks = () => {
  throw Object.assign(new Error('no links here'), { code: 'EPERM' });
};
const mine = { pid: process.pid, startTime: startTimeOf(process.pid), host: hostname(), realm: pidRealm(), id: 'a' };
const plant = (contents: unknown) =>
  writeFileSync(lock, typeof contents === 'string' ? contents : JSON.stringify(contents));

function ageLock(seconds: number): void {
  const then = Date.now() / 1_000 - seconds;
  utimesSync(lock, then, then);
}

/** The file that gives the right to remove a stale lock. */
const claimOn = (contents: string): string =>
  `${lock}.${createHash('sha256').update(contents).digest('hex').slice(0, 16)}`;

describe('a lock', () => {
  it('returns the result of the work and leaves nothing behind', async () => {
    expect(await withLock(lock, async () => 'done')).toBe('done');
    expect(readdirSync(directory)).toEqual([]);
  });

  it('names its holder while the work runs', async () => {
    await withLock(lock, () => {
      expect(JSON.parse(readFileSync(lock, 'utf8'))).toMatchObject({ pid: process.pid, host: hostname() });
      expect(readdirSync(directory)).toEqual(['settings.json.lock']);
    });
  });

  it('is released when the work throws', async () => {
    await expect(withLock(lock, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(existsSync(lock)).toBe(false);
  });

  it('is not released when another process has taken it over', async () => {
    const other = JSON.stringify({ ...mine, id: 'another' });
    await withLock(lock, () => plant(other));
    expect(readFileSync(lock, 'utf8')).toBe(other);
  });

  it('serializes two pieces of work of one process', async () => {
    const log: string[] = [];
    const work = (name: string) => async () => {
      log.push(`${name} starts`);
      await new Promise((resume) => setTimeout(resume, 20));
      log.push(`${name} ends`);
    };
    await Promise.all([withLock(lock, work('one')), withLock(lock, work('two'))]);
    expect(log).toEqual(['one starts', 'one ends', 'two starts', 'two ends']);
  });

  it('reports a missing directory with the system’s error', async () => {
    await expect(withLock(join(directory, 'none', 'x.lock'), () => 1)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('a lock that another living process holds', () => {
  it('is waited for, then named, without running the work', async () => {
    plant(mine);
    let ran = false;
    const attempt = withLock(lock, () => (ran = true), { waitMilliseconds: 60 });
    await expect(attempt).rejects.toMatchObject({
      ...busy,
      message: expect.stringContaining(`(pid ${process.pid})`),
    });
    expect(ran).toBe(false);
    expect(JSON.parse(readFileSync(lock, 'utf8'))).toEqual(mine);
    expect(readdirSync(directory)).toEqual(['settings.json.lock']);
  });

  const strangers: Readonly<Record<string, object>> = {
    'on another machine': { host: 'elsewhere.example' },
    'in another container with the same host name': { realm: '0a1b pid:[4026532999]' },
    'before this machine was started': { realm: `0a1b ${pidRealm()?.split(' ')[1]}` },
  };
  describe.each(Object.entries(strangers))('%s', (_, where) => {
    const stranger = { ...mine, pid: 2 ** 22 + 1, ...where };

    it('is waited for whatever its pid is here, with a hint', async () => {
      plant(stranger);
      await expect(withLock(lock, () => 1, { waitMilliseconds: 30 })).rejects.toMatchObject({
        ...busy,
        message: expect.stringContaining(`(pid ${stranger.pid} on ${stranger.host})`),
        hints: [expect.stringContaining('in a minute')],
      });
      expect(JSON.parse(readFileSync(lock, 'utf8'))).toEqual(stranger);
      expect(readdirSync(directory)).toEqual(['settings.json.lock']);
    });

    it('is stale when its lock is a minute old by the file system’s clock', async () => {
      plant(stranger);
      ageLock(61);
      expect(await withLock(lock, () => 1, { waitMilliseconds: 0 })).toBe(1);
      expect(readdirSync(directory)).toEqual([]);
    });

    it('is stale when its lock is from the future', async () => {
      plant(stranger);
      ageLock(-3 * 24 * 60 * 60);
      expect(await withLock(lock, () => 1, { waitMilliseconds: 0 })).toBe(1);
      expect(readdirSync(directory)).toEqual([]);
    });

    it('is valid when its clock is a little ahead', async () => {
      plant(stranger);
      ageLock(-50);
      await expect(withLock(lock, () => 1, { waitMilliseconds: 0 })).rejects.toMatchObject(busy);
    });
  });

  it('is waited for when it is pid 1 or its start is unknown', async () => {
    for (const holder of [
      { ...mine, pid: 1, startTime: null },
      { ...mine, startTime: null },
    ]) {
      plant(holder);
      await expect(withLock(lock, () => 1, { waitMilliseconds: 0 })).rejects.toMatchObject({
        ...busy,
        message: expect.stringContaining(`(pid ${holder.pid})`),
        hints: [expect.not.stringContaining('in a minute')],
      });
    }
  });

  it('is valid for a minute when it is on another machine', async () => {
    plant({ ...mine, host: 'elsewhere.example' });
    ageLock(58);
    await expect(withLock(lock, () => 1, { waitMilliseconds: 0 })).rejects.toMatchObject(busy);
  });

  it('is yielded to a waiting process before it is taken again', async () => {
    const order: string[] = [];
    const again = async () => {
      for (let time = 0; time < 5; time += 1) await withLock(lock, () => order.push('again'));
    };
    await Promise.all([again(), withLock(lock, () => order.push('other'))]);
    expect(order.indexOf('other')).toBeLessThan(5);
  });

  it('is waited for when its lock is old and it runs on this machine', async () => {
    plant(mine);
    ageLock(3_600);
    await expect(withLock(lock, () => 1, { waitMilliseconds: 30 })).rejects.toMatchObject(busy);
  });

  it('tells the work when another process took it over', async () => {
    const attempt = withLock(lock, (assertHeld) => {
      assertHeld();
      plant({ ...mine, id: 'another' });
      assertHeld();
    });
    await expect(attempt).rejects.toMatchObject(busy);
    rmSync(lock);
    await expect(
      withLock(lock, (assertHeld) => {
        rmSync(lock);
        assertHeld();
      }),
    ).rejects.toMatchObject(busy);
  });

  it('is taken as soon as it is free', async () => {
    let isFree = false;
    const first = withLock(lock, async () => {
      await new Promise((resume) => setTimeout(resume, 100));
      isFree = true;
    });
    expect(await withLock(lock, () => isFree, { waitMilliseconds: hangingMs })).toBe(true);
    await first;
  });
});

describe('a stale lock', () => {
  const stale: Readonly<Record<string, unknown>> = {
    'of a process that is gone': { ...mine, pid: 2 ** 22 + 1 },
    'that is empty': '',
    'that is garbage': '\u0000\u0000{',
    'that is JSON, but no holder': '{"pid":"1"}',
    'that is null': 'null',
    'whose pid stands for a whole group of processes': { ...mine, pid: -1 },
    'whose pid stands for our own group of processes': { ...mine, pid: 0, startTime: null },
    'that does not say on which machine': { ...mine, host: undefined },
    'that does not say which lock it is': { ...mine, id: undefined },
    'whose realm is no text': { ...mine, realm: 5 },
    ...(mine.startTime === null ? {} : { 'of a pid that went to another process': { ...mine, startTime: 1 } }),
  };
  it.each(Object.entries(stale))('%s is taken over without waiting', async (_, contents) => {
    plant(contents);
    expect(await withLock(lock, () => 1, { waitMilliseconds: 0 })).toBe(1);
    expect(readdirSync(directory)).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('is removed without waiting when it is a pipe', async () => {
    execFileSync('mkfifo', [lock]);
    const end = openSync(lock, 'r+');
    try {
      expect(await withLock(lock, () => 1, { waitMilliseconds: 0 })).toBe(1);
    } finally {
      closeSync(end);
    }
    expect(readdirSync(directory)).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('is removed without its target when it is a link', async () => {
    const target = join(directory, 'target');
    writeFileSync(target, 'precious');
    symlinkSync(target, lock);
    await withLock(lock, () => expect(lstatSync(lock).isSymbolicLink()).toBe(false));
    expect(readFileSync(target, 'utf8')).toBe('precious');
  });

  it('of a killed process is taken over and its private files are removed', async () => {
    const pid = await killHolder();
    writeFileSync(join(directory, `.settings.json.lock.${pid}.0123456789ab.tmp`), '');
    expect(await withLock(lock, () => 1, { waitMilliseconds: 0 })).toBe(1);
    expect(readdirSync(directory)).toEqual([]);
  });

  it('is taken over when its remover was killed too', async () => {
    const contents = JSON.stringify({ ...mine, pid: 2 ** 22 + 1 });
    plant(contents);
    const claim = claimOn(contents);
    writeFileSync(claim, JSON.stringify({ ...mine, pid: 2 ** 22 + 2, id: 'b' }));
    writeFileSync(`${lock}.0123456789abcdef`, 'left by another, long ago');
    await withLock(lock, () => 1, { waitMilliseconds: 0 });
    expect(readdirSync(directory)).toEqual([]);
  });

  it('is left alone when a living process is removing it', async () => {
    const contents = JSON.stringify({ ...mine, pid: 2 ** 22 + 1 });
    plant(contents);
    const claim = claimOn(contents);
    writeFileSync(claim, JSON.stringify({ ...mine, id: 'b' }));
    await expect(withLock(lock, () => 1, { waitMilliseconds: 30 })).rejects.toMatchObject(busy);
    expect(readFileSync(lock, 'utf8')).toBe(contents);
  });
});

describe('the files of a lock', () => {
  it.skipIf(process.platform === 'win32')('are private, with links and without', async () => {
    const modeOf = (path: string) => statSync(path).mode & 0o777;
    await withLock(lock, () => expect(modeOf(lock)).toBe(0o600));
    await withLock(lock, () => expect([lock, join(lock, 'holder.json')].map(modeOf)).toEqual([0o700, 0o600]), {
      link: noLinks,
    });
  });

  it('are closed after every read', async () => {
    plant(mine);
    const calls = await onDisk(() => expect(withLock(lock, () => 1, { waitMilliseconds: 30 })).rejects.toThrow());
    const count = (wanted: string) => calls.filter(({ name }) => name === wanted).length;
    expect(count('openSync')).toBeGreaterThan(1);
    expect(count('closeSync')).toBe(count('openSync'));
  });

  it('are removed with a killed holder’s temporary files alone', async () => {
    const written = (pid: number) => `.settings.json.lock.${pid}.0123456789ab.tmp`;
    for (const pid of [process.pid, process.ppid, 2 ** 22 + 1]) writeFileSync(join(directory, written(pid)), '');
    await withLock(lock, () => expect(readdirSync(directory)).toEqual([written(process.ppid), 'settings.json.lock']));
  });
});

describe('errors of the system around a lock', () => {
  /** Takes the lock while one kind of call fails on one file, as often as said. */
  async function refusing(wanted: string, errno: string, times = Number.POSITIVE_INFINITY, options = {}) {
    let left = times;
    let outcome: unknown;
    const attempt = async () => {
      const taken = withLock(lock, () => 'done', { waitMilliseconds: 0, ...options });
      outcome = await taken.catch((error: unknown) => error);
    };
    await onDisk(attempt, ({ name, file }) => {
      if (`${name} ${file}` !== wanted || left === 0) return undefined;
      left -= 1;
      return { errno };
    });
    return outcome;
  }

  it('are passed on when the lock cannot be read', async () => {
    plant(mine);
    expect(await refusing('openSync settings.json.lock', 'EACCES')).toMatchObject({ code: 'EACCES' });
  });

  it('are passed on when a stale lock cannot be removed', async () => {
    plant('left by a crash');
    expect(await refusing('renameSync settings.json.lock', 'EIO')).toMatchObject({ code: 'EIO' });
    expect(readdirSync(directory)).toEqual(['settings.json.lock']);
  });

  it('are ignored when a stale lock is gone already', async () => {
    plant('left by a crash');
    expect(await refusing('renameSync settings.json.lock', 'ENOENT', 1)).toBe('done');
    expect(readdirSync(directory)).toEqual([]);
  });

  it('name an unknown holder when another was quicker without links', async () => {
    const rename = 'renameSync .settings.json.lock.tmp';
    expect(await refusing(rename, 'ENOTEMPTY', undefined, { link: noLinks })).toMatchObject({
      ...busy,
      message: expect.not.stringContaining('pid'),
    });
    expect(readdirSync(directory)).toEqual([]);
    expect(await refusing(rename, 'EIO', undefined, { link: noLinks })).toMatchObject({ code: 'EIO' });
    expect(readdirSync(directory)).toEqual([]);
  });

  it('are ignored when another takes over the stale lock first', async () => {
    plant('left by a crash');
    const link = (existing: string, name: string) => {
      linkSync(existing, name);
      if (name !== lock) plant(mine);
    };
    await expect(withLock(lock, () => 1, { waitMilliseconds: 0, link })).rejects.toMatchObject(busy);
    expect(JSON.parse(readFileSync(lock, 'utf8'))).toEqual(mine);
    expect(readdirSync(directory)).toEqual(['settings.json.lock']);
    plant('left by a crash');
    const gone = (existing: string, name: string) => {
      linkSync(existing, name);
      if (name !== lock) rmSync(lock);
    };
    expect(await withLock(lock, () => 'done', { waitMilliseconds: 0, link: gone })).toBe('done');
  });
});

describe('on a file system without hard links, a lock', () => {
  it('is exclusive, names its holder and leaves nothing behind', async () => {
    await withLock(
      lock,
      async () => {
        await expect(withLock(lock, () => 1, { waitMilliseconds: 30, link: noLinks })).rejects.toMatchObject({
          ...busy,
          message: expect.stringContaining(`pid ${process.pid}`),
        });
      },
      { link: noLinks },
    );
    expect(readdirSync(directory)).toEqual([]);
  });

  it('is taken over when it is stale or empty', async () => {
    mkdirSync(lock);
    writeFileSync(join(lock, 'holder.json'), JSON.stringify({ ...mine, pid: 2 ** 22 + 1 }));
    await withLock(lock, () => 1, { waitMilliseconds: 0, link: noLinks });
    mkdirSync(lock);
    await withLock(lock, () => 1, { waitMilliseconds: 0, link: noLinks });
    mkdirSync(lock);
    await withLock(lock, () => 1, { waitMilliseconds: 100 });
    expect(readdirSync(directory)).toEqual([]);
  });

  it('passes on an error that is not about links', async () => {
    const full = () => {
      throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    };
    await expect(withLock(lock, () => 1, { link: full })).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(readdirSync(directory)).toEqual([]);
  });
});

describe('five processes that take a lock 20 times each', () => {
  it.each(['links', 'no-links'])(
    'lose no write (%s), with a stale lock at the start',
    async (mode) => {
      const file = join(directory, 'log');
      writeFileSync(file, '');
      plant('left by a crash');
      const children = Array.from({ length: 5 }, () => child('add', lock, file, '20', mode));
      const codes = await Promise.all(children.map(async (process) => (await once(process, 'exit'))[0]));
      expect(codes).toEqual([0, 0, 0, 0, 0]);
      expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(100);
      expect(readdirSync(directory)).toEqual(['log']);
    },
    120_000,
  );
});
