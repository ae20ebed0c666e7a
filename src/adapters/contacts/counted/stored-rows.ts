import { closeSync, readSync, writeSync } from 'node:fs';
import { decodedRow, type EncodableRow } from '../../counting/rows/encoded-row.ts';
import { openNameless } from '../../files/nameless-file.ts';
import type { Encoding } from './encoding.ts';

/** Bytes that are collected before they are written. */
const collected = 32 * 1024;
const readBytes = 256 * 1024;
const batchSize = 1000;

/** Encoded rows (counting/rows/encoded-row.ts) in a temporary file that no one else can open. */
export interface StoredRows {
  /** Adds complete rows, and keeps no reference to them; false: the file cannot be written, and they are kept in memory. */
  readonly add: (lines: Uint8Array) => boolean;
  /** The file with all rows; undefined: it cannot be written. */
  readonly flush: () => { readonly file: number; readonly bytes: number } | undefined;
  /** All that was added, from the first row. Throws the system's own errors. */
  readonly texts: () => Generator<string>;
  readonly close: () => void;
}

export function storedRows(): StoredRows {
  let file: number | undefined;
  let bytes = 0;
  let waiting: Uint8Array[] = [];
  let size = 0;
  const write = (piece: Uint8Array): boolean => {
    try {
      file ??= openNameless();
      for (let written = 0; written < piece.length; ) {
        written += writeSync(file, piece, written, piece.length - written, bytes + written);
      }
      bytes += piece.length;
      return true;
    } catch {
      return false;
    }
  };
  const writeWaiting = (): boolean => {
    if (!write(waiting.length === 1 && waiting[0] !== undefined ? waiting[0] : Buffer.concat(waiting))) return false;
    waiting = [];
    size = 0;
    return true;
  };
  return {
    add: (lines) => {
      const isLong = lines.length >= collected;
      if (isLong && (size === 0 || writeWaiting()) && write(lines)) return true;
      waiting.push(Buffer.from(lines));
      size += lines.length;
      return !isLong && (size < collected || writeWaiting());
    },
    flush: () => (writeWaiting() && file !== undefined ? { file, bytes } : undefined),
    texts: function* () {
      const decoder = new TextDecoder();
      const piece = Buffer.allocUnsafe(readBytes);
      for (let at = 0; at < bytes && file !== undefined; ) {
        const count = readSync(file, piece, 0, Math.min(piece.length, bytes - at), at);
        if (count === 0) throw new Error('The temporary file of rows is shorter than it was.');
        at += count;
        yield decoder.decode(piece.subarray(0, count), { stream: true });
      }
      for (const lines of waiting) yield Buffer.from(lines).toString();
    },
    close: () => {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}

/** The rows of encoded texts that end with a row. */
export function* rowsOf(
  texts: Iterable<string>,
  { sources, hasSources, countryOf }: Encoding,
): Generator<readonly EncodableRow[]> {
  let rest = '';
  let batch: EncodableRow[] = [];
  for (const text of texts) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      batch.push(decodedRow(line, hasSources ? sources : undefined, countryOf));
      if (batch.length < batchSize) continue;
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
