import { longestRow } from '../../../automaton/layout.ts';
import type { ScanOptions } from '../block.ts';
import type { BlockMemory } from '../block-memory.ts';
import type { Kernel } from '../contact-kernel.ts';
import type { BrokenPlace } from '../file-notes.ts';
import type { FileWindow } from '../file-window.ts';
import { breaksIn, type CellPlaces, findRecord, placed } from './record-extent.ts';

const quote = 0x22;

/** More broken rows in a block are not worth it: the file is no list, or most of its rows are broken. */
export const mostBroken = 200;

/** A row with broken quotes, as the row-by-row reader recovers from it. Places are offsets from the row's start. */
interface BrokenRow {
  readonly width: number;
  /** Where it ends, and where the next row starts. */
  readonly end: number;
  readonly next: number;
  /** Line breaks before the next row. */
  readonly breaks: number;
  readonly problems: readonly BrokenPlace[];
  /** A cell with the quotes around it; an empty one if it is not there. Undefined: its quote is not closed. */
  readonly cellAt: (column: number) => { readonly from: number; readonly to: number } | undefined;
}

/** Reads the row at the start of some bytes; `more`: it goes on beyond them. `last`: the file ends with them. */
function brokenRow(bytes: Buffer, last: boolean, delimiter: number): BrokenRow | 'more' {
  const places: CellPlaces = { at: new Uint32Array(64) };
  const extent = findRecord({ bytes, last, delimiter }, 0, places);
  if (extent === 'more') return 'more';
  const { width, end, next } = extent;
  return {
    ...{ width, end, next },
    breaks: breaksIn(bytes, 0, end) + (next > end ? 1 : 0),
    problems: placed(bytes, 0, extent.problems),
    cellAt: (column) => {
      if (column < 0 || column >= width) return { from: 0, to: 0 };
      const [from = 0, to = 0] = places.at.subarray(column * 2, column * 2 + 2);
      if (from > 0 && bytes[from - 1] === quote) return { from: from - 1, to: to + 1 };
      return bytes[from] === quote && from < to ? undefined : { from, to };
    },
  };
}

interface Block extends Pick<ScanOptions, 'layout'> {
  readonly memory: BlockMemory;
  readonly window: FileWindow;
}

/**
 * Takes the row that the kernel cannot read, whose quotes are broken, as the row-by-row reader does. Undefined: only that
 * reader can. The caller counts the row.
 */
export function takeBroken({ run }: Kernel, { memory, window, layout }: Block): readonly BrokenPlace[] | undefined {
  const start = run.getPosition();
  const read = () => {
    const bytes = memory.view(start, memory.bufferAt + window.size);
    const part = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    return brokenRow(part, window.isLast, layout.delimiter.charCodeAt(0));
  };
  let row = read();
  while (row === 'more' && window.extend(longestRow)) row = read();
  if (row === 'more' || row.end > longestRow) return undefined;
  const country = row.cellAt(layout.country);
  const phones = layout.phones.map(row.cellAt);
  if (country === undefined || phones.includes(undefined)) return undefined;
  const line = run.getLine();
  const { end, next, width, breaks, problems } = row;
  run.takeRow(start + end, start + next, width, breaks, start + country.from, start + country.to);
  for (const [place, { from, to } = country] of phones.entries()) run.setPhoneCell(place, start + from, start + to);
  return problems.map((problem) => ({ ...problem, line: line + problem.line }));
}
