import { describe, expect, it } from 'vitest';
import type { BlockResult } from '../../../src/adapters/counting/block.ts';
import { noLatin1Rows } from '../../../src/adapters/counting/file-notes.ts';
import {
  addBlock,
  countedFile,
  FileDuplicates,
  nothingGathered,
} from '../../../src/adapters/counting/gather-blocks.ts';
import { slotsOf } from '../../../src/automaton/slots.ts';

const slots = slotsOf({
  numbers: [
    { country: 'US', type: 'MOBILE', isFictional: false },
    { country: 'GB', type: 'MOBILE', isFictional: false },
    { country: 'US', type: 'MOBILE', isFictional: true },
  ],
  reasons: ['empty', 'duplicate'],
});
const none = { count: 0, line: null };

const block = (number: number, change: Partial<BlockResult>): BlockResult => ({
  block: number,
  start: 0,
  end: 0,
  lines: 10,
  rows: 10,
  blankLines: none,
  ragged: none,
  latin1: noLatin1Rows,
  lineEnds: [],
  problems: [],
  counts: new Uint32Array(slots.count),
  decided: Uint32Array.of(0),
  examples: [],
  long: [],
  offsets: new Uint32Array(2),
  ...change,
});

const long = { e164: '+4915112345678901', slot: 1, shown: '+49…01' };

describe('gathered blocks', () => {
  it('sums rows and counts, and keeps the first five examples of a reason with their lines in the file', () => {
    const example = (line: number) => ({ reason: 'empty' as const, line, shown: '' });
    const first = addBlock(
      nothingGathered(slots),
      block(0, { counts: Uint32Array.of(4, 0, 0, 6, 0), examples: [2, 3, 4].map(example) }),
    );
    const both = addBlock(first, block(1, { counts: Uint32Array.of(1, 2, 0, 7, 0), examples: [0, 1, 2].map(example) }));
    const { summary, examples } = countedFile(slots, both, new FileDuplicates(slots), []);
    expect(summary).toEqual({
      rows: 20,
      textable: 7,
      reasons: { empty: 13 },
      countries: { US: 5, GB: 2 },
      types: { MOBILE: 7 },
    });
    expect(examples.empty?.map(({ line }) => line)).toEqual([3, 4, 5, 11, 12]);
    expect(first.rows).toBe(10);
  });

  it('takes duplicates away from the numbers of their kind and reports fictional numbers', () => {
    const gathered = addBlock(nothingGathered(slots), block(0, { counts: Uint32Array.of(4, 0, 3, 0, 0) }));
    const duplicates = new FileDuplicates(slots);
    duplicates.add({ count: 3, counts: Uint32Array.of(2, 0, 1, 0, 0), first: [] });
    const { summary, notes } = countedFile(slots, gathered, duplicates, []);
    expect(summary).toMatchObject({ textable: 4, reasons: { duplicate: 3 }, countries: { US: 4 } });
    expect(notes).toEqual([{ code: 'fictional-numbers', times: 2, line: null }]);
  });

  it('finds duplicates of numbers that are too long for a key, across blocks', async () => {
    const duplicates = new FileDuplicates(slots);
    const gathered = [0, 1].reduce((before, number) => {
      const result = block(number, { long: [{ ...long, line: 3 }] });
      duplicates.addLong(result.long, before.line);
      return addBlock(before, result);
    }, nothingGathered(slots));
    expect(await duplicates.firstRows(async () => [])).toEqual([{ list: null, line: 14, shown: '+49…01' }]);
    expect(countedFile(slots, gathered, duplicates, []).summary).toMatchObject({
      textable: 1,
      reasons: { duplicate: 1 },
    });
  });

  it('traces as many blocks as it needs for the first five duplicates, in the order of the file', async () => {
    const duplicates = new FileDuplicates(slots);
    const of = (number: number, ordinals: readonly number[]) =>
      ordinals.map((ordinal) => ({ block: number, partition: 0, ordinal }));
    duplicates.add({
      count: 9,
      counts: new Uint32Array(slots.count),
      first: [...of(7, [1]), ...of(2, [0, 1, 2]), ...of(4, [5, 6])],
    });
    const traced: number[] = [];
    const rows = await duplicates.firstRows(async (number, wanted) => {
      traced.push(number);
      return wanted.map(({ ordinal }) => ({ line: number * 100 + ordinal, shown: '' }));
    });
    expect(traced).toEqual([2, 4]);
    expect(rows.map(({ line }) => line)).toEqual([200, 201, 202, 405, 406]);
  });
});
