import { type Entry, fromBufferPromise, fromFdPromise, type ZipFile } from 'yauzl';
import { UserError } from '../../../domain/user-error.ts';
import { type PlacedBytes, readerAt } from './placed-bytes.ts';
import { damaged, tooLargeInside } from './workbook-problem.ts';

/** A workbook has a few dozen parts. */
const mostParts = 10_000;
const readBytes = 256 * 1024;
const inflatedBytes = 64 * 1024;
/** Deflate reaches 1,032. A sheet of a million equal rows reaches 200. */
const mostRatio = 400;
/** Less than this may be packed at any ratio. */
const alwaysAllowed = 32 * 1024 * 1024;
/** A sheet with a million rows of 20 columns has about 1 GiB. */
const mostBytes = 4 * 1024 * 1024 * 1024;

export interface ZipParts {
  readonly names: () => readonly string[];
  /**
   * The bytes of a part; `limit` is the most it may unpack to. Throws `UserError` (`contacts.unreadable`) if the part is missing,
   * damaged, encrypted or larger.
   */
  readonly chunks: (part: string, limit?: number) => AsyncGenerator<Buffer>;
  /** Packed bytes read so far. */
  readonly bytesRead: () => number;
}

/** Reads the directory of a ZIP file. Rejects with `UserError` (`contacts.unreadable`). */
export async function openZip(placed: PlacedBytes): Promise<ZipParts> {
  const { name, from } = placed;
  const entries = new Map<string, Entry>();
  let bytesRead = 0;
  const readAt = readerAt(placed);
  const zip = await directoryOf(name, from, entries);
  async function* packed(entry: Entry): AsyncGenerator<Buffer> {
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
    for (let at = 0; at < entry.compressedSize; ) {
      const bytes = await readAt(fileDataStart + at, Math.min(readBytes, entry.compressedSize - at));
      if (bytes.length === 0) throw damaged(name);
      at += bytes.length;
      bytesRead += bytes.length;
      yield bytes;
    }
  }
  return {
    names: () => [...entries.keys()],
    bytesRead: () => bytesRead,
    chunks: async function* (part, limit = mostBytes) {
      const entry = entries.get(part);
      if (entry === undefined || entry.isEncrypted() || ![0, 8].includes(entry.compressionMethod)) throw damaged(name);
      try {
        yield* unpacked(packed(entry), entry, name, limit);
      } catch (error) {
        throw error instanceof UserError ? error : damaged(name);
      }
    },
  };
}

/** Names are compared without case, and with `/`. */
export const plainPart = (part: string): string => part.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();

async function directoryOf(name: string, from: number | Buffer, entries: Map<string, Entry>): Promise<ZipFile> {
  // The descriptor stays with its owner: yauzl would close it with the file. Its own check of names refuses backslashes.
  const options = { autoClose: false, lazyEntries: true, validateEntrySizes: false };
  try {
    const zip = await (typeof from === 'number' ? fromFdPromise(from, options) : fromBufferPromise(from, options));
    if (zip.entryCount > mostParts) throw tooLargeInside(name, `${mostParts.toLocaleString('en-US')} parts`);
    for await (const entry of zip.eachEntry()) entries.set(plainPart(entry.fileName), entry);
    return zip;
  } catch (error) {
    throw error instanceof UserError ? error : damaged(name);
  }
}

/** The bytes of an entry, which has to have the size and the checksum that the directory names. */
async function* unpacked(
  packed: AsyncGenerator<Buffer>,
  { compressionMethod, compressedSize, uncompressedSize, crc32: expected }: Entry,
  name: string,
  limit: number,
): AsyncGenerator<Buffer> {
  const { crc32 } = process.getBuiltinModule('node:zlib');
  const most = Math.min(limit, Math.max(alwaysAllowed, compressedSize * mostRatio));
  let size = 0;
  let checksum = 0;
  for await (const chunk of compressionMethod === 0 ? packed : inflated(packed)) {
    size += chunk.length;
    if (size > most) throw tooLargeInside(name, sizeWords(most));
    if (size > uncompressedSize) throw damaged(name);
    checksum = crc32(chunk, checksum);
    yield chunk;
  }
  if (size !== uncompressedSize || checksum !== expected) throw damaged(name);
}

const sizeWords = (bytes: number): string => `${Math.ceil(bytes / 1024 / 1024).toLocaleString('en-US')} MiB`;

async function* inflated(packed: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const { Readable } = await import('node:stream');
  const inflate = process.getBuiltinModule('node:zlib').createInflateRaw({ chunkSize: inflatedBytes });
  const source = Readable.from(packed);
  source.on('error', (error) => inflate.destroy(error));
  try {
    for await (const chunk of source.pipe(inflate)) yield chunk as Buffer;
  } finally {
    source.destroy();
  }
}
