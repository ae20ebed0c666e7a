// The hot path over the bytes of a delimited list, in AssemblyScript: finds each row's phone cell, walks the automaton over
// its digits, counts, and keeps the textable numbers for the search for duplicates. An unusual row stops the scan and is left
// to the caller, which has the judge. The caller owns the memory; src/adapters/counting/block-memory.ts lays it out.
//
// src/adapters/contacts/delimited/record-scanner.ts reads the same format (quotes, line ends, Latin-1) row by row, and reports what is
// broken in it. test/adapters/counting/counting.test.ts compares the two on generated lists, count-file.test.ts compares
// this one with the rows that each list was written from.
import {
  cachedCellBytes,
  cellEntryBytes,
  classBlank,
  classesAt,
  classOther,
  classPlus,
  classPoint,
  keyLimit,
  kindAsk,
  kindAssigned,
  kindAssignedOrTextableAbroad,
  kindDoubleZero,
  kindNone,
  kindPerhapsPlusLost,
  kindPerhapsTextableAbroad,
  kindTextable,
  longestRow,
  noLine,
  outcomeCountryAt,
  outcomeDropAt,
  outcomeLostSlotAt,
  outcomePrefixAt,
  outcomesAt,
  outcomeSlotAt,
  outcomeTypeAt,
  pairsAt,
  powersAt,
  rowCareful,
  rowFix,
  rowWritten,
  scanBeyondAscii,
  scanDone,
  scanIncomplete,
  scanUnreadable,
  scanUnusual,
  scanUnwritten,
  seenBeyondAscii,
  seenNul,
  stateOutcomeAt,
  statesAt,
} from '../src/automaton/layout.ts';
import {
  getJsonLine,
  getJsonOutput,
  getJsonPosition,
  getJsonRows,
  readJson,
  setJsonFields,
} from './json-rows.ts';
import { setOutputs, setRowOutput, setRowTexts, writeRow } from './row-output.ts';

export { setOutputs, setRowOutput, setRowTexts };
export { getJsonLine, getJsonOutput, getJsonPosition, getJsonRows, readJson, setJsonFields };

const quote: u32 = 0x22;
const newline: u32 = 0x0a;
const carriageReturn: u32 = 0x0d;

/** Longer cells are left to the caller. */
const longestCell: usize = 40;
/** More digits than this, separated by blanks, may be two numbers. */
const oneNumber: u32 = 13;
/** Numbers with fewer digits are not ambiguous (src/domain/contacts/row-judge.ts). */
const shortestDoubt: u32 = 9;
/** A number below 2^64 has no more. */
const mostDigits: u32 = 19;
const classBits: u64 = 14;

let delimiter: u32 = 0x2c;
/** The column with the phone numbers; -1: there are several. */
let phoneColumn: i32 = 0;
/** Of a list with several, one byte a column: the place among the phone columns, from 1; 0: it is none of them. */
let placeOfColumn: usize = 0;
/** Start and end (u32) of each phone cell of a row, the preferred first. */
let phoneCells: usize = 0;
let phones: u32 = 1;
/** The rows (u32) that each phone column decided. */
let decisions: usize = 0;
let finalSlot: u32 = 0;
let countryColumn: i32 = -1;
let width: i32 = 1;
/** Columns that are not used are passed by the window. With fewer columns, to find out whether they can be takes longer. */
const wideColumns: i32 = 16;
let isWide: bool = false;
let counts: usize = 0;
let examples: usize = 0;
let examplesPerSlot: u32 = 5;
let firstReasonSlot: u32 = 0;
let emptySlot: u32 = 0;
let scientificSlot: u32 = 0;
let exactSlot: u32 = 0;
let cellCache: usize = 0;
let plusRoot: usize = 0;
let defaultRoot: usize = 0;
let keys: usize = 0;
let trace: usize = 0;
let histogram: usize = 0;
let partitionShift: u64 = 58;
let stopsBeyondAscii: bool = false;
/** Leaves national numbers of rows without a country to the caller if they are perhaps valid abroad as well. */
let asksReadings: bool = false;
/** Whether that applies to the current row. */
let asks: bool = false;

export function setLayout(delimiterByte: u32, phone: i32, country: i32, columns: i32): void {
  delimiter = delimiterByte;
  phoneColumn = phone;
  countryColumn = country;
  width = columns;
  isWide = phone >= 0 && columns >= wideColumns;
}

