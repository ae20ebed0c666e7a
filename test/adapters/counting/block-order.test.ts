import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BlockTask } from '../../../src/adapters/counting/block.ts';
import { BlockOrder } from '../../../src/adapters/counting/block-order.ts';

const size = 10;

/** The rows that start in a block, by where rows start in the file: from the task's start, or from the block's own guess. */
function scan(starts: readonly number[], guesses: readonly number[], bytes: number, { block, start }: BlockTask) {
  const first = start ?? guesses[block] ?? block * size;
  const after = starts.find((each) => each >= Math.max((block + 1) * size, first)) ?? bytes;
  return { block, start: first, end: first >= (block + 1) * size ? first : after };
}

describe('the order of blocks', () => {
  it('returns each result when those before it have come', () => {
    const order = new BlockOrder(3, size);
    expect([order.take(), order.take(), order.take(), order.take()]).toEqual([
      { block: 0 },
      { block: 1 },
      { block: 2 },
      undefined,
    ]);
    expect(order.add(2, { start: 20, end: 30 })).toEqual([]);
    expect(order.add(0, { start: 0, end: 11 })).toEqual([{ start: 0, end: 11 }]);
    expect(order.add(1, { start: 11, end: 20 })).toEqual([
      { start: 11, end: 20 },
      { start: 20, end: 30 },
    ]);
  });

  it('gives a block out again if the rows before it end elsewhere', () => {
    const order = new BlockOrder(2, size);
    order.take();
    order.take();
    order.add(1, { start: 12, end: 20 });
    order.add(0, { start: 0, end: 15 });
    expect(order.take()).toEqual({ block: 1, start: 15 });
    expect(order.take()).toBeUndefined();
    expect(order.add(1, { start: 15, end: 20 })).toEqual([{ start: 15, end: 20 }]);
  });

  it('gives a block out again that could not be scanned from its guess, and is broken if that fails', () => {
    const order = new BlockOrder(3, size);
    order.take();
    order.take();
    order.add(0, { start: 0, end: 15 });
    order.add(1, undefined);
    expect(order.take()).toEqual({ block: 1, start: 15 });
    expect(order.isBroken).toBe(false);
    expect(order.add(1, undefined)).toEqual([]);
    expect(order.isBroken).toBe(true);
    expect(order.take()).toBeUndefined();
  });

  it('is broken if the first block cannot be scanned', () => {
    const order = new BlockOrder(2, size);
    order.take();
    order.add(0, undefined);
    expect(order.isBroken).toBe(true);
  });

  it('leaves out a block, even a broken one, that lies within a row', () => {
    const order = new BlockOrder(3, size);
    for (let block = 0; block < 3; block += 1) order.take();
    order.add(1, undefined);
    order.add(2, { start: 25, end: 30 });
    expect(order.add(0, { start: 0, end: 25 })).toEqual([
      { start: 0, end: 25 },
      { start: 25, end: 30 },
    ]);
    expect(order.isBroken).toBe(false);
  });

  it('covers the file without gaps, whatever blocks guess and in whatever order they come', () => {
    const bytes = 100;
    const blocks = bytes / size;
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: bytes - 1 }), { maxLength: 30 }),
        fc.array(fc.nat(size - 1), { minLength: blocks, maxLength: blocks }),
        fc.infiniteStream(fc.nat(3)),
        (cuts, offsets, choices) => {
          const starts = [0, ...cuts.sort((one, other) => one - other)];
          const guesses = offsets.map((offset, block) => (block === 0 ? 0 : block * size + offset));
          const order = new BlockOrder<ReturnType<typeof scan>>(blocks, size);
          const underWay: BlockTask[] = [];
          const found: ReturnType<typeof scan>[] = [];
          for (;;) {
            const task = underWay.length < 4 ? order.take() : undefined;
            if (task !== undefined) {
              underWay.push(task);
              continue;
            }
            const [next] = underWay.splice((choices.next().value ?? 0) % Math.max(underWay.length, 1), 1);
            if (next === undefined) break;
            found.push(...order.add(next.block, scan(starts, guesses, bytes, next)));
          }
          expect(order.isBroken).toBe(false);
          expect(found[0]?.start).toBe(0);
          expect(found.at(-1)?.end).toBe(bytes);
          for (const [index, { start }] of found.entries()) if (index > 0) expect(start).toBe(found[index - 1]?.end);
        },
      ),
      { numRuns: 500 },
    );
  });
});
