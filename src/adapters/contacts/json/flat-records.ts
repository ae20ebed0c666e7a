import type { FindingLog } from '../../../domain/contacts/list-findings.ts';
import { type EncodedPiece, jsonRows } from '../../counting/rows/json-rows.ts';
import type { ByteSource } from '../byte-source.ts';
import { type EncodedRows, encodingOf, plainOrder } from '../counted/encoding.ts';
import { filePieces } from './file-pieces.ts';
import { type JsonLayout, recordReader } from './json-list.ts';
import { isBlank, lineReader, lineScanner } from './json-scanner.ts';

/**
 * Encodes the records of one line each (NDJSON) by the kernel, which leaves to the parser what is not flat. Undefined: the list
 * needs the parser for all of them.
 */
export function flatRecords(source: ByteSource, layout: JsonLayout, log: FindingLog): (() => EncodedRows) | undefined {
  const { plan, columns, scanner } = layout;
  const order = plainOrder(plan);
  const phones = (order ?? []).map((number) => columns[plan.numbers[number]?.column ?? -1] ?? '');
  const country = columns[plan.country];
  // A name that is no UTF-8 would be read as this character.
  const isOdd = [...phones, country ?? ''].some((name) => name.includes('\ufffd'));
  if (scanner !== lineScanner || order === undefined || phones.length === 0 || isOdd) return undefined;
  return () => {
    const encoding = encodingOf(plan, order, true);
    return { encoding, pieces: pieces(source, { country, phones }, recordReader(layout, log), encoding.encode, log) };
  };
}

async function* pieces(
  source: ByteSource,
  fields: Parameters<typeof jsonRows>[0],
  readRecord: ReturnType<typeof recordReader>,
  encode: ReturnType<typeof encodingOf>['encode'],
  log: FindingLog,
): AsyncGenerator<EncodedPiece> {
  const read = jsonRows(fields);
  let found: EncodedPiece[] = [];
  const push = lineReader(
    log,
    (lines, firstLine) => {
      // They are views that the next call overwrites.
      found = found.map((piece) => ({ ...piece, lines: Buffer.from(piece.lines) }));
      const piece = read(lines, firstLine, (line, bytes) => {
        const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8').slice(0, -1);
        return isBlank(text) ? '' : encode(readRecord({ line, text }));
      });
      found.push(piece);
      return piece.lineCount;
    },
    (value) => found.push({ lines: Buffer.from(encode(readRecord(value))), rows: 1 }),
  );
  const { store, isWhole } = source;
  const file = store === null && !isWhole ? (await source.placed()).from : undefined;
  if (typeof file !== 'number') {
    for await (const { piece, last } of source.pieces()) {
      push(piece, last);
      yield* found;
      found = [];
    }
    return;
  }
  for await (const { piece, last, bytes } of filePieces(file, source, log)) {
    push(piece, last);
    for (const each of found) yield { ...each, bytes };
    found = [];
  }
}
