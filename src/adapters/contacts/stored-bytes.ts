import { closeSync, readSync, writeSync } from 'node:fs';
import { openNameless } from '../files/nameless-file.ts';
import { pieceBytes } from './list-file.ts';

/** A part of a list's bytes; the `last` may be empty. */
export interface Piece {
  readonly piece: Buffer;
  readonly last: boolean;
}

/** What is made of a part should be forgotten before the next one, so that memory stays small. */
const partBytes = 32 * 1024;

/** A piece in small parts; at least one. */
export function* partsOf({ piece, last }: Piece): Generator<Piece> {
  for (let at = 0; ; at += partBytes) {
    const isEnd = at + partBytes >= piece.length;
    yield { piece: piece.subarray(at, at + partBytes), last: last && isEnd };
    if (isEnd) return;
  }
}

/** The bytes of a stream in a temporary file that no one else can open. */
export interface StoredBytes {
  readonly file: number;
  readonly bytes: number;
  /** False: not all of them could be written to the temporary folder. */
  readonly isComplete: boolean;
  /** All bytes from the start, also of a stream that is not completely stored. Can be read once, and closes the file. */
  readonly pieces: () => AsyncGenerator<Piece>;
  readonly close: () => void;
}

/**
 * Takes a stream to its end and stores it, so that several threads can read it at several places. Calls `onLines` with
 * the number of line breaks so far. Rejects with the errors of the stream; if a write fails, the rest of the stream stays where it is.
 */
export async function storeBytes(stream: AsyncIterable<Piece>, onLines: (lines: number) => void): Promise<StoredBytes> {
  const iterator = stream[Symbol.asyncIterator]();
  let file: number | undefined;
  let bytes = 0;
  let lines = 0;
  let unwritten: Piece | undefined;
  const write = (piece: Buffer): void => {
    file ??= openNameless();
    for (let written = 0; written < piece.length; ) {
      written += writeSync(file, piece, written, piece.length - written, bytes + written);
    }
    bytes += piece.length;
  };
  for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
    try {
      write(next.value.piece);
    } catch {
      unwritten = next.value;
      break;
    }
    lines += lineFeedsIn(next.value.piece);
    onLines(lines);
  }
  const close = (): void => {
    if (file !== undefined) closeSync(file);
    file = undefined;
  };
  async function* fromFile(): AsyncGenerator<Piece> {
    for (let at = 0; at < bytes && file !== undefined; ) {
      const piece = Buffer.allocUnsafeSlow(Math.min(pieceBytes, bytes - at));
      const count = readSync(file, piece, 0, piece.length, at);
      if (count === 0) throw new Error('The temporary file of a list is shorter than it was.');
      at += count;
      yield { piece: piece.subarray(0, count), last: unwritten === undefined && at === bytes };
    }
  }
  async function* pieces(): AsyncGenerator<Piece> {
    try {
      yield* fromFile();
    } finally {
      close();
    }
    if (unwritten === undefined) return;
    yield unwritten;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  }
  return { file: file ?? -1, bytes, isComplete: unwritten === undefined, pieces, close };
}

function lineFeedsIn(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(0x0a); at !== -1; at = bytes.indexOf(0x0a, at + 1)) count += 1;
  return count;
}
