import { jsonText } from '../../domain/text/json-text.ts';
import { writeDurably } from '../files/durable-file.ts';
import { reasonOf } from '../files/file-problem.ts';
import { removeLeftovers } from '../files/leftovers.ts';
import { isRunning } from '../files/running-process.ts';

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
