import { Decompress } from 'fzstd';
import { unpackFramedLz4, unpackLz4 } from './lz4.ts';
import { type CompressionCodec, snappyUncompress } from './parquet-library.ts';

/** As the page limit. */
const largestWindow = 128 * 1024 * 1024;

/** Unpacks a page of `size` bytes; throws if it has another size. Undefined: smsctl does not read the codec. */
export function unpackerOf(
  codec: CompressionCodec | undefined,
): ((packed: Buffer, size: number) => Uint8Array) | undefined {
  const { brotliDecompressSync, gunzipSync } = process.getBuiltinModule('node:zlib');
  if (codec === 'UNCOMPRESSED') return (packed, size) => exactly(packed, size);
  if (codec === 'SNAPPY') return unsnappied;
  if (codec === 'ZSTD') return unzstd;
  if (codec === 'LZ4_RAW') return unpackLz4;
  if (codec === 'LZ4') return unpackFramedLz4;
  // A buffer cannot be empty.
  if (codec === 'GZIP') return (packed, size) => exactly(gunzipSync(packed, { maxOutputLength: size + 1 }), size);
  if (codec === 'BROTLI') {
    return (packed, size) => exactly(brotliDecompressSync(packed, { maxOutputLength: size + 1 }), size);
  }
  return undefined;
}

function exactly(bytes: Uint8Array, size: number): Uint8Array {
  if (bytes.length !== size) throw new Error('another size');
  // With memory of its own, so that a length in the page cannot reach beyond it.
  return new Uint8Array(bytes);
}

function unsnappied(packed: Buffer, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  snappyUncompress(packed, bytes);
  return bytes;
}

function unzstd(packed: Buffer, size: number): Uint8Array {
  if (windowOf(packed) > largestWindow) throw new Error('too large a window');
  const bytes = new Uint8Array(size);
  let length = 0;
  const stream = new Decompress((part) => {
    // Throws if it does not fit.
    bytes.set(part, length);
    length += part.length;
  });
  stream.push(packed, true);
  if (length !== size) throw new Error('another size');
  return bytes;
}

/** The bytes that a Zstandard frame keeps while it is unpacked (RFC 8878, 3.1.1.1). */
function windowOf(frame: Buffer): number {
  const [flags = 0, window = 0] = frame.subarray(4);
  const isSingle = (flags & 32) !== 0;
  const exponent = window >> 3;
  if (!isSingle) return 2 ** (10 + exponent) * (1 + (window & 7) / 8);
  const at = 5 + ([0, 1, 2, 4][flags & 3] ?? 0);
  const bytes = 2 ** (flags >> 6);
  if (frame.length < at + bytes) throw new Error('too short');
  if (bytes === 8) return Number(frame.readBigUInt64LE(at));
  return frame.readUIntLE(at, bytes) + (bytes === 2 ? 256 : 0);
}
