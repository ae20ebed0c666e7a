import { splitLine } from '../../../domain/columns/delimited-line.ts';

const [lineFeed, quote] = [0x0a, 0x22] as const;

/** Splits CSV as PostgreSQL writes it: each row ends with a line feed, and only quoted cells hold others. */
export interface RowSplitter {
  /** The rows that end in the next bytes, each with its line feed. */
  readonly push: (piece: Buffer) => readonly Buffer[];
}

export function rowSplitter(): RowSplitter {
  /** The beginning of the next row. */
  let begun: Buffer[] = [];
  // A quote within a cell is doubled, so that it changes nothing.
  let isQuoted = false;
  return {
    push: (piece) => {
      const rows: Buffer[] = [];
      let start = 0;
      let end = piece.indexOf(lineFeed);
      let mark = piece.indexOf(quote);
      while (end !== -1 || mark !== -1) {
        if (mark !== -1 && (end === -1 || isQuoted || mark < end)) {
          isQuoted = !isQuoted;
          if (!isQuoted && end !== -1 && end < mark) end = piece.indexOf(lineFeed, mark);
          mark = piece.indexOf(quote, mark + 1);
          continue;
        }
        if (isQuoted) break;
        const row = piece.subarray(start, end + 1);
        rows.push(begun.length === 0 ? row : Buffer.concat([...begun, row]));
        begun = [];
        start = end + 1;
        end = piece.indexOf(lineFeed, start);
      }
      if (start < piece.length) begun.push(piece.subarray(start));
      return rows;
    },
  };
}

/** The cells of a row, which ends with its line feed. */
export const cellsOfRow = (row: Buffer): readonly string[] => splitLine(row.toString('utf8', 0, row.length - 1), ',');
