// Writes the rows of a list to memory as src/adapters/contacts/row-writer.ts does: their cells, followed by the number, its
// country and type, and the reason. A row with a cell that does not stay as it is written is left to the caller.
// test/adapters/contacts/written-rows.test.ts compares the two.
import { rowCareful, rowFull, rowWritten, takesFixes, takesOthers, takesTextable } from '../src/automaton/layout.ts';

const quote: u32 = 0x22;
const newline: u32 = 0x0a;
const carriageReturn: u32 = 0x0d;

/** The most bytes of the cells that are added to a row. */
const mostAdded: usize = 256;

let delimiter: u32 = 0x2c;
let width: u32 = 1;
/** Entries (u32) of the outputs: which rows they take, where the next byte goes, the limit, the number of rows. */
let outputs: usize = 0;
let outputCount: u32 = 0;
/** Entries (u32) of texts, address and length: by slot, then of countries, then of types. */
let slotTexts: usize = 0;
let countryTexts: usize = 0;
let typeTexts: usize = 0;
let firstReasonSlot: u32 = 0;
let duplicateSlot: u32 = 0;

export function setRowOutput(byte: u32, columns: u32, firstReason: u32, duplicate: u32): void {
  delimiter = byte;
  width = columns;
  firstReasonSlot = firstReason;
  duplicateSlot = duplicate;
}

export function setRowTexts(slots: usize, countries: usize, types: usize): void {
  slotTexts = slots;
  countryTexts = countries;
  typeTexts = types;
}

export function setOutputs(at: usize, count: u32): void {
  outputs = at;
  outputCount = count;
}

/**
 * Writes a row to each output that takes it. `number`: 0, or the number that is written; `slot`: of a textable number or a
 * reason; `country` and `type`: of a number that is not textable, as indexes; `fixed`: 0, or the number that is proposed for a
 * row without one, of the kind `fixedSlot`. Returns `rowWritten`, `rowFull` (an output has no room) or `rowCareful`.
 */
export function writeRow(
  from: usize,
  to: usize,
  slot: u32,
  number: u64,
  isDuplicate: bool,
  country: u32,
  type: u32,
  fixed: u64,
  fixedSlot: u32,
): u32 {
  const isTextable = slot < firstReasonSlot && !isDuplicate;
  const kind: u32 = isTextable ? takesTextable : takesOthers;
  const room = to - from + <usize>width + mostAdded;
  for (let index: u32 = 0; index < outputCount; index += 1) {
    const entry = outputs + (<usize>index << 4);
    if ((load<u32>(entry) & kind) != 0 && <usize>load<u32>(entry, 4) + room > <usize>load<u32>(entry, 8)) return rowFull;
  }
  let cells: usize = 0;
  let length: usize = 0;
  for (let index: u32 = 0; index < outputCount; index += 1) {
    const entry = outputs + (<usize>index << 4);
    const takes = load<u32>(entry);
    if ((takes & kind) == 0) continue;
    let out = <usize>load<u32>(entry, 4);
    if (cells == 0) {
      cells = out;
      out = writeCells(from, to, out);
      if (out == 0) return rowCareful;
      length = out - cells;
    } else {
      memory.copy(out, cells, length);
      out += length;
    }
    if (number != 0) {
      out = writeNumber(out, number);
      if (slot < firstReasonSlot) out = writeText(out, slotTexts, slot);
      else {
        out = writeText(out, countryTexts, country);
        out = writeText(out, typeTexts, type);
      }
    } else if (fixed != 0 && (takes & takesFixes) != 0) {
      out = writeNumber(out, fixed);
      out = writeText(out, slotTexts, fixedSlot);
    } else {
      store<u8>(out, <u8>delimiter);
      store<u8>(out, <u8>delimiter, 1);
      store<u8>(out, <u8>delimiter, 2);
      out += 3;
    }
    if (slot >= firstReasonSlot) out = writeText(out, slotTexts, slot);
    else if (isDuplicate) out = writeText(out, slotTexts, duplicateSlot);
    store<u16>(out, 0x0a0d);
    store<u32>(entry, <u32>(out + 2), 4);
    store<u32>(entry, load<u32>(entry, 12) + 1, 12);
  }
  return rowWritten;
}

