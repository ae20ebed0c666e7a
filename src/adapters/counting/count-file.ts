import { closeSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { NumberImage, Slots } from '../../automaton/image.ts';
import { openRegular } from '../files/named-file.ts';
import type { BlockResult, FileLayout } from './block-scanner.ts';
import { type BlockWorker, localWorker, type ScannedBlock, type WorkerOptions } from './block-work.ts';
import { compileKernel, type Kernel, type OpenKernel, openKernel } from './contact-kernel.ts';
import { threadWorker } from './counting-thread.ts';
import { type CountedFile, gatherBlocks } from './gather-blocks.ts';
import { loadNumberImage } from './number-image.ts';

/** Below this, starting threads takes longer than reading. */
const smallFile = 3 * 1024 * 1024;
const usualBlock = 4 * 1024 * 1024;
/** More threads than this wait for the disk. */
const mostThreads = 8;
/** Bytes of numbers that are kept in memory, by all threads together. */
const usualBudget = 8 * 1024 * 1024;
/** So many bytes of file for one partition keep its table of numbers at a few megabytes. */
const bytesAPartition = 12 * 1024 * 1024;

export interface CountOptions {
  /** Reads numbers without a country, in rows that name none; ISO 3166-1 alpha-2. */
  readonly country?: string;
  readonly onProgress?: (progress: { readonly rows: number; readonly bytes: number }) => void;
  /** The rest is for tests: each value has to come to the same result. */
  readonly threads?: number;
  readonly blockBytes?: number;
  readonly budget?: number;
}

/**
 * What came of it: `counted`, or why the careful reader has to read the file: `why`, a sentence. Rejects with what the file
 * system says.
 */
export type Count = { readonly ok: true; readonly counted: CountedFile } | { readonly ok: false; readonly why: string };

/**
 * Counts a delimited file in UTF-8 or Latin-1 from its bytes, on all processors, to the same result as the careful reader and `startTally`.
 * Memory does not grow with the file.
 */
export async function countFile(path: string, layout: FileLayout, options: CountOptions = {}): Promise<Count> {
  const {
    file: fd,
    stats: { size: bytes },
  } = openRegular(path);
  let workers: readonly BlockWorker[] = [];
  try {
    const { country } = options;
    const { blockBytes = Math.min(usualBlock, Math.max(bytes, 1)) } = options;
    const threads = options.threads ?? (bytes < smallFile ? 1 : Math.min(availableParallelism(), mostThreads));
    const budget = Math.floor((options.budget ?? usualBudget) / threads);
    const partitions = 2 ** Math.min(Math.max(Math.ceil(Math.log2(bytes / bytesAPartition)), 1), 10);
    const shared = { fd, bytes, layout, blockBytes, partitions, budget, ...(country !== undefined && { country }) };
    const opened = openWorkers(threads, shared);
    if (!opened.ok) return opened;
    workers = opened.workers;
    const { automaton, slots } = opened.image;
    if (country !== undefined && !automaton.national.has(country)) {
      return { ok: false, why: 'The compiled numbering plans do not have the country.' };
    }
    const counted = await count(workers, slots, shared, options.onProgress);
    return counted === undefined
      ? { ok: false, why: 'The file holds broken rows, NUL bytes, joined parts, or numbers of two countries.' }
      : { ok: true, counted };
  } finally {
    await Promise.all(workers.map((worker) => worker.close()));
    closeSync(fd);
  }
}

type OpenWorkers =
  | { readonly ok: true; readonly workers: readonly BlockWorker[]; readonly image: NumberImage }
  | { readonly ok: false; readonly why: string };

/** The kernel of this thread while nothing is counted with it: V8 sees little reason to collect what a former list left behind. */
let idle: Kernel | undefined;

/** Threads are under way while this one still reads what it needs itself. */
function openWorkers(threads: number, options: WorkerOptions): OpenWorkers {
  if (threads === 1) {
    const opened: OpenKernel = idle === undefined ? openKernel() : { ok: true, kernel: idle };
    if (!opened.ok) return opened;
    idle = undefined;
    const { kernel } = opened;
    const worker = localWorker(kernel, options);
    const close = async (): Promise<void> => {
      await worker.close();
      idle = kernel;
    };
    return { ok: true, workers: [{ ...worker, close }], image: kernel.image };
  }
  const loaded = loadNumberImage();
  if (!loaded.ok) return loaded;
  const compiled = compileKernel();
  const workers = Array.from({ length: threads }, () => threadWorker(compiled, options));
  return { ok: true, workers, image: loaded.image };
}

type GoodBlock = NonNullable<ScannedBlock>;

async function count(
  workers: readonly BlockWorker[],
  slots: Slots,
  { bytes, blockBytes, partitions }: WorkerOptions,
  onProgress: CountOptions['onProgress'],
): Promise<CountedFile | undefined> {
  const total = Math.max(Math.ceil(bytes / blockBytes), 1);
  const gathered = gatherBlocks(slots);
  const blocks = await scanAll(workers, total, blockBytes, (result) => {
    gathered.add(result);
    onProgress?.({ rows: gathered.rows(), bytes: result.end });
  });
  if (blocks === undefined) return undefined;
  const keys = blocks.map(({ block, place, offsets }) => ({ block, place, offsets }));
  let partition = 0;
  await Promise.all(
    workers.map(async (worker) => {
      while (partition < partitions) {
        const next = partition;
        partition += 1;
        gathered.addDuplicates(await worker.duplicates(next, keys));
      }
    }),
  );
  const starts = new Map(blocks.map(({ block, start }) => [block, start]));
  await gathered.nameDuplicates(async (block, wanted) => {
    const start = starts.get(block);
    return workers[0]?.trace({ block, ...(start !== undefined && block > 0 && { start }) }, wanted) ?? [];
  });
  return gathered.result();
}

/**
 * Scans all blocks and hands them over in their order. A block looks for its first row by itself; where the rows before it
 * end elsewhere, a quoted cell went on into it, and it is scanned again from there. Undefined: a block cannot be scanned.
 */
async function scanAll(
  workers: readonly BlockWorker[],
  total: number,
  blockBytes: number,
  onBlock: (result: BlockResult) => void,
): Promise<readonly GoodBlock[] | undefined> {
  const scanned = new Map<number, GoodBlock | null>();
  const good: GoodBlock[] = [];
  let next = 0;
  let settled = 0;
  let end = 0;
  let broken = false;

  /** Takes over what fits, in order; returns the block that has to be scanned again, if one has. */
  const settle = (): number | undefined => {
    for (let result = scanned.get(settled); result !== undefined && !broken; result = scanned.get(settled)) {
      const limit = (settled + 1) * blockBytes;
      const passed = settled > 0 && end >= limit;
      if (!passed && (result === null || (settled > 0 && result.start !== end))) {
        if (result === null && (settled === 0 || again.has(settled))) broken = true;
        return broken ? undefined : settled;
      }
      scanned.delete(settled);
      settled += 1;
      if (passed) continue;
      if (result === null) continue;
      good.push(result);
      onBlock(result);
      end = result.end;
    }
    return undefined;
  };

  const again = new Set<number>();
  const work = async (worker: BlockWorker): Promise<void> => {
    while (!broken) {
      const retried = settle();
      const isRetry = retried !== undefined && !again.has(retried);
      if (!isRetry && next >= total) return;
      const block = isRetry ? retried : next;
      if (isRetry) again.add(block);
      else next += 1;
      const task = isRetry ? { block, start: end } : { block };
      if (isRetry) scanned.delete(block);
      scanned.set(block, (await worker.scan(task)) ?? null);
    }
  };
  // A thread has its next block at hand when it is done with one.
  const hands = workers.length === 1 ? workers : [...workers, ...workers];
  await Promise.all(hands.map(work));
  // The last blocks may have waited for one another.
  for (let block = settle(); block !== undefined && !broken; block = settle()) {
    again.add(block);
    scanned.delete(block);
    scanned.set(block, (await workers[0]?.scan({ block, start: end })) ?? null);
  }
  return broken ? undefined : good;
}
