import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { codeOf } from './file-problem.ts';
import { readRegular } from './named-file.ts';
import { pidRealm, startTimeOf } from './running-process.ts';
import { UnfitFile } from './unfit-file.ts';
import { whileBusy } from './while-busy.ts';

/** The process that holds a lock: enough to tell one that runs from one that was killed. */
export interface Holder {
  readonly pid: number;
  /** Null if the system does not tell it. */
  readonly startTime: number | null;
  readonly host: string;
  /** From `pidRealm`. */
  readonly realm: string | null;
  /** New for every lock. */
  readonly id: string;
}

/** A lock as it was read from disk. */
export interface FoundLock {
  readonly contents: string;
  /** Undefined if the contents name no holder. Such a lock is stale, since smsctl's appear complete. */
  readonly holder: Holder | undefined;
  /** When it was made, by the clock of the file system. */
  readonly madeAt: number;
}

/** This process, as the holder of a new lock. */
export function newHolder(): Holder {
  const { pid } = process;
  return { pid, startTime: startTimeOf(pid), host: hostname(), realm: pidRealm(), id: randomUUID() };
}

/** True on another machine or in another container: its pid cannot be looked up, and may be another process's here. */
export const isElsewhere = ({ host, realm }: Holder): boolean => host !== hostname() || realm !== pidRealm();

/** The file in a lock that is a directory. */
export const holderName = 'holder.json';

/** Longer than any lock. In bytes. */
const longest = 4096;

const invalid: FoundLock = { contents: '', holder: undefined, madeAt: 0 };

/** Undefined if there is no lock, or a directory without a holder. */
export function readLock(path: string): FoundLock | undefined {
  try {
    // On Windows, a lock that was just released cannot be opened until its last reader has closed it.
    const { bytes, stats } = whileBusy(() => readRegular(path, longest, { followsLinks: false }));
    const contents = bytes.toString('utf8');
    return { contents, holder: parseHolder(contents), madeAt: stats.mtimeMs };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    if (error instanceof UnfitFile && error.isDirectory) return readLock(join(path, holderName));
    if (error instanceof UnfitFile || codeOf(error) === 'ELOOP') return invalid;
    throw error;
  }
}

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
