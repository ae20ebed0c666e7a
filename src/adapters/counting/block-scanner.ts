import { isAscii, isUtf8 } from 'node:buffer';
import { readSync } from 'node:fs';
import { judgeInRow } from '../../domain/contacts/row-judge.ts';
import type { ContactReason } from '../../domain/numbers/contact-reasons.ts';
import { reservedUse } from '../../domain/numbers/reserved-numbers.ts';
import { maskCell } from '../../domain/text/mask.ts';
import { bytesSeen, type Kernel, noLine, reserve, scanned } from './contact-kernel.ts';
import { type ForeignRows, foreignRows, latinText } from './foreign-rows.ts';
import { unusualRows } from './unusual-rows.ts';

/** How many rows are named as examples of a reason. */
export const exampleLimit = 5;

/** A row that goes on for longer behind its block has lost its closing quote. */
const longestRow = 1024 * 1024;
/** What is read behind a block at first, to find the end of its last row. */
const firstOverhang = 64 * 1024;

/** Fewer bytes make no row that can be texted, so that a block has room for its numbers. */
const shortestRow = 4;

/** The kernel looks at 64 bytes at a time. */
const padding = 128;

/** The kernel's 256 places for the reasons of odd cells that come again, 32 bytes each. */
const knownBytes = 8192;

/** Digits beyond this do not fit a key. */
const keyDigits = 15;

/** How a delimited file in UTF-8 lies on the disk. */
export interface FileLayout {
  /** One ASCII character. */
  readonly delimiter: string;
  /** The first record is none of the list. */
  readonly hasHeader: boolean;
  /** How many columns there are. */
  readonly columns: number;
  /** Index of the one that holds the phone numbers, from 0. */
  readonly phone: number;
  /** Index of the one that holds each row's country; -1: none. */
  readonly country: number;
  /** The header of `phone`; a row that repeats it is for the careful reader. Absent: there is none. */
  readonly phoneName?: string;
  /** Countries that the country column names beyond doubt, as `ListPlan` has them. */
  readonly countriesSeen?: readonly string[];
  /** Numbers without a + that are valid in two countries are for the careful reader. */
  readonly asksReadings?: boolean;
}

export interface ScanOptions {
  readonly fd: number;
  readonly bytes: number;
  readonly layout: FileLayout;
  /** Reads numbers without a country, in rows that name none. */
  readonly country?: string;
  readonly blockBytes: number;
  /** Numbers are kept in this many parts, a power of two. */
  readonly partitions: number;
}

export interface BlockTask {
  readonly block: number;
  /** Where the first row starts; absent: it is looked for, as if the block began outside of quotes. */
  readonly start?: number;
}

export interface Example {
  /** From the first row of the block, counted from 0. */
  readonly line: number;
  readonly shown: string;
}

/** A number that can be texted and has too many digits for a key. */
interface LongNumber extends Example {
  readonly e164: string;
  readonly slot: number;
}

export type LineEnd = 'lf' | 'crlf' | 'cr';

export interface Noticed {
  readonly count: number;
  /** Of the first; null: there is none. */
  readonly line: number | null;
}

export interface BlockResult {
  readonly block: number;
  /** Where its first row starts, and the first one behind it. */
  readonly start: number;
  readonly end: number;
  /** Line breaks between the two. */
  readonly lines: number;
  readonly rows: number;
  readonly blankLines: Noticed;
  readonly ragged: Noticed;
  /** Rows that are no UTF-8. */
  readonly foreign: ForeignRows;
  /** On which line each kind of line end is met first. */
  readonly lineEnds: readonly { readonly kind: LineEnd; readonly line: number }[];
  /** By slot. */
  readonly counts: Uint32Array;
  readonly examples: readonly (Example & { readonly reason: ContactReason })[];
  readonly long: readonly LongNumber[];
  /** Where the keys of each partition begin, and where the last ends. */
  readonly offsets: Uint32Array;
}

