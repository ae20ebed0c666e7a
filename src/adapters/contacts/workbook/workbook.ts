import type { SheetRow } from './sheet-row.ts';

/** A file with sheets of cells. */
export interface Workbook {
  readonly sheets: readonly SheetName[];
  /**
   * The rows of a sheet, which may be read more than once. `onMerged` gets the last row of each range of merged cells. Rejects
   * with `UserError` (`contacts.unreadable`).
   */
  readonly rows: (sheet: number, onMerged?: (lastRow: number) => void) => AsyncGenerator<readonly SheetRow[]>;
  /** Bytes of the file read so far. */
  readonly bytesRead: () => number;
}

interface SheetName {
  readonly name: string;
  readonly isHidden: boolean;
}