/** Where the tables of the phone columns are; `final`: the slot of a reason that applies to every number of a person. */
export function setPhones(count: u32, cellsAt: usize, decisionsAt: usize, columnsAt: usize, final: u32): void {
  phones = count;
  phoneCells = cellsAt;
  decisions = decisionsAt;
  placeOfColumn = columnsAt;
  finalSlot = final;
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

/** The reasons of a number in scientific notation: with digits lost, and with all digits. */
export function setScientific(lost: u32, exact: u32): void {
  scientificSlot = lost;
  exactSlot = exact;
}

/** Where the reasons of short unusual cells are cached: `cachedCells` entries, all zero. */
export function setCellCache(at: usize): void {
  cellCache = at;
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

/** Makes `scan` stop for textable numbers of the default country without a + that are perhaps valid abroad. */
export function setAsksReadings(on: bool): void {
  asksReadings = on;
}

/** Where to write a cell entry (line, address, length) for each key; 0: nowhere. */
export function setTrace(at: usize): void {
  trace = at;
}

// The second pass over a file that was counted: it writes the rows instead.
let isWriting: bool = false;
/** One byte a slot: a number may be proposed for a row with this reason; 0: no output asks for it. */
let fixable: usize = 0;
/** One byte a key, sorted as `scatter` does: its number is that of an earlier row. */
let duplicateKeys: usize = 0;
/** The index (u32) of the next key of each partition. */
let nextKeys: usize = 0;

// The verdict on the current row.
let verdictSlot: u32 = 0;
let verdictNumber: u64 = 0;
/** Address of the outcome of a number that is not textable; 0: there is none. */
let verdictOutcome: usize = 0;
let verdictPlace: u32 = 0;
let verdictIsDuplicate: bool = false;
let fixedNumber: u64 = 0;
let fixedSlot: u32 = 0;
/** The caller has looked for a number to propose. */
let isFixKnown: bool = false;

/** Makes `scan` write rows, or not. */
export function setWriting(on: bool): void {
  isWriting = on;
}

export function setFixable(at: usize): void {
  fixable = at;
}

export function setDuplicates(flagsAt: usize, nextAt: usize): void {
  duplicateKeys = flagsAt;
  nextKeys = nextAt;
}

export function getVerdictSlot(): u32 { return verdictSlot; }
/** 0: there is none. */
export function getVerdictNumber(): f64 { return <f64>verdictNumber; }
/** The offset of its outcome; -1: there is none. */
export function getVerdictOutcome(): i32 { return verdictOutcome == 0 ? -1 : <i32>(verdictOutcome - outcomesAt); }
export function getVerdictPlace(): u32 { return verdictPlace; }
export function getIsDuplicate(): bool { return verdictIsDuplicate; }

/** The number that is proposed for the current row, below `keyLimit`; 0: none. */
export function setFix(number: f64, slot: u32): void {
  fixedNumber = <u64>number;
  fixedSlot = slot;
  isFixKnown = true;
}

/**
 * Writes the current row by its verdict. Returns `rowWritten`; `rowFull` (call again when the outputs are empty); `rowFix`
 * (call `setFix` and then again); or `rowCareful` (the caller writes the row).
 */
export function emitRow(): u32 {
  if (verdictNumber == 0 && fixable != 0 && !isFixKnown && load<u8>(fixable + <usize>verdictSlot) != 0) return rowFix;
  const country = verdictOutcome == 0 ? 0 : <u32>load<u16>(verdictOutcome, outcomeCountryAt);
  const type = verdictOutcome == 0 ? 0 : <u32>load<u8>(verdictOutcome, outcomeTypeAt);
  return writeRow(
    rowStart,
    rowEnd,
    verdictSlot,
    verdictNumber,
    verdictIsDuplicate,
    country,
    type,
    isFixKnown ? fixedNumber : 0,
    fixedSlot,
  );
}

// How far the scan has come.
let position: usize = 0;
let line: u32 = 0;
let rows: u32 = 0;
let keyCount: u32 = 0;

// The row that the scan stopped for.
let rowLine: u32 = 0;
let rowStart: usize = 0;
let rowEnd: usize = 0;
let countryStart: usize = 0;
let countryEnd: usize = 0;

// Peculiarities of the file: how often, and the line of the first.
let blankLines: u32 = 0;
let firstBlank: u32 = noLine;
let ragged: u32 = 0;
let firstRagged: u32 = noLine;
let firstLineFeed: u32 = noLine;
let firstBoth: u32 = noLine;
let firstReturn: u32 = noLine;
let low: v128 = i8x16.splat(-1);
let high: v128 = i8x16.splat(0);

/** Begins a block. */
export function start(at: usize): void {
  position = at;
  line = 0;
  blankLines = 0;
  firstBlank = noLine;
  firstLineFeed = noLine;
  firstBoth = noLine;
  firstReturn = noLine;
  low = i8x16.splat(-1);
  high = i8x16.splat(0);
  forget();
}

/** Forgets the rows so far, but not the position. */
export function forget(): void {
  rows = 0;
  keyCount = 0;
  ragged = 0;
  firstRagged = noLine;
}

export function getBlankLines(): u32 { return blankLines; }
export function getFirstBlank(): u32 { return firstBlank; }
export function getRagged(): u32 { return ragged; }
export function getFirstRagged(): u32 { return firstRagged; }
export function getFirstLineFeed(): u32 { return firstLineFeed; }
export function getFirstBoth(): u32 { return firstBoth; }
export function getFirstReturn(): u32 { return firstReturn; }
/** `seenNul` and `seenBeyondAscii`; also of some bytes after the block. */
export function getBytesSeen(): u32 {
  return (i8x16.all_true(low) ? 0 : seenNul) | (i8x16.bitmask(high) != 0 ? seenBeyondAscii : 0);
}
export function getPosition(): usize { return position; }
export function getLine(): u32 { return line; }
export function getRows(): u32 { return rows; }
export function getKeyCount(): u32 { return keyCount; }
export function getRowLine(): u32 { return rowLine; }
export function getRowStart(): usize { return rowStart; }
export function getRowEnd(): usize { return rowEnd; }
export function getCountryStart(): usize { return countryStart; }
export function getCountryEnd(): usize { return countryEnd; }

// The window of 64 bytes in which delimiters, line breaks and quotes are marked, one bit a byte.
let windowAt: usize = 0;
let marks: u64 = 0;
/** The delimiters alone, of lists with many columns. */
let delimiterMarks: u64 = 0;

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
  if (!isWide) return;
  delimiterMarks =
    <u64>i8x16.bitmask(i8x16.eq(v128.load(at), d)) |
    (<u64>i8x16.bitmask(i8x16.eq(v128.load(at, 16), d)) << 16) |
    (<u64>i8x16.bitmask(i8x16.eq(v128.load(at, 32), d)) << 32) |
    (<u64>i8x16.bitmask(i8x16.eq(v128.load(at, 48), d)) << 48);
}

/** Whether the marks that are left in the window only end cells of columns that are not used. */
@inline
function areUnused(column: i32, available: usize): bool {
  if ((marks & ~delimiterMarks) != 0 || windowAt + 64 > available) return false;
  const end = column + <i32>popcnt(marks);
  return (phoneColumn < column || phoneColumn >= end) && (countryColumn < column || countryColumn >= end);
}

/** The address of the next marked byte; at or past `end` if there is none. */
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
 * Scans the rows that start before `limit`. The bytes up to `available` are loaded; `last`: the file ends there. Returns
 * `scanDone`; `scanUnusual` or `scanBeyondAscii` (the caller counts the row and calls again); `scanUnwritten` (the
 * caller calls `emitRow`); `scanIncomplete` (the row at `getRowStart` goes on beyond `available`); or `scanUnreadable` (the
 * quotes of the row at the position are broken, or it is too long: the caller calls `takeRow`, or gives up).
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
    if (phoneColumn < 0) memory.fill(phoneCells, 0, <usize>phones << 3);
    while (true) {
      if (isWide && marks != 0 && areUnused(column, available)) {
        column += <i32>popcnt(marks);
        cell = windowAt + 64 - <usize>clz(marks);
        marks = 0;
      }
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
        } else if (phoneColumn < 0 && column < width) takePhone(column, cell, at);
        column += 1;
        cell = at + 1;
      } else if (byte == newline) {
        line += 1;
        end = at;
        next = at + 1;
        if (firstLineFeed == noLine) firstLineFeed = rowLine;
        break;
      } else if (byte == carriageReturn) {
        end = at;
        next = at + 1;
        if (next >= available && !last) return stopIncomplete();
        if (next < available && load<u8>(next) == <u8>newline) {
          nextMark(available);
          next += 1;
          if (firstBoth == noLine) firstBoth = rowLine;
        } else if (firstReturn == noLine) firstReturn = rowLine;
        line += 1;
        break;
      } else if (at == cell) {
        const stop = closeQuote(available, last);
        if (stop != scanDone) {
          line = rowLine;
          return stop;
        }
      }
    }
    if (end - rowStart > <usize>longestRow) {
      line = rowLine;
      return scanUnreadable;
    }
    if (column == 0 && isBlank(rowStart, end)) {
      // A blank line is not a row.
      position = next;
      if (last && next >= available) continue;
      if (firstBlank == noLine) firstBlank = rowLine;
      blankLines += 1;
      continue;
    }
    if (column + 1 != width) {
      if (firstRagged == noLine) firstRagged = rowLine;
      ragged += 1;
    }
    if (column == phoneColumn) {
      phoneFrom = cell;
      phoneTo = end;
    } else if (column == countryColumn) {
      countryFrom = cell;
      countryTo = end;
    } else if (phoneColumn < 0 && column < width) takePhone(column, cell, end);
    position = next;
    rowEnd = end;
    rows += 1;
    countryStart = countryFrom;
    countryEnd = countryTo;
    isFixKnown = false;
    const isLeft = stopsBeyondAscii && isBeyondAscii(rowStart, end);
    if (phoneColumn < 0) {
      if (!isLeft && judgeAll(countryFrom, countryTo)) {
        if (!isWriting || emitRow() == rowWritten) continue;
        return scanUnwritten;
      }
    } else {
      if (!isLeft && judge(phoneFrom, phoneTo, countryFrom, countryTo)) {
        if (!isWriting || emitRow() == rowWritten) continue;
        putPhone(0, phoneFrom, phoneTo);
        return scanUnwritten;
      }
      putPhone(0, phoneFrom, phoneTo);
    }
    return isLeft ? scanBeyondAscii : scanUnusual;
  }
  return scanDone;
}

