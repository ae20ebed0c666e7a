import { isAscii, isUtf8 } from 'node:buffer';
import {
  keyLimit,
  longestRow,
  scanBeyondAscii,
  scanDone,
  scanIncomplete,
  scanUnreadable,
  scanUnwritten,
  seenBeyondAscii,
  seenNul,
} from '../../automaton/layout.ts';
import type { ContactNumber } from '../../domain/numbers/contact-number.ts';
import type { ContactReason } from '../../domain/numbers/contact-reasons.ts';
import { maskCell } from '../../domain/text/mask.ts';
import type { BlockResult, BlockTask, Example, LongNumber, ScanOptions } from './block.ts';
import { blockMemory, type CellEntry, notesOf } from './block-memory.ts';
import type { Kernel } from './contact-kernel.ts';
import { addRow, noLatin1Rows } from './file-notes.ts';
import { FileWindow } from './file-window.ts';
import { type RowEmitter, rowEmitter } from './row-emitter.ts';
import type { RowSink } from './row-output.ts';
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
  /** Writes the rows of a file that was counted, by the duplicates that were found; call `writeBlock` in the order of the file. */
  readonly writer: (sink: RowSink) => Promise<BlockWriter>;
  /** The first address that it does not use. */
  readonly free: number;
}

export interface BlockWriter {
  /** Returns where the block ends; undefined: it is not what was counted. */
  readonly writeBlock: (task: BlockTask, marks: KeyMarks) => Promise<number | undefined>;
}

/** The keys of a block: where those of each partition begin, and a byte for each of them, 1 for a duplicate. */
export interface KeyMarks {
  readonly offsets: Uint32Array;
  readonly flags: Uint8Array;
  /** Whether rows of the block are not UTF-8. */
  readonly hasLatin1: boolean;
}

/** How the caller of the kernel decided a row, and by which phone cell. */
interface Decision {
  readonly place: number;
  readonly slot: number;
  readonly cell: string;
  readonly e164?: string;
  /** Also if it is not textable. */
  readonly number?: ContactNumber;
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
  const empty = image.slots.ofReason('empty');
  /** An opt-out applies to every number of the person. */
  const final = image.slots.ofReason('do-not-text');
  let long: LongNumber[] = [];
  let latin1 = noLatin1Rows;
  const latin1Lines = new Set<number>();
  /** In the pass that writes rows. */
  let emitter: RowEmitter | undefined;
  let isBeyondAscii = false;
  const longSeen = new Set<string>();

  const addressOf = (offset: number): number => bufferAt + offset - window.from;
  const offsetOf = (address: number): number => address - bufferAt + window.from;
  const textOf = ({ from, to, line }: CellEntry): string => memory.cell(from, to, latin1Lines.has(line));
  const shownAt = (cell: CellEntry): Example => ({ line: cell.line, shown: maskCell(textOf(cell)) });

  const begin = (rowByRow: boolean): void => {
    long = [];
    latin1 = noLatin1Rows;
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
      if (stop === scanUnreadable || (stop === scanIncomplete && !window.extend(longestRow))) return 'unreadable';
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
    run.setWriting(emitter === undefined ? 0 : 1);
    return true;
  };

  /** Counts the row that the kernel stopped for. `load`: call `rows.load` first. */
  const countRow = (): 'counted' | 'load' | 'unreadable' => {
    const line = run.getRowLine();
    const country = rows.countryOf(textOf({ line, from: run.getCountryStart(), to: run.getCountryEnd() }));
    if (country === 'load') return 'load';
    if (typeof country === 'string' && run.retry(rows.rootOf(country)) !== 0) {
      emitCounted();
      return 'counted';
    }
    const decision = decide(line, country);
    if (typeof decision === 'string') return decision;
    const { place, slot, e164, cell, number } = decision;
    if (slot !== empty) run.countDecision(place);
    if (e164 === undefined) run.countReason(place, slot);
    else if (Number(e164) < keyLimit) run.countNumber(place, Number(e164), slot);
    else long.push({ e164, slot, line, shown: maskCell(cell) });
    if (number === undefined || (e164 !== undefined && Number(e164) < keyLimit)) emitCounted();
    else emitter?.write({ reason: e164 === undefined ? image.slots.reasonOf(slot) : reasonOfLong(e164), number });
    return 'counted';
  };

