import { jsonText } from '../../domain/text/json-text.ts';
import { writeDurably } from '../files/durable-file.ts';
import { reasonOf } from '../files/file-problem.ts';
import { removeLeftovers } from '../files/leftovers.ts';

/** Writes the last results durably, and removes what killed runs left beside them. Null, or why it failed. */
export function writeRecord(path: string, record: object): string | null {
  try {
    writeDurably(path, Buffer.from(jsonText(record)));
  } catch (error) {
    return reasonOf(error);
  }
  removeLeftovers(path);
  return null;
}
