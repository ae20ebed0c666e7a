import { exampleLimit } from './block.ts';
import { type Kernel, reserve } from './contact-kernel.ts';
import { type KeyPlace, readKeys } from './key-store.ts';

const keyBytes = 8;

/** The keys of one block, by partition. */
export interface BlockKeys {
  readonly block: number;
  readonly place: KeyPlace;
  /** Where the keys of each partition begin, and where the last ends. */
  readonly offsets: Uint32Array;
  /** Gets a byte for each key, 1 for a duplicate. */
  readonly flags?: SharedArrayBuffer;
}

/** A number that an earlier row holds as well: the n-th key (from 0) of its partition in its block. */
export interface Duplicate {
  readonly block: number;
  readonly partition: number;
  readonly ordinal: number;
}

export interface Duplicates {
  readonly count: number;
  /** By slot. */
  readonly counts: Uint32Array;
  /** The first ones, in the order of their rows. */
  readonly first: readonly Duplicate[];
}

/** Finds the duplicates of one partition. `blocks`: in the order of the file. `free`: the first address it may use. */
export function findDuplicates(
  kernel: Kernel,
  free: number,
  blocks: readonly BlockKeys[],
  partition: number,
): Duplicates {
  const parts = blocks.map(({ offsets }) => [offsets[partition] ?? 0, offsets[partition + 1] ?? 0] as const);
  const sizes = parts.map(([from, to]) => to - from);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const places = 2 ** Math.ceil(Math.log2(Math.max(total * 1.5, 64)));
  const countsAt = Math.ceil(free / 64) * 64;
  const foundAt = countsAt + kernel.image.slots.count * 4;
  const tableAt = Math.ceil((foundAt + exampleLimit * 4) / 64) * 64;
  const keysAt = tableAt + places * keyBytes;
  const most = Math.max(...sizes, 0);
  const flagsAt = keysAt + most * keyBytes;
  reserve(kernel, flagsAt + most);
  const { buffer } = kernel.memory;
  new Uint8Array(buffer, countsAt, keysAt - countsAt).fill(0);
  const first: Duplicate[] = [];
  let count = 0;
  for (const [index, { block, place, flags }] of blocks.entries()) {
    const [from] = parts[index] ?? [0, 0];
    const size = sizes[index] ?? 0;
    if (size === 0) continue;
    readKeys(place, from * keyBytes, new Uint8Array(buffer, keysAt, size * keyBytes));
    const before = count;
    const marks = new Uint8Array(buffer, flagsAt, size).fill(0);
    const marksAt = flags === undefined ? 0 : flagsAt;
    count = kernel.run.findDuplicates(
      keysAt,
      size,
      tableAt,
      places - 1,
      countsAt,
      foundAt,
      exampleLimit,
      before,
      marksAt,
    );
    if (flags !== undefined) new Uint8Array(flags).set(marks, from);
    const found = new Uint32Array(buffer, foundAt, exampleLimit).slice(before, Math.min(count, exampleLimit));
    for (const ordinal of found) first.push({ block, partition, ordinal });
  }
  return { count, counts: new Uint32Array(buffer, countsAt, kernel.image.slots.count).slice(), first };
}