/** Writes the cells, each followed by a delimiter; 0: one of them does not stay as it is. */
function writeCells(from: usize, to: usize, start: usize): usize {
  let out = start;
  let at = from;
  let column: u32 = 0;
  while (true) {
    if (at < to && <u32>load<u8>(at) == quote) {
      let end = at + 1;
      let needsQuotes = false;
      while (true) {
        if (end >= to) return 0;
        const byte = <u32>load<u8>(end);
        if (byte == quote) {
          if (end + 1 >= to || <u32>load<u8>(end + 1) != quote) break;
          needsQuotes = true;
          end += 1;
        } else if (byte == delimiter || byte == newline || byte == carriageReturn) needsQuotes = true;
        end += 1;
      }
      // Blanks after the closing quote are not written.
      if (end + 1 < to && <u32>load<u8>(end + 1) != delimiter) return 0;
      if (end > at + 1) {
        if (!isInert(at + 1, end)) return 0;
        const first = needsQuotes ? at : at + 1;
        const size = (needsQuotes ? end + 1 : end) - first;
        memory.copy(out, first, size);
        out += size;
      }
      at = end + 1;
    } else {
      const first = at;
      while (at < to) {
        const byte = <u32>load<u8>(at);
        if (byte == delimiter) break;
        if (byte == quote) return 0;
        store<u8>(out, <u8>byte);
        out += 1;
        at += 1;
      }
      if (at > first && !isInert(first, at)) return 0;
    }
    column += 1;
    store<u8>(out, <u8>delimiter);
    out += 1;
    if (at >= to) break;
    at += 1;
  }
  while (column < width) {
    store<u8>(out, <u8>delimiter);
    out += 1;
    column += 1;
  }
  return out;
}

/**
 * Whether a cell surely has no white space at its ends, and neither begins as a formula nor with an invisible character:
 * src/domain/text/csv-cell.ts decides about the others.
 */
@inline
function isInert(from: usize, to: usize): bool {
  const first = <u32>load<u8>(from);
  const last = <u32>load<u8>(to - 1);
  return isPlainStart(first, from, to) && (last < 0x80 ? last > 0x20 : isPlainEnd(to));
}

@inline
function isPlainStart(first: u32, from: usize, to: usize): bool {
  if (first - 0x30 < 10 || (first | 0x20) - 0x61 < 26) return true;
  if (first == 0x2b || first == 0x2d) return isFigures(from + 1, to);
  if (first < 0x80) return first > 0x20 && first != 0x3d && first != 0x40 && first != 0x7f;
  // Latin, Greek, Cyrillic, Armenian and Hebrew letters, and most of those of East Asia.
  return first - 0xc3 < 10 || first - 0xd0 < 8 || first - 0xe4 < 6;
}

function isFigures(from: usize, to: usize): bool {
  for (let at = from; at < to; at += 1) {
    const byte = <u32>load<u8>(at);
    // ( ) , - . /
    if (byte - 0x30 < 10 || byte == 0x20 || byte == 0x28 || byte == 0x29 || byte - 0x2c < 4) continue;
    return false;
  }
  return true;
}

/** By the first byte of the last character. */
function isPlainEnd(to: usize): bool {
  let at = to - 1;
  while ((<u32>load<u8>(at) & 0xc0) == 0x80) at -= 1;
  const lead = <u32>load<u8>(at);
  return lead - 0xc3 < 29 || lead - 0xe4 < 6 || lead >= 0xf0;
}

/** Writes a + and digits. */
function writeNumber(out: usize, number: u64): usize {
  store<u8>(out, 0x2b);
  let size: usize = 1;
  for (let rest = number; rest >= 10; rest /= 10) size += 1;
  let rest = number;
  for (let at = out + size; at > out; at -= 1) {
    store<u8>(at, <u8>(0x30 + rest % 10));
    rest /= 10;
  }
  return out + size + 1;
}

@inline
function writeText(out: usize, texts: usize, index: u32): usize {
  const entry = texts + (<usize>index << 3);
  const length = <usize>load<u32>(entry, 4);
  memory.copy(out, <usize>load<u32>(entry), length);
  return out + length;
}
