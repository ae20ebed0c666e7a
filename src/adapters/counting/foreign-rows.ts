import { isUtf8 } from 'node:buffer';
import type { Noticed } from './block-scanner.ts';

/**
 * Rows that are no UTF-8, before the block's first row that is, with characters beyond ASCII, and behind it: what they are taken
 * for depends on whether the file had such a row before.
 */
export interface ForeignRows {
  readonly before: Noticed;
  readonly behind: Noticed;
  readonly hasUtf8: boolean;
}

let decoder: InstanceType<typeof TextDecoder> | undefined;

/** Latin-1 as Windows has it. */
export function latinText(bytes: Uint8Array): string {
  decoder ??= new TextDecoder('windows-1252');
  return decoder.decode(bytes);
}

const none: Noticed = { count: 0, line: null };

/** Notes the rows of a block that hold bytes beyond ASCII. */
export function foreignRows() {
  const lines = new Set<number>();
  let found: ForeignRows = { before: none, behind: none, hasUtf8: false };
  return {
    /** Begins a block; `hasUtf8`: it is known to be UTF-8, and not ASCII alone. */
    clear: (hasUtf8 = false): void => {
      lines.clear();
      found = { before: none, behind: none, hasUtf8 };
    },
    look: (row: Uint8Array, line: number): void => {
      if (isUtf8(row)) {
        found = { ...found, hasUtf8: true };
        return;
      }
      lines.add(line);
      const place = found.hasUtf8 ? 'behind' : 'before';
      const { count, line: first } = found[place];
      found = { ...found, [place]: { count: count + 1, line: first ?? line } };
    },
    /** Whether the row on this line is no UTF-8. */
    has: (line: number): boolean => lines.has(line),
    result: (): ForeignRows => found,
  };
}
