import { builtFile } from '../process/built-file.ts';
import type { BlockTask, Example } from './block.ts';
import type { BlockWorker, ScannedBlock, WorkerOptions } from './block-work.ts';
import type { BlockKeys, Duplicate, Duplicates } from './duplicate-finder.ts';

export interface ThreadData {
  readonly compiled: WebAssembly.Module;
  readonly options: WorkerOptions;
}

/** A request to a thread. The keys of all blocks are sent once, before the first partition. */
export type ThreadRequest =
  | { readonly kind: 'scan'; readonly task: BlockTask }
  | { readonly kind: 'blocks'; readonly blocks: readonly BlockKeys[] }
  | { readonly kind: 'duplicates'; readonly partition: number }
  | { readonly kind: 'trace'; readonly task: BlockTask; readonly wanted: readonly Duplicate[] };

type ThreadAnswer =
  | { readonly ok: true; readonly value: ScannedBlock | Duplicates | readonly Example[] | undefined }
  | { readonly ok: false; readonly error: unknown };

/** Little is alive at a time. By default, V8's young generation would take twice as much memory as all the rest. */
const resourceLimits = { maxYoungGenerationSizeMb: 4 };

/** A worker on another thread, which answers requests in order. */
export function threadWorker(compiled: WebAssembly.Module, options: WorkerOptions): BlockWorker {
  const workerData: ThreadData = { compiled, options };
  const { Worker } = process.getBuiltinModule('node:worker_threads');
  const thread = new Worker(builtFile('count-worker.js'), { workerData, resourceLimits });
  const waiting: { resolve: (value: never) => void; reject: (error: unknown) => void }[] = [];
  let failure: unknown;
  let sent: readonly BlockKeys[] | undefined;
  const fail = (error: unknown): void => {
    failure = error;
    for (const { reject } of waiting.splice(0)) reject(error);
  };
  thread.on('message', (answer: ThreadAnswer) => {
    const asked = waiting.shift();
    if (answer.ok) asked?.resolve(answer.value as never);
    else asked?.reject(answer.error);
  });
  thread.on('error', fail);
  thread.on('exit', () => fail(new Error('A thread of the count ended early.')));
  const ask = <T>(request: ThreadRequest): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (failure !== undefined) {
        reject(failure);
        return;
      }
      waiting.push({ resolve, reject });
      thread.postMessage(request);
    });
  return {
    scan: (task) => ask<ScannedBlock>({ kind: 'scan', task }),
    duplicates: async (partition, blocks) => {
      if (sent !== blocks) {
        sent = blocks;
        await ask<undefined>({ kind: 'blocks', blocks });
      }
      return ask<Duplicates>({ kind: 'duplicates', partition });
    },
    trace: (task, wanted) => ask<readonly Example[]>({ kind: 'trace', task, wanted }),
    close: async () => {
      thread.removeAllListeners();
      await thread.terminate();
    },
  };
}
