import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { exitCode } from '../domain/exit-code.ts';
import { UserError } from '../domain/user-error.ts';
import { temporaryName } from './durable-file.ts';
import { isAlive } from './process-alive.ts';

/** Whose lock it is: enough to tell a living holder from one that was killed, also when its pid was given to another. */
interface Holder {
  readonly pid: number;
  /** Of the process, in clock ticks since the machine started; null where the system does not tell. */
  readonly startTime: string | null;
  readonly host: string;
  readonly id: string;
}

interface LockOptions {
  /** How long a living holder is waited for. A save takes milliseconds, so that five seconds mean that something is wrong. */
  readonly waitMs?: number;
}

const retryMs = 20;

/**
 * Runs `work` while no other process does so under the same path. The lock of a process that is gone is taken over at once.
 * Rejects with `UserError` `settings.busy` (exit 75) when a living process keeps it; then nothing was done.
 */
export async function withLock<T>(
  path: string,
  work: () => Promise<T>,
  { waitMs = 5_000 }: LockOptions = {},
): Promise<T> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const mine: Holder = { pid: process.pid, startTime: startTimeOf(process.pid), host: hostname(), id: randomUUID() };
  const deadline = Date.now() + waitMs;
  while (!take(path, mine)) {
    const holder = readHolder(path);
    if (holder !== 'gone' && isStale(holder)) {
      putAside(path, holder);
      continue;
    }
    if (Date.now() >= deadline) throw busy(holder);
    await new Promise((resume) => setTimeout(resume, retryMs));
  }
  try {
    return await work();
  } finally {
    const holder = readHolder(path);
    if (typeof holder === 'object' && holder.id === mine.id) unlinkSync(path);
  }
}

/** A link appears whole or not at all, and never where there is one already; a plain file would be seen half-written. */
function take(path: string, mine: Holder): boolean {
  const own = temporaryName(path);
  writeFileSync(own, JSON.stringify(mine), { flag: 'wx', mode: 0o600 });
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code === 'EPERM' || code === 'ENOTSUP' || code === 'EOPNOTSUPP') return takeWithoutLinks(path, mine);
    throw error;
  } finally {
    unlinkSync(own);
  }
}

/** Some network and FAT file systems have no links; there a moment remains in which the lock is empty, and counts as held. */
function takeWithoutLinks(path: string, mine: Holder): boolean {
  try {
    writeFileSync(path, JSON.stringify(mine), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

type Seen = Holder | 'gone' | 'garbage' | 'young garbage';

/** Contents that nobody wrote on purpose: a machine that died in between, or a file system without links. */
const garbageAfterMs = 2_000;

function readHolder(path: string): Seen {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8')) as Partial<Holder> | null;
    if (typeof holder?.pid === 'number' && typeof holder.id === 'string') return holder as Holder;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'gone';
  }
  try {
    return Date.now() - statSync(path).mtimeMs > garbageAfterMs ? 'garbage' : 'young garbage';
  } catch {
    return 'gone';
  }
}

function isStale(holder: Exclude<Seen, 'gone'>): boolean {
  if (typeof holder === 'string') return holder === 'garbage';
  // Another machine on a shared home: nothing can be said of its processes.
  if (holder.host !== hostname()) return false;
  if (!isAlive(holder.pid)) return true;
  return holder.startTime !== null && holder.startTime !== startTimeOf(holder.pid);
}

/**
 * Takes a stale lock out of the way. Two may try at once, and a third may have taken a new lock in between: so it is renamed
 * to a name of our own, which succeeds for one of them, and put back if it turns out not to be the stale one.
 */
function putAside(path: string, stale: Exclude<Seen, 'gone'>): void {
  const aside = temporaryName(path);
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const moved = readHolder(aside);
  const wasStale = typeof moved === 'object' && typeof stale === 'object' ? moved.id === stale.id : moved === stale;
  try {
    if (!wasStale) linkSync(aside, path);
  } catch {
    // Somebody took the lock while it was aside; the one that was moved by mistake sees at its release that it lost it.
  }
  unlinkSync(aside);
}

/** Field 22 of /proc/PID/stat (proc(5)); the name in field 2 may hold blanks and parentheses. */
function startTimeOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function busy(holder: Seen): UserError {
  const who = typeof holder === 'object' ? `Another smsctl (pid ${holder.pid})` : 'Another smsctl';
  return new UserError({
    code: 'settings.busy',
    message: `${who} is saving; nothing was changed.`,
    hints: ['Run the same command again when it is done.'],
    exit: exitCode.busy,
  });
}
