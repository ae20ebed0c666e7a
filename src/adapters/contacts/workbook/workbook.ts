import type { SheetRow } from './sheet-row.ts';

/** A file with sheets of cells. */
export interface Workbook {
  readonly sheets: readonly SheetName[];
  /**
   * The rows of a sheet, which may be read more than once. `onMerged` gets each range of merged cells, such as `A2:A5`. Rejects
   * with `UserError` (`contacts.unreadable`).
   */
  readonly rows: (sheet: number, onMerged?: (range: string) => void) => AsyncGenerator<readonly SheetRow[]>;
  /** Bytes of the file read so far. */
  readonly bytesRead: () => number;
}

interface SheetName {
  readonly name: string;
  readonly isHidden: boolean;
}
