// Parquet files that smsctl has to refuse: damaged ones, and hostile ones that would take all memory or never end.
import { brotliCompressSync, crc32, gzipSync } from 'node:zlib';
import { deltaHead, levelRun, page, parquet, plainTexts } from './parquet-files.mjs';

export const texts = ['+447911123456', '+447911123457'];
const data = plainTexts(texts);
const whole = page({ data, values: 2 });
const one = (pages, more = {}) => parquet({ pages, rows: 2, ...more });
const million = 1_000_000;

/** A Zstandard frame of one plain block; `window` is its descriptor. */
function zstd(bytes, window) {
  const block = Buffer.alloc(3);
  block.writeUIntLE(bytes.length * 8 + 1, 0, 3);
  const head = window === undefined ? [0x20, bytes.length] : [0, window];
  return Buffer.concat([Buffer.from('28b52ffd', 'hex'), Buffer.from(head), block, bytes]);
}
const inZstd = (packed, size = data.length) => one([page({ data: packed, size, values: 2 })], { codec: 6 });

/** A block of LZ4: literals, each but the last followed by a copy of `length` bytes from `back` bytes before. */
const lz4 = (parts) =>
  Buffer.concat(
    parts.flatMap((part) => {
      const { literals, back, length } = part instanceof Uint8Array ? { literals: part } : part;
      const code = (count) =>
        count < 15 ? [] : [...Array(Math.floor((count - 15) / 255)).fill(255), (count - 15) % 255];
      const copied = back === undefined ? 0 : length - 4;
      const token = Math.min(literals.length, 15) * 16 + Math.min(copied, 15);
      const copy = back === undefined ? [] : [back & 255, back >> 8, ...code(copied)];
      return [Buffer.from([token, ...code(literals.length)]), literals, Buffer.from(copy)];
    }),
  );
/** A frame of Hadoop: the size of all, then each block with its own in front. */
const frame = (size, ...blocks) => {
  const number = (value) => Buffer.of(value >>> 24, value >>> 16, value >>> 8, value);
  return Buffer.concat([number(size), ...blocks.flatMap((block) => [number(block.length), block])]);
};
const inLz4 = (packed, codec = 7, size = data.length) => one([page({ data: packed, size, values: 2 })], { codec });
// The second text is the first but for its last digit.
const repeated = lz4([{ literals: data.subarray(0, 17), back: 17, length: 16 }, data.subarray(33)]);
const halves = [lz4([data.subarray(20, 25)]), lz4([data.subarray(25)])];

/** The files that the others are changed from. */
export const readable = [
  ['plain values', one([whole])],
  ['a checksum', one([page({ data, values: 2, checksum: crc32(data) | 0 })])],
  [
    'values that may be missing',
    one([page({ data: Buffer.concat([levelRun(2), data]), values: 2 })], { isOptional: true }),
  ],
  [
    'a dictionary',
    one([
      page({ data, values: 2, isDictionary: true }),
      page({ data: Buffer.from([1, 3, 2]), values: 2, encoding: 'RLE_DICTIONARY' }),
    ]),
  ],
  ['gzip', one([page({ data: gzipSync(data), size: data.length, values: 2 })], { codec: 2 })],
  ['Brotli', one([page({ data: brotliCompressSync(data), size: data.length, values: 2 })], { codec: 4 })],
  ['Zstandard', inZstd(zstd(data))],
  ['Zstandard with a window', inZstd(zstd(data, 0))],
  ['LZ4 without copies', inLz4(lz4([data]))],
  ['LZ4 with a copy', inLz4(repeated)],
  ['LZ4 in a frame', inLz4(frame(data.length, repeated), 5)],
  [
    'LZ4 in frames of several blocks',
    inLz4(Buffer.concat([frame(20, lz4([data.subarray(0, 20)])), frame(14, ...halves)]), 5),
  ],
  ['LZ4 of the older name without a frame', inLz4(repeated, 5)],
];

/** Each text begins with one byte more of the text before. */
const growing = Buffer.alloc(Math.ceil(million / 128) * 2, Buffer.from([2, 0]));
const shared = Buffer.concat([
  deltaHead(128, 1, million, 0),
  growing,
  deltaHead(128, 1, million, 0),
  Buffer.alloc(growing.length),
]);
const deep = [
  ...Array.from({ length: 5000 }, (_, at) => ({ 3: 0, 4: `a${at}`, 5: 1 })),
  { 1: 6, 3: 0, 4: 'Mobile', 6: 0 },
];

