import type { BlockResult, BlockTask } from './block.ts';

/**
 * Gives out the blocks of a file to be scanned, and puts their results into order, as they come. A block finds its first row
 * itself. If the rows before it end elsewhere, a quoted cell goes on into it, and it is given out again with its start.
 */
export class BlockOrder<B extends Pick<BlockResult, 'start' | 'end'>> {
  /** A block cannot be scanned; no more blocks are given out. */
  isBroken = false;
  private readonly blocks: number;
  private readonly blockBytes: number;
  /** Results whose turn has not come. */
  private readonly waiting = new Map<number, B | undefined>();
  private next = 0;
  private again: Required<BlockTask> | undefined;
  /** The block whose turn it is, where the rows before it end, and whether it was given out again. */
  private turn = 0;
  private end = 0;
  private isAgain = false;

  constructor(blocks: number, blockBytes: number) {
    this.blocks = blocks;
    this.blockBytes = blockBytes;
  }

  /** Undefined: there is nothing to scan, unless a result that is under way changes that. */
  take(): BlockTask | undefined {
    if (this.isBroken) return undefined;
    const { again } = this;
    this.again = undefined;
    if (again !== undefined) return again;
    if (this.next === this.blocks) return undefined;
    this.next += 1;
    return { block: this.next - 1 };
  }

  /** Takes a result (undefined: the block cannot be scanned), and returns the results whose turn has come. */
  add(block: number, result: B | undefined): readonly B[] {
    this.waiting.set(block, result);
    const ordered: B[] = [];
    while (!this.isBroken && this.waiting.has(this.turn)) {
      const next = this.waiting.get(this.turn);
      const isFirst = this.turn === 0;
      const isCovered = !isFirst && this.end >= (this.turn + 1) * this.blockBytes;
      this.waiting.delete(this.turn);
      if (!isCovered && next !== undefined && (isFirst || next.start === this.end)) {
        ordered.push(next);
        this.end = next.end;
      } else if (!isCovered) {
        this.isBroken = isFirst || this.isAgain;
        this.isAgain = true;
        this.again = { block: this.turn, start: this.end };
        break;
      }
      this.isAgain = false;
      this.turn += 1;
    }
    return ordered;
  }
}
