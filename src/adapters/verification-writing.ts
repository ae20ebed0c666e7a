import { jsonText } from '../domain/json-text.ts';
import { writeDurably } from './durable-file.ts';
import { reasonOf } from './file-problem.ts';
import { removeLeftovers } from './leftovers.ts';
import { isRunning } from './running-process.ts';

/** Writes the last results, durably; null, or why that cannot be done. Removes what a run that was killed left beside them. */
export function writeRecord(path: string, record: object): string | null {
  try {
    writeDurably(path, Buffer.from(jsonText(record)));
  } catch (error) {
    return reasonOf(error);
  }
  // Writing is done in one go, so that a file with our own pid is of an earlier process that had it.
  removeLeftovers(path, (pid) => pid !== process.pid && isRunning(pid));
  return null;
}
