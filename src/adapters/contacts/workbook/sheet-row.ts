/** The size of a sheet in Excel and LibreOffice. */
export const mostRows = 1_048_576;
/** Excel and LibreOffice have 16,384 columns. A contact list has fewer, and a row of empty cells takes memory. */
const mostColumns = 1000;
/** As a row of a delimited file. */
export const longestRow = 1024 * 1024;
/** More than one for each column, unless a file names the same cell over and over. */
const mostNotes = 2000;

type SheetNoteCode = 'zeros' | 'digits' | 'error' | 'no-value' | 'hidden' | 'too-long' | 'too-wide';

/** What the text of a cell or a row does not show. */
interface SheetNote {
  readonly code: SheetNoteCode;
  /** -1: about the row. */
  readonly column: number;
}

export interface SheetRow {
  /** The number of the row in the sheet, from 1. */
  readonly line: number;
  /** From the first column to the last cell that is not empty. */
  readonly cells: readonly string[];
  readonly notes: readonly SheetNote[];
}

/** Collects the cells of one row after another, within limits. */
export interface RowBuilder {
  readonly start: () => void;
  readonly note: (code: SheetNoteCode, column: number) => void;
  /** Whether a column is one that is read; notes one that is not. */
  readonly reaches: (column: number) => boolean;
  /** Sets a cell, or several equal ones. */
  readonly put: (column: number, value: string, times?: number) => void;
  /** Undefined: the row is empty. */
  readonly row: (line: number) => SheetRow | undefined;
}

/** Of most rows. */
const noNotes: SheetNote[] = [];

export function rowBuilder(): RowBuilder {
  let cells: string[] = [];
  let notes = noNotes;
  let size = 0;
  const note = (code: SheetNoteCode, column: number): void => {
    if (notes.length >= mostNotes && code !== 'too-long') return;
    if (notes === noNotes) notes = [];
    notes.push({ code, column });
  };
  const noteOnce = (code: SheetNoteCode, column: number): void => {
    if (notes.at(-1)?.code !== code) note(code, column);
  };
  const reaches = (column: number): boolean => {
    if (column < mostColumns) return true;
    noteOnce('too-wide', column);
    return false;
  };
  return {
    start: () => {
      cells = [];
      notes = noNotes;
      size = 0;
    },
    note,
    reaches,
    put: (column, value, times = 1) => {
      if (value === '') return;
      const end = Math.min(column + times, mostColumns);
      size += value.length * (end - column);
      if (size > longestRow) {
        noteOnce('too-long', column);
        return;
      }
      while (cells.length < column) cells.push('');
      for (let at = column; at < end; at += 1) cells[at] = value;
      if (end < column + times) noteOnce('too-wide', end);
    },
    row: (line) =>
      cells.length > 0 || notes.some(({ code }) => code === 'no-value') ? { line, cells, notes } : undefined,
  };
}
