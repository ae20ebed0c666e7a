// The hot path over the bytes of a delimited list, in AssemblyScript: finds each row's phone cell, walks the automaton over
// its digits, counts, and keeps the numbers that can be texted for the search for duplicates. What is unusual stops the scan
// and is left to the caller, which has the judge. Memory is the caller's; src/adapters/contact-kernel.ts lays it out.

// Where the tables are in the image; src/automaton/image.ts has the same numbers.
const classes: usize = 1024;
const powers: usize = 2048;
const pairs: usize = 4096;
const outcomes: usize = 8192;
const states: usize = 262144;

/** Bytes before the outcome in a state, behind its ten successors. */
const outcomeAt: usize = 40;

// An outcome: kind and digits to drop (u8), slot to count in, slot if a + was lost (u16), prefix (u64).
const dropAt: usize = 1;
const slotAt: usize = 4;
const lostSlotAt: usize = 6;
const prefixAt: usize = 16;

const kindAsk: u32 = 0;
const kindDoubleZero: u32 = 1;
const kindNone: u32 = 2;
const kindPerhapsPlusLost: u32 = 3;
const kindAssigned: u32 = 4;
const kindTextable: u32 = 5;
const kindPerhapsTextableAbroad: u32 = 6;
const kindAssignedOrTextableAbroad: u32 = 7;

/** What `scan` stopped for. */
const done: u32 = 0;
const unusual: u32 = 1;
const incomplete: u32 = 2;
const strange: u32 = 3;
const foreign: u32 = 4;

const quote: u32 = 0x22;
const newline: u32 = 0x0a;
const carriageReturn: u32 = 0x0d;

/** Below are the classes of bytes in an ordinary cell: 0-9 digits, then these. */
const punctuation: u32 = 10;
const blank: u32 = 11;
const plus: u32 = 12;
const point: u32 = 13;
const other: u32 = 14;

/** A row that is longer has lost its line end. */
const longestRow: usize = 1024 * 1024;
/** Cells that are longer are looked at by the judge. */
const longestCell: usize = 40;
/** More digits than this, parted by blanks, may be two numbers. */
const oneNumber: u32 = 13;
/** A number below 2^64 has no more. */
const mostDigits: u32 = 19;
/** Longer numbers do not fit a key. */
const keyLimit: u64 = 1_000_000_000_000_000;
const classBits: u64 = 14;

let delimiter: u32 = 0x2c;
let phoneColumn: i32 = 0;
let countryColumn: i32 = -1;
let width: i32 = 1;
let counts: usize = 0;
let examples: usize = 0;
let examplesPerSlot: u32 = 5;
let firstReasonSlot: u32 = 0;
let emptySlot: u32 = 0;
let scientificSlot: u32 = 0;
let exactSlot: u32 = 0;
let known: usize = 0;
let plusRoot: usize = 0;
let defaultRoot: usize = 0;
let keys: usize = 0;
let trace: usize = 0;
let histogram: usize = 0;
let partitionShift: u64 = 58;
let stopsBeyondAscii: bool = false;
/** Leaves national numbers of rows without a country to the caller, who knows whether they are valid abroad as well. */
let asksReadings: bool = false;
/** Whether the row that is judged is such a one. */
let asks: bool = false;

export function setLayout(delimiterByte: u32, phone: i32, country: i32, columns: i32): void {
  delimiter = delimiterByte;
  phoneColumn = phone;
  countryColumn = country;
  width = columns;
}

export function setRoots(plusAt: usize, defaultAt: usize): void {
  plusRoot = plusAt;
  defaultRoot = defaultAt;
}

export function setCounters(countsAt: usize, examplesAt: usize, perSlot: u32, firstReason: u32, empty: u32): void {
  counts = countsAt;
  examples = examplesAt;
  examplesPerSlot = perSlot;
  firstReasonSlot = firstReason;
  emptySlot = empty;
}

/** The reasons of a number in scientific notation: digits are lost, or all there. */
export function setScientific(lost: u32, exact: u32): void {
  scientificSlot = lost;
  exactSlot = exact;
}

/** Where reasons of short odd cells are kept: 256 places of 32 bytes, all zero. */
export function setKnown(at: usize): void {
  known = at;
}

