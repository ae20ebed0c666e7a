// Reads lines of JSON (NDJSON) and writes the used fields of each record as an encoded row
// (src/adapters/counting/rows/encoded-row.ts). A line that is not one flat object of plain values stops the reader and is left
// to the caller, which has the parser; so is a used value with an escape, bytes beyond ASCII, or a number that is not whole.
// Everything else is checked as a parser does, so that no invalid line is read. The caller owns the memory
// (src/adapters/counting/rows/json-rows.ts); each line ends with a line feed, and 16 bytes follow the last one.
import { jsonDone, jsonFull, jsonOdd } from '../src/automaton/layout.ts';

const quote: u32 = 0x22;
const backslash: u32 = 0x5c;
const comma: u32 = 0x2c;
const colon: u32 = 0x3a;
const openBrace: u32 = 0x7b;
const closeBrace: u32 = 0x7d;
const lineFeed: u32 = 0x0a;
const zero: u32 = 0x30;
/** A double holds each whole number of so many digits. */
const exactDigits: usize = 15;

// A field: where its name is and how long it is, then the start and end of its value in the current line, or 0.
const fieldBytes: usize = 16;
/** The fields: first the country, then the phone numbers. */
let fields: usize = 0;
let fieldCount: u32 = 0;
let fieldEnd: u32 = 0;

let position: usize = 0;
let line: u32 = 0;
let output: usize = 0;
let rows: u32 = 0;

export function setJsonFields(at: usize, count: u32, cellEnd: u32): void {
  fields = at;
  fieldCount = count;
  fieldEnd = cellEnd;
}

/** Where the next line begins: the one that stopped the reader, or the end. */
export function getJsonPosition(): usize { return position; }
/** The number of that line. */
export function getJsonLine(): u32 { return line; }
/** The end of what was written. */
export function getJsonOutput(): usize { return output; }
/** The rows since the last call. */
export function getJsonRows(): u32 { return rows; }

/**
 * Reads the lines from one address to another, of which the first is `firstLine`, and writes rows between `out` and `outEnd`.
 * Returns `jsonDone`, `jsonFull` (the next row has no room) or `jsonOdd` (the next line is left to the caller).
 */
export function readJson(from: usize, to: usize, firstLine: u32, out: usize, outEnd: usize): u32 {
  position = from;
  line = firstLine;
  output = out;
  rows = 0;
  while (position < to) {
    const start = behindSpace(position);
    if (load<u8>(start) == lineFeed) {
      position = start + 1;
      line += 1;
      continue;
    }
    const end = readLine(start);
    if (end == 0) return jsonOdd;
    if (!writeRow(outEnd)) return jsonFull;
    position = end;
    line += 1;
  }
  return jsonDone;
}

@inline
function behindSpace(from: usize): usize {
  let at = from;
  while (true) {
    const byte = <u32>load<u8>(at);
    if (byte != 0x20 && byte != 0x09 && byte != 0x0d) return at;
    at += 1;
  }
}

/** The address after the line's end; 0: the line is left to the caller. */
function readLine(start: usize): usize {
  if (load<u8>(start) != openBrace) return 0;
  for (let field = fields; field < fields + <usize>fieldCount * fieldBytes; field += fieldBytes) {
    store<u64>(field, 0, 8);
  }
  let at = behindSpace(start + 1);
  if (load<u8>(at) == closeBrace) return behindLine(at + 1);
  while (true) {
    if (load<u8>(at) != quote) return 0;
    const name = at + 1;
    const nameEnd = plainEnd(name);
    if (load<u8>(nameEnd) != quote) return 0;
    const field = fieldOf(name, nameEnd - name);
    // The last of several values would count.
    if (field != 0 && load<u32>(field, 8) != 0) return 0;
    at = behindSpace(nameEnd + 1);
    if (load<u8>(at) != colon) return 0;
    at = behindValue(behindSpace(at + 1), field);
    if (at == 0) return 0;
    at = behindSpace(at);
    const byte = <u32>load<u8>(at);
    if (byte == closeBrace) return behindLine(at + 1);
    if (byte != comma) return 0;
    at = behindSpace(at + 1);
  }
}

@inline
function behindLine(from: usize): usize {
  const at = behindSpace(from);
  return load<u8>(at) == lineFeed ? at + 1 : 0;
}

/** The first quote, backslash or control character. */
@inline
function plainEnd(from: usize): usize {
  const q = i8x16.splat(<i8>quote);
  const b = i8x16.splat(<i8>backslash);
  const control = i8x16.splat(0x20);
  let at = from;
  while (true) {
    const bytes = v128.load(at);
    const marks = i8x16.bitmask(v128.or(v128.or(i8x16.eq(bytes, q), i8x16.eq(bytes, b)), i8x16.lt_u(bytes, control)));
    if (marks != 0) return at + <usize>ctz(marks);
    at += 16;
  }
}

/** The used field of a name; 0: the field is not used. */
@inline
function fieldOf(name: usize, length: usize): usize {
  for (let field = fields; field < fields + <usize>fieldCount * fieldBytes; field += fieldBytes) {
    if (<usize>load<u32>(field, 4) == length && memory.compare(<usize>load<u32>(field), name, length) == 0) return field;
  }
  return 0;
}

