import {
  type ColumnDecoder,
  deltaBinaryUnpack,
  getMaxDefinitionLevel,
  getMaxRepetitionLevel,
  type PageHeader,
  readRleBitPackedHybrid,
} from './parquet-library.ts';

/** A run may be longer than the values that are left, up to a group of bits. */
const slack = 512;
/** Values of one page that share beginnings, written out. */
const mostShared = 128 * 1024 * 1024;

/**
 * Throws if a page says that it holds more than it should: runs and shared beginnings are short to write, and the library would
 * write them out. `bytes` are unpacked; `values` are all of the page, nulls included.
 */
export function checkClaims(bytes: Buffer, header: PageHeader, column: ColumnDecoder, values: number): void {
  const repetition = bitsOf(getMaxRepetitionLevel(column.schemaPath));
  const definition = bitsOf(getMaxDefinitionLevel(column.schemaPath));
  const { data_page_header: first, data_page_header_v2: second } = header;
  let at = 0;
  let present = values;
  if (second !== undefined) {
    const { repetition_levels_byte_length: repetitions, definition_levels_byte_length: definitions } = second;
    if (repetition > 0) checkRuns(bytes.subarray(0, repetitions), repetition, values);
    if (definition > 0) checkRuns(bytes.subarray(repetitions, repetitions + definitions), definition, values);
    at = repetitions + definitions;
    present -= second.num_nulls;
    if (present < 0 || present > values) throw new Error('more nulls than values');
  } else {
    for (const bits of [repetition, definition]) {
      if (bits === 0) continue;
      const length = bytes.readUInt32LE(at);
      const levels = bytes.subarray(at + 4, at + 4 + length);
      checkRuns(levels, bits, values);
      if (bits === definition && first?.encoding === 'DELTA_BYTE_ARRAY') present = countPresent(levels, column, values);
      at += 4 + length;
    }
  }
  if (at > bytes.length) throw new Error('too short');
  checkValues(bytes.subarray(at), first?.encoding ?? second?.encoding, column, present);
}

function checkValues(bytes: Buffer, encoding: string | undefined, { type }: ColumnDecoder, values: number): void {
  if (bytes.length === 0 || values === 0) return;
  if (encoding === 'RLE' || (encoding?.endsWith('_DICTIONARY') === true && type === 'BOOLEAN')) {
    checkRuns(bytes.subarray(4), 1, values);
  } else if (encoding?.endsWith('_DICTIONARY') === true) {
    const bits = bytes[0] ?? 0;
    if (bits > 32) throw new Error('too many bits');
    if (bits > 0) checkRuns(bytes.subarray(1), bits, values);
  } else if (encoding?.startsWith('DELTA_') === true) {
    const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
    checkDeltas(bytes, 0);
    if (encoding !== 'DELTA_BYTE_ARRAY') return;
    let total = 0;
    for (const _ of ['beginnings', 'ends']) {
      checkDeltas(bytes, reader.offset);
      const lengths = new Int32Array(values);
      deltaBinaryUnpack(reader, values, lengths);
      for (const length of lengths) total += length;
    }
    if (total > mostShared) throw new Error('too long');
  }
}

const bitsOf = (most: number): number => 32 - Math.clz32(most);

/** Walks through runs of equal values and groups of packed ones. */
function checkRuns(bytes: Buffer, bits: number, values: number): void {
  let seen = 0;
  for (let at = 0; seen < values && at < bytes.length; ) {
    const { value: head, end } = varIntAt(bytes, at);
    const count = head % 2 === 1 ? ((head - 1) / 2) * 8 : head / 2;
    if (count > values - seen + slack) throw new Error('too long a run');
    seen += count;
    at = end + (head % 2 === 1 ? (count * bits) / 8 : (bits + 7) >> 3);
  }
}

/** The head of a block of differences. */
function checkDeltas(bytes: Buffer, start: number): void {
  const block = varIntAt(bytes, start);
  const parts = varIntAt(bytes, block.end);
  const isFit = block.value > 0 && block.value <= 2 ** 20 && parts.value > 0 && block.value % parts.value === 0;
  if (!isFit) throw new Error('no block of differences');
}

/** The values that are not null. */
function countPresent(levels: Buffer, { schemaPath }: ColumnDecoder, values: number): number {
  const most = getMaxDefinitionLevel(schemaPath);
  const found = new Uint8Array(values);
  const view = new DataView(levels.buffer, levels.byteOffset, levels.byteLength);
  readRleBitPackedHybrid({ view, offset: 0 }, bitsOf(most), found, levels.length);
  return found.reduce((count, level) => count + (level === most ? 1 : 0), 0);
}

function varIntAt(bytes: Buffer, start: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let at = start; at < start + 5; at += 1) {
    const part = bytes[at];
    if (part === undefined) throw new Error('too short');
    value += (part & 127) * 128 ** (at - start);
    if (part < 128) return { value, end: at + 1 };
  }
  throw new Error('too long a number');
}
