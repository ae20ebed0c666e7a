// Runs on a thread, and answers the requests of counting-thread.ts.
import { parentPort, workerData } from 'node:worker_threads';
import { type BlockWorker, openLocalWorker } from './block-work.ts';
import type { ThreadData, ThreadRequest } from './counting-thread.ts';
import type { BlockKeys } from './duplicate-finder.ts';

function serve(worker: BlockWorker, port: NonNullable<typeof parentPort>): void {
  let blocks: readonly BlockKeys[] = [];
  const answer = async (request: ThreadRequest): Promise<unknown> => {
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
  port.on('message', (request: ThreadRequest) => {
    last = last.then(() =>
      answer(request).then(
        (value) => port.postMessage({ ok: true, value }),
        (error: unknown) => port.postMessage({ ok: false, error }),
      ),
    );
  });
}

if (parentPort !== null) {
  const { compiled, options } = workerData as ThreadData;
  serve(openLocalWorker(compiled, options), parentPort);
}
