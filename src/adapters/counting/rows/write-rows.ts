import type { LocalWorker } from '../block-work.ts';
import type { BlockKeys } from '../duplicate-finder.ts';
import type { RowSink } from './row-output.ts';

/** A block after the count. */
export interface CountedBlock extends BlockKeys {
  readonly start: number;
  readonly end: number;
  /** The line on which it starts. */
  readonly line: number;
  /** Whether rows of it are not UTF-8. */
  readonly hasLatin1: boolean;
}

/** The file is not the one that was counted before. */
export class ChangedFile extends Error {
  constructor() {
    super('The file was changed while it was read.');
  }
}

/** Writes the rows of a file in their order, after its blocks were counted. Rejects with `ChangedFile`. */
export async function writeRows(worker: LocalWorker, blocks: readonly CountedBlock[], sink: RowSink): Promise<void> {
  const writeBlock = await worker.writer(sink);
  for (const { block, start, end, offsets, flags, hasLatin1 } of blocks) {
    const marks = { offsets, flags: new Uint8Array(flags ?? new SharedArrayBuffer(0)), hasLatin1 };
    const found = await writeBlock({ block, ...(block > 0 && { start }) }, marks);
    if (found !== end) throw new ChangedFile();
    // The event loop handles signals and keys.
    await new Promise((resume) => setImmediate(resume));
  }
}
