import { keyBytes } from '../../automaton/layout.ts';
import type { BlockResult, BlockTask, Example, ScanOptions } from './block.ts';
import { type BlockScanner, blockScanner } from './block-scanner.ts';
import { type Kernel, openKernel } from './contact-kernel.ts';
import { type BlockKeys, type Duplicate, type Duplicates, findDuplicates } from './duplicate-finder.ts';
import { keyStore } from './key-store.ts';

/** A block's result with the place of its keys; undefined: only the row-by-row reader understands the file. */
export type ScannedBlock = (BlockResult & Pick<BlockKeys, 'place' | 'flags'>) | undefined;

/** The part of a count that one thread does. */
export interface BlockWorker {
  readonly scan: (task: BlockTask) => Promise<ScannedBlock>;
  readonly duplicates: (partition: number, blocks: readonly BlockKeys[]) => Promise<Duplicates>;
  readonly trace: (task: BlockTask, wanted: readonly Duplicate[]) => Promise<readonly Example[]>;
  readonly close: () => Promise<void>;
}

/** A worker that can write rows as well. */
export interface LocalWorker extends BlockWorker, Pick<BlockScanner, 'writer'> {}

export interface WorkerOptions extends ScanOptions {
  /** Bytes of keys that this thread keeps in memory; the others go to a temporary file. */
  readonly budget: number;
  /** Whether rows are written later, for which each duplicate is marked. */
  readonly marksDuplicates: boolean;
}

/** A worker on the calling thread. */
export function localWorker(kernel: Kernel, options: WorkerOptions): LocalWorker {
  const scanner = blockScanner(kernel, options);
  const store = keyStore(options.budget);
  return {
    scan: async (task) => {
      const scan = await scanner.scan(task);
      if (scan === undefined) return undefined;
      const flags = options.marksDuplicates && { flags: new SharedArrayBuffer(scan.keys.length / keyBytes) };
      return { ...scan.result, place: store.append(scan.keys), ...flags };
    },
    duplicates: async (partition, blocks) => findDuplicates(kernel, scanner.free, blocks, partition),
    trace: scanner.trace,
    writer: scanner.writer,
    close: async () => store.close(),
  };
}

/** The same on another thread, from the compiled kernel. */
export function openLocalWorker(compiled: WebAssembly.Module, options: WorkerOptions): BlockWorker {
  const opened = openKernel(compiled);
  if (!opened.ok) throw new Error(opened.why);
  return localWorker(opened.kernel, options);
}
