import { codeOf } from './file-problem.ts';

/** Windows' codes if another program has a file open, or a deleted file is not gone yet. */
const busyCodes: ReadonlySet<string | undefined> = new Set(['EPERM', 'EACCES', 'EBUSY']);

/**
 * Pauses between the tries, in milliseconds: two seconds in all, longer than a virus scanner holds a file. They stay short,
 * since a file that several processes read repeatedly is closed for moments only.
 */
const pauses: readonly number[] = [2, 4, 6, 8, ...new Array<number>(99).fill(20)];

interface Machine {
  readonly platform?: NodeJS.Platform;
  /** Blocks for that many milliseconds. */
  readonly pause?: (milliseconds: number) => void;
}

/**
 * Runs one operation on a file. On Windows, a file that is open elsewhere cannot always be replaced, removed or opened: the
 * operation is then tried again for up to two seconds, and after that throws the system's own error. On other systems, the
 * same codes mean a lack of permission, and it is tried once.
 */
export function whileBusy<T>(work: () => T, { platform = process.platform, pause = sleep }: Machine = {}): T {
  if (platform !== 'win32') return work();
  for (const milliseconds of pauses) {
    try {
      return work();
    } catch (error) {
      if (!busyCodes.has(codeOf(error))) throw error;
      pause(milliseconds);
    }
  }
  return work();
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
