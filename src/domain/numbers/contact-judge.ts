import { judgeRead, readCell } from './contact-cell.ts';
import { type ContactVerdict, judgeNumber } from './contact-number.ts';

/** `judgeCell`, or an equivalent. */
export type JudgeCell = (cell: string, country?: string) => ContactVerdict;

/**
 * Judges one cell: its characters, then its digits. `country` (ISO 3166-1 alpha-2) reads numbers that are written
 * without one. A textable cell may still be a duplicate, which only the tally knows.
 */
export function judgeCell(cell: string, country?: string): ContactVerdict {
  const read = readCell(cell);
  if (!read.ok) return { textable: false, reason: read.reason };
  return judgeRead(read, (international, digits) => judgeNumber(international, digits, country));
}
