// Makes Parquet files of one column, for the tests: a healthy one, and ones with false claims. The files of
// `test/fixtures/parquet` are of pyarrow (`bench/parquet-fixtures.py`).

const varInt = (value) => {
  const bytes = [];
  let rest = BigInt(value);
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Buffer.from([...bytes, Number(rest)]);
};
const zigZag = (value) => {
  const whole = BigInt(value);
  return varInt(whole >= 0n ? whole * 2n : -whole * 2n - 1n);
};

/** A structure in Thrift's compact protocol. A value is a number, a text, a Buffer, `{ long }`, a list or an object by field. */
function element(value) {
  if (typeof value === 'number') return { type: 5, bytes: zigZag(value) };
  if (value instanceof Uint8Array) return { type: 8, bytes: Buffer.concat([varInt(value.length), value]) };
  if (typeof value === 'string') return element(Buffer.from(value));
  if (typeof value === 'boolean') return { type: value ? 1 : 2, bytes: Buffer.alloc(0) };
  if (value.raw !== undefined) return value.raw;
  if (value.long !== undefined) return { type: 6, bytes: zigZag(value.long) };
  if (!Array.isArray(value)) return { type: 12, bytes: thrift(value) };
  const items = value.map(element);
  const head = Buffer.concat([Buffer.of(0xf0 | (items[0]?.type ?? 5)), varInt(items.length)]);
  return { type: 9, bytes: Buffer.concat([head, ...items.map(({ bytes }) => bytes)]) };
}

export function thrift(fields) {
  const parts = [];
  let last = 0;
  for (const [key, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    const { type, bytes } = element(value);
    parts.push(Buffer.of(((Number(key) - last) << 4) | type), bytes);
    last = Number(key);
  }
  return Buffer.concat([...parts, Buffer.of(0)]);
}

/** Texts as PLAIN values. */
export const plainTexts = (texts) =>
  Buffer.concat(
    texts.flatMap((text) => {
      const length = Buffer.alloc(4);
      length.writeUInt32LE(Buffer.byteLength(text));
      return [length, Buffer.from(text)];
    }),
  );

/** Levels with their length in front: of `values` equal ones. */
export function levelRun(values, level = 1) {
  const run = Buffer.concat([varInt(values * 2), Buffer.of(level)]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(run.length);
  return Buffer.concat([length, run]);
}

/** A head of differences: values in a block, parts of a block, values, the first value. */
export const deltaHead = (block, parts, values, first) =>
  Buffer.concat([varInt(block), varInt(parts), varInt(values), zigZag(first)]);

const encodingIds = { PLAIN: 0, RLE: 3, DELTA_BINARY_PACKED: 5, DELTA_BYTE_ARRAY: 7, RLE_DICTIONARY: 8, BIT_PACKED: 4 };

/** A page: `data` are its bytes as they are stored, `size` what it says to unpack to, `values` what it says to hold. */
export function page({ data, values, size = data.length, encoding = 'PLAIN', isDictionary = false, checksum }) {
  const about = isDictionary
    ? { 7: { 1: values, 2: encodingIds[encoding] } }
    : { 5: { 1: values, 2: encodingIds[encoding], 3: 3, 4: 3 } };
  return Buffer.concat([thrift({ 1: isDictionary ? 2 : 0, 2: size, 3: data.length, 4: checksum, ...about }), data]);
}

/**
 * A file with the column Mobile, and its pages. The rest replaces what the file says: `rows` and `groupRows` (of each of `groups`), `codec`, `type` (of
 * the values), `element` (fields of its schema), `schema` and `extra` (of the directory), `length` (of the column).
 */
export function parquet({
  pages,
  rows,
  groupRows = rows,
  groups = 1,
  codec = 0,
  type = 6,
  isOptional = false,
  element: more = {},
  schema,
  length,
  extra = {},
}) {
  const data = Buffer.concat(pages);
  const column = {
    1: type,
    2: [0],
    3: ['Mobile'],
    4: codec,
    5: { long: rows },
    6: { long: data.length },
    7: { long: length ?? data.length },
    9: { long: 4 },
  };
  const footer = thrift({
    1: 2,
    2: schema ?? [
      { 4: 'schema', 5: 1 },
      { 1: type, 3: isOptional ? 1 : 0, 4: 'Mobile', ...(type === 6 && { 6: 0 }), ...more },
    ],
    3: { long: rows * groups },
    4: Array(groups).fill({ 1: [{ 2: { long: 4 }, 3: column }], 2: { long: data.length }, 3: { long: groupRows } }),
    ...extra,
  });
  const size = Buffer.alloc(4);
  size.writeUInt32LE(footer.length);
  return Buffer.concat([Buffer.from('PAR1'), data, footer, size, Buffer.from('PAR1')]);
}
