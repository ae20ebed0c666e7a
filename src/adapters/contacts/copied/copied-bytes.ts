import { isUtf8 } from 'node:buffer';
import { pieceBytes } from '../list-file.ts';
import { planRows } from '../list-plan.ts';
import type { Batch } from '../queried-list.ts';
import { type Piece, type StoredBytes, storeBytes } from '../stored-bytes.ts';
import { cellsOfRow, rowSplitter } from './csv-rows.ts';

/** The result of a query as CSV, of which the first rows are read. */
export interface CopiedBytes {
  readonly columns: readonly string[];
  readonly sample: Batch;
  /** Reads the rest, and keeps all rows, without the header. Rejects with the errors of the copy. */
  readonly store: (onLines: (lines: number) => void) => Promise<StoredBytes>;
  /** Of what is stored: whether the reader of delimited files reads it as the server wrote it. */
  readonly isPlain: () => boolean;
}

/** Takes as many rows as a plan needs. `bytes`: pieces of whole rows, with a header. Undefined: the rows have no columns. */
export async function copiedBytes(bytes: AsyncGenerator<Buffer>): Promise<CopiedBytes | undefined> {
  const splitter = rowSplitter();
  const held: Buffer[] = [];
  const rows: Buffer[] = [];
  while (rows.length <= planRows) {
    const { value: piece, done } = await bytes.next();
    if (done === true) break;
    held.push(piece);
    for (const row of splitter.push(piece)) rows.push(row);
  }
  const [header, ...sample] = rows;
  if (header === undefined || header.length === 1) return undefined;
  const columns = cellsOfRow(header);
  held[0] = held[0]?.subarray(header.length) ?? header;
  const mark = Buffer.of(0xef, 0xbb, 0xbf);
  let isPlain = !held[0].subarray(0, mark.length).equals(mark);
  async function* pieces(): AsyncGenerator<Piece> {
    const passOn = (piece: Buffer): Piece => {
      // A larger piece is one row, which may be too long for that reader.
      if (piece.length > pieceBytes || !isUtf8(piece)) isPlain = false;
      return { piece: columns.length === 1 ? withoutBlankLines(piece) : piece, last: false };
    };
    for (let piece = held.shift(); piece !== undefined; piece = held.shift()) yield passOn(piece);
    for await (const piece of bytes) yield passOn(piece);
    yield { piece: Buffer.alloc(0), last: true };
  }
  return {
    columns,
    sample: sample.map(cellsOfRow),
    store: (onLines) => storeBytes(pieces(), onLines),
    isPlain: () => isPlain,
  };
}

/** Quotes the cells of a single column that have nothing but spaces: a blank line is not a row in a delimited file. */
function withoutBlankLines(piece: Buffer): Buffer {
  const rows = rowSplitter().push(piece);
  const isBlank = (row: Buffer): boolean => row.every((byte) => byte === 0x20 || byte === 0x0a);
  return Buffer.concat(
    rows.map((row) => (isBlank(row) ? Buffer.from(`"${row.toString('latin1', 0, row.length - 1)}"\n`) : row)),
  );
}