export function setKeys(keysAt: usize, histogramAt: usize, partitionBits: u32): void {
  keys = keysAt;
  histogram = histogramAt;
  partitionShift = 64 - partitionBits;
}

/** Makes `scan` stop, as for an unusual row, for every row that holds bytes beyond ASCII. */
export function setStopBeyondAscii(on: bool): void {
  stopsBeyondAscii = on;
}

/** Makes `scan` stop for numbers of the default country that can be texted and have no +. */
export function setAsksReadings(on: bool): void {
  asksReadings = on;
}

/** Writes down where the row of each key is: line, start and length of its cell, 12 bytes a key; 0: nowhere. */
export function setTrace(at: usize): void {
  trace = at;
}

// Where the scan stands.
let position: usize = 0;
let line: u32 = 0;
let rows: u32 = 0;
let keyCount: u32 = 0;

// The row that the scan stopped for.
let rowLine: u32 = 0;
let rowStart: usize = 0;
let rowEnd: usize = 0;
let phoneStart: usize = 0;
let phoneEnd: usize = 0;
let countryStart: usize = 0;
let countryEnd: usize = 0;

// What the file is like beside its rows: how often, and on which line first.
const never: u32 = 0xffffffff;
let blankLines: u32 = 0;
let firstBlank: u32 = never;
let ragged: u32 = 0;
let firstRagged: u32 = never;
let firstLineFeed: u32 = never;
let firstBoth: u32 = never;
let firstReturn: u32 = never;
let low: v128 = i8x16.splat(-1);
let high: v128 = i8x16.splat(0);

/** Begins a block. */
export function start(at: usize): void {
  position = at;
  line = 0;
  blankLines = 0;
  firstBlank = never;
  firstLineFeed = never;
  firstBoth = never;
  firstReturn = never;
  low = i8x16.splat(-1);
  high = i8x16.splat(0);
  forget();
}

/** Forgets the rows so far, but not where the scan stands. */
export function forget(): void {
  rows = 0;
  keyCount = 0;
  ragged = 0;
  firstRagged = never;
}

export function getBlankLines(): u32 { return blankLines; }
export function getFirstBlank(): u32 { return firstBlank; }
export function getRagged(): u32 { return ragged; }
export function getFirstRagged(): u32 { return firstRagged; }
export function getFirstLineFeed(): u32 { return firstLineFeed; }
export function getFirstBoth(): u32 { return firstBoth; }
export function getFirstReturn(): u32 { return firstReturn; }
/** 1: there are NUL bytes; 2: there are bytes beyond ASCII. Of a little more than the block. */
export function getBytesSeen(): u32 {
  return (i8x16.all_true(low) ? 0 : 1) | (i8x16.bitmask(high) != 0 ? 2 : 0);
}
export function getPosition(): usize { return position; }
export function getLine(): u32 { return line; }
export function getRows(): u32 { return rows; }
export function getKeyCount(): u32 { return keyCount; }
export function getRowLine(): u32 { return rowLine; }
export function getRowStart(): usize { return rowStart; }
export function getRowEnd(): usize { return rowEnd; }
export function getPhoneStart(): usize { return phoneStart; }
export function getPhoneEnd(): usize { return phoneEnd; }
export function getCountryStart(): usize { return countryStart; }
export function getCountryEnd(): usize { return countryEnd; }

// The window of 64 bytes in which delimiters, line breaks and quotes are marked, one bit a byte.
let windowAt: usize = 0;
let marks: u64 = 0;

@inline
function marksOf(at: usize, d: v128, n: v128, q: v128, r: v128): u64 {
  const bytes = v128.load(at);
  low = i8x16.min_u(low, bytes);
  high = v128.or(high, bytes);
  return <u64>i8x16.bitmask(
    v128.or(v128.or(i8x16.eq(bytes, d), i8x16.eq(bytes, n)), v128.or(i8x16.eq(bytes, q), i8x16.eq(bytes, r))),
  );
}

@inline
function look(at: usize): void {
  const d = i8x16.splat(<i8>delimiter);
  const n = i8x16.splat(<i8>newline);
  const q = i8x16.splat(<i8>quote);
  const r = i8x16.splat(<i8>carriageReturn);
  windowAt = at;
  marks =
    marksOf(at, d, n, q, r) |
    (marksOf(at + 16, d, n, q, r) << 16) |
    (marksOf(at + 32, d, n, q, r) << 32) |
    (marksOf(at + 48, d, n, q, r) << 48);
}

