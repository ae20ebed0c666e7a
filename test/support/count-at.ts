import { closeSync, fstatSync, openSync } from 'node:fs';
import type { FileLayout } from '../../src/adapters/counting/block.ts';
import { type Count, type CountOptions, countFile } from '../../src/adapters/counting/count-file.ts';

/** `countFile` of the file at a path. */
export async function countAt(path: string, layout: FileLayout, options: CountOptions = {}): Promise<Count> {
  const file = openSync(path, 'r');
  try {
    return await countFile({ file, bytes: fstatSync(file).size }, layout, options);
  } finally {
    closeSync(file);
  }
}
