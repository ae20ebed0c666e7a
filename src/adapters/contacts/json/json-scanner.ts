import { longestRow } from '../../../automaton/layout.ts';
import type { FindingLog } from '../../../domain/contacts/list-findings.ts';

/** One value; `text` undefined: it is broken or too long. */
export interface JsonText {
  readonly line: number;
  readonly text: string | undefined;
}

export interface JsonScanner {
  readonly push: (chunk: Buffer, last: boolean) => readonly JsonText[];
}

const lineFeed = 0x0a;
const [quote, backslash, comma, openBrace, closeBrace, openBracket, closeBracket] = [...'"\\,{}[]'].map((each) =>
  each.charCodeAt(0),
) as [number, number, number, number, number, number, number];

const isSpace = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === lineFeed;

/** Whether a line holds nothing. A visible character of ASCII at the start decides for most. */
export const isBlank = (text: string): boolean => {
  const first = text.charCodeAt(0);
  return !(first > 0x20 && first < 0x7f) && text.trim() === '';
};

/**
 * One value a line (NDJSON), in pieces of a stream. `readLines` gets complete lines of together at most 1 MiB, the last of which
 * may have no line end, and returns how many they are. `readLine` gets single ones. A line of more than 1 MiB is reported and
 * skipped.
 */
export function lineReader(
  log: FindingLog,
  readLines: (lines: Buffer, firstLine: number) => number,
  readLine: (value: JsonText) => void,
): (chunk: Buffer, last: boolean) => void {
  let pending: Buffer = Buffer.alloc(0);
  let line = 1;
  let skipping = false;
  const read = (chunk: Buffer, last: boolean): void => {
    const bytes = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    let at = 0;
    while (!skipping && at < bytes.length) {
      const limit = Math.min(at + longestRow, bytes.length);
      const end = last && limit === bytes.length ? limit : bytes.lastIndexOf(lineFeed, limit - 1) + 1;
      if (end <= at) break;
      line += readLines(bytes.subarray(at, end), line);
      at = end;
    }
    while (at < bytes.length) {
      const found = bytes.indexOf(lineFeed, at);
      const end = found === -1 ? bytes.length : found;
      if (end - at > longestRow && !skipping) {
        log.add('record-too-long', line);
        readLine({ line, text: undefined });
        skipping = true;
      }
      if (found === -1 && !last) {
        if (skipping) at = bytes.length;
        break;
      }
      if (!skipping) {
        const text = bytes.toString('utf8', at, end);
        if (!isBlank(text)) readLine({ line, text });
      }
      skipping = false;
      line += 1;
      at = end + 1;
    }
    pending = Buffer.from(bytes.subarray(at));
  };
  return (chunk, last) => {
    // Only the line that began in the chunk before is copied.
    const end = pending.length === 0 ? 0 : chunk.indexOf(lineFeed) + 1;
    if (end > 0) read(chunk.subarray(0, end), false);
    read(end > 0 ? chunk.subarray(end) : chunk, last);
  };
}

/** The same as texts. */
export function lineScanner(log: FindingLog): JsonScanner {
  let values: JsonText[] = [];
  const readLines = (bytes: Buffer, firstLine: number): number => {
    const lines = bytes.toString('utf8').split('\n');
    // Nothing follows the last line end.
    if (lines.at(-1) === '') lines.pop();
    for (const [index, text] of lines.entries()) if (!isBlank(text)) values.push({ line: firstLine + index, text });
    return lines.length;
  };
  const read = lineReader(log, readLines, (value) => values.push(value));
  return {
    push: (chunk, last) => {
      values = [];
      read(chunk, last);
      return values;
    },
  };
}

/**
 * Values over any number of lines: those of an array whose first value begins at `start`, up to its closing bracket, or, if
 * `start` is 0, values one after another. A string that does not end on its line, or a value of more than 1 MiB, is reported
 * as broken, and reading goes on with the next line that begins a value.
 */
export function valueScanner(log: FindingLog, start: number): JsonScanner {
  let pending: Buffer = Buffer.alloc(0);
  let line = 1;
  let toSkip = start;
  let resync = false;
  let isOver = false;

  const count = (bytes: Buffer, from: number, to: number): void => {
    for (let at = from; at < to; at += 1) if (bytes[at] === lineFeed) line += 1;
  };

  return {
    push: (chunk, last) => {
      const bytes = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      const values: JsonText[] = [];
      let at = Math.min(toSkip, bytes.length);
      count(bytes, 0, at);
      toSkip -= at;
      const broken = (code: 'broken-json' | 'record-too-long') => {
        log.add(code, line);
        values.push({ line, text: undefined });
        resync = true;
      };
      while (!isOver) {
        if (resync) {
          const next = lineThatBegins(bytes, at);
          count(bytes, at, next ?? bytes.length);
          at = next ?? bytes.length;
          if (next === undefined) break;
          resync = false;
        }
        const from = valueStart(bytes, at);
        count(bytes, at, from);
        at = from;
        if (at === bytes.length) break;
        isOver = start > 0 && bytes[at] === closeBracket;
        if (isOver) break;
        const end = valueEnd(bytes, at, last);
        if (end === 'more' && bytes.length - at <= longestRow && !last) break;
        if (end === 'more' || end === 'broken') {
          broken(end === 'more' && !last ? 'record-too-long' : 'broken-json');
          continue;
        }
        if (end - at > longestRow) {
          broken('record-too-long');
          continue;
        }
        values.push({ line, text: bytes.toString('utf8', at, end) });
        count(bytes, at, end);
        at = end;
      }
      pending = isOver ? Buffer.alloc(0) : Buffer.from(bytes.subarray(at));
      return values;
    },
  };
}

/** Skips white space and separators. */
function valueStart(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && (isSpace(bytes[at]) || bytes[at] === comma || bytes[at] === closeBrace)) at += 1;
  return at;
}

function valueEnd(bytes: Buffer, start: number, last: boolean): number | 'more' | 'broken' {
  let depth = 0;
  for (let at = start; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === quote) {
      const end = stringEnd(bytes, at);
      if (typeof end === 'string') return end;
      at = end;
      if (depth === 0) return at + 1;
    } else if (byte === openBrace || byte === openBracket) depth += 1;
    else if (byte === closeBrace || byte === closeBracket) {
      depth -= 1;
      if (depth <= 0) return depth === 0 ? at + 1 : at;
    } else if (depth === 0 && (isSpace(byte) || byte === comma)) return at;
  }
  return last && depth === 0 ? bytes.length : 'more';
}

function stringEnd(bytes: Buffer, open: number): number | 'more' | 'broken' {
  for (let at = open + 1; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === backslash) at += 1;
    else if (byte === quote) return at;
    else if (byte === lineFeed) return 'broken';
  }
  return 'more';
}

/** The start of the next line that begins with a brace. */
function lineThatBegins(bytes: Buffer, from: number): number | undefined {
  for (let at = bytes.indexOf(lineFeed, from); at !== -1; at = bytes.indexOf(lineFeed, at + 1)) {
    let next = at + 1;
    while (isSpace(bytes[next]) && bytes[next] !== lineFeed) next += 1;
    if (bytes[next] === openBrace) return at + 1;
  }
  return undefined;
}