/** Where the next marked byte is; past `end` where there is none. */
@inline
function nextMark(end: usize): usize {
  while (marks == 0) {
    if (windowAt + 64 >= end) return end;
    look(windowAt + 64);
  }
  const at = windowAt + <usize>ctz(marks);
  marks &= marks - 1;
  return at;
}

/**
 * Scans the rows that start before `limit`; the bytes up to `available` are there, and `last` says that no others follow.
 * Returns `done`, `unusual` or `foreign` (the row is counted by the caller, and the scan goes on when called again) or
 * `incomplete` (the row at `getRowStart` goes on beyond `available`).
 */
export function scan(limit: usize, available: usize, last: bool): u32 {
  look(position);
  while (position < limit) {
    rowStart = position;
    rowLine = line;
    let column: i32 = 0;
    let cell = position;
    let end: usize = 0;
    let phoneFrom: usize = 0;
    let phoneTo: usize = 0;
    let countryFrom: usize = 0;
    let countryTo: usize = 0;
    let next: usize = 0;
    while (true) {
      const at = nextMark(available);
      if (at >= available) {
        if (!last) return stopIncomplete();
        end = available;
        next = available;
        break;
      }
      const byte = <u32>load<u8>(at);
      if (byte == delimiter) {
        if (column == phoneColumn) {
          phoneFrom = cell;
          phoneTo = at;
        } else if (column == countryColumn) {
          countryFrom = cell;
          countryTo = at;
        }
        column += 1;
        cell = at + 1;
      } else if (byte == newline) {
        line += 1;
        end = at;
        next = at + 1;
        if (firstLineFeed == never) firstLineFeed = rowLine;
        break;
      } else if (byte == carriageReturn) {
        end = at;
        next = at + 1;
        if (next >= available && !last) return stopIncomplete();
        if (next < available && load<u8>(next) == <u8>newline) {
          nextMark(available);
          next += 1;
          if (firstBoth == never) firstBoth = rowLine;
        } else if (firstReturn == never) firstReturn = rowLine;
        line += 1;
        break;
      } else if (at == cell) {
        const stop = closeQuote(available, last);
        if (stop != done) return stop;
      }
    }
    if (end - rowStart > longestRow) return strange;
    if (column == 0 && isBlank(rowStart, end)) {
      // A line without anything is no row.
      position = next;
      if (last && next >= available) continue;
      if (firstBlank == never) firstBlank = rowLine;
      blankLines += 1;
      continue;
    }
    if (column + 1 != width) {
      if (firstRagged == never) firstRagged = rowLine;
      ragged += 1;
    }
    if (column == phoneColumn) {
      phoneFrom = cell;
      phoneTo = end;
    } else if (column == countryColumn) {
      countryFrom = cell;
      countryTo = end;
    }
    position = next;
    rowEnd = end;
    rows += 1;
    phoneStart = phoneFrom;
    phoneEnd = phoneTo;
    countryStart = countryFrom;
    countryEnd = countryTo;
    if (stopsBeyondAscii && isBeyondAscii(rowStart, end)) return foreign;
    if (!judge(phoneFrom, phoneTo, countryFrom, countryTo)) return unusual;
  }
  return done;
}

/** The row is read again from its start when more bytes are there. */
function stopIncomplete(): u32 {
  line = rowLine;
  position = rowStart;
  return incomplete;
}

function isBeyondAscii(from: usize, to: usize): bool {
  for (let at = from; at < to; at += 1) if (load<u8>(at) >= 0x80) return true;
  return false;
}

@inline
function isBlank(from: usize, to: usize): bool {
  for (let at = from; at < to; at += 1) if (load<u8>(at) != 0x20) return false;
  return true;
}

