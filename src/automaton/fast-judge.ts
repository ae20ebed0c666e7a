import { judgeRead, readCell } from '../domain/numbers/contact-cell.ts';
import type { ContactVerdict } from '../domain/numbers/contact-number.ts';
import { type NumberAutomaton, walk } from './number-automaton.ts';

/**
 * Judges a cell as `judgeCell` does; undefined: only libphonenumber knows the verdict. `country` (ISO 3166-1
 * alpha-2) reads national numbers.
 */
export function judgeFast(automaton: NumberAutomaton, cell: string, country?: string): ContactVerdict | undefined {
  const read = readCell(cell);
  if (!read.ok) return { textable: false, reason: read.reason };
  return judgeRead(read, (international, digits) => walk(automaton, international, digits, country));
}
