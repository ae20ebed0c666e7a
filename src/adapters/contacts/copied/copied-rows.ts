import type { ContactExamples } from '../../../domain/contacts/contact-quality.ts';
import { findingLog } from '../../../domain/contacts/list-findings.ts';
import type { counter } from '../count-list.ts';
import type { Batch, SampledResult } from '../queried-list.ts';
import type { StoredBytes } from '../stored-bytes.ts';
import type { CopiedBytes } from './copied-bytes.ts';
import { cellsOfRow, rowSplitter } from './csv-rows.ts';
import { rowsOnLines } from './row-numbers.ts';

/** A parameter, so that the module is loaded with the reader of files only. */
export type Counter = typeof counter;

interface Copy extends Pick<SampledResult, 'source' | 'name' | 'close'> {
  readonly bytes: CopiedBytes;
  /** The rows by another way, if there is one after this error of the copy. Throws what the error means otherwise. */
  readonly again: (error: unknown) => Promise<AsyncGenerator<Batch>>;
}

/** The rows of a copied result. All are stored before they are counted or read, since the server's time limit is for all. */
export function copiedRows({ bytes, again, ...query }: Copy, countedBy: Counter): SampledResult {
  const { columns, sample } = bytes;
  let stored: StoredBytes | undefined;
  let others: AsyncGenerator<Batch> | undefined;
  let lines = 0;
  const close = (): void => {
    stored?.close();
    query.close();
  };
  const store = async (onLines: (lines: number) => void): Promise<StoredBytes | undefined> => {
    try {
      stored = await bytes.store((count) => {
        lines = count;
        onLines(count);
      });
    } catch (error) {
      others = await again(error);
    }
    return stored;
  };
  return {
    ...query,
    columns,
    sample,
    close,
    counter: (plan, log) => {
      const source = {
        source: query.source,
        bytesRead: () => 0,
        changedSince: async () => false,
        store: async (onLines: (count: number) => void) => {
          const { file = -1, bytes: size = 0, isComplete = false } = (await store(onLines)) ?? {};
          return { file, bytes: size, isComplete: isComplete && bytes.isPlain() };
        },
      };
      const table = { delimiter: ',', columns, hasHeader: false, preamble: 0, hint: false, plan };
      const fileLog = findingLog();
      const count = countedBy(source, table, fileLog);
      if (count === null) return null;
      return async (options) => {
        const counted = await count(options);
        if (others !== undefined) return { why: 'The server ended the copy of the rows at its time limit.' };
        if (!bytes.isPlain()) return { why: 'The list has rows of more than 256 KiB, or text that is not UTF-8.' };
        // Its other notes apply to files only.
        const fictional = fileLog.list().find(({ code }) => code === 'fictional-numbers');
        if (fictional !== undefined) log.add(fictional.code, undefined, undefined, fictional.count);
        if ('why' in counted || stored === undefined || lines === counted.summary.rows) return counted;
        return { ...counted, examples: byRow(counted.examples, stored) };
      };
    },
    batches: async function* () {
      if (stored === undefined && others === undefined) await store(() => {});
      if (others !== undefined) yield* others;
      else if (stored !== undefined) yield* batchesOf(stored);
    },
  };
}

/** The rows of a query are numbered; they have no lines. */
function byRow(examples: ContactExamples, stored: StoredBytes): ContactExamples {
  const all = Object.values(examples).flat();
  const rows = rowsOnLines(
    stored,
    all.map(({ line }) => line),
  );
  const entries = Object.entries(examples).map(([reason, each]) => [
    reason,
    each.map((example) => ({ ...example, line: rows.get(example.line) ?? example.line })),
  ]);
  return Object.fromEntries(entries) as ContactExamples;
}

async function* batchesOf(stored: StoredBytes): AsyncGenerator<Batch> {
  const splitter = rowSplitter();
  for await (const { piece } of stored.pieces()) {
    const rows = splitter.push(piece);
    if (rows.length > 0) yield rows.map(cellsOfRow);
  }
}