/** Reads on behind the quote that opens a cell, up to the one that closes it; `strange`: there is something behind that. */
function closeQuote(available: usize, last: bool): u32 {
  while (true) {
    const at = nextMark(available);
    if (at >= available) return stopIncomplete();
    const byte = <u32>load<u8>(at);
    if (byte == newline) line += 1;
    else if (byte == carriageReturn) {
      if (at + 1 >= available) return stopIncomplete();
      if (load<u8>(at + 1) != <u8>newline) line += 1;
    } else if (byte == quote) {
      if (at + 1 < available && load<u8>(at + 1) == <u8>quote) {
        nextMark(available);
        continue;
      }
      let behind = at + 1;
      while (behind < available && load<u8>(behind) == 0x20) behind += 1;
      if (behind >= available) return last ? done : stopIncomplete();
      const after = <u32>load<u8>(behind);
      return after == delimiter || after == newline || after == carriageReturn ? done : strange;
    }
  }
}

/** Counts a row. False: the caller has to. */
@inline
function judge(from: usize, to: usize, countryFrom: usize, countryTo: usize): bool {
  if (from == to) {
    reason(emptySlot, from, to);
    return true;
  }
  let root = defaultRoot;
  asks = asksReadings && countryFrom == countryTo;
  if (countryFrom != countryTo) {
    root = rootOf(countryFrom, countryTo);
    if (root == 0) return false;
  }
  if (load<u8>(from) != <u8>quote) {
    return (
      classify(from, to, root, from, to) || countScientific(from, to) || countKnown(from, to, countryFrom, countryTo)
    );
  }
  // A quoted cell without quotes inside and nothing behind the closing one.
  if (to - from < 2 || load<u8>(to - 1) != <u8>quote) return false;
  if (to - from == 2) {
    reason(emptySlot, from, to);
    return true;
  }
  return classify(from + 1, to - 1, root, from, to);
}

/** Counts a cell such as 1.41556E+10, as `readCell` has it; false: it is another one. */
function countScientific(from: usize, to: usize): bool {
  if (to - from > longestCell) return false;
  let at = from;
  const sign = <u32>load<u8>(at);
  if (sign == 0x2b || sign == 0x2d) at += 1;
  const whole = at;
  at = behindDigits(at, to);
  if (at == whole || at == to) return false;
  let figures = <u32>(at - whole);
  if (load<u8>(at) == 0x2e || load<u8>(at) == 0x2c) {
    const fraction = at + 1;
    at = behindDigits(fraction, to);
    if (at == fraction || at == to) return false;
    let end = at;
    while (end > fraction && load<u8>(end - 1) == 0x30) end -= 1;
    figures += <u32>(end - fraction);
  }
  if ((load<u8>(at) | 0x20) != 0x65) return false;
  at += 1;
  if (at < to && load<u8>(at) == 0x2b) at += 1;
  const length = to - at;
  if (length < 1 || length > 2 || behindDigits(at, to) != to) return false;
  let exponent = <u32>load<u8>(at) - 0x30;
  if (length == 2) exponent = exponent * 10 + <u32>load<u8>(at + 1) - 0x30;
  reason(figures - 1 >= exponent ? exactSlot : scientificSlot, from, to);
  return true;
}

@inline
function behindDigits(from: usize, to: usize): usize {
  let at = from;
  while (at < to && <u32>load<u8>(at) - 0x30 < 10) at += 1;
  return at;
}

// A place of a known cell: its slot (u32; empty: no length), lengths of cell and country (a byte each), then both of them.
const knownText: usize = 8;
const longestKnown: usize = 20;
const longestCountry: usize = 2;

/** Where a cell has its place; 0: it has none. */
function placeOf(from: usize, to: usize, countryFrom: usize, countryTo: usize): usize {
  const length = to - from;
  const countryLength = countryTo - countryFrom;
  if (length == 0 || length > longestKnown || countryLength > longestCountry) return 0;
  let sum: u32 = 0;
  for (let at = from; at < to; at += 1) sum = sum * 31 + <u32>load<u8>(at);
  for (let at = countryFrom; at < countryTo; at += 1) sum = sum * 31 + <u32>load<u8>(at);
  return known + (<usize>((sum * 0x9e3779b1) >> 24) << 5);
}

/** Counts a cell whose reason the caller has told before, of a row with the same country; false: it has not. */
function countKnown(from: usize, to: usize, countryFrom: usize, countryTo: usize): bool {
  const place = placeOf(from, to, countryFrom, countryTo);
  if (place == 0) return false;
  const length = to - from;
  const countryLength = countryTo - countryFrom;
  if (<usize>load<u8>(place, 4) != length || <usize>load<u8>(place, 5) != countryLength) return false;
  for (let at: usize = 0; at < length; at += 1) {
    if (load<u8>(place + knownText + at) != load<u8>(from + at)) return false;
  }
  for (let at: usize = 0; at < countryLength; at += 1) {
    if (load<u8>(place + knownText + length + at) != load<u8>(countryFrom + at)) return false;
  }
  reason(load<u32>(place), from, to);
  return true;
}

