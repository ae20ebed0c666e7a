import type { NumberImage } from '../../automaton/image.ts';
import type { Slots } from '../../automaton/slots.ts';
import type { FileLayout } from './block.ts';
import { BlockOrder } from './block-order.ts';
import {
  type BlockWorker,
  type LocalWorker,
  localWorker,
  type ScannedBlock,
  type WorkerOptions,
} from './block-work.ts';
import { compileKernel, type Kernel, type OpenKernel, openKernel } from './contact-kernel.ts';
import { threadWorker } from './counting-thread.ts';
import { addBlock, type CountedFile, countedFile, FileDuplicates, nothingGathered } from './gather-blocks.ts';
import type { RowSink } from './rows/row-output.ts';
import { type CountedBlock, writeRows } from './rows/write-rows.ts';

/** Below this, starting a thread takes longer than it saves. */
const smallFile = 16 * 1024 * 1024;
const usualBlock = 4 * 1024 * 1024;
/** More threads than this wait for the disk. */
const mostThreads = 8;
/** Bytes of keys that all threads together keep in memory. */
const usualBudget = 8 * 1024 * 1024;
/** Bytes of the file per partition, which keep its table of numbers at a few megabytes. */
const bytesAPartition = 12 * 1024 * 1024;

export interface CountOptions {
  /** Reads numbers without a country, in rows that name none; ISO 3166-1 alpha-2. */
  readonly country?: string;
  readonly onProgress?: (progress: { readonly rows: number; readonly bytes: number }) => void;
  /** Writes the rows of a file that can be counted. */
  readonly sink?: RowSink;
  /** The rest is for tests: the result does not depend on it. */
  readonly threads?: number;
  readonly blockBytes?: number;
  readonly budget?: number;
}

/**
 * The counts, or `why`: a sentence that says why the row-by-row reader has to read the file. Rejects with errors of the file
 * system.
 */
export type Count = { readonly ok: true; readonly counted: CountedFile } | { readonly ok: false; readonly why: string };

/** A file that is open for reading, with the number of its bytes. */
export interface CountableFile {
  readonly file: number;
  readonly bytes: number;
}

/**
 * Counts a delimited file in UTF-8 or Latin-1 from its bytes, on all processors. The result is that of the row-by-row reader.
 * Memory does not grow with the file.
 */
export async function countFile(
  { file: fd, bytes }: CountableFile,
  layout: FileLayout,
  options: CountOptions = {},
): Promise<Count> {
  let workers: readonly BlockWorker[] = [];
  try {
    const { country } = options;
    const { blockBytes = Math.min(usualBlock, Math.max(bytes, 1)) } = options;
    const processors = () => process.getBuiltinModule('node:os').availableParallelism();
    const threads = options.threads ?? (bytes < smallFile ? 1 : Math.min(processors(), mostThreads));
    const budget = Math.floor((options.budget ?? usualBudget) / threads);
    const partitions = 2 ** Math.min(Math.max(Math.ceil(Math.log2(bytes / bytesAPartition)), 1), 10);
    const marksDuplicates = options.sink !== undefined;
    const shared = {
      ...{ fd, bytes, layout, blockBytes, partitions, budget, marksDuplicates },
      ...(country !== undefined && { country }),
    };
    const opened = openWorkers(threads, shared);
    if (!opened.ok) return opened;
    workers = opened.workers;
    const { automaton, slots } = opened.image;
    if (country !== undefined && !automaton.national.has(country)) {
      return { ok: false, why: 'The compiled numbering plans do not include the country.' };
    }
    const counted = await count(workers, opened.own, slots, shared, options);
    return counted === undefined
      ? { ok: false, why: 'The file contains many broken rows, NUL bytes, joined parts, or numbers of two countries.' }
      : { ok: true, counted };
  } finally {
    await Promise.all(workers.map((worker) => worker.close()));
  }
}

