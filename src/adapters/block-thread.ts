import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { BlockTask, Example } from './block-scanner.ts';
import { type BlockWorker, openLocalWorker, type ScannedBlock, type WorkerOptions } from './block-worker.ts';
import type { BlockKeys, Duplicate, Duplicates } from './duplicate-finder.ts';

/** What is asked of a thread. All blocks' numbers come once, before the first partition. */
type Request =
  | { readonly kind: 'scan'; readonly task: BlockTask }
  | { readonly kind: 'blocks'; readonly blocks: readonly BlockKeys[] }
  | { readonly kind: 'duplicates'; readonly partition: number }
  | { readonly kind: 'trace'; readonly task: BlockTask; readonly wanted: readonly Duplicate[] };

type Answer =
  | { readonly ok: true; readonly value: ScannedBlock | Duplicates | readonly Example[] | undefined }
  | { readonly ok: false; readonly error: unknown };

const threadPath = new URL('../../dist/adapters/block-thread.js', import.meta.url);

/** A worker on a thread of its own. What it is asked is answered in the same order. */
export function threadWorker(options: WorkerOptions): BlockWorker {
  const thread = new Worker(threadPath, { workerData: { blockThread: options } });
  const waiting: { resolve: (value: never) => void; reject: (error: unknown) => void }[] = [];
  let failure: unknown;
  let sent: readonly BlockKeys[] | undefined;
  const fail = (error: unknown): void => {
    failure = error;
    for (const { reject } of waiting.splice(0)) reject(error);
  };
  thread.on('message', (answer: Answer) => {
    const asked = waiting.shift();
    if (answer.ok) asked?.resolve(answer.value as never);
    else asked?.reject(answer.error);
  });
  thread.on('error', fail);
  thread.on('exit', () => fail(new Error('A thread of the count ended early.')));
  const ask = <T>(request: Request): Promise<T> =>
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

function serve(worker: BlockWorker, port: NonNullable<typeof parentPort>): void {
  let blocks: readonly BlockKeys[] = [];
  const answer = async (request: Request): Promise<unknown> => {
    switch (request.kind) {
      case 'scan':
        return worker.scan(request.task);
      case 'blocks':
        blocks = request.blocks;
        return undefined;
      case 'duplicates':
        return worker.duplicates(request.partition, blocks);
      case 'trace':
        return worker.trace(request.task, request.wanted);
    }
  };
  let last: Promise<void> = Promise.resolve();
  port.on('message', (request: Request) => {
    last = last.then(() =>
      answer(request).then(
        (value) => port.postMessage({ ok: true, value }),
        (error: unknown) => port.postMessage({ ok: false, error }),
      ),
    );
  });
}

const { blockThread } = (workerData ?? {}) as { readonly blockThread?: WorkerOptions };
if (!isMainThread && parentPort !== null && blockThread !== undefined) serve(openLocalWorker(blockThread), parentPort);