/** Keeps the reason of the row that the scan stopped for. What its bytes beyond ASCII mean depends on their row. */
function keepReason(slot: u32): void {
  const place = placeOf(phoneStart, phoneEnd, countryStart, countryEnd);
  if (place == 0 || isBeyondAscii(phoneStart, phoneEnd) || isBeyondAscii(countryStart, countryEnd)) return;
  const length = phoneEnd - phoneStart;
  const countryLength = countryEnd - countryStart;
  store<u32>(place, slot);
  store<u8>(place, <u8>length, 4);
  store<u8>(place, <u8>countryLength, 5);
  memory.copy(place + knownText, phoneStart, length);
  memory.copy(place + knownText + length, countryStart, countryLength);
}

/** Where national digits begin, by a country of two letters; 0: the caller knows. */
@inline
function rootOf(from: usize, to: usize): usize {
  let at = from;
  let length = to - from;
  if (length == 4 && load<u8>(from) == <u8>quote && load<u8>(to - 1) == <u8>quote) {
    at += 1;
    length = 2;
  }
  if (length != 2) return 0;
  const first = (<u32>load<u8>(at) | 0x20) - 0x61;
  const second = (<u32>load<u8>(at + 1) | 0x20) - 0x61;
  if (first >= 26 || second >= 26) return 0;
  const root = <usize>load<u32>(<usize>((first * 26 + second) << 2), pairs);
  return root;
}

/** Judges an ordinary cell; false: it is none. */
@inline
function classify(from: usize, to: usize, root: usize, cellFrom: usize, cellTo: usize): bool {
  if (to - from > longestCell) return false;
  let state = root;
  let digits: u32 = 0;
  let value: u64 = 0;
  let previous: u32 = 0;
  let steps: u32 = 0;
  let signs: u32 = 0;
  let zeroTail = false;
  for (let at = from; at < to; at += 1) {
    const byte = <u32>load<u8>(<usize>load<u8>(at), classes);
    if (byte < 10) {
      state = <usize>load<u32>(state + (<usize>byte << 2), states);
      // Differences between neighbours, but the first: all alike or counting up, it stands for no number.
      steps |= digits > 1 ? 1 << (byte + 9 - previous) : 0;
      previous = byte;
      value = value * 10 + <u64>byte;
      digits += 1;
      zeroTail = zeroTail && byte == 0;
    } else if (byte == plus) {
      if (digits != 0 || (signs & 1) != 0) return false;
      signs |= 1;
      state = plusRoot;
    } else if (byte == point) {
      zeroTail = digits >= 5;
    } else if (byte == blank) {
      signs |= 2;
    } else if (byte == other) return false;
  }
  if (digits < 3 || digits > mostDigits || zeroTail || (signs & 2) != 0 && digits > oneNumber) return false;
  if (steps == 1 << 9 || (steps & ~((1 << 10) | 1)) == 0) return false;
  if (digits >= 8 && isPerhapsPlaceholder(value, digits)) return false;
  const outcome = <usize>load<u32>(state, states + outcomeAt) + outcomes;
  if (asks && (signs & 1) == 0 && <u32>load<u8>(outcome) == kindTextable) return false;
  return conclude(outcome, value, digits, from, to, cellFrom, cellTo);
}

/** Whether the last eight digits are one digit, or the last ten are in their order; `readCell` knows what that means. */
@inline
function isPerhapsPlaceholder(value: u64, digits: u32): bool {
  // Three digits rule nearly all numbers out.
  const tail = <u32>(value % 1000);
  const last = tail % 10;
  const middle = (tail / 10) % 10;
  const step = last + 10 - middle;
  if ((middle + 10 - tail / 100) % 10 != step % 10) return false;
  if (step == 10) return (value % 100_000_000) % 11_111_111 == 0;
  return digits >= 10 && (step == 11 || step == 9 || step == 1) && isCounting(value, step % 10);
}