type OpenWorkers =
  | {
      readonly ok: true;
      readonly workers: readonly BlockWorker[];
      readonly own: LocalWorker;
      readonly image: NumberImage;
    }
  | { readonly ok: false; readonly why: string };

/** The unused kernel of this thread, kept since V8 is slow to free the memory of kernels. */
let idle: Kernel | undefined;

/** This thread is the first worker: it has counted some blocks before another one has started. */
function openWorkers(threads: number, options: WorkerOptions): OpenWorkers {
  const compiled = compileKernel();
  const others = Array.from({ length: threads - 1 }, () => threadWorker(compiled, options));
  const opened: OpenKernel = idle === undefined ? openKernel(compiled) : { ok: true, kernel: idle };
  if (!opened.ok) {
    for (const worker of others) void worker.close();
    return opened;
  }
  idle = undefined;
  const { kernel } = opened;
  const worker = localWorker(kernel, options);
  // The event loop handles signals and the answers of the others first: otherwise this thread would take all of the work.
  const othersFirst = () => new Promise((resume) => setImmediate(resume));
  const own: BlockWorker = {
    ...worker,
    scan: async (task) => {
      await othersFirst();
      return worker.scan(task);
    },
    duplicates: async (partition, blocks) => {
      await othersFirst();
      return worker.duplicates(partition, blocks);
    },
    close: async () => {
      await worker.close();
      idle = kernel;
    },
  };
  return { ok: true, workers: [own, ...others], own: worker, image: kernel.image };
}

async function count(
  workers: readonly BlockWorker[],
  own: LocalWorker,
  slots: Slots,
  { bytes, blockBytes, partitions }: WorkerOptions,
  { onProgress, sink }: CountOptions,
): Promise<CountedFile | undefined> {
  const order = new BlockOrder<NonNullable<ScannedBlock>>(Math.max(Math.ceil(bytes / blockBytes), 1), blockBytes);
  const duplicates = new FileDuplicates(slots);
  const blocks: CountedBlock[] = [];
  let gathered = nothingGathered(slots);
  const gather = (result: NonNullable<ScannedBlock>): void => {
    const { block, start, place, flags, offsets, long, end, latin1 } = result;
    const hasLatin1 = latin1.before.count + latin1.after.count > 0;
    const keys = { block, place, offsets, ...(flags !== undefined && { flags }) };
    blocks.push({ ...keys, start, end, hasLatin1, line: gathered.line });
    duplicates.addLong(long, gathered.line);
    gathered = addBlock(gathered, result);
    onProgress?.({ rows: gathered.rows, bytes: end });
  };
  const scan = async (worker: BlockWorker): Promise<void> => {
    for (let task = order.take(); task !== undefined; task = order.take()) {
      for (const result of order.add(task.block, await worker.scan(task))) gather(result);
    }
  };
  // Two requests for each of the other threads, so that it does not wait for its next block.
  await Promise.all([...workers, ...workers.slice(1)].map(scan));
  if (order.isBroken) return undefined;
  const keys = blocks.map(({ block, place, offsets, flags }) => ({
    ...{ block, place, offsets },
    ...(flags !== undefined && { flags }),
  }));
  const left = Array.from({ length: partitions }, (_, partition) => partition);
  const findDuplicates = async (worker: BlockWorker): Promise<void> => {
    for (let partition = left.shift(); partition !== undefined; partition = left.shift()) {
      duplicates.add(await worker.duplicates(partition, keys));
    }
  };
  await Promise.all(workers.map(findDuplicates));
  const rows = await duplicates.firstRows(async (block, wanted) => {
    const { start = 0, line: from = 1 } = blocks.find((each) => each.block === block) ?? {};
    const found = (await workers[0]?.trace({ block, ...(block > 0 && { start }) }, wanted)) ?? [];
    return found.map(({ line, shown }) => ({ line: from + line, shown }));
  });
  if (sink !== undefined) await writeRows(own, blocks, sink);
  return countedFile(slots, gathered, duplicates, rows);
}
