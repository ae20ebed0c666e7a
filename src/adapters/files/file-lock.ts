import { createHash } from 'node:crypto';
import { linkSync, mkdirSync, renameSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { exitCode } from '../../domain/exit-code.ts';
import { UserError } from '../../domain/user-error.ts';
import type { Timer } from '../../ports.ts';
import { systemTimer } from '../process/system-timer.ts';
import { temporaryName, withoutLinks } from './durable-file.ts';
import { codeOf } from './file-problem.ts';
import { namesBeside, removeLeftovers, removeQuietly } from './leftovers.ts';
import { type FoundLock, type Holder, holderName, isElsewhere, newHolder, readLock } from './lock-holder.ts';
import { isRunning, startTimeOf } from './running-process.ts';
import { whileBusy } from './while-busy.ts';

/** How long to wait for a running holder. A save takes a few milliseconds, so after five seconds the holder hangs. */
const lockWaitMilliseconds = 5_000;

/**
 * How long a lock counts whose holder cannot be looked up, because it runs on another machine or in another container. A save
 * takes a few milliseconds.
 */
const remoteLockMilliseconds = 60_000;

export interface LockOptions {
  /** Instead of `lockWaitMilliseconds`. */
  readonly waitMilliseconds?: number;
  /** Default: `systemTimer`. */
  readonly timer?: Timer;
  /** Makes a hard link. Tests replace it with one that fails as on file systems without links. */
  readonly link?: (existing: string, name: string) => void;
}

/**
 * Runs `work` while no other process runs its own under the same `path`, and returns its result. The directory of `path` must
 * exist. The lock is released when `work` ends or throws.
 *
 * A lock that a killed process left is taken over at once. If the holder still runs after the wait, or if it runs in another
 * container or on another machine and its lock is less than a minute old, this rejects with `UserError` `settings.busy` (exit
 * 75) without having called `work`. A holder that was frozen for a minute may lose its lock: `assertHeld` throws
 * `settings.busy` then. Errors of the file system are passed through.
 */
export async function withLock<T>(
  path: string,
  work: (assertHeld: () => void) => T | Promise<T>,
  options: LockOptions = {},
): Promise<T> {
  const { waitMilliseconds = lockWaitMilliseconds, timer = systemTimer, link = linkSync } = options;
  const claimant: Claimant = { path, contents: JSON.stringify(newHolder()), link };
  await acquire(claimant, waitMilliseconds, timer);
  const assertHeld = (): void => {
    const found = readLock(path);
    if (found?.contents !== claimant.contents) throw busy(path, found?.holder);
  };
  try {
    removeAbandoned(path);
    return await work(assertHeld);
  } finally {
    release(claimant);
  }
}

/** A process that wants the lock at `path`, with what it writes into it. */
interface Claimant {
  readonly path: string;
  readonly contents: string;
  readonly link: NonNullable<LockOptions['link']>;
}

/** When this process released a lock, by its path. */
const releasedAt = new Map<string, number>();

async function acquire(claimant: Claimant, waitMilliseconds: number, { now, sleep }: Timer): Promise<void> {
  const { path } = claimant;
  const deadline = now() + waitMilliseconds;
  // Without a pause, the process that had the lock last would take it again before the waiting ones look.
  if (performance.now() - (releasedAt.get(path) ?? Number.NEGATIVE_INFINITY) < 20) await sleep(10);
  for (;;) {
    // Reading is cheaper than trying, which writes a file.
    const found = readLock(path);
    if (found === undefined) {
      if (create(path, claimant)) return;
      removeEmptyDirectory(path);
    } else if (isStale(found, path) && removeStale(path, found, claimant)) continue;
    if (now() >= deadline) throw busy(path, found?.holder);
    // At random distances, so that no waiting process is always the last to look.
    await sleep(5 + Math.random() * 15);
  }
}

/**
 * An empty directory has no holder and is in the way of a link. It is not treated as a stale lock: it may be one that was just
 * released, and a moment later another process's lock may be there. `rmdir` cannot remove that one.
 */
function removeEmptyDirectory(path: string): void {
  try {
    rmdirSync(path);
  } catch {
    // It does not exist or is not empty: the next read tells which.
  }
}

/** True when `name` is now ours. A hard link appears whole or not at all, and never replaces a file. */
function create(name: string, { path, contents, link }: Claimant): boolean {
  const own = temporaryName(path);
  try {
    writeFileSync(own, contents, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    removeQuietly(own);
    throw error;
  }
  try {
    link(own, name);
    return true;
  } catch (error) {
    if (taken.has(codeOf(error))) return false;
    if (!withoutLinks.has(codeOf(error))) throw error;
  } finally {
    removeQuietly(own);
  }
  return createDirectory(name, own, contents);
}

/** Errors of a link or rename whose target exists, or whose source another container's holder removed as abandoned. */
const taken: ReadonlySet<string | undefined> = new Set([
  'EEXIST',
  'ENOENT',
  'ENOTEMPTY',
  'ENOTDIR',
  // On Windows these mean the same. Elsewhere they mean that permission is missing.
  ...(process.platform === 'win32' ? ['EPERM', 'EACCES', 'EBUSY'] : []),
]);

/**
 * If the file system has no hard links, the lock is a directory with the holder in it. Renamed into place, it appears whole
 * too, unlike a file that is created and then written, and a rename never replaces a directory that is not empty.
 */
function createDirectory(name: string, own: string, contents: string): boolean {
  mkdirSync(own, { mode: 0o700 });
  try {
    writeFileSync(join(own, holderName), contents, { flag: 'wx', mode: 0o600 });
    renameSync(own, name);
    return true;
  } catch (error) {
    removeQuietly(own);
    if (taken.has(codeOf(error))) return false;
    throw error;
  }
}

function isStale({ holder, madeAt }: FoundLock, path: string): boolean {
  if (holder === undefined) return true;
  // If the clock was set back since, the lock's time is in the future and would never be a minute ago.
  if (isElsewhere(holder)) return Math.abs(nowAt(path) - madeAt) > remoteLockMilliseconds;
  if (!isRunning(holder.pid)) return true;
  const startTime = startTimeOf(holder.pid);
  return holder.startTime !== null && startTime !== null && holder.startTime !== startTime;
}

/** The time by the clock of the file system, which dated the lock. A network file system has its own. */
function nowAt(path: string): number {
  const own = temporaryName(path);
  try {
    writeFileSync(own, '', { flag: 'wx', mode: 0o600 });
    return statSync(own).mtimeMs;
  } finally {
    removeQuietly(own);
  }
}

/**
 * Removes a stale lock and nothing else: between reading and removing, another process may have taken it over. So the right
 * to remove this one is a lock too, named after the contents. Contents never return once they are gone, since every lock has
 * a new id. A process that was killed while it held that right is handled in the same way. False if another process holds
 * that right.
 */
function removeStale(name: string, stale: FoundLock, claimant: Claimant): boolean {
  const claim = `${name}.${digestOf(stale.contents)}`;
  if (!create(claim, claimant)) {
    const other = readLock(claim);
    return other !== undefined && isStale(other, claimant.path) && removeStale(claim, other, claimant);
  }
  try {
    if (readLock(name)?.contents === stale.contents) remove(name, claimant.path);
  } finally {
    remove(claim, claimant.path);
  }
  return true;
}

const digestOf = (contents: string): string => createHash('sha256').update(contents).digest('hex').slice(0, 16);
const claimSuffix = /^(?:\.[0-9a-f]{16})+$/;

/**
 * Removes what killed processes left: temporary files and claims. Called by the holder of the lock, when no claim counts any
 * more, since the lock that it was for is gone.
 */
function removeAbandoned(path: string): void {
  removeLeftovers(path);
  for (const { path: name, suffix } of namesBeside(path, basename(path))) {
    if (claimSuffix.test(suffix)) removeQuietly(name);
  }
}

/** Removes the lock while it is ours. Never throws: a lock that cannot be removed becomes stale when this process ends. */
function release({ path, contents }: Claimant): void {
  try {
    releasedAt.set(path, performance.now());
    if (readLock(path)?.contents === contents) remove(path, path);
  } catch {
    // The result of `work` matters more.
  }
}

/** Renames first, so that a directory disappears in one step too. A lock that does not exist is no error. */
function remove(name: string, path: string): void {
  const aside = temporaryName(path);
  try {
    whileBusy(() => renameSync(name, aside));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  removeQuietly(aside);
}

function busy(path: string, holder: Holder | undefined): UserError {
  const who = holder === undefined ? '' : ` (pid ${holder.pid}${isElsewhere(holder) ? ` on ${holder.host}` : ''})`;
  return new UserError({
    code: 'settings.busy',
    message: `Another smsctl${who} is saving. Nothing was changed.`,
    hints:
      holder !== undefined && isElsewhere(holder)
        ? [
            `It runs on another machine or in another container and holds ${path}. If it has ended, run the command again in a minute: the lock expires.`,
          ]
        : ['Wait for it to finish, or end it. Then run the command again.'],
    exit: exitCode.busy,
  });
}
