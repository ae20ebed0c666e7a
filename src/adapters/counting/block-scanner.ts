import { isAscii, isUtf8 } from 'node:buffer';
import {
  longestRow,
  scanBeyondAscii,
  scanDone,
  scanIncomplete,
  scanUnreadable,
  scanUnwritten,
  seenBeyondAscii,
  seenNul,
} from '../../automaton/layout.ts';
import { maskCell } from '../../domain/text/mask.ts';
import type { BlockResult, BlockTask, Example, ScanOptions } from './block.ts';
import { blockMemory, type CellEntry, notesOf } from './block-memory.ts';
import type { Kernel } from './contact-kernel.ts';
import { addRow, type BrokenPlace, noLatin1Rows } from './file-notes.ts';
import { FileWindow } from './file-window.ts';
import { mostBroken, takeBroken } from './rows/broken-rows.ts';
import { rowEmitter } from './rows/row-emitter.ts';
import type { RowSink, WriteBlock } from './rows/row-output.ts';
import { stoppedRows } from './rows/stopped-rows.ts';
import { unusualRows } from './unusual-rows.ts';

/** Bytes that are loaded after a block at first, to find the end of its last row. */
const firstOverhang = 64 * 1024;

/** Undefined: the file is unreadable here. `keys`: a view that the next scan overwrites. */
type Scan = { readonly result: BlockResult; readonly keys: Uint8Array } | undefined;

export interface BlockScanner {
  readonly scan: (task: BlockTask) => Promise<Scan>;
  /** Scans again, and returns the rows of some numbers: the n-th (from 0) of a partition in the block. */
  readonly trace: (
    task: BlockTask,
    wanted: readonly { readonly partition: number; readonly ordinal: number }[],
  ) => Promise<readonly Example[]>;
  /** What writes the rows of a file that was counted. */
  readonly writer: (sink: RowSink) => Promise<WriteBlock>;
  /** The first address that it does not use. */
  readonly free: number;
}

type Extent = Pick<BlockResult, 'start' | 'end'>;

/**
 * Scans one block after the other; the kernel is its own. A block is unreadable here if only the row-by-row reader
 * (contacts/delimited/record-scanner.ts) understands it.
 */