/** Each with a title and the file. */
export const refused = [
  [
    'a run of a billion levels',
    one([page({ data: Buffer.concat([levelRun(2 ** 30), data]), values: 2 })], { isOptional: true }),
  ],
  [
    'a run of a billion words of a dictionary',
    one([
      page({ data, values: 2, isDictionary: true }),
      page({ data: Buffer.from([1, 0xff, 0xff, 0xff, 0xfe, 7, 1]), values: 2, encoding: 'RLE_DICTIONARY' }),
    ]),
  ],
  [
    'a word beyond the dictionary',
    one([
      page({ data, values: 2, isDictionary: true }),
      page({ data: Buffer.from([8, 4, 9]), values: 2, encoding: 'RLE_DICTIONARY' }),
    ]),
  ],
  ['words without a dictionary', one([page({ data: Buffer.from([1, 4, 0]), values: 2, encoding: 'RLE_DICTIONARY' })])],
  ['a dictionary of two billion words', one([page({ data, values: 2 ** 31 - 1, isDictionary: true }), whole])],
  ['a page of two billion values', one([page({ data, values: 2 ** 31 - 1 })])],
  ['a page that says to unpack to 2 GiB', one([page({ data, size: 2 ** 31 - 1, values: 2 })], { codec: 1 })],
  [
    'a page that unpacks to more than it says',
    one([page({ data: gzipSync(Buffer.alloc(200 * 2 ** 20)), size: 100, values: 2 })], { codec: 2 }),
  ],
  [
    'a page that unpacks to less than it says',
    one([page({ data: gzipSync(data), size: data.length + 1, values: 2 })], { codec: 2 }),
  ],
  ['a Zstandard page that unpacks to less than it says', inZstd(zstd(data), data.length + 1)],
  ['a Zstandard page that unpacks to more than it says', inZstd(zstd(data), data.length - 1)],
  ['a Zstandard page that needs 1 GiB', inZstd(zstd(data, 20 * 8))],
  ['a page that is longer than its column', one([whole], { length: whole.length - 1 })],
  ['a page of a negative size', one([page({ data, size: -1, values: 2 })])],
  ['a column outside of the file', one([whole], { length: 2 ** 40 })],
  ['a page with another checksum', one([page({ data, values: 2, checksum: 1 })])],
  [
    'texts that share beginnings of a terabyte',
    parquet({ pages: [page({ data: shared, values: million, encoding: 'DELTA_BYTE_ARRAY' })], rows: million }),
  ],
  [
    'differences in blocks without end',
    one(
      [
        page({
          data: Buffer.concat([deltaHead(128, 2 ** 32 - 1, 2, 0), Buffer.alloc(64)]),
          values: 2,
          encoding: 'DELTA_BINARY_PACKED',
        }),
      ],
      { type: 1 },
    ),
  ],
  ['levels in an old encoding', one([page({ data, values: 2, encoding: 'BIT_PACKED' })])],
  ['fewer values than rows', one([whole], { rows: 3 })],
  ['more values than rows', one([whole], { rows: 1 })],
  ['other rows than its groups', one([whole], { groupRows: 1 })],
  ['a thousand groups that share their pages', one([whole], { groups: 1000 })],
  ['a million million rows', parquet({ pages: [whole], rows: 10 ** 12 })],
  [
    'a list of a billion elements',
    one([whole], { extra: { 5: { raw: { type: 9, bytes: Buffer.from([0xfc, 0xff, 0xff, 0xff, 0xff, 3]) } } } }),
  ],
  ['a schema of 5,000 levels', one([whole], { schema: [{ 4: 'schema', 5: 1 }, ...deep] })],
  [
    'more columns than it names',
    one([whole], {
      schema: [
        { 4: 'schema', 5: 2 ** 30 },
        { 1: 6, 3: 0, 4: 'Mobile' },
      ],
    }),
  ],
  [
    'a decimal of a billion digits',
    one([page({ data: Buffer.alloc(8, 1), values: 2 })], { type: 1, element: { 6: 5, 7: 2 ** 30, 8: 9 } }),
  ],
  [
    'another type than its schema',
    one([whole], {
      schema: [
        { 4: 'schema', 5: 1 },
        { 1: 1, 3: 0, 4: 'Mobile' },
      ],
    }),
  ],
  ['LZO', one([whole], { codec: 3 })],
  ['LZ4 that is none', inLz4(Buffer.alloc(40, 255))],
  ['LZ4 without an end', inLz4(repeated.subarray(0, -1))],
  ['LZ4 with an end too many', inLz4(Buffer.concat([repeated, Buffer.of(0)]))],
  ['LZ4 of another size', inLz4(repeated, 7, data.length + 1)],
  ['LZ4 that is larger', inLz4(repeated, 7, data.length - 1)],
  [
    'LZ4 that copies from before its start',
    inLz4(lz4([{ literals: data.subarray(0, 17), back: 18, length: 16 }, data.subarray(33)])),
  ],
  [
    'LZ4 that copies from nowhere',
    inLz4(lz4([{ literals: data.subarray(0, 17), back: 0, length: 16 }, data.subarray(33)])),
  ],
  [
    'LZ4 that copies a billion bytes',
    inLz4(Buffer.concat([Buffer.of(0x1f, 1, 1, 0), Buffer.alloc(4_000_000, 255), Buffer.of(0, 0)]), 7, 1e8),
  ],
  ['LZ4 in frames of another size', inLz4(frame(data.length - 1, repeated), 5)],
  ['LZ4 in a frame that breaks off', inLz4(frame(data.length, repeated).subarray(0, -2), 5)],
  ['LZ4 in frames without an end', inLz4(Buffer.alloc(4_000_000), 5)],
];
