import { describe, expect, it } from 'vitest';
import type { BlockTask } from '../../../src/adapters/counting/block.ts';
import type { LocalWorker } from '../../../src/adapters/counting/block-work.ts';
import { ChangedFile, type CountedBlock, writeRows } from '../../../src/adapters/counting/rows/write-rows.ts';

const block = (number: number, start: number, end: number): CountedBlock => ({
  ...{ block: number, start, end, line: 1, hasLatin1: false },
  place: { at: 0, bytes: 0 } as unknown as CountedBlock['place'],
  offsets: new Uint32Array(1),
});
const blocks = [block(0, 0, 100), block(1, 100, 190)];
const sink = { outputs: [], writeRow: () => {} };

/** A worker that finds these ends in the second pass, and the blocks that it was asked for. */
function workerAt(...ends: readonly (number | undefined)[]) {
  const tasks: BlockTask[] = [];
  const writer = async () => async (task: BlockTask) => {
    tasks.push(task);
    return ends[tasks.length - 1];
  };
  return { tasks, worker: { writer } as unknown as LocalWorker };
}

describe('the rows of a counted file', () => {
  it('are written block by block, each from where it started in the count', async () => {
    const { tasks, worker } = workerAt(100, 190);
    await writeRows(worker, blocks, sink);
    expect(tasks).toEqual([{ block: 0 }, { block: 1, start: 100 }]);
  });

  it.each([
    ['ends elsewhere', [101, 190]],
    ['can no longer be read', [undefined, 190]],
    ['is the last one and ends elsewhere', [100, 180]],
  ])('are not written to the end if a block %s', async (_, ends) => {
    await expect(writeRows(workerAt(...ends).worker, blocks, sink)).rejects.toThrow(ChangedFile);
  });
});