/** The address after a value; 0: the line is left to the caller. `field`: the field that gets it; 0: it is not used. */
function behindValue(at: usize, field: usize): usize {
  const byte = <u32>load<u8>(at);
  if (byte == quote) return field == 0 ? behindString(at + 1) : behindUsed(at + 1, field);
  if (byte == 0x6e) return behindWord(at, 0x6c6c756e, field);
  if (field != 0) return behindWhole(at, field);
  if (byte == 0x74) return behindWord(at, 0x65757274, 0);
  if (byte == 0x66) return load<u32>(at + 1) == 0x65736c61 ? at + 5 : 0;
  return behindNumber(at);
}

/** Behind `null` or `true`, as four bytes. */
@inline
function behindWord(at: usize, word: u32, field: usize): usize {
  if (load<u32>(at) != word) return 0;
  if (field != 0) take(field, at, at);
  return at + 4;
}

@inline
function take(field: usize, from: usize, to: usize): void {
  store<u32>(field, <u32>from, 8);
  store<u32>(field, <u32>to, 12);
}

function behindUsed(from: usize, field: usize): usize {
  const end = plainEnd(from);
  if (load<u8>(end) != quote) return 0;
  for (let at = from; at < end; at += 1) if (load<u8>(at) >= 0x80) return 0;
  take(field, from, end);
  return end + 1;
}

function behindString(from: usize): usize {
  let at = from;
  while (true) {
    at = plainEnd(at);
    const byte = <u32>load<u8>(at);
    if (byte == quote) return at + 1;
    if (byte != backslash) return 0;
    const escaped = <u32>load<u8>(at + 1);
    if (escaped == 0x75) {
      for (let digit = at + 2; digit < at + 6; digit += 1) if (!isHex(<u32>load<u8>(digit))) return 0;
      at += 6;
    } else if (isEscape(escaped)) at += 2;
    else return 0;
  }
}

@inline
function isHex(byte: u32): bool {
  return byte - zero < 10 || (byte | 0x20) - 0x61 < 6;
}

/** `"`, `\`, `/`, b, f, n, r, t. */
@inline
function isEscape(byte: u32): bool {
  return (
    byte == quote || byte == backslash || byte == 0x2f ||
    byte == 0x62 || byte == 0x66 || byte == 0x6e || byte == 0x72 || byte == 0x74
  );
}

@inline
function behindDigits(from: usize): usize {
  let at = from;
  while (<u32>load<u8>(at) - zero < 10) at += 1;
  return at;
}

/** Behind a used number, of which the digits are the text. */
function behindWhole(from: usize, field: usize): usize {
  const end = behindDigits(from);
  if (end == from || end - from > exactDigits || (load<u8>(from) == <u8>zero && end - from > 1)) return 0;
  const after = <u32>load<u8>(end);
  if (after == 0x2e || (after | 0x20) == 0x65) return 0;
  take(field, from, end);
  return end;
}

function behindNumber(from: usize): usize {
  let at = from;
  if (load<u8>(at) == 0x2d) at += 1;
  const whole = at;
  at = behindDigits(at);
  if (at == whole || (load<u8>(whole) == <u8>zero && at - whole > 1)) return 0;
  if (load<u8>(at) == 0x2e) {
    const fraction = at + 1;
    at = behindDigits(fraction);
    if (at == fraction) return 0;
  }
  if ((<u32>load<u8>(at) | 0x20) == 0x65) {
    at += 1;
    const sign = <u32>load<u8>(at);
    if (sign == 0x2b || sign == 0x2d) at += 1;
    const exponent = at;
    at = behindDigits(exponent);
    if (at == exponent) return 0;
  }
  return at;
}

/** Ten digits, and line feed. */
const mostAround: usize = 11;

/** Writes the row of the current line; false: it has no room. */
function writeRow(outEnd: usize): bool {
  let size = mostAround;
  for (let field = fields; field < fields + <usize>fieldCount * fieldBytes; field += fieldBytes) {
    size += <usize>(load<u32>(field, 12) - load<u32>(field, 8)) + 1;
  }
  if (output + size > outEnd) return false;
  let digits: usize = 1;
  for (let rest = line / 10; rest > 0; rest /= 10) digits += 1;
  let rest = line;
  for (let at = output + digits; at > output; ) {
    at -= 1;
    store<u8>(at, <u8>(zero + rest % 10));
    rest /= 10;
  }
  let at = output + digits;
  for (let field = fields; field < fields + <usize>fieldCount * fieldBytes; field += fieldBytes) {
    store<u8>(at, <u8>fieldEnd);
    at += 1;
    const from = <usize>load<u32>(field, 8);
    const length = <usize>load<u32>(field, 12) - from;
    for (let byte: usize = 0; byte < length; byte += 1) store<u8>(at + byte, load<u8>(from + byte));
    at += length;
  }
  store<u8>(at, <u8>lineFeed);
  output = at + 1;
  rows += 1;
  return true;
}