function takePhone(column: i32, from: usize, to: usize): void {
  const place = <u32>load<u8>(placeOfColumn + <usize>column);
  if (place != 0) putPhone(place - 1, from, to);
}

@inline
function putPhone(place: u32, from: usize, to: usize): void {
  const entry = phoneCells + (<usize>place << 3);
  store<u32>(entry, <u32>from);
  store<u32>(entry, <u32>to, 4);
}

@inline
function phoneFromOf(place: u32): usize { return <usize>load<u32>(phoneCells + (<usize>place << 3)); }
@inline
function phoneToOf(place: u32): usize { return <usize>load<u32>(phoneCells + (<usize>place << 3), 4); }

/** The row is read again from its start when more bytes are loaded. */
function stopIncomplete(): u32 {
  line = rowLine;
  position = rowStart;
  return scanIncomplete;
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

/** Reads from the opening quote of a cell to its closing quote; `scanUnreadable`: text follows the closing quote. */
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
      if (behind >= available) return last ? scanDone : stopIncomplete();
      const after = <u32>load<u8>(behind);
      return after == delimiter || after == newline || after == carriageReturn ? scanDone : scanUnreadable;
    }
  }
}

/** Counts a row with one phone cell; false: the caller has to. */
@inline
function judge(from: usize, to: usize, countryFrom: usize, countryTo: usize): bool {
  if (from == to) {
    reason(emptySlot, from, to);
    return true;
  }
  const root = rootFor(countryFrom, countryTo);
  return root != 0 && judgeCell(from, to, root, countryFrom, countryTo);
}