  const emitCounted = (): void => (isBeyondAscii ? emitter?.emitCarefully() : emitter?.emit());

  /** The kernel has no keys of these numbers. */
  const reasonOfLong = (e164: string): 'duplicate' | null => {
    const isDuplicate = longSeen.has(e164);
    longSeen.add(e164);
    return isDuplicate ? 'duplicate' : null;
  };

  /** As `judgeRow` does: the first textable cell, or else the first that is not empty. */
  const decide = (line: number, country: string | null | undefined): Decision | 'load' | 'unreadable' => {
    let first: Decision | undefined;
    for (const place of layout.phones.keys()) {
      const cell = textOf({ line, ...memory.phoneCell(place) });
      const judged = rows.judge(cell, country, place);
      if (typeof judged === 'string') return judged;
      const { slot, e164, number } = judged;
      const found = { place, slot, cell, ...(number !== undefined && { number }) };
      if (e164 !== undefined) return { ...found, e164 };
      if (emitter === undefined || number === undefined) run.cacheReason(place, slot);
      if (slot === final) return found;
      if (slot !== empty) first ??= found;
    }
    return first ?? { place: 0, slot: empty, cell: '' };
  };

  /** Proposals for rows that the kernel stopped for. */
  const fixes = async () => {
    await rows.load();
    const { fixable, fixOf } = await rows.fixer();
    const textAt = (from: number, to: number) => textOf({ line: run.getRowLine(), from, to });
    return {
      fixable,
      fixOf: (place: number, reason: ContactReason) => {
        const country = rows.countryOf(textAt(run.getCountryStart(), run.getCountryEnd()));
        const { from, to } = memory.phoneCell(place);
        return country === 'load' ? undefined : fixOf(textAt(from, to), reason, country);
      },
    };
  };

  const scanRows = async (limit: number): Promise<boolean> => {
    for (let stop = scanTo(limit); stop !== 'done'; stop = scanTo(limit)) {
      if (stop === 'unreadable') return false;
      if (stop === 'unwritten') {
        emitter?.emit();
        continue;
      }
      let counted = countRow();
      if (counted === 'load') {
        await rows.load();
        counted = countRow();
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
    if (!isUtf8(text)) return pass(task, true);
    const hasUtf8 = !isAscii(text);
    if (hasUtf8 && holdsMark(text)) return undefined;
    latin1 = { ...noLatin1Rows, hasUtf8 };
    return extent;
  };

  return {
    free: memory.free,
    writer: async (sink) => {
      const { fixOf, fixable } = await fixes();
      const { partitions } = options;
      const made = rowEmitter(kernel, { layout, sink, partitions, ...memory, fixOf, fixable });
      return {
        writeBlock: async (task, { offsets, flags, hasLatin1 }) => {
          emitter = made;
          try {
            memory.setTrace(false);
            memory.forgetCells();
            made.begin(flags, offsets);
            run.setWriting(1);
            const extent = await pass(task, hasLatin1);
            made.drain();
            return extent?.end;
          } finally {
            run.setWriting(0);
            emitter = undefined;
          }
        },
      };
    },
    scan: async (task) => {
      memory.setTrace(false);
      const extent = await pass(task);
      if (extent === undefined) return undefined;
      const { keys, offsets } = memory.sortKeys();
      const examples = memory.examples().map(({ reason, cell }) => ({ reason, ...shownAt(cell) }));
      const counts = memory.counts();
      const decided = memory.decided();
      return {
        keys,
        result: { block: task.block, ...extent, ...notesOf(kernel), latin1, counts, decided, examples, long, offsets },
      };
    },
    trace: async (task, wanted) => {
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
