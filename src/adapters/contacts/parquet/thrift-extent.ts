/** Parquet's own structures nest less than ten levels. */
const deepest = 32;
/** The number of a type in Thrift's compact protocol. */
const [stop, isTrue, isFalse, byte, i16, i32, i64, double, binary, list, struct] = [
  ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12],
] as const;

/**
 * The end of the structure that begins at a place; undefined if the bytes end before it does. Throws if no structure begins
 * there. Its lists have all elements that they claim, so that reading it takes no more memory than the file has.
 */
export function thriftEnd(bytes: Buffer, start: number): number | undefined {
  let at = start;
  const next = (): number => {
    const value = bytes[at];
    if (value === undefined) throw new EndOfBytes();
    at += 1;
    return value;
  };
  const varInt = (): number => {
    let value = 0;
    for (let factor = 1; factor < 2 ** 70; factor *= 128) {
      const part = next();
      value += (part & 127) * factor;
      if (part < 128) return value;
    }
    throw new Error('too long a number');
  };
  const skip = (count: number): void => {
    at += count;
    if (at > bytes.length) throw new EndOfBytes();
  };
  const element = (type: number, depth: number): void => {
    if (type === byte) skip(1);
    else if (type === i16 || type === i32 || type === i64) varInt();
    else if (type === double) skip(8);
    else if (type === binary) skip(varInt());
    else if (type === list) elements(depth + 1);
    else if (type === struct) fields(depth + 1);
    else if (type !== isTrue && type !== isFalse) throw new Error('unknown type');
  };
  const elements = (depth: number): void => {
    if (depth > deepest) throw new Error('too deep');
    const head = next();
    const type = head & 15;
    const short = head >> 4;
    const count = short === 15 ? varInt() : short;
    for (let left = count; left > 0; left -= 1) {
      if (type === isTrue || type === isFalse) skip(1);
      else element(type, depth);
    }
  };
  const fields = (depth: number): void => {
    if (depth > deepest) throw new Error('too deep');
    for (let head = next(); (head & 15) !== stop; head = next()) {
      if (head >> 4 === 0) varInt();
      element(head & 15, depth);
    }
  };
  try {
    fields(0);
    return at;
  } catch (error) {
    if (error instanceof EndOfBytes) return undefined;
    throw error;
  }
}

class EndOfBytes extends Error {}
