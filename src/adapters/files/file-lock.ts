import { createHash, randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, renameSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { exitCode } from '../../domain/exit-code.ts';
import { UserError } from '../../domain/user-error.ts';
import type { Timer } from '../../ports.ts';
import { systemTimer } from '../process/system-timer.ts';
import { temporaryName } from './durable-file.ts';
import { namesBeside, removeLeftovers, removeQuietly } from './leftovers.ts';
import { readRegular } from './named-file.ts';
import { isRunning, pidRealm, startTimeOf } from './running-process.ts';
import { UnfitFile } from './unfit-file.ts';
import { whileBusy } from './while-busy.ts';

/** How long a living holder is waited for, in milliseconds. A save takes a few, so five seconds mean that one hangs. */
const lockWaitMilliseconds = 5_000;

/**
 * How long a lock may stand, in milliseconds, whose holder cannot be looked up from here: one on another machine or in
 * another container. Ten thousand times what a save takes.
 */
const strangersTimeMilliseconds = 60_000;

export interface LockOptions {
  /** Instead of `lockWaitMilliseconds`. */
  readonly waitMilliseconds?: number;
  /** The machine's own when absent. */
  readonly timer?: Timer;
  /** Makes a second name for a file; a test gives one that refuses, as some file systems do. */
  readonly link?: (existing: string, name: string) => void;
}

/** Whose lock it is: enough to tell a living holder from one that was killed. */
interface Holder {
  readonly pid: number;
  /** Null where the system does not tell it. */
  readonly startTime: number | null;
  readonly host: string;
  /** As `pidRealm` gives it. */
  readonly realm: string | null;
  /** Fresh for every lock. */
  readonly id: string;
}

/** A lock as it stands on disk. */
interface Seen {
  readonly contents: string;
  /** Undefined when the contents are no holder: nobody's lock, since ours are complete from the moment they appear. */
  readonly holder: Holder | undefined;
  /** When it was made, by the clock of the file system. */
  readonly madeAt: number;
}

/**
 * Runs `work` while no other process runs its own under the same `path`, whose directory must exist, and gives its result.
 * The lock is given back when `work` ends or throws. One that a killed process left is taken over at once; a living holder
 * is waited for, and after that this rejects with `UserError` `settings.busy` (exit 75) without having called `work`. So
 * is one in another container or on another machine, of which nothing can be said, until its lock is a minute old: for the
 * holder that was merely frozen so long, `work` is given `assertHeld`, which throws `settings.busy` once the lock is another's.
 * Errors of the file system pass through as they are.
 */
export async function withLock<T>(
  path: string,
  work: (assertHeld: () => void) => T | Promise<T>,
  options: LockOptions = {},
): Promise<T> {
  const { waitMilliseconds = lockWaitMilliseconds, timer = systemTimer, link = linkSync } = options;
  const { pid } = process;
  const mine: Holder = { pid, startTime: startTimeOf(pid), host: hostname(), realm: pidRealm(), id: randomUUID() };
  const claimant: Claimant = { path, contents: JSON.stringify(mine), link };
  await acquire(claimant, waitMilliseconds, timer);
  const assertHeld = (): void => {
    const seen = read(path);
    if (seen?.contents !== claimant.contents) throw busy(path, seen?.holder);
  };
  try {
    removeTraces(path);
    return await work(assertHeld);
  } finally {
    release(claimant);
  }
}

/** Who wants the lock at `path`, and what it will hold then. */
interface Claimant {
  readonly path: string;
  readonly contents: string;
  readonly link: NonNullable<LockOptions['link']>;
}

/** When this process gave a lock back, by its path. */
const givenBack = new Map<string, number>();

async function acquire(claimant: Claimant, waitMilliseconds: number, { now, sleep }: Timer): Promise<void> {
  const { path } = claimant;
  const deadline = now() + waitMilliseconds;
  // Whoever had it last would always be the first to have it again, and others would wait for ever.
  if (performance.now() - (givenBack.get(path) ?? Number.NEGATIVE_INFINITY) < 20) await sleep(10);
  for (;;) {
    // Looked at before it is tried: most tries would be in vain, and cost a file each.
    const seen = read(path);
    if (seen === undefined) {
      if (create(path, claimant)) return;
      removeEmptyDirectory(path);
    } else if (isStale(seen, path) && removeStale(path, seen, claimant)) continue;
    if (now() >= deadline) throw busy(path, seen?.holder);
    // Not all at the same beat, so that none is always the last to look.
    await sleep(5 + Math.random() * 15);
  }
}

/**
 * Nobody's, and in the way of a link. It is not read as a stale lock: a directory that seems to hold nothing may be one
 * that was just given back, with another's in its place a moment later. This call cannot hit that one.
 */
function removeEmptyDirectory(path: string): void {
  try {
    rmdirSync(path);
  } catch {
    // There is none, or it is not empty: the next look will tell.
  }
}

/** True when `name` is now ours. A hard link appears whole or not at all, and never where there is one already. */
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
    if (notNow.has(codeOf(error))) return false;
    if (!withoutLinks.has(codeOf(error))) throw error;
  } finally {
    removeQuietly(own);
  }
  return createDirectory(name, own, contents);
}

/** How file systems say that they know no hard links: FAT, some network and phone file systems, some sandboxes. */
export const withoutLinks: ReadonlySet<string | undefined> = new Set([
  ...['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'],
  // Windows' word for it on FAT (ERROR_INVALID_FUNCTION).
  ...(process.platform === 'win32' ? ['EISDIR'] : []),
]);

