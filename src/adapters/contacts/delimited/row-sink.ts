import { findingLog } from '../../../domain/contacts/list-findings.ts';
import type { RowWriter } from '../../../ports.ts';
import type { RowSink } from '../../counting/rows/row-output.ts';
import { cellsOf, recordScanner } from './record-scanner.ts';

/** Writers of the rows of a delimited file, to which the kernel writes most lines. */
export function rowSink(writers: readonly RowWriter[], delimiter: string): RowSink {
  return {
    outputs: writers.map(({ choice, writeLines }) => ({ takes: choice, writeLines })),
    writeRow: (bytes, result) => {
      const scanner = recordScanner(delimiter.charCodeAt(0), findingLog());
      for (const record of scanner.push(Buffer.from(bytes), true)) {
        const row = { line: record.line, phones: [], cells: cellsOf(record) };
        for (const writer of writers) writer.write({ row, ...result });
      }
    },
  };
}