/** Counts a row with several phone cells; false: the caller has to. */
function judgeAll(countryFrom: usize, countryTo: usize): bool {
  const root = rootFor(countryFrom, countryTo);
  return root != 0 && decide(root, countryFrom, countryTo);
}

/** Where the national digits of a row begin; 0: left to the caller. */
@inline
function rootFor(countryFrom: usize, countryTo: usize): usize {
  asks = asksReadings && countryFrom == countryTo;
  return countryFrom == countryTo ? defaultRoot : rootOf(countryFrom, countryTo);
}

// The reason of a cell of a row with several, which does not count before the others are read.
let isHolding: bool = false;
let isHeld: bool = false;
let heldSlot: u32 = 0;

/** As `judgeRow` does: the first textable cell counts, or else the first that is not empty. */
function decide(root: usize, countryFrom: usize, countryTo: usize): bool {
  let first: i32 = -1;
  let slot = emptySlot;
  let number: u64 = 0;
  let outcome: usize = 0;
  for (let place: u32 = 0; place < phones; place += 1) {
    const from = phoneFromOf(place);
    const to = phoneToOf(place);
    if (from == to) continue;
    isHolding = true;
    isHeld = false;
    const isJudged = judgeCell(from, to, root, countryFrom, countryTo);
    isHolding = false;
    if (!isJudged) return false;
    if (!isHeld) {
      verdictPlace = place;
      countDecision(place);
      return true;
    }
    if (heldSlot == emptySlot || (first >= 0 && heldSlot != finalSlot)) continue;
    first = <i32>place;
    slot = heldSlot;
    number = verdictNumber;
    outcome = verdictOutcome;
    if (slot == finalSlot) break;
  }
  // Its address tells which row it is.
  if (first < 0) reason(emptySlot, rowStart, rowStart);
  else {
    reason(slot, phoneFromOf(<u32>first), phoneToOf(<u32>first));
    verdictPlace = <u32>first;
    countDecision(<u32>first);
  }
  verdictNumber = number;
  verdictOutcome = outcome;
  return true;
}

