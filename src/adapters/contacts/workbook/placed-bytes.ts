import { read } from 'node:fs';
import { promisify } from 'node:util';
import { unreadable } from '../list-file.ts';

/** A file that can be read at any place, or its bytes. */
export interface PlacedBytes {
  /** The name in messages. */
  readonly name: string;
  readonly size: number;
  /** A file descriptor, which stays open, or all bytes. */
  readonly from: number | Buffer;
}

const readFileAt = promisify(read);

/** Reads up to `length` bytes at a place; fewer at the end. Rejects with `UserError` (`contacts.unreadable`). */
export function readerAt({ name, from }: PlacedBytes): (position: number, length: number) => Promise<Buffer> {
  if (typeof from !== 'number') return async (position, length) => from.subarray(position, position + length);
  return async (position, length) => {
    const bytes = Buffer.allocUnsafe(length);
    const { bytesRead } = await readFileAt(from, bytes, 0, length, position).catch((error: unknown) => {
      const { code = 'unknown reason' } = error as NodeJS.ErrnoException;
      throw unreadable(name, `cannot be read to its end (${code})`, 'Copy it to this machine first.');
    });
    return bytes.subarray(0, bytesRead);
  };
}
