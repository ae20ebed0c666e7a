import { readSync } from 'node:fs';
import { pieceBytes } from '../list-file.ts';
import type { StoredBytes } from '../stored-bytes.ts';
import { rowSplitter } from './csv-rows.ts';

/** The numbers of the rows, from 1, that are on some lines of stored CSV: a row with line breaks in its cells has several. */
export function rowsOnLines(
  { file, bytes }: Pick<StoredBytes, 'file' | 'bytes'>,
  lines: readonly number[],
): ReadonlyMap<number, number> {
  const wanted = [...new Set(lines)].sort((one, other) => one - other);
  const found = new Map<number, number>();
  const splitter = rowSplitter();
  const buffer = Buffer.allocUnsafeSlow(pieceBytes);
  let [row, line] = [0, 1];
  for (let at = 0; at < bytes && found.size < wanted.length; ) {
    const count = readSync(file, buffer, 0, buffer.length, at);
    if (count === 0) break;
    at += count;
    // The splitter keeps what it gets.
    for (const each of splitter.push(Buffer.from(buffer.subarray(0, count)))) {
      row += 1;
      for (let from = each.indexOf(0x0a); from !== -1; from = each.indexOf(0x0a, from + 1)) {
        if (wanted[found.size] === line) found.set(line, row);
        line += 1;
      }
    }
  }
  return found;
}