/** Sets a phone cell of a row that the caller read; the others are empty after `takeRow`. */
export function setPhoneCell(place: u32, from: usize, to: usize): void {
  putPhone(place, from, to);
}

/**
 * Takes the row at the position as the caller read it, up to `next`; `columns`: the number of its cells, `breaks`: of its
 * line breaks. As after `scanUnusual`, the caller counts it.
 */
export function takeRow(end: usize, next: usize, columns: i32, breaks: u32, countryFrom: usize, countryTo: usize): void {
  rowStart = position;
  rowLine = line;
  rowEnd = end;
  countryStart = countryFrom;
  countryEnd = countryTo;
  isFixKnown = false;
  for (let at = rowStart; at < next; at += 1) {
    const bytes = i8x16.splat(load<i8>(at));
    low = i8x16.min_u(low, bytes);
    high = v128.or(high, bytes);
  }
  if (next > end) {
    if (load<u8>(end) == <u8>newline) {
      if (firstLineFeed == noLine) firstLineFeed = rowLine;
    } else if (next - end == 2) {
      if (firstBoth == noLine) firstBoth = rowLine;
    } else if (firstReturn == noLine) firstReturn = rowLine;
  }
  line += breaks;
  position = next;
  rows += 1;
  if (columns != width) {
    if (firstRagged == noLine) firstRagged = rowLine;
    ragged += 1;
  }
  memory.fill(phoneCells, 0, <usize>phones << 3);
}

/** Counts a row that a phone column decided. */
export function countDecision(place: u32): void {
  const count = decisions + (<usize>place << 2);
  store<u32>(count, load<u32>(count) + 1);
}

/** Counts a cell that is not empty; false: the caller has to judge its row. */
@inline
function judgeCell(from: usize, to: usize, root: usize, countryFrom: usize, countryTo: usize): bool {
  if (load<u8>(from) != <u8>quote) {
    return (
      classify(from, to, root, from, to) || countScientific(from, to) || countCached(from, to, countryFrom, countryTo)
    );
  }
  // A quoted cell may not go on after its closing quote.
  if (to - from < 2 || load<u8>(to - 1) != <u8>quote) return false;
  if (to - from == 2) {
    reason(emptySlot, from, to);
    return true;
  }
  return classify(from + 1, to - 1, root, from, to);
}

/** Counts a cell such as 1.41556E+10 as `readCell` does; false: it is not one. */
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

// An entry of the cell cache: slot (u32), lengths of cell and country (u8; 0 in an empty entry), text of cell and country.
const cachedText: usize = 8;
const longestCached: usize = 20;
const longestCachedCountry: usize = 2;

/** The cache entry for a cell; 0: the cell is too long for the cache. */
function cacheEntryOf(from: usize, to: usize, countryFrom: usize, countryTo: usize): usize {
  const length = to - from;
  const countryLength = countryTo - countryFrom;
  if (length == 0 || length > longestCached || countryLength > longestCachedCountry) return 0;
  let sum: u32 = 0;
  for (let at = from; at < to; at += 1) sum = sum * 31 + <u32>load<u8>(at);
  for (let at = countryFrom; at < countryTo; at += 1) sum = sum * 31 + <u32>load<u8>(at);
  return cellCache + <usize>((sum * 0x9e3779b1) >> 24) * cachedCellBytes;
}

