import { judgeRead, readCell } from './contact-cell.ts';
import { type ContactVerdict, judgeNumber } from './contact-number.ts';

/** `judgeCell`, or what comes to the same by another way. */
export type JudgeCell = (cell: string, country?: string) => ContactVerdict;

/**
 * Judges one cell by itself: its characters, then its digits. `country` (ISO 3166-1 alpha-2) reads numbers that are written
 * without one. A cell that can be texted may still be a duplicate: that is for the tally to say.
 */
export function judgeCell(cell: string, country?: string): ContactVerdict {
  const read = readCell(cell);
  if (!read.ok) return { textable: false, reason: read.reason };
  return judgeRead(read, (international, digits) => judgeNumber(international, digits, country));
}
