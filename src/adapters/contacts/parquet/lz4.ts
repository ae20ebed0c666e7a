/** Unpacks an LZ4 block to `size` bytes (https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md). Throws if it does not fit. */
export function unpackLz4(packed: Uint8Array, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  if (unpackBlock(packed, bytes, 0) !== size) throw new Error('another size');
  return bytes;
}

/**
 * The same for the older codec of Parquet, which has two forms: blocks in the frames of Hadoop, each with its sizes in front, or
 * one block alone (https://github.com/apache/parquet-format/blob/master/Compression.md#lz4).
 */
export function unpackFramedLz4(packed: Uint8Array, size: number): Uint8Array {
  try {
    return unpackFrames(packed, size);
  } catch {
    return unpackLz4(packed, size);
  }
}

function unpackFrames(packed: Uint8Array, size: number): Uint8Array {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const bytes = new Uint8Array(size);
  let [at, to] = [0, 0];
  while (at < packed.length) {
    const end = to + view.getUint32(at);
    at += 4;
    // A frame may consist of several blocks.
    while (to < end) {
      const length = view.getUint32(at);
      at += 4;
      if (length === 0 || at + length > packed.length) throw new Error('no frame');
      to = unpackBlock(packed.subarray(at, at + length), bytes, to);
      at += length;
    }
    if (to !== end) throw new Error('no frame');
  }
  if (to !== size) throw new Error('another size');
  return bytes;
}

/** Returns the place after the last byte. Throws if something is missing, or does not fit. */
function unpackBlock(block: Uint8Array, bytes: Uint8Array, start: number): number {
  let [at, to] = [0, start];
  const next = (): number => {
    const byte = block[at];
    if (byte === undefined) throw new Error('too short');
    at += 1;
    return byte;
  };
  const lengthFrom = (first: number): number => {
    let length = first;
    for (let more = first === 15 ? 255 : 0; more === 255; length += more) more = next();
    return length;
  };
  for (;;) {
    const token = next();
    const literals = lengthFrom(token >> 4);
    if (literals > block.length - at || literals > bytes.length - to) throw new Error('does not fit');
    bytes.set(block.subarray(at, at + literals), to);
    at += literals;
    to += literals;
    // Only the last sequence copies nothing.
    if (at === block.length) return to;
    const back = next() + next() * 256;
    const length = lengthFrom(token & 15) + 4;
    if (back === 0 || back > to - start || length > bytes.length - to) throw new Error('does not fit');
    if (back >= length) bytes.copyWithin(to, to - back, to - back + length);
    else for (let from = to - back; from < to - back + length; from += 1) bytes[from + back] = bytes[from] ?? 0;
    to += length;
  }
}
