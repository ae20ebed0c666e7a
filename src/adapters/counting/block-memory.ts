import { cachedCellBytes, cachedCells, cellEntryBytes, keyBytes, longestRow, noLine } from '../../automaton/layout.ts';
import { type BlockResult, exampleLimit, type ScanOptions } from './block.ts';
import { type Kernel, reserve } from './contact-kernel.ts';
import { latin1Text, type Noticed } from './file-notes.ts';
import { padding } from './file-window.ts';

/** A textable row is not shorter, which limits the keys of a block. */
const shortestRow = 4;

const align = (address: number): number => Math.ceil(address / 64) * 64;

/** What a kernel writes for one block, and where. */
export class BlockMemory {
  /** The first address that is not used. */
  readonly free: number;
  readonly bufferAt: number;
  /** A block, the rest of its last row, and one byte before it. */
  readonly bufferBytes: number;
  private readonly kernel: Kernel;
  private readonly partitions: number;
  private readonly countsAt: number;
  private readonly examplesAt: number;
  private readonly offsetsAt: number;
  private readonly keysAt: number;
  private readonly sortedKeysAt: number;
  private readonly traceAt: number;
  private buffer: Buffer = Buffer.alloc(0);

  constructor(kernel: Kernel, { bytes, layout, country, blockBytes, partitions }: ScanOptions) {
    const { run, image } = kernel;
    const { slots, automaton } = image;
    this.kernel = kernel;
    this.partitions = partitions;
    this.bufferBytes = Math.min(blockBytes + longestRow, bytes) + 1;
    const mostKeys = Math.ceil(this.bufferBytes / shortestRow);
    this.countsAt = kernel.free;
    this.examplesAt = align(this.countsAt + slots.count * 4);
    const histogramAt = align(this.examplesAt + slots.reasons.length * exampleLimit * cellEntryBytes);
    this.offsetsAt = align(histogramAt + partitions * 4);
    this.keysAt = align(this.offsetsAt + partitions * 4);
    const cacheAt = align(this.keysAt + mostKeys * keyBytes);
    this.sortedKeysAt = cacheAt + cachedCells * cachedCellBytes;
    this.traceAt = align(this.sortedKeysAt + mostKeys * keyBytes);
    this.bufferAt = align(this.traceAt + mostKeys * cellEntryBytes);
    this.free = align(this.bufferAt + this.bufferBytes + padding);
    reserve(kernel, this.free);
    run.setLayout(layout.delimiter.charCodeAt(0), layout.phone, layout.country, layout.columns);
    run.setRoots(automaton.international, automaton.national.get(country ?? '') ?? 0);
    run.setCounters(this.countsAt, this.examplesAt, exampleLimit, slots.numbers.length, slots.ofReason('empty'));
    run.setScientific(slots.ofReason('scientific-notation'), slots.ofReason('scientific-exact'));
    this.bytes(cacheAt, this.sortedKeysAt).fill(0);
    run.setCellCache(cacheAt);
    run.setAsksReadings(layout.asksReadings === true ? 1 : 0);
    run.setKeys(this.keysAt, histogramAt, Math.log2(partitions));
  }

  /** A view that is valid until the memory grows. */
  bytes(from: number, to: number): Uint8Array {
    return new Uint8Array(this.kernel.memory.buffer, from, to - from);
  }

  /** The text of a cell: without the quotes around it, and with doubled quotes as one. */
  cell(from: number, to: number, isLatin1: boolean): string {
    const { buffer } = this.kernel.memory;
    if (this.buffer.buffer !== buffer) this.buffer = Buffer.from(buffer);
    const text = isLatin1 ? latin1Text(this.bytes(from, to)) : this.buffer.toString('utf8', from, to);
    return text.startsWith('"') ? text.slice(1, text.lastIndexOf('"')).replaceAll('""', '"') : text;
  }

  /** Sets the counts, examples and sizes of partitions to zero. */
  clear(): void {
    this.bytes(this.countsAt, this.keysAt).fill(0);
  }

  /** Turns on or off that the kernel notes where the row of each key is. */
  setTrace(on: boolean): void {
    this.kernel.run.setTrace(on ? this.traceAt : 0);
  }

  /** The traced cell of the n-th key (from 0) of a partition. */
  tracedCell(partition: number, ordinal: number): CellEntry {
    return this.entry(this.traceAt + this.kernel.run.locate(partition, ordinal) * cellEntryBytes);
  }

  /** The cells that are kept as examples, by reason. */
  examples() {
    const { slots } = this.kernel.image;
    const counts = this.counts();
    return slots.reasons.flatMap((reason, index) => {
      const count = Math.min(counts[slots.numbers.length + index] ?? 0, exampleLimit);
      return Array.from({ length: count }, (_, nth) => {
        const at = this.examplesAt + (index * exampleLimit + nth) * cellEntryBytes;
        return { reason, cell: this.entry(at) };
      });
    });
  }

  /** Copies the kernel's counts. */
  counts(): Uint32Array {
    return new Uint32Array(this.kernel.memory.buffer, this.countsAt, this.kernel.image.slots.count).slice();
  }

  /** Sorts the keys by partition. They are a view that the next scan overwrites. */
  sortKeys(): { readonly keys: Uint8Array; readonly offsets: Uint32Array } {
    const { run, memory } = this.kernel;
    run.scatter(this.sortedKeysAt, this.offsetsAt, this.partitions);
    // The kernel leaves the end of each partition, which is the beginning of the next.
    const offsets = new Uint32Array(this.partitions + 1);
    offsets.set(new Uint32Array(memory.buffer, this.offsetsAt, this.partitions), 1);
    const keys = this.bytes(this.sortedKeysAt, this.sortedKeysAt + run.getKeyCount() * keyBytes);
    return { keys, offsets };
  }

  private entry(at: number): CellEntry {
    const [line = 0, from = 0, length = 0] = new Uint32Array(this.kernel.memory.buffer, at, 3);
    return { line, from, to: from + length };
  }
}

/** Where a cell is. */
export interface CellEntry {
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

/** The kernel's notes about the scanned rows. */
export function notesOf({ run }: Kernel): Pick<BlockResult, 'lines' | 'rows' | 'blankLines' | 'ragged' | 'lineEnds'> {
  const firstLines = [
    { kind: 'lf', line: run.getFirstLineFeed() },
    { kind: 'crlf', line: run.getFirstBoth() },
    { kind: 'cr', line: run.getFirstReturn() },
  ] as const;
  return {
    lines: run.getLine(),
    rows: run.getRows(),
    blankLines: noticed(run.getBlankLines(), run.getFirstBlank()),
    ragged: noticed(run.getRagged(), run.getFirstRagged()),
    lineEnds: firstLines.filter(({ line }) => line >>> 0 !== noLine),
  };
}

const noticed = (count: number, line: number): Noticed => ({ count, line: line >>> 0 === noLine ? null : line });