export function blockScanner(kernel: Kernel, options: ScanOptions): BlockScanner {
  const { fd, bytes, layout, blockBytes } = options;
  const { run, image } = kernel;
  const memory = blockMemory(kernel, options);
  const { bufferAt, bufferBytes } = memory;
  const view = (from: number, to: number): Uint8Array => memory.view(bufferAt + from, bufferAt + to);
  const window = new FileWindow({ fd, fileBytes: bytes, bufferBytes, view });
  const rows = unusualRows(image, options);
  let latin1 = noLatin1Rows;
  let problems: BrokenPlace[] = [];
  let broken = 0;
  let isRowByRow = false;
  const latin1Lines = new Set<number>();
  let isBeyondAscii = false;

  const addressOf = (offset: number): number => bufferAt + offset - window.from;
  const offsetOf = (address: number): number => address - bufferAt + window.from;
  const textOf = ({ from, to, line }: CellEntry): string => memory.cell(from, to, latin1Lines.has(line));
  /** Loaded only for rows that are encoded. */
  let encodedRows: typeof import('./rows/encoded-row.ts') | undefined;
  const prepare = async (): Promise<void> => {
    if (layout.encoded !== undefined) encodedRows ??= await import('./rows/encoded-row.ts');
  };
  const lineAt = (line: number, address: number): number =>
    encodedRows?.namedLine(window.text, address - bufferAt) ?? line;
  const shownAt = (cell: CellEntry): Example => {
    const text = textOf(cell);
    const odd = encodedRows?.oddRowOf(text);
    const decided = odd === undefined ? undefined : rows.judgeWhole(odd);
    const shown = decided === undefined || decided === 'load' ? text : decided.cell;
    return { line: lineAt(cell.line, cell.from), shown: maskCell(shown) };
  };

  const stopped = stoppedRows(kernel, {
    layout,
    rows,
    memory,
    textOf,
    lineAt,
    oddRowOf: (cell) => encodedRows?.oddRowOf(cell),
  });

  const begin = (rowByRow: boolean): void => {
    stopped.begin();
    latin1 = noLatin1Rows;
    problems = [];
    broken = 0;
    isRowByRow = rowByRow;
    latin1Lines.clear();
    run.setStopBeyondAscii(rowByRow ? 1 : 0);
    memory.clear();
  };

  const noteBeyondAscii = (): void => {
    const line = run.getRowLine();
    const isUtf8Row = isUtf8(memory.view(run.getRowStart(), run.getRowEnd()));
    if (!isUtf8Row) latin1Lines.add(line);
    latin1 = addRow(latin1, isUtf8Row, line);
  };

  /** Scans up to an address. `row`: the kernel leaves a row to the caller. */
  const scanTo = (limit: number): 'done' | 'row' | 'unwritten' | 'unreadable' => {
    for (;;) {
      const stop = run.scan(limit, bufferAt + window.size, window.isLast ? 1 : 0);
      if (stop === scanDone) return 'done';
      if (stop === scanUnreadable || (stop === scanIncomplete && !window.extend(longestRow))) {
        const found = broken < mostBroken ? takeBroken(kernel, { memory, window, layout }) : undefined;
        if (found === undefined) return 'unreadable';
        broken += 1;
        problems.push(...found);
        isBeyondAscii = isRowByRow && !isAscii(memory.view(run.getRowStart(), run.getRowEnd()));
        if (isBeyondAscii) noteBeyondAscii();
        return 'row';
      }
      if (stop === scanIncomplete) continue;
      if (stop === scanUnwritten) return 'unwritten';
      isBeyondAscii = stop === scanBeyondAscii;
      if (isBeyondAscii) noteBeyondAscii();
      return 'row';
    }
  };

  /** Scans the header as a row and forgets what it was counted as. */
  const skipHeader = (limit: number): boolean => {
    run.setWriting(0);
    while (run.getRows() === 0 && run.getPosition() < limit) {
      if (scanTo(Math.min(run.getPosition() + 1, limit)) === 'unreadable') return false;
    }
    memory.clear();
    run.forget();
    run.setWriting(stopped.isWriting() ? 1 : 0);
    return true;
  };

  const scanRows = async (limit: number): Promise<boolean> => {
    for (let stop = scanTo(limit); stop !== 'done'; stop = scanTo(limit)) {
      if (stop === 'unreadable') return false;
      if (stop === 'unwritten') {
        stopped.emit();
        continue;
      }
      let counted = stopped.count(isBeyondAscii);
      if (counted === 'load') {
        await rows.load();
        counted = stopped.count(isBeyondAscii);
      }
      if (counted === 'load') throw new Error('A row has no verdict.');
      if (counted === 'unreadable') return false;
    }
    return true;
  };

  /**
   * Scans the rows that start in a block; undefined: they are unreadable here. `rowByRow`: notes the encoding of each row,
   * which is needed only if the block as a whole is not UTF-8.
   */
  const pass = async (task: BlockTask, rowByRow = false): Promise<Extent | undefined> => {
    begin(rowByRow);
    const { block } = task;
    const from = block * blockBytes;
    const to = Math.min(from + blockBytes, bytes);
    const readFrom = task.start ?? Math.max(from - 1, 0);
    window.load(readFrom, to + firstOverhang);
    const start = task.start ?? (block === 0 ? startOfText(window.text) : readFrom + nextRow(window.text));
    const limit = addressOf(to);
    run.start(Math.min(addressOf(start), limit));
    if (start >= to) return { start, end: start };
    if (block === 0 && layout.hasHeader && !skipHeader(limit)) return undefined;
    if (!(await scanRows(limit))) return undefined;
    const extent = { start, end: offsetOf(run.getPosition()) };
    const seen = run.getBytesSeen();
    if ((seen & seenNul) !== 0) return undefined;
    if (rowByRow || (seen & seenBeyondAscii) === 0) return extent;
    const text = memory.view(addressOf(start), run.getPosition());
    // The count would have noticed that, so the file was changed.
    if (!isUtf8(text) && stopped.isWriting()) return undefined;
    if (!isUtf8(text)) return pass(task, true);
    const hasUtf8 = !isAscii(text);
    if (hasUtf8 && holdsMark(text)) return undefined;
    latin1 = { ...noLatin1Rows, hasUtf8 };
    return extent;
  };

  return {
    free: memory.free,
    writer: async (sink) => {
      await rows.load();
      const emitter = rowEmitter(kernel, { sink, ...memory, ...options, ...(await stopped.fixes()) });
      return async (task, { offsets, flags, hasLatin1 }) => {
        memory.setTrace(false);
        memory.forgetCells();
        emitter.begin(flags, offsets);
        try {
          stopped.writeBy(emitter);
          const extent = await pass(task, hasLatin1);
          emitter.drain();
          return extent?.end;
        } finally {
          stopped.writeBy(undefined);
        }
      };
    },
    scan: async (task) => {
      await prepare();
      memory.setTrace(false);
      const extent = await pass(task);
      if (extent === undefined) return undefined;
      const { keys, offsets } = memory.sortKeys();
      const examples = memory.examples().map(({ reason, cell }) => ({ reason, ...shownAt(cell) }));
      const counts = memory.counts();
      const decided = memory.decided();
      return {
        keys,
        result: {
          block: task.block,
          ...extent,
          ...notesOf(kernel),
          // Rows that name their lines name those of the whole list.
          ...(layout.encoded !== undefined && { lines: 0 }),
          latin1,
          problems,
          counts,
          decided,
          examples,
          long: stopped.long(),
          offsets,
        },
      };
    },
    trace: async (task, wanted) => {
      await prepare();
      memory.setTrace(true);
      await pass(task);
      return wanted.map(({ partition, ordinal }) => shownAt(memory.tracedCell(partition, ordinal)));
    },
  };
}

/** A byte order mark is not part of the first cell. */
const startOfText = (text: Uint8Array): number => (text[0] === 0xef && text[1] === 0xbb && text[2] === 0xbf ? 3 : 0);

/** After the first line break; the first byte is the last one before the block. */
function nextRow(text: Uint8Array): number {
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === 0x0a) return at + 1;
    if (text[at] === 0x0d) return text[at + 1] === 0x0a ? at + 2 : at + 1;
  }
  return text.length;
}

/** Whether the text holds a byte-order mark: joined files, whose further headers only the row-by-row reader leaves out. */
const holdsMark = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('\ufeff');
