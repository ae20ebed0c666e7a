import { type BlockResult, type BlockTask, blockScanner, type Example, type ScanOptions } from './block-scanner.ts';
import { type Kernel, openKernel } from './contact-kernel.ts';
import { type BlockKeys, type Duplicate, type Duplicates, findDuplicates } from './duplicate-finder.ts';
import { type KeyPlace, keyStore } from './key-store.ts';

/** A block's result with where its numbers lie; undefined: only the careful reader understands the file. */
export type ScannedBlock = (BlockResult & { readonly place: KeyPlace }) | undefined;

/** What one thread does for the count. */
export interface BlockWorker {
  readonly scan: (task: BlockTask) => Promise<ScannedBlock>;
  readonly duplicates: (partition: number, blocks: readonly BlockKeys[]) => Promise<Duplicates>;
  readonly trace: (task: BlockTask, wanted: readonly Duplicate[]) => Promise<readonly Example[]>;
  readonly close: () => Promise<void>;
}

export interface WorkerOptions extends ScanOptions {
  /** Bytes of numbers that this thread keeps in memory. */
  readonly budget: number;
}

/** On the thread that calls. */
export function localWorker(kernel: Kernel, options: WorkerOptions): BlockWorker {
  const scanner = blockScanner(kernel, options);
  const store = keyStore(options.budget);
  return {
    scan: async (task) => {
      const scan = await scanner.scan(task);
      return scan === undefined ? undefined : { ...scan.result, place: store.append(scan.keys) };
    },
    duplicates: async (partition, blocks) => findDuplicates(kernel, scanner.free, blocks, partition),
    trace: scanner.trace,
    close: async () => store.close(),
  };
}

/** The same on a thread of its own, which has the kernel from another. */
export function openLocalWorker(compiled: WebAssembly.Module, options: WorkerOptions): BlockWorker {
  const opened = openKernel(compiled);
  if (!opened.ok) throw new Error(opened.why);
  return localWorker(opened.kernel, options);
}