/** Counts a cell whose reason is cached for the country of its row; false: it is not cached. */
function countCached(from: usize, to: usize, countryFrom: usize, countryTo: usize): bool {
  const entry = cacheEntryOf(from, to, countryFrom, countryTo);
  if (entry == 0) return false;
  const length = to - from;
  const countryLength = countryTo - countryFrom;
  if (<usize>load<u8>(entry, 4) != length || <usize>load<u8>(entry, 5) != countryLength) return false;
  for (let at: usize = 0; at < length; at += 1) {
    if (load<u8>(entry + cachedText + at) != load<u8>(from + at)) return false;
  }
  for (let at: usize = 0; at < countryLength; at += 1) {
    if (load<u8>(entry + cachedText + length + at) != load<u8>(countryFrom + at)) return false;
  }
  reason(load<u32>(entry), from, to);
  return true;
}

/**
 * Caches the reason of a phone cell of the row that the scan stopped for. How bytes beyond ASCII are decoded depends on the
 * whole row.
 */
export function cacheReason(place: u32, slot: u32): void {
  const phoneStart = phoneFromOf(place);
  const phoneEnd = phoneToOf(place);
  const entry = cacheEntryOf(phoneStart, phoneEnd, countryStart, countryEnd);
  if (entry == 0 || isBeyondAscii(phoneStart, phoneEnd) || isBeyondAscii(countryStart, countryEnd)) return;
  const length = phoneEnd - phoneStart;
  const countryLength = countryEnd - countryStart;
  store<u32>(entry, slot);
  store<u8>(entry, <u8>length, 4);
  store<u8>(entry, <u8>countryLength, 5);
  memory.copy(entry + cachedText, phoneStart, length);
  memory.copy(entry + cachedText + length, countryStart, countryLength);
}

/** The state in which national digits begin, by a country of two letters; 0: left to the caller. */
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
  const root = <usize>load<u32>(<usize>((first * 26 + second) << 2), pairsAt);
  return root;
}

/** Judges an ordinary cell; false: left to the caller. */
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
    const byte = <u32>load<u8>(<usize>load<u8>(at), classesAt);
    if (byte < 10) {
      state = <usize>load<u32>(state + (<usize>byte << 2), statesAt);
      // One bit for each difference between neighbouring digits, the first left out, to recognize 1111 and 1234.
      steps |= digits > 1 ? 1 << (byte + 9 - previous) : 0;
      previous = byte;
      value = value * 10 + <u64>byte;
      digits += 1;
      zeroTail = zeroTail && byte == 0;
    } else if (byte == classPlus) {
      if (digits != 0 || (signs & 1) != 0) return false;
      signs |= 1;
      state = plusRoot;
    } else if (byte == classPoint) {
      zeroTail = digits >= 5;
    } else if (byte == classBlank) {
      signs |= 2;
    } else if (byte == classOther) return false;
  }
  if (digits < 3 || digits > mostDigits || zeroTail || (signs & 2) != 0 && digits > oneNumber) return false;
  if (steps == 1 << 9 || (steps & ~((1 << 10) | 1)) == 0) return false;
  if (digits >= 8 && isPerhapsPlaceholder(value, digits)) return false;
  const outcome = <usize>load<u32>(state, statesAt + stateOutcomeAt) + outcomesAt;
  if (asks && (signs & 1) == 0 && <u32>load<u8>(outcome) == kindTextable && isDoubtful(outcome, value, digits, from, to)) {
    return false;
  }
  return conclude(outcome, value, digits, from, to, cellFrom, cellTo);
}

/** Whether the last eight digits are the same, or the last ten count up or down; `readCell` decides about such numbers. */
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

/** The outcome of a cell's digits, without the first `skip`, as an international number. */
function abroad(from: usize, to: usize, skip: u32): usize {
  let state = plusRoot;
  let digits: u32 = 0;
  for (let at = from; at < to; at += 1) {
    const byte = <u32>load<u8>(<usize>load<u8>(at), classesAt);
    if (byte >= 10) continue;
    digits += 1;
    if (digits > skip) state = <usize>load<u32>(state + (<usize>byte << 2), statesAt);
  }
  return <usize>load<u32>(state, statesAt + stateOutcomeAt) + outcomesAt;
}