function isCounting(value: u64, step: u64): bool {
  let rest = value;
  for (let place = 0; place < 9; place += 1) {
    const last = rest % 10;
    rest /= 10;
    if ((last + 10 - rest % 10) % 10 != step) return false;
  }
  return true;
}

/** Walks over the digits of a cell, but the first `skip` of them, as over those of an international number. */
function abroad(from: usize, to: usize, skip: u32): usize {
  let state = plusRoot;
  let digits: u32 = 0;
  for (let at = from; at < to; at += 1) {
    const byte = <u32>load<u8>(<usize>load<u8>(at), classes);
    if (byte >= 10) continue;
    digits += 1;
    if (digits > skip) state = <usize>load<u32>(state + (<usize>byte << 2), states);
  }
  return <usize>load<u32>(state, states + outcomeAt) + outcomes;
}

@inline
function conclude(outcome: usize, value: u64, digits: u32, from: usize, to: usize, cellFrom: usize, cellTo: usize): bool {
  const kind = <u32>load<u8>(outcome);
  if (kind == kindTextable) return keep(outcome, value, digits, cellFrom, cellTo);
  if (kind == kindNone || kind == kindAssigned) {
    reason(<u32>load<u16>(outcome, slotAt), cellFrom, cellTo);
    return true;
  }
  return concludeAbroad(outcome, value, digits, from, to, cellFrom, cellTo);
}

/** Outcomes for which the digits are read once more. */
function concludeAbroad(outcome: usize, value: u64, digits: u32, from: usize, to: usize, cellFrom: usize, cellTo: usize): bool {
  const kind = <u32>load<u8>(outcome);
  if (kind == kindPerhapsPlusLost) {
    const foreign = <u32>load<u8>(abroad(from, to, 0));
    if (foreign == kindAsk) return false;
    const slot = foreign >= kindAssigned ? <u32>load<u16>(outcome, lostSlotAt) : <u32>load<u16>(outcome, slotAt);
    reason(slot, cellFrom, cellTo);
    return true;
  }
  if (kind == kindPerhapsTextableAbroad || kind == kindAssignedOrTextableAbroad) {
    const foreign = <u32>load<u8>(abroad(from, to, 0));
    if (foreign == kindAsk) return false;
    const slot = foreign == kindTextable ? <u32>load<u16>(outcome, lostSlotAt) : <u32>load<u16>(outcome, slotAt);
    reason(slot, cellFrom, cellTo);
    return true;
  }
  if (kind != kindDoubleZero) return false;
  const foreign = abroad(from, to, 2);
  const foreignKind = <u32>load<u8>(foreign);
  if (foreignKind == kindTextable) return keep(foreign, value, digits - 2, cellFrom, cellTo);
  if (foreignKind != kindNone && foreignKind != kindAssigned) return false;
  reason(<u32>load<u16>(foreign, slotAt), cellFrom, cellTo);
  return true;
}

/** Counts a number that can be texted, and keeps it; false: it is too long for that. */
@inline
function keep(outcome: usize, value: u64, digits: u32, cellFrom: usize, cellTo: usize): bool {
  // More digits than these do not fit `value`.
  if (digits > mostDigits) return false;
  const drop = <u32>load<u8>(outcome, dropAt);
  let number = value;
  if (drop != 0 || load<u64>(outcome, prefixAt) != 0) {
    const power = load<u64>(<usize>(digits - drop) << 3, powers);
    number = load<u64>(outcome, prefixAt) * power + (value < power ? value : value % power);
  }
  if (number >= keyLimit) return false;
  keepNumber(number, <u32>load<u16>(outcome, slotAt), cellFrom, cellTo);
  return true;
}

@inline
function keepNumber(number: u64, slot: u32, cellFrom: usize, cellTo: usize): void {
  const count = counts + (<usize>slot << 2);
  store<u32>(count, load<u32>(count) + 1);
  store<u64>(keys + (<usize>keyCount << 3), (number << classBits) | <u64>slot);
  if (trace != 0) {
    const entry = trace + <usize>keyCount * 12;
    store<u32>(entry, rowLine);
    store<u32>(entry, <u32>cellFrom, 4);
    store<u32>(entry, <u32>(cellTo - cellFrom), 8);
  }
  keyCount += 1;
  const bucket = histogram + (<usize>(hash(number) >> partitionShift) << 2);
  store<u32>(bucket, load<u32>(bucket) + 1);
}

