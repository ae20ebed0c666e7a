import { cachedCellBytes, cachedCells, cellEntryBytes, keyBytes, longestRow, noLine } from '../../automaton/layout.ts';
import { type BlockResult, exampleLimit, type ScanOptions } from './block.ts';
import { type Kernel, reserve } from './contact-kernel.ts';
import { latin1Text } from './file-notes.ts';
import { padding } from './file-window.ts';

/** A textable row is not shorter, which limits the keys of a block. */
const shortestRow = 4;

const align = (address: number): number => Math.ceil(address / 64) * 64;

/** Where a cell is. */
export interface CellEntry {
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

/** Lays out the memory of a kernel for one block, and reads what the kernel writes there. Views are valid until it grows. */
export function blockMemory(kernel: Kernel, { bytes, layout, country, blockBytes, partitions }: ScanOptions) {
  const { run, memory, image } = kernel;
  const { slots, automaton } = image;
  /** A block, the rest of its last row, and one byte before it. */
  const bufferBytes = Math.min(blockBytes + longestRow, bytes) + 1;
  const mostKeys = Math.ceil(bufferBytes / shortestRow);
  const countsAt = kernel.free;
  const examplesAt = align(countsAt + slots.count * 4);
  const decidedAt = align(examplesAt + slots.reasons.length * exampleLimit * cellEntryBytes);
  const phoneCellsAt = align(decidedAt + layout.phones.length * 4);
  const placesAt = align(phoneCellsAt + layout.phones.length * 8);
  const histogramAt = align(placesAt + layout.columns);
  const offsetsAt = align(histogramAt + partitions * 4);
  const keysAt = align(offsetsAt + partitions * 4);
  const cacheAt = align(keysAt + mostKeys * keyBytes);
  const sortedKeysAt = cacheAt + cachedCells * cachedCellBytes;
  const traceAt = align(sortedKeysAt + mostKeys * keyBytes);
  const bufferAt = align(traceAt + mostKeys * cellEntryBytes);
  const free = align(bufferAt + bufferBytes + padding);
  reserve(kernel, free);

  const view = (from: number, to: number): Uint8Array => new Uint8Array(memory.buffer, from, to - from);
  const counts = (): Uint32Array => new Uint32Array(memory.buffer, countsAt, slots.count);
  const entry = (at: number): CellEntry => {
    const [line = 0, from = 0, length = 0] = new Uint32Array(memory.buffer, at, 3);
    return { line, from, to: from + length };
  };

  const { phones } = layout;
  const [only = -1] = phones.length === 1 ? phones : [];
  run.setLayout(layout.delimiter.charCodeAt(0), only, layout.country, layout.columns);
  run.setPhones(phones.length, phoneCellsAt, decidedAt, placesAt, slots.ofReason('do-not-text'));
  view(placesAt, histogramAt).fill(0);
  for (const [place, column] of phones.entries()) view(placesAt, histogramAt)[column] = place + 1;
  run.setRoots(automaton.international, automaton.national.get(country ?? '') ?? 0);
  run.setCounters(countsAt, examplesAt, exampleLimit, slots.numbers.length, slots.ofReason('empty'));
  run.setScientific(slots.ofReason('scientific-notation'), slots.ofReason('scientific-exact'));
  view(cacheAt, sortedKeysAt).fill(0);
  run.setCellCache(cacheAt);
  run.setAsksReadings(layout.asksReadings === true ? 1 : 0);
  run.setKeys(keysAt, histogramAt, Math.log2(partitions));

  let buffer = Buffer.alloc(0);
  return {
    /** The first address that is not used. */
    free,
    bufferAt,
    bufferBytes,
    mostKeys,
    view,
    /** The text of a cell: without the quotes around it, and with doubled quotes as one. */
    cell: (from: number, to: number, isLatin1: boolean): string => {
      if (buffer.buffer !== memory.buffer) buffer = Buffer.from(memory.buffer);
      const text = isLatin1 ? latin1Text(view(from, to)) : buffer.toString('utf8', from, to);
      return text.startsWith('"') ? text.slice(1, text.lastIndexOf('"')).replaceAll('""', '"') : text;
    },
    /** Sets the counts, examples and sizes of partitions to zero. */
    clear: () => {
      view(countsAt, phoneCellsAt).fill(0);
      view(histogramAt, keysAt).fill(0);
    },
    /** Empties the cache of cells. */
    forgetCells: () => {
      view(cacheAt, sortedKeysAt).fill(0);
    },
    /** A phone cell of the row that the scan stopped for. */
    phoneCell: (place: number): Omit<CellEntry, 'line'> => {
      const [from = 0, to = 0] = new Uint32Array(memory.buffer, phoneCellsAt + place * 8, 2);
      return { from, to };
    },
    /** A copy of the rows that each phone column decided. */
    decided: (): Uint32Array => new Uint32Array(memory.buffer, decidedAt, phones.length).slice(),
    /** Turns on or off that the kernel notes where the row of each key is. */
    setTrace: (on: boolean) => run.setTrace(on ? traceAt : 0),
    /** The traced cell of the n-th key (from 0) of a partition. */
    tracedCell: (partition: number, ordinal: number): CellEntry =>
      entry(traceAt + run.locate(partition, ordinal) * cellEntryBytes),
    /** A copy of the counts, by slot. */
    counts: (): Uint32Array => counts().slice(),
    /** The cells that are kept as examples, by reason. */
    examples: () =>
      slots.reasons.flatMap((reason, index) => {
        const count = Math.min(counts()[slots.numbers.length + index] ?? 0, exampleLimit);
        const at = examplesAt + index * exampleLimit * cellEntryBytes;
        return Array.from({ length: count }, (_, nth) => ({ reason, cell: entry(at + nth * cellEntryBytes) }));
      }),
    /** Sorts the keys by partition. They are a view that the next scan overwrites. */
    sortKeys: (): { readonly keys: Uint8Array; readonly offsets: Uint32Array } => {
      run.scatter(sortedKeysAt, offsetsAt, partitions);
      // The kernel leaves the end of each partition, which is the beginning of the next.
      const offsets = new Uint32Array(partitions + 1);
      offsets.set(new Uint32Array(memory.buffer, offsetsAt, partitions), 1);
      return { keys: view(sortedKeysAt, sortedKeysAt + run.getKeyCount() * keyBytes), offsets };
    },
  };
}

export type BlockMemory = ReturnType<typeof blockMemory>;

/** The kernel's notes about the scanned rows. */
export function notesOf({ run }: Kernel): Pick<BlockResult, 'lines' | 'rows' | 'blankLines' | 'ragged' | 'lineEnds'> {
  const lineEnds = [
    { kind: 'lf', line: run.getFirstLineFeed() },
    { kind: 'crlf', line: run.getFirstBoth() },
    { kind: 'cr', line: run.getFirstReturn() },
  ] as const;
  const lineOf = (line: number): number | null => (line >>> 0 === noLine ? null : line);
  return {
    lines: run.getLine(),
    rows: run.getRows(),
    blankLines: { count: run.getBlankLines(), line: lineOf(run.getFirstBlank()) },
    ragged: { count: run.getRagged(), line: lineOf(run.getFirstRagged()) },
    lineEnds: lineEnds.filter(({ line }) => lineOf(line) !== null),
  };
}