/** Whether a textable national number is perhaps another number with a + before it. */
function isDoubtful(outcome: usize, value: u64, digits: u32, from: usize, to: usize): bool {
  // It begins with a zero.
  if (digits < shortestDoubt || value < load<u64>(<usize>(digits - 1) << 3, powersAt)) return false;
  const international = abroad(from, to, 0);
  const kind = <u32>load<u8>(international);
  if (kind == kindNone || kind == kindAssigned) return false;
  return kind != kindTextable || numberOf(outcome, value, digits) != value;
}

@inline
function conclude(outcome: usize, value: u64, digits: u32, from: usize, to: usize, cellFrom: usize, cellTo: usize): bool {
  const kind = <u32>load<u8>(outcome);
  if (kind == kindTextable) return keep(outcome, value, digits, cellFrom, cellTo);
  if (kind == kindNone) {
    reason(<u32>load<u16>(outcome, outcomeSlotAt), cellFrom, cellTo);
    return true;
  }
  if (kind == kindAssigned) {
    return reasonOfNumber(outcome, value, digits, <u32>load<u16>(outcome, outcomeSlotAt), cellFrom, cellTo);
  }
  return concludeAbroad(outcome, value, digits, from, to, cellFrom, cellTo);
}

/** Outcomes that depend on the same digits read as an international number. */
function concludeAbroad(outcome: usize, value: u64, digits: u32, from: usize, to: usize, cellFrom: usize, cellTo: usize): bool {
  const kind = <u32>load<u8>(outcome);
  if (kind == kindPerhapsPlusLost) {
    const kindAbroad = <u32>load<u8>(abroad(from, to, 0));
    if (kindAbroad == kindAsk) return false;
    const slot = kindAbroad >= <u32>kindAssigned ? <u32>load<u16>(outcome, outcomeLostSlotAt) : <u32>load<u16>(outcome, outcomeSlotAt);
    reason(slot, cellFrom, cellTo);
    return true;
  }
  if (kind == kindPerhapsTextableAbroad || kind == kindAssignedOrTextableAbroad) {
    const kindAbroad = <u32>load<u8>(abroad(from, to, 0));
    if (kindAbroad == kindAsk) return false;
    const slot = kindAbroad == kindTextable ? <u32>load<u16>(outcome, outcomeLostSlotAt) : <u32>load<u16>(outcome, outcomeSlotAt);
    if (kind == kindAssignedOrTextableAbroad && kindAbroad != kindTextable) {
      return reasonOfNumber(outcome, value, digits, slot, cellFrom, cellTo);
    }
    reason(slot, cellFrom, cellTo);
    return true;
  }
  if (kind != kindDoubleZero) return false;
  const international = abroad(from, to, 2);
  const kindAbroad = <u32>load<u8>(international);
  if (kindAbroad == kindTextable) return keep(international, value, digits - 2, cellFrom, cellTo);
  if (kindAbroad == kindAssigned) {
    return reasonOfNumber(international, value, digits - 2, <u32>load<u16>(international, outcomeSlotAt), cellFrom, cellTo);
  }
  if (kindAbroad != kindNone) return false;
  reason(<u32>load<u16>(international, outcomeSlotAt), cellFrom, cellTo);
  return true;
}

/** Counts a valid number that is not textable; false: it is too long to be written. */
function reasonOfNumber(outcome: usize, value: u64, digits: u32, slot: u32, cellFrom: usize, cellTo: usize): bool {
  if (!isWriting) {
    reason(slot, cellFrom, cellTo);
    return true;
  }
  const number = digits > mostDigits ? <u64>keyLimit : numberOf(outcome, value, digits);
  if (number >= <u64>keyLimit) return false;
  reason(slot, cellFrom, cellTo);
  verdictNumber = number;
  verdictOutcome = outcome;
  return true;
}

/** Counts a textable number and keeps its key; false: it is too long for a key. */
@inline
function keep(outcome: usize, value: u64, digits: u32, cellFrom: usize, cellTo: usize): bool {
  // `value` has overflowed.
  if (digits > mostDigits) return false;
  const number = numberOf(outcome, value, digits);
  if (number >= <u64>keyLimit) return false;
  keepNumber(number, <u32>load<u16>(outcome, outcomeSlotAt), cellFrom, cellTo);
  return true;
}

