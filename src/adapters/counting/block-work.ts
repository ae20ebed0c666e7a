import type { BlockResult, BlockTask, Example, ScanOptions } from './block.ts';
import { blockScanner } from './block-scanner.ts';
import { type Kernel, openKernel } from './contact-kernel.ts';
import { type BlockKeys, type Duplicate, type Duplicates, findDuplicates } from './duplicate-finder.ts';
import { type KeyPlace, keyStore } from './key-store.ts';

/** A block's result with the place of its keys; undefined: only the row-by-row reader understands the file. */
export type ScannedBlock = (BlockResult & { readonly place: KeyPlace }) | undefined;

/** The part of a count that one thread does. */
export interface BlockWorker {
  readonly scan: (task: BlockTask) => Promise<ScannedBlock>;
  readonly duplicates: (partition: number, blocks: readonly BlockKeys[]) => Promise<Duplicates>;
  readonly trace: (task: BlockTask, wanted: readonly Duplicate[]) => Promise<readonly Example[]>;
  readonly close: () => Promise<void>;
}

export interface WorkerOptions extends ScanOptions {
  /** Bytes of keys that this thread keeps in memory; the others go to a temporary file. */
  readonly budget: number;
}

/** A worker on the calling thread. */
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

/** The same on another thread, from the compiled kernel. */
export function openLocalWorker(compiled: WebAssembly.Module, options: WorkerOptions): BlockWorker {
  const opened = openKernel(compiled);
  if (!opened.ok) throw new Error(opened.why);
  return localWorker(opened.kernel, options);
}