/** How a link or a rename says that its target is there already, or that another container's holder tidied ours away. */
const notNow: ReadonlySet<string | undefined> = new Set([
  'EEXIST',
  'ENOENT',
  'ENOTEMPTY',
  'ENOTDIR',
  // Windows' words for it; elsewhere they mean what they say.
  ...(process.platform === 'win32' ? ['EPERM', 'EACCES', 'EBUSY'] : []),
]);

/**
 * Where there are no links, the lock is a directory with the holder in it: renamed into place it too appears whole, which
 * a file that is created and then written does not, and a rename never replaces a directory that holds something.
 */
function createDirectory(name: string, own: string, contents: string): boolean {
  mkdirSync(own, { mode: 0o700 });
  try {
    writeFileSync(join(own, holderName), contents, { flag: 'wx', mode: 0o600 });
    renameSync(own, name);
    return true;
  } catch (error) {
    removeQuietly(own);
    if (notNow.has(codeOf(error))) return false;
    throw error;
  }
}

const holderName = 'holder.json';

/** Undefined when there is no lock, or a directory without a holder. */
function read(path: string): Seen | undefined {
  try {
    // On Windows, a lock that was just given back cannot be opened until the last reader has closed it.
    const { contents, madeAt } = whileBusy(() => readContents(path));
    return { contents, holder: parseHolder(contents), madeAt };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    if (error instanceof UnfitFile && error.isDirectory) return read(join(path, holderName));
    if (error instanceof UnfitFile || codeOf(error) === 'ELOOP') return nobody;
    throw error;
  }
}

/** Longer than any lock. In bytes. */
const longest = 4096;

/** Throws `UnfitFile` for what no smsctl has written. */
function readContents(path: string): Pick<Seen, 'contents' | 'madeAt'> {
  const { bytes, stats } = readRegular(path, longest, { followsLinks: false });
  return { contents: bytes.toString('utf8'), madeAt: stats.mtimeMs };
}

const nobody: Seen = { contents: '', holder: undefined, madeAt: 0 };

function parseHolder(contents: string): Holder | undefined {
  try {
    const { pid, startTime, host, realm = null, id } = JSON.parse(contents) as Record<keyof Holder, unknown>;
    const started = startTime === null || typeof startTime === 'number' ? startTime : undefined;
    if (!Number.isSafeInteger(pid) || (pid as number) < 1 || started === undefined) return undefined;
    if (typeof host !== 'string' || typeof id !== 'string') return undefined;
    if (realm !== null && typeof realm !== 'string') return undefined;
    return { pid: pid as number, startTime: started, host, realm, id };
  } catch {
    return undefined;
  }
}

function isStale({ holder, madeAt }: Seen, path: string): boolean {
  if (holder === undefined) return true;
  // Of a clock that was set back since, a lock has a time to come, which would never be a minute ago.
  if (isElsewhere(holder)) return Math.abs(nowAt(path) - madeAt) > strangersTimeMilliseconds;
  if (!isRunning(holder.pid)) return true;
  const startTime = startTimeOf(holder.pid);
  return holder.startTime !== null && startTime !== null && holder.startTime !== startTime;
}

/** Then its pid says nothing here: another process may have it, or none that we see. */
const isElsewhere = ({ host, realm }: Holder): boolean => host !== hostname() || realm !== pidRealm();

/** By the clock that dates the lock, which on a network file system is not ours. */
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
 * Removes a stale lock, and nothing else: between looking and removing, another may have taken it over already. So the
 * right to remove just this one is itself a lock, named after the contents; they never come back once they are gone, since
 * every lock has a fresh id. Whoever was killed while holding that right is dealt with in the same way. False when another
 * holds that right now.
 */
function removeStale(name: string, stale: Seen, claimant: Claimant): boolean {
  const claim = `${name}.${digestOf(stale.contents)}`;
  if (!create(claim, claimant)) {
    const other = read(claim);
    return other !== undefined && isStale(other, claimant.path) && removeStale(claim, other, claimant);
  }
  try {
    if (read(name)?.contents === stale.contents) remove(name, claimant.path);
  } finally {
    remove(claim, claimant.path);
  }
  return true;
}

const digestOf = (contents: string): string => createHash('sha256').update(contents).digest('hex').slice(0, 16);
const claimSuffix = /^(?:\.[0-9a-f]{16})+$/;

/**
 * What killed processes left, removed by the one that holds the lock: their private files, and claims. No claim of any age
 * entitles to anything now, since the lock that it was for is gone.
 */
function removeTraces(path: string): void {
  removeLeftovers(path, (pid) => pid !== process.pid && isRunning(pid));
  for (const { path: name, suffix } of namesBeside(path, basename(path))) {
    if (claimSuffix.test(suffix)) removeQuietly(name);
  }
}

/** Only while it is ours. What cannot be removed becomes stale with this process; what `work` did counts for more. */
function release({ path, contents }: Claimant): void {
  try {
    givenBack.set(path, performance.now());
    if (read(path)?.contents === contents) remove(path, path);
  } catch {
    // See above.
  }
}

/** Renamed first, so that a directory too goes in one step. One that is gone is no error. */
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
    message: `Another smsctl${who} is saving; nothing was changed.`,
    hints:
      holder !== undefined && isElsewhere(holder)
        ? [
            `It runs on another machine or in another container, and holds ${path}. If it is gone, run the same command again in a minute: that lock no longer counts then.`,
          ]
        : ['Wait for it to finish, or end it, and run the same command again.'],
    exit: exitCode.busy,
  });
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;
