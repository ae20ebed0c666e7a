import { readFileSync } from 'node:fs';
import { jsonDone, jsonFull, longestRow } from '../../../automaton/layout.ts';
import { builtFile } from '../../process/built-file.ts';
import { cellEnd } from './encoded-row.ts';

/** Exports of the kernel, which kernel/json-rows.ts documents. */
interface JsonExports {
  readonly setJsonFields: (at: number, count: number, cellEnd: number) => void;
  readonly readJson: (from: number, to: number, firstLine: number, out: number, outEnd: number) => number;
  readonly getJsonPosition: () => number;
  readonly getJsonLine: () => number;
  readonly getJsonOutput: () => number;
  readonly getJsonRows: () => number;
}

/** A line that the kernel left, with its line end; returns its encoded row, or nothing for a blank line. */
type ReadOdd = (line: number, bytes: Uint8Array) => string;

export interface EncodedPiece {
  /** Complete encoded rows. */
  readonly lines: Uint8Array;
  readonly rows: number;
  /** Bytes of the file up to there, if the list does not count them. */
  readonly bytes?: number;
}

const pageBytes = 65_536;
const fieldBytes = 16;
/** Not 0, which is no field to the kernel. */
const fieldsAt = fieldBytes;
/** After the last line: the kernel reads 16 bytes at a time. */
const padding = 64;
const lineFeed = 0x0a;
/** No name is as long. */
const inNoRecord = '\n';

/**
 * Reads lines of JSON by the kernel and encodes the values of some fields. `country` is absent if no field holds it. `phones` are
 * in the order of the columns of an encoded row.
 */
export function jsonRows({
  country,
  phones,
}: {
  readonly country?: string | undefined;
  readonly phones: readonly string[];
}) {
  const names = [country ?? inNoRecord, ...phones].map((name) => Buffer.from(name));
  const namesAt = fieldsAt + names.length * fieldBytes;
  const inputAt = Math.ceil((namesAt + Buffer.concat(names).length) / pageBytes) * pageBytes;
  const outputAt = inputAt + longestRow + pageBytes;
  const end = outputAt + longestRow + pageBytes;
  const memory = new WebAssembly.Memory({ initial: end / pageBytes, maximum: end / pageBytes });
  // Not by contact-kernel.ts, which would become a file of its own for every other list.
  const compiled = new WebAssembly.Module(readFileSync(builtFile('kernel.wasm')));
  const run = new WebAssembly.Instance(compiled, { env: { memory } }).exports as unknown as JsonExports;
  const bytes = Buffer.from(memory.buffer);
  let at = namesAt;
  for (const [index, name] of names.entries()) {
    bytes.writeUInt32LE(at, fieldsAt + index * fieldBytes);
    bytes.writeUInt32LE(name.length, fieldsAt + index * fieldBytes + 4);
    at += name.copy(bytes, at);
  }
  run.setJsonFields(fieldsAt, names.length, cellEnd.charCodeAt(0));

  /** `text`: complete lines, at most `longestRow` bytes; the last one may have no line end. The result is overwritten. */
  return (text: Uint8Array, firstLine: number, readOdd: ReadOdd): EncodedPiece & { readonly lineCount: number } => {
    bytes.set(text, inputAt);
    const last = inputAt + text.length;
    bytes.fill(lineFeed, last, last + padding);
    const to = bytes[last - 1] === lineFeed ? last : last + 1;
    const parts: Uint8Array[] = [];
    let out = outputAt;
    let rows = 0;
    let line = firstLine;
    const flush = (): void => {
      if (out > outputAt) parts.push(Buffer.from(bytes.subarray(outputAt, out)));
      out = outputAt;
    };
    for (let from = inputAt; from < to; ) {
      const stop = run.readJson(from, to, line, out, end);
      from = run.getJsonPosition();
      line = run.getJsonLine();
      out = run.getJsonOutput();
      rows += run.getJsonRows();
      if (stop === jsonDone) break;
      if (stop === jsonFull) {
        flush();
        continue;
      }
      const next = bytes.indexOf(lineFeed, from) + 1;
      const row = readOdd(line, bytes.subarray(from, next));
      if (row !== '') rows += 1;
      if (row.length * 3 > end - out) flush();
      if (row.length * 3 > end - out) parts.push(Buffer.from(row));
      else out += bytes.write(row, out);
      from = next;
      line += 1;
    }
    const rest = bytes.subarray(outputAt, out);
    return { lines: parts.length === 0 ? rest : Buffer.concat([...parts, rest]), rows, lineCount: line - firstLine };
  };
}