/**
 * What a scan came to: undefined where the file holds what only the careful reader understands. `keys`: a view of the kernel's
 * memory that the next scan overwrites.
 */
type Scan = { readonly result: BlockResult; readonly keys: Uint8Array } | undefined;

export interface BlockScanner {
  readonly scan: (task: BlockTask) => Promise<Scan>;
  /** Scans once more, and tells where the rows of some numbers are: the n-th (from 0) of a partition in the block. */
  readonly trace: (
    task: BlockTask,
    wanted: readonly { readonly partition: number; readonly ordinal: number }[],
  ) => Promise<readonly Example[]>;
  /** The first address that it does not use. */
  readonly free: number;
}

const align = (address: number): number => Math.ceil(address / 64) * 64;

/** Scans one block after the other; the kernel is its own. */
export function blockScanner(kernel: Kernel, options: ScanOptions): BlockScanner {
  const { fd, bytes, layout, country, blockBytes, partitions } = options;
  const { run, memory, image } = kernel;
  const { slots } = image;
  /** What a block reaches over with its last row. */
  const reach = Math.min(blockBytes + longestRow, bytes) + 1;
  const capacity = Math.ceil(reach / shortestRow);
  const countsAt = kernel.free;
  const examplesAt = align(countsAt + slots.count * 4);
  const histogramAt = align(examplesAt + slots.reasons.length * exampleLimit * 12);
  const offsetsAt = align(histogramAt + partitions * 4);
  const keysAt = align(offsetsAt + partitions * 4);
  const knownAt = align(keysAt + capacity * 8);
  const scatteredAt = knownAt + knownBytes;
  const traceAt = align(scatteredAt + capacity * 8);
  const bufferAt = align(traceAt + capacity * 12);
  const bufferBytes = reach;
  const free = align(bufferAt + bufferBytes + padding);
  reserve(kernel, free);
  const rows = unusualRows(image, layout.countriesSeen ?? []);
  const { asksReadings = false, phoneName } = layout;
  const readings = asksReadings ? 'undecided' : 'national';
  const defaultRoot = image.automaton.national.get(country ?? '') ?? 0;

  const bytesAt = (from: number, to: number): Uint8Array => new Uint8Array(memory.buffer, from, to - from);
  run.setLayout(layout.delimiter.charCodeAt(0), layout.phone, layout.country, layout.columns);
  run.setRoots(image.automaton.international, defaultRoot);
  run.setCounters(countsAt, examplesAt, exampleLimit, slots.numbers.length, slots.ofReason('empty'));
  run.setScientific(slots.ofReason('scientific-notation'), slots.ofReason('scientific-exact'));
  bytesAt(knownAt, scatteredAt).fill(0);
  run.setKnown(knownAt);
  run.setAsksReadings(asksReadings ? 1 : 0);
  run.setKeys(keysAt, histogramAt, Math.log2(partitions));

  const cellAt = (from: number, to: number, line: number): string =>
    unquoted(foreign.has(line) ? latinText(bytesAt(from, to)) : textAt(from, to));
  let view = Buffer.alloc(0);
  const textAt = (from: number, to: number): string => {
    // Memory that grew is another buffer.
    if (view.buffer !== memory.buffer) view = Buffer.from(memory.buffer);
    return view.toString('utf8', from, to);
  };

  /** Fills the buffer from a place in the file on; returns how many bytes of it are there. */
  const fill = (held: number, from: number, upTo: number): number => {
    let size = held;
    while (size < upTo) {
      const count = readSync(fd, bytesAt(bufferAt + size, bufferAt + upTo), 0, upTo - size, from + size);
      if (count === 0) break;
      size += count;
    }
    // What follows is no part of the text, and would be looked at as well.
    bytesAt(bufferAt + size, bufferAt + size + padding).fill(0x20);
    return size;
  };

  const long: LongNumber[] = [];
  const foreign = foreignRows();
  const lookAtForeign = () => foreign.look(bytesAt(run.getRowStart(), run.getRowEnd()), run.getRowLine());
  /** Counts the row that the kernel stopped for. `load`: something has to be loaded first. */
  const countUnusual = (): 'counted' | 'load' | 'strange' => {
    const line = run.getRowLine();
    const countryCell = cellAt(run.getCountryStart(), run.getCountryEnd(), line);
    const own = countryCell === '' ? undefined : rows.countryOf(countryCell);
    if (own === 'load') return 'load';
    if (typeof own === 'string' && run.retry(image.automaton.national.get(own) ?? defaultRoot) !== 0) return 'counted';
    const cell = cellAt(run.getPhoneStart(), run.getPhoneEnd(), line);
    if (phoneName !== undefined && cell.replace('\ufeff', '').trim() === phoneName) return 'strange';
    const verdict = judgeInRow(cell, own, country, readings, rows.judge);
    if (verdict === undefined) return 'load';
    if (!verdict.textable) {
      if (verdict.reason === 'reading-unclear') return 'strange';
      run.countReason(slots.ofReason(verdict.reason));
    } else {
      const { country: of, type, e164 } = verdict;
      const slot = slots.ofNumber({ country: of, type, isFictional: reservedUse(e164) === 'fiction' });
      const digits = e164.slice(1);
      if (digits.length <= keyDigits) run.countNumber(Number(digits), slot);
      else long.push({ e164, slot, line, shown: maskCell(cell) });
    }
    return 'counted';
  };

  /** One pass over the rows that start in a block; undefined: only the careful reader understands them. */
  const pass = async (
    { block, start }: BlockTask,
    isForeign = false,
  ): Promise<{ start: number; end: number } | undefined> => {
    long.length = 0;
    foreign.clear();
    run.setStopBeyondAscii(isForeign ? 1 : 0);
    bytesAt(countsAt, keysAt).fill(0);
    const from = block * blockBytes;
    const to = Math.min(from + blockBytes, bytes);
    const readFrom = start ?? Math.max(from - 1, 0);
    const addressOf = (offset: number) => bufferAt + offset - readFrom;
    let size = fill(0, readFrom, Math.min(to - readFrom + firstOverhang, bytes - readFrom));
    const text = () => bytesAt(bufferAt, bufferAt + size);
    const first = start ?? (block === 0 ? startOfText(text()) : readFrom + nextRow(text()));
    run.start(addressOf(Math.min(first, to)));
    if (first >= to) return { start: first, end: first };
    let header = block === 0 && layout.hasHeader;
    for (;;) {
      const last = readFrom + size >= bytes;
      // The header is a record like the others; what it was counted as is forgotten.
      const limit = header ? Math.min(run.getPosition() + 1, addressOf(to)) : addressOf(to);
      const stop = run.scan(limit, bufferAt + size, last ? 1 : 0);
      if (stop === scanned.strange) return undefined;
      if (stop === scanned.incomplete) {
        const more = Math.min(size + longestRow, bufferBytes, bytes - readFrom);
        if (more <= size) return undefined;
        size = fill(size, readFrom, more);
      } else if (header) {
        if (run.getRows() === 0 && run.getPosition() < addressOf(to)) continue;
        if (stop === scanned.foreign) lookAtForeign();
        header = false;
        bytesAt(countsAt, keysAt).fill(0);
        run.forget();
      } else if (stop === scanned.done) {
        const end = readFrom + run.getPosition() - bufferAt;
        const seen = run.getBytesSeen();
        if ((seen & bytesSeen.nul) !== 0) return undefined;
        if (isForeign || (seen & bytesSeen.beyondAscii) === 0) return { start: first, end };
        const scannedBytes = bytesAt(bufferAt + first - readFrom, bufferAt + end - readFrom);
        // Once more, row by row where it matters.
        if (!isUtf8(scannedBytes)) return pass({ block, ...(start !== undefined && { start }) }, true);
        const isPlain = isAscii(scannedBytes);
        // Files that were joined: their headers are for the careful reader as well.
        if (!isPlain && holdsMark(scannedBytes)) return undefined;
        foreign.clear(!isPlain);
        return { start: first, end };
      } else {
        if (stop === scanned.foreign) lookAtForeign();
        let counted = countUnusual();
        if (counted === 'load') {
          await rows.load();
          counted = countUnusual();
        }
        if (counted === 'strange') return undefined;
        if (counted === 'load') throw new Error('A row has no verdict.');
      }
    }
  };

  const examples = () => {
    const counts = new Uint32Array(memory.buffer, countsAt, slots.count);
    const entries = new Uint32Array(memory.buffer, examplesAt, slots.reasons.length * exampleLimit * 3);
    return slots.reasons.flatMap((reason, index) => {
      const count = Math.min(counts[slots.numbers.length + index] ?? 0, exampleLimit);
      return Array.from({ length: count }, (_, nth) => {
        const at = (index * exampleLimit + nth) * 3;
        return { reason, ...exampleAt(entries, at) };
      });
    });
  };

  const exampleAt = (entries: Uint32Array, at: number): Example => {
    const [line = 0, from = 0, length = 0] = entries.subarray(at, at + 3);
    return { line, shown: maskCell(cellAt(from, from + length, line)) };
  };

  const lineEnds = () =>
    [
      { kind: 'lf', line: run.getFirstLineFeed() },
      { kind: 'crlf', line: run.getFirstBoth() },
      { kind: 'cr', line: run.getFirstReturn() },
    ].flatMap(({ kind, line }) => (line >>> 0 === noLine ? [] : [{ kind: kind as LineEnd, line }]));

  return {
    free,
    scan: async (task) => {
      run.setTrace(0);
      const place = await pass(task);
      if (place === undefined) return undefined;
      const keyCount = run.getKeyCount();
      run.scatter(scatteredAt, offsetsAt, partitions);
      // Scattering leaves each partition's end, which is where the next one begins.
      const offsets = new Uint32Array(partitions + 1);
      offsets.set(new Uint32Array(memory.buffer, offsetsAt, partitions), 1);
      const result: BlockResult = {
        block: task.block,
        ...place,
        lines: run.getLine(),
        rows: run.getRows(),
        blankLines: { count: run.getBlankLines(), line: lineOf(run.getFirstBlank()) },
        ragged: { count: run.getRagged(), line: lineOf(run.getFirstRagged()) },
        foreign: foreign.result(),
        lineEnds: lineEnds(),
        counts: new Uint32Array(memory.buffer, countsAt, slots.count).slice(),
        examples: examples(),
        long: [...long],
        offsets,
      };
      return { result, keys: bytesAt(scatteredAt, scatteredAt + keyCount * 8) };
    },
    trace: async (task, wanted) => {
      run.setTrace(traceAt);
      await pass(task);
      return wanted.map(({ partition, ordinal }) => {
        const index = run.locate(partition, ordinal);
        return exampleAt(new Uint32Array(memory.buffer, traceAt + index * 12, 3), 0);
      });
    },
  };
}

/** A byte order mark is no part of the first cell. */
const startOfText = (text: Uint8Array): number => (text[0] === 0xef && text[1] === 0xbb && text[2] === 0xbf ? 3 : 0);

/** Behind the first line break; the first byte is the last one before the block. */
function nextRow(text: Uint8Array): number {
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === 0x0a) return at + 1;
    if (text[at] === 0x0d) return text[at + 1] === 0x0a ? at + 2 : at + 1;
  }
  return text.length;
}

/** Whether a byte-order mark stands in the text, as in files that were joined. */
const holdsMark = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('\ufeff');

const lineOf = (line: number): number | null => (line >>> 0 === noLine ? null : line);

/** What a cell holds: quotes around it are taken away, and doubled ones within are one. */
function unquoted(cell: string): string {
  if (!cell.startsWith('"')) return cell;
  return cell.slice(1, cell.lastIndexOf('"')).replaceAll('""', '"');
}