/** The international number of national digits. */
@inline
function numberOf(outcome: usize, value: u64, digits: u32): u64 {
  const drop = <u32>load<u8>(outcome, outcomeDropAt);
  if (drop == 0 && load<u64>(outcome, outcomePrefixAt) == 0) return value;
  const power = load<u64>(<usize>(digits - drop) << 3, powersAt);
  return load<u64>(outcome, outcomePrefixAt) * power + (value < power ? value : value % power);
}

@inline
function keepNumber(number: u64, slot: u32, cellFrom: usize, cellTo: usize): void {
  const count = counts + (<usize>slot << 2);
  store<u32>(count, load<u32>(count) + 1);
  store<u64>(keys + (<usize>keyCount << 3), (number << classBits) | <u64>slot);
  if (trace != 0) {
    const entry = trace + <usize>keyCount * cellEntryBytes;
    store<u32>(entry, rowLine);
    store<u32>(entry, <u32>cellFrom, 4);
    store<u32>(entry, <u32>(cellTo - cellFrom), 8);
  }
  keyCount += 1;
  const partition = <usize>(hash(number) >> partitionShift) << 2;
  if (isWriting) {
    verdictSlot = slot;
    verdictNumber = number;
    verdictOutcome = 0;
    const index = load<u32>(nextKeys + partition);
    store<u32>(nextKeys + partition, index + 1);
    verdictIsDuplicate = load<u8>(duplicateKeys + <usize>index) != 0;
  }
  const bucket = histogram + partition;
  store<u32>(bucket, load<u32>(bucket) + 1);
}

@inline
function hash(number: u64): u64 {
  return number * 0x9e3779b97f4a7c15;
}

/** Counts a row that is not textable; the first rows of each reason are kept as examples. */
@inline
function reason(slot: u32, from: usize, to: usize): void {
  verdictSlot = slot;
  verdictNumber = 0;
  verdictOutcome = 0;
  verdictIsDuplicate = false;
  if (isHolding) {
    isHeld = true;
    heldSlot = slot;
    return;
  }
  const count = counts + (<usize>slot << 2);
  const before = load<u32>(count);
  store<u32>(count, before + 1);
  if (before >= examplesPerSlot) return;
  const entry = examples + <usize>((slot - firstReasonSlot) * examplesPerSlot + before) * cellEntryBytes;
  store<u32>(entry, rowLine);
  store<u32>(entry, <u32>from, 4);
  store<u32>(entry, <u32>(to - from), 8);
}

/** Counts the row that the scan stopped for under a reason, with a phone cell as its example. */
export function countReason(place: u32, slot: u32): void {
  verdictPlace = place;
  reason(slot, phoneFromOf(place), phoneToOf(place));
}

/** Counts the row that the scan stopped for as textable, by a phone cell. `number`: its digits, below `keyLimit`. */
export function countNumber(place: u32, number: f64, slot: u32): void {
  verdictPlace = place;
  keepNumber(<u64>number, slot, phoneFromOf(place), phoneToOf(place));
}

/** Judges the row that the scan stopped for again, with national digits beginning at `root`; false: still unusual. */
export function retry(root: usize): bool {
  asks = false;
  if (phoneColumn < 0) return decide(root, countryStart, countryEnd);
  const phoneStart = phoneFromOf(0);
  const phoneEnd = phoneToOf(0);
  if (phoneStart == phoneEnd) return false;
  if (load<u8>(phoneStart) != <u8>quote) return classify(phoneStart, phoneEnd, root, phoneStart, phoneEnd);
  if (phoneEnd - phoneStart < 3 || load<u8>(phoneEnd - 1) != <u8>quote) return false;
  return classify(phoneStart + 1, phoneEnd - 1, root, phoneStart, phoneEnd);
}

/** Sorts the keys of a block by partition, and within a partition by row. */
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

/** The index in the block of the key with this ordinal in its partition. */
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
 * Puts keys, in the order of their rows, into a hash table of `mask + 1` entries with the numbers of earlier rows. A number
 * that is there already is counted by its slot in `counters`; the ordinals of the first `most` are stored at `found`, and a
 * byte for each key, 1 for a duplicate, at `flags` unless that is 0. Returns
 * `before` plus the number of duplicates.
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
  flags: usize,
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
        if (flags != 0) store<u8>(flags + <usize>index, 1);
        if (duplicates < most) store<u32>(found + (<usize>duplicates << 2), index);
        duplicates += 1;
        break;
      }
      place = (place + 1) & mask;
    }
  }
  return duplicates;
}