@inline
function hash(number: u64): u64 {
  return number * 0x9e3779b97f4a7c15;
}

/** Counts a row that cannot be texted; the first ones of each reason are kept as examples. */
@inline
function reason(slot: u32, from: usize, to: usize): void {
  const count = counts + (<usize>slot << 2);
  const before = load<u32>(count);
  store<u32>(count, before + 1);
  if (before >= examplesPerSlot) return;
  const entry = examples + <usize>((slot - firstReasonSlot) * examplesPerSlot + before) * 12;
  store<u32>(entry, rowLine);
  store<u32>(entry, <u32>from, 4);
  store<u32>(entry, <u32>(to - from), 8);
}

/** Counts the row that the scan stopped for under a reason. */
export function countReason(slot: u32): void {
  keepReason(slot);
  reason(slot, phoneStart, phoneEnd);
}

/** Counts the row that the scan stopped for as one that can be texted. `number`: digits, below 10^15. */
export function countNumber(number: f64, slot: u32): void {
  keepNumber(<u64>number, slot, phoneStart, phoneEnd);
}

/** Judges the row that the scan stopped for once more, with national digits beginning at `root`; false: as before. */
export function retry(root: usize): bool {
  asks = false;
  if (phoneStart == phoneEnd) return false;
  if (load<u8>(phoneStart) != <u8>quote) return classify(phoneStart, phoneEnd, root, phoneStart, phoneEnd);
  if (phoneEnd - phoneStart < 3 || load<u8>(phoneEnd - 1) != <u8>quote) return false;
  return classify(phoneStart + 1, phoneEnd - 1, root, phoneStart, phoneEnd);
}

/** Brings the keys of a block into the order of their partitions, and those of one partition into the order of rows. */
export function scatter(to: usize, offsets: usize, partitions: u32): void {
  let sum: u32 = 0;
  for (let partition: u32 = 0; partition < partitions; partition += 1) {
    store<u32>(offsets + (<usize>partition << 2), sum);
    sum += load<u32>(histogram + (<usize>partition << 2));
  }
  for (let index: u32 = 0; index < keyCount; index += 1) {
    const key = load<u64>(keys + (<usize>index << 3));
    const offset = offsets + (<usize>(hash(key >> classBits) >> partitionShift) << 2);
    const at = load<u32>(offset);
    store<u32>(offset, at + 1);
    store<u64>(to + (<usize>at << 3), key);
  }
}

/** Which key of the block is the one with this ordinal in its partition. */
export function locate(partition: u32, ordinal: u32): u32 {
  let left = ordinal;
  for (let index: u32 = 0; index < keyCount; index += 1) {
    const key = load<u64>(keys + (<usize>index << 3));
    if (<u32>(hash(key >> classBits) >> partitionShift) != partition) continue;
    if (left == 0) return index;
    left -= 1;
  }
  return keyCount;
}

/**
 * Puts keys, in the order of their rows, into a table of `mask + 1` places that holds what came before. Each that is there
 * already is counted by its class in `counters`; the ordinals of the first `most` are stored at `found`. Returns how many.
 */
export function findDuplicates(
  from: usize,
  count: u32,
  table: usize,
  mask: u32,
  counters: usize,
  found: usize,
  most: u32,
  before: u32,
): u32 {
  let duplicates = before;
  for (let index: u32 = 0; index < count; index += 1) {
    const key = load<u64>(from + (<usize>index << 3));
    const number = key >> classBits;
    let place = <u32>((hash(number) << (64 - partitionShift)) >> 32) & mask;
    while (true) {
      const held = load<u64>(table + (<usize>place << 3));
      if (held == 0) {
        store<u64>(table + (<usize>place << 3), number);
        break;
      }
      if (held == number) {
        const counter = counters + (<usize>(key & ((1 << classBits) - 1)) << 2);
        store<u32>(counter, load<u32>(counter) + 1);
        if (duplicates < most) store<u32>(found + (<usize>duplicates << 2), index);
        duplicates += 1;
        break;
      }
      place = (place + 1) & mask;
    }
  }
  return duplicates;
}
